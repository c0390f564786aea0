"""Any record, whatever its kind: found, listed, shown with its timeline and its messages."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec

from app.acts import stamps
from app.acts.fold import Folded, Place, Standing
from app.acts.steps import View, Words
from app.base.errors import Refused
from app.base.ids import RecordId
from app.models.outbox import Followed
from app.models.queues import QueueRow
from app.models.record_rows import RecordRow
from app.models.search import Hit, Wanted
from app.models.stored_acts import Arrived
from app.reference import folding
from app.reference.numbers import mrn as mrns
from app.security import canonical
from app.security.roles import Capacity
from app.transit import listing
from app.workstation import drafts, queued
from app.workstation.look import LiveLook

SHORTEST_BEGINNING = 3
MOST_ROW = 1 << 16
EXACT_KINDS = ("mrn", "lrn", "plate", "container", "seal", "carnet", "eori", "last6")
BEGUN_KINDS = ("mrn", "lrn", "plate", "container", "seal", "carnet")


class FoundLine(msgspec.Struct, frozen=True, kw_only=True):
    """One hit: ``why`` is exact, begins or words; ``by`` the kind of key that was met."""

    record: RecordId
    kind: str
    number: str
    state: str
    is_open: bool
    is_held: bool
    why: str
    by: str
    row: dict[str, Any]


class Find(View[tuple[FoundLine, ...]], frozen=True, kw_only=True):
    """Find records by any number, plate, seal, container, name or word, best first."""

    text: str
    limit: int = 20


class QueueLine(msgspec.Struct, frozen=True, kw_only=True):
    """One record of a queue; ``clock`` is ms UTC (0: none), ``row`` the package's own fields."""

    record: RecordId
    kind: str
    number: str
    state: str
    is_held: bool
    clock: int
    row: dict[str, Any]


class QueuePage(View[tuple[QueueLine, ...]], frozen=True, kw_only=True):
    """A page of one queue, those whose clock runs out first first.

    ``office``: its own part of a worklist that offices share; "": the whole administration's.
    """

    queue: str
    offset: int = 0
    limit: int = 50
    office: str = ""


class Numbered(View[RecordId], frozen=True, kw_only=True):
    """The one record that a number, or its id in hexadecimal, stands for."""

    number: str
    kind: str = ""


class TimelineLine(msgspec.Struct, frozen=True, kw_only=True):
    """One act: when (ms UTC), where, in what capacity, in one sentence, and how far it has come.

    ``level`` is 1 kept, 2 handed on, 3 received; ``via`` names the peer it came from.
    """

    act: bytes
    at: int
    kind: str
    office: str
    capacity: str
    words: Words
    standing: str
    by: bytes
    level: int
    arrived: int
    via: str
    clock_suspect: bool


