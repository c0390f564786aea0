"""Queues: which records stand in which worklist, by the instant their legal clock runs out.

Only records that stand in a queue have rows here, so that counting them is counting this table.
"""

from typing import Final

import msgspec
from sqlalchemy import Connection, Table, and_, bindparam, delete, func, or_, select
from sqlalchemy.dialects.sqlite import insert

from app.base.clock import Instant
from app.base.ids import RecordId
from app.models.metadata import METADATA, number, words
from app.models.ready import Ready
from app.models.record_rows import RECORDS

QUEUES = Table(
    "record_queues",
    METADATA,
    words("queue", primary=True),
    number("due", primary=True),
    number("place", primary=True),
    sqlite_with_rowid=False,
    sqlite_strict=True,
)

NEVER: Final = 1 << 62
"""Stands for "no clock": such records come last."""


class QueueRow(msgspec.Struct, frozen=True):
    """A record in a queue. ``row`` is the package's own row in canonical bytes.

    ``clock`` is 0 for none; ``place`` only tells the next page where to go on.
    """

    record: RecordId
    kind: str
    number: str
    state: str
    is_held: bool
    clock: Instant
    row: bytes
    place: int


_COUNTS = Ready(select(QUEUES.c.queue, func.count()).group_by(QUEUES.c.queue))
_LATE = Ready(
    select(QUEUES.c.queue, func.count())
    .where(QUEUES.c.due <= bindparam("now"))
    .group_by(QUEUES.c.queue)
)
_PAGE = Ready(
    select(
        RECORDS.c.id,
        RECORDS.c.kind,
        RECORDS.c.number,
        RECORDS.c.state,
        RECORDS.c.is_held,
        RECORDS.c.clock,
        RECORDS.c.row,
        RECORDS.c.place,
    )
    .join_from(QUEUES, RECORDS, RECORDS.c.place == QUEUES.c.place)
    .where(QUEUES.c.queue == bindparam("queue"))
    .where(
        QUEUES.c.due >= bindparam("due"),
        or_(
            QUEUES.c.due > bindparam("due"),
            and_(QUEUES.c.due == bindparam("due"), QUEUES.c.place > bindparam("place")),
        ),
    )
    .order_by(QUEUES.c.due, QUEUES.c.place)
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)
_ENTER = Ready(insert(QUEUES).on_conflict_do_nothing())
_LEAVE = Ready(
    delete(QUEUES).where(
        QUEUES.c.queue == bindparam("queue"),
        QUEUES.c.due == bindparam("due"),
        QUEUES.c.place == bindparam("place"),
    )
)


class Queues:
    """Questions about worklists."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def counts(self) -> dict[str, int]:
        """How many records stand in each queue; queues nobody stands in are left out."""
        return {row[0]: row[1] for row in _COUNTS.rows(self._connection)}

    def late(self, now: Instant) -> dict[str, int]:
        """How many of each queue have a clock that ran out by ``now``."""
        return {row[0]: row[1] for row in _LATE.rows(self._connection, now=now)}

    def page(
        self, queue: str, *, after: QueueRow | None = None, offset: int = 0, limit: int = 50
    ) -> tuple[QueueRow, ...]:
        """Records of a queue, those whose clock runs out first first; by the primary key."""
        asked: dict[str, str | int] = {
            "queue": queue,
            "due": -1 if after is None else after.clock or NEVER,
            "place": -1 if after is None else after.place,
            "limit": limit,
            "offset": offset,
        }
        return tuple(
            QueueRow(
                RecordId(row[0]), row[1], row[2], row[3], bool(row[4]), Instant(row[5]), *row[6:]
            )
            for row in _PAGE.rows(self._connection, **asked)
        )

    def enter(self, queue: str, due: int, place: int) -> None:
        """Let the record at a place of its table stand in a queue."""
        _ENTER.run(self._connection, queue=queue, due=due, place=place)

    def leave(self, queue: str, due: int, place: int) -> None:
        """Take it out again."""
        _LEAVE.run(self._connection, queue=queue, due=due, place=place)
