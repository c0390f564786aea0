"""Acts as rows: envelope bytes, payloads and attachments apart, streams with their gapless tips.

(stream, seq) is indexed and not unique: both branches of a fork must fit.
"""

from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any

import msgspec
from sqlalchemy import Connection, Index, Table, bindparam, func, select
from sqlalchemy.dialects.sqlite import insert

from app.acts import envelope as envelopes
from app.acts.chain import Tip
from app.acts.envelope import Act
from app.base.clock import Instant
from app.base.ids import ActId, RecordId
from app.models.metadata import METADATA, key_bytes, number, place, words
from app.models.ready import Ready

ACTS = Table(
    "acts",
    METADATA,
    place(),
    key_bytes("id"),
    key_bytes("stream"),
    number("seq"),
    key_bytes("record"),
    words("kind"),
    key_bytes("payload"),
    number("size"),
    number("arrived"),
    words("via"),
    key_bytes("signature"),
    key_bytes("content"),
    sqlite_autoincrement=True,
    sqlite_strict=True,
)
Index("acts_by_id", ACTS.c.id, unique=True)
Index("acts_by_stream", ACTS.c.stream, ACTS.c.seq, ACTS.c.size)
Index("acts_by_record", ACTS.c.record, ACTS.c.place)

PAYLOADS = Table(
    "payloads",
    METADATA,
    key_bytes("hash", primary=True),
    key_bytes("content"),
    sqlite_strict=True,
)
ATTACHMENTS = Table(
    "attachments",
    METADATA,
    key_bytes("digest", primary=True),
    key_bytes("content"),
    sqlite_strict=True,
)
PURGED = Table(
    "purged",
    METADATA,
    key_bytes("hash", primary=True),
    sqlite_with_rowid=False,
    sqlite_strict=True,
)
STREAMS = Table(
    "streams",
    METADATA,
    key_bytes("stream", primary=True),
    number("seq"),
    key_bytes("id"),
    sqlite_with_rowid=False,
    sqlite_strict=True,
)


class Arrived(msgspec.Struct, frozen=True):
    """An act with its coming here: ``place`` in the order of arrival, instant, peer."""

    act: Act
    place: int
    arrived: Instant
    via: str


class Unsent(msgspec.Struct, frozen=True):
    """What of a stream waits to be sent: acts, their bytes, when the oldest was kept (0: none)."""

    count: int = 0
    size: int = 0
    oldest: Instant = Instant(0)


_WHOLE = select(
    ACTS.c.id, ACTS.c.content, ACTS.c.signature, PAYLOADS.c.content.label("payload")
).select_from(ACTS.outerjoin(PAYLOADS, PAYLOADS.c.hash == ACTS.c.payload))
_PLACE = 4  # of the columns behind the whole act: place, instant, peer
_BY_ID = Ready(_WHOLE.where(ACTS.c.id == bindparam("id")))
_AT = _WHOLE.where(ACTS.c.stream == bindparam("stream"), ACTS.c.seq == bindparam("seq"))
_OF_RECORD = Ready(
    _WHOLE.add_columns(ACTS.c.place, ACTS.c.arrived, ACTS.c.via)
    .where(ACTS.c.record == bindparam("record"))
    .order_by(ACTS.c.place)
)
_OF_STREAM = (
    _WHOLE.where(ACTS.c.stream == bindparam("stream"), ACTS.c.seq > bindparam("after"))
    .order_by(ACTS.c.seq, ACTS.c.size, ACTS.c.place)  # as the index has them
    .limit(bindparam("most"))
)
_ARRIVALS = (
    _WHOLE.add_columns(ACTS.c.place, ACTS.c.arrived, ACTS.c.via)
    .where(ACTS.c.place > bindparam("after"))
    .order_by(ACTS.c.place)
    .limit(bindparam("most"))
)
_BACKWARDS = (
    _WHOLE.add_columns(ACTS.c.place, ACTS.c.arrived, ACTS.c.via)
    .where(ACTS.c.place < bindparam("before"))
    .order_by(ACTS.c.place.desc())
    .limit(bindparam("most"))
)
_HELD = Ready(select(ACTS.c.id).where(ACTS.c.id == bindparam("id")))
_NEXT = Ready(
    select(ACTS.c.id, ACTS.c.content).where(
        ACTS.c.stream == bindparam("stream"), ACTS.c.seq == bindparam("seq")
    )
)
_NEWEST = Ready(select(func.max(ACTS.c.place)).where(ACTS.c.record == bindparam("record")))
_TIP = Ready(select(STREAMS.c.seq, STREAMS.c.id).where(STREAMS.c.stream == bindparam("stream")))
_TIPS = select(STREAMS.c.stream, STREAMS.c.seq, STREAMS.c.id).order_by(STREAMS.c.stream)
_WAITING = Ready(
    select(func.count(), func.sum(ACTS.c.size)).where(
        ACTS.c.stream == bindparam("stream"), ACTS.c.seq > bindparam("after")
    )
)
_OLDEST = Ready(
    select(ACTS.c.arrived)
    .where(ACTS.c.stream == bindparam("stream"), ACTS.c.seq > bindparam("after"))
    .order_by(ACTS.c.seq)
    .limit(1)
)
_ATTACHED = select(ATTACHMENTS.c.content).where(ATTACHMENTS.c.digest == bindparam("digest"))
_RECORD_IDS = (
    select(ACTS.c.record)
    .where(ACTS.c.record > bindparam("after"))
    .group_by(ACTS.c.record)
    .order_by(ACTS.c.record)
    .limit(bindparam("most"))
)

