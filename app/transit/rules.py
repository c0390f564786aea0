"""The office's own rules of a movement: each yields Findings, none raises, none reads a clock.

Rules of the message family run on the message; here are those of the procedure, on what the
officer answers. Numbers are the specification's.
"""

from collections.abc import Iterator

from app.base.clock import Day, Instant, date_of
from app.base.errors import Parameter
from app.base.findings import HOUSE, Finding, Findings, Severity
from app.consignment.declaration import Declaration
from app.reference import legal_clocks
from app.reference.numbers import mrn as mrns
from app.reference.numbers import plate as plates
from app.reference.numbers import seal as marks
from app.reference.numbers.wrong import WrongNumber
from app.transit.findings import SealAffixed, SealFound, are_good
from app.transit.movement import Movement, has_declared_seals
from app.transit.states import Role, State

PHYSICAL = frozenset({"40", "42", "43", "44", "45"})
"""Control types (CL716) in which somebody looked at the goods themselves."""

FREE_TEXT = "50"
SATISFACTORY, CONSIDERED, MINOR, MAJOR = "A1", "A2", "A5", "B1"
SAME_AS_DECLARED = "="
"""The answer ``P`` gives for the plate: what stands on the vehicle is what was declared."""

MOST_REMARKS = 512
_LONGEST_TRANSIT_DAYS = 90
_SPECIAL_SEALS_AND_NO_CONTROL = "C521"


def _stop(code: str, rule: str, path: str, **parameters: Parameter) -> Finding:
    return Finding(code=code, rule=rule, path=path, parameters=parameters)


def _warn(code: str, rule: str, path: str, **parameters: Parameter) -> Finding:
    return Finding(code=code, rule=rule, path=path, severity=Severity.WARN, parameters=parameters)


def witnessed(plate: str, seals: tuple[SealFound, ...], movement: Movement) -> Iterator[Finding]:
    """Plate and seals are answered by the officer, never pre-filled (house rule)."""
    yield from plate_answered(plate)
    yield from seals_answered(seals, movement)


def plate_answered(plate: str) -> Iterator[Finding]:
    """What stands on the vehicle is typed, or SAME_AS_DECLARED is pressed."""
    if not plate.strip():
        yield _stop("transit.rules.plate_unanswered", rule=HOUSE, path="plate")
    elif plate != SAME_AS_DECLARED:
        yield from _plate_shape(plate)


def seals_answered(seals: tuple[SealFound, ...], movement: Movement) -> Iterator[Finding]:
    """Every seal in force has its answer, and no other mark has one.

    Before any data came no seal is in force: whatever is read on the truck is recorded.
    """
    answered = {found.identifier for found in seals}
    open_ones = [one.identifier for one in movement.seals if one.identifier not in answered]
    if open_ones:
        yield _stop(
            "transit.rules.seals_unanswered",
            rule=HOUSE,
            path="seals",
            n=len(open_ones),
            seals=", ".join(open_ones),
        )
    if movement.declaration is None:
        return
    known = {one.identifier for one in movement.seals}
    for found in seals:
        if found.identifier not in known:
            yield _stop(
                "transit.rules.seal_not_in_force", rule=HOUSE, path="seals", seal=found.identifier
            )


def seals_looked_at(movement: Movement) -> Iterator[Finding]:
    """No result before the seals in force were looked at (C0810)."""
    if movement.seals and not movement.seals_checked:
        yield _stop("transit.rules.seals_first", rule="C0810", path="seals", n=len(movement.seals))


def seals_seen_broken(movement: Movement) -> Iterator[Finding]:
    """Warn at arrival of seals that somebody on the way found other than affixed."""
    for seal in movement.seals:
        if seal.state != "intact":
            yield _warn(
                "transit.rules.seal_seen", rule="C0810", path="seals", seal=seal.identifier
            )


def _plate_shape(plate: str) -> Iterator[Finding]:
    try:
        plates.validate(plate)
    except WrongNumber as wrong:
        yield wrong.finding("plate")


def plate_differs(plate: str, movement: Movement) -> Iterator[Finding]:
    """Warn where the plate read is none of those declared."""
    declaration = movement.declaration
    if declaration is None or plate == SAME_AS_DECLARED:
        return
    from_paper = {
        plates.skeleton(means.identification_number)
        for means in (
            *declaration.consignment.departure_means,
            *declaration.consignment.active_border_means,
        )
        if means.identification_number
    }
    if from_paper and plates.skeleton(plate) not in from_paper:
        yield _warn("transit.rules.plate_differs", rule=HOUSE, path="plate", plate=plate)


def not_in_the_future(
    occurred: Instant, now: Instant, doubt_ms: int = 60_000
) -> Iterator[Finding]:
    """The event has happened: some national systems refuse times ahead of theirs."""
    if occurred > now + doubt_ms:
        yield _stop("transit.rules.in_the_future", rule=HOUSE, path="occurred")


def number_doubted(movement: Movement) -> Iterator[Finding]:
    """Warn of an odd MRN read from paper; a fallback number may break the check digit."""
    if movement.declaration is None and mrns.is_valid(movement.mrn):
        yield from mrns.doubts(movement.mrn)


