"""The accompanying document's one sheet: contents fitted into the boxes of its grid, and drawn."""

from collections.abc import Mapping

from app.consignment.declaration import Declaration
from app.printing.forms.boxes import Box
from app.printing.forms.fitting import Content, code
from app.printing.forms.setting import Setter
from app.printing.transit.journey import document_boxes, journey_boxes
from app.printing.transit.mrn import draw_mrn
from app.printing.transit.operation import office_boxes, operation_boxes, party_boxes
from app.printing.transit.tad_grid import BOXES, CHECK_BOXES, LINES

_PAIRS = {"actor": "actor_id", "actor_id": "actor"}
_TICK = 2.0  # mm, side of a square to tick
_MEMBERS_ONLY = "european_union"


def contents(declaration: Declaration, pages: int) -> dict[str, Content]:
    """Tell what stands in each box, by the box's name."""
    consignment = declaration.consignment
    filled = {
        **dict(operation_boxes(declaration)),
        **dict(office_boxes(declaration)),
        **dict(party_boxes(declaration)),
        **dict(journey_boxes(consignment)),
        **dict(document_boxes(consignment)),
    }
    return {**filled, "page": code(1), "pages": code(pages)}


def draw_sheet(
    setter: Setter, mrn: str, filled: Mapping[str, Content], *, member_state: bool
) -> None:
    """Draw the whole sheet on the setter's page."""
    for start, end, width in LINES:
        setter.page.line(start, end, width)
    for x, y in CHECK_BOXES:
        setter.page.frame((x, y), (_TICK, _TICK), 0.25)
    for box in BOXES:
        if box.name == _MEMBERS_ONLY and not member_state:
            continue
        setter.frame(box)
        setter.label(box)
        if box.name in filled:
            setter.fill(box, filled[box.name], ends_only=_beside_shortened(setter, box, filled))
    draw_mrn(setter, mrn, (143.4, 10.1), (61.6, 20.5))


def _beside_shortened(setter: Setter, box: Box, filled: Mapping[str, Content]) -> bool:
    """Whether the box that must keep the same order beside this one cannot hold all of its own."""
    other = _PAIRS.get(box.name)
    if other is None:
        return False
    beside = next(one for one in BOXES if one.name == other)
    return setter.fitted(beside, filled[other]).shortened
