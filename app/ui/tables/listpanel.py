"""The list panel: head with count and age of the data, filter, heads, whole rows, toast."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.fonts import Style
from app.ui.look import Look, Room
from app.ui.tables.view import Head, RowsView
from app.ui.text import Run
from app.ui.theme import Role
from app.ui.widgets.combo import Combo
from app.ui.widgets.field import Field
from app.ui.widgets.line import Line
from app.ui.widgets.panel import Panel
from app.ui.widgets.toast import Toast

WIDE = 380
_ANY = 16_777_215  # what Qt calls no limit
FOOT = 20


class WholeRows(QWidget):
    """Shows whole rows only; what is left under the last one says which rows these are."""

    def __init__(
        self, look: Look, view: RowsView, row_high: float, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.look, self.view, self._row_high = look, view, row_high
        view.setParent(self)
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.foot = Line(look, style=Style.SECOND, align="trailing")
        self.foot.setParent(self)
        self._total = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(look.px(row_high + FOOT))
        view.verticalScrollBar().valueChanged.connect(self._count)
        view.rows.modelReset.connect(self._place)

    def total(self, rows: int) -> None:
        """How many rows the queue holds, beyond those on this page."""
        self._total = rows
        self._count()

    def _fitting(self) -> int:
        room = self.height() - self.look.px(FOOT)
        return max(1, int(room // self.look.px(self._row_high)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit whole rows."""
        self._place()

    def _place(self) -> None:
        rows = min(self._fitting(), max(1, self.view.rows.rowCount()))
        high = rows * self.look.px(self._row_high)
        self.view.setGeometry(0, 0, self.width(), high)
        side = self.look.px(12)
        self.foot.setGeometry(
            side, high + self.look.px(1), self.width() - 2 * side, self.look.px(FOOT)
        )
        self._count()

    def _count(self) -> None:
        held = self.view.rows.rowCount()
        total = max(self._total, held)
        if not held:
            self.foot.tell(())
            return
        first = self.view.verticalScrollBar().value() // max(1, self.look.px(self._row_high)) + 1
        last = min(held, first + self._fitting() - 1)
        self.foot.tell((Run(f"{first} \u2013 {last} / {total}", role=Role.QUIET),))


class ListPanel(Panel):
    """A queue: ``view`` holds its rows; the record beside shows the current one."""

    def __init__(
        self, look: Look, name: str, view: RowsView, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, name, parent)
        self.view = view
        self.title = Line(look, style=Style.SECTION, high=24, fixed=True)
        self.note = Line(look, style=Style.SECOND, align="trailing")
        self.kinds = Combo(look, look.say("ui.list.kind"), wide=92)
        self.filter = Field(
            look,
            name=look.say("ui.list.filter"),
            placeholder=look.say("ui.list.in_list"),
            icon="filter",
        )
        self.heads = QVBoxLayout()
        self.rows = WholeRows(look, view, 52)
        self.toast = Toast(look, "U", look.say("ui.withdraws"))
        self._top, self._filters = QHBoxLayout(), QHBoxLayout()
        self._top.addWidget(self.title)
        self._top.addWidget(self.note, 1)
        self._filters.addWidget(self.kinds)
        self._filters.addWidget(self.filter, 1)
        self.column.addLayout(self._top)
        self.column.addLayout(self._filters)
        self.column.addLayout(self.heads)
        self.column.addWidget(self.rows, 1)
        self.column.addWidget(self.toast)
        look.follow(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take a changed look."""
        px = self.look.px
        self._top.setContentsMargins(px(12), px(10), px(12), px(9))
        self._top.setSpacing(px(8))
        self._filters.setContentsMargins(px(12), 0, px(12), px(8))
        self._filters.setSpacing(px(8))
        if self.look.room is Room.WIDE:
            self.setFixedWidth(px(WIDE))
        else:
            self.setMinimumWidth(0)
            self.setMaximumWidth(_ANY)

    def tell(self, title: str, count: int | None, note: str) -> None:
        """Name the queue, how many records it holds, and how old that is."""
        runs = [Run(title, bold=True)]
        if count is not None:
            runs.append(Run(str(count), role=Role.QUIET, gap=8))
        self.title.tell(runs)
        self.note.tell((Run(note, role=Role.QUIET),))
        self.rows.total(count or 0)

    def set_head(self, head: Head) -> None:
        """Put the heads over the rows."""
        while (taken := self.heads.takeAt(0)) is not None:
            old = taken.widget()
            if old is not None:
                old.setParent(None)
                old.deleteLater()
        self.heads.addWidget(head)

    def unfiltered(self) -> None:
        """A list without filters."""
        self.kinds.hide()
        self.filter.hide()
        self._filters.setContentsMargins(0, 0, 0, 0)

    def under(self, widget: QWidget) -> None:
        """Put a part between the rows and the toast."""
        self.column.insertWidget(self.column.count() - 1, widget)

    def current(self) -> Any:
        """The current row."""
        return self.view.row_now
