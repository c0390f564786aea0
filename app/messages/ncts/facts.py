"""What the shorter messages say, as plain frozen facts, and the field tables that carry them."""

from typing import Any, TypeAlias

import msgspec

from app.base.clock import Day, Instant
from app.consignment.consignments import Consignment
from app.consignment.declaration import Declaration
from app.consignment.goods import Commodity, Packaging
from app.consignment.parties import Party
from app.messages.ncts.declared import (
    COMMODITY,
    CONSIGNMENT,
    PACKAGING,
    PARTY,
    declaration_of,
)
from app.messages.ncts.message import Message
from app.messages.ncts.shapes import DAY, FLAG, INSTANT, INTEGER, TEXT, Field, Shape, texts


class MrnAllocated(msgspec.Struct, frozen=True, kw_only=True):
    """028: the declaration is accepted and has its number."""

    lrn: str
    mrn: str
    acceptance_date: Day
    office_of_departure: str
    holder: Party


class ReleasedGoods(msgspec.Struct, frozen=True, kw_only=True):
    """025: one line of goods and how much of it is released (CL163: 1 full, 2 partial, 3 none)."""

    goods_item_number: int
    declaration_goods_item_number: int
    release_type: str
    commodity: Commodity = Commodity()
    packaging: tuple[Packaging, ...] = ()


class ReleasedHouse(msgspec.Struct, frozen=True, kw_only=True):
    """025: one house consignment and how much of it is released."""

    sequence_number: int
    release_type: str
    goods: tuple[ReleasedGoods, ...] = ()


class GoodsReleased(msgspec.Struct, frozen=True, kw_only=True):
    """025: the office of destination releases; ``indicator`` is a code of CL164."""

    mrn: str
    release_date: Day
    indicator: str
    office_of_destination: str
    trader: str
    houses: tuple[ReleasedHouse, ...] = ()


class WriteOff(msgspec.Struct, frozen=True, kw_only=True):
    """045: the procedure is discharged and the guarantee freed."""

    mrn: str
    write_off_date: Day
    office_of_departure: str
    holder: Party
    guarantor: Party | None = None


class ArrivalAdvice(msgspec.Struct, frozen=True, kw_only=True):
    """006: the movement has arrived; ``arrival`` is when, not when it was sent."""

    mrn: str
    arrival: Instant
    office_of_departure: str
    office_of_destination: str


class ControlResults(msgspec.Struct, frozen=True, kw_only=True):
    """018: what the control at destination found; ``consignment`` holds differences only.

    ``code`` is of CL197 (A1, A2, A5, B1); ``seals_good`` is absent where no seals were declared.
    """

    mrn: str
    code: str
    date: Day
    office_of_departure: str
    office_of_destination: str
    binding_itinerary: bool = False
    seals_good: bool | None = None
    text: str | None = None
    other_things: str | None = None
    tir_carnet_number: str | None = None
    consignment: Consignment | None = None


class CrossingNotification(msgspec.Struct, frozen=True, kw_only=True):
    """118: the movement crossed the frontier at an office of transit, on that day."""

    mrn: str
    passage_date: Day
    office_of_departure: str
    office_of_transit: str


class AnticipatedRecord(msgspec.Struct, frozen=True, kw_only=True):
    """001 or 050: what the next office may expect; a later one replaces an earlier one whole."""

    mrn: str
    declaration: Declaration


Facts: TypeAlias = (
    MrnAllocated | GoodsReleased | WriteOff | ArrivalAdvice | ControlResults | CrossingNotification
)

_MRN = Field("TransitOperation/MRN", "mrn", TEXT)
_DEPARTURE = Field("CustomsOfficeOfDeparture/referenceNumber", "office_of_departure", TEXT)
_DESTINATION = Field(
    "CustomsOfficeOfDestinationActual/referenceNumber", "office_of_destination", TEXT
)
_TRANSIT = Field("CustomsOfficeOfTransitActual/referenceNumber", "office_of_transit", TEXT)
_HOLDER = Field("HolderOfTheTransitProcedure", "holder", PARTY)

