"""The office of departure: declare, accept, control, seal, limit, release or not, discharge."""

from datetime import timedelta

from app.acts.steps import Desk, Enclosure, NumberUse, Plan, Planned
from app.base.clock import Day, Instant, date_of, day_of
from app.base.errors import Refused
from app.base.ids import RecordId
from app.consignment.declaration import Declaration
from app.guarantees import service as guarantees
from app.reference.numbers import mrn as mrns
from app.reference.packs import CountryPack, Numbering
from app.security import canonical
from app.transit import acts, rules
from app.transit.findings import SealAffixed
from app.transit.loading import allow, allowed_now, check, day_at, load, reasoned, when
from app.transit.movement import Movement, snapshot_in_force
from app.transit.states import Event, Role, State
from app.transit.stepping import Step, begin
from app.transit.use_cases import (
    Accept,
    AffixSeals,
    Declare,
    Discharge,
    NotRelease,
    Release,
    SetLimit,
    SolveDiscrepancies,
    TakeDepartureResult,
)

MRN = "mrn"
"""The kind of number leased for movements."""


def declare(case: Declare, desk: Desk) -> Plan:
    """Open a record for what the holder lodged; the answer is its id.

    Raises:
        Refused: this is not the office of departure it names.
    """
    allow(desk, acts.DECLARED)
    office = rules.office_is_departure(case.declaration, desk.actor.office)
    findings = check(tuple(office))
    record = _lodged_as(case.declaration, desk)
    digest = canonical.digest(case.received) if case.received else b""
    enclosures = (Enclosure(case.received, case.media_type),) if case.received else ()
    fact = acts.Declared(declaration=case.declaration, received=digest)
    act = Planned(record=record, kind=acts.DECLARED, fact=fact, enclosures=enclosures)
    return Plan(acts=(act,), value=record, findings=findings)


def accept(case: Accept, desk: Desk) -> Plan:
    """Give it its MRN from this device's block; the record then goes by that number.

    Raises:
        Refused: the number comes from the centre alone, or no block was lent or is left.
    """
    step = _accepted(begin(desk, load(desk, case.record)), when(desk, case.occurred))
    return step.plan(step.movement.mrn)


def take_departure_result(case: TakeDepartureResult, desk: Desk) -> Plan:
    """Conclude the control, or that none was needed.

    Raises:
        Refused: a result that is none here, or a state that has none.
    """
    step = begin(desk, load(desk, case.record))
    return _resulted(step, case.result, when(desk, case.occurred), case.remarks).plan()


def affix_seals(case: AffixSeals, desk: Desk) -> Plan:
    """Affix seals or exempt.

    Raises:
        Refused: number and list disagree (R0106, C0569), a mark twice (R0107), or not now.
    """
    step = begin(desk, load(desk, case.record))
    count = len(case.seals) if case.count is None else case.count
    return _sealed(step, case.seals, count, when(desk, case.occurred), exempt=case.exempt).plan()


def set_limit(case: SetLimit, desk: Desk) -> Plan:
    """Set the limit date and whether the itinerary binds.

    Raises:
        Refused: no such day, a day that is past, or not now.
    """
    step = begin(desk, load(desk, case.record))
    occurred = when(desk, case.occurred)
    return _limited(step, case.limit, occurred, binding=case.binding_itinerary).plan()


def release(case: Release, desk: Desk) -> Plan:
    """Release for transit, with whatever the page still brings; reserves the guarantee.

    Raises:
        Refused: something is missing, not lawful or not now.
    """
    occurred = when(desk, case.occurred)
    step = _ready(begin(desk, load(desk, case.record)), case, occurred)
    step.expect(Role.DEPARTURE, Event.RELEASE)
    declaration = snapshot_in_force(step.movement)
    if declaration is None:
        raise Refused("transit.no_data", field="record")
    fact = acts.Released(date=day_at(desk, occurred), occurred=occurred)
    findings = rules.all_of(
        rules.releasable(step.movement), rules.not_in_the_future(occurred, desk.now)
    )
    step = step.then(acts.RELEASED, fact, findings)
    reserved = guarantees.reservations(declaration, step.movement.mrn, desk, occurred)
    return step.beside(reserved, guarantees.provisional(declaration)).plan(step.movement.mrn)


def not_release(case: NotRelease, desk: Desk) -> Plan:
    """Refuse release, with motive and reason.

    Raises:
        Refused: no reason, or not now.
    """
    step = begin(desk, load(desk, case.record))
    step.expect(Role.DEPARTURE, Event.REFUSE_RELEASE)
    fact = acts.NotReleased(
        motive=case.motive, reason=reasoned(case.reason), occurred=when(desk, case.occurred)
    )
    return step.then(acts.NOT_RELEASED, fact).plan()


def discharge(case: Discharge, desk: Desk) -> Plan:
    """Discharge, and propose to the centre that the guarantee be freed.

    Raises:
        Refused: destination has not sent satisfactory results, or something holds the movement.
    """
    step = begin(desk, load(desk, case.record))
    step.expect(Role.DEPARTURE, Event.DISCHARGE)
    occurred = when(desk, case.occurred)
    findings = tuple(rules.not_in_the_future(occurred, desk.now))
    step = step.then(acts.DISCHARGED, acts.Discharged(occurred=occurred), findings)
    declaration = step.movement.declaration
    if declaration is None:
        return step.plan()
    mrn = step.movement.mrn
    return step.beside(guarantees.proposals(declaration, mrn, desk, occurred)).plan()


