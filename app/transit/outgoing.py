"""Which messages an act makes due, and to whom. Deterministic: times from the act, never a clock.

One copy goes to each administration, not to each office; inside the own administration acts travel
and no message is due. Traders are reached by no channel yet: kept on the record, never counted as
sent. An act that is not in effect makes nothing due.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from app.acts.fold import Folded
from app.acts.general import Settled
from app.acts.steps import Due
from app.acts.told import Told
from app.base.clock import Day
from app.consignment.declaration import ControlResult, Declaration, limit_date_of
from app.messages.ncts import builders
from app.messages.ncts.builders import Release
from app.messages.ncts.facts import (
    ArrivalAdvice,
    ControlResults,
    CrossingNotification,
    GoodsReleased,
    MrnAllocated,
    WriteOff,
)
from app.reference.packs import CountryPack
from app.transit import acts
from app.transit.applied import SATISFACTORY
from app.transit.findings import Crossing
from app.transit.movement import Arrival, Moment, Movement, Result, local_day, snapshot_in_force
from app.transit.recipients import addressed, administration, party
from app.transit.rules import CONSIDERED, MOST_REMARKS, state_of_seals
from app.transit.rules import SATISFACTORY as PHYSICALLY_GOOD
from app.transit.states import Role

FULL_RELEASE = "1"  # CL164
_NO_OTHER_THINGS = frozenset({PHYSICALLY_GOOD, CONSIDERED})
_MOST_TEXT = 512


def due(folded: Folded, told: Told, pack: CountryPack) -> tuple[Due, ...]:
    """Give the messages one act makes due, on the record as it is with that act.

    A settled case makes due what the acts that stand would have made, under their own ids.
    """
    movement = folded.state
    if not isinstance(movement, Movement) or movement.declaration is None:
        return ()
    causes = set(told.fact.stands) if isinstance(told.fact, Settled) else {told.id}
    return tuple(
        one
        for moment in movement.moments
        if moment.act in causes
        for one in _DUE[moment.kind](movement, moment, pack)
    )


def _accepted(movement: Movement, moment: Moment, pack: CountryPack) -> Iterator[Due]:
    """028 to the holder."""
    declaration = movement.declaration
    if declaration is None or movement.accepted is None:
        return
    facts = MrnAllocated(
        lrn=movement.lrn,
        mrn=movement.mrn,
        acceptance_date=movement.accepted,
        office_of_departure=declaration.office_of_departure,
        holder=declaration.holder,
    )
    yield addressed(
        moment,
        ("CC028C", party(declaration.holder)),
        pack,
        lambda e: builders.cc028(e, facts),
    )


def _released(movement: Movement, moment: Moment, pack: CountryPack) -> Iterator[Due]:
    """029 to the holder, 001 to destination, 050 to each other administration on the way."""
    declaration = snapshot_in_force(movement)
    release = release_of(movement)
    if declaration is None or release is None:
        return
    yield addressed(
        moment,
        ("CC029C", party(declaration.holder)),
        pack,
        lambda e: builders.cc029(e, declaration, release),
    )
    destination = declaration.office_of_destination[:2]
    if destination != pack.country:
        yield addressed(
            moment,
            ("CD001C", administration(destination, "CD001C", pack)),
            pack,
            lambda e: builders.cd001(e, declaration, release),
        )
    for country in transit_countries(declaration, pack.country):
        yield addressed(
            moment,
            ("CD050C", administration(country, "CD050C", pack)),
            pack,
            lambda e: builders.cd050(e, declaration, release),
        )


def _crossed(movement: Movement, moment: Moment, pack: CountryPack) -> Iterator[Due]:
    """118 to departure, with the true day of passage."""
    for crossing in movement.crossings:
        if crossing.act == moment.act:
            yield from _notification(movement, crossing, pack)


def _notification(movement: Movement, crossing: Crossing, pack: CountryPack) -> Iterator[Due]:
    departure = _departure_elsewhere(movement, pack)
    if not departure:
        return
    facts = CrossingNotification(
        mrn=movement.mrn,
        passage_date=local_day(crossing.occurred, movement.zone) or Day(0),
        office_of_departure=departure,
        office_of_transit=crossing.office,
    )
    yield addressed(
        Moment(kind=acts.CROSSED, act=crossing.act, made=crossing.made),
        ("CD118C", administration(departure[:2], "CD118C", pack)),
        pack,
        lambda e: builders.cd118(e, facts),
    )


def _arrived(movement: Movement, moment: Moment, pack: CountryPack) -> Iterator[Due]:
    """006 to departure, with the true moment of arrival."""
    if movement.arrival is not None and movement.arrival.act == moment.act:
        yield from _advice(movement, movement.arrival, pack)


def _advice(movement: Movement, arrival: Arrival, pack: CountryPack) -> Iterator[Due]:
    departure = _departure_elsewhere(movement, pack)
    if not departure:
        return
    facts = ArrivalAdvice(
        mrn=movement.mrn,
        arrival=arrival.occurred,
        office_of_departure=departure,
        office_of_destination=arrival.office,
    )
    yield addressed(
        Moment(kind=acts.ARRIVED, act=arrival.act, made=arrival.made),
        ("CD006C", administration(departure[:2], "CD006C", pack)),
        pack,
        lambda e: builders.cd006(e, facts),
    )


def _announced(movement: Movement, moment: Moment, pack: CountryPack) -> Iterator[Due]:
    """The first data for a vehicle that came before them: now departure can be told.

    The ids stem from the arrival and the crossings: told twice, they are the same messages.
    """
    if movement.snapshots[0].act != moment.act:
        return
    if movement.arrival is not None:
        yield from _advice(movement, movement.arrival, pack)
    for crossing in movement.crossings:
        yield from _notification(movement, crossing, pack)


def _ended(movement: Movement, moment: Moment, pack: CountryPack) -> Iterator[Due]:
    """018 to departure, 025 to the trader at destination unless major differences are open."""
    departure = _departure_elsewhere(movement, pack)
    result = movement.result
    if result is None or movement.arrival is None:
        return
    if departure:
        facts = _results(movement, result, departure, movement.arrival.office)
        yield addressed(
            moment,
            ("CD018C", administration(departure[:2], "CD018C", pack)),
            pack,
            lambda e: builders.cd018(e, facts),
        )
    if result.code in SATISFACTORY:
        yield from _goods_released(movement, moment, pack)


def _solved(movement: Movement, moment: Moment, pack: CountryPack) -> Iterator[Due]:
    """025 to the trader at destination once major differences are solved."""
    if movement.state(Role.DESTINATION) == "ended":
        yield from _goods_released(movement, moment, pack)


def _goods_released(movement: Movement, moment: Moment, pack: CountryPack) -> Iterator[Due]:
    declaration, arrival = movement.declaration, movement.arrival
    consignee = declaration.consignment.consignee if declaration else None
    if consignee is None or not consignee.identification_number or arrival is None:
        return
    facts = GoodsReleased(
        mrn=movement.mrn,
        release_date=local_day(movement.ended, movement.zone) or Day(0),
        indicator=FULL_RELEASE,
        office_of_destination=arrival.office,
        trader=consignee.identification_number,
    )
    yield addressed(moment, ("CC025C", party(consignee)), pack, lambda e: builders.cc025(e, facts))


def _discharged(movement: Movement, moment: Moment, pack: CountryPack) -> Iterator[Due]:
    """045 to the holder."""
    declaration = movement.declaration
    if declaration is None or movement.discharged is None:
        return
    facts = WriteOff(
        mrn=movement.mrn,
        write_off_date=local_day(movement.discharged, movement.zone) or Day(0),
        office_of_departure=declaration.office_of_departure,
        holder=declaration.holder,
    )
    yield addressed(
        moment,
        ("CC045C", party(declaration.holder)),
        pack,
        lambda e: builders.cc045(e, facts),
    )


_Answer: TypeAlias = Callable[[Movement, Moment, CountryPack], Iterator[Due]]

_DUE: Mapping[str, _Answer] = {
    acts.ACCEPTED: _accepted,
    acts.RELEASED: _released,
    acts.CROSSED: _crossed,
    acts.ARRIVED: _arrived,
    acts.ANNOUNCED: _announced,
    acts.ENDED: _ended,
    acts.DISCREPANCIES_SOLVED: _solved,
    acts.DISCHARGED: _discharged,
}


def release_of(movement: Movement) -> Release | None:
    """What departure adds at release; None while a part of it is missing."""
    declaration = movement.declaration
    limit = movement.limit or (limit_date_of(declaration) if declaration else None)
    released = local_day(movement.released, movement.zone)
    if limit is None or released is None or movement.accepted is None:
        return None
    return Release(
        mrn=movement.mrn,
        acceptance_date=movement.accepted,
        release_date=released,
        control_result=ControlResult(code=movement.departure_result, date=limit),
    )


def transit_countries(declaration: Declaration, own: str) -> tuple[str, ...]:
    """The other administrations with offices of transit, each once (G0130); none for TIR."""
    if declaration.declaration_type == "TIR":
        return ()
    countries = (office.reference_number[:2] for office in declaration.offices_of_transit)
    return tuple(dict.fromkeys(country for country in countries if country != own))


def _departure_elsewhere(movement: Movement, pack: CountryPack) -> str:
    """The office of departure where another administration has it, else nothing."""
    declaration = movement.declaration
    office = declaration.office_of_departure if declaration else ""
    return "" if office.startswith(pack.country) else office


def _results(
    movement: Movement, result: Result, departure: str, destination: str
) -> ControlResults:
    declaration = movement.declaration
    told = _other_things(result)
    return ControlResults(
        mrn=movement.mrn,
        code=result.code,
        date=local_day(result.occurred, movement.zone) or Day(0),
        office_of_departure=departure,
        office_of_destination=destination,
        binding_itinerary=movement.binding_itinerary,
        seals_good=state_of_seals(movement),
        text=result.remarks[:_MOST_TEXT] or None,
        other_things=told,
        tir_carnet_number=declaration.tir_carnet_number if declaration else None,
    )


def _other_things(result: Result) -> str | None:
    """Differences in words: A5 and B1 report them, A1 and A2 report none (C0930)."""
    if result.code in _NO_OTHER_THINGS:
        return None
    told = [
        f"{one.item or '-'} {one.what}: {one.declared or '-'} / {one.found or '-'}"
        for one in result.differences
    ]
    return "; ".join(told or [result.remarks])[:MOST_REMARKS] or None
