"""Rows as they are painted: the ground all row delegates share, and one-line rows in columns."""

from typing import Any

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.ui.canvas import Canvas, advance, runs_width
from app.ui.fonts import Style
from app.ui.look import Look
from app.ui.tables.model import ROW, TAGGED, Index
from app.ui.tables.spec import Align, Column, Lane, Mark, Part, Table
from app.ui.text import Run
from app.ui.theme import TINTS, Role
from app.ui.widgets.chip import Chip, chip_width, draw_chip
from app.ui.widgets.clockmark import Clock, clock_width, draw_clock
from app.ui.widgets.lanemark import draw_lane
from app.ui.widgets.truthmark import Truths, draw_truths, truths_width

PADDING = 12.0
TAG = 28.0


class RowDelegate(QStyledItemDelegate):
    """Draws a whole row on a canvas: ground, accent bar, line below; the rest is ``draw``."""

    high = 36.0

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self.tags = False
        self.only_focused = False
        """Whether the current row shows only while the list has the focus."""

    def row_height(self, row: Any, wide: float) -> float:
        """How high a row is in a list ``wide`` px at scale 1."""
        return self.high

    def draw(self, canvas: Canvas, row: Any, *, current: bool) -> None:
        """Draw one row."""

    def ground(self, row: Any) -> Role | None:
        """A tint of the row's own, under everything."""
        return None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The height of the row; the list decides the width."""
        view = self.parent()
        wide = view.width() / self.look.scale if isinstance(view, QWidget) else 300
        high = self.row_height(index.data(ROW), wide)
        return QSize(self.look.px(120), self.look.px(high))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw ground, tag box, row and line."""
        row = index.data(ROW)
        if row is None:
            return
        rect, scale = option.rect, self.look.scale
        painter.save()
        painter.translate(rect.topLeft())
        painter.scale(scale, scale)
        canvas = Canvas(painter, self.look, rect.width() / scale, rect.height() / scale)
        state = option.state
        current = bool(state & QStyle.StateFlag.State_Selected)
        view = self.parent()
        if self.only_focused and isinstance(view, QWidget):
            current = current and view.hasFocus()
        self._ground(canvas, row, current=current)
        if self.tags:
            self._tag(canvas, tagged=bool(index.data(TAGGED)))
        self.draw(canvas, row, current=current)
        if state & QStyle.StateFlag.State_HasFocus:
            canvas.ring(canvas.box.adjusted(1, 1, -1, -2), Role.FOCUS, self.look.theme.focus_line)
        painter.restore()

    def _ground(self, canvas: Canvas, row: Any, *, current: bool) -> None:
        tint = self.ground(row)
        if tint is not None:
            canvas.fill(canvas.box, TINTS.get(tint, Role.PANEL))
        if current:
            canvas.fill(canvas.box, Role.SELECT)
        canvas.hairline(canvas.height - 1)
        if current:
            canvas.fill(QRectF(0, 0, 3, canvas.height), Role.ACCENT)

    def _tag(self, canvas: Canvas, *, tagged: bool) -> None:
        box = QRectF(PADDING, 6, 20, 20)
        if tagged:
            canvas.fill(box, Role.ACCENT, 3)
            canvas.icon("check", box.adjusted(2, 2, -2, -2), Role.ON_ACCENT)
        else:
            canvas.ring(box, Role.BORDER, canvas.look.theme.field_line, 3, ground=Role.BASE)


def draw_part(canvas: Canvas, rect: QRectF, part: Part, align: Align = Align.LEADING) -> None:
    """Draw what a cell holds on one line."""
    if isinstance(part, Clock):
        draw_clock(canvas, rect, part, align=align)
    elif isinstance(part, Truths):
        draw_truths(canvas, rect, part, Style.BODY, align=align)
    elif isinstance(part, Lane):
        draw_lane(canvas, rect, part.name, part.words)
    elif isinstance(part, Mark):
        _draw_mark(canvas, rect, part)
    elif isinstance(part, Chip):
        wide = min(rect.width(), chip_width(canvas.look, part))
        x = rect.x() if align is Align.LEADING else rect.right() - wide
        draw_chip(canvas, QRectF(x, rect.center().y() - 10, wide, 20), part)
    else:
        canvas.runs(rect, part, align=align)


def part_width(look: Look, part: Part) -> float:
    """How wide what a cell holds would like to be, px at scale 1."""
    if isinstance(part, Clock):
        return clock_width(look, part) + 1
    if isinstance(part, Truths):
        return truths_width(look, part, Style.BODY) + 1
    if isinstance(part, Chip):
        return chip_width(look, part)
    if isinstance(part, Lane):
        return 10 + advance(look, part.words, Style.SECOND) + 1
    runs = part.words if isinstance(part, Mark) else part
    return runs_width(look, runs) + (29 if isinstance(part, Mark) else 1)


def _draw_mark(canvas: Canvas, rect: QRectF, mark: Mark) -> None:
    canvas.icon(mark.icon, QRectF(rect.x(), rect.center().y() - 10, 20, 20), mark.role)
    canvas.runs(rect.adjusted(28, 0, 0, 0), mark.words)


class ColumnsDelegate(RowDelegate):
    """One-line rows of 36 in the columns of a table."""

    def __init__(self, look: Look, table: Table[Any], parent: QWidget, side: float = 16) -> None:
        super().__init__(look, parent)
        self._table = table
        self._side = side

    def ground(self, row: Any) -> Role | None:
        """The tint the table names."""
        return self._table.tint(row)

    def draw(self, canvas: Canvas, row: Any, *, current: bool) -> None:
        """Draw each column's part."""
        for column, x, wide in laid_out(self._table, canvas.width, self._side):
            part = column.cell(row, self.look)
            draw_part(canvas, QRectF(x, 0, wide, canvas.height - 1), part, column.align)


def laid_out(
    table: Table[Any], wide: float, side: float, gap: float = 12
) -> list[tuple[Column[Any], float, float]]:
    """Each column with its start and width, px at scale 1."""
    fixed = sum(column.width for column in table.columns)
    loose = sum(1 for column in table.columns if not column.width)
    gaps = gap * (len(table.columns) - 1)
    rest = (wide - 2 * side - fixed - gaps) / loose if loose else 0
    x, places = side, []
    for column in table.columns:
        own = column.width or max(0.0, rest)
        places.append((column, x, own))
        x += own + gap
    return places


def plain(words: str, role: Role = Role.TEXT, *, bold: bool = False) -> tuple[Run, ...]:
    """Words as the runs of a cell."""
    return (Run(words, role=role, bold=bold),)
