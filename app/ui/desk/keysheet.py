"""The keys of this page: what each does, by its cap; Esc closes."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.ui.canvas import RADIUS, Canvas
from app.ui.desk.workplace import Workplace
from app.ui.fonts import Style
from app.ui.keys import CAPS, Press
from app.ui.pages.facts import FactLine, Facts
from app.ui.text import Run
from app.ui.theme import Role
from app.ui.widgets.line import Line

WIDE, HIGH = 560, 560
_SAID_ONCE = {f"queue_{n}" for n in range(2, 10)} | {f"choice_{n}" for n in range(2, 10)}


class KeySheet(QFrame):
    """A child of the window over its screens, as the answers of find are."""

    def __init__(self, place: Workplace, parent: QWidget) -> None:
        super().__init__(parent)
        self.place = place
        self._before: QWidget | None = None
        look = place.look
        title = Line(look, (Run(place.say("ui.keys"), bold=True),), Style.SECTION, high=40)
        self.list = Facts(look, place.say("ui.keys"))
        column = QVBoxLayout(self)
        column.setContentsMargins(look.margins(1, 4, 1, 8))
        column.setSpacing(0)
        holder = QVBoxLayout()
        holder.setContentsMargins(look.margins(16, 0, 16, 0))
        holder.addWidget(title)
        column.addLayout(holder)
        column.addWidget(self.list, 1)
        self.hide()

    def show_keys(self, presses: Iterable[Press]) -> None:
        """Show what these keys do."""
        rows = [
            FactLine(label=CAPS.cap(press), value=(Run(words),), key=press, is_cap=True)
            for press in Press
            if press in set(presses) and press not in _SAID_ONCE
            if (words := self._words(press))
        ]
        self.list.show_rows(tuple(rows))
        window = self.parentWidget()
        if window is None:
            return
        px = self.place.look.px
        wide, high = min(px(WIDE), window.width() - 16), min(px(HIGH), window.height() - 72)
        self.setGeometry((window.width() - wide) // 2, px(40), wide, high)
        self._before = window.focusWidget() if self.isHidden() else self._before
        self.show()
        self.raise_()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _words(self, press: Press) -> str:
        code = f"desk.press.{press}"
        return self.place.say(code) if self.place.speech.texts.has(code) else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)

    def leave(self) -> None:
        """Close, and hand the focus back."""
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
            self._before = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground and line: nothing floats, nothing is dimmed."""
        painter = QPainter(self)
        canvas = Canvas(painter, self.place.look, self.width(), self.height())
        canvas.ring(canvas.box, Role.BORDER, 1, RADIUS, ground=Role.PANEL)
        painter.end()
