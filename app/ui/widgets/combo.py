"""A choice from a list: Qt's own combo box in our line and face."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from app.ui.canvas import RADIUS, Canvas, advance
from app.ui.look import Look
from app.ui.theme import Role

HIGH = 32.0


class Combo(QComboBox):
    """``icon`` stands before the words; F4 and the arrow keys open it as everywhere."""

    def __init__(
        self,
        look: Look,
        name: str,
        *,
        wide: float = 0,
        high: float = HIGH,
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.look = look
        self._wide, self._high, self._icon = wide, high, icon
        self.setAccessibleName(name)
        self.setSizePolicy(
            QSizePolicy.Policy.Fixed if wide else QSizePolicy.Policy.Expanding,
            QSizePolicy.Policy.Fixed,
        )
        look.follow(self.restyle)

    def restyle(self) -> None:
        """Take a changed look."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The width asked for, or that of the widest choice."""
        wide = self._wide
        if not wide:
            words = (self.itemText(row) for row in range(self.count()))
            wide = 48 + max((advance(self.look, each) for each in words), default=40)
        return QSize(self.look.px(wide), self.look.px(self._high))

    def minimumSizeHint(self) -> QSize:
        """May become narrow unless a width was asked for."""
        return QSize(self.look.px(self._wide or 64), self.look.px(self._high))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, the words and the arrow."""
        painter = QPainter(self)
        scale, theme = self.look.scale, self.look.theme
        painter.scale(scale, scale)
        canvas = Canvas(painter, self.look, self.width() / scale, self.height() / scale)
        if self.hasFocus():
            canvas.ring(canvas.box, Role.FOCUS, theme.focus_line, RADIUS, ground=Role.BASE)
        else:
            canvas.ring(canvas.box, Role.BORDER, theme.field_line, RADIUS, ground=Role.BASE)
        x = 9.0
        if self._icon:
            canvas.icon(self._icon, QRectF(9, canvas.height / 2 - 8, 16, 16))
            x += 24
        room = QRectF(x, 0, canvas.width - x - 28, canvas.height)
        role = Role.TEXT if self.isEnabled() else Role.DISABLED
        canvas.text(room, self.currentText(), role=role)
        arrow = QRectF(canvas.width - 25, canvas.height / 2 - 8, 16, 16)
        canvas.icon("down", arrow, role)
        painter.end()
