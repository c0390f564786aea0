"""The grid of the list of items: the header of every page and the rows of an item's block.

Sources: Delegated Regulation (EU) 2015/2446 annex B-03; Convention on a common transit procedure,
App. IIIa annex A6a; printing guidelines v1.4. Lengths in mm; the left half begins at 7.0, the
right one at 105.0, each 98.0 wide.
"""

from app.printing.forms.boxes import NO_LABEL, NONE, THICK, Box, Flow
from app.printing.forms.rows import Cell
from app.printing.text.faces import Typeface

LEFT, MIDDLE, RIGHT = 7.0, 105.0, 203.0
TOP, FOOT = 30.6, 288.9
"""Between which heights items stand."""

_ID = 56.0
_BOLD = Typeface.BOLD

HEADER = (
    Box("list_title", (LEFT, 14.2), (98.0, 16.4), label=NO_LABEL, frame=THICK),
    Box("forms", (105.0, 22.4), (16.3, 8.2)),
    Box("page", (105.0, 24.4), (8.15, 6.2), label=NO_LABEL, flow=Flow.BESIDE, frame=NONE),
    Box("pages", (113.15, 24.4), (8.15, 6.2), label=NO_LABEL, flow=Flow.BESIDE, frame=NONE),
    Box("mrn", (126.8, 10.1), (76.2, 20.5), weight=_BOLD, flow=Flow.BELOW),
)
"""Title, page of pages, number and bars: printed on every page."""

DIVIDER = ((113.15, 25.2), (113.15, 30.6))
"""The line between page and pages."""

_ROW_1_LEFT = (
    Cell("declaration_goods_item_number", LEFT, 24.7, "11 11", heavy=True),
    Cell("goods_item_number", 31.7, 18.9, "11 03", heavy=True),
    Cell("packages", 50.6, 54.4, "18 06"),
)
_ROW_9_LEFT = (
    Cell("undg", LEFT, 32.7, "18 07"),
    Cell("cus_code", 39.7, 32.7, "18 08"),
    Cell("item_charges", 72.4, 32.6, "14 02", "charges"),
)
_ROW_9_RIGHT = (
    Cell("item_type", MIDDLE, 24.7, "11 01", "type"),
    Cell("item_dispatch", 129.7, 18.9, "16 06", "item_dispatch"),
    Cell("item_destination", 148.6, 19.2, "16 03", "item_destination"),
    Cell("supplementary_units", 167.8, 35.2, "18 02"),
)


def _party(name: str, element: str, label: str) -> tuple[Cell, ...]:
    return (
        Cell(f"item_{name}", LEFT, _ID - LEFT, element, label),
        Cell(f"item_{name}_id", _ID, MIDDLE - _ID, "", "id", joined=True),
    )


def _right(name: str, element: str, label: str = "") -> tuple[Cell, ...]:
    return (Cell(name, MIDDLE, RIGHT - MIDDLE, element, label),)


def _right_pair(name: str, element: str, label: str, second: Cell) -> tuple[Cell, ...]:
    return (Cell(name, MIDDLE, 62.8, element, label), second)


BANDS: tuple[tuple[tuple[tuple[Cell, ...], ...], tuple[tuple[Cell, ...], ...]], ...] = (
    ((_ROW_1_LEFT,), (_right("description", "18 05"),)),
    (
        (_party("consignor", "13 02", "consignor"),),
        (
            _right("item_previous_document", "12 01", "previous_document"),
            _right("item_supporting_document", "12 03", "supporting_document"),
        ),
    ),
    (
        (_party("consignee", "13 03", "consignee"),),
        (
            _right("item_additional_reference", "12 04", "additional_reference"),
            _right("item_additional_information", "12 02", "additional_information"),
        ),
    ),
    (
        (_party("actor", "13 14", "actor"),),
        (
            _right("item_transport_document", "12 05", "transport_document"),
            _right_pair("item_ucr", "12 08", "ucr", Cell("gross_mass", 167.8, 35.2, "18 04")),
        ),
    ),
    (
        ((Cell("item_departure_means", LEFT, 98.0, "19 05", "departure_means"),),),
        (_right_pair("commodity_code", "18 09", "", Cell("net_mass", 167.8, 35.2, "18 01")),),
    ),
    ((_ROW_9_LEFT,), (_ROW_9_RIGHT,)),
)
"""Left and right rows of each band, empty; names, edges, element numbers and labels."""
