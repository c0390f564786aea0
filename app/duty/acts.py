"""Act kinds of the officer's session and of the device; the device stands behind most of them."""

import msgspec

from app.acts.in_force import InForce
from app.acts.kinds import Kind
from app.base.clock import Instant


class SignedIn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An officer unlocked a key and took up a duty. ``officer`` is the key id, 16 bytes."""

    officer: bytes
    name: str
    duty: str


class SignedOut(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The officer's key was dropped: by the officer, or by the lock (``by`` says which)."""

    officer: bytes
    by: str


class UnlockFailed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A secret was wrong; told at the next unlock, since nothing can be written while locked."""

    times: int


class StepRefused(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Rights forbade a step: the act kind asked for and the reason's code."""

    officer: bytes
    kind: str
    reason: str


class Printed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A paper left the program: document, its record (16 bytes), pages, copy number, its hash."""

    document: str
    record: bytes
    pages: int
    copy: int
    digest: bytes


class ClockSteppedBack(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The wall clock fell more than 120 s behind the highest time seen; both in ms UTC."""

    seen: int
    now: int


class EpochOpened(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A stream begins: why, and where the former stream of this device ended, if there was one."""

    reason: str
    former: bytes = b""
    last_seq: int = 0
    last_head: bytes = b""


class OfficerEnrolled(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody was given a way in on this device: key id (16 bytes), name, roles.

    The office's administrator stands behind it. Source: the house's security specification, 4.
    """

    officer: bytes
    name: str
    roles: tuple[str, ...]


class OfficerRemoved(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A way in was closed: transferred, dismissed, key replaced."""

    officer: bytes
    reason: str


class NumbersLeased(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The centre lends a block of serials to a stream (24 bytes), first to last, both included.

    ``expires`` is ms UTC; ``fence`` only rises for an office and kind of number.
    """

    number: str
    office: str
    stream: bytes
    first: int
    last: int
    expires: int
    fence: int


class HandoverGiven(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The outgoing officer hands the shift over: what is in force, a message, what to see first.

    ``since`` is when the shift began (ms UTC, 0: not known); ``marked`` are keys of lines. Given
    again before it is taken, the later list counts.
    """

    since: Instant
    lines: tuple[InForce, ...]
    message: str = ""
    marked: tuple[str, ...] = ()


class Remark(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the incoming officer says of one line, named by its key."""

    line: str
    text: str


class HandoverTaken(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Another officer takes the shift over, having checked every line of it.

    ``given`` is the id of the act that gave it (32 bytes); ``added`` are lines that came into
    force since, checked like the others.
    """

    given: bytes
    added: tuple[InForce, ...] = ()
    remarks: tuple[Remark, ...] = ()


KINDS = (
    Kind(name="duty.signed_in", version=1, struct=SignedIn, record="duty", personal=True),
    Kind(name="duty.signed_out", version=1, struct=SignedOut, record="duty"),
    Kind(name="duty.unlock_failed", version=1, struct=UnlockFailed, record="duty"),
    Kind(name="duty.step_refused", version=1, struct=StepRefused, record="duty"),
    Kind(name="duty.printed", version=1, struct=Printed, record="print"),
    Kind(name="clock.stepped_back", version=1, struct=ClockSteppedBack, record="duty"),
    Kind(name="device.epoch_opened", version=1, struct=EpochOpened, record="device"),
    Kind(
        name="device.officer_enrolled",
        version=1,
        struct=OfficerEnrolled,
        record="device",
        personal=True,
    ),
    Kind(name="device.officer_removed", version=1, struct=OfficerRemoved, record="device"),
    Kind(name="numbers.leased", version=1, struct=NumbersLeased, record="lease"),
    Kind(
        name="duty.handover_given",
        version=1,
        struct=HandoverGiven,
        record="handover",
        personal=True,
    ),
    Kind(
        name="duty.handover_taken",
        version=1,
        struct=HandoverTaken,
        record="handover",
        personal=True,
    ),
)
