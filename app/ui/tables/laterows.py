"""Rows of the late list: how late, which movement, last seen and last told, what is next."""

import msgspec
from PySide6.QtCore import QRectF

from app.ui.canvas import Canvas, runs_width
from app.ui.fonts import Style
from app.ui.tables.delegate import RowDelegate
from app.ui.tables.spec import Column, Table
from app.ui.text import Run
from app.ui.theme import Role
from app.ui.widgets.clockmark import octagon
from app.ui.widgets.paragraph import draw_flow, flow_height

LATE, MOVEMENT, SEEN, SIDE = 120.0, 244.0, 290.0, 16.0
WIDE_FROM = 860.0
"""From this width on what was last seen and told has a column of its own."""


class LateShown(msgspec.Struct, frozen=True, kw_only=True):
    """One late movement in words; ``due`` tells that its next step is due already."""

    key: object
    late: str
    limit: str
    number: tuple[Run, ...]
    plate: str
    holder: str
    place: str
    message: str
    step: str
    step_day: str
    due: bool
    spoken: str


TABLE: Table[LateShown] = Table(
    name="late",
    columns=(
        Column(
            heading="",
            cell=lambda row, _look: row.number,
            spoken=lambda row, _look: row.spoken,
        ),
    ),
    key=lambda row: row.key,
)


class LateDelegate(RowDelegate):
    """Rows of 56 and more, as high as the next step needs."""

    def _step_room(self, wide: float) -> tuple[float, float]:
        start = SIDE + LATE + MOVEMENT + (SEEN if wide >= WIDE_FROM else 0)
        return start, wide - start - SIDE

    def row_height(self, row: LateShown, wide: float) -> float:
        """Two lines, or the step's own lines and its day."""
        room = max(80.0, self._step_room(wide)[1])
        step = flow_height(self.look, (Run(row.step),), Style.SECOND, room)
        return max(56.0, 16 + step + 20)

    def draw(self, canvas: Canvas, row: LateShown, *, current: bool) -> None:
        """Draw the columns, each in two lines."""
        one, two = 8.0, 28.0
        canvas.path(octagon(canvas.at(QRectF(SIDE, one + 3, 14, 14))), Role.STOP)
        first = QRectF(SIDE + 20, one, LATE - 24, 20)
        canvas.text(first, row.late, role=Role.STOP, bold=True)
        canvas.text(QRectF(SIDE, two, LATE - 8, 20), row.limit, Style.SECOND, Role.QUIET)
        x = SIDE + LATE
        canvas.runs(QRectF(x, one, MOVEMENT - 12, 20), row.number)
        second = (
            Run(row.plate, code=True, role=Role.QUIET),
            Run(row.holder, role=Role.QUIET, gap=8),
        )
        canvas.runs(QRectF(x, two, MOVEMENT - 12, 20), second, Style.SECOND)
        if canvas.width >= WIDE_FROM:
            x += MOVEMENT
            canvas.text(QRectF(x, one, SEEN - 12, 20), row.place)
            canvas.text(QRectF(x, two, SEEN - 12, 20), row.message, Style.SECOND, Role.QUIET)
        x, wide = self._step_room(canvas.width)
        taken = draw_flow(canvas, QRectF(x, one, wide, 20), (Run(row.step),), Style.SECOND)
        role = Role.STOP if row.due else Role.QUIET
        day = (Run(row.step_day, role=role, bold=row.due),)
        room = min(wide, runs_width(self.look, day, Style.SECOND) + 2)
        canvas.runs(QRectF(x, one + taken, room, 20), day, Style.SECOND)
