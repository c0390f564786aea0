"""Messages received: one effect per (sender, message id), and the same receipt for ever.

Source: the house's sync specification, section 7.2: same bytes, same receipt; other bytes, alarm.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

import msgspec
from sqlalchemy import Connection, Index, Table, bindparam, select, text, update
from sqlalchemy.dialects.sqlite import insert

from app.base.clock import Instant
from app.base.ids import RecordId
from app.models.metadata import METADATA, key_bytes, number, place, words

INBOX = Table(
    "inbox",
    METADATA,
    place(),
    words("sender"),
    words("message_id"),
    words("message"),
    words("state"),
    number("at"),
    key_bytes("digest"),
    key_bytes("record"),
    key_bytes("receipt"),
    key_bytes("content"),
    sqlite_autoincrement=True,
    sqlite_strict=True,
)
# the very words of the partial indexes
_WAITS = text("state = 'waiting'")
_ABOUT_A_RECORD = text("record != x''")
Index("inbox_by_message", INBOX.c.sender, INBOX.c.message_id, unique=True)
Index("inbox_waiting", INBOX.c.place, sqlite_where=_WAITS)
Index("inbox_by_record", INBOX.c.record, sqlite_where=_ABOUT_A_RECORD)


NO_RECORD = RecordId(b"")


class Arrival(StrEnum):
    """What a received message is."""

    FRESH = "fresh"
    DUPLICATE = "duplicate"  # same id, same bytes: the stored receipt goes back
    CLASH = "clash"  # same id, other bytes: refused, and somebody must look


class State(StrEnum):
    """What became of a received message."""

    WAITING = "waiting"  # not worked on yet, or out of order
    WORKED = "worked"
    ASIDE = "aside"  # malformed or refused; kept, shown


class Receipted(msgspec.Struct, frozen=True):
    """A message's arrival; ``receipt`` is empty for a fresh one and while there is none yet."""

    arrival: Arrival
    receipt: bytes = b""


class Received(msgspec.Struct, frozen=True, kw_only=True):
    """A received message; ``record`` is empty until it was worked on."""

    sender: str
    message_id: str
    message: str
    state: State
    at: Instant
    digest: bytes
    record: RecordId
    receipt: bytes
    content: bytes


_COLUMNS = (
    INBOX.c.sender,
    INBOX.c.message_id,
    INBOX.c.message,
    INBOX.c.state,
    INBOX.c.at,
    INBOX.c.digest,
    INBOX.c.record,
    INBOX.c.receipt,
    INBOX.c.content,
)
_KNOWN = select(INBOX.c.digest, INBOX.c.receipt).where(
    INBOX.c.sender == bindparam("sender"), INBOX.c.message_id == bindparam("message_id")
)
_BY_ID = select(*_COLUMNS).where(
    INBOX.c.sender == bindparam("sender"), INBOX.c.message_id == bindparam("message_id")
)
_WAITING = select(*_COLUMNS).where(_WAITS).order_by(INBOX.c.place).limit(bindparam("limit"))
_OF_RECORD = (
    select(*_COLUMNS)
    .where(INBOX.c.record == bindparam("record"), _ABOUT_A_RECORD)
    .order_by(INBOX.c.place)
)
_RECEIVE = insert(INBOX)
_ANSWER = (
    update(INBOX)
    .where(
        INBOX.c.sender == bindparam("from_sender"),
        INBOX.c.message_id == bindparam("of"),
        INBOX.c.receipt == b"",
    )
    .values(receipt=bindparam("with_receipt"))
)
_WORK = (
    update(INBOX)
    .where(INBOX.c.sender == bindparam("from_sender"), INBOX.c.message_id == bindparam("of"))
    .values(state=bindparam("to"), record=bindparam("on_record"))
)


class Inbox:
    """Messages received."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def receive(
        self,
        sender: str,
        message_id: str,
        *,
        digest: bytes,
        content: bytes,
        at: Instant,
        message: str = "",
    ) -> Receipted:
        """Keep a message once; by ``inbox_by_message``.

        ``digest`` is the SHA-256 of its bytes, ``message`` the family's code where it is known.
        """
        asked = {"sender": sender, "message_id": message_id}
        known = self._connection.execute(_KNOWN, asked).first()
        if known is not None:
            return Receipted(Arrival.DUPLICATE if known[0] == digest else Arrival.CLASH, known[1])
        self._connection.execute(
            _RECEIVE,
            {
                **asked,
                "message": message,
                "state": str(State.WAITING),
                "at": at,
                "digest": digest,
                "record": b"",
                "receipt": b"",
                "content": content,
            },
        )
        return Receipted(Arrival.FRESH)

    def answer(self, sender: str, message_id: str, receipt: bytes) -> bytes:
        """Store a message's receipt; the answer is the one that stands: the first."""
        told = {"from_sender": sender, "of": message_id, "with_receipt": receipt}
        if self._connection.execute(_ANSWER, told).rowcount == 1:
            return receipt
        asked = {"sender": sender, "message_id": message_id}
        stands: bytes = self._connection.execute(_KNOWN, asked).one()[1]
        return stands

    def work(
        self, sender: str, message_id: str, state: State, record: RecordId = NO_RECORD
    ) -> None:
        """Say what became of a message, and which record it was about."""
        told = {"from_sender": sender, "of": message_id, "to": str(state), "on_record": record}
        self._connection.execute(_WORK, told)

    def message(self, sender: str, message_id: str) -> Received | None:
        """By ``inbox_by_message``."""
        asked = {"sender": sender, "message_id": message_id}
        row = self._connection.execute(_BY_ID, asked).first()
        return None if row is None else _received(row)

    def waiting(self, limit: int = 50) -> tuple[Received, ...]:
        """Messages not worked on yet, first come first; by ``inbox_waiting``."""
        return tuple(map(_received, self._connection.execute(_WAITING, {"limit": limit})))

    def of_record(self, record: RecordId) -> tuple[Received, ...]:
        """Messages about a record; by ``inbox_by_record``."""
        return tuple(map(_received, self._connection.execute(_OF_RECORD, {"record": record})))


def _received(row: Sequence[Any]) -> Received:
    return Received(
        sender=row[0],
        message_id=row[1],
        message=row[2],
        state=State(row[3]),
        at=Instant(row[4]),
        digest=row[5],
        record=RecordId(row[6]),
        receipt=row[7],
        content=row[8],
    )
