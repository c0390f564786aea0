"""Reserving at release, proposing at discharge, and the centre's own acts on its ledger.

Departure's steps come as acts planned beside the movement's own, in the same transaction.
"""

from collections.abc import Iterator

from app.acts.fold import Folded
from app.acts.steps import Desk, Plan, Planned, UseCase
from app.base.clock import Instant
from app.base.errors import Refused
from app.base.findings import Findings, stops
from app.base.ids import RecordId
from app.cases.rights import refusal, require
from app.consignment.declaration import Declaration
from app.consignment.guarantees import Guarantee, GuaranteeReference
from app.guarantees import acts, rules, states
from app.guarantees.record import Reservation
from app.guarantees.states import Event
from app.reference.numbers import grn as grns


class FreeGuarantee(UseCase, frozen=True):
    """The centre frees what a discharged movement reserved."""

    grn: str
    mrn: str
    occurred: Instant | None = None


class ConfirmReservation(UseCase, frozen=True):
    """The centre says that its ledger has room, or with a code of CL252 that it has none."""

    grn: str
    mrn: str
    reason: str = ""


class CancelReservation(UseCase, frozen=True):
    """The use is cancelled: the release was not made, or was taken back."""

    grn: str
    mrn: str
    reason: str


def reservations(
    declaration: Declaration, mrn: str, desk: Desk, occurred: Instant
) -> tuple[Planned, ...]:
    """Plan one reservation per guarantee reference that has a number.

    Raises:
        Refused: nothing secures the movement, a number is missing, or the role may not.
    """
    require(desk, acts.RESERVED)
    for finding in stops(rules.guaranteed(declaration)):
        raise refusal(finding)
    return tuple(
        Planned(
            record=_record(desk, grns.compact(reference.grn or ""), mrn),
            kind=acts.RESERVED,
            fact=acts.Reserved(
                grn=grns.compact(reference.grn or ""),
                mrn=mrn,
                guarantee_type=guarantee.type,
                amount=reference.amount,
                currency=reference.currency or "",
                occurred=occurred,
            ),
        )
        for guarantee, reference in numbered(declaration)
    )


def proposals(
    declaration: Declaration, mrn: str, desk: Desk, occurred: Instant
) -> tuple[Planned, ...]:
    """Plan to propose freeing each reservation held for this movement."""
    planned: list[Planned] = []
    for _, reference in numbered(declaration):
        number = grns.compact(reference.grn or "")
        record = _record(desk, number, mrn)
        folded = desk.folded(record)
        if folded is not None and Event.PROPOSE in states.possible(_reservation(folded).state):
            fact = acts.FreeProposed(grn=number, mrn=mrn, occurred=occurred)
            planned.append(Planned(record=folded.id, kind=acts.FREE_PROPOSED, fact=fact))
    return tuple(planned)


def provisional(declaration: Declaration) -> Findings:
    """Say of each reservation that only the centre can confirm it."""
    return tuple(
        finding
        for _, reference in numbered(declaration)
        for finding in rules.balance_is_old(reference.grn or "")
    )


def free(case: FreeGuarantee, desk: Desk) -> Plan:
    """Plan the centre's freeing; the hub's table unique on (GRN, MRN) makes it happen once.

    Raises:
        Refused: nothing is reserved, it is freed already, or the actor is not the centre.
    """
    require(desk, acts.FREED)
    folded = _known(desk, case.grn, case.mrn)
    _possible(folded, Event.FREE)
    fact = acts.Freed(grn=case.grn, mrn=case.mrn, occurred=case.occurred or desk.now)
    return Plan(acts=(Planned(record=folded.id, kind=acts.FREED, fact=fact),))


def confirm(case: ConfirmReservation, desk: Desk) -> Plan:
    """Plan the centre's word on a reservation.

    Raises:
        Refused: nothing is reserved under these numbers, or the actor is not the centre.
    """
    kind = acts.OVERDRAWN if case.reason else acts.CONFIRMED
    require(desk, kind)
    folded = _known(desk, case.grn, case.mrn)
    _possible(folded, Event.OVERDRAW if case.reason else Event.CONFIRM)
    fact = (
        acts.Overdrawn(grn=case.grn, mrn=case.mrn, reason=case.reason, occurred=desk.now)
        if case.reason
        else acts.Confirmed(grn=case.grn, mrn=case.mrn, occurred=desk.now)
    )
    return Plan(acts=(Planned(record=folded.id, kind=kind, fact=fact),))


def cancel(case: CancelReservation, desk: Desk) -> Plan:
    """Plan to cancel a use.

    Raises:
        Refused: nothing is reserved, it is freed already, or no reason is given.
    """
    require(desk, acts.CANCELLED)
    folded = _known(desk, case.grn, case.mrn)
    _possible(folded, Event.CANCEL)
    if not case.reason.strip():
        raise Refused("cases.reason_missing", field="reason")
    fact = acts.Cancelled(
        grn=case.grn, mrn=case.mrn, reason=case.reason.strip(), occurred=desk.now
    )
    return Plan(acts=(Planned(record=folded.id, kind=acts.CANCELLED, fact=fact),))


def numbered(declaration: Declaration) -> Iterator[tuple[Guarantee, GuaranteeReference]]:
    """Every guarantee reference that carries a number."""
    for guarantee in declaration.guarantees:
        for reference in guarantee.references:
            if reference.grn:
                yield guarantee, reference


def _record(desk: Desk, number: str, mrn: str) -> RecordId:
    return desk.by_number(acts.RECORD, acts.number_of(number, mrn))


def _known(desk: Desk, number: str, mrn: str) -> Folded:
    folded = desk.folded(_record(desk, number, mrn))
    if folded is None:
        raise Refused("guarantees.nothing_reserved", field="grn", grn=number, mrn=mrn)
    return folded


def _reservation(folded: Folded) -> Reservation:
    state = folded.state
    return state if isinstance(state, Reservation) else Reservation()


def _possible(folded: Folded, event: Event) -> None:
    state = _reservation(folded).state
    if event not in states.possible(state):
        raise Refused(
            "guarantees.not_now",
            step=f"@guarantees.event.{event.name.lower()}",
            state=f"@guarantees.state.{state.name.lower()}",
        )
