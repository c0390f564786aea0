"""The record of one handover: given by one officer, taken by another on the same device."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import msgspec

from app.acts.contradictions import COMMUTE, Table
from app.acts.in_force import InForce
from app.acts.kinds import Key, Listing
from app.acts.told import Told
from app.base.clock import Instant, moment_of
from app.base.ids import RecordId
from app.duty.acts import HandoverGiven, HandoverTaken, Remark
from app.security import canonical

HANDOVER = "handover"
GIVEN, TAKEN = "duty.handover_given", "duty.handover_taken"

WAITING = "handover"
"""The worklist of those that are given and not yet taken; ``handover@OFFICE`` is its part."""

_DEVICE_BYTES = 2  # two devices of an office may be handed over in the same minute
STATE_NONE, STATE_GIVEN, STATE_TAKEN = "none", "given", "taken"


class Handover(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A handover; instants in ms UTC, 0: not yet. ``given`` is the id of the act that counts.

    ``given_by`` and ``taken_by`` are key ids of officers (16 bytes), ``stream`` the device's.
    """

    number: str = ""
    office: str = ""
    stream: bytes = b""
    given: bytes = b""
    given_at: Instant = Instant(0)
    given_by: bytes = b""
    since: Instant = Instant(0)
    lines: tuple[InForce, ...] = ()
    marked: tuple[str, ...] = ()
    message: str = ""
    taken_at: Instant = Instant(0)
    taken_by: bytes = b""
    added: tuple[InForce, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def state(self) -> str:
        """Where it stands: none, given, taken."""
        if self.taken_at:
            return STATE_TAKEN
        return STATE_GIVEN if self.given_at else STATE_NONE


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """The row of a handover in its worklist."""

    office: str
    given_at: Instant
    taken_at: Instant
    lines: int


class HandoverKind:
    """Builds handovers."""

    name = HANDOVER
    struct = Handover
    # two hands at two devices may sign at once: the first in the order of the fold counts
    judge = Table({(GIVEN, GIVEN): COMMUTE, (GIVEN, TAKEN): COMMUTE, (TAKEN, TAKEN): COMMUTE})

    def opened(self, record: RecordId) -> Handover:
        """A handover before it was given."""
        del record
        return Handover()

    def apply(self, record: Any, told: Told) -> Handover:
        """The handover after one act; once taken, nothing changes it."""
        folded: Handover = record
        if folded.taken_at:
            return folded
        match told.fact:
            case HandoverGiven() as fact:
                return _given(folded, fact, told)
            case HandoverTaken() as fact if _counts(folded, fact, told):
                return msgspec.structs.replace(
                    folded,
                    taken_at=told.wall,
                    taken_by=told.act.envelope.officer,
                    added=fact.added,
                    remarks=fact.remarks,
                )
            case _:
                return folded

    def keys(self, record: Any) -> Iterable[Key]:
        """No search key: it is reached by its number and from its worklist."""
        del record
        return ()

    def listing(self, record: Any, *, held: bool) -> Listing:
        """Waits in its office's worklist until it is taken."""
        folded: Handover = record
        waits = folded.state == STATE_GIVEN
        row = Waiting(
            office=folded.office,
            given_at=folded.given_at,
            taken_at=folded.taken_at,
            lines=len(folded.lines),
        )
        return Listing(
            number=folded.number,
            state=folded.state,
            queues=(WAITING, f"{WAITING}@{folded.office}") if waits else (),
            offices=(folded.office,) if folded.office else (),
            is_open=waits or held,
            row=canonical.struct_bytes(row),
        )


def _counts(folded: Handover, fact: HandoverTaken, told: Told) -> bool:
    """Another officer took the very list that counts; a former list must be taken again."""
    return fact.given == folded.given and told.act.envelope.officer != folded.given_by


def _given(folded: Handover, fact: HandoverGiven, told: Told) -> Handover:
    return msgspec.structs.replace(
        folded,
        number=folded.number or _number(told),
        office=told.office,
        stream=told.act.envelope.stream,
        given=told.id,
        given_at=told.wall,
        given_by=told.act.envelope.officer,
        since=fact.since,
        lines=fact.lines,
        marked=fact.marked,
        message=fact.message,
    )


def _number(told: Told) -> str:
    """Name a handover by office, minute (as the device's clock and zone had it) and device."""
    local = moment_of(told.wall) + timedelta(minutes=told.act.envelope.clock.offset)
    device = told.act.envelope.stream[:_DEVICE_BYTES].hex().upper()
    return f"{told.office}-{local:%y%m%d-%H%M}-{device}"
