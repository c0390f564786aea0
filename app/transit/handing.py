"""What of transit an officer hands over: controls, results owed, yard, holds, the late ones."""

from collections.abc import Iterator

from app.acts.in_force import InForce
from app.base.clock import Instant
from app.base.ids import ActId
from app.cases.look import Look
from app.models.queues import QueueRow
from app.transit import acts, listing
from app.transit.lists import stored_row
from app.transit.movement import Movement
from app.transit.states import State

_PAGE = 200
_PARTS = (
    ("control", listing.CONTROL),
    ("result", listing.RESULT),
    ("yard", listing.YARD),
)


def in_force(look: Look) -> Iterator[InForce]:
    """Everything of the office that is not finished, list by list."""
    for part, queue in _PARTS:
        for stored in _standing(look, queue):
            yield _line(part, stored)
    for stored in _standing(look, listing.HOLDS):
        yield from _holds(look, stored)
    for stored in _standing(look, listing.YARD):
        if stored_row(stored.row).destination is State.PROVISIONAL:
            yield _line("workaround", stored)
    for stored in _standing(look, listing.LATE):
        if not 0 < stored.clock <= look.now:
            return  # the clocks that ran out come first
        yield _late(stored)


def _standing(look: Look, queue: str) -> Iterator[QueueRow]:
    """Every movement of the office's part of a worklist, page after page."""
    name = listing.at_office(queue, look.actor.office)
    last: QueueRow | None = None
    while page := look.store.queues.page(name, after=last, limit=_PAGE):
        yield from (stored for stored in page if stored.kind == acts.RECORD)
        last = page[-1]


def _line(part: str, stored: QueueRow) -> InForce:
    row = stored_row(stored.row)
    return InForce(
        part=part,
        record=stored.record,
        number=row.mrn or row.lrn,
        state=f"transit.state.{_named(row)}",
        text=", ".join(filter(None, (*row.plates[:1], row.place))),
        at=row.since,
    )


def _named(row: listing.ListedMovement) -> str:
    """The state at the office where the vehicle stands."""
    here = row.departure if row.destination is State.NONE else row.destination
    return here.name.lower()


def _late(stored: QueueRow) -> InForce:
    row = stored_row(stored.row)
    return InForce(
        part="late",
        record=stored.record,
        number=row.mrn,
        state=f"transit.state.{row.departure.name.lower()}",
        text=", ".join(filter(None, (*row.plates[:1], row.holder))),
        at=stored.clock,
    )


def _holds(look: Look, stored: QueueRow) -> Iterator[InForce]:
    """Each stop in force, by the act that made it."""
    folded = look.store.folded(stored.record)
    movement = folded.state if folded is not None else None
    for hold in movement.holds if isinstance(movement, Movement) else ():
        act = look.store.act(ActId(hold.act))
        yield InForce(
            part="hold",
            record=stored.record,
            mark=hold.act,
            number=stored.number,
            text=hold.reason,
            at=Instant(act.envelope.clock.wall if act is not None else 0),
        )
