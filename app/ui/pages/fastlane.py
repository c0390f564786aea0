"""The fast lane of an office of transit: scan, plate, seals, send; the same stations abreast."""

from collections.abc import Callable, Mapping
from functools import partial

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.fonts import Style
from app.ui.keys import CAPS, Press
from app.ui.look import Look
from app.ui.pages.answers import SAME, ArrivalAnswers
from app.ui.pages.layouts import hint, quiet, row_of, say_quietly, scrolling
from app.ui.pages.shown import TruckShown
from app.ui.text import Run
from app.ui.theme import Role
from app.ui.widgets.actionbar import ActionBar
from app.ui.widgets.annunciators import Annunciators
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import Button, Kind
from app.ui.widgets.chip import Chip, ChipMark
from app.ui.widgets.clockmark import Clock, ClockMark, Urgency
from app.ui.widgets.fastcell import FastCell
from app.ui.widgets.field import Field
from app.ui.widgets.keycap import KeyCap
from app.ui.widgets.line import Line
from app.ui.widgets.panel import Panel
from app.ui.widgets.seals import SealState
from app.ui.widgets.track import Node

_WAITING = {Node.OPEN, Node.NEXT}


class FastLanePage(Panel):
    """``looked_for`` gives what was typed or scanned; ``changed`` the answers after each one."""

    looked_for = Signal(str)
    changed = Signal(object)
    primary = Signal()
    writing = Signal(bool)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, look.say("ui.fast.title"), parent)
        self.answers = ArrivalAnswers()
        self.shown: TruckShown | None = None
        board = QVBoxLayout()
        board.setContentsMargins(look.margins(16, 12, 16, 12))
        board.setSpacing(0)
        self._lane(board)
        self._truck(board)
        self._cells(board)
        board.addStretch(1)
        self.banner = Banner(look)
        self.banner.tell("", "")
        board.addWidget(self.banner)
        inner = QWidget()
        inner.setLayout(board)
        self.area = scrolling(look, inner)
        self.area.verticalScrollBar().rangeChanged.connect(lambda _least, _most: self._to_next())
        self.column.addWidget(self.area, 1)
        self.bar = ActionBar(look, look.say("ui.fast.let_cross"), CAPS.cap(Press.PRIMARY))
        self.bar.primary.clicked.connect(self.press_primary)
        self.column.addWidget(self.bar)
        self.clear()

    def _lane(self, board: QVBoxLayout) -> None:
        look = self.look
        self.title = Line(look, style=Style.SECTION, high=32)
        self.scan = Field(
            look,
            name=look.say("ui.fast.scan"),
            placeholder=look.say("ui.fast.scan"),
            icon="barcode",
            cap=CAPS.cap(Press.FIND),
            cap_live=True,
            unit=look.say("ui.fast.ready"),
            high=40,
        )
        self.scan.edit.returnPressed.connect(self._looked)
        self.scan.writing.connect(self.writing)
        board.addWidget(self.title)
        board.addSpacing(look.px(12))
        board.addWidget(self.scan)
        board.addSpacing(look.px(56))

    def _truck(self, board: QVBoxLayout) -> None:
        look = self.look
        self.plate = Line(look, style=Style.PLATE, high=56, fixed=True)
        self.country = ChipMark(look, Chip(""))
        self.trailer = Line(look, style=Style.SECTION)
        self.clock = ClockMark(look, Clock(Urgency.CALM, ""), Style.SECTION)
        first = QHBoxLayout()
        first.setSpacing(look.px(16))
        for part in (self.plate, self.country, self.trailer, self.clock):
            first.addWidget(part)
        self.route = Line(look)
        self.limit = quiet(look, fixed=True, high=20)
        second = QHBoxLayout()
        second.addWidget(self.route, 1)
        second.addWidget(self.limit)
        self.verdict = Annunciators(look)
        board.addLayout(first)
        board.addSpacing(look.px(4))
        board.addLayout(second)
        board.addSpacing(look.px(12))
        board.addWidget(self.verdict)
        board.addSpacing(look.px(24))

    def _cells(self, board: QVBoxLayout) -> None:
        self._plate_parts()
        self._seals_parts()
        self._cross_parts()
        self._abreast = row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.look.follow(self._turn)
        row.setSpacing(self.look.px(8))
        for cell in (self.plate_cell, self.seals_cell, self.cross_cell):
            row.addWidget(cell, 1)
        board.addLayout(row)

    def _plate_parts(self) -> None:
        look, say = self.look, self.look.say
        self.plate_cell = FastCell(look, "plate", say("ui.arrive.plate"))
        self.plate_read = Line(look, style=Style.TITLE)
        self.plate_note = quiet(look, high=20)
        same, cap = say("ui.arrive.same"), CAPS.cap(Press.PLATE_SAME)
        self.same = Button(look, same, kind=Kind.NEXT, cap=cap, high=48)
        self.same.clicked.connect(self.plate_same)
        self.field = Field(look, name=say("ui.arrive.plate_read"), code=True, bold=True)
        self.field.edit.returnPressed.connect(self._typed)
        self.field.writing.connect(self.writing)
        self.other = hint(look, ((CAPS.cap(Press.EDIT), say("ui.fast.other_plate")),))
        _fill(self.plate_cell, self.plate_read, self.same, self.field, self.plate_note, self.other)

    def _seals_parts(self) -> None:
        look, say = self.look, self.look.say
        self.seals_cell = FastCell(look, "seals", say("ui.arrive.seals"))
        self.numbers = Line(look, style=Style.SECTION, high=28)
        intact = CAPS.cap(Press.SEALS_INTACT)
        self.intact = Button(look, "", kind=Kind.NEXT, cap=intact, high=48)
        self.intact.clicked.connect(self.seals_intact)
        for button in (self.same, self.intact):
            button.fill_width()
        self.one_by_one = hint(look, _seal_caps(look))
        self.seals_note = quiet(look, high=20)
        self.number = Field(look, name=say("ui.seal.found"), code=True, lead=say("ui.seal.found"))
        self.number.edit.returnPressed.connect(self._number_typed)
        self.number.writing.connect(self.writing)
        self.number.hide()
        _fill(
            self.seals_cell,
            self.numbers,
            self.intact,
            self.number,
            self.one_by_one,
            self.seals_note,
        )

    def _cross_parts(self) -> None:
        look, say = self.look, self.look.say
        self.cross_cell = FastCell(look, "cross", say("ui.fast.cross"))
        self.passage = Line(look, style=Style.SECTION, high=28)
        self.after = quiet(look, high=20)
        self.cross_cap = KeyCap(look, CAPS.cap(Press.PRIMARY), "waiting")
        _fill(self.cross_cell, self.passage, row_of(look, self.cross_cap, self.after))

    def _turn(self) -> None:
        way = QBoxLayout.Direction
        self._abreast.setDirection(way.TopToBottom if self.look.narrow else way.LeftToRight)

    def tell_lane(self, title: str, note: str) -> None:
        """Say which way, and how many trucks so far."""
        self.title.tell(
            (Run(title, bold=True), Run(note, role=Role.QUIET, gap=8, style=Style.BODY))
        )

    def clear(self) -> None:
        """Blank the page: a scan was made and its answer is still to come."""
        self.shown, self.answers = None, ArrivalAnswers()
        for line in (self.plate, self.trailer, self.route, self.limit):
            line.tell(())
        self.country.hide()
        self.clock.hide()
        self.verdict.hide()
        for cell in (self.plate_cell, self.seals_cell, self.cross_cell):
            cell.hide()
        self.bar.lawful(False, self.look.say("ui.fast.scan_first"))

    def show_truck(self, shown: TruckShown) -> None:
        """Show a truck with nothing answered."""
        self.shown, self.answers = shown, ArrivalAnswers()
        head = shown.head
        self.plate.tell((Run(shown.plate, bold=True, code=True),))
        self.country.show_chip(Chip(shown.country))
        self.country.setVisible(bool(shown.country))
        trailer = self.look.say("ui.arrive.trailer", number=shown.trailer) if shown.trailer else ""
        self.trailer.tell((Run(trailer, role=Role.QUIET),))
        if head.clock is not None:
            self.clock.show_clock(head.clock)
        self.clock.setVisible(head.clock is not None)
        self.route.tell(head.route)
        say_quietly(self.limit, head.limit)
        self.verdict.show_cells(head.cells)
        self.verdict.setVisible(bool(head.cells))
        for cell in (self.plate_cell, self.seals_cell, self.cross_cell):
            cell.show()
        self.settle()
        self.plate_cell.setFocus()

    def settle(self) -> None:
        """Show what the answers leave."""
        shown, answers = self.shown, self.answers
        if shown is None:
            return
        nodes = [self._plate_node(), self._seals_node(shown)]
        first = next((place for place, node in enumerate(nodes) if node is Node.OPEN), None)
        if first is not None:
            nodes[first] = Node.NEXT
        self._show_plate(shown, nodes[0])
        self._show_seals(shown, nodes[1])
        done = first is None
        self.cross_cell.stand(Node.NEXT if done else Node.FOLLOWS)
        time = Run(shown.time, bold=True, role=Role.QUIET)
        self.passage.tell(
            (Run(self.look.say("ui.fast.passage"), role=Role.QUIET, style=None), time)
        )
        waits = self.look.say("ui.fast.after_seals" if answers.plate else "ui.fast.after_plate")
        say_quietly(self.after, "" if done else waits)
        self._to_next()
        missing = "ui.fast.seals_first" if answers.plate else "ui.fast.plate_first"
        self.bar.lawful(done, "" if done else self.look.say(missing))

    def _to_next(self) -> None:
        """In one column the next answer is what must be in sight."""
        for cell in (self.plate_cell, self.seals_cell, self.cross_cell):
            if self.look.narrow and cell.node is Node.NEXT:
                self.area.ensureWidgetVisible(cell)

    def _plate_node(self) -> Node:
        if not self.answers.plate:
            return Node.OPEN
        return Node.DONE if self.answers.plate == SAME else Node.TROUBLE

    def _seals_node(self, shown: TruckShown) -> Node:
        if not shown.seals:
            return Node.FOLLOWS
        if not self.answers.seals_done(shown.seals):
            return Node.OPEN
        return Node.TROUBLE if self.answers.bad_seals() else Node.DONE

    def _show_plate(self, shown: TruckShown, node: Node) -> None:
        waiting, typing = node in _WAITING, self.field.edit.hasFocus()
        self.plate_cell.stand(node)
        read = shown.plate if self.answers.plate in {"", SAME} else self.answers.plate
        self.plate_read.tell((Run(read, bold=True, code=True),))
        self.same.setVisible(waiting and not typing and bool(shown.plate))
        self.same.become(Kind.NEXT if node is Node.NEXT else Kind.SECONDARY)
        self.other.setVisible(waiting)
        self.field.setVisible(waiting and typing)
        note = ""
        if self.answers.plate == SAME:
            note = self.look.say("ui.fast.same_at", time=self.answers.plate_at)
        elif self.answers.plate:
            note = self.look.say("ui.arrive.declared_plate", plate=shown.plate)
        say_quietly(self.plate_note, note)
        self.plate_note.setVisible(bool(note))

    def _show_seals(self, shown: TruckShown, node: Node) -> None:
        say, waiting = self.look.say, node in _WAITING
        declared = say("ui.arrive.seals_declared", n=len(shown.seals))
        self.seals_cell.stand(node, declared if shown.known else say("ui.fast.none_known"))
        if shown.known:
            self.numbers.tell(
                [
                    Run(number, code=True, gap=9 if place else 0)
                    for place, number in enumerate(shown.seals)
                ]
            )
        else:
            words = say("ui.fast.seals_from_paper")
            self.numbers.tell((Run(words, role=Role.QUIET, style=Style.BODY),))
        self.intact.tell(say("ui.arrive.all_intact", n=len(shown.seals)))
        self.intact.setVisible(waiting)
        self.intact.become(Kind.NEXT if node is Node.NEXT else Kind.SECONDARY)
        self.one_by_one.setVisible(waiting and bool(shown.seals))
        counts = [
            say(f"ui.seals.{state}", n=found)
            for state in SealState
            if (found := list(self.answers.seals.values()).count(state))
        ]
        say_quietly(self.seals_note, ", ".join(counts))
        self.seals_note.setVisible(bool(counts))

    def _take(self, answers: ArrivalAnswers) -> None:
        self.answers = answers
        self.settle()
        self.changed.emit(answers)

    def plate_same(self, _checked: bool = False) -> None:
        """The officer says the plate is the declared one."""
        if self.shown is not None:
            time = self.shown.time
            self._take(msgspec.structs.replace(self.answers, plate=SAME, plate_at=time))

    def type_plate(self) -> None:
        """Open the field for the plate that stands on the truck."""
        if self.shown is not None:
            self.same.hide()
            self.field.show()
            self.field.edit.setFocus()

    def _typed(self) -> None:
        read = self.field.edit.text().strip().upper()
        self.field.edit.clear()
        self.plate_cell.setFocus()
        if read and self.shown is not None:
            same = read == self.shown.plate
            plate = SAME if same else read
            self._take(
                msgspec.structs.replace(self.answers, plate=plate, plate_at=self.shown.time)
            )

    def seals_intact(self, _checked: bool = False) -> None:
        """The officer says every seal is there and intact."""
        answers = self.answers
        for number in self.shown.seals if self.shown else ():
            answers = answers.with_seal(number, SealState.INTACT)
        self._take(answers)

    def seal_is(self, state: SealState, found: str = "") -> None:
        """Answer the first seal that is not answered yet."""
        waiting = [
            n for n in (self.shown.seals if self.shown else ()) if n not in self.answers.seals
        ]
        for number in waiting[:1]:
            self._take(self.answers.with_seal(number, state, found))

    def type_number(self) -> None:
        """Open the field for the number found in place of the first unanswered seal."""
        if any(n not in self.answers.seals for n in (self.shown.seals if self.shown else ())):
            self.intact.hide()
            self.number.show()
            self.number.edit.setFocus()

    def _number_typed(self) -> None:
        found = self.number.edit.text().strip().upper()
        self.number.edit.clear()
        self.number.hide()
        self.seals_cell.setFocus()
        if found:
            self.seal_is(SealState.OTHER, found)
        else:
            self.settle()

    def _looked(self) -> None:
        words = self.scan.edit.text().strip()
        self.scan.edit.clear()
        if words:
            self.looked_for.emit(words)

    def press_primary(self, _checked: bool = False) -> None:
        """Let cross, or move to the first open cell."""
        if self.bar.primary.lamp:
            self.primary.emit()
            return
        for cell in (self.plate_cell, self.seals_cell):
            if cell.node is Node.NEXT:
                cell.setFocus()

    def presses(self) -> Mapping[Press, Callable[[], None]]:
        """The keys of this page."""
        return {
            Press.FIND: self.scan.edit.setFocus,
            Press.PRIMARY: self.press_primary,
            Press.PLATE_SAME: self.plate_same,
            Press.EDIT: self.type_plate,
            Press.SEALS_INTACT: self.seals_intact,
            Press.SEAL_INTACT: partial(self.seal_is, SealState.INTACT),
            Press.SEAL_BROKEN: partial(self.seal_is, SealState.BROKEN),
            Press.SEAL_MISSING: partial(self.seal_is, SealState.MISSING),
            Press.SEAL_OTHER: self.type_number,
        }


def _fill(cell: FastCell, *parts: QWidget) -> None:
    for part in parts:
        cell.column.addWidget(part)
    cell.column.addStretch(1)


def _seal_caps(look: Look) -> tuple[tuple[str, str], ...]:
    say = look.say
    return (
        (CAPS.cap(Press.SEAL_BROKEN), say("ui.fast.broken")),
        (CAPS.cap(Press.SEAL_MISSING), say("ui.fast.missing")),
        (CAPS.cap(Press.SEAL_OTHER), say("ui.fast.other_number")),
    )
