"""Buttons: the primary as a lamp, the next answer, secondary and flat ones."""

from enum import StrEnum

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.ui.canvas import CAP_LIVE, RADIUS, Canvas, advance, cap_width
from app.ui.fonts import Style
from app.ui.look import Look
from app.ui.theme import Role

_ICON, _GAP = 16.0, 8.0


class Kind(StrEnum):
    """What a button is for."""

    PRIMARY = "primary"  # one per page
    NEXT = "next"  # the expected answer of the next station
    SECONDARY = "secondary"
    FLAT = "flat"  # action bar, leading end


_PADDING = {Kind.PRIMARY: 16.0, Kind.NEXT: 12.0, Kind.SECONDARY: 12.0, Kind.FLAT: 8.0}


class Button(QAbstractButton):
    """A verb of the field and its key.

    ``lamp`` is off while answers are missing: the button then stays pressable, and pressing it
    early is the page's cue to move to the first open station.
    """

    def __init__(
        self,
        look: Look,
        words: str,
        *,
        kind: Kind = Kind.SECONDARY,
        cap: str = "",
        icon: str = "",
        high: float = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.look = look
        self.kind = kind
        self.cap = cap
        self.mark = icon
        self.lamp = True
        self.cap_live = True
        self.high = high or {Kind.PRIMARY: 36.0, Kind.NEXT: 40.0}.get(kind, 32.0)
        self.setText(words)
        self.setAccessibleName(f"{words} {cap}".strip())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.follow(self.restyle)

    def restyle(self) -> None:
        """Take a changed look."""
        self.updateGeometry()
        self.update()

    def tell(self, words: str) -> None:
        """Put other words on it."""
        self.setText(words)
        self.setAccessibleName(f"{words} {self.cap}".strip())
        self.restyle()

    def fill_width(self) -> None:
        """Take all the width there is, the cap at the end."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def light(self, lit: bool, why_not: str = "") -> None:
        """Turn the lamp on, or off with the reason."""
        self.lamp = lit
        self.setAccessibleDescription("" if lit else why_not)
        self.update()

    def become(self, kind: Kind) -> None:
        """Change between next answer and secondary."""
        self.kind = kind
        self.restyle()

    def natural(self) -> tuple[float, float]:
        """Padding, icon, words and cap, px at scale 1."""
        bold = self.kind in {Kind.PRIMARY, Kind.NEXT}
        wide = 2 * _PADDING[self.kind] + advance(self.look, self.text(), Style.BODY, bold=bold)
        if self.mark:
            wide += _ICON + _GAP
        if self.cap:
            wide += _GAP + cap_width(self.look, self.cap) - (3 if self.kind != Kind.FLAT else 0)
        return (round(wide), self.high)

    def sizeHint(self) -> QSize:
        """The natural size at the present scale."""
        wide, high = self.natural()
        return QSize(self.look.px(wide), self.look.px(high))

    def minimumSizeHint(self) -> QSize:
        """Words of buttons are never cut."""
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        """Repaint when enabled or disabled."""
        self.update()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground, icon, words and cap; the ring is ``FocusRing``'s."""
        painter = QPainter(self)
        scale = self.look.scale
        painter.scale(scale, scale)
        canvas = Canvas(painter, self.look, self.width() / scale, self.height() / scale)
        self._ground(canvas)
        self._content(canvas)
        painter.end()

    @property
    def _waiting(self) -> bool:
        return not self.lamp or not self.isEnabled()

    def _ground(self, canvas: Canvas) -> None:
        pressed = self.isDown() or self.isChecked()
        ground = Role.SELECT if pressed else Role.BASE
        if self.kind is Kind.FLAT:
            if pressed:
                canvas.fill(canvas.box, Role.SELECT, RADIUS)
        elif self._waiting:
            canvas.ring(canvas.box, Role.DISABLED, 1, RADIUS, dashed=True)
        elif self.kind is Kind.PRIMARY:
            canvas.fill(canvas.box, Role.TEXT if self.isDown() else Role.ACCENT, RADIUS)
        elif self.kind is Kind.NEXT:
            canvas.ring(canvas.box, Role.ACCENT, 2, RADIUS, ground=ground)
        else:
            canvas.ring(canvas.box, Role.BORDER, self.look.theme.field_line, ground=ground)

    def _ink(self) -> Role:
        if self._waiting:
            return Role.DISABLED
        return {Kind.PRIMARY: Role.ON_ACCENT, Kind.NEXT: Role.ACCENT}.get(self.kind, Role.TEXT)

    def _content(self, canvas: Canvas) -> None:
        ink = self._ink()
        x = _PADDING[self.kind]
        if self.mark:
            canvas.icon(self.mark, QRectF(x, canvas.height / 2 - 8, _ICON, _ICON), ink)
            x += _ICON + _GAP
        end = canvas.width - (12 if self.kind is Kind.PRIMARY else 9 if self.cap else x)
        if self.kind is Kind.FLAT:
            end = canvas.width - _PADDING[self.kind]
        if self.cap:
            wide = cap_width(self.look, self.cap)
            box = QRectF(end - wide, (canvas.height - CAP_LIVE) / 2, wide, CAP_LIVE)
            canvas.cap(box, self.cap, self._cap_kind())
            end -= wide + _GAP
        bold = self.kind in {Kind.PRIMARY, Kind.NEXT}
        room = QRectF(x, 0, max(end - x, 0) + 2, canvas.height)
        canvas.text(room, self.text(), Style.BODY, ink, bold=bold)

    def _cap_kind(self) -> str:
        if self._waiting:
            return "waiting"
        if self.kind is Kind.PRIMARY:
            return "primary"
        return "live" if self.cap_live else "flat"