class StepLine(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a message on its way."""

    step: str
    at: int


class MessageLine(msgspec.Struct, frozen=True, kw_only=True):
    """A message that an act made due, with its steps; ``to`` is the receiver's code."""

    message: str
    message_id: str
    to: str
    state: str
    leaves: int
    tries: int
    trouble: str
    steps: tuple[StepLine, ...]


class CaseLine(msgspec.Struct, frozen=True, kw_only=True):
    """An open contradiction: its class, the situation's code, the acts in dispute."""

    case: bytes
    grade: str
    words: str
    acts: tuple[bytes, ...]


class RecordShown(msgspec.Struct, frozen=True, kw_only=True):
    """A record whole. ``folded`` is the package's own frozen record; ``heads`` were shown."""

    record: RecordId
    kind: str
    number: str
    state: str
    is_open: bool
    is_held: bool
    is_newer: bool
    clock: int
    heads: tuple[bytes, ...]
    folded: Any
    timeline: tuple[TimelineLine, ...]
    messages: tuple[MessageLine, ...]
    cases: tuple[CaseLine, ...]


class RecordPage(View[RecordShown], frozen=True, kw_only=True):
    """A record with its timeline, acknowledgements, messages and open cases."""

    record: RecordId


def find(view: Find, look: LiveLook) -> tuple[FoundLine, ...]:
    """Find records, best first."""
    terms = folding.name_key(view.text)
    wanted = tuple(_wanted(folding.number_key(view.text)))
    return tuple(
        _found(hit) for hit in look.store.search.find(wanted, terms=terms, limit=view.limit)
    )


def queue_page(view: QueuePage, look: LiveLook) -> tuple[QueueLine, ...]:
    """Give a page of a queue.

    Raises:
        Refused: no package has a queue of that name.
    """
    made = MADE.get(view.queue)
    if made is not None:
        begin = max(0, view.offset)
        return made(look)[begin : begin + max(0, view.limit)]
    queues = [*(queue.name for queue in look.rooms.queues), *MADE]
    if view.queue not in queues:
        names = ", ".join(queues)
        raise Refused("workstation.no_such_queue", field="queue", queue=view.queue, names=names)
    name = listing.part_of(view.queue, view.office)
    page = look.store.queues.page(name, offset=view.offset, limit=view.limit)
    due = look.now if view.queue == listing.LATE else None  # others are on their way, and in time
    return tuple(_queued(row) for row in page if due is None or 0 < row.clock <= due)


def numbered(view: Numbered, look: LiveLook) -> RecordId:
    """Give the record of a number as it is written, or of any key that one record alone has.

    Raises:
        Refused: none bears it, or several do.
    """
    by_id = _by_id(view.number, look)
    if by_id is not None:
        return by_id
    text = view.number.strip()
    rows = look.store.records.numbered(text, view.kind)
    rows = rows or look.store.records.numbered(mrns.compact(text), view.kind)
    found = {row.record for row in rows} or {
        hit.found.record
        for hit in look.store.search.find(_exactly(folding.number_key(text)))
        if view.kind in {"", hit.found.kind}
    }
    if not found:
        raise Refused("workstation.no_such_number", field="record", number=text)
    if len(found) > 1:
        raise Refused("workstation.several_records", field="record", number=text, n=len(found))
    return found.pop()


def record_page(view: RecordPage, look: LiveLook) -> RecordShown:
    """Give a record whole.

    Raises:
        Refused: nothing of that id is here.
    """
    store = look.store
    survivor = store.surviving(view.record)
    folded, row = store.folded(survivor), store.records.row(survivor)
    if folded is None or row is None:
        raise Refused("workstation.no_such_record", field="record")
    levels = store.levels(survivor, copies=look.pack.journal.copies)
    return RecordShown(
        record=folded.id,
        kind=folded.kind,
        number=row.number,
        state=row.state,
        is_open=row.is_open,
        is_held=_is_held(row),
        is_newer=folded.is_newer,
        clock=row.clock,
        heads=tuple(sorted(folded.heads)),
        folded=folded.state,
        timeline=tuple(
            _line(one, folded, levels[one.act.id], look) for one in store.timeline(survivor)
        ),
        messages=tuple(_message(one) for one in store.messages(survivor)),
        cases=tuple(
            CaseLine(case=case.id, grade=case.grade.value, words=case.words, acts=case.acts)
            for case in folded.cases
        ),
    )


def _by_id(text: str, look: LiveLook) -> RecordId | None:
    try:
        identity = RecordId(bytes.fromhex(text.strip()))
    except ValueError:
        return None
    survivor = look.store.surviving(identity)
    return survivor if look.store.records.row(survivor) is not None else None


def _exactly(key: str) -> Iterator[Wanted]:
    return (Wanted(kind, key) for kind in EXACT_KINDS if key)


def _wanted(key: str) -> Iterator[Wanted]:
    yield from _exactly(key)
    if len(key) >= SHORTEST_BEGINNING:
        yield from (Wanted(kind, key, is_prefix=True) for kind in BEGUN_KINDS)


def _found(hit: Hit) -> FoundLine:
    row = hit.found
    return FoundLine(
        record=row.record,
        kind=row.kind,
        number=row.number,
        state=row.state,
        is_open=row.is_open,
        is_held=_is_held(row),
        why=hit.why.name.lower(),
        by=hit.kind,
        row=_fields(row),
    )


def _queued(row: QueueRow) -> QueueLine:
    return QueueLine(
        record=row.record,
        kind=row.kind,
        number=row.number,
        state=row.state,
        is_held=_is_held(row),
        clock=row.clock,
        row=_fields(row),
    )


def _fields(row: RecordRow | QueueRow) -> dict[str, Any]:
    """The package's own row as a map; none where the package keeps none."""
    fields = canonical.decode(row.row, limit=MOST_ROW) if row.row else {}
    return fields if isinstance(fields, dict) else {}


def _is_held(row: RecordRow | QueueRow) -> bool:
    """Whether a contradiction holds it, or somebody put it on hold, as the package's row tells."""
    return row.is_held or bool(_fields(row).get("held"))


def _line(one: Arrived, folded: Folded, level: int, look: LiveLook) -> TimelineLine:
    envelope = one.act.envelope
    place = folded.standing.get(one.act.id, Place(Standing.WAITING))
    return TimelineLine(
        act=one.act.id,
        at=envelope.clock.wall,
        kind=envelope.kind,
        office=envelope.office,
        capacity=Capacity(envelope.capacity).name.lower(),
        words=look.sentence(one.act),
        standing=place.standing.value,
        by=place.by,
        level=level,
        arrived=one.arrived,
        via=one.via,
        clock_suspect=stamps.is_suspect(envelope.clock),
    )


def _message(followed: Followed) -> MessageLine:
    message = followed.message
    return MessageLine(
        message=message.message,
        message_id=message.message_id,
        to=message.receiver,
        state=message.state.value,
        leaves=message.not_before,
        tries=message.tries,
        trouble=message.last_trouble,
        steps=tuple(StepLine(step=step.step.value, at=step.at) for step in followed.steps),
    )


def _papers(look: LiveLook) -> tuple[QueueLine, ...]:
    """The papers to print as a worklist."""
    return tuple(
        QueueLine(
            record=paper.record,
            kind=paper.document,
            number=paper.number,
            state="to print",
            is_held=False,
            clock=0,
            row=msgspec.structs.asdict(paper),
        )
        for paper in queued.to_print(look)
    )


def _drafts(look: LiveLook) -> tuple[QueueLine, ...]:
    """The drafts of the officer who asks as a worklist."""
    return tuple(
        QueueLine(
            record=draft.record,
            kind=draft.page,
            number=draft.number,
            state="draft",
            is_held=False,
            clock=0,
            row={"changed": draft.changed, "empty": draft.empty},
        )
        for draft in drafts.my_drafts(drafts.MyDrafts(), look)
    )


MADE: Mapping[str, Callable[[LiveLook], tuple[QueueLine, ...]]] = {
    "print": _papers,
    "drafts": _drafts,
}
"""Worklists that no package keeps: made when they are asked for."""

ANSWERS: dict[type[View[Any]], Callable[[Any, LiveLook], Any]] = {
    Find: find,
    QueuePage: queue_page,
    Numbered: numbered,
    RecordPage: record_page,
}
