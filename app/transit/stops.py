"""Steps that any office of a movement may take: control, hold, lift, invalidate."""

from app.acts.steps import Desk, Plan
from app.base.errors import Refused
from app.transit import acts, rules
from app.transit.loading import load, not_now, reasoned, when
from app.transit.states import Event, Role, possible
from app.transit.stepping import begin
from app.transit.use_cases import DecideControl, Hold, Invalidate, LiftHold


def decide_control(case: DecideControl, desk: Desk) -> Plan:
    """Put the movement under control at the office that has the goods.

    Raises:
        Refused: no types, or neither departure nor destination may decide now.
    """
    step = begin(desk, load(desk, case.record))
    for role in (Role.DESTINATION, Role.DEPARTURE):
        if Event.DECIDE_CONTROL in possible(step.movement.state(role), role):
            break
    else:
        raise not_now(step.movement, Role.DESTINATION, Event.DECIDE_CONTROL)
    step.expect(role, Event.DECIDE_CONTROL)
    fact = acts.ControlDecided(
        role=role,
        types=case.types,
        instruction=case.instruction.strip(),
        occurred=when(desk, case.occurred),
    )
    findings = tuple(rules.control_types(case.types, case.instruction))
    return step.then(acts.CONTROL_DECIDED, fact, findings).plan()


def hold(case: Hold, desk: Desk) -> Plan:
    """Stop the movement; it stays stopped until somebody who may lifts it.

    Raises:
        Refused: no reason, or the role may not.
    """
    step = begin(desk, load(desk, case.record))
    fact = acts.Held(reason=reasoned(case.reason), occurred=when(desk, case.occurred))
    return step.then(acts.HELD, fact).plan()


def lift_hold(case: LiftHold, desk: Desk) -> Plan:
    """Lift the holds known here; one made elsewhere meanwhile stays.

    Raises:
        Refused: nothing is held, no reason, or the role may not.
    """
    step = begin(desk, load(desk, case.record))
    holds = step.movement.holds
    if not holds:
        raise Refused("transit.not_held")
    fact = acts.HoldLifted(
        holds=tuple(sorted(one.act for one in holds)),
        reason=reasoned(case.reason),
        occurred=when(desk, case.occurred),
    )
    return step.then(acts.HOLD_LIFTED, fact).plan()


def invalidate(case: Invalidate, desk: Desk) -> Plan:
    """Invalidate the declaration before arrival.

    Raises:
        Refused: it has arrived or ended, no reason, or the role may not.
    """
    step = begin(desk, load(desk, case.record))
    step.expect(Role.DEPARTURE, Event.INVALIDATE)
    fact = acts.Invalidated(reason=reasoned(case.reason), occurred=when(desk, case.occurred))
    return step.then(acts.INVALIDATED, fact).plan()
