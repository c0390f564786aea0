"""Departure: guarantee, control result, seals, limit, itinerary, release."""

from collections.abc import Callable, Mapping

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.keys import CAPS, Press
from app.ui.look import Look
from app.ui.pages.form import Form
from app.ui.pages.layouts import quiet, say_quietly
from app.ui.widgets.buttons import Button
from app.ui.widgets.cells import Choice
from app.ui.widgets.checkbox import CheckBox
from app.ui.widgets.field import Field
from app.ui.widgets.progress import Progress
from app.ui.widgets.segmented import Segments

MOST_SEALS = 4


class GuaranteeShown(msgspec.Struct, frozen=True, kw_only=True):
    """A guarantee drawn on: number, type, amount with its currency; how much of it is used."""

    grn: str
    type: str
    amount: str
    currency: str
    note: str = ""
    used: float | None = None


class DepartureShown(msgspec.Struct, frozen=True, kw_only=True):
    """What the page shows of a declaration; ``results`` are (code, words, lead, offered)."""

    holder: str
    holder_number: str
    guarantees: tuple[GuaranteeShown, ...] = ()
    results: tuple[tuple[str, str, str, bool], ...] = ()
    route_note: str = ""
    usual_limit: str = ""
    itinerary: str = ""


class DepartureAnswers(msgspec.Struct, frozen=True, kw_only=True):
    """What the officer has written so far; ``limit`` as written, ``count`` of seals as written."""

    result: str = ""
    count: str = ""
    seals: tuple[str, ...] = ()
    exempt: bool = False
    limit: str = ""
    binding: bool = False