def arrived_in_time(day: Day, movement: Movement, reason: str) -> Iterator[Finding]:
    """An arrival after the limit date stands, with the reason of the delay (art. 306(3))."""
    if movement.limit is None or day <= movement.limit or reason.strip():
        return
    yield _stop(
        "transit.rules.late_without_reason",
        rule="2015/2447 art. 306",
        path="late_reason",
        limit=written(movement.limit),
    )


def result_lawful(
    result: str,
    controls: tuple[str, ...],
    movement: Movement,
    *,
    remarks: str = "",
    has_differences: bool = False,
) -> Iterator[Finding]:
    """Check a result of destination: G0017, C0930, and A1 only after a physical control."""
    bad_seals = any(seal.state != "intact" for seal in movement.seals)
    yield from result_follows(result, controls, bad_seals=bad_seals)
    if result in {MINOR, MAJOR} and not has_differences and not remarks.strip():
        yield _stop(
            "transit.rules.result_needs_words", rule="C0930", path="remarks", result=result
        )
    if result in {SATISFACTORY, CONSIDERED} and has_differences:
        yield _stop(
            "transit.rules.result_forbids_differences", rule="C0930", path="result", result=result
        )
    if len(remarks) > MOST_REMARKS:
        yield _stop(
            "transit.rules.remarks_too_long", rule="an..512", path="remarks", most=MOST_REMARKS
        )
    if FREE_TEXT in controls and not remarks.strip():
        yield _stop("transit.rules.control_needs_words", rule="C0451", path="remarks")


def result_follows(
    result: str, controls: tuple[str, ...], *, bad_seals: bool
) -> Iterator[Finding]:
    """Only what the answers leave: bad seals A5 or B1 (G0017), A1 after a physical control."""
    if result in lawful_results(controls, bad_seals=bad_seals):
        return
    if not result:
        yield _stop("transit.rules.choose_result", rule="G0017", path="result")
        return
    if bad_seals and result in {SATISFACTORY, CONSIDERED}:
        yield _stop("transit.rules.seals_not_good", rule="G0017", path="result", result=result)
    elif result == SATISFACTORY:
        yield _stop(
            "transit.rules.result_needs_control", rule="CL197", path="result", result=result
        )
    else:
        yield _stop("transit.rules.no_such_result", rule="CL197", path="result", result=result)


def lawful_results(controls: tuple[str, ...], *, bad_seals: bool) -> tuple[str, ...]:
    """The results the answers leave open, the proposed one first.

    >>> lawful_results((), bad_seals=False), lawful_results((), bad_seals=True)
    (('A2', 'A5', 'B1'), ('A5', 'B1'))
    """
    if bad_seals:
        return (MINOR, MAJOR)
    if PHYSICAL & set(controls):
        return (SATISFACTORY, CONSIDERED, MINOR, MAJOR)
    return (CONSIDERED, MINOR, MAJOR)


def proposed_result(controls: tuple[str, ...], *, bad_seals: bool) -> str:
    """The result that follows from the answers; none while the officer has to choose.

    >>> proposed_result((), bad_seals=False), proposed_result(("40",), bad_seals=False)
    ('A2', 'A1')
    """
    return "" if bad_seals else lawful_results(controls, bad_seals=False)[0]


def state_of_seals(movement: Movement) -> bool | None:
    """State of seals for 018: demanded where seals were declared (C0810), else left out."""
    if not has_declared_seals(movement):
        return None
    return all(seal.state == "intact" for seal in movement.seals)


def seals_sound(seals: tuple[SealFound, ...]) -> Iterator[Finding]:
    """Another number needs the number that was found."""
    for found in seals:
        if found.state == "other number" and not found.number_found.strip():
            yield _stop(
                "transit.rules.other_number_missing",
                rule=HOUSE,
                path="seals",
                seal=found.identifier,
            )
    if seals and not are_good(seals):
        yield _warn("transit.rules.seals_propose_control", rule="G0017", path="controls")


def control_types(types: tuple[str, ...], instruction: str) -> Iterator[Finding]:
    """A control names what is controlled; type 50 needs words (C0451)."""
    if not types:
        yield _stop("transit.rules.control_types_missing", rule="CL716", path="types")
    if FREE_TEXT in types and not instruction.strip():
        yield _stop("transit.rules.control_needs_words", rule="C0451", path="instruction")


def departure_result_lawful(result: str, declaration: Declaration) -> Iterator[Finding]:
    """A3 only for an authorised consignor (C521), never for TIR (CL195 has A1 and A2)."""
    if result not in {"A1", "A2", "A3"}:
        yield _stop("transit.rules.no_such_result", rule="CL196", path="result", result=result)
        return
    if result != "A3":
        return
    if declaration.declaration_type == "TIR":
        yield _stop("transit.rules.a3_not_for_tir", rule="CL195", path="result")
    elif not any(one.type == _SPECIAL_SEALS_AND_NO_CONTROL for one in declaration.authorisations):
        yield _stop("transit.rules.a3_needs_authorisation", rule="C521", path="result")


