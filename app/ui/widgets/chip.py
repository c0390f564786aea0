"""Chips: a word or a count in a small box; calm ones are only toned, the others have a line."""

import msgspec
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.canvas import RADIUS, Canvas, advance
from app.ui.fonts import Style
from app.ui.look import Look
from app.ui.theme import TINTS, Role
from app.ui.widgets.painted import Painted

HIGH = 20.0
_PADDING, _ICON, _GAP = 7.0, 16.0, 4.0


class Chip(msgspec.Struct, frozen=True):
    """What a chip says."""

    words: str
    role: Role = Role.QUIET
    icon: str = ""


def chip_width(look: Look, chip: Chip) -> float:
    """How wide, px at scale 1."""
    icon = _ICON + _GAP if chip.icon else 0
    return 2 * _PADDING + icon + advance(look, chip.words, Style.CAPTION, bold=True)


def draw_chip(canvas: Canvas, rect: QRectF, chip: Chip) -> None:
    """Draw into a box 20 high."""
    tint = TINTS.get(chip.role, Role.CHIP)
    if chip.role is Role.QUIET:
        canvas.fill(rect, Role.CHIP, RADIUS)
        if canvas.look.theme.sunlit:
            canvas.ring(rect, Role.BORDER)
    else:
        canvas.ring(rect, chip.role, 1, RADIUS, ground=tint)
    x = rect.x() + _PADDING
    if chip.icon:
        canvas.icon(chip.icon, QRectF(x, rect.center().y() - 8, _ICON, _ICON), chip.role)
        x += _ICON + _GAP
    room = QRectF(x, rect.y(), rect.right() - x, rect.height())
    canvas.text(room, chip.words, Style.CAPTION, chip.role, bold=True)


class ChipMark(Painted):
    """A chip as a widget of its own."""

    def __init__(self, look: Look, chip: Chip, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._chip = chip
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_chip(chip)

    def show_chip(self, chip: Chip) -> None:
        """Show another chip."""
        self._chip = chip
        self.setAccessibleName(chip.words)
        self.restyle()

    def natural(self) -> tuple[float, float]:
        """As wide as its words."""
        return (chip_width(self.look, self._chip), HIGH)

    def draw(self, canvas: Canvas) -> None:
        """Draw in the middle of the height."""
        draw_chip(canvas, QRectF(0, (canvas.height - HIGH) / 2, canvas.width, HIGH), self._chip)
