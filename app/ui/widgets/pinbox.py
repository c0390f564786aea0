"""The PIN: one box per digit, 40 square; digits are never shown."""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.canvas import RADIUS, Canvas
from app.ui.look import Look
from app.ui.theme import Role
from app.ui.widgets.painted import Painted

BOX, GAP = 40.0, 8.0


class PinBox(Painted):
    """``changed`` tells how many digits are there, never which."""

    changed = Signal(int)

    def __init__(
        self, look: Look, name: str, digits: int = 6, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, parent)
        self._digits = digits
        self._written = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)

    @property
    def missing(self) -> int:
        """How many digits are still to come."""
        return self._digits - len(self._written)

    def take(self) -> str:
        """Give the digits away and forget them."""
        written, self._written = self._written, ""
        self._tell()
        return written

    def clear(self) -> None:
        """Forget the digits."""
        self.take()

    def _tell(self) -> None:
        self.changed.emit(len(self._written))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take digits and Backspace; all else goes on."""
        digit = event.text()
        if len(digit) == 1 and digit.isdecimal() and digit.isascii():
            if self.missing:
                self._written += digit
                self._tell()
        elif event.key() == Qt.Key.Key_Backspace:
            self._written = self._written[:-1]
            self._tell()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the caret."""
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the caret."""
        self.update()
        super().focusOutEvent(event)

    def natural(self) -> tuple[float, float]:
        """All boxes in a line."""
        return (self._digits * BOX + (self._digits - 1) * GAP, BOX)

    def draw(self, canvas: Canvas) -> None:
        """Draw the boxes, a disc per digit, the caret in the next box."""
        theme = self.look.theme
        for place in range(self._digits):
            box = QRectF(place * (BOX + GAP), 0, BOX, BOX)
            here = place == len(self._written) and self.hasFocus()
            role = Role.FOCUS if here else Role.BORDER
            thick = theme.focus_line if here else theme.field_line
            canvas.ring(box, role, thick, RADIUS, ground=Role.BASE)
            if place < len(self._written):
                canvas.painter.setPen(Qt.PenStyle.NoPen)
                canvas.painter.setBrush(self.look.colour(Role.TEXT))
                middle = canvas.at(box).center()
                canvas.painter.drawEllipse(QPointF(middle), 6, 6)
            elif here:
                caret = QRectF(box.center().x() - 1, box.center().y() - 9, 2, 18)
                canvas.fill(caret, Role.TEXT)
