"""A line in the layout that asks for words: why a hold, why late, why it may pass without data."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.base.findings import Severity
from app.ui.canvas import RADIUS, Canvas
from app.ui.look import Look
from app.ui.text import Run
from app.ui.theme import Role
from app.ui.widgets.buttons import Button, Kind
from app.ui.widgets.field import Field, FindingStrip, Told
from app.ui.widgets.line import Line


class ReasonBar(QWidget):
    """``written`` gives the words at each change, ``given`` once Enter or the button takes them.

    Without a button the words are only kept: they go with the page's own step.
    """

    written = Signal(str)
    given = Signal(str)
    left = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.label = Line(look, fixed=True)
        self.field = Field(look, name="")
        self.button = Button(look, "", kind=Kind.SECONDARY, cap="Enter")
        self.strip = FindingStrip(look)
        row = QHBoxLayout()
        row.setSpacing(look.px(12))
        row.addWidget(self.label)
        row.addWidget(self.field, 1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.margins(16, 6, 16, 6))
        column.setSpacing(look.px(2))
        column.addLayout(row)
        column.addWidget(self.strip)
        self.field.edit.textEdited.connect(self.written)
        self.field.edit.textEdited.connect(lambda _words: self.refuse(""))
        self.field.edit.returnPressed.connect(self.take)
        self.field.edit.installEventFilter(self)
        self.button.clicked.connect(lambda _checked=False: self.take())
        self.hide()

    def ask(self, label: str, button: str = "", words: str = "") -> None:
        """Ask; with a button the caret goes into the field."""
        self.label.tell((Run(label, bold=True),))
        self.field.edit.setAccessibleName(label)
        self.field.edit.setText(words)
        self.button.tell(button or label)
        self.button.setVisible(bool(button))
        self.refuse("")
        self.show()
        if button:
            self.field.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def words(self) -> str:
        """What is written, without blanks around it."""
        return "" if self.isHidden() else self.field.edit.text().strip()

    def refuse(self, words: str) -> None:
        """Say beneath the field why not."""
        self.strip.tell(Told(words, Severity.STOP) if words else None)
        self.field.mark(Severity.STOP if words else None)

    def take(self) -> None:
        """Hand the words over."""
        if self.button.isHidden():
            self.left.emit()
        else:
            self.given.emit(self.words())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc turns away; where the page needs the words they stay."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() != Qt.Key.Key_Escape:
                return False
            if not self.button.isHidden():
                self.hide()
            self.left.emit()
            return True
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the inset ground."""
        painter = QPainter(self)
        canvas = Canvas(painter, self.look, self.width(), self.height())
        canvas.fill(canvas.box, Role.INSET, RADIUS)
        painter.end()
