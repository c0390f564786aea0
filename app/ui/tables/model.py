"""The one table model: frozen rows, a ``Table`` that says what they show, nothing else."""

from collections.abc import Sequence
from typing import Any, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.ui.look import Look
from app.ui.tables.spec import Table

Index: TypeAlias = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
"""The frozen row itself."""
TAGGED = Qt.ItemDataRole.UserRole + 1
"""Whether the officer has tagged it."""


class Rows(QAbstractTableModel):
    """Rows of one ``Table``; the first column speaks the whole row."""

    def __init__(self, look: Look, table: Table[Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.table = table
        self._rows: tuple[Any, ...] = ()
        self._tagged: set[object] = set()

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows; tags stay with the rows they were put on."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self._tagged &= {self.table.key(row) for row in self._rows}
        self.endResetModel()

    def rows(self) -> tuple[Any, ...]:
        """The rows in the order shown."""
        return self._rows

    def place_of(self, key: object) -> int:
        """The place of a row by its key, or -1."""
        keys = (self.table.key(row) for row in self._rows)
        return next((place for place, each in enumerate(keys) if each == key), -1)

    def tag(self, place: int) -> None:
        """Tag a row, or take the tag off."""
        if 0 <= place < len(self._rows):
            self._tagged ^= {self.table.key(self._rows[place])}
            self.dataChanged.emit(self.index(place, 0), self.index(place, 0))

    def tagged(self) -> tuple[Any, ...]:
        """The tagged rows in the order shown."""
        return tuple(row for row in self._rows if self.table.key(row) in self._tagged)

    def rowCount(self, parent: Index | None = None) -> int:
        """As many as there are rows."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """As many as the table names."""
        return 0 if parent is not None and parent.isValid() else len(self.table.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row itself, or its spoken form."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == TAGGED:
            return self.table.key(row) in self._tagged
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return self.table.sentence(row, self.look)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self.table.columns[index.column()].spoken(row, self.look)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """The heading of a column."""
        along = orientation == Qt.Orientation.Horizontal
        if along and role == Qt.ItemDataRole.DisplayRole and section < len(self.table.columns):
            heading = self.table.columns[section].heading
            return self.look.say(heading) if heading else ""
        return None
