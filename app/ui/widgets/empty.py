"""An empty queue says why."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.ui.canvas import Canvas
from app.ui.look import Look
from app.ui.text import Run
from app.ui.theme import Role
from app.ui.widgets.buttons import Button
from app.ui.widgets.paragraph import Paragraph

RADIUS = 6.0


class EmptyState(QWidget):
    """A bold sentence, a quiet reason with *as known at*, at most one button."""

    def __init__(
        self, look: Look, button: Button | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.look = look
        self._first = Paragraph(look)
        self._reason = Paragraph(look)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._first)
        self._column.addWidget(self._reason)
        if button is not None:
            self._column.addSpacing(look.px(8))
            self._column.addWidget(button)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.follow(self.restyle)
        self.restyle()

    def tell(self, first: str, reason: str) -> None:
        """Say what is empty and why."""
        self._first.tell((Run(first, bold=True),))
        self._reason.tell((Run(reason, role=Role.QUIET),))
        self.setAccessibleName(f"{first} {reason}")

    def restyle(self) -> None:
        """Take a changed look."""
        px = self.look.px
        self._column.setContentsMargins(px(16), px(16), px(16), px(16))
        self._column.setSpacing(px(4))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the inset ground."""
        painter = QPainter(self)
        canvas = Canvas(painter, self.look, self.width(), self.height())
        canvas.fill(canvas.box, Role.INSET, RADIUS)
        painter.end()