def seals_affixable(
    seals: tuple[SealAffixed, ...], count: int, movement: Movement, *, exempt: bool
) -> Iterator[Finding]:
    """Seals to affix: R0106 (count and list agree), R0107 (no mark twice), C0569, R0448.

    ``count`` is the number of seals the officer wrote.
    """
    if exempt and seals:
        yield _stop("transit.rules.exempt_with_seals", rule="C0569", path="exempt")
    if not exempt and count != len(seals):
        code = "transit.rules.seals_not_listed" if not seals else "transit.rules.seal_count"
        yield _stop(
            code, rule="R0106" if seals else "C0569", path="seals", n=count, listed=len(seals)
        )
    if not exempt and not seals and not count and not movement.seals:
        yield _stop("transit.rules.seals_or_exemption", rule="C0569", path="seals")
    yield from _marks(seals, movement)


def _marks(seals: tuple[SealAffixed, ...], movement: Movement) -> Iterator[Finding]:
    known = {marks.key(seal.identifier): seal.identifier for seal in movement.seals}
    for seal in seals:
        try:
            key = marks.key(marks.validate(seal.identifier))
        except WrongNumber as wrong:
            yield wrong.finding("seals")
            continue
        if key in known:
            yield _stop(
                "transit.rules.seal_twice", rule="R0107", path="seals", seal=seal.identifier
            )
        known[key] = seal.identifier


def limit_plausible(limit: Day, today: Day) -> Iterator[Finding]:
    """A limit before today stops; one beyond three months is asked about (art. 297)."""
    try:
        days = (date_of(limit) - date_of(today)).days
    except ValueError:
        yield _stop("transit.rules.no_such_day", rule=HOUSE, path="limit")
        return
    if days < 0:
        yield _stop(
            "transit.rules.limit_past",
            rule="2015/2447 art. 297",
            path="limit",
            limit=written(limit),
        )
    elif days > _LONGEST_TRANSIT_DAYS:
        yield _warn("transit.rules.limit_far", rule="2015/2447 art. 297", path="limit", n=days)


def releasable(movement: Movement) -> Iterator[Finding]:
    """What release still waits for: result, seals or exemption, limit date, no hold."""
    if not movement.departure_result:
        yield _stop("transit.rules.no_result_yet", rule="CL196", path="result")
    if not movement.seals and not movement.seals_exempt:
        yield _stop("transit.rules.seals_or_exemption", rule="C0569", path="seals")
    if movement.limit is None:
        yield _stop("transit.rules.no_limit_yet", rule="2015/2447 art. 297", path="limit")


def held_on_arrival(movement: Movement) -> Iterator[Finding]:
    """Warn of a stop: the arrival is a fact and is recorded, but nothing goes on from there."""
    for hold in movement.holds:
        yield _warn(
            "transit.rules.held_on_arrival",
            rule=HOUSE,
            path="record",
            reason=hold.reason,
            office=hold.office,
        )


def late_passage(movement: Movement, occurred: Instant) -> Iterator[Finding]:
    """Warn of a crossing after the limit date: destination will ask for the reason."""
    limit = movement.limit
    if limit is not None and occurred >= legal_clocks.day_ends(limit, movement.zone):
        yield _warn(
            "transit.rules.crossed_late",
            rule="2015/2447 art. 306",
            path="occurred",
            limit=written(limit),
        )


def office_is_departure(declaration: Declaration, office: str) -> Iterator[Finding]:
    """Only the office the declaration names accepts it."""
    if declaration.office_of_departure != office:
        yield _stop(
            "transit.rules.other_departure",
            rule="CL171",
            path="office_of_departure",
            office=declaration.office_of_departure,
        )


def other_office(movement: Movement, role: Role, office: str) -> Iterator[Finding]:
    """Tell that this is not the office the declaration names; goods may arrive elsewhere (306)."""
    declaration = movement.declaration
    if declaration is None:
        return
    if role is Role.DESTINATION and declaration.office_of_destination != office:
        yield _warn(
            "transit.rules.other_destination",
            rule="2015/2447 art. 306",
            path="office",
            office=declaration.office_of_destination,
        )
    declared = {one.reference_number for one in declaration.offices_of_transit}
    if role is Role.TRANSIT and declared and office not in declared:
        yield _warn(
            "transit.rules.other_transit",
            rule="2015/2447 art. 304",
            path="office",
            office=", ".join(sorted(declared)),
        )


def closed_but_here(movement: Movement) -> Iterator[Finding]:
    """Warn of goods that are here although departure says they are not."""
    if movement.closed_by and movement.destination in {State.ARRIVED, State.UNDER_CONTROL}:
        yield _warn(
            "transit.rules.closed_but_here", rule=HOUSE, path="record", office=movement.closed_by
        )


def written(day: Day) -> str:
    """Write a day for an officer, its month as the code of a word: 22 Nov 2026.

    >>> written(Day(20261122))
    '22 @desk.month.11 2026'
    """
    return f"{day % 100} @desk.month.{day // 100 % 100} {day // 10_000}"


def all_of(*rules: Iterator[Finding]) -> Findings:
    """Run rules and give all they found."""
    return tuple(finding for rule in rules for finding in rule)
