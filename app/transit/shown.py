"""What several pages show alike: the head of a movement, its verdict, its seals, its truths."""

from collections.abc import Iterator

from app.acts.fold import Folded
from app.acts.steps import Words
from app.base.clock import Instant
from app.base.errors import Refused
from app.base.ids import RecordId
from app.cases.look import Look
from app.consignment.declaration import Declaration, goods_of, total_packages
from app.models.receipts import HANDED_ON, RECEIVED
from app.reference import offices
from app.transit import clocks
from app.transit.findings import SealState
from app.transit.loading import allowed_now
from app.transit.movement import Movement, plates_declared
from app.transit.rows import Cell, MovementHead, SealLine, Truths
from app.transit.rules import written
from app.transit.states import Role

HOUR_MS = 3_600_000


def movement_of(look: Look, record: RecordId) -> tuple[Folded, Movement]:
    """The record and the movement.

    Raises:
        Refused: no movement of that id is here.
    """
    folded = look.store.folded(look.store.surviving(record))
    if folded is None or not isinstance(folded.state, Movement):
        raise Refused("transit.no_such_movement", field="record")
    return folded, folded.state


def head_of(look: Look, folded: Folded, movement: Movement, queue: str) -> MovementHead:
    """The head; ``queue`` says when the pack calls a clock near."""
    declaration = movement.declaration
    limit_at = clocks.limit_due(movement)
    departure = declaration.office_of_departure if declaration else ""
    destination = declaration.office_of_destination if declaration else ""
    mass = declaration.consignment.gross_mass if declaration else None
    return MovementHead(
        record=folded.id,
        heads=tuple(sorted(folded.heads)),
        known=declaration is not None,
        mrn=movement.mrn,
        lrn=movement.lrn,
        declaration_type=declaration.declaration_type if declaration else "",
        items=len(goods_of(declaration)) if declaration else 0,
        packages=total_packages(declaration) if declaration else 0,
        gross_mass=str(mass) if mass is not None else "",
        departure_office=departure,
        departure_name=office_name(departure),
        destination_office=destination,
        destination_name=office_name(destination),
        holder=(declaration.holder.name or "") if declaration else "",
        consignee=_consignee(declaration),
        plates=plates_declared(movement),
        departure=movement.departure.value,
        transit=movement.transit.value,
        destination=movement.destination.value,
        limit=movement.limit,
        limit_at=limit_at,
        late=clocks.is_late(movement, look.now),
        near=is_near(look, limit_at, queue),
        held=movement.is_held or folded.is_held,
        cases=tuple(case.id for case in folded.cases),
        allowed=("SettleCase",) if folded.cases else allowed_now(movement),
        truths=truths_of(look, folded.id),
        as_known=movement.last,
        now=look.now,
    )


def office_name(reference: str, language: str = "en") -> str:
    """An office by name, by its reference where its list is not held."""
    return offices.load().name(reference, language) if reference else ""


def is_near(look: Look, at: Instant, queue: str) -> bool:
    """Whether a clock ends within the hours the pack calls near."""
    return 0 < at - look.now <= look.pack.hours_near(queue) * HOUR_MS


def truths_of(look: Look, record: RecordId) -> Truths:
    """How far the acts of this device on a record have come."""
    own = [one.act for one in look.store.timeline(record) if not one.via]
    if not own:
        return Truths()
    levels = look.store.levels(record, copies=look.pack.journal.copies)
    last = Instant(max(act.envelope.clock.wall for act in own))
    lowest = min(levels.get(act.id, 1) for act in own)
    return Truths(
        saved=last,
        sent=last if lowest >= HANDED_ON else Instant(0),
        received=last if lowest >= RECEIVED else Instant(0),
        waiting=sum(levels.get(act.id, 1) < HANDED_ON for act in own),
    )


def seal_lines(movement: Movement) -> tuple[SealLine, ...]:
    """The seals in force with how they were last found."""
    return tuple(
        SealLine(
            identifier=seal.identifier,
            equipment=seal.equipment,
            state=seal.state,
            number_found=seal.number_found,
            answered=movement.seals_checked,
        )
        for seal in movement.seals
    )


