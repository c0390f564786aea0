"""Panels: the lighter boards on the desk, their heads, action bars and hairlines."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.ui.canvas import Canvas
from app.ui.look import Look
from app.ui.theme import Role
from app.ui.widgets.painted import Painted

RADIUS = 6.0


class Panel(QWidget):
    """A board of radius 6 with a 1 px edge; its parts stand one below the other without gaps."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.setAccessibleName(name)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(1, 1, 1, 1)
        self.column.setSpacing(0)
        look.follow(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground and edge."""
        painter = QPainter(self)
        canvas = Canvas(painter, self.look, self.width(), self.height())
        canvas.ring(canvas.box, Role.EDGE, 1, RADIUS, ground=Role.PANEL)
        painter.end()


class Hairline(Painted):
    """The 1 px line under a head."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """One px at every scale."""
        return QSize(8, 1)

    def draw(self, canvas: Canvas) -> None:
        """Fill."""
        canvas.fill(canvas.box, Role.LINE)


class Inset(QWidget):
    """A strip on the inset ground under a hairline: the foot of a panel."""

    def __init__(self, look: Look, *, foot: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._foot = foot
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.follow(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground with the panel's lower corners, and the line above."""
        painter = QPainter(self)
        canvas = Canvas(painter, self.look, self.width(), self.height())
        if self._foot:
            path = QPainterPath()
            tall = canvas.box.adjusted(0, -RADIUS, 0, 0)
            path.addRoundedRect(tall, RADIUS - 1, RADIUS - 1)
            painter.setClipRect(canvas.box)
            canvas.path(path, Role.INSET)
        else:
            canvas.fill(canvas.box, Role.INSET)
        canvas.fill(QRectF(0, 0, canvas.width, 1), Role.LINE)
        painter.end()
