"""Remarks: a field of several lines with the count of characters inside."""

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QSizePolicy, QWidget

from app.ui.canvas import RADIUS, Canvas
from app.ui.fonts import Style
from app.ui.look import Look
from app.ui.theme import Role

LINES = 2


class TextArea(QWidget):
    """Grows from one line to two with its words; ``limit`` characters at most."""

    edited = Signal(str)
    writing = Signal(bool)

    def __init__(
        self,
        look: Look,
        *,
        name: str,
        placeholder: str = "",
        limit: int = 512,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.look, self._limit = look, limit
        self.edit = QPlainTextEdit(self)
        self.edit.setFrameShape(QFrame.Shape.NoFrame)
        self.edit.setTabChangesFocus(True)
        self.edit.setPlaceholderText(placeholder)
        self.edit.setAccessibleName(name)
        self.edit.document().setDocumentMargin(0)
        self.edit.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.edit.installEventFilter(self)
        self.edit.textChanged.connect(self._edited)
        self.edit.document().documentLayout().documentSizeChanged.connect(self._grow)
        self.setFocusProxy(self.edit)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.edit)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.follow(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take a changed look."""
        palette = QPalette(self.look.theme.palette())
        palette.setColor(QPalette.ColorRole.Base, QColor(0, 0, 0, 0))
        self.edit.setPalette(palette)
        self.edit.viewport().setAutoFillBackground(False)
        self.edit.setFont(self.look.font(Style.BODY))
        above, below = (1, 1) if self.look.mirrored else (6, 4)  # Arabic letters reach further
        self._row.setContentsMargins(self.look.margins(8, above, 64, below))
        self._grow()
        self.update()

    def words(self) -> str:
        """What is written."""
        return self.edit.toPlainText().strip()

    def write(self, words: str) -> None:
        """Put words in without telling anybody."""
        blocked = self.edit.blockSignals(True)
        self.edit.setPlainText(words)
        self.edit.blockSignals(blocked)
        self._grow()

    def _edited(self) -> None:
        if len(self.edit.toPlainText()) > self._limit:
            cursor = self.edit.textCursor()
            cursor.deletePreviousChar()
        self._grow()
        self.edited.emit(self.words())

    def _grow(self, _size: QSizeF | None = None) -> None:
        lines = min(LINES, max(1, round(self.edit.document().size().height())))
        high = 32 if lines == 1 else 56
        self.setFixedHeight(self.look.px(high))
        if lines < LINES or self.edit.document().size().height() <= LINES:
            self.edit.verticalScrollBar().setValue(0)
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(self.look.px(200), self.look.px(32))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Draw the focus line as the caret comes and goes."""
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.update()
            self.writing.emit(event.type() == QEvent.Type.FocusIn)
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw line and count."""
        painter = QPainter(self)
        scale, theme = self.look.scale, self.look.theme
        painter.scale(scale, scale)
        canvas = Canvas(painter, self.look, self.width() / scale, self.height() / scale)
        if self.edit.hasFocus():
            canvas.ring(canvas.box, Role.FOCUS, theme.focus_line, RADIUS, ground=Role.BASE)
        else:
            canvas.ring(canvas.box, Role.BORDER, theme.field_line, RADIUS, ground=Role.BASE)
        count = f"{len(self.edit.toPlainText())}/{self._limit}"
        room = QRectF(0, 6, canvas.width - 9, 20)
        canvas.text(room, count, Style.SECOND, Role.QUIET, align="trailing")
        painter.end()
