"""The widget under all painted ones: it follows the look and hands a canvas to ``draw``."""

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.canvas import Canvas
from app.ui.look import Look


class Painted(QWidget):
    """Paints itself at text scale 1; sizes are asked for at scale 1 too."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        look.follow(self.restyle)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def natural(self) -> tuple[float, float]:
        """Width and height this widget wants at scale 1, px."""
        return (0, 0)

    def draw(self, canvas: Canvas) -> None:
        """Paint on a canvas of the widget's present size."""

    def restyle(self) -> None:
        """Take a changed look."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The natural size at the present scale."""
        wide, high = self.natural()
        return QSize(self.look.px(wide + 0.49), self.look.px(high))

    def minimumSizeHint(self) -> QSize:
        """No painted part may be squeezed below its natural size."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Open a canvas and draw."""
        painter = QPainter(self)
        painter.scale(self.look.scale, self.look.scale)
        self.draw(self.canvas(painter))
        painter.end()

    def canvas(self, painter: QPainter) -> Canvas:
        """A canvas over the whole widget."""
        scale = self.look.scale
        return Canvas(painter, self.look, self.width() / scale, self.height() / scale)

    def written(self, place: QPointF) -> QPointF:
        """A place under the mouse as if the widget were written from the left, at scale 1."""
        x, y = place.x() / self.look.scale, place.y() / self.look.scale
        if self.look.mirrored:
            x = self.width() / self.look.scale - x
        return QPointF(x, y)

    def showing_focus(self) -> bool:
        """Whether a focus ring is due."""
        return self.hasFocus() and self.isEnabled()