RELEASED_GOODS = Shape(
    ReleasedGoods,
    (
        Field("goodsItemNumber", "goods_item_number", INTEGER),
        Field("declarationGoodsItemNumber", "declaration_goods_item_number", INTEGER),
        *texts("releaseType"),
        Field("Commodity", "commodity", COMMODITY),
        Field("Packaging", "packaging", PACKAGING, many=True),
    ),
)
RELEASED_HOUSE = Shape(
    ReleasedHouse,
    (
        Field("sequenceNumber", "sequence_number", INTEGER),
        *texts("releaseType"),
        Field("ConsignmentItem", "goods", RELEASED_GOODS, many=True),
    ),
)
_ALLOCATED = Shape(
    MrnAllocated,
    (
        Field("TransitOperation/LRN", "lrn", TEXT),
        _MRN,
        Field("TransitOperation/declarationAcceptanceDate", "acceptance_date", DAY),
        _DEPARTURE,
        _HOLDER,
    ),
)
_RELEASED = Shape(
    GoodsReleased,
    (
        _MRN,
        Field("TransitOperation/releaseDate", "release_date", DAY),
        Field("TransitOperation/releaseIndicator", "indicator", TEXT),
        _DESTINATION,
        Field("TraderAtDestination/identificationNumber", "trader", TEXT),
        Field("Consignment/HouseConsignment", "houses", RELEASED_HOUSE, many=True),
    ),
)
_WRITE_OFF = Shape(
    WriteOff,
    (
        _MRN,
        Field("TransitOperation/writeOffDate", "write_off_date", DAY),
        _DEPARTURE,
        _HOLDER,
        Field("Guarantor", "guarantor", PARTY),
    ),
)
_ARRIVAL = Shape(
    ArrivalAdvice,
    (
        _MRN,
        Field("TransitOperation/arrivalDateAndTimeActual", "arrival", INSTANT),
        _DEPARTURE,
        _DESTINATION,
    ),
)
_CONTROL = Shape(
    ControlResults,
    (
        _MRN,
        Field("TransitOperation/TIRCarnetNumber", "tir_carnet_number", TEXT),
        Field("TransitOperation/bindingItinerary", "binding_itinerary", FLAG),
        Field("TransitOperation/otherThingsToReport", "other_things", TEXT),
        _DEPARTURE,
        _DESTINATION,
        Field("ControlResult/code", "code", TEXT),
        Field("ControlResult/date", "date", DAY),
        Field("ControlResult/stateOfSeals", "seals_good", FLAG),
        Field("ControlResult/text", "text", TEXT),
        Field("Consignment", "consignment", CONSIGNMENT),
    ),
)
_CROSSING = Shape(
    CrossingNotification,
    (
        _MRN,
        Field("TransitOperation/passageDate", "passage_date", DAY),
        _DEPARTURE,
        _TRANSIT,
    ),
)
SHAPES: dict[str, Shape[Any]] = {
    "CC028C": _ALLOCATED,
    "CC025C": _RELEASED,
    "CC045C": _WRITE_OFF,
    "CD006C": _ARRIVAL,
    "CD018C": _CONTROL,
    "CD118C": _CROSSING,
}
"""The field table of each shorter message."""

RECORDS = frozenset({"CC015C", "CC029C", "CD001C", "CD050C"})
"""Messages that carry a whole declaration."""


def facts_of(message: Message) -> Facts | None:
    """Read what a shorter message says; None for the types that carry a declaration."""
    shape = SHAPES.get(message.type)
    facts: Facts | None = None if shape is None else shape.read(message.root)
    return facts


def anticipated_record_of(message: Message) -> AnticipatedRecord:
    """Read a 001 or 050."""
    return AnticipatedRecord(mrn=message.mrn or "", declaration=declaration_of(message))
