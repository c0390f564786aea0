"""The pages of one movement: arrival, what follows from its answers, crossing, the fast lane."""

from app.acts.fold import Folded
from app.acts.steps import View, Words
from app.base.clock import Instant
from app.base.ids import RecordId
from app.cases.look import Look
from app.reference.numbers import mrn as mrns
from app.transit import acts, listing, rules
from app.transit.answers import every_seal
from app.transit.findings import SealFound, are_good
from app.transit.listing import ListedMovement
from app.transit.lists import named, stored_row
from app.transit.loading import day_at
from app.transit.movement import Movement, local_day, seals_found
from app.transit.rows import (
    ArrivalRow,
    CrossingRow,
    FastLaneRow,
    FastLine,
    FollowsRow,
)
from app.transit.shown import head_of, movement_of, office_name, seal_lines, verdict_of
from app.transit.states import Role

_MOST_CROSSED = 200
_SHOWN = 20


class ArrivalPage(View[ArrivalRow], frozen=True, kw_only=True):
    """A movement at destination, by id or by MRN; an MRN nobody announced is shown as unknown."""

    record: RecordId | None = None
    mrn: str = ""


class ArrivalFollows(View[FollowsRow], frozen=True, kw_only=True):
    """What the answers given so far leave; nothing is recorded by asking."""

    record: RecordId
    plate: str = ""
    seals: tuple[SealFound, ...] = ()
    all_intact: bool = False
    controls: tuple[str, ...] = ()
    result: str = ""
    remarks: str = ""
    has_differences: bool = False
    late_reason: str = ""
    occurred: Instant | None = None


class CrossingPage(View[CrossingRow], frozen=True, kw_only=True):
    """A movement at an office of transit, by id or by MRN."""

    record: RecordId | None = None
    mrn: str = ""


class FastLane(View[FastLaneRow], frozen=True, kw_only=True):
    """The trucks let over the frontier at this office today."""


def arrival_page(view: ArrivalPage, look: Look) -> ArrivalRow:
    """Show a movement for its arrival."""
    folded, movement = known_or_empty(look, view.record, view.mrn)
    arrival, result = movement.arrival, movement.result
    declaration = movement.declaration
    return ArrivalRow(
        head=head_of(look, folded, movement, listing.EXPECTED),
        verdict=verdict_of(look, folded, movement, Role.DESTINATION),
        seals=seal_lines(movement),
        places=(office_name(look.actor.office),),
        arrived=arrival.occurred if arrival else Instant(0),
        place=arrival.place if arrival else "",
        plate_found=arrival.plate.number if arrival else "",
        result=result.code if result else "",
        controls=result.controls if result else movement.controls,
        instruction=movement.instruction,
        remarks=result.remarks if result else "",
        differences=result.differences if result else (),
        risk=declaration.risk.code if declaration and declaration.risk else "",
    )


def arrival_follows(view: ArrivalFollows, look: Look) -> FollowsRow:
    """Work out what the answers leave, by the same rules that sending runs."""
    _, movement = movement_of(look, view.record)
    seals = every_seal(view.seals, movement, all_intact=view.all_intact)
    bad = not are_good(seals) or any(one.state != "intact" for one in movement.seals)
    lawful = rules.lawful_results(view.controls, bad_seals=bad)
    result = view.result or rules.proposed_result(view.controls, bad_seals=bad)
    occurred = look.now if view.occurred is None else view.occurred
    day = local_day(occurred, movement.zone)
    after = Movement(seals=seals_found(movement.seals, seals))
    findings = rules.all_of(
        rules.plate_answered(view.plate),
        rules.seals_answered(seals, movement),
        rules.seals_sound(seals),
        rules.result_lawful(
            result,
            view.controls,
            after,
            remarks=view.remarks,
            has_differences=view.has_differences,
        ),
        rules.arrived_in_time(day, movement, view.late_reason) if day else iter(()),
        rules.not_in_the_future(occurred, look.now),
    )
    needs = result in {rules.MINOR, rules.MAJOR} or (bad and not result)
    return FollowsRow(
        results=lawful,
        result=result if result in lawful else "",
        why="transit.follows.bad_seals" if bad else _why(view.controls),
        rule="G0017" if bad else "",
        remarks_needed=needs and not view.remarks.strip() and not view.has_differences,
        proposes_control=bad and not view.controls,
        found=_found(movement, seals),
        late=movement.limit is not None and day is not None and day > movement.limit,
        findings=findings,
    )


def crossing_page(view: CrossingPage, look: Look) -> CrossingRow:
    """Show a movement for its crossing."""
    folded, movement = known_or_empty(look, view.record, view.mrn)
    declaration = movement.declaration
    return CrossingRow(
        head=head_of(look, folded, movement, listing.CROSSINGS),
        verdict=verdict_of(look, folded, movement, Role.TRANSIT),
        seals=seal_lines(movement),
        country=declaration.office_of_destination[:2] if declaration else "",
    )


def fast_lane(view: FastLane, look: Look) -> FastLaneRow:
    """List the trucks of today, the last one first; from stored rows alone."""
    del view
    office = look.actor.office
    today = day_at(look, look.now)
    crossed: list[FastLine] = []
    for is_open in (True, False):
        rows = look.store.records.newest(acts.RECORD, is_open=is_open, limit=_MOST_CROSSED)
        for one in rows:
            crossed += _crossed_here(one.record, stored_row(one.row), office)
    lines = [line for line in crossed if day_at(look, line.occurred) == today]
    lines.sort(key=lambda line: -line.occurred)
    return FastLaneRow(
        office=office,
        office_name=office_name(office),
        count=len(lines),
        lines=tuple(lines[:_SHOWN]),
        now=look.now,
    )


def known_or_empty(look: Look, record: RecordId | None, mrn: str) -> tuple[Folded, Movement]:
    """The movement, or an empty one where nobody announced the MRN.

    Raises:
        Refused: the id is not that of a movement.
    """
    identity = named(look, record, mrn)
    folded = look.store.folded(identity)
    if folded is None and record is None:
        empty = Movement(mrn=mrns.compact(mrn))
        return (
            Folded(id=identity, kind=acts.RECORD, state=empty, heads=frozenset(), standing={}),
            empty,
        )
    return movement_of(look, identity)


def _why(controls: tuple[str, ...]) -> str:
    physical = rules.PHYSICAL & set(controls)
    return "transit.follows.controlled" if physical else "transit.follows.not_controlled"


def _found(movement: Movement, seals: tuple[SealFound, ...]) -> Words:
    wrong = sum(seal.state != "intact" for seal in seals)
    if wrong:
        return Words("transit.verdict.bad_seals", {"n": wrong})
    if seals and len(seals) == len(movement.seals):
        return Words("transit.follows.all_intact", {"n": len(seals)})
    return Words("transit.verdict.nothing_found")


def _crossed_here(record: RecordId, row: ListedMovement, office: str) -> list[FastLine]:
    return [
        FastLine(
            record=record,
            mrn=row.mrn,
            plate=row.plates[0] if row.plates else "",
            occurred=crossing.occurred,
            seals_good=row.bad_seals == 0,
        )
        for crossing in row.crossings
        if crossing.office == office
    ]
