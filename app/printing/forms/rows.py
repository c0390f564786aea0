"""Rows that grow with their content, stacked in two halves and parted over pages.

A band is what must stay abreast: the rows of the left half against those of the right. A row is as
high as its tallest cell; the last row of the shorter stack grows to the foot of its band.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from app.printing.forms.boxes import LABEL_HEIGHT, LINE_HEIGHT, ROW

_WORTHWHILE = 40.0  # mm left on a page for which the rows of a long item are parted
_FOOT = 0.25  # mm of white under the last line


class Cell(NamedTuple):
    """One growing box: name, left edge and width in mm, element number, lines of content.

    ``label`` is the text's code; ``joined`` leaves out the line between this cell and the one to
    its left; ``heavy`` frames it with a thick line.
    """

    name: str
    x: float
    width: float
    element: str = ""
    label: str = ""
    lines: tuple[str, ...] = ()
    joined: bool = False
    heavy: bool = False


Row = tuple[Cell, ...]
"""Cells side by side, from left to right."""


class Band(NamedTuple):
    """Two stacks of rows side by side."""

    left: tuple[Row, ...]
    right: tuple[Row, ...]

    @property
    def height(self) -> float:
        """How high the band is, mm."""
        return max(stack_height(self.left), stack_height(self.right))


class Block(NamedTuple):
    """The part of one item that stands on one page, and the height at which it begins, mm."""

    number: int
    top: float
    bands: tuple[Band, ...]

    @property
    def height(self) -> float:
        """How high the part is, mm."""
        return sum(band.height for band in self.bands)


def row_height(row: Row) -> float:
    """Return how high a row is: a row of the grid at least, and room for its longest cell."""
    longest = max(len(cell.lines) for cell in row)
    return max(ROW, LABEL_HEIGHT + longest * LINE_HEIGHT + _FOOT) if longest else ROW


def stack_height(rows: tuple[Row, ...]) -> float:
    """Return how high the rows of one half are together."""
    return sum(map(row_height, rows))


def placed(rows: tuple[Row, ...], top: float, foot: float) -> Iterator[tuple[Row, float, float]]:
    """Give each row of a half with its top and height; the last one reaches down to ``foot``."""
    y = top
    for place, row in enumerate(rows):
        height = foot - y if place == len(rows) - 1 else row_height(row)
        yield row, y, height
        y += height


def paginate(
    items: Iterable[tuple[int, tuple[Band, ...]]], top: float, foot: float
) -> tuple[tuple[Block, ...], ...]:
    """Part numbered items over pages between two heights; there is always one page.

    An item that does not fit begins a page; one longer than a page is parted at a row, and a row
    longer than a page between its lines.
    """
    pages: list[list[Block]] = [[]]
    y = top
    for number, bands in items:
        height = sum(band.height for band in bands)
        if y + height > foot and y > top:
            pages.append([])
            y = top
        if y + height <= foot:
            pages[-1].append(Block(number, y, bands))
            y += height
            continue
        parts = _parts(bands, foot - top)
        for part in parts[:-1]:
            pages[-1].append(Block(number, top, part))
            pages.append([])
        pages[-1].append(Block(number, top, parts[-1]))
        y = top + pages[-1][-1].height
    return tuple(map(tuple, pages))


def _parts(bands: tuple[Band, ...], room: float) -> list[tuple[Band, ...]]:
    """Part one item into pages' worth."""
    parts: list[list[Band]] = [[]]
    left = room
    waiting = list(reversed(bands))
    while waiting:
        band = waiting.pop()
        if band.height <= left:
            parts[-1].append(band)
            left -= band.height
            continue
        if band.height > room or left > _WORTHWHILE:
            head, tail = _split(band, left)
            parts[-1].append(head)
            waiting.append(tail)
        else:
            waiting.append(band)
        parts.append([])
        left = room
    return [tuple(part) for part in parts if part]


def _split(band: Band, room: float) -> tuple[Band, Band]:
    left, left_rest = _split_stack(band.left, room)
    right, right_rest = _split_stack(band.right, room)
    return Band(left, right), Band(left_rest, right_rest)


def _split_stack(rows: tuple[Row, ...], room: float) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Part a stack: what fits, and the rest, in which a cut row keeps its labels."""
    used = 0.0
    for place, row in enumerate(rows):
        height = row_height(row)
        if used + height <= room:
            used += height
            continue
        count = max(int((room - used - LABEL_HEIGHT - _FOOT) / LINE_HEIGHT), 0)
        head = tuple(cell._replace(lines=cell.lines[:count]) for cell in row)
        tail = tuple(cell._replace(lines=cell.lines[count:]) for cell in row)
        before = (*rows[:place], head) if count else rows[:place]
        return before, (tail, *rows[place + 1 :])
    return rows, ()
