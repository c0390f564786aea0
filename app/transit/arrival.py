"""The office of destination: arrive, look at seals, conclude, end the transit."""

from app.acts.steps import Desk, Plan
from app.base.clock import Instant
from app.base.errors import Refused
from app.transit import acts, rules
from app.transit.answers import every_seal, plate_found
from app.transit.findings import SealFound
from app.transit.loading import Loaded, allowed_now, day_at, load, load_or_open, not_now, when
from app.transit.movement import Movement
from app.transit.states import Event, Role, State
from app.transit.stepping import Step, begin
from app.transit.use_cases import Arrive, CheckSeals, EndTransit, TakeResult

_NOT_LEFT = frozenset(
    {
        State.DECLARED,
        State.ACCEPTED,
        State.UNDER_CONTROL,
        State.NOT_RELEASED,
        State.INVALIDATED,
        State.WRITTEN_OFF,
    }
)


def arrive(case: Arrive, desk: Desk) -> Plan:
    """Record that goods and MRN are presented; the answer is the record's id.

    Raises:
        Refused: no data and not provisional, plate unanswered, late without a reason, not now.
    """
    loaded = load_or_open(desk, case.record, case.mrn)
    if loaded.movement.declaration is None and not case.provisional:
        raise Refused("transit.no_data_to_arrive", field="provisional", mrn=loaded.movement.mrn)
    occurred = when(desk, case.occurred)
    step = _arrived(begin(desk, loaded), case, occurred)
    if case.seals:
        step = _seals_checked(step, case.seals, occurred)
    return step.plan(loaded.record)


def check_seals(case: CheckSeals, desk: Desk) -> Plan:
    """Record how each seal in force was found.

    Raises:
        Refused: a seal unanswered or not in force, another number not given, not now.
    """
    step = begin(desk, load(desk, case.record))
    seals = every_seal(case.seals, step.movement, all_intact=case.all_intact)
    return _seals_checked(step, seals, when(desk, case.occurred)).plan()


def take_result(case: TakeResult, desk: Desk) -> Plan:
    """Conclude the control.

    Raises:
        Refused: a result the answers do not leave (G0017, C0930), seals not looked at, not now.
    """
    step = begin(desk, load(desk, case.record))
    return _concluded(step, case, when(desk, case.occurred)).plan(case.result)


def end_transit(case: EndTransit, desk: Desk) -> Plan:
    """End the transit; arrival, seals and result go first where they are missing.

    Raises:
        Refused: data missing, something unanswered or not lawful, held, or not now.
    """
    loaded = load(desk, case.record)
    if loaded.movement.declaration is None:
        raise Refused("transit.no_data_to_end", allowed=allowed_now(loaded.movement))
    occurred = when(desk, case.occurred)
    step = begin(desk, loaded)
    seals = every_seal(case.seals, step.movement, all_intact=case.all_intact)
    if step.movement.arrival is None:
        _both_answered(case, seals, step.movement)
        step = _arrived(step, case, occurred)
    if _seals_open(step.movement, seals):
        step = _seals_checked(step, seals, occurred)
    if step.movement.result is None or case.result is not None:
        step = _concluded(step, case, occurred)
    result = step.movement.result
    differs = result is not None and result.code == rules.MAJOR
    step.expect(Role.DESTINATION, Event.END_DIFFERING if differs else Event.END)
    findings = tuple(rules.closed_but_here(step.movement))
    return step.then(acts.ENDED, acts.Ended(occurred=occurred), findings).plan(
        result.code if result else ""
    )


def _both_answered(case: EndTransit, seals: tuple[SealFound, ...], movement: Movement) -> None:
    """Refuse at once where neither plate nor seals are answered, naming both."""
    findings = rules.all_of(rules.witnessed(case.plate, seals, movement))
    unanswered = [finding for finding in findings if finding.code.endswith("unanswered")]
    if len(unanswered) > 1:
        raise Refused("transit.rules.plate_and_seals_unanswered", field="plate")


def _seals_open(movement: Movement, seals: tuple[SealFound, ...]) -> bool:
    return bool(seals) or (bool(movement.seals) and not movement.seals_checked)


def _arrived(step: Step, case: Arrive | EndTransit, occurred: Instant) -> Step:
    desk, movement = step.desk, step.movement
    provisional = movement.declaration is None
    _expect_arrival(step.loaded, provisional=provisional)
    day = day_at(desk, occurred)
    findings = rules.all_of(
        rules.plate_answered(case.plate),
        rules.plate_differs(case.plate, movement),
        rules.not_in_the_future(occurred, desk.now),
        rules.arrived_in_time(day, movement, case.late_reason),
        rules.other_office(movement, Role.DESTINATION, desk.actor.office),
        rules.seals_seen_broken(movement),
        rules.number_doubted(movement),
        rules.held_on_arrival(movement),
    )
    fact = acts.Arrived(
        office=desk.actor.office,
        occurred=occurred,
        plate=plate_found(case.plate, movement),
        place=case.place.strip(),
        seen=movement.seen,
        provisional=provisional,
        mrn=movement.mrn,
        late_reason=case.late_reason.strip(),
    )
    return step.then(acts.ARRIVED, fact, findings)


def _expect_arrival(loaded: Loaded, *, provisional: bool) -> None:
    """Hold an arrival to the table; a diversion brings it to an office that did not await it."""
    movement = loaded.movement
    step = Event.ARRIVE_WITHOUT_DATA if provisional else Event.ARRIVE
    if movement.departure in _NOT_LEFT:
        raise not_now(movement, Role.DEPARTURE, Event.ARRIVE)
    diverted = movement.destination is State.NONE and not provisional
    awaited = State.ANNOUNCED if not provisional else State.NONE
    if movement.arrival is not None or not (diverted or movement.destination is awaited):
        raise not_now(movement, Role.DESTINATION, step)


def _seals_checked(step: Step, seals: tuple[SealFound, ...], occurred: Instant) -> Step:
    step.expect(Role.DESTINATION, Event.CHECK_SEALS)
    findings = rules.all_of(
        rules.seals_answered(seals, step.movement),
        rules.seals_sound(seals),
        rules.not_in_the_future(occurred, step.desk.now),
    )
    return step.then(
        acts.SEALS_CHECKED, acts.SealsChecked(seals=seals, occurred=occurred), findings
    )


def _concluded(step: Step, case: TakeResult | EndTransit, occurred: Instant) -> Step:
    step.expect(Role.DESTINATION, Event.TAKE_RESULT)
    movement = step.movement
    bad = any(seal.state != "intact" for seal in movement.seals)
    result = case.result or rules.proposed_result(case.controls, bad_seals=bad)
    findings = rules.all_of(
        rules.seals_looked_at(movement),
        rules.result_lawful(
            result,
            case.controls,
            movement,
            remarks=case.remarks,
            has_differences=bool(case.differences),
        ),
        rules.not_in_the_future(occurred, step.desk.now),
    )
    fact = acts.ResultTaken(
        result=result,
        controls=case.controls,
        remarks=case.remarks.strip(),
        differences=case.differences,
        seen=movement.seen,
        occurred=occurred,
    )
    return step.then(acts.RESULT_TAKEN, fact, findings)
