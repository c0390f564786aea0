"""The stations the officer must witness: arrived, plate, seals. None of them fills itself."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from app.ui.fonts import Style
from app.ui.keys import CAPS, Press
from app.ui.look import Look
from app.ui.pages.answers import SAME, ArrivalAnswers
from app.ui.pages.layouts import empty, quiet, row_of, say_quietly
from app.ui.pages.shown import ArrivalShown
from app.ui.text import Run
from app.ui.theme import Role
from app.ui.widgets.buttons import Button, Kind
from app.ui.widgets.camerachip import CameraChip
from app.ui.widgets.chip import Chip, ChipMark
from app.ui.widgets.combo import Combo
from app.ui.widgets.field import Field
from app.ui.widgets.line import Line
from app.ui.widgets.plate import PlateAnswer, PlateState, PlateWords
from app.ui.widgets.seals import SealAnswer, SealState, SealWords
from app.ui.widgets.track import Node, Station


class ArrivedStation(Station):
    """When and where: filled with now and this lane, both may be changed."""

    place_taken = Signal(str)

    def __init__(self, look: Look) -> None:
        say = look.say
        super().__init__(look, "arrived", say("ui.arrive.arrived"))
        self.expected = quiet(look)
        self.time = Field(look, name=say("ui.arrive.time"), wide=124, bold=True)
        self.place = Combo(look, say("ui.arrive.place"), wide=176)
        self.place.textActivated.connect(self.place_taken)
        at = quiet(look, say("ui.arrive.at"), fixed=True)
        self.add_line(self.expected, row_of(look, self.time, at, self.place))

    def show_arrival(self, shown: ArrivalShown, answers: ArrivalAnswers) -> None:
        """Show time and places."""
        self.time.edit.setText(shown.time)
        self.time.tail = shown.day
        say_quietly(self.expected, shown.expected)
        self.place.clear()
        self.place.addItems(shown.places)
        self.place.setCurrentText(answers.place)


class PlateStation(Station):
    """What stands on the truck; ``answered`` gives the plate read, or ``=`` for the declared."""

    answered = Signal(str)

    def __init__(self, look: Look) -> None:
        say = look.say
        super().__init__(look, "plate", say("ui.arrive.plate"))
        self._shown: ArrivalShown | None = None
        words = PlateWords(
            say("ui.arrive.same"),
            say("ui.arrive.type_it"),
            say("ui.arrive.plate_read"),
            CAPS.cap(Press.PLATE_SAME),
            CAPS.cap(Press.EDIT),
        )
        self.answer = PlateAnswer(look, words)
        self.answer.same.connect(self.same)
        self.answer.typed.connect(self.read)
        self.declared = Line(look, style=Style.SECTION, high=32, fixed=True)
        self.country = ChipMark(look, Chip(""))
        self.trailer = quiet(look)
        self.reads = QWidget()
        self.reads.setFixedHeight(look.px(32))
        self._reads_row = QHBoxLayout(self.reads)
        self._reads_row.setContentsMargins(0, 0, 0, 0)
        self._reads_row.setSpacing(look.px(8))
        self.add_line(row_of(look, self.declared, self.country, gap=5), self.answer)
        self.add_line(self.trailer, self.reads)

    def show_arrival(self, shown: ArrivalShown) -> None:
        """Show what is declared and what cameras read."""
        self._shown = shown
        self.country.show_chip(Chip(shown.country))
        self.country.setVisible(bool(shown.country))
        words = self.look.say("ui.arrive.trailer", number=shown.trailer) if shown.trailer else ""
        self.trailer.tell((Run(words, role=Role.QUIET, code=True),) if words else ())
        empty(self._reads_row)
        for read in shown.reads:
            chip = CameraChip(self.look, read)
            chip.clicked.connect(partial(self.read, read.plate))
            self._reads_row.addWidget(chip)
        if shown.reads:
            self._reads_row.addWidget(quiet(self.look, shown.reads_from, fixed=True))
        self._reads_row.addStretch(1)

    def same(self) -> None:
        """The officer says it is the declared plate."""
        self.answered.emit(SAME)

    def read(self, plate: str, _checked: bool = False) -> None:
        """The officer says what the plate is."""
        declared = self._shown.plate if self._shown else ""
        self.answered.emit(SAME if plate == declared else plate)

    def take_read(self) -> None:
        """Take the camera's newest read as what was seen."""
        if self._shown and self._shown.reads:
            self.read(self._shown.reads[0].plate)

    def settle(self, answers: ArrivalAnswers) -> Node:
        """Show the answer; answer how the station stands."""
        shown = self._shown
        if shown is None:
            return Node.OPEN
        open_yet = not answers.plate
        self.country.setVisible(bool(shown.country) and open_yet)
        self.trailer.setVisible(bool(shown.trailer or shown.reads) and open_yet)
        self.reads.setVisible(bool(shown.reads) and open_yet)
        trailer = Run(shown.trailer, code=True, gap=8, style=Style.BODY)
        plate = Run(shown.plate, bold=True, code=True)
        self.declared.tell((plate,) if open_yet or not shown.trailer else (plate, trailer))
        state, note, code = PlateState.OPEN, "", shown.plate
        if answers.plate == SAME:
            state = PlateState.SAME
            note = self.look.say("ui.arrive.same_at", time=answers.plate_at)
        elif answers.plate:
            state, code = PlateState.DIFFERS, answers.plate
            note = self.look.say("ui.arrive.declared_plate", plate=shown.plate)
        if not (open_yet and self.answer.state is PlateState.TYPING):
            self.answer.show_state(state, code, note, also="" if open_yet else shown.trailer)
        if open_yet:
            return Node.OPEN
        return Node.DONE if answers.plate == SAME else Node.TROUBLE

    def next_up(self, is_next: bool) -> None:
        """Show the expected answer as the next one, or as one choice among others."""
        self.answer.next_up(is_next)


