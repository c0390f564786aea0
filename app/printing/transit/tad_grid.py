"""The grid of the transit accompanying document: every box, mm from the top left of the sheet.

Sources: Delegated Regulation (EU) 2015/2446 annex B-02; Convention on a common transit procedure,
App. IIIa annex A4a; printing guidelines v1.4 with their template of 74 columns and 69 rows, scaled
to 200 mm of width. A box drawn in the corner of another comes after it.
"""

from app.printing.forms.boxes import NO_LABEL, NONE, ROW, THICK, THIN, Box, Flow
from app.printing.text.faces import Typeface

_ID = 61.2  # where identification numbers, contacts and stamps begin in the left half
_BOLD = Typeface.BOLD
_BESIDE = Flow.BESIDE
_LEFT, _RIGHT, _HALF = 20.1, 112.6, 92.4


def _contact(name: str, y: float, element: str) -> Box:
    """Make the row of a contact: its label, and the words where the numbers stand."""
    return Box(
        f"{name}_contact",
        (_LEFT, y),
        (_HALF, ROW),
        element,
        label="contact_person",
        flow=_BESIDE,
        frame=NONE,
        aside=_ID - _LEFT,
    )


def _number(name: str, y: float, height: float = 5.25) -> Box:
    return Box(f"{name}_id", (_ID, y), (_LEFT + _HALF - _ID, height), label="id", frame=NONE)


def _inside(name: str, corner: tuple[float, float], size: tuple[float, float]) -> Box:
    """Make a place without a frame for handwriting and stamps."""
    return Box(name, corner, size, flow=_BESIDE, frame=NONE)


_UPPER_LEFT = (
    Box("consignor", (_LEFT, 14.2), (_HALF, 12.3), "13 02", notch=_ID - _LEFT, frame=NONE),
    Box("", (_LEFT, 14.2), (_HALF, 16.4)),
    _number("consignor", 14.2),
    _contact("consignor", 26.5, "13 02 074"),
    Box("consignee", (_LEFT, 30.6), (_HALF, 8.2), "13 03", notch=_ID - _LEFT),
    _number("consignee", 30.6),
    Box("holder", (_LEFT, 38.8), (_HALF, 12.3), "13 07", notch=_ID - _LEFT, frame=NONE),
    Box("", (_LEFT, 38.8), (_HALF, 16.4)),
    _number("holder", 38.8),
    _contact("holder", 51.1, "13 07 074"),
    Box("representative", (_LEFT, 55.2), (_HALF, 4.8), "13 06", notch=_ID - _LEFT, frame=NONE),
    Box("", (_LEFT, 55.2), (_HALF, 8.2)),
    _number("representative", 55.2, 4.6),
    _contact("representative", 59.3, "13 06 074"),
    Box("carrier", (_LEFT, 63.4), (_HALF, 4.8), "13 12", notch=_ID - _LEFT, frame=NONE),
    Box("", (_LEFT, 63.4), (_HALF, 8.2)),
    _number("carrier", 63.4, 4.6),
    _contact("carrier", 67.5, "13 12 074"),
    Box("actor", (_LEFT, 71.6), (_ID - _LEFT, 8.2), "13 14", frame=NONE),
    _number("actor", 71.6, 8.2),
    Box("", (_LEFT, 71.6), (_HALF, 8.2)),
    Box("departure_means", (_LEFT, 79.8), (_HALF, 8.2), "19 05"),
    Box("border_means", (_LEFT, 88.0), (_HALF, 4.8), "19 08", frame=NONE),
    Box("", (_LEFT, 88.0), (_HALF, 8.2)),
    Box(
        "conveyance",
        (_LEFT, 92.1),
        (_HALF, ROW),
        "19 02",
        flow=_BESIDE,
        frame=NONE,
        aside=_ID - _LEFT,
    ),
)

