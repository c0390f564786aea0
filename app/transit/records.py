"""The page of a departure, and the page that shows a movement whole: life, messages, versions."""

from collections.abc import Iterator
from decimal import Decimal

from app.acts.fold import Folded, Standing
from app.acts.identity import by_number
from app.acts.steps import View
from app.base.clock import Instant
from app.base.findings import Findings, stops
from app.base.ids import ActId, RecordId
from app.cases.look import Look, Names
from app.consignment.declaration import Declaration
from app.guarantees.acts import RECORD as RESERVATION
from app.guarantees.acts import number_of
from app.guarantees.record import Reservation
from app.guarantees.rules import guaranteed
from app.messages.examined import examine
from app.models.outbox import Followed
from app.models.search import Wanted
from app.models.stored_acts import Arrived
from app.reference import codelists, folding
from app.reference.numbers import grn as grns
from app.reference.packs import Numbering
from app.security import canonical
from app.transit import acts, listing, rules
from app.transit.departure import MRN, default_limit
from app.transit.loading import day_at
from app.transit.movement import Snapshot, itinerary_of
from app.transit.rows import (
    DepartureRow,
    GuaranteeLine,
    MessageLine,
    RecordRow,
    ResultChoice,
    TimelineLine,
    VersionLine,
)
from app.transit.shown import head_of, movement_of, office_name, seal_lines, verdict_of
from app.transit.states import Role

_MOST_RESERVATIONS = 200


class DeparturePage(View[DepartureRow], frozen=True, kw_only=True):
    """A movement at departure."""

    record: RecordId


class RecordPage(View[RecordRow], frozen=True, kw_only=True):
    """A movement whole."""

    record: RecordId


def departure_page(view: DeparturePage, look: Look) -> DepartureRow:
    """Show a movement for its release; what the trader's file breaks is found again."""
    folded, movement = movement_of(look, view.record)
    declaration = movement.declaration
    mode = look.pack.numbering.get(MRN, Numbering.CENTRE_ONLY)
    departure = declaration.office_of_departure if declaration else look.actor.office
    destination = declaration.office_of_destination if declaration else ""
    return DepartureRow(
        head=head_of(look, folded, movement, listing.DEPARTURES),
        mode=mode.value,
        numbers_left=look.store.leases.free(MRN, look.stream, look.now),
        numbers_lent=look.store.leases.top(MRN) != (0, 0),
        guarantees=tuple(_guarantees(look, declaration, movement.mrn)),
        results=tuple(_choices(declaration)),
        result=movement.departure_result,
        seals=seal_lines(movement),
        seals_exempt=movement.seals_exempt,
        limit=movement.limit
        or default_limit(look.pack, day_at(look, look.now), departure, destination),
        route_days=look.pack.limit_days(departure, destination),
        binding_itinerary=movement.binding_itinerary,
        itinerary=itinerary_of(declaration) if declaration else (),
        controls=movement.controls,
        findings=_findings(look, folded, declaration),
        waiting_for=tuple(rules.releasable(movement)),
    )


def record_page(view: RecordPage, look: Look) -> RecordRow:
    """Show a movement whole."""
    folded, movement = movement_of(look, view.record)
    role = movement.roles[-1] if movement.roles else Role.DESTINATION
    result = movement.result
    return RecordRow(
        head=head_of(look, folded, movement, listing.EXPECTED),
        verdict=verdict_of(look, folded, movement, role),
        declaration=movement.declaration,
        seals=seal_lines(movement),
        differences=result.differences if result else (),
        timeline=_timeline(look, folded),
        messages=tuple(_message(one) for one in look.store.messages(folded.id)),
        versions=tuple(_version(look, snapshot) for snapshot in movement.snapshots),
        guarantees=tuple(_guarantees(look, movement.declaration, movement.mrn)),
    )


def _timeline(look: Look, folded: Folded) -> tuple[TimelineLine, ...]:
    levels = look.store.levels(folded.id, copies=look.pack.journal.copies)
    names = Names(look)
    lines = [
        (one.place, _timeline_line(look, folded, one, (levels[one.act.id], names.of(one.act))))
        for one in look.store.timeline(folded.id)
    ]
    return tuple(line for _, line in sorted(lines, key=lambda at: (at[1].at, at[0])))


