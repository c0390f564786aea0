"""What of guarantees an officer hands over: releases the ledger has no room for, or not yet said.

Source: the house's interface specification, screen 13 (overrides in force).
"""

from collections.abc import Iterator

from app.acts.in_force import InForce
from app.base.clock import Instant
from app.cases.look import Look
from app.guarantees.record import USED, Reservation
from app.guarantees.states import State
from app.models.queues import QueueRow
from app.security import canonical

_PAGE = 200


def in_force(look: Look) -> Iterator[InForce]:
    """Each overdrawn reservation of the office; those not confirmed yet in one line."""
    waiting: list[Instant] = []
    for stored, reservation in open_reservations(look):
        if reservation.office != look.actor.office:
            continue
        if reservation.state is State.OVERDRAWN:
            yield InForce(
                part="override",
                record=stored.record,
                number=reservation.grn,
                state="guarantees.state.overdrawn",
                text=reservation.mrn,
                at=reservation.reserved or Instant(0),
            )
        elif reservation.state is State.RESERVED:
            waiting.append(reservation.reserved or Instant(0))
    if waiting:
        yield InForce(
            part="unconfirmed",
            state="guarantees.state.reserved",
            at=min(waiting),
            count=len(waiting),
        )


def open_reservations(look: Look) -> Iterator[tuple[QueueRow, Reservation]]:
    """Every reservation held here that is not over, page after page."""
    last: QueueRow | None = None
    while page := look.store.queues.page(USED, after=last, limit=_PAGE):
        for stored in page:
            yield stored, canonical.struct_from(stored.row, Reservation)
        last = page[-1]
