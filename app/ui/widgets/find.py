"""Find: the box in the session bar; what it finds is shown by ``tables/findpanel.py``."""

import msgspec
from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from app.ui.canvas import CAP_FLAT, RADIUS, Canvas, cap_width
from app.ui.fonts import Style
from app.ui.look import Look, Room
from app.ui.theme import Role

WIDE, HIGH = 420, 28
_WIDTHS = {Room.WIDE: WIDE, Room.MEDIUM: 300, Room.NARROW: 232}
FLASH_MS = 100


class FindWords(msgspec.Struct, frozen=True):
    """The words of the box and its caps."""

    placeholder: str
    name: str
    caps: tuple[str, ...] = ("/", "Ctrl+K")
    leave: str = "Esc"


class FindBox(QWidget):
    """``typed`` tells each change, ``went`` that the officer chose, ``left`` that he turned away.

    Arrow keys are handed on to the panel by ``stepped``.
    """

    typed = Signal(str)
    went = Signal()
    left = Signal()
    stepped = Signal(int)

    def __init__(self, look: Look, words: FindWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._words = words
        self._note = ""
        self._flash = QTimer(self)
        self._flash.setSingleShot(True)
        self._flash.setInterval(FLASH_MS)
        self._flash.timeout.connect(self.update)
        self.edit = QLineEdit(self)
        self.edit.setFrame(False)
        self.edit.setPlaceholderText(words.placeholder)
        self.edit.setAccessibleName(words.name)
        self.edit.installEventFilter(self)
        self.edit.textEdited.connect(self.typed)
        self.setFocusProxy(self.edit)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.edit)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.follow(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take a changed look."""
        palette = QPalette(self.look.theme.palette())
        palette.setColor(QPalette.ColorRole.Base, QColor(0, 0, 0, 0))
        self.edit.setPalette(palette)
        self.edit.setFont(self.look.font(Style.BODY, bold=bool(self.edit.text())))
        self._row.setContentsMargins(self.look.margins(35, 1, self._end_room(), 1))
        self.updateGeometry()
        self.update()

    def _caps(self) -> tuple[str, ...]:
        if self.edit.hasFocus():
            return (self._words.leave,)
        return self._words.caps[:1] if self.look.narrow else self._words.caps

    def _end_room(self) -> float:
        caps = sum(cap_width(self.look, cap, flat=True) + 8 for cap in self._caps())
        note = self.fontMetrics().horizontalAdvance(self._note) + 12 if self._note else 0
        return caps + note + 4

    def note(self, words: str) -> None:
        """Count and time of the answer, at the end."""
        self._note = words
        self.restyle()

    def flash(self) -> None:
        """A scan came in: the box lights up for 100 ms."""
        if not self.look.still:
            self._flash.start()
        self.update()

    def clear(self) -> None:
        """Forget what was typed."""
        self.edit.clear()
        self.note("")

    def sizeHint(self) -> QSize:
        """420 x 28."""
        wide = _WIDTHS[self.look.room]
        return QSize(self.look.px(wide), self.look.px(HIGH))

    def minimumSizeHint(self) -> QSize:
        """Narrow windows take some of it."""
        return QSize(self.look.px(160), self.look.px(HIGH))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch focus, and hand arrows, Enter and Esc on."""
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.restyle()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.went.emit()
        elif key == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        else:
            return False
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw line, barcode, note and caps."""
        painter = QPainter(self)
        scale, theme = self.look.scale, self.look.theme
        painter.scale(scale, scale)
        canvas = Canvas(painter, self.look, self.width() / scale, self.height() / scale)
        ground = Role.SELECT if self._flash.isActive() else Role.BASE
        if self.edit.hasFocus():
            canvas.ring(canvas.box, Role.FOCUS, theme.focus_line, RADIUS, ground=ground)
        else:
            ground = ground if self._flash.isActive() or theme.sunlit else Role.PANEL
            canvas.ring(canvas.box, Role.BORDER, theme.field_line, RADIUS, ground=ground)
        canvas.icon("barcode", QRectF(8, canvas.height / 2 - 10, 20, 20), Role.QUIET)
        end = canvas.width - 9
        for cap in reversed(self._caps()):
            wide = cap_width(self.look, cap, flat=True)
            box = QRectF(end - wide, (canvas.height - CAP_FLAT) / 2, wide, CAP_FLAT)
            canvas.cap(box, cap, "flat")
            end -= wide + 8
        if self._note:
            room = QRectF(end - 160, 0, 160, canvas.height)
            canvas.text(room, self._note, Style.SECOND, Role.QUIET, align="trailing")
        painter.end()
