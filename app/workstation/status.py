"""What every screen shows of links and of what waits: the status strip, the sync centre."""

from collections.abc import Callable
from typing import Any

import msgspec

from app.acts.steps import View
from app.base.ids import Heads, RecordId
from app.models.looks import StoreReading
from app.workstation.look import LiveLook
from app.workstation.rooms import Rooms

MOST_SHOWN = 50


class LinkLine(msgspec.Struct, frozen=True, kw_only=True):
    """One link or partner: ``state`` is up, down or never; times in ms UTC, 0: never."""

    name: str
    state: str
    last_exchange: int = 0
    since: int = 0
    waiting: int = 0
    trouble: str = ""


class StripRow(msgspec.Struct, frozen=True, kw_only=True):
    """The five facts. ``oldest`` is the instant of the oldest unsent act, 0: none waits."""

    links: tuple[LinkLine, ...]
    waiting: int
    waiting_bytes: int
    oldest: int
    need_you: int
    now: int
    offset_ms: int = 0


class Strip(View[StripRow], frozen=True, kw_only=True):
    """The status strip."""


class UnsentLine(msgspec.Struct, frozen=True, kw_only=True):
    """One act or message that waits."""

    at: int
    code: str
    record: bytes
    number: str
    to: str
    size: int
    tries: int
    trouble: str


class SyncRow(msgspec.Struct, frozen=True, kw_only=True):
    """The sync centre."""

    links: tuple[LinkLine, ...]
    unsent: tuple[UnsentLine, ...]
    waiting: int
    now: int


class SyncCentre(View[SyncRow], frozen=True, kw_only=True):
    """Links, and what waits for them."""


class CountsRow(msgspec.Struct, frozen=True, kw_only=True):
    """How many records stand in each queue."""

    counts: dict[str, int]
    now: int


class Counts(View[CountsRow], frozen=True, kw_only=True):
    """The rail's numbers."""


class HeadsRow(msgspec.Struct, frozen=True, kw_only=True):
    """The heads of a record: what the screen has shown."""

    record: RecordId
    heads: tuple[bytes, ...]


class HeadsOf(View[HeadsRow], frozen=True, kw_only=True):
    """The heads of one record."""

    record: RecordId


def strip(view: Strip, look: LiveLook) -> StripRow:
    """The five facts of the status strip."""
    del view
    unsent = look.store.unsent(look.stream, copies=look.pack.journal.copies)
    return StripRow(
        links=links(look.store),
        waiting=unsent.count,
        waiting_bytes=unsent.size,
        oldest=unsent.oldest or 0,
        need_you=len(look.store.records.held()),
        now=look.now,
    )


def counts(view: Counts, look: LiveLook) -> CountsRow:
    """How many records stand in each queue."""
    del view
    return CountsRow(counts=look.store.queues.counts(), now=look.now)


def heads_of(view: HeadsOf, look: LiveLook) -> HeadsRow:
    """The heads of one record."""
    survivor = look.store.surviving(view.record)
    folded = look.store.folded(survivor)
    heads = tuple(sorted(folded.heads)) if folded else ()
    return HeadsRow(record=survivor, heads=heads)


def sync_centre(view: SyncCentre, look: LiveLook) -> SyncRow:
    """Links, and what waits for them, acts first."""
    del view
    unsent = look.store.unsent(look.stream, copies=look.pack.journal.copies)
    covered = look.store.receipts.covered(look.stream, copies=look.pack.journal.copies)
    acts = look.store.stream_acts(look.stream, covered, MOST_SHOWN)
    return SyncRow(
        links=links(look.store),
        unsent=tuple(
            UnsentLine(
                at=act.envelope.clock.wall,
                code=look.sentence(act).code,
                record=act.record,
                number=_number(look.store, act.record),
                to="",
                size=len(act.content),
                tries=0,
                trouble="",
            )
            for act in acts
        ),
        waiting=unsent.count,
        now=look.now,
    )


def links(look: StoreReading) -> tuple[LinkLine, ...]:
    """Each link as the engine last noted it."""
    noted = look.settings.get("links")
    return () if noted is None else msgspec.msgpack.decode(noted, type=tuple[LinkLine, ...])


def moved_since(look: StoreReading, rooms: Rooms, seen: Heads) -> str:
    """What came to a record after the heads on the screen, as catalogue codes; empty: nothing."""
    known = next((act for head in seen if (act := look.act(head)) is not None), None)
    if known is None:
        return ""
    folded = look.folded(look.surviving(known.record))
    if folded is None or folded.heads == seen:
        return ""
    acts = {act.id: act for act in look.acts_of(folded.id)}
    older: set[bytes] = set()
    reach = [head for head in seen if head in acts]
    while reach:
        act = acts[reach.pop()]
        older.add(act.id)
        reach += [parent for parent in act.parents if parent in acts and parent not in older]
    fresh = (act for act in acts.values() if act.id not in older)
    told = (rooms.sentence(rooms.registry.read(act)).code for act in fresh)
    return ", ".join(f"@{code}" for code in dict.fromkeys(told))


def _number(look: StoreReading, record: RecordId) -> str:
    row = look.records.row(look.surviving(record))
    return row.number if row is not None else ""


ANSWERS: dict[type[View[Any]], Callable[[Any, LiveLook], Any]] = {
    Strip: strip,
    Counts: counts,
    HeadsOf: heads_of,
    SyncCentre: sync_centre,
}


def answer(view: View[Any]) -> Callable[[Any, LiveLook], Any] | None:
    """The answer to a question of this file."""
    return ANSWERS.get(type(view))