def verdict_of(look: Look, folded: Folded, movement: Movement, role: Role) -> tuple[Cell, ...]:
    """The six cells in their fixed order: expected, time, hold, incident, risk, found."""
    return (
        _expected(look, movement, role),
        _time(look, movement),
        _hold(folded, movement),
        Cell(name="incident", level="rest", words=Words("transit.verdict.no_incident")),
        _risk(movement),
        _found(movement),
    )


def _expected(look: Look, movement: Movement, role: Role) -> Cell:
    declaration, office = movement.declaration, look.actor.office
    if declaration is None:
        return Cell(name="expected", level="stop", words=Words("transit.verdict.no_data"))
    if movement.closed_by:
        words = Words("transit.verdict.closed", {"by": movement.closed_by})
        return Cell(name="expected", level="stop", words=words)
    named = tuple(_named_offices(declaration, role))
    if office in named:
        return Cell(name="expected", level="rest", words=Words("transit.verdict.expected"))
    elsewhere = ", ".join(office_name(one) for one in named) or "-"
    words = Words("transit.verdict.elsewhere", {"office": elsewhere})
    return Cell(name="expected", level="warn", words=words)


def _named_offices(declaration: Declaration, role: Role) -> Iterator[str]:
    if role is Role.DEPARTURE:
        yield declaration.office_of_departure
    elif role is Role.DESTINATION:
        yield declaration.office_of_destination
    else:
        for office in declaration.offices_of_transit:
            yield office.reference_number


def _time(look: Look, movement: Movement) -> Cell:
    if movement.limit is None:
        return Cell(name="time", level="rest", words=Words("transit.verdict.no_limit"))
    if clocks.is_late(movement, look.now):
        words = Words("transit.verdict.late", {"limit": written(movement.limit)})
        return Cell(name="time", level="stop", words=words)
    due = clocks.limit_due(movement)
    if due == clocks.NONE and clocks.presented(movement) is None:
        return Cell(name="time", level="rest", words=Words("transit.verdict.no_clock"))
    near = is_near(look, due, "expected")
    words = Words("transit.verdict.in_time", {"limit": written(movement.limit)})
    return Cell(name="time", level="warn" if near else "rest", words=words)


def _hold(folded: Folded, movement: Movement) -> Cell:
    if folded.cases:
        words = Words("transit.verdict.case", {"n": len(folded.cases)})
        return Cell(name="hold", level="stop", words=words)
    if movement.holds:
        words = Words("transit.verdict.held", {"reason": movement.holds[-1].reason})
        return Cell(name="hold", level="stop", words=words)
    return Cell(name="hold", level="rest", words=Words("transit.verdict.no_hold"))


def _risk(movement: Movement) -> Cell:
    declaration = movement.declaration
    risk = declaration.risk if declaration else None
    if risk is None:
        return Cell(name="risk", level="rest", words=Words("transit.verdict.no_risk"))
    words = Words("transit.verdict.risk", {"code": risk.code})
    return Cell(name="risk", level="warn", words=words)


def _found(movement: Movement) -> Cell:
    bad = [seal for seal in movement.seals if seal.state is not SealState.INTACT]
    if bad:
        words = Words("transit.verdict.bad_seals", {"n": len(bad)})
        return Cell(name="found", level="stop", words=words)
    if movement.arrival is not None and not movement.arrival.plate.same_as_declared:
        words = Words("transit.verdict.other_plate", {"plate": movement.arrival.plate.number})
        return Cell(name="found", level="warn", words=words)
    answered = movement.seals_checked or movement.arrival is not None
    code = "transit.verdict.as_declared" if answered else "transit.verdict.nothing_found"
    return Cell(name="found", level="rest", words=Words(code))


def _consignee(declaration: Declaration | None) -> str:
    if declaration is None:
        return ""
    consignment = declaration.consignment
    parties = [consignment.consignee, *(one.consignee for one in consignment.house_consignments)]
    return next((party.name for party in parties if party and party.name), "")