def solve_discrepancies(case: SolveDiscrepancies, desk: Desk) -> Plan:
    """Close major discrepancies; the movement can then be discharged.

    Raises:
        Refused: none are open, or no reason is given.
    """
    step = begin(desk, load(desk, case.record))
    step.expect(Role.DEPARTURE, Event.SOLVE)
    fact = acts.DiscrepanciesSolved(
        reason=reasoned(case.reason), occurred=when(desk, case.occurred)
    )
    return step.then(acts.DISCREPANCIES_SOLVED, fact).plan()


def _lodged_as(declaration: Declaration, desk: Desk) -> RecordId:
    """The id of what is lodged: by holder and LRN, so that one file taken in twice is one record.

    Raises:
        Refused: this holder has used the LRN already.
    """
    holder = declaration.holder.identification_number
    if not holder or not declaration.lrn:
        return desk.fresh()
    record = desk.by_number(acts.RECORD, f"{holder}/{declaration.lrn}")
    folded = desk.folded(record)
    if folded is None or not isinstance(folded.state, Movement):
        return record
    if folded.state.departure is not State.NONE:  # a withdrawn step leaves it free
        number = folded.state.mrn or "@transit.state.declared"
        raise Refused("transit.lrn_taken", field="lrn", lrn=declaration.lrn, mrn=number)
    return record


def default_limit(pack: CountryPack, today: Day, departure: str, destination: str) -> Day:
    """Propose the limit date: today and the days of the pack's table of routes."""
    return day_of(date_of(today) + timedelta(days=pack.limit_days(departure, destination)))


def _ready(step: Step, case: Release, occurred: Instant) -> Step:
    """Make the acts that release still needs and the page brings."""
    if step.movement.departure is State.DECLARED:
        allowed = allowed_now(step.movement)
        step = _accepted(step, occurred)
        if not _brings(case):
            raise Refused("transit.not_accepted_yet", allowed=allowed)
    if case.result is not None:
        step = _resulted(step, case.result, occurred)
    if case.seals or case.exempt or case.count:
        count = len(case.seals) if case.count is None else case.count
        step = _sealed(step, case.seals, count, occurred, exempt=case.exempt)
    if case.limit is not None:
        step = _limited(step, case.limit, occurred, binding=case.binding_itinerary)
    return step


def _brings(case: Release) -> bool:
    """Whether the page brings anything that release needs, beside the wish for it."""
    seals = case.seals or case.exempt or case.count
    return bool(seals) or case.result is not None or case.limit is not None


def _accepted(step: Step, occurred: Instant) -> Step:
    step.expect(Role.DEPARTURE, Event.ACCEPT)
    desk = step.desk
    declaration = step.movement.declaration
    if declaration is None:
        raise Refused("transit.no_data", field="record")
    mode = desk.pack.numbering.get(MRN, Numbering.CENTRE_ONLY)
    if mode is not Numbering.LEASED_BLOCK:
        raise _no_number("transit.number_from_centre", step.movement)
    serial = desk.next_serial(MRN)
    if serial is None:
        lent = desk.was_lent(MRN)
        code = "transit.block_used_up" if lent else "transit.no_block_yet"
        raise _no_number(code, step.movement)
    date = day_at(desk, occurred)
    security = declaration.security if declaration.security in mrns.LETTERS else "0"
    mrn = mrns.for_office(date // 10_000, declaration.office_of_departure, serial, security)
    findings = rules.all_of(
        rules.office_is_departure(declaration, desk.actor.office),
        rules.not_in_the_future(occurred, desk.now),
    )
    fact = acts.Accepted(mrn=mrn, date=date, occurred=occurred)
    step = step.then(acts.ACCEPTED, fact, findings).using(NumberUse(MRN, serial, mrn))
    return step.joined(desk.by_number(acts.RECORD, mrn))


def _no_number(code: str, movement: Movement) -> Refused:
    """Say why it cannot be accepted, and so not released either; the other steps stay lawful."""
    return Refused(code, allowed=tuple(one for one in allowed_now(movement) if one != "Accept"))


def _resulted(step: Step, result: str, occurred: Instant, remarks: str = "") -> Step:
    step.expect(Role.DEPARTURE, Event.SATISFY_CONTROL)
    declaration = step.movement.declaration
    if declaration is None:
        raise Refused("transit.no_data", field="record")
    fact = acts.ControlResulted(result=result, remarks=remarks.strip(), occurred=occurred)
    findings = rules.all_of(
        rules.departure_result_lawful(result, declaration),
        rules.not_in_the_future(occurred, step.desk.now),
    )
    return step.then(acts.CONTROL_RESULTED, fact, findings)


def _sealed(
    step: Step, seals: tuple[SealAffixed, ...], count: int, occurred: Instant, *, exempt: bool
) -> Step:
    step.expect(Role.DEPARTURE, Event.AFFIX_SEALS)
    fact = acts.SealsAffixed(seals=seals, exempt=exempt, occurred=occurred)
    findings = rules.all_of(
        rules.seals_affixable(seals, count, step.movement, exempt=exempt),
        rules.not_in_the_future(occurred, step.desk.now),
    )
    return step.then(acts.SEALS_AFFIXED, fact, findings)


def _limited(step: Step, limit: Day, occurred: Instant, *, binding: bool) -> Step:
    step.expect(Role.DEPARTURE, Event.SET_LIMIT)
    fact = acts.LimitSet(limit=limit, binding_itinerary=binding, occurred=occurred)
    today = day_at(step.desk, step.desk.now)
    return step.then(acts.LIMIT_SET, fact, tuple(rules.limit_plausible(limit, today)))
