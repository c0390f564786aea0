"""The focus ring: 2 px away from a button, so it never moves what it surrounds."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from app.ui.canvas import RADIUS, Canvas
from app.ui.look import Look
from app.ui.theme import Role

AWAY = 2


class FocusRing(QWidget):
    """Follows the keyboard focus from button to button; other widgets draw their own."""

    def __init__(self, look: Look, app: QApplication, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._around: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        app.focusChanged.connect(self.move_to)
        look.follow(self.update)

    def move_to(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Surround a button that took the focus, or hide."""
        if self._around is not None:
            self._around.removeEventFilter(self)
        self._around = now if _wants_ring(now) else None
        if self._around is None or self._around.window() is not self.window():
            self._around = None
            self.hide()
            return
        self._around.installEventFilter(self)
        self._place()

    def _place(self) -> None:
        around = self._around
        if around is None or around.parentWidget() is None or not around.isVisible():
            self.hide()
            return
        away = AWAY + self._look.theme.focus_line
        self.setParent(around.parentWidget())
        self.setGeometry(around.geometry().adjusted(-away, -away, away, away))
        self.raise_()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay with the button as it moves, grows or goes."""
        if event.type() in {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show}:
            self._place()
        elif event.type() in {QEvent.Type.Hide, QEvent.Type.ParentAboutToChange}:
            self.hide()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring."""
        painter = QPainter(self)
        canvas = Canvas(painter, self._look, self.width(), self.height())
        canvas.ring(canvas.box, Role.FOCUS, self._look.theme.focus_line, RADIUS + AWAY)
        painter.end()


def _wants_ring(widget: QWidget | None) -> bool:
    return isinstance(widget, QAbstractButton) and bool(getattr(widget, "ringed", True))
