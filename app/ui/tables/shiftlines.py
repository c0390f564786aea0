"""The lines of a handover under the heads of their parts; empty parts say that they are."""

import msgspec
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.ui.canvas import Canvas, advance, cap_width
from app.ui.fonts import Style
from app.ui.keys import CAPS, Press
from app.ui.look import Look
from app.ui.tables.delegate import PADDING, TAG, RowDelegate
from app.ui.tables.spec import Column, Table
from app.ui.tables.view import RowsView
from app.ui.text import Run
from app.ui.theme import Role
from app.ui.widgets.chip import Chip, chip_width, draw_chip
from app.ui.widgets.paragraph import draw_flow, flow_height

_HEAD, _LINE, _SECOND = 28.0, 36.0, 24.0
_TIME = 96.0
_SIDE = 16.0


class ShiftLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line, or the head of a part where ``is_head``.

    ``time`` says since when, or of a head how many lines it has; ``checked`` None: nothing is to
    be checked now. ``spoken`` is the whole of it as a sentence.
    """

    key: str
    words: str
    time: str = ""
    is_head: bool = False
    checked: bool | None = None
    chips: tuple[Chip, ...] = ()
    remark: str = ""
    spoken: str = ""
    record: bytes = b""


TABLE: Table[ShiftLine] = Table(
    name="shift",
    columns=(
        Column(
            heading="",
            cell=lambda line, _look: (Run(line.words),),
            spoken=lambda line, _look: line.spoken,
        ),
    ),
    key=lambda line: line.key,
)


class ShiftDelegate(RowDelegate):
    """Heads of 28 on inset; lines of 36 and more with their box, chips and remark below."""

    def row_height(self, row: ShiftLine, wide: float) -> float:
        """The lines of the sentence, and one for chips and remark where there are any."""
        if row.is_head:
            return _HEAD
        start, end = self._room(row, wide)
        words = flow_height(self.look, (Run(row.words),), Style.BODY, max(80.0, end - start))
        below = _SECOND if row.chips or row.remark else 0.0
        return max(_LINE, words + 16) + below

    def _room(self, row: ShiftLine, wide: float) -> tuple[float, float]:
        start = _SIDE if row.checked is None else PADDING + TAG
        return start, wide - _SIDE - (_TIME if row.time else 0)

    def _ground(self, canvas: Canvas, row: ShiftLine, *, current: bool) -> None:
        if not row.is_head:
            super()._ground(canvas, row, current=current)
            return
        canvas.fill(canvas.box, Role.INSET)
        canvas.hairline(canvas.height - 1)

    def draw(self, canvas: Canvas, row: ShiftLine, *, current: bool) -> None:
        """Draw one line or head."""
        end = canvas.width - _SIDE
        if row.is_head:
            wide = advance(self.look, row.time, Style.SECOND)
            place = QRectF(end - wide, 0, wide + 1, canvas.height)
            canvas.text(place, row.time, Style.SECOND, Role.QUIET)
            room = QRectF(_SIDE, 0, end - wide - 8 - _SIDE, canvas.height)
            canvas.text(room, row.words, Style.SECOND, bold=True)
            return
        if row.checked is not None:
            self._box(canvas, checked=row.checked)
        start, words_end = self._room(row, canvas.width)
        canvas.text(
            QRectF(end - _TIME, 8, _TIME, 20), row.time, Style.SECOND, Role.QUIET, align="trailing"
        )
        room = QRectF(start, 8, words_end - start, 20)
        taken = draw_flow(canvas, room, (Run(row.words, bold=current),))
        below = max(28.0, 8 + taken) + 4
        if current and row.checked is False:
            self._cap(canvas, end, below - 26 if not (row.chips or row.remark) else below)
        self._below(canvas, row, QRectF(start, below, end - start - 32, 20))

    def _box(self, canvas: Canvas, *, checked: bool) -> None:
        box = QRectF(PADDING, 8, 20, 20)
        if checked:
            canvas.fill(box, Role.ACCENT, 3)
            canvas.icon("check", box.adjusted(2, 2, -2, -2), Role.ON_ACCENT)
        else:
            canvas.ring(box, Role.BORDER, self.look.theme.field_line, 3, ground=Role.BASE)

    def _cap(self, canvas: Canvas, end: float, y: float) -> None:
        cap = CAPS.cap(Press.AS_DECLARED)
        wide = cap_width(self.look, cap)
        x = end - wide if y > _LINE - 8 else end - _TIME - wide
        canvas.cap(QRectF(x, y, wide, 20), cap)

    def _below(self, canvas: Canvas, row: ShiftLine, room: QRectF) -> None:
        x = room.x()
        for chip in row.chips:
            wide = chip_width(self.look, chip)
            draw_chip(canvas, QRectF(x, room.y(), wide, 20), chip)
            x += wide + 8
        rest = QRectF(x, room.y(), room.right() - x, 20)
        canvas.text(rest, row.remark, Style.SECOND, Role.QUIET)


class ShiftView(RowsView):
    """``spaced`` tells that Space was pressed on a line; heads of parts are passed over."""

    spaced = Signal()

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(look, TABLE, name, parent)
        self.dress(ShiftDelegate(look, self))

    def show_lines(self, lines: tuple[ShiftLine, ...]) -> None:
        """Show lines; the first that is no head becomes current where none was."""
        self.show_rows(lines)
        now = self.row_now
        if isinstance(now, ShiftLine) and now.is_head:
            self.step(1)

    def step(self, rows: int) -> None:
        """Move to the next line, or the one before, past the heads."""
        lines = self.rows.rows()
        place = self.currentIndex().row() + rows
        while 0 <= place < len(lines) and lines[place].is_head:
            place += 1 if rows > 0 else -1
        if 0 <= place < len(lines):
            self.select_place(place)
        elif rows < 0:
            self.scrollToTop()

    def go_to_open(self) -> bool:
        """Move to the first line after this one that is not checked; whether there is one."""
        lines = self.rows.rows()
        here = max(0, self.currentIndex().row())
        order = (*range(here, len(lines)), *range(here))
        place = next((at for at in order if lines[at].checked is False), None)
        if place is None:
            return False
        self.select_place(place)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space, and the arrows past heads."""
        if event.key() == Qt.Key.Key_Space:
            self.spaced.emit()
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.step(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)
