"""Messages that acts made due: a row in the act's own transaction, bytes built once.

A message goes waiting -> taken by the channel -> receipted (parsed, valid) -> answered, or failed;
each step stays on the timeline. Sent again it is the same bytes under the same id. One without a
partner is kept and never counted as sent. Source: the house's sync specification, section 7.2.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

import msgspec
from sqlalchemy import Connection, Index, Table, bindparam, func, select, text, update
from sqlalchemy.dialects.sqlite import insert

from app.acts.steps import Due
from app.base.clock import Instant
from app.base.ids import ActId, RecordId
from app.models.metadata import METADATA, key_bytes, number, place, words
from app.models.ready import Ready

OUTBOX = Table(
    "outbox",
    METADATA,
    place(),
    words("message_id"),
    key_bytes("record"),
    key_bytes("act"),
    words("message"),
    words("version"),
    words("receiver"),
    words("partner"),
    words("state"),
    number("not_before"),
    number("made"),
    number("tries"),
    words("last_trouble"),
    key_bytes("content"),
    sqlite_autoincrement=True,
    sqlite_strict=True,
)
_WAITS = text("state = 'waiting'")  # in the partial index's very words
Index("outbox_by_message", OUTBOX.c.message_id, unique=True)
Index("outbox_by_record", OUTBOX.c.record)
Index("outbox_by_act", OUTBOX.c.act)
Index(
    "outbox_waiting",
    OUTBOX.c.partner,
    OUTBOX.c.not_before,
    OUTBOX.c.place,
    sqlite_where=_WAITS,
)

STEPS = Table(
    "outbox_steps",
    METADATA,
    place(),
    words("message_id"),
    words("step"),
    number("at"),
    key_bytes("content"),
    sqlite_strict=True,
)
Index("outbox_steps_by_message", STEPS.c.message_id)


class State(StrEnum):
    """Where a message stands."""

    WAITING = "waiting"
    NOBODY = "nobody"  # no channel reaches its receiver: kept on the record
    WITHDRAWN = "withdrawn"  # the officer took the step back in its grace
    TAKEN = "taken"
    RECEIPTED = "receipted"
    ANSWERED = "answered"
    FAILED = "failed"


class Step(StrEnum):
    """What happened to a message on its way."""

    TAKEN = "taken"
    RECEIPTED = "receipted"
    ANSWERED = "answered"
    FAILED = "failed"


class Noted(StrEnum):
    """What a step was to what is known of its message."""

    NEW = "new"
    AGAIN = "again"  # the same step with the same bytes is here already
    CONTRARY = "contrary"  # another outcome than the one known: kept; somebody must look
    UNKNOWN = "unknown"  # no such message was ever made here


_ORDER = (State.WAITING, State.NOBODY, State.WITHDRAWN, State.TAKEN, State.RECEIPTED)
_OUTCOMES = frozenset({State.ANSWERED, State.FAILED})


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """A message on its way out; instants are ms UTC."""

    message_id: str
    record: RecordId
    act: ActId
    message: str
    version: str
    receiver: str
    partner: str
    state: State
    not_before: Instant
    made: Instant
    tries: int
    last_trouble: str
    content: bytes


class MessageStep(msgspec.Struct, frozen=True):
    """One step of a message: the instant, and the bytes that told it."""

    step: Step
    at: Instant
    content: bytes


class Followed(msgspec.Struct, frozen=True):
    """A message with all its steps, in the order they came."""

    message: Message
    steps: tuple[MessageStep, ...]


_COLUMNS = (
    OUTBOX.c.message_id,
    OUTBOX.c.record,
    OUTBOX.c.act,
    OUTBOX.c.message,
    OUTBOX.c.version,
    OUTBOX.c.receiver,
    OUTBOX.c.partner,
    OUTBOX.c.state,
    OUTBOX.c.not_before,
    OUTBOX.c.made,
    OUTBOX.c.tries,
    OUTBOX.c.last_trouble,
    OUTBOX.c.content,
)
_DUE = Ready(
    select(*_COLUMNS)
    .where(
        _WAITS,
        OUTBOX.c.partner == bindparam("partner"),
        OUTBOX.c.not_before <= bindparam("now"),
    )
    .order_by(OUTBOX.c.not_before, OUTBOX.c.place)
    .limit(bindparam("limit"))
)
_NEXT_DUE = Ready(
    select(OUTBOX.c.partner, func.min(OUTBOX.c.not_before))
    .where(_WAITS)
    .group_by(OUTBOX.c.partner)
)
_UNSENT = Ready(select(OUTBOX.c.partner, func.count()).where(_WAITS).group_by(OUTBOX.c.partner))
_BY_ID = Ready(select(*_COLUMNS).where(OUTBOX.c.message_id == bindparam("message_id")))
_OF_RECORDS = (
    select(*_COLUMNS)
    .where(OUTBOX.c.record.in_(bindparam("records", expanding=True)))
    .order_by(OUTBOX.c.place)
)
_STEPS = Ready(
    select(STEPS.c.step, STEPS.c.at, STEPS.c.content)
    .where(STEPS.c.message_id == bindparam("message_id"))
    .order_by(STEPS.c.place)
)
_EMIT = Ready(
    insert(OUTBOX).on_conflict_do_nothing(index_elements=["message_id"]),
    *(column.name for column in _COLUMNS),
)
_NOTE = Ready(insert(STEPS), "message_id", "step", "at", "content")
_MOVE = Ready(
    update(OUTBOX).where(OUTBOX.c.message_id == bindparam("of")).values(state=bindparam("to"))
)
_TRIED = Ready(
    update(OUTBOX)
    .where(OUTBOX.c.message_id == bindparam("of"))
    .values(
        tries=OUTBOX.c.tries + 1,
        not_before=bindparam("next"),
        last_trouble=bindparam("trouble"),
    )
)
_AGAIN = (
    update(OUTBOX)
    .where(
        OUTBOX.c.message_id == bindparam("of"),
        OUTBOX.c.state.in_(["waiting", "taken", "receipted", "failed"]),
    )
    .values(state="waiting", not_before=bindparam("next"))
)
_HASTEN = Ready(
    update(OUTBOX)
    .where(_WAITS, OUTBOX.c.partner == bindparam("to"), OUTBOX.c.not_before > bindparam("next"))
    .values(not_before=bindparam("next"))
)
_WITHDRAW = (
    update(OUTBOX)
    .where(
        OUTBOX.c.act.in_(bindparam("acts", expanding=True)),
        OUTBOX.c.state.in_(["waiting", "nobody"]),
        OUTBOX.c.tries == 0,
    )
    .values(state="withdrawn")
    .returning(OUTBOX.c.message_id)
)


class Outbox:
    """Messages on their way out."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def emit(
        self, due: Due, record: RecordId, act: ActId, *, not_before: Instant, made: Instant
    ) -> bool:
        """Put a message out; False where its id is here: the first bytes stand."""
        put = _EMIT.run(
            self._connection,
            message_id=due.message_id,
            record=record,
            act=act,
            message=due.message,
            version=due.version,
            receiver=due.to,
            partner=due.partner,
            state=str(State.WAITING if due.partner else State.NOBODY),
            not_before=not_before,
            made=made,
            tries=0,
            last_trouble="",
            content=due.content,
        )
        return put == 1

    def due(self, now: Instant, partner: str, limit: int = 10) -> tuple[Message, ...]:
        """What a partner may have by now, longest due first; by ``outbox_waiting``."""
        rows = _DUE.rows(self._connection, now=now, partner=partner, limit=limit)
        return tuple(map(_message, rows))

    def next_due(self) -> dict[str, Instant]:
        """For each partner with something waiting, when the first may go; ``outbox_waiting``."""
        return {partner: Instant(at) for partner, at in _NEXT_DUE.rows(self._connection)}

    def unsent(self) -> dict[str, int]:
        """How many messages wait for each partner; by ``outbox_waiting``."""
        return {row[0]: row[1] for row in _UNSENT.rows(self._connection)}

    def message(self, message_id: str) -> Message | None:
        """By ``outbox_by_message``."""
        row = _BY_ID.first(self._connection, message_id=message_id)
        return None if row is None else _message(row)

    def of_records(self, records: Iterable[RecordId]) -> tuple[Followed, ...]:
        """A record's messages with their steps; give all ids it goes by; ``outbox_by_record``."""
        rows = self._connection.execute(_OF_RECORDS, {"records": list(records)}).all()
        messages = map(_message, rows)
        return tuple(Followed(message, self.steps(message.message_id)) for message in messages)

    def steps(self, message_id: str) -> tuple[MessageStep, ...]:
        """What happened to a message; by ``outbox_steps_by_message``."""
        rows = _STEPS.rows(self._connection, message_id=message_id)
        return tuple(MessageStep(Step(row[0]), Instant(row[1]), row[2]) for row in rows)

    def withdraw(self, acts: Iterable[ActId]) -> tuple[str, ...]:
        """Take back the messages of acts that nobody was offered yet; answers their ids."""
        taken = self._connection.execute(_WITHDRAW, {"acts": list(acts)})
        return tuple(sorted(taken.scalars()))

    def step(self, message_id: str, step: Step, at: Instant, content: bytes = b"") -> Noted:
        """Note what happened to a message and move it on; it never moves back.

        Every step is kept, also one contrary to the outcome known; the first outcome stands.
        """
        message = self.message(message_id)
        if message is None:
            return Noted.UNKNOWN
        known = self.steps(message_id)
        again = any((one.step, one.content) == (step, content) for one in known)
        if not again:
            _NOTE.run(
                self._connection, message_id=message_id, step=str(step), at=at, content=content
            )
        contrary = not again and any(_is_contrary(one, step) for one in known)
        reached = _furthest(known) if contrary else State(step)
        if message.state not in _OUTCOMES and _rank(reached) > _rank(message.state):
            _MOVE.run(self._connection, of=message_id, to=str(reached))
        return Noted.CONTRARY if contrary else Noted.AGAIN if again else Noted.NEW

    def tried(self, message_id: str, *, not_before: Instant, trouble: str) -> None:
        """Note that a try did not get through, and when the next may be made."""
        _TRIED.run(self._connection, of=message_id, next=not_before, trouble=trouble)

    def again(self, message_id: str, *, not_before: Instant) -> bool:
        """Let the same bytes go once more; False once it is answered, withdrawn or unknown."""
        told = {"of": message_id, "next": not_before}
        return self._connection.execute(_AGAIN, told).rowcount == 1

    def hasten(self, partner: str, now: Instant) -> int:
        """End the grace of all that waits for a partner: an officer hands over."""
        return _HASTEN.run(self._connection, to=partner, next=now)


def _is_contrary(known: MessageStep, step: Step) -> bool:
    """Whether two steps tell two outcomes: other bytes of one kind, or failure beside success."""
    if step is Step.TAKEN or known.step is Step.TAKEN:
        return False
    return known.step is step or Step.FAILED in {known.step, step}


def _furthest(known: Iterable[MessageStep]) -> State:
    """Where the first outcome had brought a message: it stands, whatever comes later."""
    return max((State(one.step) for one in known), key=_rank)


def _rank(state: State) -> int:
    return _ORDER.index(state) if state in _ORDER else len(_ORDER)


def _message(row: Sequence[Any]) -> Message:
    return Message(
        message_id=row[0],
        record=RecordId(row[1]),
        act=ActId(row[2]),
        message=row[3],
        version=row[4],
        receiver=row[5],
        partner=row[6],
        state=State(row[7]),
        not_before=Instant(row[8]),
        made=Instant(row[9]),
        tries=row[10],
        last_trouble=row[11],
        content=row[12],
    )
