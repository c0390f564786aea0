"""What the plate camera read: offered with time and confidence, never taken by itself."""

import msgspec
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.ui.canvas import RADIUS, Canvas, runs_width
from app.ui.fonts import Style
from app.ui.look import Look
from app.ui.text import Run
from app.ui.theme import Role

HIGH = 24.0


class CameraRead(msgspec.Struct, frozen=True, kw_only=True):
    """One read; ``unsure`` are the places of characters the camera doubts."""

    plate: str
    country: str
    time: str
    confidence: str
    unsure: frozenset[int] = frozenset()


class CameraChip(QAbstractButton):
    """One key or press takes the read as what the officer saw."""

    def __init__(self, look: Look, read: CameraRead, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.read = read
        self.setText(read.plate)
        spoken = (read.plate, read.country, read.time, read.confidence)
        self.setAccessibleName(", ".join(spoken))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.follow(self.updateGeometry)

    def _runs(self) -> tuple[Run, ...]:
        letters = [
            Run(letter, bold=True, code=True, underline=place in self.read.unsure, glued=place > 0)
            for place, letter in enumerate(self.read.plate)
        ]
        rest = f"{self.read.time}, {self.read.confidence}"
        return (
            *letters,
            Run(self.read.country, gap=8),
            Run(rest, gap=8),
        )

    def sizeHint(self) -> QSize:
        """Icon and words."""
        wide = 29 + runs_width(self.look, self._runs(), Style.SECOND) + 9
        return QSize(self.look.px(wide), self.look.px(HIGH))

    def minimumSizeHint(self) -> QSize:
        """Never squeezed."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw line, icon and words."""
        painter = QPainter(self)
        scale = self.look.scale
        painter.scale(scale, scale)
        canvas = Canvas(painter, self.look, self.width() / scale, self.height() / scale)
        ground = Role.SELECT if self.isDown() else Role.BASE
        thick = self.look.theme.field_line
        canvas.ring(canvas.box, Role.BORDER, thick, RADIUS, ground=ground)
        canvas.icon("camera", QRectF(7, canvas.height / 2 - 8, 16, 16))
        room = QRectF(29, 0, canvas.width - 30, canvas.height)
        canvas.runs(room, self._runs(), Style.SECOND)
        painter.end()
