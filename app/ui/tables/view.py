"""The list on screen: a Qt list view over the one model, with heads drawn as the table says."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QSizePolicy, QWidget

from app.ui.canvas import Canvas
from app.ui.fonts import Style
from app.ui.look import Look
from app.ui.tables.delegate import RowDelegate, laid_out
from app.ui.tables.model import ROW, Index, Rows
from app.ui.tables.spec import Table
from app.ui.theme import Role
from app.ui.widgets.painted import Painted
from app.ui.widgets.scrollbar import slim


class RowsView(QListView):
    """Rows one below the other; ``current_row`` and ``opened`` give the frozen row."""

    current_row = Signal(object)
    opened = Signal(object)
    tagged = Signal()

    def __init__(
        self, look: Look, table: Table[Any], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.look = look
        self.rows = Rows(look, table, self)
        self.tagging = False
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        slim(look, self)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setTabKeyNavigation(False)
        self.activated.connect(self._activated)
        self.clicked.connect(self._activated)
        look.follow(self.restyle)
        self.restyle()

    def dress(self, delegate: RowDelegate) -> None:
        """Take the delegate that draws the rows."""
        delegate.tags = self.tagging
        self.setItemDelegate(delegate)

    def restyle(self) -> None:
        """Take a changed look."""
        palette = QPalette(self.look.theme.palette())
        palette.setColor(QPalette.ColorRole.Base, self.look.colour(Role.PANEL))
        self.setPalette(palette)
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show rows; the current one stays current by its key, else the first becomes it."""
        before = self.row_now
        self.rows.show_rows(rows)
        place = self.rows.place_of(self.rows.table.key(before)) if before is not None else 0
        self.select_place(max(0, place))

    def select_none(self) -> None:
        """No row is where one is: what is open stands in none of them."""
        self.clearSelection()

    def select_place(self, place: int) -> None:
        """Make a row current."""
        if 0 <= place < self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(place, 0))

    def select_key(self, key: object) -> None:
        """Make the row of a key current."""
        self.select_place(self.rows.place_of(key))

    @property
    def row_now(self) -> Any:
        """The current row, or None."""
        return self.currentIndex().data(ROW) if self.currentIndex().isValid() else None

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which row is current."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.current_row.emit(current.data(ROW))

    def _activated(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(ROW))

    def step(self, rows: int) -> None:
        """Move the current row up or down."""
        last = self.rows.rowCount() - 1
        self.select_place(min(last, max(0, self.currentIndex().row() + rows)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space tags, Enter opens, arrows move."""
        if event.key() == Qt.Key.Key_Space and self.tagging:
            self.rows.tag(self.currentIndex().row())
            self.tagged.emit()
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._activated(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows whose height follows the width are asked again."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class Head(Painted):
    """The heads of the columns, 24 on inset, a line above and below."""

    def __init__(
        self,
        look: Look,
        places: Sequence[tuple[str, float, str]],
        *,
        sorted_by: int = -1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, parent)
        self._places = tuple(places)
        self._sorted = sorted_by
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @classmethod
    def of(cls, look: Look, table: Table[Any], side: float = 16) -> "Head":
        """The heads of a table in columns."""
        return TableHead(look, table, side)

    def natural(self) -> tuple[float, float]:
        """24 high."""
        return (100, 24)

    def draw(self, canvas: Canvas) -> None:
        """Draw ground, lines, words; a negative place counts from the trailing edge."""
        canvas.fill(canvas.box, Role.INSET)
        canvas.hairline(0)
        canvas.hairline(canvas.height - 1)
        for number, (words, x, align) in enumerate(self._places):
            start = max(x, 0)
            end = canvas.width - 8 if x >= 0 else canvas.width + x
            room = QRectF(start, 0, end - start, canvas.height)
            taken = canvas.text(room, words, Style.CAPTION, Role.QUIET, align=align)
            if number == self._sorted:
                arrow = QRectF(start + taken + 4, canvas.height / 2 - 8, 16, 16)
                canvas.icon("sort", arrow, Role.TEXT)


class TableHead(Head):
    """The heads of a table, over its columns."""

    def __init__(self, look: Look, table: Table[Any], side: float = 16) -> None:
        super().__init__(look, ())
        self._table, self._side = table, side

    def draw(self, canvas: Canvas) -> None:
        """Draw each heading over its column."""
        super().draw(canvas)
        for column, x, wide in laid_out(self._table, canvas.width, self._side):
            if column.heading:
                room = QRectF(x, 0, wide, canvas.height)
                words = self.look.say(column.heading)
                canvas.text(room, words, Style.CAPTION, Role.QUIET, align=column.align)
