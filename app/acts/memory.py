"""The journal in memory: for the simulator, which runs ten posts in one thread, and for tests.

It answers as the journal over SQLite does; one conformance suite holds both to it.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from app.acts import general
from app.acts.chain import Tip
from app.acts.envelope import Act
from app.acts.fold import Folded
from app.acts.general import Purged
from app.acts.kinds import Key, Listing, Registry
from app.acts.stamps import Ticker
from app.acts.united import Join, survivor
from app.base.clock import Instant
from app.base.ids import ActId, RecordId

_ABSENT: Any = object()


class MemoryJournal:
    """Acts and folded records in dictionaries; a block that raises is undone step by step.

    ``arrivals`` tells of each act when and from whom it came, ``listings`` and ``keys`` what
    records are listed with and found by.
    """

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._acts: dict[ActId, Act] = {}
        self._by_record: dict[RecordId, tuple[ActId, ...]] = {}
        self._by_place: dict[tuple[bytes, int], tuple[ActId, ...]] = {}
        self._tips: dict[bytes, Tip] = {}
        self._edges: dict[Join, None] = {}
        self._survivors: dict[RecordId, RecordId] = {}
        self._attached: dict[bytes, bytes] = {}
        self._purged: dict[bytes, None] = {}
        self._folded: dict[RecordId, Folded] = {}
        self._remembered: dict[str, Ticker] = {}
        self._undo: list[Callable[[], None]] = []
        self.arrivals: dict[ActId, tuple[Instant, str]] = {}
        self.listings: dict[RecordId, Listing] = {}
        self.keys: dict[RecordId, frozenset[Key]] = {}

    @contextmanager
    def reading(self) -> Iterator["MemoryJournal"]:
        """A look at the journal: one thread, so nobody writes meanwhile."""
        yield self

    @contextmanager
    def writing(self) -> Iterator["MemoryJournal"]:
        """A transaction: kept when the block ends, undone when it raises."""
        self._undo = []
        try:
            yield self
        except BaseException:
            for step in reversed(self._undo):
                step()
            raise
        finally:
            self._undo = []

    def act(self, identity: ActId) -> Act | None:
        """The act of that id."""
        return self._acts.get(identity)

    def held(self, identities: Iterable[ActId]) -> frozenset[ActId]:
        """Those of the ids whose acts are here."""
        return frozenset(identity for identity in identities if identity in self._acts)

    def surviving(self, record: RecordId) -> RecordId:
        """The id that a record goes by; itself when it was never joined."""
        return self._survivors.get(record, record)

    def joins_of(self, record: RecordId) -> frozenset[Join]:
        """Every join known here that hangs together with a record, as acts say them."""
        return self._component(record)

    def stands_at(self, record: RecordId) -> tuple[RecordId, int]:
        """The id a record goes by, and how many acts it has."""
        members = self._members(record)
        return self.surviving(record), sum(len(self._by_record.get(one, ())) for one in members)

    def acts_of(self, record: RecordId) -> tuple[Act, ...]:
        """Every act of the record, whichever of its ids is asked for, in order of arrival."""
        members = self._members(record)
        if len(members) == 1:
            return tuple(self._acts[one] for one in self._by_record.get(members[0], ()))
        return tuple(act for act in self._acts.values() if act.record in members)

    def folded(self, record: RecordId) -> Folded | None:
        """The record as it was last folded, whichever of its ids is asked for."""
        return self._folded.get(self.surviving(record))

    def tip(self, stream: bytes) -> Tip:
        """The gapless end of a stream as held here; seq 0 when nothing of it is here."""
        return self._tips.get(stream, Tip(stream))

    def tips(self) -> tuple[Tip, ...]:
        """The tips of all streams, by stream."""
        return tuple(self._tips[stream] for stream in sorted(self._tips))

    def stream_acts(self, stream: bytes, after: int, most: int) -> tuple[Act, ...]:
        """Up to ``most`` acts of a stream with a seq above ``after``, by seq."""
        places = sorted(seq for held, seq in self._by_place if held == stream and seq > after)
        return tuple(
            self._acts[one] for seq in places[:most] for one in self._by_place[stream, seq]
        )[:most]

    def attached(self, digest: bytes) -> bytes | None:
        """The bytes of an attachment."""
        return self._attached.get(digest)

    def add(self, act: Act, *, arrived: Instant, via: str = "") -> bool:
        """Keep an act; False if it was here already, and then nothing changes."""
        if act.id in self._acts:
            return False
        if act.envelope.payload in self._purged:
            act = Act(
                id=act.id, envelope=act.envelope, content=act.content, signature=act.signature
            )
        place = (act.envelope.stream, act.envelope.seq)
        self._put(self._acts, act.id, act)
        self._put(self._by_record, act.record, (*self._by_record.get(act.record, ()), act.id))
        self._put(self._by_place, place, (*self._by_place.get(place, ()), act.id))
        self._put(self.arrivals, act.id, (arrived, via))
        self._follow(act)
        if act.envelope.kind == general.PURGED:
            fact = self._registry.read(act).fact
            for digest in fact.payloads if isinstance(fact, Purged) else ():
                self._put(self._purged, digest, None)
        return True

    def join(self, record: RecordId, into: RecordId) -> None:
        """Unite two ids; joining twice, or in either order, gives the same record."""
        self._put(self._edges, (record, into), None)
        edges = self._component(record)
        chosen = survivor(edges)
        for member in sorted({one for edge in edges for one in edge}):
            self._put(self._survivors, member, chosen)
            if member != chosen:
                for columns in (self._folded, self.listings, self.keys):
                    self._drop(columns, member)

    def attach(self, digest: bytes, content: bytes) -> None:
        """Keep an attachment's bytes under their SHA-256."""
        if digest not in self._attached:
            self._put(self._attached, digest, content)

    def keep(self, folded: Folded, listing: Listing, keys: Iterable[Key]) -> None:
        """Store the folded record with its columns and search keys in place of the former."""
        self._put(self._folded, folded.id, folded)
        self._put(self.listings, folded.id, listing)
        self._put(self.keys, folded.id, frozenset(keys))

    def ticker(self) -> Ticker:
        """What this device remembers of time."""
        return self._remembered.get("ticker", Ticker())

    def keep_ticker(self, ticker: Ticker) -> None:
        """Remember it."""
        self._put(self._remembered, "ticker", ticker)

    def _members(self, record: RecordId) -> tuple[RecordId, ...]:
        chosen = self.surviving(record)
        joined = tuple(one for one, goes_by in self._survivors.items() if goes_by == chosen)
        return joined or (record,)

    def _component(self, record: RecordId) -> frozenset[Join]:
        reached = {record}
        while True:
            edges = frozenset(edge for edge in self._edges if not reached.isdisjoint(edge))
            wider = {one for edge in edges for one in edge}
            if wider <= reached:
                return edges
            reached |= wider

    def _follow(self, act: Act) -> None:
        """Move the stream's tip over this act and over those behind it that waited for it."""
        tip = self.tip(act.envelope.stream)
        following: Act | None = act
        while following and (following.envelope.seq, following.envelope.prev) == (
            tip.seq + 1,
            tip.id,
        ):
            tip = Tip(tip.stream, tip.seq + 1, following.id)
            following = next(
                (
                    self._acts[one]
                    for one in self._by_place.get((tip.stream, tip.seq + 1), ())
                    if self._acts[one].envelope.prev == tip.id
                ),
                None,
            )
        if tip.seq:
            self._put(self._tips, tip.stream, tip)

    def _put(self, columns: dict[Any, Any], key: Any, value: Any) -> None:
        """Write an entry and note how to undo that."""
        before = columns.get(key, _ABSENT)
        columns[key] = value
        if before is _ABSENT:
            self._undo.append(lambda: columns.pop(key))
        else:
            self._undo.append(lambda: columns.__setitem__(key, before))

    def _drop(self, columns: dict[Any, Any], key: Any) -> None:
        """Take an entry away and note how to undo that."""
        if key in columns:
            before = columns.pop(key)
            self._undo.append(lambda: columns.__setitem__(key, before))
