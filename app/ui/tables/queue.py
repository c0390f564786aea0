"""Queue rows of 52: clock and truths before, MRN and plate on line one, the rest below."""

from typing import Any

import msgspec
from PySide6.QtCore import QRectF

from app.ui.canvas import Canvas, advance
from app.ui.fonts import Style
from app.ui.look import Look
from app.ui.tables.delegate import PADDING, TAG, RowDelegate
from app.ui.tables.spec import Column, Lane, Table
from app.ui.text import Run, bare, numbered
from app.ui.theme import Role
from app.ui.widgets.chip import Chip, chip_width, draw_chip
from app.ui.widgets.clockmark import Clock, draw_clock
from app.ui.widgets.lanemark import draw_lane
from app.ui.widgets.truthmark import Truths, draw_truths

KEPT = 2
"""Place and holder stay; the holder is cut at its end."""
FIRST = 110.0
"""Where the record begins: padding 12, column 102 less its gap."""


class QueueRow(msgspec.Struct, frozen=True, kw_only=True):
    """What any queue shows of a record, in the officer's words.

    ``second`` are the parts of line two in the order they are kept: the last drops first.
    """

    key: object
    number: tuple[Run, ...]
    plate: str = ""
    clock: Clock | None = None
    time: str = ""
    truths: Truths | None = None
    lane: Lane | None = None
    second: tuple[str, ...] = ()
    chip: Chip | None = None
    note: str = ""
    note_cap: str = ""


def queue_number(mrn: str) -> tuple[Run, ...]:
    """A number as queues write it."""
    return numbered(mrn)


def _spoken(row: QueueRow, _look: Look) -> str:
    number = bare("".join(run.words for run in row.number))
    clock = "" if row.clock is None else row.clock.words
    truths = "" if row.truths is None else row.truths.words
    chip = "" if row.chip is None else row.chip.words
    parts = (clock or row.time, number, row.plate, *row.second, chip, truths, row.note)
    return ", ".join(part for part in parts if part)


def _runs(row: QueueRow, _look: Look) -> tuple[Run, ...]:
    return row.number


TABLE: Table[QueueRow] = Table(
    name="queue",
    columns=(Column(heading="", cell=_runs, spoken=_spoken),),
    key=lambda row: row.key,
)


class QueueDelegate(RowDelegate):
    """The row of 52; without clocks the record begins at the padding."""

    high = 52.0

    def __init__(self, look: Look, parent: Any, *, first: float = FIRST) -> None:
        super().__init__(look, parent)
        self._first = first

    def draw(self, canvas: Canvas, row: QueueRow, *, current: bool) -> None:
        """Draw both lines."""
        lead = PADDING + (TAG if self.tags else 0)
        start = lead + self._first
        end = canvas.width - PADDING
        one, two = QRectF(0, 7, 0, 20), QRectF(0, 27, 0, 20)
        self._before(canvas, row, QRectF(lead, 0, self._first - 4, 0))
        plate = advance(self.look, row.plate, code=True)
        room = QRectF(end - plate, one.y(), plate + 1, one.height())
        canvas.text(room, row.plate, code=True)
        canvas.runs(QRectF(start, one.y(), end - plate - 6 - start, one.height()), row.number)
        if row.chip is not None:
            wide = chip_width(self.look, row.chip)
            draw_chip(canvas, QRectF(end - wide, 26, wide, 20), row.chip)
            end -= wide + 8
        if row.note:
            end = self._note(canvas, row, end)
        self._second(canvas, row, QRectF(start, two.y(), end - start, two.height()))

    def _before(self, canvas: Canvas, row: QueueRow, column: QRectF) -> None:
        one = QRectF(column.x(), 7, column.width(), 20)
        two = QRectF(column.x(), 27, column.width(), 20)
        if row.clock is not None:
            draw_clock(canvas, one, row.clock)
        elif row.time:
            canvas.text(one, row.time)
        if row.lane is not None:
            draw_lane(canvas, two, row.lane.name, row.lane.words)
        elif row.truths is not None and self._first == FIRST:
            draw_truths(canvas, two, row.truths)

    def _note(self, canvas: Canvas, row: QueueRow, end: float) -> float:
        wide = advance(self.look, row.note, Style.SECOND)
        canvas.text(QRectF(end - wide, 27, wide + 1, 20), row.note, Style.SECOND, Role.QUIET)
        end -= wide + 6
        if row.note_cap:
            canvas.cap(QRectF(end - 20, 26, 20, 20), row.note_cap)
            end -= 28
        return end

    def _second(self, canvas: Canvas, row: QueueRow, room: QRectF) -> None:
        if row.truths is not None and self._first != FIRST:
            draw_truths(canvas, room, row.truths)
            return
        words = second_line(self.look, row.second, room.width())
        canvas.text(room, words, Style.SECOND, Role.QUIET)


def second_line(look: Look, parts: tuple[str, ...], room: float) -> str:
    """The parts of line two with commas between; whole parts drop before letters do."""
    kept = [part for part in parts if part]
    comma = "\u060c " if look.mirrored else ", "
    while len(kept) > KEPT and advance(look, comma.join(kept), Style.SECOND) > room:
        kept.pop()
    return comma.join(kept)
