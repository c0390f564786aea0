"""Which ids are one record. Edges are kept for ever; the survivor follows from them alone."""

from collections.abc import Iterable

from sqlalchemy import Connection, Index, Table, bindparam, or_, select
from sqlalchemy.dialects.sqlite import insert

from app.acts.united import Join, survivor
from app.base.ids import RecordId
from app.models.metadata import METADATA, key_bytes
from app.models.ready import Ready

JOINED = Table(
    "joined",
    METADATA,
    key_bytes("record", primary=True),
    key_bytes("into", primary=True),
    sqlite_with_rowid=False,
    sqlite_strict=True,
)
Index("joined_by_into", JOINED.c.into)

SURVIVORS = Table(
    "survivors",
    METADATA,
    key_bytes("record", primary=True),
    key_bytes("survivor"),
    sqlite_with_rowid=False,
    sqlite_strict=True,
)
Index("survivors_by_survivor", SURVIVORS.c.survivor)

_SURVIVOR = Ready(select(SURVIVORS.c.survivor).where(SURVIVORS.c.record == bindparam("record")))
_MEMBERS = Ready(
    select(SURVIVORS.c.record)
    .where(
        SURVIVORS.c.survivor
        == select(SURVIVORS.c.survivor)
        .where(SURVIVORS.c.record == bindparam("record"))
        .scalar_subquery()
    )
    .order_by(SURVIVORS.c.record)
)
_EDGES = select(JOINED.c.record, JOINED.c.into).where(
    or_(JOINED.c.record == bindparam("id"), JOINED.c.into == bindparam("id"))
)
_JOIN = insert(JOINED).on_conflict_do_nothing()
_NAME = insert(SURVIVORS)
_NAME = _NAME.on_conflict_do_update(
    index_elements=["record"], set_={"survivor": _NAME.excluded.survivor}
)


class Joins:
    """Questions about joined ids."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def surviving(self, record: RecordId) -> RecordId:
        """The id that a record goes by; by the primary key."""
        found = _SURVIVOR.scalar(self._connection, record=record)
        return record if found is None else RecordId(found)

    def members(self, record: RecordId) -> tuple[RecordId, ...]:
        """Every id of the record; by ``survivors_by_survivor``."""
        rows = _MEMBERS.rows(self._connection, record=record)
        return tuple(RecordId(row[0]) for row in rows) or (record,)

    def join(self, record: RecordId, into: RecordId) -> tuple[RecordId, ...]:
        """Unite two ids; answers those that no longer go by themselves."""
        self._connection.execute(_JOIN, {"record": record, "into": into})
        edges = self.component(record)
        chosen = survivor(edges)
        members = sorted({one for edge in edges for one in edge})
        for member in members:
            self._connection.execute(_NAME, {"record": member, "survivor": chosen})
        return tuple(member for member in members if member != chosen)

    def component(self, record: RecordId) -> frozenset[Join]:
        """All joins that hang together with a record; by the primary key, ``joined_by_into``."""
        edges: set[Join] = set()
        seen: set[RecordId] = set()
        ahead = {record}
        while ahead:
            at = ahead.pop()
            seen.add(at)
            found = {_edge(row) for row in self._connection.execute(_EDGES, {"id": at})}
            edges |= found
            ahead |= {one for edge in found for one in edge} - seen
        return frozenset(edges)


def _edge(row: Iterable[bytes]) -> Join:
    record, into = row
    return RecordId(record), RecordId(into)
