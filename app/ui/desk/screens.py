"""The screens of the desk: a list and one open record, side by side where there is room."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.ui.look import Look, Room
from app.ui.window import Screen

_ANY = 16_777_215  # what Qt calls no limit


class PairScreen(Screen):
    """A list and a record; under 1100 px of window one of the two."""

    def __init__(self, look: Look, beside: QWidget, main: QWidget) -> None:
        super().__init__(look)
        self.beside, self.main = beside, main
        self.on_main = False
        self.row.addWidget(beside)
        self.row.addWidget(main, 1)
        look.follow(self._fit)

    @property
    def is_narrow(self) -> bool:
        """Whether there is room for one of the two only."""
        return self.look.room is not Room.WIDE

    def show_main(self) -> None:
        """Turn to the record, where only one has room."""
        self.on_main = True
        self._fit()

    def show_beside(self) -> None:
        """Turn back to the list."""
        self.on_main = False
        self._fit()

    def _fit(self) -> None:
        narrow = self.is_narrow
        self.beside.setVisible(not (narrow and self.on_main))
        self.main.setVisible(not narrow or self.on_main)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose what is shown."""
        super().resizeEvent(event)
        self._fit()


class Beside(QStackedWidget):
    """What stands where the list is: the list, or the findings of a departure."""

    def __init__(self, look: Look, *parts: QWidget) -> None:
        super().__init__()
        self._parts, self._look = parts, look
        for part in parts:
            self.addWidget(part)
        look.follow(self.fit)
        self.fit()

    def fit(self) -> None:
        """As wide as the widest of them asks for."""
        if self._look.room is Room.WIDE:
            self.setFixedWidth(max(part.minimumWidth() for part in self._parts))
        else:
            self.setMinimumWidth(0)
            self.setMaximumWidth(_ANY)
