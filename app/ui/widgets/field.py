"""Fields: one line of 32, a unit or a cap at the end inside; findings on a strip below."""

import msgspec
from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from app.base.findings import Severity
from app.ui.canvas import CAP_FLAT, CAP_LIVE, RADIUS, Canvas, advance, cap_width
from app.ui.fonts import Style
from app.ui.look import Look
from app.ui.theme import TINTS, Role
from app.ui.widgets.painted import Painted

HIGH = 32.0
_PADDING = 9.0
_UNDER_A_MENU = Qt.FocusReason.PopupFocusReason
SEVERITY_ROLES = {
    Severity.STOP: Role.STOP,
    Severity.WARN: Role.WARN,
    Severity.CENTRE: Role.CALM,
}
SEVERITY_ICONS = {Severity.STOP: "stop", Severity.WARN: "warn", Severity.CENTRE: "info"}


class Field(QWidget):
    """A line to write in: ``lead`` quiet before the text, ``tail`` after it, ``unit`` at the end.

    ``writing`` tells when the caret comes and goes, so that single letters become text.
    """

    writing = Signal(bool)

    def __init__(
        self,
        look: Look,
        *,
        name: str,
        placeholder: str = "",
        code: bool = False,
        bold: bool = False,
        lead: str = "",
        tail: str = "",
        unit: str = "",
        cap: str = "",
        cap_live: bool = False,
        icon: str = "",
        dashed: bool = False,
        high: float = HIGH,
        wide: float = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.look = look
        self.lead, self.unit, self.cap, self.cap_live = lead, unit, cap, cap_live
        self.tail = tail
        self.icon, self.dashed, self.high, self.wide = icon, dashed, high, wide
        self.role: Role | None = None
        self.ground = Role.BASE
        self.align: Qt.AlignmentFlag | None = None
        self._code, self._bold = code, bold
        self.edit = QLineEdit(self)
        self.edit.setFrame(False)
        self.edit.setPlaceholderText(placeholder)
        self.edit.setAccessibleName(name)
        self.edit.installEventFilter(self)
        self.setFocusProxy(self.edit)
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(self.edit)
        fixed = QSizePolicy.Policy.Fixed if wide else QSizePolicy.Policy.Expanding
        self.setSizePolicy(fixed, QSizePolicy.Policy.Fixed)
        look.follow(self.restyle)
        self.restyle()

    def at_end(self) -> None:
        """Set figures flush at the end."""
        self.align = Qt.AlignmentFlag.AlignRight
        self.restyle()

    def measured_in(self, unit: str) -> None:
        """Name the unit."""
        self.unit = unit
        self.restyle()

    def mark(self, severity: Severity | None) -> None:
        """Show that a finding speaks of this field."""
        self.role = None if severity is None else SEVERITY_ROLES[severity]
        self.update()

    def tone(self, role: Role | None) -> None:
        """Line and tint of a role; none is a plain field."""
        self.role = role
        self.ground = TINTS.get(role, Role.BASE) if role is not None else Role.BASE
        self.update()

    def restyle(self) -> None:
        """Take a changed look."""
        look = self.look
        self.edit.setFont(look.font(Style.BODY, bold=self._bold, code=self._code))
        palette = QPalette(look.theme.palette())
        palette.setColor(QPalette.ColorRole.Base, QColor(0, 0, 0, 0))
        self.edit.setPalette(palette)
        side = Qt.AlignmentFlag.AlignRight if look.mirrored else Qt.AlignmentFlag.AlignLeft
        across = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        self.edit.setAlignment((self.align or side) | across)
        start, end = self._insets()
        self._layout.setContentsMargins(look.margins(start, 1, end, 1))
        self.updateGeometry()
        self.update()

    def _insets(self) -> tuple[float, float]:
        start = end = _PADDING - 2
        if self.icon:
            start += 24
        if self.lead:
            start += advance(self.look, self.lead) + 8
        if self.unit:
            end += advance(self.look, self.unit, Style.SECOND) + 8
        if self.cap:
            end += cap_width(self.look, self.cap, flat=not self.cap_live) + 4
        return start, end

    def sizeHint(self) -> QSize:
        """The width asked for, at the present scale."""
        return QSize(self.look.px(self.wide or 160), self.look.px(self.high))

    def minimumSizeHint(self) -> QSize:
        """A field may become narrow unless a width was asked for."""
        return QSize(self.look.px(self.wide or 64), self.look.px(self.high))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Draw the focus line as the caret comes and goes; a menu over it takes nothing away."""
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.update()
            if isinstance(event, QFocusEvent) and event.reason() is not _UNDER_A_MENU:
                self.writing.emit(event.type() == QEvent.Type.FocusIn)
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw line, lead, unit and cap."""
        painter = QPainter(self)
        scale = self.look.scale
        painter.scale(scale, scale)
        canvas = Canvas(painter, self.look, self.width() / scale, self.height() / scale)
        self._line(canvas)
        middle = QRectF(_PADDING, 0, canvas.width - 2 * _PADDING, canvas.height)
        if self.icon:
            canvas.icon(self.icon, QRectF(_PADDING, canvas.height / 2 - 8, 16, 16), Role.QUIET)
            middle.setLeft(_PADDING + 24)
        if self.lead:
            canvas.text(middle, self.lead, role=Role.QUIET)
        if self.tail:
            start = advance(self.look, self.edit.text(), bold=self._bold, code=self._code) + 8
            canvas.text(middle.adjusted(start, 0, 0, 0), self.tail)
        if self.cap:
            self._cap(canvas)
            middle.setRight(middle.right() - cap_width(self.look, self.cap) - 8)
        if self.unit:
            canvas.text(middle, self.unit, Style.SECOND, Role.QUIET, align="trailing")
        painter.end()

    def _line(self, canvas: Canvas) -> None:
        theme = self.look.theme
        if self.role is not None:
            canvas.ring(canvas.box, self.role, 2, RADIUS, dashed=self.dashed, ground=self.ground)
        elif self.edit.hasFocus():
            canvas.ring(canvas.box, Role.FOCUS, theme.focus_line, RADIUS, ground=Role.BASE)
        else:
            ground = None if self.dashed else Role.BASE
            thick = theme.field_line
            canvas.ring(canvas.box, Role.BORDER, thick, RADIUS, dashed=self.dashed, ground=ground)

    def _cap(self, canvas: Canvas) -> None:
        wide = cap_width(self.look, self.cap, flat=not self.cap_live)
        high = CAP_LIVE if self.cap_live else CAP_FLAT
        x = canvas.width - _PADDING - wide
        box = QRectF(x, (canvas.height - high) / 2, wide, high)
        canvas.cap(box, self.cap, "live" if self.cap_live else "flat")

    def mousePressEvent(self, event: object) -> None:
        """A press anywhere on the field puts the caret in it."""
        self.edit.setFocus(Qt.FocusReason.MouseFocusReason)


class Told(msgspec.Struct, frozen=True):
    """A finding in the officer's words."""

    words: str
    severity: Severity = Severity.STOP
    rule: str = ""


class FindingStrip(Painted):
    """What a rule found, on its tint under the fields it speaks of; 2 px below them."""

    def __init__(
        self, look: Look, told: Told | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, parent)
        self._told = told
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.tell(told)

    def tell(self, told: Told | None) -> None:
        """Show a finding, or go."""
        self._told = told
        if told is None:
            self.hide()
        elif self.parentWidget() is not None:  # shown without one it would be a window of its own
            self.show()
        self.setAccessibleName("" if told is None else f"{told.words} {told.rule}".strip())
        self.restyle()

    def natural(self) -> tuple[float, float]:
        """One line of 26."""
        return (160, 26)

    def draw(self, canvas: Canvas) -> None:
        """Draw tint, bar, icon, sentence and rule number."""
        if self._told is None:
            return
        role = SEVERITY_ROLES[self._told.severity]
        canvas.fill(canvas.box, TINTS[role])
        canvas.fill(QRectF(0, 0, 3, canvas.height), role)
        canvas.icon(
            SEVERITY_ICONS[self._told.severity], QRectF(9, canvas.height / 2 - 8, 16, 16), role
        )
        rule = advance(self.look, self._told.rule, Style.CAPTION, code=True)
        end = canvas.width - 8
        place = QRectF(end - rule, 0, rule + 1, canvas.height)
        canvas.text(place, self._told.rule, Style.CAPTION, Role.QUIET, code=True)
        room = QRectF(31, 0, end - rule - 8 - 31, canvas.height)
        canvas.text(room, self._told.words, Style.SECOND)
