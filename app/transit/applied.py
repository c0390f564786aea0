"""What each fact does to a movement: pure and total; an act that comes too late changes nothing.

Acts made at destination move departure too where one administration holds both roles.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import msgspec

from app.base.clock import Instant
from app.consignment.declaration import Declaration, limit_date_of
from app.transit import acts
from app.transit.findings import Crossing, SealFound
from app.transit.movement import (
    Arrival,
    Hold,
    Moment,
    Movement,
    Notified,
    Result,
    SealInForce,
    Snapshot,
    digest_of,
    seals_declared,
    seals_found,
)
from app.transit.states import Event, Role, State, moved

SATISFACTORY = frozenset({"A1", "A2", "A5"})
"""Results of destination after which departure may discharge; B1 opens discrepancies."""


class Made(msgspec.Struct, frozen=True):
    """Who made a fact, where and when: the id of the act (32 bytes, empty while it is planned)."""

    act: bytes
    office: str
    wall: Instant


def applied(movement: Movement, fact: object, made: Made) -> Movement:
    """Give the movement after one fact; an unknown one changes nothing."""
    change, change_by = _CHANGES.get(type(fact)), _CHANGES_BY.get(type(fact))
    if change is not None:
        after = change(movement, fact)
    elif change_by is not None:
        after = change_by(movement, fact, made)
    else:
        return movement
    told = _TOLD.get(type(fact))
    if told is not None:
        moment = Moment(kind=told, act=made.act, made=made.wall)
        after = msgspec.structs.replace(after, moments=(*after.moments, moment))
    return msgspec.structs.replace(
        after,
        administration=movement.administration or made.office[:2],
        last=made.wall,
    )


_Change: TypeAlias = Callable[[Movement, Any], Movement]
_ChangeBy: TypeAlias = Callable[[Movement, Any, Made], Movement]


def _declared(movement: Movement, fact: acts.Declared, made: Made) -> Movement:
    after = _with(movement, made, fact.declaration, "declared")
    return _at(
        msgspec.structs.replace(after, lrn=fact.declaration.lrn or movement.lrn),
        Role.DEPARTURE,
        Event.DECLARE,
    )


def _accepted(movement: Movement, fact: acts.Accepted, made: Made) -> Movement:
    after = msgspec.structs.replace(
        movement, mrn=movement.mrn or fact.mrn, accepted=fact.date, accepted_at=made.office
    )
    return _at(after, Role.DEPARTURE, Event.ACCEPT)


def _control_decided(movement: Movement, fact: acts.ControlDecided) -> Movement:
    after = msgspec.structs.replace(
        movement, controls=fact.types, instruction=fact.instruction or movement.instruction
    )
    return _at(after, fact.role, Event.DECIDE_CONTROL)


def _control_resulted(movement: Movement, fact: acts.ControlResulted) -> Movement:
    after = msgspec.structs.replace(movement, departure_result=fact.result)
    return _at(after, Role.DEPARTURE, Event.SATISFY_CONTROL)


def _seals_affixed(movement: Movement, fact: acts.SealsAffixed) -> Movement:
    on = {seal.identifier for seal in movement.seals}
    new = tuple(
        SealInForce(identifier=seal.identifier, equipment=seal.equipment)
        for seal in fact.seals
        if seal.identifier not in on
    )
    return msgspec.structs.replace(movement, seals=movement.seals + new, seals_exempt=fact.exempt)


def _limit_set(movement: Movement, fact: acts.LimitSet) -> Movement:
    return msgspec.structs.replace(
        movement, limit=fact.limit, binding_itinerary=fact.binding_itinerary
    )


def _released(movement: Movement, fact: acts.Released, made: Made) -> Movement:
    """Release; offices of the same administration hear of it by this act, no message is needed."""
    after = _at(movement, Role.DEPARTURE, Event.RELEASE)
    if after.departure is not State.RELEASED or movement.declaration is None:
        return after
    after = msgspec.structs.replace(after, released=fact.occurred)
    own = (movement.administration or made.office)[:2]
    if any(
        office.reference_number.startswith(own)
        for office in movement.declaration.offices_of_transit
    ):
        after = _at(after, Role.TRANSIT, Event.ANNOUNCE)
    if movement.declaration.office_of_destination.startswith(own):
        after = _at(after, Role.DESTINATION, Event.ANNOUNCE)
    return after


def _not_released(movement: Movement, fact: acts.NotReleased) -> Movement:
    after = msgspec.structs.replace(movement, not_released=fact.reason)
    return _at(after, Role.DEPARTURE, Event.REFUSE_RELEASE)


def _announced(movement: Movement, fact: acts.Announced, made: Made) -> Movement:
    """Take the newer snapshot whole; seals already looked at keep what was found of them."""
    known = {seal.identifier: seal for seal in movement.seals}
    limit = limit_date_of(fact.declaration)
    after = _with(movement, made, fact.declaration, fact.message)
    after = msgspec.structs.replace(
        after,
        mrn=movement.mrn or fact.declaration.mrn or "",
        limit=limit or movement.limit,
        binding_itinerary=fact.declaration.binding_itinerary,
        seals=tuple(known.get(seal.identifier, seal) for seal in after.seals),
    )
    return _at(after, fact.role, Event.ANNOUNCE)


def _crossed(movement: Movement, fact: acts.Crossed, made: Made) -> Movement:
    here = Crossing(office=fact.office, occurred=fact.occurred, act=made.act, made=made.wall)
    after = msgspec.structs.replace(
        _sealed(movement, fact.seals),
        mrn=movement.mrn or fact.mrn,
        crossings=(*movement.crossings, here),
    )
    after = _at(after, Role.DEPARTURE, Event.NOTIFY_CROSSING)
    return _at(after, Role.TRANSIT, Event.CROSS)


def _arrived(movement: Movement, fact: acts.Arrived, made: Made) -> Movement:
    arrival = Arrival(
        office=fact.office,
        occurred=fact.occurred,
        plate=fact.plate,
        place=fact.place,
        seen=fact.seen,
        provisional=fact.provisional,
        late_reason=fact.late_reason,
        act=made.act,
        made=made.wall,
    )
    after = msgspec.structs.replace(
        movement, mrn=movement.mrn or fact.mrn, arrival=movement.arrival or arrival
    )
    without = fact.provisional and movement.destination is State.NONE
    after = _at(after, Role.DEPARTURE, Event.ADVISE)
    event = Event.ARRIVE_WITHOUT_DATA if without else Event.ARRIVE
    if not without and movement.destination is State.NONE and movement.declaration is not None:
        after = _at(after, Role.DESTINATION, Event.ANNOUNCE)  # diverted to this administration
    return _at(after, Role.DESTINATION, event)


def _seals_checked(movement: Movement, fact: acts.SealsChecked) -> Movement:
    return _at(_sealed(movement, fact.seals), Role.DESTINATION, Event.CHECK_SEALS)


def _result_taken(movement: Movement, fact: acts.ResultTaken, made: Made) -> Movement:
    result = Result(
        code=fact.result,
        occurred=fact.occurred,
        office=made.office,
        controls=fact.controls,
        remarks=fact.remarks,
        differences=fact.differences,
        seen=fact.seen,
    )
    return _at(
        msgspec.structs.replace(movement, result=result), Role.DESTINATION, Event.TAKE_RESULT
    )


def _ended(movement: Movement, fact: acts.Ended) -> Movement:
    good = movement.result is None or movement.result.code in SATISFACTORY
    after = msgspec.structs.replace(movement, ended=fact.occurred)
    after = _at(after, Role.DEPARTURE, Event.SATISFY if good else Event.DIFFER)
    return _at(after, Role.DESTINATION, Event.END if good else Event.END_DIFFERING)


def _advised(movement: Movement, fact: acts.Advised) -> Movement:
    there = Crossing(office=fact.office, occurred=fact.occurred)
    return _at(
        msgspec.structs.replace(movement, advised=movement.advised or there),
        Role.DEPARTURE,
        Event.ADVISE,
    )


def _notified(movement: Movement, fact: acts.CrossingNotified) -> Movement:
    passed = Notified(office=fact.office, date=fact.date)
    if passed in movement.notified:
        return movement
    after = msgspec.structs.replace(movement, notified=(*movement.notified, passed))
    return _at(after, Role.DEPARTURE, Event.NOTIFY_CROSSING)


def _results_received(movement: Movement, fact: acts.ResultsReceived, made: Made) -> Movement:
    result = Result(code=fact.result, occurred=made.wall, office=fact.office, remarks=fact.remarks)
    event = Event.SATISFY if fact.result in SATISFACTORY else Event.DIFFER
    return _at(msgspec.structs.replace(movement, result=result), Role.DEPARTURE, event)


def _discharged(movement: Movement, fact: acts.Discharged) -> Movement:
    after = _at(movement, Role.DEPARTURE, Event.DISCHARGE)
    if after.departure is State.WRITTEN_OFF:
        after = msgspec.structs.replace(after, discharged=movement.discharged or fact.occurred)
    return after


def _solved(movement: Movement, fact: acts.DiscrepanciesSolved) -> Movement:
    del fact
    after = _at(movement, Role.DEPARTURE, Event.SOLVE)
    return _at(after, Role.DESTINATION, Event.SOLVE)


def _held(movement: Movement, fact: acts.Held, made: Made) -> Movement:
    hold = Hold(act=made.act, reason=fact.reason, office=made.office)
    return msgspec.structs.replace(movement, holds=(*movement.holds, hold))


def _hold_lifted(movement: Movement, fact: acts.HoldLifted) -> Movement:
    """Lift the holds it saw, and only those: a hold of another dark office stays."""
    return msgspec.structs.replace(
        movement, holds=tuple(hold for hold in movement.holds if hold.act not in fact.holds)
    )


def _invalidated(movement: Movement, fact: acts.Invalidated) -> Movement:
    after = msgspec.structs.replace(movement, closed_by=fact.reason)
    for role in (Role.TRANSIT, Role.DESTINATION):
        if after.state(role) is not State.NONE:
            after = _at(after, role, Event.CLOSE)
    return _at(after, Role.DEPARTURE, Event.INVALIDATE)


def _closed(movement: Movement, fact: acts.ClosedElsewhere) -> Movement:
    after = msgspec.structs.replace(movement, closed_by=fact.office or fact.message)
    for role in (Role.TRANSIT, Role.DESTINATION):
        if after.state(role) is not State.NONE:
            after = _at(after, role, Event.CLOSE)
    return after


_CHANGES: Mapping[type, _Change] = {
    acts.ControlDecided: _control_decided,
    acts.ControlResulted: _control_resulted,
    acts.SealsAffixed: _seals_affixed,
    acts.LimitSet: _limit_set,
    acts.NotReleased: _not_released,
    acts.SealsChecked: _seals_checked,
    acts.Ended: _ended,
    acts.Advised: _advised,
    acts.CrossingNotified: _notified,
    acts.Discharged: _discharged,
    acts.DiscrepanciesSolved: _solved,
    acts.HoldLifted: _hold_lifted,
    acts.Invalidated: _invalidated,
    acts.ClosedElsewhere: _closed,
}
_CHANGES_BY: Mapping[type, _ChangeBy] = {
    acts.Crossed: _crossed,
    acts.Arrived: _arrived,
    acts.Declared: _declared,
    acts.Accepted: _accepted,
    acts.Released: _released,
    acts.Announced: _announced,
    acts.ResultTaken: _result_taken,
    acts.ResultsReceived: _results_received,
    acts.Held: _held,
}
"""Changes that note who made them, where or when."""


_TOLD: Mapping[type, str] = {
    acts.Accepted: acts.ACCEPTED,
    acts.Released: acts.RELEASED,
    acts.Announced: acts.ANNOUNCED,
    acts.Crossed: acts.CROSSED,
    acts.Arrived: acts.ARRIVED,
    acts.Ended: acts.ENDED,
    acts.DiscrepanciesSolved: acts.DISCREPANCIES_SOLVED,
    acts.Discharged: acts.DISCHARGED,
}
"""Facts that partners or traders are told of."""


def _with(movement: Movement, made: Made, declaration: Declaration, source: str) -> Movement:
    """Add a version; the same version twice is one."""
    digest = digest_of(declaration)
    if movement.seen == digest:
        return movement
    snapshot = Snapshot(act=made.act, digest=digest, source=source, declaration=declaration)
    seals, read = seals_declared(declaration), movement.seals_checked
    if movement.declaration is None and movement.seals:  # read on the truck before any data came
        read = {one.identifier for one in seals} == {one.identifier for one in movement.seals}
        seals = seals_found(seals, map(_as_found, movement.seals))
    return msgspec.structs.replace(
        movement, snapshots=(*movement.snapshots, snapshot), seals=seals, seals_checked=read
    )


def _as_found(seal: SealInForce) -> SealFound:
    return SealFound(identifier=seal.identifier, state=seal.state, number_found=seal.number_found)


def _sealed(movement: Movement, found: tuple[SealFound, ...]) -> Movement:
    if not found:
        return movement
    seals = movement.seals
    if movement.declaration is None:
        known = {one.identifier for one in seals}
        marks = dict.fromkeys(one.identifier for one in found)
        seals += tuple(SealInForce(identifier=mark) for mark in marks if mark not in known)
    return msgspec.structs.replace(movement, seals=seals_found(seals, found), seals_checked=True)


_FIELD = {Role.DEPARTURE: "departure", Role.TRANSIT: "transit", Role.DESTINATION: "destination"}


def _at(movement: Movement, role: Role, event: Event) -> Movement:
    """Move one role on; an event that does not count leaves it where it is."""
    state = moved(role, movement.state(role), event)
    if state is movement.state(role):
        return movement
    return msgspec.structs.replace(movement, **{_FIELD[role]: state})
