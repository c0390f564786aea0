"""The sync centre: each link with its last completed exchange, and what waits, acts first."""

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.base.changes import Changed
from app.base.clock import Instant
from app.base.errors import WaypostError
from app.ui.background import Latest
from app.ui.desk.speech import Speech
from app.ui.desk.strips import unsent_words
from app.ui.desk.workplace import Workplace
from app.ui.fonts import Style
from app.ui.keys import CAPS, Press
from app.ui.look import Look
from app.ui.pages.layouts import quiet, say_quietly
from app.ui.tables.delegate import ColumnsDelegate, plain
from app.ui.tables.spec import Align, Column, Mark, Part, Table
from app.ui.tables.view import RowsView, TableHead
from app.ui.text import LAST, Run
from app.ui.theme import Role
from app.ui.widgets.actionbar import ActionBar
from app.ui.widgets.banner import Banner
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.line import Line
from app.ui.widgets.panel import Panel
from app.ui.widgets.truthmark import Truths
from app.ui.window import Screen
from app.workstation.status import LinkLine, SyncCentre, SyncRow, UnsentLine

LINKS_WIDE = 460


class LinkShown(msgspec.Struct, frozen=True, kw_only=True):
    """A link in words."""

    name: str
    state: str
    last: str
    waiting: str
    is_up: bool


class UnsentShown(msgspec.Struct, frozen=True, kw_only=True):
    """What waits, in words."""

    key: object
    time: str
    words: str
    number: str
    to: str
    truth: str
    trouble: str


def _link_mark(row: LinkShown, _look: Look) -> Part:
    icon = "linkup" if row.is_up else "linkdown"
    role = Role.TEXT if row.is_up else Role.CALM
    return Mark(icon, (Run(row.name, role=role),), role)


def _words(name: str) -> Callable[[object, Look], tuple[Run, ...]]:
    return lambda row, _look: plain(str(getattr(row, name)))


def _said(name: str) -> Callable[[object, Look], str]:
    return lambda row, _look: str(getattr(row, name))


def _act(row: UnsentShown, _look: Look) -> Part:
    number = row.number[-LAST:]
    return (Run(row.words), Run(number, bold=True, code=True, gap=6))


def _truth(row: UnsentShown, _look: Look) -> Part:
    return Truths(row.truth, saved=True)


LINKS: Table[LinkShown] = Table(
    name="links",
    columns=(
        Column(heading="desk.sync.link", cell=_link_mark, spoken=_said("name")),
        Column(heading="desk.sync.state", cell=_words("state"), spoken=_said("state"), width=64),
        Column(
            heading="desk.sync.last",
            cell=_words("last"),
            spoken=_said("last"),
            width=96,
            align=Align.TRAILING,
        ),
        Column(
            heading="desk.sync.waiting",
            cell=_words("waiting"),
            spoken=_said("waiting"),
            width=72,
            align=Align.TRAILING,
        ),
    ),
    key=lambda row: row.name,
)
OUTBOX: Table[UnsentShown] = Table(
    name="outbox",
    columns=(
        Column(heading="desk.sync.saved", cell=_words("time"), spoken=_said("time"), width=92),
        Column(heading="desk.sync.act", cell=_act, spoken=_said("words")),
        Column(heading="desk.sync.to", cell=_words("to"), spoken=_said("to"), width=96),
        Column(
            heading="desk.sync.truth",
            cell=_truth,
            spoken=_said("truth"),
            width=132,
            align=Align.TRAILING,
        ),
    ),
    key=lambda row: row.key,
)


def link_shown(line: LinkLine, now: Instant, speech: Speech) -> LinkShown:
    """A link as the sync centre shows it."""
    last = speech.stamp(Instant(line.last_exchange), now) if line.last_exchange else ""
    return LinkShown(
        name=line.name,
        state=speech.say(f"desk.link.{line.state}.short"),
        last=last or speech.say("desk.sync.none"),
        waiting=str(line.waiting) if line.waiting else speech.say("desk.sync.none"),
        is_up=line.state == "up",
    )


def unsent_shown(line: UnsentLine, place: int, now: Instant, speech: Speech) -> UnsentShown:
    """What waits, as the sync centre shows it."""
    return UnsentShown(
        key=place,
        time=speech.stamp(Instant(line.at), now),
        words=unsent_words(line, speech),
        number=line.number,
        to=line.to or speech.say("desk.sync.centre"),
        truth=speech.say("desk.truth.waiting"),
        trouble=line.trouble,
    )


