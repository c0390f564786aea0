"""The envelope of an act: fourteen fields in canonical bytes, frozen for ever (version 1).

The payload lies apart, so that personal data can be purged and the chain still verifies.
"""

import msgspec

from app.base.ids import ActId, RecordId
from app.security import canonical
from app.security.roles import Capacity

VERSION = 1
SIGNED_AS = "waypost act 1"
MOST_BYTES = 4096
MOST_PAYLOAD = 1 << 20
MOST_PARENTS = 32
MOST_ATTACHMENTS = 32
BEFORE_FIRST = b""
STREAM, HASH, ID, KEY, BOOT = 24, 32, 16, 16, 8  # bytes
LONGEST_KIND, LONGEST_OFFICE = 48, 8
SALT = 16  # random bytes before the payload of a kind with personal data


class Stamp(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """What the device knew about time: ms UTC unless said otherwise.

    ``hlc`` has 48 bits of ms and a 16-bit counter; ``anchor`` is the last signed trusted time (0:
    none), ``uncertainty`` its doubt in ms, ``offset`` the zone in minutes.
    """

    hlc: int
    wall: int
    highest: int
    monotonic: int
    boot: bytes
    anchor: int
    uncertainty: int
    offset: int


class Attachment(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Bytes an act stands on: kept by hash beside the journal."""

    digest: bytes
    size: int
    media_type: str


class Envelope(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """The fourteen fields, in the order of the wire."""

    version: int
    stream: bytes
    seq: int
    prev: bytes
    record: bytes
    parents: tuple[bytes, ...]
    kind: str
    kind_version: int
    clock: Stamp
    officer: bytes
    office: str
    capacity: int
    payload: bytes
    attachments: tuple[Attachment, ...]


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """A signed fact: the envelope with its exact bytes, the officer's signature, the payload.

    ``signature`` is empty for an act of the device; ``payload`` is None once it was purged, or
    while it is withheld.
    """

    id: ActId
    envelope: Envelope
    content: bytes
    signature: bytes = b""
    payload: bytes | None = None

    @property
    def record(self) -> RecordId:
        """The record this act was made under."""
        return RecordId(self.envelope.record)

    @property
    def parents(self) -> tuple[ActId, ...]:
        """The heads of the record that were on the screen."""
        return tuple(ActId(parent) for parent in self.envelope.parents)


class NotAnAct(ValueError):
    """Bytes that are no act; ``args[0]`` says why, for the log and the set-aside list."""


def encode(envelope: Envelope) -> bytes:
    """Canonical bytes of an envelope.

    Raises:
        NotAnAct: a field is out of its bounds, or the whole is over 4 KiB.
    """
    _bounds(envelope)
    content = canonical.struct_bytes(envelope)
    if len(content) > MOST_BYTES:
        raise NotAnAct("envelope over 4 KiB")
    return content


def decode(content: bytes) -> Envelope:
    """Read an envelope, accepting canonical bytes alone.

    Raises:
        NotAnAct: not canonical, not the fourteen fields, or out of bounds.
    """
    if len(content) > MOST_BYTES:
        raise NotAnAct("envelope over 4 KiB")
    try:
        envelope = canonical.struct_from(content, Envelope)
    except ValueError as wrong:
        raise NotAnAct(str(wrong)) from wrong
    _bounds(envelope)
    return envelope


def act_id(content: bytes) -> ActId:
    """The SHA-256 of the canonical bytes."""
    return ActId(canonical.digest(content))


def read(content: bytes, signature: bytes, payload: bytes | None) -> Act:
    """Make an act of what travelled, checking that the payload is the one the envelope names.

    Raises:
        NotAnAct: not an envelope, or another payload.
    """
    envelope = decode(content)
    if payload is not None:
        if len(payload) > MOST_PAYLOAD:
            raise NotAnAct("payload over 1 MiB")
        if canonical.digest(payload) != envelope.payload:
            raise NotAnAct("another payload than the envelope names")
        _check_payload(payload)
    return Act(
        id=act_id(content),
        envelope=envelope,
        content=content,
        signature=signature,
        payload=payload,
    )


def kept(content: bytes) -> Envelope:
    """Read an envelope of our own journal: its bytes were checked when they were kept.

    Raises:
        NotAnAct: not the fourteen fields.
    """
    try:
        return canonical.struct_kept(content, Envelope)
    except canonical.NotCanonical as wrong:
        raise NotAnAct(wrong.reason) from wrong


def _bounds(envelope: Envelope) -> None:
    """Check sizes that a type cannot hold."""
    clock = envelope.clock
    lawful = {
        "version": envelope.version == VERSION,
        "stream": len(envelope.stream) == STREAM,
        "seq": envelope.seq >= 1,
        "prev": len(envelope.prev) == (0 if envelope.seq == 1 else HASH),
        "record": len(envelope.record) == ID,
        "parents": _lawful_parents(envelope.parents),
        "kind": 0 < len(envelope.kind.encode()) <= LONGEST_KIND,
        "kind version": envelope.kind_version >= 1,
        "clock": min(clock.hlc, clock.wall, clock.highest, clock.monotonic, clock.anchor) >= 0,
        "boot": len(clock.boot) == BOOT,
        "officer": len(envelope.officer) in {0, KEY},
        "office": 0 < len(envelope.office) <= LONGEST_OFFICE,
        "capacity": envelope.capacity in list(Capacity),
        "payload": len(envelope.payload) == HASH,
        "attachments": len(envelope.attachments) <= MOST_ATTACHMENTS,
    }
    for name, holds in lawful.items():
        if not holds:
            raise NotAnAct(f"{name} out of bounds")


def _check_payload(payload: bytes) -> None:
    """A payload is canonical, behind its salt where its kind has one."""
    try:
        canonical.check(payload, limit=MOST_PAYLOAD)
    except canonical.NotCanonical:
        try:
            canonical.check(payload[SALT:], limit=MOST_PAYLOAD)
        except canonical.NotCanonical as wrong:
            raise NotAnAct("a payload that is not canonical") from wrong


def _lawful_parents(parents: tuple[bytes, ...]) -> bool:
    ordered = tuple(sorted(set(parents)))
    return (
        parents == ordered
        and len(parents) <= MOST_PARENTS
        and all(len(parent) == HASH for parent in parents)
    )
