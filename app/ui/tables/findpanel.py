"""Find: what is found, under the box in the session bar, while one types."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.canvas import RADIUS, Canvas, cap_width
from app.ui.fonts import Style
from app.ui.look import Look
from app.ui.tables.delegate import RowDelegate, draw_part, part_width
from app.ui.tables.spec import Align, Column, Part, Table
from app.ui.tables.view import RowsView
from app.ui.text import Run, bare
from app.ui.theme import Role
from app.ui.widgets.buttons import Button
from app.ui.widgets.line import Line
from app.ui.widgets.panel import Inset

PANEL_WIDE, ROW_HIGH = 800, 44


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """One answer: what it is, its number, words with the match underlined, clock or truth."""

    key: object
    icon: str
    kind: str
    number: tuple[Run, ...]
    words: tuple[Run, ...]
    end: Part = ()


def _spoken(hit: Hit, _look: Look) -> str:
    number = bare("".join(run.words for run in hit.number))
    words = bare("".join(run.words for run in hit.words))
    return f"{hit.kind}, {number}, {words}"


TABLE: Table[Hit] = Table(
    name="hits",
    columns=(Column(heading="", cell=lambda hit, _look: hit.number, spoken=_spoken),),
    key=lambda hit: hit.key,
)


class HitDelegate(RowDelegate):
    """Rows of 44: icon, kind 104, number 196, words, clock or truth at the end."""

    high = float(ROW_HIGH)

    def draw(self, canvas: Canvas, row: Hit, *, current: bool) -> None:
        """Draw one hit."""
        middle = canvas.height / 2
        canvas.icon(row.icon, QRectF(16, middle - 10, 20, 20))
        kind = QRectF(48, 0, 104, canvas.height)
        canvas.text(kind, row.kind, Style.SECOND, Role.QUIET)
        canvas.runs(QRectF(160, 0, 196, canvas.height), row.number)
        end = canvas.width - 16
        if current:
            wide = cap_width(self.look, "Enter")
            canvas.cap(QRectF(end - wide, middle - 10, wide, 20), "Enter")
            end -= wide + 16
        if row.end:
            wide = part_width(canvas.look, row.end)
            draw_part(canvas, QRectF(end - wide, 0, wide, canvas.height), row.end, Align.TRAILING)
            end -= wide + 16
        canvas.runs(QRectF(364, 0, end - 364, canvas.height), row.words)


class FindPanel(QFrame):
    """800 wide, 4 below the bar, over the window: a child, since shortcuts die in pop-ups.

    ``chosen`` gives the hit the officer takes.
    """

    chosen = Signal(object)

    def __init__(self, look: Look, names: tuple[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        list_name, not_here = names
        self.head = Line(look, style=Style.CAPTION, high=32)
        self.size_note = Line(look, style=Style.CAPTION, high=32, fixed=True)
        self.hits = RowsView(look, TABLE, list_name)
        self.hits.dress(HitDelegate(look, self.hits))
        self.hits.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hits.opened.connect(self.chosen)
        self.foot = Inset(look)
        self.foot_row = QHBoxLayout(self.foot)
        self.foot_row.addWidget(Line(look, (Run(not_here, role=Role.QUIET),), fixed=True))
        self.foot_row.addStretch(1)
        top = QHBoxLayout()
        top.setContentsMargins(look.px(16), 0, look.px(16), 0)
        top.addWidget(self.head)
        top.addWidget(self.size_note)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.hits)
        column.addWidget(self.foot)
        self.hide()
        look.follow(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take a changed look."""
        px = self.look.px
        self.foot.setFixedHeight(px(44))
        self.foot_row.setContentsMargins(px(16), 0, px(16), 0)
        self.foot_row.setSpacing(px(12))
        self.update()

    def add_foot(self, button: Button) -> None:
        """Add what to do when it is not here."""
        self.foot_row.insertWidget(self.foot_row.count() - 1, button)

    def tell(self, what: str, size: str) -> None:
        """Say what can be looked for, and among how many records."""
        self.head.tell((Run(what, role=Role.QUIET),))
        self.size_note.tell((Run(size, role=Role.QUIET),))

    def show_hits(self, hits: Sequence[Hit], box: QWidget) -> None:
        """Show answers under the box; the first is current."""
        self.hits.show_rows(hits)
        self.hits.select_place(0)
        window = self.parentWidget()
        if window is None:
            return
        wide = min(self.look.px(PANEL_WIDE), window.width() - 16)
        below = window.height() - self.look.px(36 + 32 + 44 + 40)
        rows = min(len(hits) * self.look.px(ROW_HIGH), max(0, below))
        foot = 0 if self.foot.isHidden() else 44
        high = self.look.px(32 + foot) + rows + 2
        self.hits.setFixedHeight(rows)
        top = box.mapTo(window, QPoint(0, 0)).y() + box.height() + self.look.px(8)
        self.setGeometry((window.width() - wide) // 2, top, wide, high)
        self.show()
        self.raise_()

    def step(self, rows: int) -> None:
        """Move the current hit."""
        self.hits.step(rows)

    def take(self) -> None:
        """Choose the current hit."""
        if self.hits.row_now is not None:
            self.chosen.emit(self.hits.row_now)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground and line: no shade, nothing dimmed."""
        painter = QPainter(self)
        canvas = Canvas(painter, self.look, self.width(), self.height())
        canvas.ring(canvas.box, Role.BORDER, 1, RADIUS, ground=Role.INSET)
        painter.end()
