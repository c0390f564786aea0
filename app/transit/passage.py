"""The office of transit: let the vehicle over the frontier."""

from app.acts.steps import Desk, Plan
from app.base.errors import Refused
from app.transit import acts, rules
from app.transit.answers import every_seal, plate_found
from app.transit.loading import allowed_now, load_or_open, not_now, when
from app.transit.states import Event, Role, State
from app.transit.stepping import begin
from app.transit.use_cases import Cross

_LEFT = frozenset({State.RELEASED, State.ADVISED, State.RESULTS_KNOWN, State.DISCREPANCIES})


def cross(case: Cross, desk: Desk) -> Plan:
    """Record the crossing, with or without data held.

    Raises:
        Refused: plate or seals unanswered, passed here already, not released, held or closed.
    """
    loaded = load_or_open(desk, case.record, case.mrn)
    step = begin(desk, loaded)
    movement = loaded.movement
    if movement.departure not in {State.NONE, *_LEFT}:
        raise not_now(movement, Role.DEPARTURE, Event.CROSS)
    step.expect(Role.TRANSIT, Event.CROSS)
    office = desk.actor.office
    if any(crossing.office == office for crossing in movement.crossings):
        raise Refused("transit.crossed_here", allowed=allowed_now(movement), office=office)
    if movement.declaration is None and not case.reason.strip():
        raise Refused("transit.no_data_to_cross", field="reason", mrn=movement.mrn)
    occurred = when(desk, case.occurred)
    seals = every_seal(case.seals, movement, all_intact=case.all_intact)
    findings = rules.all_of(
        rules.witnessed(case.plate, seals, movement),
        rules.seals_sound(seals),
        rules.plate_differs(case.plate, movement),
        rules.not_in_the_future(occurred, desk.now),
        rules.other_office(movement, Role.TRANSIT, office),
        rules.late_passage(movement, occurred),
        rules.number_doubted(movement),
    )
    fact = acts.Crossed(
        office=office,
        mrn=movement.mrn,
        occurred=occurred,
        plate=plate_found(case.plate, movement),
        seals=seals,
        seen=movement.seen,
        reason=case.reason.strip(),
    )
    return step.then(acts.CROSSED, fact, findings).plan(loaded.record)
