"""Blocks of numbers leased to streams, and the numbers taken from them: none twice, in order.

A lease belongs to one stream: a new epoch of the device has none of the old. Source: the house's
sync specification, section 6.
"""

from enum import StrEnum

import msgspec
from sqlalchemy import Connection, Index, Table, bindparam, func, select, update
from sqlalchemy.dialects.sqlite import insert

from app.base.clock import Instant
from app.base.errors import Refused
from app.models.metadata import METADATA, key_bytes, number, words

LEASES = Table(
    "leases",
    METADATA,
    words("kind", primary=True),
    key_bytes("stream", primary=True),
    number("first", primary=True),
    number("last"),
    number("expiry"),
    number("fence"),
    number("next"),
    sqlite_with_rowid=False,
    sqlite_strict=True,
)

SERIALS = Table(
    "serials",
    METADATA,
    words("kind", primary=True),
    number("serial", primary=True),
    words("number"),
    words("became"),
    sqlite_with_rowid=False,
    sqlite_strict=True,
)
Index(
    "serials_by_number",
    SERIALS.c.kind,
    SERIALS.c.number,
    unique=True,
    sqlite_where=SERIALS.c.number != "",
)


class Became(StrEnum):
    """What became of a serial."""

    USED = "used"
    VOID = "void"
    RETURNED = "returned"


class Lease(msgspec.Struct, frozen=True, kw_only=True):
    """A block of serials: ``first`` to ``last``, good until ``expiry`` (ms UTC, 0: no end).

    ``fence`` only rises per kind; ``next`` is the first serial still free.
    """

    kind: str
    stream: bytes
    first: int
    last: int
    expiry: Instant
    fence: int
    next: int


_COLUMNS = tuple(LEASES.c[name] for name in Lease.__struct_fields__)
_OPEN = (
    (LEASES.c.kind == bindparam("kind"))
    & (LEASES.c.stream == bindparam("stream"))
    & (LEASES.c.next <= LEASES.c.last)
    & ((LEASES.c.expiry == 0) | (LEASES.c.expiry > bindparam("now")))
)
_NEXT = select(LEASES.c.next).where(_OPEN).order_by(LEASES.c.first).limit(1)
_FREE = select(func.sum(LEASES.c.last - LEASES.c.next + 1)).where(_OPEN)
_OF_KIND = (
    select(*_COLUMNS)
    .where(LEASES.c.kind == bindparam("kind"))
    .order_by(LEASES.c.stream, LEASES.c.first)
)
_TOP = select(func.max(LEASES.c.last), func.max(LEASES.c.fence)).where(
    LEASES.c.kind == bindparam("kind")
)
_LEASE = insert(LEASES)
_LEASE = _LEASE.on_conflict_do_update(
    index_elements=["kind", "stream", "first"],
    set_={"expiry": _LEASE.excluded.expiry, "fence": _LEASE.excluded.fence},
    where=_LEASE.excluded.fence >= LEASES.c.fence,
)
_ADVANCE = (
    update(LEASES)
    .where(
        LEASES.c.kind == bindparam("of_kind"),
        LEASES.c.stream == bindparam("of_stream"),
        LEASES.c.first <= bindparam("serial"),
        LEASES.c.last >= bindparam("serial"),
        LEASES.c.next <= bindparam("serial"),
    )
    .values(next=bindparam("serial") + 1)
)
_TAKE = insert(SERIALS).on_conflict_do_nothing()
_BECAME = (
    select(SERIALS.c.serial, SERIALS.c.number, SERIALS.c.became)
    .where(
        SERIALS.c.kind == bindparam("kind"),
        SERIALS.c.serial.between(bindparam("first"), bindparam("last")),
    )
    .order_by(SERIALS.c.serial)
)


class Leases:
    """Questions about blocks of numbers; by their primary keys."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def lease(self, lease: Lease) -> None:
        """Write a block down; of the same block only a fence that is no lower changes it."""
        self._connection.execute(_LEASE, msgspec.structs.asdict(lease))

    def next_serial(self, kind: str, stream: bytes, now: Instant) -> int | None:
        """The next free serial of a stream's blocks; None where there is none left."""
        asked = {"kind": kind, "stream": stream, "now": now}
        found: int | None = self._connection.execute(_NEXT, asked).scalar()
        return found

    def free(self, kind: str, stream: bytes, now: Instant) -> int:
        """How many serials of a stream's blocks are left."""
        asked = {"kind": kind, "stream": stream, "now": now}
        found: int | None = self._connection.execute(_FREE, asked).scalar()
        return found or 0

    def of_kind(self, kind: str) -> tuple[Lease, ...]:
        """Every block of a kind, by stream."""
        return tuple(
            Lease(**dict(zip(Lease.__struct_fields__, row, strict=True)))
            for row in self._connection.execute(_OF_KIND, {"kind": kind})
        )

    def top(self, kind: str) -> tuple[int, int]:
        """The highest serial and the highest fence given out for a kind; 0 and 0 for none."""
        last, fence = self._connection.execute(_TOP, {"kind": kind}).one()
        return last or 0, fence or 0

    def use(self, kind: str, stream: bytes, serial: int, number: str) -> None:
        """Take a serial of a stream's block for a number.

        Raises:
            Refused: the serial is in no block of the stream, or it or the number was taken.
        """
        self._take(kind, stream, serial, (number, Became.USED))

    def give_up(self, kind: str, stream: bytes, serial: int, became: Became) -> None:
        """Void a serial, or return it to whoever leased it; it is never used afterwards.

        Raises:
            Refused: the serial is in no block of the stream, or was taken.
        """
        self._take(kind, stream, serial, ("", became))

    def became(self, kind: str, first: int, last: int) -> tuple[tuple[int, str, Became], ...]:
        """What became of the serials of a range: (serial, number, what); gaps are still free."""
        asked = {"kind": kind, "first": first, "last": last}
        rows = self._connection.execute(_BECAME, asked)
        return tuple((row[0], row[1], Became(row[2])) for row in rows)

    def _take(self, kind: str, stream: bytes, serial: int, fate: tuple[str, Became]) -> None:
        number, became = fate
        told = {"of_kind": kind, "of_stream": stream, "serial": serial}
        moved = self._connection.execute(_ADVANCE, told)
        taken = self._connection.execute(
            _TAKE, {"kind": kind, "serial": serial, "number": number, "became": str(became)}
        )
        if moved.rowcount != 1 or taken.rowcount != 1:
            raise Refused("store.number_taken", number=number or str(serial))
