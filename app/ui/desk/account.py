"""The account of one guarantee: what is known of it here, as of when, and who uses it."""

from collections.abc import Iterator

from PySide6.QtCore import QObject, Qt, Signal

from app.base.changes import Changed
from app.base.clock import Instant
from app.base.errors import WaypostError
from app.guarantees.views import Figure, GuaranteePage, GuaranteeRow, GuaranteeUse
from app.ui.background import Latest
from app.ui.desk.modes import Wanted
from app.ui.desk.speech import Speech
from app.ui.desk.workplace import Workplace
from app.ui.keys import CAPS, Press
from app.ui.pages.board import BoardPage
from app.ui.pages.facts import FactLine, Facts
from app.ui.text import Run, bare, grouped, numbered
from app.ui.theme import Role
from app.ui.widgets.actionbar import ActionBar
from app.ui.window import Screen


def account_shown(row: GuaranteeRow, speech: Speech) -> tuple[FactLine, ...]:
    """The account in groups: the guarantee, its sums, the movements that use it."""
    say = speech.say
    kind = f"{row.type}, {row.type_words}" if row.type_words else row.type
    facts = [
        _fact("type", kind, speech),
        _fact("holder", row.holder, speech),
        _fact("validity", speech.words(row.validity), speech),
        _fact("reference", speech.words(row.reference), speech),
        _fact("free", speech.words(row.free), speech),
    ]
    if row.holders > 1:
        facts.insert(2, _fact("holders", say("account.holders", n=row.holders), speech))
    facts += [_finding(place, words) for place, words in _doubts(row, speech)]
    facts.append(FactLine(label=say("account.figures"), key="figures"))
    facts += [_figure(figure, row.now, speech) for figure in row.figures]
    for name, uses in (("open", row.open), ("closed", row.closed)):
        if uses:
            facts.append(FactLine(label=say(f"account.{name}"), note=str(len(uses)), key=name))
            facts += [_use(use, row.now, speech) for use in uses]
    return tuple(fact for fact in facts if fact.value or fact.key in {"figures", "open", "closed"})


def _doubts(row: GuaranteeRow, speech: Speech) -> Iterator[tuple[int, str]]:
    yield from enumerate(speech.finding(finding) for finding in row.findings)


def _finding(place: int, words: str) -> FactLine:
    return FactLine(label="!", value=(Run(words, role=Role.WARN),), key=("finding", place))


def _fact(name: str, words: str, speech: Speech) -> FactLine:
    label = speech.say(f"account.{name}.label")
    return FactLine(label=label, value=(Run(words),) if words else (), key=name)


def _figure(figure: Figure, now: Instant, speech: Speech) -> FactLine:
    say = speech.say
    amount = f"{grouped(figure.amount)} {figure.currency}" if figure.amount else ""
    of = say("account.uses", n=figure.count)
    unstated = say("account.unstated", n=figure.unstated) if figure.unstated else ""
    words = speech.joined(say(figure.words), of, unstated)
    return FactLine(
        label=amount or say("account.no_amount"),
        value=(Run(words, bold=figure.name == "overdrawn"),),
        note=say("desk.head.known", time=speech.stamp(figure.as_known, now)),
        key=("figure", figure.name, figure.currency),
    )


def _use(use: GuaranteeUse, now: Instant, speech: Speech) -> FactLine:
    say = speech.say
    amount = f"{grouped(use.amount)} {use.currency}" if use.amount else say("account.no_amount")
    told = speech.joined(amount, say(use.state), use.reason, use.office_name, use.holder)
    return FactLine(
        label=use.office,
        value=(*numbered(use.mrn), Run(f"  {told}")),
        note=say("desk.head.known", time=speech.stamp(use.as_known, now)),
        key=("use", use.reservation),
    )


class AccountDesk(QObject):
    """``left`` tells that the officer goes back; ``opened`` gives the movement of a use."""

    left = Signal()
    opened = Signal(object)

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self.place = place
        look, say = place.look, place.say
        self.facts = Facts(look, say("account.title"))
        self.page = BoardPage(look, self.facts, ActionBar(look))
        self.screen = Screen(look)
        self.screen.row.addWidget(self.page, 1)
        self.grn = ""
        self.row: GuaranteeRow | None = None
        self._latest = Latest()
        self.page.bar.add(say("handover.back"), CAPS.cap(Press.LEAVE), self.left.emit)
        self.facts.opened.connect(self._open)
        place.bind(self.screen, {**self.page.presses(), Press.LEAVE: self.left.emit})
        place.background.moved.connect(self._moved)

    def turn(self) -> None:
        """Show the account of the guarantee that was asked for."""
        self.page.show_rows(())
        self.page.empty.hide()
        self.load()
        self.facts.setFocus(Qt.FocusReason.OtherFocusReason)

    def load(self) -> None:
        """Ask for the account."""
        view = GuaranteePage(grn=self.grn, language=self.place.speech.texts.language)
        self.place.ask(view, self._latest.only(self._came), self._latest.also(self._lost))

    def _came(self, row: GuaranteeRow) -> None:
        say, speech = self.place.say, self.place.speech
        self.row = row
        known = say("desk.head.known", time=speech.stamp(row.as_known, row.now))
        second = "" if row.is_whole else say("account.more")
        title = (Run(say("account.title"), bold=True), Run(row.grn, code=True, gap=8))
        self.page.tell(title, known, second)
        self.page.show_rows(account_shown(row, speech))

    def _lost(self, error: WaypostError) -> None:
        trouble = self.place.trouble(error)
        self.row = None
        self.page.tell((Run(self.place.say("account.title"), bold=True),))
        self.page.show_nothing(trouble.first, trouble.rest)

    def _open(self, fact: object) -> None:
        row = self.row
        if row is None or not isinstance(fact, FactLine):
            return
        for use in (*row.open, *row.closed):
            if fact.key == ("use", use.reservation) and use.movement:
                self.opened.emit(Wanted(use.movement))

    def _moved(self, changed: Changed) -> None:
        del changed
        if self.screen.isVisible():
            self.load()


def grn_of(fact: object) -> str:
    """The number of the guarantee that a line of a record's tab names; another line: empty."""
    if isinstance(fact, FactLine) and isinstance(fact.key, tuple) and fact.key[:1] == ("grn",):
        return bare("".join(run.words for run in fact.value))
    return ""
