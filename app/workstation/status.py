"""What every screen shows of links and of what waits: the status strip, the sync centre."""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from app.acts.envelope import Act
from app.acts.steps import View
from app.base.clock import Instant
from app.base.ids import ActId, Heads, RecordId
from app.models.looks import StoreReading
from app.sync import peers
from app.transit import listing
from app.workstation import grace
from app.workstation.drafts import MyDrafts, my_drafts
from app.workstation.look import LiveLook
from app.workstation.rooms import Rooms

MOST_SHOWN = 50
_EVER = Instant(1 << 62)


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
    """One act or message that waits; ``code`` names the act's kind, or is the message's own.

    ``to`` is the partner of a message, empty for an act, which goes to the centre.
    """

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
    """The rail's numbers: of an office's own parts of worklists; "": the administration's."""

    office: str = ""


class HeadsRow(msgspec.Struct, frozen=True, kw_only=True):
    """The heads of a record: what the screen has shown."""

    record: RecordId
    heads: tuple[bytes, ...]


class HeadsOf(View[HeadsRow], frozen=True, kw_only=True):
    """The heads of one record."""

    record: RecordId


class MayWithdrawRow(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a step can still be taken back; ``why`` not is a catalogue code, empty: it can.

    ``until`` is the instant its grace is over, ms UTC.
    """

    why: str
    until: int


class MayWithdraw(View[MayWithdrawRow], frozen=True, kw_only=True):
    """Whether the step that made these acts (32 bytes each) can still be taken back."""

    acts: tuple[bytes, ...]


def may_withdraw(view: MayWithdraw, look: LiveLook) -> MayWithdrawRow:
    """Tell whether a step can still be taken back; one that is not here cannot."""
    registry, until, why = look.rooms.registry, 0, ""
    for identity in view.acts:
        act = look.store.act(ActId(identity))
        if act is None:
            return MayWithdrawRow(why="workstation.left.elsewhere", until=0)
        why = why or grace.why_left(look.store, registry, act, stream=look.stream, now=look.now)
        until = max(until, act.envelope.clock.wall + grace.LASTS_MS)
    return MayWithdrawRow(why=why, until=until)


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
    """How many records stand in each queue; of those on their way only the late ones count."""
    stored, late = look.store.queues.counts(), look.store.queues.late(look.now)
    counted = {}
    for queue in {name.partition("@")[0] for name in stored}:
        part = listing.part_of(queue, view.office)
        counted[queue] = (late if queue == listing.LATE else stored).get(part, 0)
    counts = {queue: count for queue, count in counted.items() if count}
    return CountsRow(counts=counts, now=look.now)


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
    waiting = tuple(_unsent_act(act, look) for act in acts)
    return SyncRow(
        links=links(look.store),
        unsent=waiting + tuple(_unsent_messages(look, MOST_SHOWN - len(waiting))),
        waiting=unsent.count,
        now=look.now,
    )


def _unsent_act(act: Act, look: LiveLook) -> UnsentLine:
    return UnsentLine(
        at=act.envelope.clock.wall,
        code=look.rooms.kind_words(act.envelope.kind),
        record=act.record,
        number=_number(look.store, act.record),
        to="",
        size=len(act.content) + len(act.payload or b""),
        tries=0,
        trouble="",
    )


def _unsent_messages(look: LiveLook, most: int) -> Iterator[UnsentLine]:
    """Messages that wait for a channel, also those still in their grace."""
    for partner in sorted(look.store.outbox.next_due()):
        for message in look.store.outbox.due(_EVER, partner, limit=max(0, most)):
            yield UnsentLine(
                at=message.made,
                code=message.message,
                record=message.record,
                number=_number(look.store, message.record),
                to=partner,
                size=len(message.content),
                tries=message.tries,
                trouble=message.last_trouble,
            )


def links(look: StoreReading) -> tuple[LinkLine, ...]:
    """Each link as the last round left it; partners of a channel with what waits for them."""
    messages = look.outbox.unsent()
    noted = tuple(
        LinkLine(
            name=link.name,
            state=link.state,
            last_exchange=link.last_exchange,
            since=link.since,
            waiting=messages.pop(link.name, 0),
            trouble=link.trouble,
        )
        for link in peers.links(look)
    )
    others = (
        LinkLine(name=partner, state="never", waiting=count)
        for partner, count in sorted(messages.items())
    )
    return (*noted, *others)


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
    told = (rooms.kind_words(act.envelope.kind) for act in fresh)
    return ", ".join(f"@{code}" for code in dict.fromkeys(told))


def _number(look: StoreReading, record: RecordId) -> str:
    row = look.records.row(look.surviving(record))
    return row.number if row is not None else ""


ANSWERS: dict[type[View[Any]], Callable[[Any, LiveLook], Any]] = {
    Strip: strip,
    Counts: counts,
    HeadsOf: heads_of,
    SyncCentre: sync_centre,
    MayWithdraw: may_withdraw,
    MyDrafts: my_drafts,
}
