"""What is declared, with its operation: the top of the model, and pure questions about it."""

import msgspec

from app.base.clock import Day, Instant
from app.consignment.consignments import Consignment
from app.consignment.goods import ConsignmentItem
from app.consignment.guarantees import Guarantee
from app.consignment.parties import Authorisation, Party, Representative
from app.consignment.transport import OfficeOfExit, OfficeOfTransit, Seal


class ControlResult(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the office of departure concluded (CL196).

    ``date`` is the limit date: the last day on which the goods shall be presented at destination
    (NCTS guideline G0127).
    """

    code: str
    date: Day
    controlled_by: str | None = None
    text: str | None = None


class RiskResult(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One result of a risk analysis."""

    sequence_number: int
    code: str | None = None
    risk_area: str | None = None
    text: str | None = None


class RiskAnalysis(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Results for the whole declaration, or for one of its items."""

    sequence_number: int
    declaration_goods_item_number: int | None = None
    results: tuple[RiskResult, ...] = ()


class RiskIdentification(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the office of departure lets the next offices know about risk."""

    code: str
    analyses: tuple[RiskAnalysis, ...] = ()


class Declaration(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is declared, with its operation.

    ``declaration_type`` is a code of CL231 (T1, T2, T, TIR ...), ``additional_declaration_type``
    A standard or D pre-lodged, ``security`` a code of CL217 (0 none, 1 entry, 2 exit, 3 both).
    Which fields a message carries depends on it: 001 and 050 bring neither LRN nor guarantees.
    """

    declaration_type: str
    security: str
    office_of_departure: str
    office_of_destination: str
    holder: Party
    consignment: Consignment
    lrn: str | None = None
    mrn: str | None = None
    additional_declaration_type: str | None = None
    tir_carnet_number: str | None = None
    presentation_of_goods: Instant | None = None
    acceptance_date: Day | None = None
    release_date: Day | None = None
    limit_date: Day | None = None
    reduced_dataset: bool = False
    specific_circumstance: str | None = None
    language_at_departure: str | None = None
    binding_itinerary: bool = False
    authorisations: tuple[Authorisation, ...] = ()
    offices_of_transit: tuple[OfficeOfTransit, ...] = ()
    offices_of_exit: tuple[OfficeOfExit, ...] = ()
    representative: Representative | None = None
    control_result: ControlResult | None = None
    risk: RiskIdentification | None = None
    guarantees: tuple[Guarantee, ...] = ()


def goods_of(declaration: Declaration) -> tuple[ConsignmentItem, ...]:
    """Every item of every house consignment, by its number in the declaration."""
    goods = (
        goods for house in declaration.consignment.house_consignments for goods in house.goods
    )
    return tuple(sorted(goods, key=lambda one: one.declaration_goods_item_number))


def total_packages(declaration: Declaration) -> int:
    """How many packages are declared in all."""
    return sum(goods.total_packages for goods in goods_of(declaration))


def seals_of(declaration: Declaration) -> tuple[Seal, ...]:
    """Every seal, by equipment and then by its own sequence number."""
    equipment = sorted(declaration.consignment.equipment, key=lambda one: one.sequence_number)
    return tuple(
        seal
        for one in equipment
        for seal in sorted(one.seals, key=lambda seal: seal.sequence_number)
    )


def containers_of(declaration: Declaration) -> tuple[str, ...]:
    """Every container number, in the order of the equipment."""
    return tuple(
        one.container_identification_number
        for one in declaration.consignment.equipment
        if one.container_identification_number is not None
    )


def plates_of(declaration: Declaration) -> tuple[str, ...]:
    """Every means of transport by its number: departure, then border; no doubles."""
    consignment = declaration.consignment
    means = (
        *consignment.departure_means,
        *(one for house in consignment.house_consignments for one in house.departure_means),
        *consignment.active_border_means,
    )
    numbers = (one.identification_number for one in means if one.identification_number is not None)
    return tuple(dict.fromkeys(numbers))


def limit_date_of(declaration: Declaration) -> Day | None:
    """Tell the last day for presentation at destination.

    After release it travels as the date of the control result (NCTS guideline G0127).
    """
    if declaration.control_result is not None:
        return declaration.control_result.date
    return declaration.limit_date
