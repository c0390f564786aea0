"""The lane of a declaration: a bar in its colour that never stands without its word."""

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from app.ui.canvas import Canvas, advance
from app.ui.fonts import Style
from app.ui.look import Look
from app.ui.theme import Role
from app.ui.widgets.painted import Painted

LANES = {
    "red": Role.LANE_RED,
    "orange": Role.LANE_ORANGE,
    "yellow": Role.LANE_YELLOW,
    "blue": Role.LANE_BLUE,
    "green": Role.LANE_GREEN,
}
WIDE, HIGH, GAP = 4.0, 16.0, 6.0


def draw_lane(
    canvas: Canvas, rect: QRectF, lane: str, words: str, *, style: Style = Style.SECOND
) -> float:
    """Bar and word on one line; answers the width taken."""
    bar = QRectF(rect.x(), rect.center().y() - HIGH / 2, WIDE, HIGH)
    canvas.fill(bar, LANES.get(lane, Role.BORDER), 1)
    start = bar.right() + GAP
    room = QRectF(start, rect.y(), rect.right() - start, rect.height())
    return WIDE + GAP + canvas.text(room, words, style)


class LaneMark(Painted):
    """A lane as a widget of its own."""

    def __init__(self, look: Look, lane: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._lane, self._words = lane, words
        self.setAccessibleName(words)

    def natural(self) -> tuple[float, float]:
        """Bar and word."""
        return (WIDE + GAP + advance(self.look, self._words), Style.BODY.line)

    def draw(self, canvas: Canvas) -> None:
        """Draw from the leading edge."""
        draw_lane(canvas, canvas.box, self._lane, self._words, style=Style.BODY)