class SyncDesk(QObject):
    """Two panels; F5 hands over everything that waits."""

    def __init__(self, place: Workplace, hand_over: Callable[[], None]) -> None:
        super().__init__()
        self.place = place
        look, say = place.look, place.say
        self.screen = Screen(look)
        self.links = RowsView(look, LINKS, say("desk.sync.links"))
        self.outbox = RowsView(look, OUTBOX, say("desk.sync.outbox"))
        for view, table in ((self.links, LINKS), (self.outbox, OUTBOX)):
            delegate = ColumnsDelegate(look, table, view)
            delegate.only_focused = True
            view.dress(delegate)
        self.banner = Banner(look, Role.CALM)
        self.nothing = EmptyState(look)
        self.count = Line(look, style=Style.SECTION, high=24)
        self.bar = ActionBar(look, say("desk.sync.now"), CAPS.cap(Press.SYNC))
        self.bar.primary.clicked.connect(lambda _checked=False: hand_over())
        self._latest = Latest()
        self._lay_out()
        place.bind(self.screen, {Press.PRIMARY: hand_over})
        place.background.moved.connect(self._moved)

    def _lay_out(self) -> None:
        look, say = self.place.look, self.place.say
        links = Panel(look, say("desk.sync.links"))
        links.setFixedWidth(look.px(LINKS_WIDE))
        title = Line(look, (Run(say("desk.sync.links"), bold=True),), Style.SECTION, high=24)
        note = quiet(look, say("desk.sync.completed"), fixed=True, high=24)
        links.column.addLayout(_headed(look, title, note))
        links.column.addWidget(TableHead(look, LINKS))
        links.column.addWidget(self.links, 1)
        holder = QVBoxLayout()
        holder.setContentsMargins(look.margins(16, 8, 16, 16))
        holder.addWidget(self.banner)
        links.column.addLayout(holder)
        outbox = Panel(look, say("desk.sync.outbox"))
        self.order = quiet(look, fixed=True, high=24)
        outbox.column.addLayout(_headed(look, self.count, self.order))
        outbox.column.addWidget(TableHead(look, OUTBOX))
        outbox.column.addWidget(self.outbox, 1)
        empty = QWidget()
        column = QVBoxLayout(empty)
        column.setContentsMargins(look.margins(16, 16, 16, 16))
        column.addWidget(self.nothing)
        column.addStretch(1)
        self.empty = empty
        outbox.column.addWidget(empty, 1)
        outbox.column.addWidget(self.bar)
        self.screen.row.addWidget(links)
        self._links_panel = links
        look.follow(self._fit)
        self._fit()
        self.screen.row.addWidget(outbox, 1)

    def _fit(self) -> None:
        """In one column what waits stays; the strip tells the links."""
        self._links_panel.setVisible(not self.place.look.narrow)

    def turn(self) -> None:
        """Show the sync centre."""
        self.load()
        self.outbox.setFocus(Qt.FocusReason.OtherFocusReason)

    def load(self) -> None:
        """Ask how the links stand and what waits."""
        self.place.ask(SyncCentre(), self._latest.only(self._came), self._lost)

    def _came(self, row: SyncRow) -> None:
        speech, say, now = self.place.speech, self.place.say, Instant(row.now)
        self.links.show_rows(tuple(link_shown(one, now, speech) for one in row.links))
        rows = tuple(unsent_shown(one, place, now, speech) for place, one in enumerate(row.unsent))
        self.outbox.show_rows(rows)
        title = Run(say("desk.sync.outbox"), bold=True)
        self.count.tell((title, Run(str(row.waiting), role=Role.QUIET, gap=8)))
        say_quietly(self.order, say("desk.sync.order") if rows else "")
        self.outbox.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.nothing.tell(say("desk.empty.unsent"), say("desk.empty.unsent.why"))
        self._tell_links(row, now)

    def _tell_links(self, row: SyncRow, now: Instant) -> None:
        say, speech = self.place.say, self.place.speech
        down = next((one for one in row.links if one.state == "down"), None)
        note = say("desk.sync.tries", n=len(row.links)) if row.links else say("desk.sync.unpaired")
        self.bar.lawful(bool(row.links), note)
        if down is not None:
            first = say(
                "desk.sync.down", name=down.name, since=speech.stamp(Instant(down.since), now)
            )
            self.banner.tell(first, say("desk.sync.down.rest"))
        elif not row.links:
            self.banner.tell(say("desk.strip.no_link"), say("desk.sync.unpaired.rest"))
        else:
            self.banner.tell("", "")

    def _lost(self, error: WaypostError) -> None:
        trouble = self.place.trouble(error)
        self.banner.tell(trouble.first, trouble.rest, Role.STOP)

    def _moved(self, changed: Changed) -> None:
        del changed
        if self.screen.isVisible():
            self.load()


def _headed(look: Look, title: Line, note: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(look.margins(16, 10, 16, 10))
    row.setSpacing(look.px(8))
    row.addWidget(title, 1)
    row.addWidget(note)
    return row
