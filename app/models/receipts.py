"""Signed receipts of hubs and neighbours: what they hold of a stream, and so an act's level.

One receipt covers a stream up to its seq. It counts only where the head it names is an act held
here: a receipt for another branch says nothing about ours. Kept for ever, as witnesses.
Levels 1 to 3 of the house's sync specification, section 4; level 4 is an act of whoever decides.
"""

from enum import StrEnum

import msgspec
from sqlalchemy import Connection, Index, Table, bindparam, exists, select
from sqlalchemy.dialects.sqlite import insert

from app.base.clock import Instant
from app.models.metadata import METADATA, key_bytes, number, place, words
from app.models.ready import Ready
from app.models.stored_acts import ACTS

RECEIPTS = Table(
    "receipts",
    METADATA,
    place(),
    key_bytes("stream"),
    words("hub"),
    key_bytes("epoch"),
    words("role"),
    number("seq"),
    key_bytes("head"),
    number("at"),
    number("copies"),
    key_bytes("content"),
    sqlite_strict=True,
)
Index(
    "receipts_once",
    RECEIPTS.c.stream,
    RECEIPTS.c.role,
    RECEIPTS.c.seq,
    RECEIPTS.c.hub,
    RECEIPTS.c.epoch,
    unique=True,
)


class Role(StrEnum):
    """What the giver of a receipt is; it stands in its certificate."""

    ARBITER = "arbiter"
    RELAY = "relay"
    REGIONAL = "regional"


KEPT, HANDED_ON, RECEIVED = 1, 2, 3
"""Levels: committed here; a neighbour, courier or relay holds it; the centre holds it."""


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """A receipt whose signature was checked; ``content`` are its bytes with the signature.

    ``head`` is the id of the stream's act at ``seq``, ``copies`` how many disks held it by ``at``.
    """

    stream: bytes
    hub: str
    epoch: bytes
    role: Role
    seq: int
    head: bytes
    at: Instant
    copies: int
    content: bytes


_COLUMNS = (
    RECEIPTS.c.stream,
    RECEIPTS.c.hub,
    RECEIPTS.c.epoch,
    RECEIPTS.c.role,
    RECEIPTS.c.seq,
    RECEIPTS.c.head,
    RECEIPTS.c.at,
    RECEIPTS.c.copies,
    RECEIPTS.c.content,
)
_COVERED = Ready(
    select(RECEIPTS.c.seq)
    .where(
        RECEIPTS.c.stream == bindparam("stream"),
        RECEIPTS.c.role == bindparam("role"),
        RECEIPTS.c.copies >= bindparam("copies"),
        exists().where(ACTS.c.id == RECEIPTS.c.head),
    )
    .order_by(RECEIPTS.c.seq.desc())
    .limit(1)
)
_LATEST = Ready(
    select(*_COLUMNS)
    .where(RECEIPTS.c.stream == bindparam("stream"), RECEIPTS.c.role == bindparam("role"))
    .order_by(RECEIPTS.c.seq.desc())
    .limit(1)
)
_KEEP = Ready(insert(RECEIPTS).on_conflict_do_nothing(), *(column.name for column in _COLUMNS))


class Receipts:
    """Questions about what others hold."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, receipt: Receipt) -> bool:
        """Keep a receipt; False where the same one is here."""
        told = {**msgspec.structs.asdict(receipt), "role": str(receipt.role)}
        return _KEEP.run(self._connection, **told) == 1

    def covered(self, stream: bytes, role: Role = Role.ARBITER, *, copies: int = 1) -> int:
        """The seq up to which holders of a role have a stream, 0 for none; ``receipts_once``.

        ``copies`` is the least number of disks that counts, the pack's minimum.
        """
        found: int | None = _COVERED.scalar(
            self._connection, stream=stream, role=str(role), copies=copies
        )
        return found or 0

    def latest(self, stream: bytes, role: Role = Role.ARBITER) -> Receipt | None:
        """The receipt that reaches furthest, also one for acts this store does not hold."""
        row = _LATEST.first(self._connection, stream=stream, role=str(role))
        if row is None:
            return None
        return Receipt(
            stream=row[0],
            hub=row[1],
            epoch=row[2],
            role=Role(row[3]),
            seq=row[4],
            head=row[5],
            at=Instant(row[6]),
            copies=row[7],
            content=row[8],
        )

    def level(self, stream: bytes, seq: int, *, copies: int = 1) -> int:
        """How far an act has come: 1 kept, 2 handed on, 3 received by the centre."""
        if self.covered(stream, Role.ARBITER, copies=copies) >= seq:
            return RECEIVED
        reached = max(self.covered(stream, role) for role in Role)
        return HANDED_ON if reached >= seq else KEPT
