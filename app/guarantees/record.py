"""The folded reservation: one amount of one guarantee for one movement; pure and total."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from app.acts.contradictions import Judge
from app.acts.kinds import Key, Listing
from app.acts.told import Told
from app.base.clock import Instant
from app.base.ids import RecordId
from app.base.quantities import Quantity
from app.guarantees import acts, conflicts
from app.guarantees.states import ENDS, Event, State, moved
from app.reference import folding
from app.security import canonical

USED, CASES = "guarantees", "cases"


class Reservation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An amount reserved; ``as_known`` is when the last act on it was made (ms UTC)."""

    grn: str = ""
    mrn: str = ""
    state: State = State.NONE
    guarantee_type: str = ""
    amount: Quantity | None = None
    currency: str = ""
    fence: int = 0
    office: str = ""
    reserved: Instant | None = None
    confirmed: Instant | None = None
    freed: Instant | None = None
    reason: str = ""
    as_known: Instant = Instant(0)


def apply(reservation: Reservation, told: Told) -> Reservation:
    """Give the reservation after one act; an unknown act changes nothing."""
    event = _EVENTS.get(type(told.fact))
    if event is None:
        return reservation
    return msgspec.structs.replace(
        _noted(reservation, told), state=moved(reservation.state, event), as_known=told.wall
    )


_EVENTS: Mapping[type, Event] = {
    acts.Reserved: Event.RESERVE,
    acts.Confirmed: Event.CONFIRM,
    acts.Overdrawn: Event.OVERDRAW,
    acts.FreeProposed: Event.PROPOSE,
    acts.Freed: Event.FREE,
    acts.Cancelled: Event.CANCEL,
}


def _noted(reservation: Reservation, told: Told) -> Reservation:
    """The reservation with what an act says beside its event."""
    match told.fact:
        case acts.Reserved() as fact:
            return msgspec.structs.replace(
                reservation,
                grn=fact.grn,
                mrn=fact.mrn,
                guarantee_type=fact.guarantee_type,
                amount=fact.amount,
                currency=fact.currency,
                fence=fact.fence,
                office=told.office,
                reserved=reservation.reserved or fact.occurred,
            )
        case acts.Confirmed(occurred=occurred):
            return msgspec.structs.replace(reservation, confirmed=occurred)
        case acts.Freed(occurred=occurred):
            return msgspec.structs.replace(reservation, freed=reservation.freed or occurred)
        case acts.Overdrawn(reason=reason) | acts.Cancelled(reason=reason):
            return msgspec.structs.replace(reservation, reason=reason)
        case _:
            return reservation


class ReservationKind:
    """The reservation as the registry knows it."""

    name = acts.RECORD
    struct = Reservation

    def opened(self, record: RecordId) -> Reservation:
        """Give the reservation before its first act."""
        return Reservation()

    def apply(self, record: Any, told: Told) -> Reservation:
        """Give the reservation after one act."""
        return apply(record, told)

    @property
    def judge(self) -> Judge:
        """Judge pairs of acts by the table of the package."""
        return conflicts.TABLE

    def keys(self, record: Any) -> Iterable[Key]:
        """Give what it is found by: the guarantee and the movement."""
        if not isinstance(record, Reservation):
            return ()
        numbers = (("grn", record.grn), ("mrn", record.mrn))
        return tuple(Key(kind, folding.number_key(text)) for kind, text in numbers if text)

    def listing(self, record: Any, *, held: bool) -> Listing:
        """Give its stored columns."""
        if not isinstance(record, Reservation):
            return Listing(is_open=False)
        is_open = record.state not in ENDS
        queues = [USED] if is_open else []
        if held:
            queues.append(CASES)
        return Listing(
            number=acts.number_of(record.grn, record.mrn),
            state=record.state.value,
            queues=tuple(queues),
            clock=record.reserved or 0,
            offices=(record.office,) if record.office else (),
            is_open=is_open or held,
            row=canonical.struct_bytes(record),
        )