class DeparturePage(Form):
    """``changed`` gives the answers after each one, ``left`` when a field is left."""

    changed = Signal(object)
    left = Signal()
    writing = Signal(bool)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.answers = DepartureAnswers()
        self.shown: DepartureShown | None = None
        self._holder()
        self._guarantee()
        self._control()
        self._seals()
        self._limit()
        for field in self._own_fields():
            field.writing.connect(self._caret)

    def _holder(self) -> None:
        say = self.look.say
        self.holder = Field(self.look, name=say("ui.departure.holder"))
        self.holder_number = Field(
            self.look, name=say("ui.departure.holder_number"), wide=152, code=True
        )
        for field in (self.holder, self.holder_number):
            field.edit.setReadOnly(True)
        self.add("holder", say("ui.departure.holder"), self.holder, self.holder_number)

    def _guarantee(self) -> None:
        say = self.look.say
        self.grn = Field(self.look, name=say("ui.departure.grn"), wide=200, code=True)
        self.type = Field(self.look, name=say("ui.departure.guarantee_type"))
        self.amount = Field(self.look, name=say("ui.departure.amount"), wide=124, unit="EUR")
        self.amount.at_end()
        for field in (self.grn, self.type, self.amount):
            field.edit.setReadOnly(True)
        self.add("guarantee", say("ui.departure.guarantee"), self.grn, self.type, self.amount)
        self.use = Progress(self.look, bar_wide=200)
        self.add_below("guarantee", self.use)

    def _control(self) -> None:
        self.results = Segments(self.look, name=self.look.say("ui.departure.control"))
        self.results.chosen.connect(lambda code: self._take(result=code))
        self.add("result", self.look.say("ui.departure.control"), self.results, None)

    def _seals(self) -> None:
        look, say = self.look, self.look.say
        self.count = Field(look, name=say("ui.departure.seal_count"), wide=64)
        self.count.edit.textEdited.connect(lambda words: self._take(count=words.strip()))
        self.numbers = [
            Field(
                look,
                name=say("ui.departure.seal_number", n=place + 1),
                placeholder=say("ui.departure.seal"),
                wide=132 if place < 2 else 108,  # noqa: PLR2004 - two usual, the rest narrow
                code=True,
            )
            for place in range(MOST_SEALS)
        ]
        for field in self.numbers:
            field.edit.textEdited.connect(lambda _words: self._numbers_changed())
        self.exempt = Button(look, say("ui.departure.exempt"))
        self.exempt.setCheckable(True)
        self.exempt.clicked.connect(lambda on: self._take(exempt=bool(on)))
        self.add("seals", say("ui.departure.seals"), self.count, *self.numbers, None, self.exempt)

    def _limit(self) -> None:
        look, say = self.look, self.look.say
        self.limit = Field(look, name=say("ui.departure.limit"), wide=200)
        self.limit.edit.textEdited.connect(lambda words: self._take(limit=words.strip()))
        self.route_note = quiet(look, fixed=True)
        self.usual = Button(look, "")
        self.usual.clicked.connect(self._take_usual)
        self.add("limit", say("ui.departure.limit"), self.limit, self.route_note, self.usual, None)
        self.binding = CheckBox(look, say("ui.departure.prescribed"))
        self.binding.toggled.connect(lambda on: self._take(binding=on))
        self.itinerary = quiet(look)
        self.add("itinerary", say("ui.departure.itinerary"), self.binding, self.itinerary)

    def _own_fields(self) -> tuple[Field, ...]:
        return (self.count, *self.numbers, self.limit)

    def show_departure(self, shown: DepartureShown, answers: DepartureAnswers) -> None:
        """Show a declaration with the answers of its draft, or the record's."""
        self.shown, self.answers = shown, answers
        self.holder.edit.setText(shown.holder)
        self.holder.edit.setCursorPosition(0)
        self.holder_number.edit.setText(shown.holder_number)
        guarantee = next(iter(shown.guarantees), None)
        self._show_guarantee(guarantee)
        self.results.offer(
            [
                Choice(code, words, lead=lead, cap=_cap(code), offered=offered)
                for code, words, lead, offered in shown.results
            ]
        )
        self.results.choose(answers.result)
        self.count.edit.setText(answers.count)
        self._show_seals()
        self.limit.edit.setText(answers.limit)
        say_quietly(self.route_note, shown.route_note)
        self.usual.tell(self.look.say("ui.departure.take", limit=shown.usual_limit))
        self._show_usual()
        self.binding.put(answers.binding)
        say_quietly(self.itinerary, shown.itinerary)

    def _show_guarantee(self, guarantee: GuaranteeShown | None) -> None:
        for field in (self.grn, self.type, self.amount):
            field.edit.clear()
        self.use.setVisible(guarantee is not None and bool(guarantee.note))
        if guarantee is None:
            return
        self.grn.edit.setText(guarantee.grn)
        self.type.edit.setText(guarantee.type)
        self.type.edit.setCursorPosition(0)
        self.amount.edit.setText(guarantee.amount)
        self.amount.measured_in(guarantee.currency)
        self.use.tell(guarantee.used or 0, guarantee.note)

    def _show_seals(self) -> None:
        wanted = max(len(self.answers.seals), _number(self.answers.count))
        for place, field in enumerate(self.numbers):
            there = place < len(self.answers.seals)
            field.setVisible(place < wanted and not self.answers.exempt)
            field.dashed = not there
            if not field.edit.hasFocus():
                field.edit.setText(self.answers.seals[place] if there else "")
            field.update()
        self.count.setEnabled(not self.answers.exempt)
        self.exempt.setChecked(self.answers.exempt)

    def _show_usual(self) -> None:
        usual = self.shown.usual_limit if self.shown else ""
        self.usual.setVisible(bool(usual) and self.answers.limit != usual)

    def _take(self, **answered: object) -> None:
        self.answers = msgspec.structs.replace(self.answers, **answered)
        self._show_seals()
        self._show_usual()
        self.changed.emit(self.answers)

    def _numbers_changed(self) -> None:
        written = (field.edit.text().strip().upper() for field in self.numbers)
        self._take(seals=tuple(number for number in written if number))

    def _take_usual(self, _checked: bool = False) -> None:
        usual = self.shown.usual_limit if self.shown else ""
        self.limit.edit.setText(usual)
        self._take(limit=usual)

    def _caret(self, there: bool) -> None:
        self.writing.emit(there)
        if not there:
            self.left.emit()

    def presses(self) -> Mapping[Press, Callable[[], None]]:
        """The keys of this page."""
        return {
            Press.DOCUMENTARY: lambda: _press(self.results, "A2-documents"),
            Press.PHYSICAL: lambda: _press(self.results, "A1"),
        }


def _press(results: Segments, code: str) -> None:
    results.press(code)


def _cap(code: str) -> str:
    caps = {"A2-documents": Press.DOCUMENTARY, "A1": Press.PHYSICAL}
    return CAPS.cap(caps[code]) if code in caps else ""


def _number(words: str) -> int:
    return min(MOST_SEALS, int(words)) if words.isdecimal() else 0
