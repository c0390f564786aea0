"""The records of duty: small logs, folded so that screens can count and list them."""

from collections.abc import Iterable
from typing import Any

import msgspec

from app.acts.contradictions import COMMUTE, Table
from app.acts.kinds import Key, Listing
from app.acts.told import Told
from app.base.ids import RecordId
from app.duty.acts import (
    KINDS,
    ClockSteppedBack,
    EpochOpened,
    NumbersLeased,
    OfficerEnrolled,
    OfficerRemoved,
    Printed,
    SignedIn,
    SignedOut,
    StepRefused,
    UnlockFailed,
)


class Duty(msgspec.Struct, frozen=True, kw_only=True):
    """One officer's session: since when, until when (ms UTC, 0: still), what went wrong on it.

    ``failures`` are wrong secrets before it, ``clock_steps`` how often the clock fell back.
    """

    officer: str = ""
    duty: str = ""
    since: int = 0
    until: int = 0
    by: str = ""
    failures: int = 0
    refusals: int = 0
    clock_steps: int = 0


class Print(msgspec.Struct, frozen=True, kw_only=True):
    """One paper that left the program."""

    document: str = ""
    record: bytes = b""
    pages: int = 0
    copies: int = 0


class Device(msgspec.Struct, frozen=True, kw_only=True):
    """One device: how many streams it has opened and why the last, who has a way in (key ids)."""

    epochs: int = 0
    reason: str = ""
    officers: tuple[bytes, ...] = ()


class Lease(msgspec.Struct, frozen=True, kw_only=True):
    """One leased block."""

    number: str = ""
    stream: bytes = b""
    first: int = 0
    last: int = 0
    expires: int = 0
    fence: int = 0
    office: str = ""


class _Log:
    """What the four kinds of record share: all pairs commute, none is queued or searched."""

    judge = Table(
        {(left.name, right.name): COMMUTE for at, left in enumerate(KINDS) for right in KINDS[at:]}
    )

    def keys(self, record: Any) -> Iterable[Key]:
        """No search key: these records are reached from the ones they speak of."""
        del record
        return ()


class DutyKind(_Log):
    """Builds sessions."""

    name = "duty"
    struct = Duty

    def opened(self, record: RecordId) -> Duty:
        """A session before sign-in."""
        del record
        return Duty()

    def apply(self, record: Any, told: Told) -> Duty:
        """The session after one act."""
        folded: Duty = record
        match told.fact:
            case SignedIn(name=name, duty=duty):
                return msgspec.structs.replace(folded, officer=name, duty=duty, since=told.wall)
            case SignedOut(by=by):
                return msgspec.structs.replace(folded, until=told.wall, by=by)
            case UnlockFailed(times=times):
                return msgspec.structs.replace(folded, failures=folded.failures + times)
            case StepRefused():
                return msgspec.structs.replace(folded, refusals=folded.refusals + 1)
            case ClockSteppedBack():
                return msgspec.structs.replace(folded, clock_steps=folded.clock_steps + 1)
            case _:
                return folded

    def listing(self, record: Any, *, held: bool) -> Listing:
        """Never queued; its state tells whether the officer is still signed in."""
        return Listing(state="open" if record.until == 0 else "closed", is_open=held)


class PrintKind(_Log):
    """Builds papers."""

    name = "print"
    struct = Print

    def opened(self, record: RecordId) -> Print:
        """A paper before it was printed."""
        del record
        return Print()

    def apply(self, record: Any, told: Told) -> Print:
        """The paper after one act."""
        folded: Print = record
        match told.fact:
            case Printed(document=document, record=printed, pages=pages):
                return Print(
                    document=document, record=printed, pages=pages, copies=folded.copies + 1
                )
            case _:
                return folded

    def listing(self, record: Any, *, held: bool) -> Listing:
        """Never queued: the act is history."""
        return Listing(state=record.document, is_open=held)


class DeviceKind(_Log):
    """Builds devices."""

    name = "device"
    struct = Device

    def opened(self, record: RecordId) -> Device:
        """A device before its first epoch."""
        del record
        return Device()

    def apply(self, record: Any, told: Told) -> Device:
        """The device after one act."""
        folded: Device = record
        match told.fact:
            case EpochOpened(reason=reason):
                return msgspec.structs.replace(folded, epochs=folded.epochs + 1, reason=reason)
            case OfficerEnrolled(officer=officer):
                officers = tuple(sorted({*folded.officers, officer}))
                return msgspec.structs.replace(folded, officers=officers)
            case OfficerRemoved(officer=officer):
                officers = tuple(each for each in folded.officers if each != officer)
                return msgspec.structs.replace(folded, officers=officers)
            case _:
                return folded

    def listing(self, record: Any, *, held: bool) -> Listing:
        """Never queued."""
        return Listing(state=record.reason, is_open=held)


class LeaseKind(_Log):
    """Builds leased blocks."""

    name = "lease"
    struct = Lease

    def opened(self, record: RecordId) -> Lease:
        """A block before it was lent."""
        del record
        return Lease()

    def apply(self, record: Any, told: Told) -> Lease:
        """The block after one act."""
        folded: Lease = record
        match told.fact:
            case NumbersLeased() as lent:
                return Lease(
                    number=lent.number,
                    stream=lent.stream,
                    first=lent.first,
                    last=lent.last,
                    expires=lent.expires,
                    fence=lent.fence,
                    office=lent.office,
                )
            case _:
                return folded

    def listing(self, record: Any, *, held: bool) -> Listing:
        """In the scope of the office it was lent to, so that its device hears of it."""
        offices = (record.office,) if record.office else ()
        return Listing(state=record.number, offices=offices, is_open=held)
