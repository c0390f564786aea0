"""The hub itself: one store, one stream of its own, every duty of the centre over them.

One thread works at a time (``turn``): lock order is commit order, and positions have no holes.
"""

import threading
from collections.abc import Callable

from app.acts.absorb import Prepared
from app.acts.chain import Author
from app.acts.fold import Folded
from app.acts.kinds import Registry
from app.acts.steps import Actor, Plan
from app.base.changes import Changed, Stream
from app.base.clock import Clock
from app.base.ids import ActId, Chance
from app.hub.nonces import Nonces
from app.hub.premises import HubPremises
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
        self._diary = Diary(premises.folder, clock, chance)
        self.epoch = self._epoch()
        self.scribe = Scribe(
            self.store,
            rooms,
            self.pack,
            stream=self._stream(),
            clock=clock,
            chance=chance,
            emits_as="hub",
            grace_ms=0,  # what reaches the hub has had its grace at the post
            also=self.route,
        )

    def close(self) -> None:
        """Let the work at hand end, then close the store."""
        with self.turn:
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
            self.changed.tell(written.changed)

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

        An office that a record names for the first time gets its whole history. Blocks lent are
        written down here too, so that the next begins behind them.
        """
        fresh: dict[bytes, list[ActId]] = {}
        for act in prepared.new:
            folded = prepared.of(act.record)
            if folded is not None:
                fresh.setdefault(folded.id, []).append(act.id)
        scopes: dict[str, list[ActId]] = {}
        for folded in prepared.records:
            history = [act.id for act in unit.acts_of(folded.id)]
            for office in self._offices(folded):
                met = unit.deliveries.holds(office, history[0])
                acts = fresh.get(folded.id, []) if met else history
                scopes.setdefault(office, []).extend(acts)
        unit.deliveries.deliver(scopes)
        arriving.lend(unit, self.registry, prepared.new)

    def note(self, code: str, **facts: str | int) -> None:
        """Write a line into the hub's log: codes and ids, never names."""
        self._diary.note(code, **facts)

    def _offices(self, folded: Folded) -> set[str]:
        kind = self.registry.records[folded.kind]
        listing = kind.listing(folded.state, held=folded.is_held)
        return {office for office in listing.offices if office.startswith(self.pack.country)}

    def _epoch(self) -> bytes:
        """The hub's epoch: minted when the store was made, and at every restore."""
        with self.store.writing() as unit:
            known = unit.settings.get(EPOCH)
            if known is None:
                known = fresh_epoch(self.chance)
                unit.settings.set(EPOCH, known)
            return known

    def _stream(self) -> bytes:
        with self.store.writing() as unit:
            known = unit.settings.get(STREAM)
            if known is None:
                known = stream_of(self.premises.device.id, fresh_epoch(self.chance))
                unit.settings.set(STREAM, known)
            return known
