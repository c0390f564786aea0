"""The list of items: items broken into lines, laid out over pages, and drawn.

The list is always printed, even for one item; its header stands on every page.
"""

from collections.abc import Iterable, Iterator, Mapping

from app.printing.forms.boxes import (
    CONTENT_SIZE,
    LABEL_HEIGHT,
    LINE_HEIGHT,
    MARGIN,
    NONE,
    THICK,
    THIN,
    Box,
)
from app.printing.forms.fitting import Content, code
from app.printing.forms.rows import Band, Block, Cell, Row, paginate, placed
from app.printing.forms.setting import Setter
from app.printing.pdf.document import POINT
from app.printing.text.breaking import break_lines
from app.printing.text.faces import Typeface
from app.printing.transit.list_grid import (
    BANDS,
    DIVIDER,
    FOOT,
    HEADER,
    LEFT,
    MIDDLE,
    RIGHT,
    TOP,
)
from app.printing.transit.mrn import draw_mrn

_UNIT = CONTENT_SIZE * POINT / 1000
_CONTENT_BASE = LABEL_HEIGHT + 1.95
_TITLE_SIZE = 10.0
_TITLE_BASE = 24.0

Pages = tuple[tuple[Block, ...], ...]
"""What stands on each page of the list."""


def lay_out(items: Iterable[tuple[int, Mapping[str, Content]]]) -> Pages:
    """Break the contents of every numbered item into lines and part the items over pages."""
    return paginate(((number, _bands(contents)) for number, contents in items), TOP, FOOT)


def boxes_of_page(blocks: tuple[Block, ...]) -> Iterator[Box]:
    """Give the boxes as they stand on one page; those of an item as ``name@number``."""
    yield from HEADER
    for block in blocks:
        for row, top, height in _rows(block):
            for cell in row:
                size, label = (cell.width, height), cell.label or cell.name
                name = f"{cell.name}@{block.number}"
                yield Box(name, (cell.x, top), size, cell.element, label)


def _bands(contents: Mapping[str, Content]) -> tuple[Band, ...]:
    return tuple(
        Band(
            tuple(_filled(row, contents) for row in left),
            tuple(_filled(row, contents) for row in right),
        )
        for left, right in BANDS
    )


def _filled(row: Row, contents: Mapping[str, Content]) -> Row:
    return tuple(
        cell._replace(lines=_lines(contents[cell.name].text, cell.width))
        if cell.name in contents
        else cell
        for cell in row
    )


def _lines(text: str, width: float) -> tuple[str, ...]:
    if not text:
        return ()
    room = int((width - 2 * MARGIN) / _UNIT)
    return break_lines(text, Typeface.CONDENSED, lambda _: room, cut=True)


def draw_page(setter: Setter, mrn: str, blocks: tuple[Block, ...], forms: tuple[int, int]) -> None:
    """Draw one page of the list; ``forms`` is its number and how many there are."""
    page, pages = forms
    filled = {"page": code(page), "pages": code(pages)}
    for box in HEADER:
        setter.frame(box)
        setter.label(box)
        if box.name in filled:
            setter.fill(box, filled[box.name])
    setter.page.line(*DIVIDER, THIN)
    title = setter.texts.say("printing.box.list_title")
    style = setter.style(Typeface.BOLD, _TITLE_SIZE)
    setter.centred(title, style, (LEFT, MIDDLE), _TITLE_BASE)
    mrn_box = HEADER[-1]
    draw_mrn(setter, mrn, mrn_box.corner, mrn_box.size)
    for block in blocks:
        _draw_block(setter, block)


def _draw_block(setter: Setter, block: Block) -> None:
    for row, top, height in _rows(block):
        _draw_row(setter, row, top, height)
    setter.page.line((MIDDLE, block.top), (MIDDLE, block.top + block.height), THIN)
    setter.page.frame((LEFT, block.top), (RIGHT - LEFT, block.height), THICK)


def _rows(block: Block) -> Iterator[tuple[Row, float, float]]:
    y = block.top
    for band in block.bands:
        for rows in (band.left, band.right):
            yield from placed(rows, y, y + band.height)
        y += band.height


def _draw_row(setter: Setter, row: Row, top: float, height: float) -> None:
    last = row[-1]
    setter.page.line((row[0].x, top + height), (last.x + last.width, top + height), THIN)
    for cell in row:
        if not cell.joined and cell.x not in {LEFT, MIDDLE}:
            setter.page.line((cell.x, top), (cell.x, top + height), THIN)
        if cell.heavy:
            setter.page.frame((cell.x, top), (cell.width, height), THICK)
        setter.label(_labelled(cell, top))
        edges = (cell.x + MARGIN, cell.x + cell.width - MARGIN)
        for place, line in enumerate(cell.lines):
            setter.content(line, edges, top + _CONTENT_BASE + place * LINE_HEIGHT)


def _labelled(cell: Cell, top: float) -> Box:
    size = (cell.width, LABEL_HEIGHT)
    return Box(cell.name, (cell.x, top), size, cell.element, cell.label, frame=NONE)
