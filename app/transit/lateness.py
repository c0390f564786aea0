"""The late ones as their office of departure works them: how late, last seen where, what is next.

Next steps and their days: implementing act 2015/2447, art. 310 (a missing result is asked for,
and goods that arrived nowhere), and the pack's clocks. Asking by message comes later.
"""

from collections.abc import Iterable, Iterator

import msgspec

from app.acts.fold import Folded
from app.acts.steps import View, Words
from app.base.clock import Day, Instant
from app.base.ids import RecordId
from app.cases.look import Look
from app.models.queues import QueueRow
from app.reference import legal_clocks
from app.security.roles import Capacity
from app.transit import clocks, listing
from app.transit.lists import stored_row
from app.transit.movement import Movement
from app.transit.shown import office_name
from app.transit.states import State


class LateLine(msgspec.Struct, frozen=True, kw_only=True):
    """One movement: ``days_late`` counts calendar days from the day ``due`` closed.

    ``limit`` is the limit date; ``due`` the clock that ran out (ms UTC): the limit's, or that of
    the result owed. ``next_at`` is when ``next_step`` is due, ``next_is_due`` that it passed.
    """

    record: RecordId
    mrn: str
    state: str
    days_late: int
    limit: Day | None
    due: Instant
    holder: str
    plates: tuple[str, ...]
    destination_office: str
    destination_name: str
    last_place: Words
    last_place_at: Instant
    last_message: Words
    last_message_at: Instant
    next_step: Words
    next_at: Instant
    next_is_due: bool
    held: bool


class LateRows(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the late ones, latest first; ``count`` is how many there are."""

    lines: tuple[LateLine, ...]
    count: int
    now: Instant


class LateList(View[LateRows], frozen=True, kw_only=True):
    """The late movements of the asking officer's office, of another, or ("") of all."""

    offset: int = 0
    limit: int = 50
    office: str | None = None


def late_list(view: LateList, look: Look) -> LateRows:
    """Give a page of the late ones."""
    office = look.actor.office if view.office is None else view.office
    queue = listing.at_office(listing.LATE, office)
    page = look.store.queues.page(queue, offset=max(0, view.offset), limit=max(0, view.limit))
    lines = [
        _line(look, stored, folded, folded.state)
        for stored in page
        if 0 < stored.clock <= look.now
        and (folded := look.store.folded(stored.record)) is not None
        and isinstance(folded.state, Movement)
    ]
    count = look.store.queues.late(look.now).get(queue, 0)
    return LateRows(lines=tuple(lines), count=count, now=look.now)


def _line(look: Look, stored: QueueRow, folded: Folded, movement: Movement) -> LateLine:
    row = stored_row(stored.row)
    place, seen = _last(_places(movement))
    message, told = _last(_messages(look, folded))
    step, at = _next(look, movement)
    return LateLine(
        record=stored.record,
        mrn=movement.mrn,
        state=movement.departure.value,
        days_late=_days_late(look, stored.clock),
        limit=movement.limit,
        due=stored.clock,
        holder=row.holder,
        plates=row.plates,
        destination_office=row.destination_office,
        destination_name=office_name(row.destination_office),
        last_place=place,
        last_place_at=seen,
        last_message=message,
        last_message_at=told,
        next_step=step,
        next_at=at,
        next_is_due=0 < at <= look.now,
        held=movement.is_held or folded.is_held,
    )


def _last(told: Iterable[tuple[Words, Instant]]) -> tuple[Words, Instant]:
    """The latest of what is told; of equals the one that came last."""
    return max(enumerate(told), key=lambda one: (one[1][1], one[0]))[1]


def _days_late(look: Look, due: Instant) -> int:
    """Days since the day that the clock closed; one on the day after it."""
    zone = look.pack.zone
    closed = legal_clocks.local_day(Instant(due - 1), zone)
    return max(0, legal_clocks.days_between(closed, legal_clocks.local_day(look.now, zone)))


def _places(movement: Movement) -> Iterator[tuple[Words, Instant]]:
    """Where it was seen, as far as departure knows; its own release first."""
    left = movement.released or Instant(0)
    yield Words("transit.late.left", {"office": office_name(movement.accepted_at)}), left
    for crossing in movement.crossings:
        office = {"office": office_name(crossing.office)}
        yield Words("transit.late.crossed", office), crossing.occurred
    for notified in movement.notified:
        office = {"office": office_name(notified.office)}
        at = legal_clocks.day_ends(notified.date, movement.zone)
        yield Words("transit.late.crossed", office), Instant(at - 1)
    for arrived in (movement.advised, movement.arrival):
        if arrived is not None:
            office = {"office": office_name(arrived.office)}
            yield Words("transit.late.arrived", office), arrived.occurred


def _messages(look: Look, folded: Folded) -> Iterator[tuple[Words, Instant]]:
    """What was last told about it, out or in; nothing counts from the beginning of time."""
    yield Words("transit.late.no_message"), Instant(0)
    for followed in look.store.messages(folded.id):
        message = followed.message
        told = {"message": message.message, "office": message.receiver}
        sent = [step.at for step in followed.steps]
        code = "transit.late.sent" if sent else "transit.late.waits"
        yield Words(code, told), Instant(max(sent, default=message.made))
    for act in look.store.acts_of(folded.id):
        if act.envelope.capacity == Capacity.GATEWAY:
            yield look.sentence(act), Instant(act.envelope.clock.wall)


def _next(look: Look, movement: Movement) -> tuple[Words, Instant]:
    """The next lawful step of departure and when it is due."""
    if movement.departure is State.ADVISED or movement.limit is None:
        return Words("transit.late.ask_result"), clocks.next_due(movement)
    enquiry = legal_clocks.no_arrival_asked(movement.limit, look.pack)
    if look.now < enquiry:
        return Words("transit.late.ask_arrival"), enquiry
    recovery = legal_clocks.day_ends(
        legal_clocks.recovery_day(movement.limit, look.pack), look.pack.zone
    )
    if look.now < recovery:
        return Words("transit.late.enquire"), enquiry
    return Words("transit.late.recover"), recovery
