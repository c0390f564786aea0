"""A page with one board: head, a list, what is said where the list is empty, its action bar."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.fonts import Style
from app.ui.keys import Press
from app.ui.look import Look
from app.ui.pages.layouts import quiet, say_quietly
from app.ui.tables.view import RowsView
from app.ui.text import Runs
from app.ui.widgets.actionbar import ActionBar
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.line import Line
from app.ui.widgets.panel import Hairline, Panel


class BoardPage(QWidget):
    """The list takes what room there is; an empty one gives way to the reason."""

    def __init__(self, look: Look, view: RowsView, bar: ActionBar) -> None:
        super().__init__()
        self.look, self.view, self.bar = look, view, bar
        name = view.accessibleName()
        self.panel = Panel(look, name)
        self.title = Line(look, style=Style.SECTION, high=24)
        self.note = quiet(look, fixed=True, high=24)
        self.second = quiet(look, high=20)
        self.nothing = EmptyState(look)
        self.empty = QWidget()
        self._lay_out()
        look.follow(self.restyle)
        self.restyle()

    def _lay_out(self) -> None:
        look = self.look
        self._head, line = QVBoxLayout(), QHBoxLayout()
        line.addWidget(self.title, 1)
        line.addWidget(self.note)
        self._head.addLayout(line)
        self._head.addWidget(self.second)
        inner = QVBoxLayout(self.empty)
        inner.setContentsMargins(look.margins(16, 16, 16, 16))
        inner.addWidget(self.nothing)
        inner.addStretch(1)
        column = self.panel.column
        column.addLayout(self._head)
        column.addWidget(Hairline(look))
        column.addWidget(self.view, 1)
        column.addWidget(self.empty, 1)
        column.addWidget(self.bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.panel, 1)
        self.empty.hide()
        self.second.hide()

    def restyle(self) -> None:
        """Take a changed look."""
        self._head.setContentsMargins(self.look.margins(16, 10, 16, 10))
        self._head.setSpacing(0)

    def tell(self, title: Runs, note: str = "", second: str = "") -> None:
        """Name what is shown, as of when, and what else there is to say of the whole."""
        self.title.tell(title)
        say_quietly(self.note, note)
        say_quietly(self.second, second)
        self.second.setVisible(bool(second))

    def show_rows(self, rows: tuple[object, ...]) -> None:
        """Show rows, or let the reason stand in their place."""
        self.view.show_rows(rows)
        self.view.setVisible(bool(rows))
        self.empty.setVisible(not rows)

    def show_nothing(self, first: str, rest: str) -> None:
        """Say why there are none."""
        self.show_rows(())
        self.nothing.tell(first, rest)

    def presses(self) -> Mapping[Press, Callable[[], None]]:
        """The keys of the list."""
        return {
            Press.ROW_DOWN: lambda: self.view.step(1),
            Press.ROW_UP: lambda: self.view.step(-1),
        }
