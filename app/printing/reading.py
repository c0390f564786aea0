"""Reading a printed form back, as a reader of the paper would: which words stand in which box."""

from collections.abc import Iterable, Mapping

from app.consignment.declaration import Declaration
from app.printing.forms.boxes import Box
from app.printing.pdf.pictures import Placed, characters
from app.printing.transit.item_boxes import declared_goods, item_contents
from app.printing.transit.list_pages import boxes_of_page, lay_out
from app.printing.transit.tad_grid import BOXES

OUTSIDE = ""
"""The name under which words outside of every box are given."""


def boxes_of(declaration: Declaration) -> tuple[tuple[Box, ...], ...]:
    """Return the boxes of every page of an accompanying document, those of items as laid out."""
    listed = lay_out(
        (one.goods.declaration_goods_item_number, item_contents(one))
        for one in declared_goods(declaration)
    )
    named = tuple(box for box in BOXES if box.name)
    return (named, *(tuple(boxes_of_page(blocks)) for blocks in listed))


def texts_by_box(pdf: bytes, page: int, boxes: Iterable[Box]) -> Mapping[str, str]:
    """Read one page: the words in each box, label first; of boxes around a point the smallest.

    Boxes of one name are read as one. Words in none of them stand under ``OUTSIDE``.
    """
    by_size = sorted(boxes, key=lambda box: box.area)
    read: dict[str, list[str]] = {}
    for placed in characters(pdf, page):
        read.setdefault(_box_at(placed, by_size), []).append(placed.character)
    return {name: " ".join("".join(found).split()) for name, found in read.items()}


def _box_at(placed: Placed, by_size: list[Box]) -> str:
    found = next((box for box in by_size if box.contains(placed.x, placed.y)), None)
    return OUTSIDE if found is None else found.name
