"""The head of a record: number, clock, route, verdict, truths."""

import msgspec
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.fonts import Style
from app.ui.look import Look
from app.ui.text import Run
from app.ui.theme import Role
from app.ui.widgets.annunciators import Annunciators, Cell
from app.ui.widgets.chip import Chip, ChipMark
from app.ui.widgets.clockmark import Clock, ClockMark, Urgency
from app.ui.widgets.line import Line
from app.ui.widgets.truthmark import TruthMark, Truths

_FOLDED = 3  # cells whose words make the sentence while nothing is lit


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What the head of any record says, in the officer's words."""

    title: tuple[Run, ...]
    chips: tuple[Chip, ...] = ()
    facts: tuple[Run, ...] = ()
    clock: Clock | None = None
    limit: str = ""
    route: tuple[Run, ...] = ()
    cells: tuple[Cell, ...] = ()
    truths: Truths | None = None
    known: str = ""


class RecordHead(QWidget):
    """Number and clock, route and limit, the six annunciators, truths and age of the data."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.title = Line(look, style=Style.TITLE, fixed=True)
        self._chips = QHBoxLayout()
        self.facts = Line(look)
        calm = Clock(Urgency.CALM, "")
        self.clock = ClockMark(look, calm, Style.SECTION)
        self.sentence = Line(look)
        self._head = Head(title=())
        self.route = Line(look)
        self.limit = Line(look, style=Style.SECOND, fixed=True)
        self.verdict = Annunciators(look)
        self.truths = TruthMark(look, Truths(""))
        self.known = Line(look, style=Style.SECOND, fixed=True)
        self._shown_chips: list[ChipMark] = []
        self._lit = True
        self._lay_out()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.follow(self.restyle)
        self.restyle()

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._rows = [QHBoxLayout() for _ in range(3)]
        first, second, third = self._rows
        self._third = QWidget()
        self._third.setLayout(third)
        for part in (self.title, self.sentence, self._chips, self.facts, self.clock):
            first.addLayout(part) if isinstance(part, QHBoxLayout) else first.addWidget(part)
        second.addWidget(self.route, 1)
        second.addWidget(self.limit)
        third.addWidget(self.truths, 1)
        third.addWidget(self.known)
        self._second = QWidget()
        self._second.setLayout(second)
        self._column.addLayout(first)
        self._column.addWidget(self._second)
        self._column.addWidget(self.verdict)
        self._column.addWidget(self._third)

    def restyle(self) -> None:
        """Take a changed look."""
        px = self.look.px
        self._column.setContentsMargins(px(16), px(12), px(16), px(5))
        self._column.setSpacing(0)
        self._rows[0].setSpacing(px(12))
        self._chips.setSpacing(px(8))
        self._rows[1].setContentsMargins(0, px(4), 0, px(12 if self._lit else 4))
        self._rows[2].setContentsMargins(0, px(6), 0, 0)
        if self.look.narrow:
            self._column.setContentsMargins(px(12), px(6), px(12), px(6))
        self._fold()

    def _fold(self) -> None:
        """In one column: number, the verdict as a sentence, the clock."""
        head, narrow = self._head, self.look.narrow
        for part in (self.facts, self._second):
            part.setVisible(not narrow)
        for chip in self._shown_chips:
            chip.setVisible(not narrow)
        self.sentence.setVisible(narrow)
        self.verdict.setVisible(bool(head.cells) and not narrow)
        there = head.truths is not None or bool(head.known)
        self._third.setVisible(there and not narrow)

    def hold_tabs(self, tabs: QWidget) -> None:
        """Take the list of tabs in, which stands here where there is one column only."""
        self._rows[0].addWidget(tabs)

    def tell_verdict(self, cells: tuple[Cell, ...]) -> None:
        """Show the verdict as it is now."""
        self.verdict.show_cells(cells)
        lit = [cell for cell in cells if cell.lit]
        words = [cell.spoken or cell.answer for cell in lit or cells[:_FOLDED]]
        role = lit[0].role if lit else Role.TEXT
        first, rest = words[:1], words[1:]
        self.sentence.tell(
            (
                *(Run(one[:1].upper() + one[1:], bold=True, role=role) for one in first),
                *(Run(f", {one}", bold=True, role=role, drop=True) for one in rest),
            )
        )

    def show_head(self, head: Head) -> None:
        """Show a record."""
        self._head = head
        self.title.tell(head.title)
        for chip in self._shown_chips:
            chip.setParent(None)
            chip.deleteLater()
        self._shown_chips = [ChipMark(self.look, chip) for chip in head.chips]
        for mark in self._shown_chips:
            self._chips.addWidget(mark)
        self.facts.tell(head.facts)
        self.clock.setVisible(head.clock is not None)
        if head.clock is not None:
            self.clock.show_clock(head.clock)
        self.route.tell(head.route)
        self.limit.tell((Run(head.limit, role=Role.QUIET),))
        self.tell_verdict(head.cells)
        self._lit = bool(head.cells)
        self.restyle()
        self.truths.setVisible(head.truths is not None)
        if head.truths is not None:
            self.truths.show_truths(head.truths)
        self.known.tell((Run(head.known, role=Role.QUIET),))
