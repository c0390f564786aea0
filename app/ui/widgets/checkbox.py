"""A box to tick, 20 square, with its words."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from app.ui.canvas import Canvas, advance
from app.ui.look import Look
from app.ui.theme import Role


class CheckBox(QCheckBox):
    """Qt's own check box in our drawing; Space ticks it."""

    def __init__(self, look: Look, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.look = look
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.follow(self.updateGeometry)

    def put(self, ticked: bool) -> None:
        """Tick or clear it without telling anybody."""
        blocked = self.blockSignals(True)
        self.setChecked(ticked)
        self.blockSignals(blocked)

    def sizeHint(self) -> QSize:
        """Box and words, one control high."""
        return QSize(self.look.px(30 + advance(self.look, self.text())), self.look.px(32))

    def minimumSizeHint(self) -> QSize:
        """Never squeezed."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, its tick and the words."""
        painter = QPainter(self)
        scale = self.look.scale
        painter.scale(scale, scale)
        canvas = Canvas(painter, self.look, self.width() / scale, self.height() / scale)
        box = QRectF(0, canvas.height / 2 - 10, 20, 20)
        if self.isChecked():
            canvas.fill(box, Role.ACCENT, 3)
            canvas.icon("check", box.adjusted(2, 2, -2, -2), Role.ON_ACCENT)
        else:
            thick = self.look.theme.field_line
            canvas.ring(box, Role.BORDER, thick, 3, ground=Role.BASE)
        if self.hasFocus():
            canvas.ring(canvas.box, Role.FOCUS, self.look.theme.focus_line)
        canvas.text(QRectF(28, 0, canvas.width - 28, canvas.height), self.text())
        painter.end()