def _timeline_line(
    look: Look, folded: Folded, one: Arrived, level_and_name: tuple[int, str]
) -> TimelineLine:
    envelope = one.act.envelope
    place = folded.standing.get(one.act.id)
    stated = getattr(look.told(one.act).fact, "occurred", 0)
    level, who = level_and_name
    return TimelineLine(
        act=one.act.id,
        at=Instant(stated or envelope.clock.wall),
        who=who,
        office=envelope.office,
        office_name=office_name(envelope.office),
        capacity=envelope.capacity,
        words=look.sentence(one.act),
        standing=(place.standing if place else Standing.WAITING).value,
        level=level,
        there=bool(one.via),
        arrived=one.arrived,
        via=one.via,
        enclosures=len(envelope.attachments),
    )


def _message(one: Followed) -> MessageLine:
    message = one.message
    return MessageLine(
        message_id=message.message_id,
        message=message.message,
        to=message.receiver,
        partner=message.partner,
        state=message.state.value,
        made=message.made,
        leaves=message.not_before,
        tries=message.tries,
        last_trouble=message.last_trouble,
        steps=tuple((step.step.value, step.at) for step in one.steps),
    )


def _version(look: Look, snapshot: Snapshot) -> VersionLine:
    act = look.store.act(ActId(snapshot.act))
    came = act.envelope.clock.wall if act else 0
    return VersionLine(digest=snapshot.digest, source=snapshot.source, came=Instant(came))


def _guarantees(look: Look, declaration: Declaration | None, mrn: str) -> Iterator[GuaranteeLine]:
    for guarantee in declaration.guarantees if declaration else ():
        for reference in guarantee.references or (None,):
            number = grns.compact(reference.grn or "") if reference else ""
            reserved = _reservation(look, number, mrn)
            yield GuaranteeLine(
                grn=number,
                type=guarantee.type,
                amount=str(reference.amount) if reference and reference.amount else "",
                currency=(reference.currency or "") if reference else "",
                reservation=reserved.state.value if reserved else "",
                as_known=reserved.as_known if reserved else Instant(0),
                reserved_here=_reserved_here(look, number),
            )


def _reservation(look: Look, grn: str, mrn: str) -> Reservation | None:
    if not grn or not mrn:
        return None
    record = by_number(look.pack.country, RESERVATION, number_of(grn, mrn))
    folded = look.store.folded(look.store.surviving(record))
    state = folded.state if folded else None
    return state if isinstance(state, Reservation) else None


def _reserved_here(look: Look, grn: str) -> str:
    """What open reservations held here add up to: never a balance, only what is known here."""
    if not grn:
        return ""
    wanted = (Wanted("grn", folding.number_key(grn)),)
    found = look.store.search.find(wanted, limit=_MOST_RESERVATIONS)
    total = Decimal(0)
    for hit in found:
        if hit.found.kind == RESERVATION and hit.found.is_open:
            amount = canonical.struct_from(hit.found.row, Reservation).amount
            total += amount.decimal if amount else Decimal(0)
    return format(total, "f")


def _choices(declaration: Declaration | None) -> Iterator[ResultChoice]:
    for code in ("A2", "A1", "A3"):
        stopping = stops(rules.departure_result_lawful(code, declaration)) if declaration else ()
        yield ResultChoice(code=code, barred=stopping[0].code if stopping else "")


def _findings(look: Look, folded: Folded, declaration: Declaration | None) -> Findings:
    """What the rules of the family say of the file as received, and ours of the guarantee."""
    ours = tuple(guaranteed(declaration)) if declaration else ()
    for one in look.store.timeline(folded.id):
        fact = look.told(one.act).fact
        if isinstance(fact, acts.Declared) and fact.received:
            content = look.store.attached(fact.received)
            if content is not None:
                lists = codelists.load(day_at(look, look.now), look.pack.additions)
                return examine(content, lists).findings + ours
    return ours
