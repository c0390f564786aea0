"""Banners stand in the layout, never over it: a link down, an instruction, a stop order."""

import math

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.ui.canvas import RADIUS, Canvas
from app.ui.fonts import Style
from app.ui.look import Look
from app.ui.text import Run
from app.ui.theme import TINTS, Role
from app.ui.widgets.paragraph import Paragraph

_ICONS = {Role.CALM: "linkdown", Role.WARN: "info", Role.STOP: "stop"}


class Banner(QWidget):
    """First words bold, then a sentence; at most one button or cap at its end."""

    def __init__(
        self,
        look: Look,
        role: Role = Role.CALM,
        *,
        icon: str = "",
        end: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.look = look
        self._role, self._icon = role, icon
        self._words = Paragraph(look, (), Style.BODY)
        self._end = end
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._words, 1)
        if end is not None:
            self._row.addWidget(end)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.follow(self.restyle)
        self.restyle()

    def tell(self, first: str, rest: str, role: Role | None = None) -> None:
        """Say it; with no words the banner goes."""
        self._role = role or self._role
        runs = (Run(first, bold=True), Run(f" {rest}" if first and rest else rest))
        self._words.tell(runs)
        self.setAccessibleName(f"{first} {rest}".strip())
        self.setVisible(bool(first or rest))
        self.restyle()

    def restyle(self) -> None:
        """Take a changed look."""
        px = self.look.px
        self._row.setContentsMargins(self.look.margins(43, 8, 12, 8))
        self._row.setSpacing(px(12))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Taller where narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The lines it needs and 8 above and below."""
        margins = self._row.contentsMargins()
        room = width - margins.left() - margins.right()
        if self._end is not None:
            room -= self._end.sizeHint().width() + self._row.spacing()
        high = self._words.heightForWidth(room) + margins.top() + margins.bottom()
        return math.ceil(high)

    def sizeHint(self) -> QSize:
        """At least one line of 36."""
        wide = self.width() if self.width() > 100 else self.look.px(480)  # noqa: PLR2004 - unlaid
        return QSize(self.look.px(200), self.heightForWidth(wide))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw tint, bar and icon."""
        painter = QPainter(self)
        scale = self.look.scale
        painter.scale(scale, scale)
        canvas = Canvas(painter, self.look, self.width() / scale, self.height() / scale)
        canvas.fill(canvas.box, TINTS[self._role], RADIUS)
        if canvas.look.theme.sunlit:
            canvas.ring(canvas.box, Role.BORDER, 1, RADIUS)
        painter.save()
        painter.setClipRect(canvas.at(QRectF(0, 0, 3, canvas.height)))
        canvas.fill(QRectF(0, 0, 20, canvas.height), self._role, RADIUS)
        painter.restore()
        ink = Role.TEXT if self._role is Role.CALM else self._role
        icon = self._icon or _ICONS.get(self._role, "info")
        canvas.icon(icon, QRectF(15, canvas.height / 2 - 10, 20, 20), ink)
        painter.end()
