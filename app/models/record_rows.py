"""Folded records as rows: the columns queues and lists need, and the record itself at the end."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Index, Table, bindparam, delete, select, text
from sqlalchemy.dialects.sqlite import insert

from app.acts.fold import Case
from app.base.clock import Instant
from app.base.ids import RecordId
from app.models import codec
from app.models.metadata import METADATA, key_bytes, number, place, words

RECORDS = Table(
    "records",
    METADATA,
    place(),
    key_bytes("id"),
    words("kind"),
    words("number"),
    words("state"),
    number("is_open"),
    number("is_held"),
    number("is_newer"),
    number("is_purged"),
    number("clock"),
    number("count"),
    number("updated"),  # the place of the last act that arrived
    key_bytes("row"),
    key_bytes("sides"),  # its queues, offices, keys and words as they stand in their tables
    key_bytes("heads"),
    key_bytes("cases"),
    key_bytes("standing"),
    key_bytes("folded"),
    sqlite_strict=True,
)
# the very words of the partial indexes
_HAS_NUMBER = text("number != ''")
_IS_HELD = text("is_held = 1")
Index("records_by_id", RECORDS.c.id, unique=True)
Index("records_by_number", RECORDS.c.number, sqlite_where=_HAS_NUMBER)
Index("records_by_kind", RECORDS.c.kind, RECORDS.c.is_open, RECORDS.c.updated)
Index("records_held", RECORDS.c.updated, sqlite_where=_IS_HELD)

OFFICES = Table(
    "record_offices",
    METADATA,
    words("office", primary=True),
    number("place", primary=True),
    sqlite_with_rowid=False,
    sqlite_strict=True,
)


class RecordRow(msgspec.Struct, frozen=True, kw_only=True):
    """The columns of a record. ``row`` is the package's own row in canonical bytes.

    ``clock`` is ms UTC, 0 for none; ``updated`` the place of the last act that arrived.
    """

    record: RecordId
    kind: str
    number: str
    state: str
    is_open: bool
    is_held: bool
    clock: Instant
    updated: int
    row: bytes
    place: int


class HeldRecord(msgspec.Struct, frozen=True):
    """A record that contradictions hold, with its open cases."""

    record: RecordId
    kind: str
    number: str
    cases: tuple[Case, ...]


LISTED = (
    RECORDS.c.id,
    RECORDS.c.kind,
    RECORDS.c.number,
    RECORDS.c.state,
    RECORDS.c.is_open,
    RECORDS.c.is_held,
    RECORDS.c.clock,
    RECORDS.c.updated,
    RECORDS.c.row,
    RECORDS.c.place,
)
"""The columns of a ``RecordRow``, in its order."""

_STORED = select(
    RECORDS.c.id,
    RECORDS.c.kind,
    RECORDS.c.count,
    RECORDS.c.is_newer,
    RECORDS.c.is_purged,
    RECORDS.c.heads,
    RECORDS.c.standing,
    RECORDS.c.cases,
    RECORDS.c.folded,
).where(RECORDS.c.id == bindparam("record"))
_BY_ID = select(*LISTED).where(RECORDS.c.id == bindparam("record"))
_NUMBERED = (
    select(*LISTED)
    .where(RECORDS.c.number == bindparam("number"), _HAS_NUMBER)
    .order_by(RECORDS.c.place)
)
_PLACED = select(*LISTED).where(RECORDS.c.place.in_(bindparam("places", expanding=True)))
_NEWEST = (
    select(*LISTED)
    .where(
        RECORDS.c.kind == bindparam("kind"),
        RECORDS.c.is_open == bindparam("is_open"),
        RECORDS.c.updated < bindparam("before"),
    )
    .order_by(RECORDS.c.updated.desc())
    .limit(bindparam("limit"))
)
_OF_OFFICE = (
    select(*LISTED)
    .join_from(OFFICES, RECORDS, RECORDS.c.place == OFFICES.c.place)
    .where(OFFICES.c.office == bindparam("office"), OFFICES.c.place > bindparam("after"))
    .order_by(OFFICES.c.place)
    .limit(bindparam("limit"))
)
_HELD = (
    select(RECORDS.c.id, RECORDS.c.kind, RECORDS.c.number, RECORDS.c.cases)
    .where(_IS_HELD)
    .order_by(RECORDS.c.updated)
)
_SIDES = select(RECORDS.c.place, RECORDS.c.sides).where(RECORDS.c.id == bindparam("record"))
_KEEP = insert(RECORDS)
_KEEP = _KEEP.on_conflict_do_update(
    index_elements=["id"],
    set_={
        column.name: _KEEP.excluded[column.name]
        for column in RECORDS.columns
        if column.name not in {"id", "place"}
    },
)
_DROP = delete(RECORDS).where(RECORDS.c.id == bindparam("record"))
_ENTER_OFFICE = insert(OFFICES).on_conflict_do_nothing()
_LEAVE_OFFICE = delete(OFFICES).where(
    OFFICES.c.office == bindparam("office"), OFFICES.c.place == bindparam("place")
)

NEWEST = 1 << 62
"""Above every place."""


class RecordRows:
    """Questions about folded records; writing them is ``app.models.keeping``'s."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def stored(self, record: RecordId) -> codec.Columns | None:
        """The stored parts of a record; by ``records_by_id``."""
        row = self._connection.execute(_STORED, {"record": record}).first()
        if row is None:
            return None
        return codec.Columns(
            RecordId(row[0]), row[1], row[2], bool(row[3]), bool(row[4]), *row[5:]
        )

    def row(self, record: RecordId) -> RecordRow | None:
        """A record's columns; by ``records_by_id``."""
        row = self._connection.execute(_BY_ID, {"record": record}).first()
        return None if row is None else record_row(row)

    def numbered(self, number: str, kind: str = "") -> tuple[RecordRow, ...]:
        """The records that bear a number, of one kind or all; by ``records_by_number``."""
        rows = self._connection.execute(_NUMBERED, {"number": number})
        return tuple(record_row(row) for row in rows if kind in {"", row[1]})

    def placed(self, places: Iterable[int]) -> dict[int, RecordRow]:
        """Rows by place."""
        rows = self._connection.execute(_PLACED, {"places": list(places)})
        return {found.place: found for found in map(record_row, rows)}

    def newest(
        self, kind: str, *, is_open: bool, before: int = NEWEST, limit: int = 50
    ) -> tuple[RecordRow, ...]:
        """Records of a kind, last changed first; by ``records_by_kind``.

        ``before`` is the ``updated`` of the last row of the page before.
        """
        asked = {"kind": kind, "is_open": int(is_open), "before": before, "limit": limit}
        return tuple(record_row(row) for row in self._connection.execute(_NEWEST, asked))

    def of_office(self, office: str, *, after: int = 0, limit: int = 200) -> tuple[RecordRow, ...]:
        """The scope of an office: records that name or met it; by its primary key."""
        asked = {"office": office, "after": after, "limit": limit}
        return tuple(record_row(row) for row in self._connection.execute(_OF_OFFICE, asked))

    def held(self) -> tuple[HeldRecord, ...]:
        """Records with open cases, longest unchanged first; by ``records_held``."""
        return tuple(
            HeldRecord(RecordId(row[0]), row[1], row[2], codec.read_cases(row[3]))
            for row in self._connection.execute(_HELD)
        )

    def sides(self, record: RecordId) -> tuple[int, bytes] | None:
        """A record's place and what stands in other tables for it."""
        row = self._connection.execute(_SIDES, {"record": record}).first()
        return None if row is None else (row[0], row[1])

    def keep(self, columns: Mapping[str, Any]) -> None:
        """Write a record's columns in place of the former."""
        self._connection.execute(_KEEP, columns)

    def drop(self, record: RecordId) -> None:
        """Take a record's row away."""
        self._connection.execute(_DROP, {"record": record})

    def enter_office(self, office: str, place: int) -> None:
        """Put the record at a place into an office's scope."""
        self._connection.execute(_ENTER_OFFICE, {"office": office, "place": place})

    def leave_office(self, office: str, place: int) -> None:
        """Take it out again."""
        self._connection.execute(_LEAVE_OFFICE, {"office": office, "place": place})


def record_row(row: Sequence[Any]) -> RecordRow:
    """Read the ``LISTED`` columns."""
    return RecordRow(
        record=RecordId(row[0]),
        kind=row[1],
        number=row[2],
        state=row[3],
        is_open=bool(row[4]),
        is_held=bool(row[5]),
        clock=Instant(row[6]),
        updated=row[7],
        row=row[8],
        place=row[9],
    )
