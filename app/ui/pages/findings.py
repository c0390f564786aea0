"""The findings of a page in a list: what, where, how to put it right; F8 walks them."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QRectF, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.base.findings import Severity
from app.ui.canvas import Canvas, advance
from app.ui.fonts import Style
from app.ui.keys import CAPS, Press
from app.ui.look import Look
from app.ui.pages.layouts import empty, quiet, row_of
from app.ui.tables.delegate import RowDelegate
from app.ui.tables.spec import Column, Table
from app.ui.tables.view import RowsView
from app.ui.text import Run
from app.ui.theme import Role
from app.ui.widgets.chip import Chip, ChipMark
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.field import SEVERITY_ICONS, SEVERITY_ROLES
from app.ui.widgets.keycap import KeyCap
from app.ui.widgets.line import Line
from app.ui.widgets.panel import Hairline, Panel
from app.ui.widgets.paragraph import draw_flow, flow_height
from app.ui.widgets.progress import Progress

WIDE = 380
_START = 44.0
_ORDER = tuple(Severity)


class FindingLine(msgspec.Struct, frozen=True, kw_only=True):
    """One finding: the field it speaks of, in words and by name, its sentence and its rule."""

    field: str
    label: str
    words: str
    rule: str = ""
    severity: Severity = Severity.STOP


def _spoken(line: FindingLine, _look: Look) -> str:
    return ", ".join(part for part in (line.label, line.words, line.rule) if part)


TABLE: Table[FindingLine] = Table(
    name="findings",
    columns=(Column(heading="", cell=lambda line, _look: (Run(line.words),), spoken=_spoken),),
    key=lambda line: (line.field, line.rule, line.words),
)


class FindingsDelegate(RowDelegate):
    """Icon, label and rule on line one, the sentence below in as many lines as it needs."""

    def row_height(self, row: FindingLine, wide: float) -> float:
        """One line of label, the sentence, 9 around."""
        runs = (Run(row.words),)
        return 37 + flow_height(self.look, runs, Style.SECOND, max(80.0, wide - _START - 12))

    def draw(self, canvas: Canvas, row: FindingLine, *, current: bool) -> None:
        """Draw one finding."""
        role = SEVERITY_ROLES[row.severity]
        canvas.icon(SEVERITY_ICONS[row.severity], QRectF(12, 8, 20, 20), role)
        rule = advance(canvas.look, row.rule, Style.CAPTION, code=True)
        end = canvas.width - 12
        place = QRectF(end - rule, 8, rule + 1, 20)
        canvas.text(place, row.rule, Style.CAPTION, Role.QUIET, code=True)
        canvas.text(QRectF(_START, 8, end - rule - 8 - _START, 20), row.label, bold=True)
        words = QRectF(_START, 28, end - _START, 20)
        draw_flow(canvas, words, (Run(row.words),), Style.SECOND)


class FindingsPanel(Panel):
    """All findings in order (stop, warn, for the centre); ``chosen`` gives the field's name."""

    chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        say = look.say
        super().__init__(look, say("ui.findings.title"), parent)
        self.setFixedWidth(look.px(WIDE))
        head = QHBoxLayout()
        head.setContentsMargins(look.margins(12, 10, 12, 9))
        head.setSpacing(look.px(8))
        head.addWidget(Line(look, (Run(say("ui.findings.title"), bold=True),), Style.SECTION))
        self.next_cap = KeyCap(look, CAPS.cap(Press.NEXT_FINDING))
        head.addWidget(self.next_cap)
        head.addWidget(quiet(look, say("ui.findings.next"), fixed=True, high=24))
        self._chips = QHBoxLayout()
        self._chips.setContentsMargins(look.margins(12, 0, 12, 12))
        self._chips.setSpacing(look.px(8))
        self.list = RowsView(look, TABLE, say("ui.findings.title"))
        self.list.dress(FindingsDelegate(look, self.list))
        self.list.opened.connect(self._opened)
        self.column.addLayout(head)
        self.column.addLayout(self._chips)
        self.column.addWidget(Hairline(look))
        self.column.addWidget(self.list)
        self.column.addLayout(self._foot())
        self.column.addStretch(1)
        self.numbers = NumbersLeft(look)
        self.column.addWidget(self.numbers)

    def _foot(self) -> QVBoxLayout:
        """Below the list: the key back, and when findings are made; or why there are none."""
        look, say = self.look, self.look.say
        back = KeyCap(look, CAPS.cap(Press.PREVIOUS_FINDING), "flat")
        previous = quiet(look, say("ui.findings.previous"), fixed=True, high=20)
        self.hint = row_of(look, back, previous)
        self.nothing = EmptyState(look)
        self.nothing.tell(say("ui.findings.none"), say("ui.findings.when"))
        foot = QVBoxLayout()
        foot.setContentsMargins(look.margins(12, 12, 12, 8))
        self.when = quiet(look, say("ui.findings.when"), high=20)
        for part in (self.nothing, self.hint, self.when):
            foot.addWidget(part)
        return foot

    def show_findings(self, lines: Sequence[FindingLine]) -> None:
        """Show these, the gravest first, with their counts on top."""
        ordered = sorted(lines, key=lambda line: _ORDER.index(line.severity))
        self.list.show_rows(tuple(ordered))
        empty(self._chips)
        for severity in Severity:
            count = sum(line.severity is severity for line in ordered)
            if count:
                words = self.look.say(f"ui.findings.{severity}", n=count)
                role = Role.QUIET if severity is Severity.CENTRE else SEVERITY_ROLES[severity]
                chip = ChipMark(self.look, Chip(words, role, SEVERITY_ICONS[severity]))
                self._chips.addWidget(chip)
        self._chips.addStretch(1)
        self._tell_whether(bool(ordered))
        wide = float(WIDE - 2)
        delegate = self.list.itemDelegate()
        if isinstance(delegate, FindingsDelegate):
            high = sum(delegate.row_height(line, wide) for line in ordered)
            self.list.setFixedHeight(self.look.px(min(high, 420)) + 1)

    def _tell_whether(self, any_there: bool) -> None:
        """With nothing to walk F8 waits, and the panel says why it is empty."""
        self.next_cap.become("live" if any_there else "waiting")
        self.nothing.setVisible(not any_there)
        for part in (self.hint, self.when, self.list):
            part.setVisible(any_there)

    def walk(self, step: int) -> None:
        """Go to the next finding, or the one before."""
        count = self.list.rows.rowCount()
        if count:
            here = self.list.currentIndex().row()
            self.list.select_place((here + step) % count)
            self._opened(self.list.row_now)

    def _opened(self, line: object) -> None:
        if isinstance(line, FindingLine):
            self.chosen.emit(line.field)


