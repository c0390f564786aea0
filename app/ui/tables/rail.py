"""The rail: queues with their counts; the current one runs into the list."""

from typing import Any

import msgspec
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QSizePolicy,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from app.ui.canvas import CAP_FLAT, Canvas, advance, cap_width
from app.ui.fonts import Style
from app.ui.look import Look
from app.ui.tables.delegate import RowDelegate
from app.ui.tables.model import ROW, Index
from app.ui.tables.spec import Column, Table
from app.ui.tables.view import RowsView
from app.ui.text import Run
from app.ui.theme import Role
from app.ui.widgets.chip import Chip, chip_width, draw_chip
from app.ui.widgets.clockmark import octagon

WIDE, NARROW = 200, 56


class RailEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A queue in the rail; without an icon it is the caption of a group."""

    name: str
    words: str
    icon: str = ""
    count: int | None = None
    attention: int = 0
    cap: str = ""
    spoken: str = ""


def _spoken(entry: RailEntry, _look: Look) -> str:
    count = "" if entry.count is None else str(entry.count)
    return entry.spoken or " ".join(part for part in (entry.words, count) if part)


def _cell(entry: RailEntry, _look: Look) -> tuple[Run, ...]:
    return (Run(entry.words),)


TABLE: Table[RailEntry] = Table(
    name="rail",
    columns=(Column(heading="", cell=_cell, spoken=_spoken),),
    key=lambda entry: entry.name,
)


class RailDelegate(RowDelegate):
    """Rows of 32 (40 when only icons show), captions of 24."""

    icons_only = False

    def row_height(self, row: RailEntry, wide: float) -> float:
        """Captions are lower; icons need more room."""
        if not row.icon:
            if self.icons_only:
                return 1 if row.cap else 8
            return 24 if row.cap else 32
        return 40 if self.icons_only else 32

    def _ground(self, canvas: Canvas, row: RailEntry, *, current: bool) -> None:
        if current and row.icon:
            canvas.fill(canvas.box, Role.PANEL)
            canvas.fill(QRectF(0, 0, 3, canvas.height), Role.ACCENT)

    def draw(self, canvas: Canvas, row: RailEntry, *, current: bool) -> None:
        """Draw a caption, a whole entry, or its icon and count."""
        if not row.icon:
            if not self.icons_only:
                room = QRectF(8, canvas.height - 25, canvas.width - 16, 24)
                canvas.text(room, row.words, Style.CAPTION, Role.QUIET)
                canvas.text(room, row.cap, Style.CAPTION, Role.QUIET, align="trailing")
            return
        empty = row.count == 0
        role = Role.QUIET if empty else Role.TEXT
        ink = Role.ACCENT if current else Role.QUIET if empty else Role.TEXT
        canvas.icon(row.icon, QRectF(8, canvas.height / 2 - 10, 20, 20), ink)
        count = "\u2013" if empty else "" if row.count is None else str(row.count)
        if self.icons_only:
            self._narrow(canvas, row, count if not empty else "", current=current)
            return
        cap = self._caps(canvas, row)
        if row.count is None:  # a page, not a queue: its key may be longer than a digit
            room = QRectF(36, 0, canvas.width - 44 - cap, canvas.height)
            canvas.text(room, row.words, role=role, bold=current)
            return
        right = canvas.width - 34
        room = QRectF(right - 40, 0, 40, canvas.height)
        canvas.text(room, count, role=role, bold=current, align="trailing")
        end = right - advance(self.look, count, bold=current) - 8
        if row.attention:
            chip = Chip(str(row.attention), Role.STOP, "stop")
            wide = chip_width(self.look, chip)
            x = right - 32 - wide
            draw_chip(canvas, QRectF(x, canvas.height / 2 - 10, wide, 20), chip)
            end = x - 4
        canvas.text(QRectF(36, 0, end - 36, canvas.height), row.words, role=role, bold=current)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """An icon alone says its queue and its key."""
        row = index.data(ROW)
        if not self.icons_only or not isinstance(row, RailEntry) or not row.icon:
            return False
        key = f"Ctrl+{row.cap}" if row.cap else ""
        QToolTip.showText(event.globalPos(), f"{row.words} {key}".strip(), view)
        return True

    def _caps(self, canvas: Canvas, row: RailEntry) -> float:
        """Draw the cap where it leaves the words their room; the room it takes."""
        wide = cap_width(self.look, row.cap, flat=True) if row.cap else 0.0
        wide = 18 if len(row.cap) == 1 else wide
        words = advance(self.look, row.words, bold=True)
        if not wide or (row.count is None and words > canvas.width - 46 - wide):
            return 0
        box = QRectF(canvas.width - 8 - wide, canvas.height / 2 - 9, wide, CAP_FLAT)
        canvas.cap(box, row.cap, "flat", ground=Role.CAP)
        return wide + 2

    def _narrow(self, canvas: Canvas, row: RailEntry, count: str, *, current: bool) -> None:
        if row.attention:
            mark = canvas.at(QRectF(18, canvas.height / 2 - 14, 12, 12))
            canvas.path(octagon(mark), Role.STOP)
            room = QRectF(18, canvas.height / 2 - 14, 12, 12)
            canvas.text(room, "!", Style.CAPTION, Role.ON_ACCENT, bold=True, align="centre")
        loud = current or bool(row.attention)
        role = Role.STOP if row.attention else Role.TEXT
        room = QRectF(28, 0, canvas.width - 36, canvas.height)
        canvas.text(room, count, Style.SECOND, role, bold=loud, align="trailing")


class Rail(RowsView):
    """The queues; ``chosen`` tells the name of the queue the officer turns to."""

    chosen = Signal(str)

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(look, TABLE, name, parent)
        self._drawn = RailDelegate(look, self)
        self.dress(self._drawn)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.current_row.connect(self._told)
        self.opened.connect(self._told)
        self._quiet, self._at = False, ""

    def restyle(self) -> None:
        """The rail stands on the desk."""
        super().restyle()
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, self.look.colour(Role.DESK))
        self.setPalette(palette)

    def icons_only(self, narrow: bool) -> None:
        """Show icons and counts alone."""
        self._drawn.icons_only = narrow
        self.updateGeometry()
        self.scheduleDelayedItemsLayout()

    def show_entries(self, entries: tuple[RailEntry, ...], current: str) -> None:
        """Show queues with their counts; telling nobody."""
        self._quiet, self._at = True, current
        self.show_rows(entries)
        self.select_key(current)
        if self.rows.place_of(current) < 0:  # one is in none of them: the keyboard begins at one
            first = next((at for at, entry in enumerate(entries) if entry.icon), 0)
            self.select_place(first)
            self.select_none()
        self._quiet = False

    def turn_to(self, name: str) -> None:
        """Make a queue current as the officer does."""
        self.select_key(name)

    def _told(self, entry: Any) -> None:
        if self._quiet or not isinstance(entry, RailEntry) or not entry.icon:
            return
        if entry.name != self._at:  # a click makes current and opens: one turn
            self._at = entry.name
            self.chosen.emit(entry.name)

    def sizeHint(self) -> QSize:
        """200 wide, or 56."""
        wide = NARROW if self._drawn.icons_only else WIDE
        return QSize(self.look.px(wide), self.look.px(400))

    def minimumSizeHint(self) -> QSize:
        """The width is fixed."""
        return QSize(self.sizeHint().width(), self.look.px(120))