_UPPER_RIGHT = (
    Box("declaration_type", (_RIGHT, 10.1), (30.8, ROW), frame=NONE, weight=_BOLD),
    Box("type", (_RIGHT, 14.2), (15.4, 8.2), "11 01"),
    Box("additional_type", (128.0, 14.2), (15.4, 8.2), "11 02"),
    Box("mrn", (143.4, 10.1), (61.6, 20.5), frame=THICK, weight=_BOLD),
    Box("forms", (_RIGHT, 22.4), (15.4, 8.2)),
    Box("page", (_RIGHT, 24.4), (7.7, 6.2), label=NO_LABEL, flow=_BESIDE, frame=NONE),
    Box("pages", (120.3, 24.4), (7.7, 6.2), label=NO_LABEL, flow=_BESIDE, frame=NONE),
    Box("sci", (128.0, 22.4), (15.4, 8.2), "11 04"),
    Box("total_items", (_RIGHT, 30.6), (15.4, 8.2)),
    Box("total_packages", (128.0, 30.6), (20.5, 8.2)),
    Box("total_gross_mass", (148.5, 30.6), (28.4, 8.2)),
    Box("lrn", (_RIGHT, 38.8), (36.0, 8.2), "12 09"),
    Box("ucr", (148.5, 38.8), (28.4, 8.2), "12 08"),
    Box("tir", (176.9, 38.8), (28.1, 8.2), "12 06"),
    Box("security", (176.9, 30.6), (28.1, 8.2), "11 07", frame=THICK),
    Box("bcp", (_RIGHT, 47.0), (92.4, 16.4), notch=35.9, weight=_BOLD),
    Box("return_copy_to", (148.5, 47.0), (56.5, 16.4), frame=NONE, weight=_BOLD),
    Box("place_of_loading", (_RIGHT, 63.4), (46.2, 12.3), "16 13"),
    Box("location_of_goods", (158.8, 63.4), (46.2, 16.4), "16 15", frame=NONE),
    Box(
        "location_contact",
        (158.8, 79.8),
        (46.2, 16.4),
        "16 15 074",
        label="contact_person",
        frame=NONE,
    ),
    Box("", (158.8, 63.4), (46.2, 32.8)),
    Box("place_of_unloading", (_RIGHT, 75.7), (46.2, 12.3), "16 14"),
    Box("mode_at_border", (_RIGHT, 88.0), (46.2, ROW), "19 03", flow=_BESIDE),
    Box("inland_mode", (_RIGHT, 92.1), (46.2, ROW), "19 04", flow=_BESIDE),
)

_DOCUMENTS = (
    Box("transport_equipment", (_LEFT, 96.2), (_HALF, 12.3), "19 07", notch=71.9),
    Box("container", (92.0, 96.2), (20.5, ROW), "19 01", flow=_BESIDE),
    Box("seal", (_RIGHT, 96.2), (_HALF, 12.3), "19 10"),
    Box("previous_document", (_LEFT, 108.5), (_HALF, 16.4), "12 01"),
    Box("transport_document", (_RIGHT, 108.5), (_HALF, 16.4), "12 05"),
    Box("supporting_document", (_LEFT, 124.9), (_HALF, 16.4), "12 03"),
    Box("additional_reference", (_RIGHT, 124.9), (_HALF, 8.2), "12 04"),
    Box("additional_information", (_RIGHT, 133.1), (_HALF, 8.2), "12 02", notch=48.9),
    Box("charges", (161.5, 133.1), (43.5, ROW), "14 02", flow=_BESIDE),
    Box("guarantee", (_LEFT, 141.3), (_HALF, 12.3), "99 02 - 99 03 - 99 04"),
    Box("authorisation", (_RIGHT, 141.3), (_HALF, 16.4), "12 12", notch=48.9),
    Box("reduced_dataset", (161.5, 141.3), (43.5, ROW), "11 08", flow=_BESIDE),
    Box("guarantee_not_valid", (5.0, 152.9), (15.1, 4.7), frame=NONE),
    Box("", (_LEFT, 153.6), (_HALF, ROW)),
)


def _incident(x: float, code_x: float) -> tuple[Box, ...]:
    """Make one of the two columns for an incident, filled only under the continuity procedure."""
    identity = x + (_ID - _LEFT) if x == _LEFT else 156.4
    stamp = 76.6 if x == _LEFT else 169.0
    return (
        Box("incident_office", (x, 157.7), (_HALF, ROW), flow=_BESIDE, notch=code_x - x),
        Box("incident_code", (code_x, 157.7), (x + _HALF - code_x, ROW), flow=_BESIDE),
        Box("incident_means", (x, 161.8), (_HALF, ROW), flow=_BESIDE),
        Box("incident_container", (x, 165.9), (_HALF, ROW), "19 07", flow=_BESIDE),
        Box("incident_other", (x, 170.0), (_HALF, 16.4)),
        Box("new_seals_number", (x, 186.4), (_HALF, 24.6), flow=_BESIDE, notch=identity - x),
        _inside("new_seals_id", (identity, 186.4), (x + _HALF - identity, ROW)),
        _inside("signature", (x, 194.6), (stamp - x, ROW)),
        _inside("stamp", (stamp, 194.6), (x + _HALF - stamp, ROW)),
        _inside("already_recorded", (x + 5.1, 206.9), (_HALF - 5.1, ROW)),
    )


