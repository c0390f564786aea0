"""What an answer brought, kept: receipts, acts, attachments, places, the hub's time.

Every piece of writing goes through the writer it was given; what is here already writes nothing.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import msgspec

from app.acts import stamps
from app.acts.absorb import Prepared
from app.acts.kinds import Registry
from app.acts.stamps import Ticker
from app.base.changes import Changed
from app.base.clock import Clock, Instant
from app.base.errors import Broken, Unreachable
from app.models.looks import StoreUnit
from app.models.positions import Position
from app.models.receipts import Receipt as KeptReceipt
from app.models.receipts import Role
from app.models.store import Store
from app.security.signatures import verify
from app.sync import arriving, bundle, enclosures, wire
from app.sync.peers import Peer, keep_peer
from app.sync.wire import CERTIFICATE, Delivery, Enclosed, Notice, Place, Receipt, Upward

LEVEL_OF = {Role.ARBITER: 3, Role.RELAY: 2, Role.REGIONAL: 2}
BETTER_MS = 250  # an anchor is written again once it would be better by this
MOST_NOTICES = 16

Writer = Callable[[Callable[[], Any]], Any]


class Landing:
    """Takes in what one peer sends to one device; ``moved`` says that something came of it."""

    def __init__(
        self,
        store: Store,
        registry: Registry,
        peer: Peer,
        *,
        device: bytes,
        clock: Clock,
        writer: Writer,
    ) -> None:
        self.moved = False
        self.received = 0
        self.level = 0
        self.changed = Changed()
        self.notices: list[str] = []
        self._store = store
        self._registry = registry
        self._peer = peer
        self._device = device
        self._clock = clock
        self._writer = writer

    def write(self, work: Callable[[StoreUnit], Any]) -> Any:
        """Run a piece of writing in a transaction of its own, in the writer's turn."""

        def written() -> Any:
            with self._store.writing() as unit:
                return work(unit)

        return self._writer(written)

    def take_bundle(self, content: bytes, *, in_order: bool) -> None:
        """Take in what a whole bundle holds; its place counts where nothing before it is missing.

        Raises:
            NotABundle, NotWire: it is not what it says.
        """
        self.moved = True
        match wire.kind_of(content):
            case "enclosed":
                self._take_enclosed(wire.decode(content, Enclosed))
            case "acts":
                self._take_acts(wire.decode(content, Upward).acts)
            case _:
                delivery = wire.decode(content, Delivery)
                self._take_acts(delivery.acts)
                if in_order:
                    self.take_place(delivery.place)

    def take_receipt(self, receipt: Receipt) -> None:
        """Keep a receipt; only the arbiter's own word makes level 3.

        Raises:
            Unreachable: another hub's, or of another role than this peer was paired in.
        """
        peer = self._peer
        genuine = receipt.hub == peer.hub and wire.receipt_holds(receipt, peer.public)
        if not genuine or receipt.role != peer.role or receipt.role not in list(Role):
            raise Unreachable("sync.another_hub", peer=peer.name)
        role = Role(receipt.role)
        self.level = max(self.level, LEVEL_OF[role])
        if not receipt.stream.startswith(self._device):
            return
        with self._store.reading() as look:
            known = look.receipts.latest(receipt.stream, role)
        told = (receipt.epoch, receipt.seq, receipt.head)
        if known is not None and (known.epoch, known.seq, known.head) == told:
            return
        kept = KeptReceipt(
            stream=receipt.stream,
            hub=receipt.hub.hex(),
            epoch=receipt.epoch,
            role=role,
            seq=receipt.seq,
            head=receipt.head,
            at=Instant(receipt.received_at),
            copies=receipt.copies,
            content=wire.encode(receipt),
        )
        self.moved = True
        self.write(lambda unit: unit.receipts.keep(kept))
        self.changed |= Changed(kinds=frozenset({"link"}))

    def take_place(self, place: Place) -> None:
        """Remember how far a scope was read."""
        reached = Position(place.scope, place.epoch, place.position)
        with self._store.reading() as look:
            known = look.positions.of_peer(self._peer.name)
        if reached not in known:
            self.write(lambda unit: unit.positions.keep(self._peer.name, reached))

    def take_notice(self, notice: Notice) -> None:
        """Keep what a person must be told; a fresh certificate is taken into use."""
        if notice.code == CERTIFICATE:
            self._take_certificate(notice.about)
        elif len(self.notices) < MOST_NOTICES and notice.code not in self.notices:
            self.notices.append(notice.code)

    def anchor(self, trusted: int, trip_ms: int) -> None:
        """Take the hub's time as trusted; written where it tells more than what is known."""

        def take(unit: StoreUnit) -> None:
            fresh = stamps.anchored(unit.ticker(), trusted, trip_ms, self._clock)
            unit.keep_ticker(fresh)

        with self._store.reading() as look:
            known = look.ticker()
        if _tells_more(known, trusted, trip_ms, self._clock):
            self.write(take)

    def _take_acts(self, packed: bytes) -> None:
        acts = bundle.decode(packed, self._sealed)
        for piece in arriving.slices(acts):
            read = arriving.prepared(self._store, self._registry, piece)
            if not read.new:
                continue
            new, changed = self._writer(partial(self._keep, read))
            self.received += new
            self.changed |= changed

    def _keep(self, prepared: Prepared) -> tuple[int, Changed]:
        prepared, changed = arriving.keep(
            self._store,
            self._registry,
            prepared,
            now=self._clock.now(),
            via=self._peer.name,
            clock=self._clock,
        )
        return len(prepared.new), changed

    def _take_enclosed(self, enclosed: Enclosed) -> None:
        content = enclosures.unpacked(enclosed)
        self.write(lambda unit: enclosures.came(unit, self._peer.name, enclosed.digest, content))

    def _take_certificate(self, certificate: bytes) -> None:
        """Another device's, or none at all, changes nothing."""
        from app.security import certificates  # noqa: PLC0415 - 0.1 s, and one comes once a year

        try:
            if certificates.device_named(certificate) != self._device:
                return
        except Broken:
            return
        renewed = msgspec.structs.replace(self._peer, certificate=certificate)
        self.write(lambda unit: keep_peer(unit, renewed))

    def _sealed(self, body: bytes, seal: bytes) -> bool:
        return verify(self._peer.public, bundle.SEALED_AS, body, seal)


def _tells_more(known: Ticker, trusted: int, trip_ms: int, clock: Clock) -> bool:
    """Whether a signed time would narrow or move what is known of time by enough to write it."""
    if known.anchor == 0 or known.boot != clock.boot():
        return True
    doubt = stamps.uncertainty(known, clock)
    expected = known.anchor + clock.monotonic() - known.anchored_at
    fresh = trip_ms // 2
    return doubt > fresh + BETTER_MS or abs(expected - trusted) > doubt + fresh + BETTER_MS
