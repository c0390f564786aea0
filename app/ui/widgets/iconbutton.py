"""A button that is an icon with its flat key beside it: menu and lock."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.ui.canvas import CAP_FLAT, RADIUS, Canvas, cap_width
from app.ui.look import Look
from app.ui.theme import Role


class IconButton(QAbstractButton):
    """20 px icon in a target of 32, and the cap that does the same."""

    def __init__(
        self, look: Look, icon: str, name: str, cap: str = "", *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.look = look
        self.mark, self.cap = icon, cap
        self._bare = False
        self.setAccessibleName(f"{name} {cap}".strip())
        self.setToolTip(f"{name} {cap}".strip())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.follow(self.updateGeometry)

    def bare(self, on: bool) -> None:
        """The icon alone, where there is no room for its cap."""
        self._bare = on
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Icon and cap."""
        cap = 0.0
        if self.cap and not self._bare:
            cap = cap_width(self.look, self.cap, flat=True) + 4
        return QSize(self.look.px(32 + cap), self.look.px(32))

    def minimumSizeHint(self) -> QSize:
        """Never squeezed."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw icon and cap."""
        painter = QPainter(self)
        scale = self.look.scale
        painter.scale(scale, scale)
        canvas = Canvas(painter, self.look, self.width() / scale, self.height() / scale)
        if self.isDown():
            canvas.fill(canvas.box, Role.SELECT, RADIUS)
        canvas.icon(self.mark, QRectF(6, canvas.height / 2 - 10, 20, 20))
        if self.cap and not self._bare:
            wide = cap_width(self.look, self.cap, flat=True)
            box = QRectF(34, (canvas.height - CAP_FLAT) / 2, wide, CAP_FLAT)
            canvas.cap(box, self.cap, "flat", ground=Role.CAP)
        painter.end()
