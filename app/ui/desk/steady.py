"""Keeps a part of the window as it stands until what it shall show next has come.

A list that goes empty and fills again 20 ms later is painted and laid out twice, and flickers.
What takes longer than an eye notices is let through: then the part shows that it loads.
"""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

NOTICED_MS = 120
"""Longer than this, the officer must see that something is on its way."""


class Steady(QObject):
    """Holds one widget's painting; ``begin`` and ``end`` may come in any order and number."""

    def __init__(self, part: QWidget) -> None:
        super().__init__(part)
        self._part = part
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(NOTICED_MS)
        self._timer.timeout.connect(self.end)

    def begin(self) -> None:
        """Leave the picture as it is for a moment."""
        self._part.setUpdatesEnabled(False)
        self._timer.start()

    def end(self) -> None:
        """Paint what stands there now."""
        self._timer.stop()
        self._part.setUpdatesEnabled(True)