class SealsStation(Station):
    """Each declared seal; ``answered`` gives number, state and the number found."""

    answered = Signal(str, str, str)
    all_intact = Signal()
    read = Signal(str)
    writing = Signal(bool)

    def __init__(self, look: Look) -> None:
        say = look.say
        super().__init__(look, "seals", say("ui.arrive.seals"))
        self.rows: list[SealAnswer] = []
        self._numbers: list[Line] = []
        self._declared: tuple[str, ...] = ()
        self.count = quiet(look)
        self.button = Button(
            look, "", cap=CAPS.cap(Press.SEALS_INTACT), icon="sealok", kind=Kind.SECONDARY, high=32
        )
        self.button.clicked.connect(lambda _checked=False: self.all_intact.emit())
        one_by_one = quiet(look, say("ui.arrive.one_by_one"), fixed=True)
        self.all_row = row_of(look, self.button, one_by_one)
        self._from_paper = False
        self.whole = quiet(look, high=24)
        self.whole.setParent(self)  # its line comes with the seals
        self.whole.hide()
        self.add_line(self.count, self.all_row)
        placeholder = say("ui.arrive.seal_read")
        self.mark = Field(look, name=placeholder, placeholder=placeholder, code=True, dashed=True)
        self.mark.edit.returnPressed.connect(self._read)
        self.mark.writing.connect(self.writing)
        self.add_beside(0, self.mark)

    def show_arrival(self, shown: ArrivalShown, answers: ArrivalAnswers) -> None:
        """Show a row for each declared seal."""
        for old in (*self.rows, *self._numbers):
            old.setParent(None)
            old.deleteLater()
        self.rows, self._numbers, self._declared = [], [], shown.seals
        self.button.tell(self.look.say("ui.arrive.all_intact", n=len(shown.seals)))
        declared = self.look.say("ui.arrive.seals_declared", n=len(shown.seals))
        say_quietly(self.count, "" if shown.from_paper else declared)
        self._from_paper = shown.from_paper
        self.mark.setVisible(shown.from_paper)
        for number in shown.seals:
            self._add(number, answers)
        self.add_line(None, self.whole)

    def _add(self, number: str, answers: ArrivalAnswers) -> None:
        answer = SealAnswer(self.look, number, seal_words(self.look))
        answer.answer(answers.seals.get(number), answers.other_numbers.get(number, ""))
        answer.answered.connect(self.answered)
        answer.writing.connect(self.writing)
        line = Line(self.look, (Run(number, code=True),), Style.SECTION, high=32)
        self.add_line(line, answer)
        self.rows.append(answer)
        self._numbers.append(line)

    def settle(self, answers: ArrivalAnswers, words: str) -> Node:
        """Show the answers and the verdict of the whole; answer how the station stands."""
        untouched = not answers.seals
        compared = not self._from_paper
        self.all_row.setVisible(bool(self._declared) and untouched and compared)
        self.count.setVisible(untouched and compared)
        self.whole.setVisible(bool(words))
        say_quietly(self.whole, words)
        for row in self.rows:
            row.answer(answers.seals.get(row.number), answers.other_numbers.get(row.number, ""))
        if not answers.seals_done(self._declared) or (self._from_paper and untouched):
            return Node.OPEN
        return Node.TROUBLE if answers.bad_seals() else Node.DONE

    def _read(self) -> None:
        """A number read on the truck is one more seal to answer for."""
        number = "".join(self.mark.edit.text().split()).upper()
        self.mark.edit.clear()
        if number:
            self.read.emit(number)

    def next_up(self, is_next: bool) -> None:
        """Show *all intact* as the next answer, or as one choice among others."""
        self.button.become(Kind.NEXT if is_next else Kind.SECONDARY)

    def press(self, state: SealState) -> None:
        """Answer the seal that holds the focus, or the first unanswered one."""
        focus = QApplication.focusWidget()
        within = [row for row in self.rows if focus is not None and row.isAncestorOf(focus)]
        waiting = [each for each in self.rows if each.state is None]
        for answer in [*within, *waiting, *self.rows][:1]:
            answer.press(state)


def seal_words(look: Look) -> SealWords:
    """The words of a seal's four cells."""
    say = look.say
    caps = (Press.SEAL_BROKEN, Press.SEAL_MISSING, Press.SEAL_OTHER)
    broken, missing, other = (CAPS.cap(press) for press in caps)
    return SealWords(
        say("ui.seal.intact"),
        say("ui.seal.broken"),
        say("ui.seal.missing"),
        say("ui.seal.other"),
        say("ui.seal.found"),
        (broken, missing, other),
    )
