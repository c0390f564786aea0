"""Tiles: one of a few, each with its digit; the chosen one has tick, accent line and ground."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.ui.canvas import CAP_LIVE, RADIUS, Canvas, cap_width
from app.ui.fonts import Style
from app.ui.look import Look
from app.ui.theme import Role


class Tile(QAbstractButton):
    """A choice of 44, or of 60 with a second line."""

    def __init__(
        self,
        look: Look,
        words: str,
        *,
        cap: str,
        second: str = "",
        high: float = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.look = look
        self.cap, self.second = cap, second
        self.high = high or (60 if second else 44)
        self.setText(words)
        self.setAccessibleName(" ".join(part for part in (words, second, cap) if part))
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.follow(self.restyle)

    def restyle(self) -> None:
        """Take a changed look."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Any width, the height of its lines."""
        return QSize(self.look.px(180), self.look.px(self.high))

    def minimumSizeHint(self) -> QSize:
        """Words of tiles are cut before the layout breaks."""
        return QSize(self.look.px(120), self.look.px(self.high))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw line, cap, words and tick."""
        painter = QPainter(self)
        scale, chosen = self.look.scale, self.isChecked()
        painter.scale(scale, scale)
        canvas = Canvas(painter, self.look, self.width() / scale, self.height() / scale)
        if chosen:
            canvas.ring(canvas.box, Role.ACCENT, 2, RADIUS, ground=Role.SELECT)
        else:
            ground = Role.SELECT if self.isDown() else Role.BASE
            thick = self.look.theme.field_line
            canvas.ring(canvas.box, Role.BORDER, thick, RADIUS, ground=ground)
        wide = cap_width(self.look, self.cap)
        cap = QRectF(13, (canvas.height - CAP_LIVE) / 2, wide, CAP_LIVE)
        canvas.cap(cap, self.cap, "live" if self.isEnabled() else "flat")
        role = Role.TEXT if self.isEnabled() else Role.DISABLED
        x, end = cap.right() + 12, canvas.width - 12
        if chosen:
            end -= 28
            canvas.icon("check", QRectF(end + 8, canvas.height / 2 - 10, 20, 20))
        middle = canvas.height / 2
        top = QRectF(x, middle - (20 if self.second else 10), end - x, 20)
        canvas.text(top, self.text(), role=role, bold=chosen)
        if self.second:
            quiet = Role.QUIET if self.isEnabled() else Role.DISABLED
            canvas.text(QRectF(x, middle, end - x, 20), self.second, Style.SECOND, quiet)
        painter.end()
