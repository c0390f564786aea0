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
from app.models.ready import Ready

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
_IS_PURGED = text("is_purged = 1")
Index("records_by_id", RECORDS.c.id, unique=True)
Index("records_by_number", RECORDS.c.number, sqlite_where=_HAS_NUMBER)
Index("records_by_kind", RECORDS.c.kind, RECORDS.c.is_open, RECORDS.c.updated)
Index("records_purged", RECORDS.c.id, sqlite_where=_IS_PURGED)
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

_STORED = Ready(
    select(
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
)
_BY_ID = Ready(select(*LISTED).where(RECORDS.c.id == bindparam("record")))
_NUMBERED = Ready(
    select(*LISTED)
    .where(RECORDS.c.number == bindparam("number"), _HAS_NUMBER)
    .order_by(RECORDS.c.place)
)
_PLACED = select(*LISTED).where(RECORDS.c.place.in_(bindparam("places", expanding=True)))
_NEWEST = Ready(
    select(*LISTED)
    .where(
        RECORDS.c.kind == bindparam("kind"),
        RECORDS.c.is_open == bindparam("is_open"),
        RECORDS.c.updated < bindparam("before"),
    )
    .order_by(RECORDS.c.updated.desc())
    .limit(bindparam("limit"))
)
_OF_OFFICE = Ready(
    select(*LISTED)
    .join_from(OFFICES, RECORDS, RECORDS.c.place == OFFICES.c.place)
    .where(OFFICES.c.office == bindparam("office"), OFFICES.c.place > bindparam("after"))
    .order_by(OFFICES.c.place)
    .limit(bindparam("limit"))
)
_HELD = Ready(
    select(RECORDS.c.id, RECORDS.c.kind, RECORDS.c.number, RECORDS.c.cases)
    .where(_IS_HELD)
    .order_by(RECORDS.c.updated)
)
_SIDES = Ready(select(RECORDS.c.place, RECORDS.c.sides).where(RECORDS.c.id == bindparam("record")))
_KEEP = insert(RECORDS)
_KEPT = [column.name for column in RECORDS.columns if column.name != "place"]
_KEEP_SO = Ready(
    _KEEP.on_conflict_do_update(
        index_elements=["id"],
        set_={name: _KEEP.excluded[name] for name in _KEPT if name != "id"},
    ),
    *_KEPT,
)
_DROP = Ready(delete(RECORDS).where(RECORDS.c.id == bindparam("record")))
_ENTER_OFFICE = Ready(insert(OFFICES).on_conflict_do_nothing())
_LEAVE_OFFICE = Ready(
    delete(OFFICES).where(
        OFFICES.c.office == bindparam("office"), OFFICES.c.place == bindparam("place")
    )
)

NEWEST = 1 << 62
"""Above every place."""


class RecordRows:
    """Questions about folded records; writing them is ``app.models.keeping``'s."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def stored(self, record: RecordId) -> codec.Columns | None:
        """The stored parts of a record; by ``records_by_id``."""
        row = _STORED.first(self._connection, record=record)
        if row is None:
            return None
        return codec.Columns(
            RecordId(row[0]), row[1], row[2], bool(row[3]), bool(row[4]), *row[5:]
        )

    def row(self, record: RecordId) -> RecordRow | None:
        """A record's columns; by ``records_by_id``."""
        row = _BY_ID.first(self._connection, record=record)
        return None if row is None else record_row(row)

    def numbered(self, number: str, kind: str = "") -> tuple[RecordRow, ...]:
        """The records that bear a number, of one kind or all; by ``records_by_number``."""
        rows = _NUMBERED.rows(self._connection, number=number)
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
        rows = _NEWEST.rows(
            self._connection, kind=kind, is_open=int(is_open), before=before, limit=limit
        )
        return tuple(map(record_row, rows))

    def of_office(self, office: str, *, after: int = 0, limit: int = 200) -> tuple[RecordRow, ...]:
        """The scope of an office: records that name or met it; by its primary key."""
        rows = _OF_OFFICE.rows(self._connection, office=office, after=after, limit=limit)
        return tuple(map(record_row, rows))

    def held(self) -> tuple[HeldRecord, ...]:
        """Records with open cases, longest unchanged first; by ``records_held``."""
        return tuple(
            HeldRecord(RecordId(row[0]), row[1], row[2], codec.read_cases(row[3]))
            for row in _HELD.rows(self._connection)
        )

    def sides(self, record: RecordId) -> tuple[int, bytes] | None:
        """A record's place and what stands in other tables for it."""
        row = _SIDES.first(self._connection, record=record)
        return None if row is None else (row[0], row[1])

    def keep(self, columns: Mapping[str, Any]) -> None:
        """Write a record's columns in place of the former."""
        _KEEP_SO.run(self._connection, **columns)

    def drop(self, record: RecordId) -> None:
        """Take a record's row away."""
        _DROP.run(self._connection, record=record)

    def enter_office(self, office: str, place: int) -> None:
        """Put the record at a place into an office's scope."""
        _ENTER_OFFICE.run(self._connection, office=office, place=place)

    def leave_office(self, office: str, place: int) -> None:
        """Take it out again."""
        _LEAVE_OFFICE.run(self._connection, office=office, place=place)


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
