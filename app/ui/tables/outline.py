"""The parts of what is keyed in a list: the open one is current, findings are counted."""

import msgspec
from PySide6.QtCore import QRectF

from app.ui.canvas import Canvas
from app.ui.fonts import Style
from app.ui.look import Look
from app.ui.tables.delegate import RowDelegate
from app.ui.tables.spec import Column, Table
from app.ui.text import Run
from app.ui.theme import Role
from app.ui.widgets.chip import Chip, chip_width, draw_chip

_STEP = 16.0


class OutlineRow(msgspec.Struct, frozen=True, kw_only=True):
    """A part: its path, words, what is written in it, its depth, what is to be put right."""

    path: str
    words: str
    told: str = ""
    depth: int = 0
    stops: int = 0
    warns: int = 0


def _spoken(row: OutlineRow, look: Look) -> str:
    found = look.say("ui.findings.stop", n=row.stops) if row.stops else ""
    return ", ".join(part for part in (row.words, row.told, found) if part)


TABLE: Table[OutlineRow] = Table(
    name="outline",
    columns=(Column(heading="", cell=lambda row, _look: (Run(row.words),), spoken=_spoken),),
    key=lambda row: row.path,
)


class OutlineDelegate(RowDelegate):
    """Rows of 32: words, then quietly what is written, then the count of findings."""

    high = 32.0

    def draw(self, canvas: Canvas, row: OutlineRow, *, current: bool) -> None:
        """Draw one part."""
        end = canvas.width - 12
        if row.stops or row.warns:
            role, icon = (Role.STOP, "stop") if row.stops else (Role.WARN, "warn")
            chip = Chip(str(row.stops or row.warns), role, icon)
            wide = chip_width(self.look, chip)
            draw_chip(canvas, QRectF(end - wide, canvas.height / 2 - 10, wide, 20), chip)
            end -= wide + 8
        start = 12 + row.depth * _STEP
        room = QRectF(start, 0, end - start, canvas.height)
        taken = canvas.text(room, row.words, bold=current)
        rest = QRectF(start + taken + 8, 0, end - start - taken - 8, canvas.height)
        if rest.width() > _STEP:
            canvas.text(rest, row.told, Style.SECOND, Role.QUIET)