_ROUTE = (
    Box("countries_of_routing", (_LEFT, 211.0), (184.9, 8.2), "16 12", notch=141.4),
    Box("prescribed_itinerary", (161.5, 211.0), (43.5, ROW), "16 17", flow=_BESIDE),
    Box("offices_of_transit", (_LEFT, 219.2), (_HALF, 20.5), "17 04"),
    Box("offices_of_exit", (_RIGHT, 219.2), (_HALF, 20.5), "17 06"),
    Box("office_of_departure", (_LEFT, 239.7), (_HALF, 8.2), "17 03", frame=NONE),
    Box("office_of_destination", (_RIGHT, 239.7), (_HALF, 8.2), "17 05"),
    Box("country_of_dispatch", (97.1, 247.9), (46.3, ROW), "16 06", flow=_BESIDE),
    Box("country_of_destination", (143.4, 247.9), (61.6, ROW), "16 03", flow=_BESIDE),
)

_CONTROLS = (
    Box("control_at_departure", (5.0, 252.0), (92.1, 36.9), flow=_BESIDE),
    _inside("departure_result", (5.0, 256.1), (92.1, ROW)),
    _inside("departure_seals", (5.0, 260.2), (92.1, ROW)),
    _inside("departure_identity", (5.0, 264.3), (92.1, ROW)),
    Box("limit_date", (5.0, 268.4), (92.1, ROW), "15 11", flow=_BESIDE, frame=NONE),
    Box("control_at_destination", (97.1, 252.0), (107.9, 36.9), flow=_BESIDE),
    _inside("arrival_date", (97.1, 256.1), (54.1, ROW)),
    _inside("examination_of_seals", (97.1, 260.2), (54.1, ROW)),
    _inside("remarks", (97.1, 268.4), (54.1, ROW)),
    Box("return_copy_sent", (151.2, 256.1), (53.8, 32.8), flow=_BESIDE),
    _inside("registered_under", (151.2, 264.3), (53.8, ROW)),
    _inside("signature", (151.2, 272.5), (30.8, ROW)),
    _inside("stamp", (182.0, 272.5), (23.0, ROW)),
)

TITLES = (
    Box(
        "european_union",
        (12.6, 6.0),
        (100.0, 8.2),
        frame=NONE,
        flow=_BESIDE,
        weight=_BOLD,
        label_size=10,
    ),
    Box(
        "title",
        (12.6, 14.2),
        (7.5, 82.0),
        frame=THICK,
        flow=Flow.TURNED,
        weight=_BOLD,
        label_size=7,
    ),
    Box("incidents", (5.0, 157.7), (15.1, 28.7), frame=NONE, weight=_BOLD),
    Box("certification", (5.0, 186.4), (15.1, 24.6), frame=NONE),
)

BOXES: tuple[Box, ...] = (
    *TITLES,
    *_UPPER_LEFT,
    *_UPPER_RIGHT,
    *_DOCUMENTS,
    *_incident(_LEFT, 89.6),
    *_incident(_RIGHT, 182.0),
    *_ROUTE,
    *_CONTROLS,
)
"""Every box of the sheet; two columns, signatures and stamps bear the same names."""

LINES = (
    ((112.6, 10.1), (143.4, 10.1), THICK),
    ((112.6, 10.1), (112.6, 22.4), THICK),
    ((112.6, 22.4), (143.4, 22.4), THICK),
    ((_LEFT, 239.7), (_LEFT, 252.0), THIN),
    ((5.0, 157.7), (205.0, 157.7), THICK),
    ((5.0, 211.0), (205.0, 211.0), THICK),
    ((5.0, 252.0), (205.0, 252.0), THICK),
    ((120.3, 25.2), (120.3, 30.6), THIN),
)
"""Heavy lines that frame more than one box, and the divider between page and pages."""

CHECK_BOXES = ((119.0, 47.6), (22.1, 207.7), (114.6, 207.7))
"""Squares to tick: continuity procedure; data already recorded, in both columns."""