class NumbersLeft(QWidget):
    """Where the number comes from, and how many are left of a leased block."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        inner = QVBoxLayout()
        inner.setContentsMargins(look.margins(12, 12, 12, 10))
        inner.setSpacing(look.px(2))
        head = QHBoxLayout()
        head.addWidget(Line(look, (Run(look.say("ui.number"), bold=True),)))
        self.left = Line(look, fixed=True)
        head.addWidget(self.left)
        self.bar = Progress(look)
        self.note = quiet(look, high=20)
        self.rest = quiet(look, high=20)
        inner.addLayout(head)
        inner.addWidget(self.bar)
        inner.addWidget(self.note)
        inner.addWidget(self.rest)
        column.addWidget(Hairline(look))
        column.addLayout(inner)
        self.hide()

    def tell(self, left: int | None, of: int, note: str, rest: str) -> None:
        """Show how many are left of a block of ``of``; None: the number comes from elsewhere."""
        self.show()
        count = look_words(self.look, left)
        self.left.tell(count)
        self.bar.setVisible(left is not None and of > 0)
        self.bar.tell(0 if not of else 1 - (left or 0) / of, "")
        self.note.tell((Run(note, role=Role.QUIET),))
        self.rest.tell((Run(rest, role=Role.QUIET),))


def look_words(look: Look, left: int | None) -> tuple[Run, ...]:
    """The count of numbers left, in runs."""
    if left is None:
        return ()
    return (Run(str(left), bold=True), Run(look.say("ui.number.left"), gap=5))
