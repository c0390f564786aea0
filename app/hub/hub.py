"""The hub itself: one store, one stream of its own, every duty of the centre over them.

One thread works at a time (``turn``): lock order is commit order, and positions have no holes.
"""

import threading
from collections.abc import Callable, Iterable, Sequence

from app.acts.absorb import Prepared
from app.acts.chain import Author
from app.acts.envelope import Act
from app.acts.fold import Folded
from app.acts.kinds import Registry
from app.acts.steps import Actor, Plan
from app.base import disk
from app.base.changes import Changed, Stream
from app.base.clock import Clock
from app.base.ids import ActId, Chance
from app.hub.nonces import Nonces
from app.hub.notices import notice
from app.hub.premises import HubPremises
from app.hub.witness import Witness
from app.models.looks import StoreReading, StoreUnit
from app.models.store import Store
from app.security.device import fresh_epoch, stream_of
from app.security.roles import Capacity, Role
from app.sync import arriving
from app.workstation.desk import LiveDesk
from app.workstation.diary import Diary
from app.workstation.rooms import Rooms
from app.workstation.scribe import Scribe

EPOCH = "hub epoch"
STREAM = "own stream"
COPIES = 1
MRN = "mrn"
NUMBERS_FROM = "numbers from"
GAP = 50_000  # serials left free behind those lent when a backup was made


class Hub:
    """A hub over its premises."""

    def __init__(
        self, premises: HubPremises, rooms: Rooms, *, clock: Clock, chance: Chance
    ) -> None:
        self.premises = premises
        self.rooms = rooms
        self.registry: Registry = rooms.registry
        self.store: Store = premises.store
        self.pack = premises.pack
        self.clock = clock
        self.chance = chance
        self.turn = threading.RLock()
        self.changed: Stream[Changed] = Stream()
        self.nonces = Nonces(chance)
        self.witness = Witness(premises.keys)
        self._diary = Diary(premises.folder, clock, chance)
        self.epoch = b""
        self._short = ""  # what was told last of the disk's room
        self.scribe = Scribe(
            self.store,
            rooms,
            self.pack,
            stream=b"",
            clock=clock,
            chance=chance,
            emits_as="hub",
            grace_ms=0,  # what reaches the hub has had its grace at the post
            also=self.route,
        )
        self._begin()

    def close(self) -> None:
        """Let the work at hand end, leave a mark, then close the store."""
        with self.turn:
            self.witness.leave()
            self.store.close()

    def act(
        self,
        plan: Plan,
        capacity: Capacity = Capacity.CENTRE,
        also: Callable[[StoreUnit], None] | None = None,
    ) -> None:
        """Write acts of the centre, or of the gateway."""
        with self.turn:
            author = Author(office=self.pack.centre, capacity=capacity)
            written = self.scribe.write(plan, author, also=also)
            self.kept(written.acts)
            self.changed.tell(written.changed)

    def kept(self, acts: Sequence[Act]) -> None:
        """Note acts that were committed, for the mark outside the store."""
        if acts:
            self.witness.saw(acts[-1].id)

    def receipted(self) -> None:
        """Leave the mark: from now on a receipt of what was kept may go out.

        A disk with little room left is told before it is full, once for each time it gets so.
        """
        with self.turn:
            self.witness.leave()
            short = disk.warning(disk.free(self.premises.folder))
            told, self._short = self._short, short
            if short and short != told:
                self.tell("hub.disk_low", short)

    def was_put_back(self, found_by: str) -> None:
        """Go on after a restore: new epoch, new stream, blocks of numbers far beyond the old.

        What was lent after the backup is unknown, so a wide gap is left; nothing is given twice.
        """
        with self.turn:
            with self.store.writing() as unit:
                self._mint(unit)
                top, _ = unit.leases.top(MRN)
                unit.settings.set(NUMBERS_FROM, (top + GAP).to_bytes(8, "big"))
                notice(unit, "hub.put_back", found_by, self.clock.now())
            self.note("hub.put_back", found_by=found_by)

    def tell(self, code: str, about: str) -> None:
        """Keep a notice for whoever looks after the centre."""
        with self.turn, self.store.writing() as unit:
            notice(unit, code, about, self.clock.now())
        self.note(code, about=about)

    def desk(self, look: StoreReading, role: Role = Role.CENTRE) -> LiveDesk:
        """What a service may know while it plans for the centre."""
        actor = Actor(
            name=self.pack.centre,
            role=role,
            capacity=Capacity.GATEWAY if role is Role.GATEWAY else Capacity.CENTRE,
            office=self.pack.centre,
        )
        return LiveDesk(
            look,
            self.pack,
            actor,
            stream=self.scribe.stream,
            now=self.clock.now(),
            chance=self.chance,
        )

    def route(self, unit: StoreUnit, prepared: Prepared) -> None:
        """Deliver acts to the offices their records name or met.

        An office that a record names for the first time gets its whole history. What no kind known
        here folds goes to the office that made it. Blocks lent are written down here too, so that
        the next begins behind them.
        """
        fresh: dict[bytes, list[ActId]] = {}
        scopes: dict[str, list[ActId]] = {}
        for act in prepared.new:
            folded = prepared.of(act.record)
            if folded is not None:
                fresh.setdefault(folded.id, []).append(act.id)
            else:
                scopes.setdefault(act.envelope.office, []).append(act.id)
        for folded in prepared.records:
            history = unit.acts_of(folded.id)
            for office in self._offices(folded, history):
                met = unit.deliveries.holds(office, history[0].id)
                acts = fresh.get(folded.id, []) if met else [act.id for act in history]
                scopes.setdefault(office, []).extend(acts)
        unit.deliveries.deliver(scopes)
        arriving.lend(unit, self.registry, prepared.new)

    def note(self, code: str, **facts: str | int) -> None:
        """Write a line into the hub's log: codes and ids, never names."""
        self._diary.note(code, **facts)

    def bug(self, trouble: Exception) -> None:
        """Write our own trouble into the log, under a reference."""
        self._diary.bug(trouble, "hub")

    def _offices(self, folded: Folded, history: Iterable[Act]) -> set[str]:
        """The offices of this administration a record names, and those that acted on it.

        A record that names none is nobody else's business: an officer's session, a device.
        """
        kind = self.registry.records[folded.kind]
        named = set(kind.listing(folded.state, held=folded.is_held).offices)
        if named:
            named |= {act.envelope.office for act in history}
        named.discard(self.pack.centre)
        return {office for office in named if office.startswith(self.pack.country)}

    def _begin(self) -> None:
        """Take up epoch and stream where they were left; mint both in a store that is new."""
        with self.store.writing() as unit:
            epoch, stream = unit.settings.get(EPOCH), unit.settings.get(STREAM)
            if epoch is None or stream is None:
                self._mint(unit)
            else:
                self.epoch, self.scribe.stream = epoch, stream
        with self.store.reading() as look:
            behind = self.witness.misses(look)
        if behind:
            self.was_put_back("key store")

    def _mint(self, unit: StoreUnit) -> None:
        self.epoch = fresh_epoch(self.chance)
        self.scribe.stream = stream_of(self.premises.device.id, fresh_epoch(self.chance))
        unit.settings.set(EPOCH, self.epoch)
        unit.settings.set(STREAM, self.scribe.stream)