_ADD = Ready(
    insert(ACTS).on_conflict_do_nothing(index_elements=["id"]),
    *(column.name for column in ACTS.columns if column.name != "place"),
)
_ADD_PAYLOAD = Ready(insert(PAYLOADS).on_conflict_do_nothing())
_ADD_ATTACHMENT = Ready(insert(ATTACHMENTS).on_conflict_do_nothing())
_ADD_PURGED = Ready(insert(PURGED).on_conflict_do_nothing())
_IS_PURGED = Ready(select(PURGED.c.hash).where(PURGED.c.hash == bindparam("hash")))
_ADVANCE = insert(STREAMS)
_ADVANCE_TO = Ready(
    _ADVANCE.on_conflict_do_update(
        index_elements=["stream"],
        set_={"seq": _ADVANCE.excluded.seq, "id": _ADVANCE.excluded.id},
    )
)


class StoredActs:
    """Questions about acts, and the one way in."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def by_id(self, identity: ActId) -> Act | None:
        """By ``acts_by_id``."""
        row = _BY_ID.first(self._connection, id=identity)
        return None if row is None else _act(row)

    def held(self, identities: Iterable[ActId]) -> frozenset[ActId]:
        """Those of the ids that are here; by ``acts_by_id``."""
        return frozenset(
            identity
            for identity in identities
            if _HELD.first(self._connection, id=identity) is not None
        )

    def at(self, stream: bytes, seq: int) -> tuple[Act, ...]:
        """All acts at one place of a stream: more than one is a fork; by ``acts_by_stream``."""
        return _acts(self._connection.execute(_AT, {"stream": stream, "seq": seq}))

    def of_records(self, records: Sequence[RecordId]) -> tuple[Act, ...]:
        """The acts made under any of these ids, in order of arrival; by ``acts_by_record``."""
        return _acts(self._arrived_of(records))

    def timeline(self, records: Sequence[RecordId]) -> tuple[Arrived, ...]:
        """The same with place, instant and peer of each arrival."""
        return tuple(_arrived(row) for row in self._arrived_of(records))

    def arrivals(self, after: int, most: int) -> tuple[Arrived, ...]:
        """Up to ``most`` acts of all records that arrived after a place; by the row's place."""
        rows = self._connection.execute(_ARRIVALS, {"after": after, "most": most})
        return tuple(_arrived(row) for row in rows)

    def backwards(self, before: int, most: int) -> tuple[Arrived, ...]:
        """Up to ``most`` acts that arrived before a place, the last first; by the row's place."""
        rows = self._connection.execute(_BACKWARDS, {"before": before, "most": most})
        return tuple(_arrived(row) for row in rows)

    def of_stream(self, stream: bytes, after: int, most: int) -> tuple[Act, ...]:
        """By ``acts_by_stream``."""
        asked = {"stream": stream, "after": after, "most": most}
        return _acts(self._connection.execute(_OF_STREAM, asked))

    def newest(self, records: Iterable[RecordId]) -> int:
        """The place of the last act that arrived of these ids; by ``acts_by_record``."""
        return max(_NEWEST.scalar(self._connection, record=record) or 0 for record in records)

    def record_ids(self, after: bytes, most: int) -> tuple[RecordId, ...]:
        """Up to ``most`` ids that acts were made under, above ``after``; by ``acts_by_record``."""
        rows = self._connection.execute(_RECORD_IDS, {"after": after, "most": most})
        return tuple(RecordId(record) for record in rows.scalars())

    def tip(self, stream: bytes) -> Tip:
        """The gapless end of a stream; seq 0 when nothing of it is here."""
        row = _TIP.first(self._connection, stream=stream)
        return Tip(stream) if row is None else Tip(stream, row[0], row[1])

    def tips(self) -> tuple[Tip, ...]:
        """The gapless ends of all streams, by stream."""
        return tuple(Tip(*row) for row in self._connection.execute(_TIPS))

    def unsent(self, stream: bytes, after: int) -> Unsent:
        """What a stream holds above a seq; by ``acts_by_stream`` alone."""
        waiting = _WAITING.first(self._connection, stream=stream, after=after)
        if waiting is None or not waiting[0]:
            return Unsent()
        count, size = waiting
        oldest = _OLDEST.scalar(self._connection, stream=stream, after=after)
        return Unsent(count, size, Instant(oldest))

    def attached(self, digest: bytes) -> bytes | None:
        """The bytes of an attachment."""
        found: bytes | None = self._connection.execute(_ATTACHED, {"digest": digest}).scalar()
        return found

    def attach(self, digest: bytes, content: bytes) -> None:
        """Keep an attachment under its SHA-256."""
        _ADD_ATTACHMENT.run(self._connection, digest=digest, content=content)

    def add(self, act: Act, *, arrived: Instant, via: str) -> bool:
        """Keep an act with its payload, move its stream's tip; False if it was here."""
        envelope = act.envelope
        size = len(act.content) + len(act.signature) + len(act.payload or b"")
        added = _ADD.run(
            self._connection,
            id=act.id,
            stream=envelope.stream,
            seq=envelope.seq,
            record=envelope.record,
            kind=envelope.kind,
            payload=envelope.payload,
            size=size,
            arrived=arrived,
            via=via,
            signature=act.signature,
            content=act.content,
        )
        if not added:
            return False
        if act.payload is not None:
            self.bring(envelope.payload, act.payload)
        self._follow(act)
        return True

    def bring(self, digest: bytes, payload: bytes) -> None:
        """Keep a payload, also one that comes after its envelope; a purged one stays away."""
        if _IS_PURGED.first(self._connection, hash=digest) is None:
            _ADD_PAYLOAD.run(self._connection, hash=digest, content=payload)

    def forget(self, payloads: Iterable[bytes]) -> None:
        """Name payloads that are never stored again; their bytes go when the store is purged."""
        for digest in payloads:
            _ADD_PURGED.run(self._connection, hash=digest)

    def _arrived_of(self, records: Sequence[RecordId]) -> list[tuple[Any, ...]]:
        """The rows of all these ids' acts, in order of arrival."""
        rows = [
            row for record in records for row in _OF_RECORD.rows(self._connection, record=record)
        ]
        if len(records) > 1:
            rows.sort(key=itemgetter(_PLACE))
        return rows

    def _follow(self, act: Act) -> None:
        """Move the stream's tip over this act and over those behind it that waited for it."""
        tip = self.tip(act.envelope.stream)
        if act.envelope.seq != tip.seq + 1 or act.envelope.prev != tip.id:
            return
        seq, identity = act.envelope.seq, act.id
        while following := self._following(tip.stream, seq, identity):
            seq, identity = seq + 1, following
        _ADVANCE_TO.run(self._connection, stream=tip.stream, seq=seq, id=identity)

    def _following(self, stream: bytes, seq: int, identity: bytes) -> ActId | None:
        for found, content in _NEXT.rows(self._connection, stream=stream, seq=seq + 1):
            if envelopes.kept(content).prev == identity:
                return ActId(found)
        return None


def _act(row: Sequence[Any]) -> Act:
    return Act(
        id=ActId(row[0]),
        envelope=envelopes.kept(row[1]),
        content=row[1],
        signature=row[2],
        payload=row[3],
    )


def _acts(rows: Iterable[Sequence[Any]]) -> tuple[Act, ...]:
    return tuple(_act(row) for row in rows)


def _arrived(row: Sequence[Any]) -> Arrived:
    place, arrived, via = row[_PLACE:]
    return Arrived(_act(row), place, Instant(arrived), via)
