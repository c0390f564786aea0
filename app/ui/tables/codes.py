"""The list of codes under a field: what is typed filters codes and words, Enter takes one."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from app.reference import folding
from app.ui.canvas import RADIUS, Canvas, cap_width
from app.ui.fonts import Style
from app.ui.look import Look
from app.ui.tables.delegate import RowDelegate
from app.ui.tables.spec import Column, Table
from app.ui.tables.view import RowsView
from app.ui.text import Run
from app.ui.theme import Role
from app.ui.widgets.line import Line

WIDE, ROW_HIGH, MOST_ROWS, HEAD_HIGH = 460, 32, 8, 28
_PAGE = 8


class CodeRow(msgspec.Struct, frozen=True):
    """A code and its words."""

    code: str
    words: str


TABLE: Table[CodeRow] = Table(
    name="codes",
    columns=(
        Column(
            heading="",
            cell=lambda row, _look: (Run(row.code),),
            spoken=lambda row, _look: f"{row.code}, {row.words}",
        ),
    ),
    key=lambda row: row.code,
)


class CodesDelegate(RowDelegate):
    """Rows of 32: the code, its words, the cap of Enter on the current one."""

    high = float(ROW_HIGH)

    def draw(self, canvas: Canvas, row: CodeRow, *, current: bool) -> None:
        """Draw one code."""
        end = canvas.width - 12
        if current:
            wide = cap_width(self.look, "Enter")
            canvas.cap(QRectF(end - wide, canvas.height / 2 - 10, wide, 20), "Enter")
            end -= wide + 8
        room = QRectF(12, 0, 96, canvas.height)
        taken = canvas.text(room, row.code, bold=True, code=True)
        start = 12 + max(60.0, taken + 12)
        canvas.text(QRectF(start, 0, end - start, canvas.height), row.words)


def filtered(rows: Sequence[CodeRow], typed: str) -> tuple[CodeRow, ...]:
    """The codes that begin with what is typed, then those whose words have each word of it."""
    wanted = typed.strip()
    if not wanted:
        return tuple(rows)
    start = wanted.upper()
    first = [row for row in rows if row.code.upper().startswith(start)]
    parts = [part for part in folding.name_key(wanted).split() if part]
    named = [
        row
        for row in rows
        if parts and row not in first and _has(folding.name_key(row.words), parts)
    ]
    return (*first, *named)


def _has(words: str, parts: list[str]) -> bool:
    return all(part in words for part in parts)


class CodesPanel(QFrame):
    """Stands under a field, over the page: a child, since keys die in pop-ups.

    The caret stays in the field. ``taken`` gives the code.
    """

    taken = Signal(str)

    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self._all: tuple[CodeRow, ...] = ()
        self._edit: QLineEdit | None = None
        self.head = Line(look, style=Style.CAPTION, high=HEAD_HIGH)
        self.list = RowsView(look, TABLE, name)
        self.list.dress(CodesDelegate(look, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.opened.connect(lambda row: self.taken.emit(row.code))
        column = QVBoxLayout(self)
        column.setContentsMargins(look.margins(1, 1, 1, 1))
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(look.margins(11, 0, 11, 0))
        head.addWidget(self.head)
        column.addLayout(head)
        column.addWidget(self.list)
        self.hide()

    def show_codes(self, rows: Sequence[CodeRow], words: str, field: QLineEdit) -> None:
        """Open under a field; the code that stands in it is current."""
        self.close_codes()
        self._all, self._edit = tuple(rows), field
        self.head.tell((Run(words, role=Role.QUIET),))
        field.installEventFilter(self)
        field.textEdited.connect(self._filter)
        self._show(self._all)
        self.list.select_key(field.text().strip().upper())
        self.raise_()

    def close_codes(self) -> None:
        """Close; the caret stays where it is."""
        if self._edit is not None:
            self._edit.removeEventFilter(self)
            self._edit.textEdited.disconnect(self._filter)
            self._edit = None
        self.hide()

    def _filter(self, typed: str) -> None:
        self._show(filtered(self._all, typed))
        self.list.select_place(0)

    def _show(self, rows: tuple[CodeRow, ...]) -> None:
        self.list.show_rows(rows)
        if not rows:
            words = self.look.say("desk.keyed.no_codes" if self._all else "desk.keyed.no_list")
            self.head.tell((Run(words),))
        self._place(len(rows))
        self.show()

    def _place(self, rows: int) -> None:
        """Under the field, or over it where there is more room."""
        parent, edit = self.parentWidget(), self._edit
        if parent is None or edit is None:
            return
        px = self.look.px
        field = edit.parentWidget() or edit
        top = field.mapTo(parent, QPoint(0, 0))
        below = parent.height() - top.y() - field.height() - px(10)
        room = max(below, top.y() - px(10))
        high = min(rows, MOST_ROWS) * px(ROW_HIGH)
        high = max(0, min(high, room - px(HEAD_HIGH) - 2))
        self.list.setFixedHeight(high)
        whole = high + px(HEAD_HIGH) + 2
        wide = min(px(WIDE), parent.width() - px(16))
        x = min(top.x(), parent.width() - wide - px(8))
        if self.look.mirrored:
            x = max(px(8), top.x() + field.width() - wide)
        over = whole > below
        y = top.y() - whole - px(2) if over else top.y() + field.height() + px(2)
        self.setGeometry(x, y, wide, whole)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move, Enter takes, Esc closes; all else is typed. Leaving closes."""
        if event.type() == QEvent.Type.FocusOut:
            self.close_codes()
            return False
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        return self._key(Qt.Key(event.key()))

    def _key(self, key: Qt.Key) -> bool:
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: _PAGE,
            Qt.Key.Key_PageUp: -_PAGE,
        }
        if key in steps:
            self.list.step(steps[key])
            return True
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            row = self.list.row_now
            self.close_codes() if row is None else self.taken.emit(row.code)
            return True
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground and line: no shade, nothing dimmed."""
        painter = QPainter(self)
        canvas = Canvas(painter, self.look, self.width(), self.height())
        canvas.ring(canvas.box, Role.BORDER, 1, RADIUS, ground=Role.PANEL)
        painter.end()
