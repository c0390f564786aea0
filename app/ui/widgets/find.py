"""Find: the box in the session bar and the panel under it, which answers while one types."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.ui.canvas import CAP_FLAT, RADIUS, Canvas, cap_width
from app.ui.fonts import Style
from app.ui.look import Look
from app.ui.tables.delegate import RowDelegate, draw_part, part_width
from app.ui.tables.spec import Align, Column, Part, Table
from app.ui.tables.view import RowsView
from app.ui.text import Run, bare
from app.ui.theme import Role
from app.ui.widgets.buttons import Button
from app.ui.widgets.line import Line
from app.ui.widgets.panel import Inset

WIDE, HIGH = 420, 28
PANEL_WIDE, ROW_HIGH = 800, 44
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
        return (self._words.leave,) if self.edit.hasFocus() else self._words.caps

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
        return QSize(self.look.px(WIDE), self.look.px(HIGH))

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


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """One answer: what it is, its number, words with the match underlined, clock or truth."""

    key: object
    icon: str
    kind: str
    number: tuple[Run, ...]
    words: tuple[Run, ...]
    end: Part = ()


def _spoken(hit: Hit, _look: Look) -> str:
    number = bare("".join(run.words for run in hit.number))
    words = bare("".join(run.words for run in hit.words))
    return f"{hit.kind}, {number}, {words}"


TABLE: Table[Hit] = Table(
    name="hits",
    columns=(Column(heading="", cell=lambda hit, _look: hit.number, spoken=_spoken),),
    key=lambda hit: hit.key,
)


class HitDelegate(RowDelegate):
    """Rows of 44: icon, kind 104, number 196, words, clock or truth at the end."""

    high = float(ROW_HIGH)

    def draw(self, canvas: Canvas, row: Hit, *, current: bool) -> None:
        """Draw one hit."""
        middle = canvas.height / 2
        canvas.icon(row.icon, QRectF(16, middle - 10, 20, 20))
        kind = QRectF(48, 0, 104, canvas.height)
        canvas.text(kind, row.kind, Style.SECOND, Role.QUIET)
        canvas.runs(QRectF(160, 0, 196, canvas.height), row.number)
        end = canvas.width - 16
        if current:
            wide = cap_width(self.look, "Enter")
            canvas.cap(QRectF(end - wide, middle - 10, wide, 20), "Enter")
            end -= wide + 16
        if row.end:
            wide = part_width(canvas.look, row.end)
            draw_part(canvas, QRectF(end - wide, 0, wide, canvas.height), row.end, Align.TRAILING)
            end -= wide + 16
        canvas.runs(QRectF(364, 0, end - 364, canvas.height), row.words)


class FindPanel(QFrame):
    """800 wide, 4 below the bar, over the window: a child, since shortcuts die in pop-ups.

    ``chosen`` gives the hit the officer takes.
    """

    chosen = Signal(object)

    def __init__(self, look: Look, names: tuple[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        list_name, not_here = names
        self.head = Line(look, style=Style.CAPTION, high=32)
        self.size_note = Line(look, style=Style.CAPTION, high=32, fixed=True)
        self.hits = RowsView(look, TABLE, list_name)
        self.hits.dress(HitDelegate(look, self.hits))
        self.hits.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hits.opened.connect(self.chosen)
        self.foot = Inset(look)
        self.foot_row = QHBoxLayout(self.foot)
        self.foot_row.addWidget(Line(look, (Run(not_here, role=Role.QUIET),), fixed=True))
        self.foot_row.addStretch(1)
        top = QHBoxLayout()
        top.setContentsMargins(look.px(16), 0, look.px(16), 0)
        top.addWidget(self.head)
        top.addWidget(self.size_note)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.hits)
        column.addWidget(self.foot)
        self.hide()
        look.follow(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take a changed look."""
        px = self.look.px
        self.foot.setFixedHeight(px(44))
        self.foot_row.setContentsMargins(px(16), 0, px(16), 0)
        self.foot_row.setSpacing(px(12))
        self.update()

    def add_foot(self, button: Button) -> None:
        """Add what to do when it is not here."""
        self.foot_row.insertWidget(self.foot_row.count() - 1, button)

    def tell(self, what: str, size: str) -> None:
        """Say what can be looked for, and among how many records."""
        self.head.tell((Run(what, role=Role.QUIET),))
        self.size_note.tell((Run(size, role=Role.QUIET),))

    def show_hits(self, hits: Sequence[Hit], box: QWidget) -> None:
        """Show answers under the box; the first is current."""
        self.hits.show_rows(hits)
        self.hits.select_place(0)
        window = self.parentWidget()
        if window is None:
            return
        wide = min(self.look.px(PANEL_WIDE), window.width() - 16)
        below = window.height() - self.look.px(36 + 32 + 44 + 40)
        rows = min(len(hits) * self.look.px(ROW_HIGH), max(0, below))
        high = self.look.px(32 + 44) + rows + 2
        self.hits.setFixedHeight(rows)
        top = box.mapTo(window, QPoint(0, 0)).y() + box.height() + self.look.px(8)
        self.setGeometry((window.width() - wide) // 2, top, wide, high)
        self.show()
        self.raise_()

    def step(self, rows: int) -> None:
        """Move the current hit."""
        self.hits.step(rows)

    def take(self) -> None:
        """Choose the current hit."""
        if self.hits.row_now is not None:
            self.chosen.emit(self.hits.row_now)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground and line: no shade, nothing dimmed."""
        painter = QPainter(self)
        canvas = Canvas(painter, self.look, self.width(), self.height())
        canvas.ring(canvas.box, Role.BORDER, 1, RADIUS, ground=Role.INSET)
        painter.end()
