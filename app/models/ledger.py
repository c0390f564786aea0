"""The centre's ledger of guarantees: what is reserved for which movement, and freed once.

A reservation and its freeing are one per (GRN, MRN). Amounts are whole minor units (cents).
"""

import msgspec
from sqlalchemy import Connection, Table, bindparam, exists, func, select
from sqlalchemy.dialects.sqlite import insert

from app.base.clock import Instant
from app.models.metadata import METADATA, key_bytes, number, words

RESERVATIONS = Table(
    "reservations",
    METADATA,
    words("grn", primary=True),
    words("mrn", primary=True),
    number("amount"),
    words("currency"),
    number("at"),
    key_bytes("act"),
    sqlite_with_rowid=False,
    sqlite_strict=True,
)
FREED = Table(
    "freed",
    METADATA,
    words("grn", primary=True),
    words("mrn", primary=True),
    number("at"),
    key_bytes("act"),
    sqlite_with_rowid=False,
    sqlite_strict=True,
)
QUOTAS = Table(
    "quotas",
    METADATA,
    words("grn", primary=True),
    key_bytes("stream", primary=True),
    number("amount"),
    words("currency"),
    number("expiry"),
    number("fence"),
    sqlite_with_rowid=False,
    sqlite_strict=True,
)


class Reservation(msgspec.Struct, frozen=True, kw_only=True):
    """An amount of a guarantee set aside for a movement, by the act that did so."""

    grn: str
    mrn: str
    amount: int
    currency: str
    at: Instant
    act: bytes = b""


class Quota(msgspec.Struct, frozen=True, kw_only=True):
    """What a stream may reserve of a guarantee while dark; past ``expiry`` nothing."""

    grn: str
    stream: bytes
    amount: int
    currency: str
    expiry: Instant
    fence: int


_COLUMNS = tuple(RESERVATIONS.c[name] for name in Reservation.__struct_fields__)
_IS_FREED = exists().where(FREED.c.grn == RESERVATIONS.c.grn, FREED.c.mrn == RESERVATIONS.c.mrn)
_RESERVE = insert(RESERVATIONS).on_conflict_do_nothing()
_FREE = insert(FREED).on_conflict_do_nothing()
_OPEN = (
    select(*_COLUMNS)
    .where(RESERVATIONS.c.grn == bindparam("grn"), ~_IS_FREED)
    .order_by(RESERVATIONS.c.mrn)
)
_RESERVED = select(func.sum(RESERVATIONS.c.amount)).where(
    RESERVATIONS.c.grn == bindparam("grn"), ~_IS_FREED
)
_QUOTAS = (
    select(*(QUOTAS.c[name] for name in Quota.__struct_fields__))
    .where(QUOTAS.c.grn == bindparam("grn"))
    .order_by(QUOTAS.c.stream)
)
_GRANT = insert(QUOTAS)
_GRANT = _GRANT.on_conflict_do_update(
    index_elements=["grn", "stream"],
    set_={name: _GRANT.excluded[name] for name in ("amount", "currency", "expiry", "fence")},
    where=_GRANT.excluded.fence > QUOTAS.c.fence,
)


class Ledger:
    """Questions about guarantees; by the primary keys."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def reserve(self, reservation: Reservation) -> bool:
        """Set an amount aside; False where the movement has its reservation already."""
        told = msgspec.structs.asdict(reservation)
        return self._connection.execute(_RESERVE, told).rowcount == 1

    def free(self, grn: str, mrn: str, at: Instant, act: bytes = b"") -> bool:
        """Free a movement's reservation; True the first time, ever."""
        told = {"grn": grn, "mrn": mrn, "at": at, "act": act}
        return self._connection.execute(_FREE, told).rowcount == 1

    def reservations(self, grn: str) -> tuple[Reservation, ...]:
        """A guarantee's reservations not freed yet, by MRN."""
        rows = self._connection.execute(_OPEN, {"grn": grn})
        fields = Reservation.__struct_fields__
        return tuple(Reservation(**dict(zip(fields, row, strict=True))) for row in rows)

    def reserved(self, grn: str) -> int:
        """The sum of a guarantee's reservations not freed yet, minor units."""
        found: int | None = self._connection.execute(_RESERVED, {"grn": grn}).scalar()
        return found or 0

    def grant(self, quota: Quota) -> None:
        """Write a quota down; only a higher fence changes a former one."""
        self._connection.execute(_GRANT, msgspec.structs.asdict(quota))

    def quotas(self, grn: str) -> tuple[Quota, ...]:
        """A guarantee's quotas, by stream."""
        rows = self._connection.execute(_QUOTAS, {"grn": grn})
        return tuple(Quota(**dict(zip(Quota.__struct_fields__, row, strict=True))) for row in rows)
