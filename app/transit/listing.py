"""What a movement is listed by and found by: stored columns, search keys, the row of queues."""

from collections.abc import Iterable, Iterator

import msgspec

from app.acts.kinds import Key, Listing
from app.base.clock import Day, Instant
from app.consignment.declaration import (
    Declaration,
    containers_of,
    goods_of,
    seals_of,
    total_packages,
)
from app.reference import folding
from app.security import canonical
from app.transit import clocks
from app.transit.findings import Crossing, SealState
from app.transit.movement import Movement, plates_declared
from app.transit.states import ENDS, State

EXPECTED, CROSSINGS, YARD, CONTROL, RESULT, LATE, DEPARTURES, CASES = (
    "expected",
    "crossings",
    "yard",
    "control",
    "result",
    "late",
    "departures",
    "cases",
)

HOLDS = "holds"
"""Those somebody stopped: no place on the rail, but a list, and handed over at each shift."""

QUEUES = (EXPECTED, CROSSINGS, YARD, CONTROL, RESULT, LATE, DEPARTURES, CASES)
"""In the order of the rail."""

SHARED = frozenset({*QUEUES, HOLDS})
"""The worklists of which each office has its own part."""

_HERE = frozenset({State.PROVISIONAL, State.ARRIVED, State.UNDER_CONTROL, State.WAITING})
_AWAITING = frozenset({State.ARRIVED, State.UNDER_CONTROL})
_LEAVING = frozenset({State.DECLARED, State.ACCEPTED, State.UNDER_CONTROL})
_TO_CLOSE = frozenset({State.RESULTS_KNOWN, State.DISCREPANCIES})
_AWAY = frozenset({State.RELEASED, State.ADVISED})


class ListedMovement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A movement as queues show it; stored with the record in canonical bytes.

    ``gross_mass`` is kilogrammes as text; ``clock`` is when the legal clock that runs now runs
    out, ``since`` when it came or left (ms UTC, 0: none); ``crossing`` are this administration's
    offices of transit not yet passed.
    """

    mrn: str = ""
    lrn: str = ""
    plates: tuple[str, ...] = ()
    departure_office: str = ""
    destination_office: str = ""
    crossing: tuple[str, ...] = ()
    holder: str = ""
    goods: str = ""
    packages: int = 0
    gross_mass: str = ""
    declaration_type: str = ""
    departure: State = State.NONE
    transit: State = State.NONE
    destination: State = State.NONE
    limit: Day | None = None
    clock: Instant = Instant(0)
    since: Instant = Instant(0)
    place: str = ""
    result: str = ""
    controls: tuple[str, ...] = ()
    instruction: str = ""
    crossings: tuple[Crossing, ...] = ()
    bad_seals: int = 0
    held: bool = False


def row_of(movement: Movement, *, held: bool) -> ListedMovement:
    """Give the row that queues show."""
    declaration = movement.declaration
    arrival = movement.arrival
    return ListedMovement(
        mrn=movement.mrn,
        lrn=movement.lrn,
        plates=plates_declared(movement) or ((arrival.plate.number,) if arrival else ()),
        departure_office=declaration.office_of_departure if declaration else "",
        destination_office=declaration.office_of_destination if declaration else "",
        crossing=_still_to_cross(movement),
        holder=(declaration.holder.name or "") if declaration else "",
        goods=_goods(declaration),
        packages=total_packages(declaration) if declaration else 0,
        gross_mass=_gross_mass(declaration),
        declaration_type=declaration.declaration_type if declaration else "",
        departure=movement.departure,
        transit=movement.transit,
        destination=movement.destination,
        limit=movement.limit,
        clock=clocks.next_due(movement),
        since=arrival.occurred if arrival else movement.released or movement.last,
        place=arrival.place if arrival else "",
        result=movement.result.code if movement.result else "",
        controls=movement.controls,
        instruction=movement.instruction,
        crossings=movement.crossings,
        bad_seals=sum(seal.state is not SealState.INTACT for seal in movement.seals),
        held=held or movement.is_held,
    )


def listing(movement: Movement, *, held: bool) -> Listing:
    """Give the stored columns: a movement stands in every queue that one of its roles asks for."""
    queues = tuple(_queues(movement, held=held))
    return Listing(
        number=movement.mrn or movement.lrn,
        state=_leading_state(movement),
        queues=queues,
        clock=clocks.next_due(movement),
        offices=tuple(sorted(_offices(movement))),
        is_open=bool(queues) or _is_open(movement),
        row=canonical.struct_bytes(row_of(movement, held=held)),
    )


def keys(movement: Movement) -> Iterable[Key]:
    """Give what it is found by: numbers folded, names in folded words."""
    return sorted(set(_keys(movement)))


def _keys(movement: Movement) -> Iterator[Key]:
    for mrn in filter(None, (movement.mrn,)):
        yield Key("mrn", folding.number_key(mrn))
        yield Key("last6", folding.last_six(mrn))
    if movement.lrn:
        yield Key("lrn", folding.number_key(movement.lrn))
    if movement.arrival is not None and movement.arrival.plate.number:
        yield Key("plate", folding.number_key(movement.arrival.plate.number))
    for seal in movement.seals:
        for mark in filter(None, (seal.identifier, seal.number_found)):
            yield Key("seal", folding.number_key(mark))
    if movement.declaration is not None:
        yield from _declared_keys(movement, movement.declaration)


def _declared_keys(movement: Movement, declaration: Declaration) -> Iterator[Key]:
    numbers = {
        "plate": plates_declared(movement),
        "container": containers_of(declaration),
        "seal": (seal.identifier or "" for seal in seals_of(declaration)),
        "carnet": (declaration.tir_carnet_number or "",),
    }
    for kind, written in numbers.items():
        for number in written:
            if folded := folding.number_key(number):
                yield Key(kind, folded)
    consignment = declaration.consignment
    parties = [declaration.holder, consignment.consignor, consignment.consignee]
    for house in consignment.house_consignments:
        parties += [house.consignor, house.consignee]
    for party in parties:
        if party is not None and party.name and (name := folding.name_key(party.name)):
            yield Key("trader", name)
        if party is not None and party.identification_number:
            yield Key("eori", folding.number_key(party.identification_number))


def at_office(queue: str, office: str) -> str:
    """Name the part of a worklist that is one office's; no office: the whole administration's.

    >>> at_office(EXPECTED, "XK001010"), at_office(EXPECTED, "")
    ('expected@XK001010', 'expected')
    """
    return f"{queue}@{office}" if office else queue


def part_of(queue: str, office: str) -> str:
    """Name an office's own part of a worklist; one that offices do not share is the whole.

    >>> part_of(EXPECTED, "XK001010"), part_of("drafts", "XK001010")
    ('expected@XK001010', 'drafts')
    """
    return at_office(queue, office) if queue in SHARED else queue


def _queues(movement: Movement, *, held: bool) -> Iterator[str]:
    """Every worklist it stands in, of the administration and of the office whose work it is."""
    for queue, offices in _asked(movement, held=held).items():
        if offices:
            yield queue
            yield from (at_office(queue, office) for office in sorted(offices - {""}))


def _asked(movement: Movement, *, held: bool) -> dict[str, set[str]]:
    """For each worklist the offices whose work this is; none: it does not stand there."""
    destination, departure = movement.destination, movement.departure
    declaration, arrival = movement.declaration, movement.arrival
    from_office = {declaration.office_of_departure} if declaration else set()
    to_office = {declaration.office_of_destination} if declaration else set()
    here = {arrival.office} if arrival else to_office
    controlled = here if destination is State.UNDER_CONTROL else from_office
    awaits_result = destination in _AWAITING and movement.result is None
    return {
        EXPECTED: to_office if destination is State.ANNOUNCED else set(),
        CROSSINGS: set(_still_to_cross(movement)),
        YARD: here if destination in _HERE else set(),
        CONTROL: controlled if State.UNDER_CONTROL in {departure, destination} else set(),
        RESULT: here if awaits_result else set(),
        DEPARTURES: from_office if departure in _LEAVING | _TO_CLOSE else set(),
        LATE: from_office if departure in _AWAY else set(),
        CASES: {"", *_offices(movement)} if held else set(),
        HOLDS: {"", *_offices(movement)} if movement.is_held else set(),
    }


def _is_open(movement: Movement) -> bool:
    states = [movement.state(role) for role in movement.roles]
    return not states or any(state not in ENDS for state in states)


def _leading_state(movement: Movement) -> str:
    """The state of the role furthest along the journey to which the truck has come."""
    states = [movement.state(role) for role in movement.roles]
    begun = [state for state in states if state is not State.ANNOUNCED]
    return (begun or states or [State.NONE])[-1].value


def _offices(movement: Movement) -> set[str]:
    declaration = movement.declaration
    named = {movement.accepted_at} | {crossing.office for crossing in movement.crossings}
    if movement.arrival is not None:
        named.add(movement.arrival.office)
    if declaration is not None:
        named |= {declaration.office_of_departure, declaration.office_of_destination}
        named |= {office.reference_number for office in declaration.offices_of_transit}
    return named - {""}


def _still_to_cross(movement: Movement) -> tuple[str, ...]:
    """The declared offices of transit of this administration that it has not passed."""
    declaration = movement.declaration
    if declaration is None or movement.transit not in {State.ANNOUNCED, State.CROSSED}:
        return ()
    if clocks.presented(movement) is not None or movement.departure in _TO_CLOSE:
        return ()
    passed = {crossing.office for crossing in movement.crossings}
    return tuple(
        office.reference_number
        for office in declaration.offices_of_transit
        if office.reference_number.startswith(movement.administration)
        and office.reference_number not in passed
    )


def _goods(declaration: Declaration | None) -> str:
    if declaration is None:
        return ""
    words = (one.commodity.description_of_goods for one in goods_of(declaration))
    return next((text for text in words if text), "")


def _gross_mass(declaration: Declaration | None) -> str:
    mass = declaration.consignment.gross_mass if declaration else None
    return "" if mass is None else str(mass)
