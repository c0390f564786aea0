"""One round with a hub: greet, hand over, take in, until neither end has more to say.

Steady state is one round trip. Nothing of a round must survive it: acts, receipts, positions and
half-received bundles are in the store, everything else is worked out anew.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import msgspec

from app.acts import stamps
from app.acts.envelope import Act
from app.acts.kinds import Registry
from app.base.changes import Changed
from app.base.clock import Clock, Instant
from app.base.errors import Unreachable
from app.base.ids import ActId, Chance
from app.models.looks import StoreReading
from app.models.positions import Position
from app.models.receipts import Receipt as KeptReceipt
from app.models.receipts import Role
from app.models.store import Store
from app.security import canonical
from app.security.device import signed_head
from app.security.signatures import Signer, verify
from app.sync import arriving, bundle, departing, frames, wire
from app.sync.bundle import NotABundle
from app.sync.enclosures import packed, unpacked
from app.sync.frames import Frame, Gathering, NotAFrame, Type
from app.sync.link import Link
from app.sync.peers import Peer
from app.sync.wire import (
    Bye,
    Delivery,
    Enclosed,
    Hello,
    Missing,
    NotWire,
    Place,
    Receipt,
    Standing,
)

MOST_TRIPS = 64
CREDIT = 256 << 10
NONCE = 8
LEVEL_OF = {Role.ARBITER: 3, Role.RELAY: 2, Role.REGIONAL: 2}


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What a round did; ``level`` is what the peer's receipts promise (0: none came)."""

    peer: str
    sent: int = 0
    received: int = 0
    bytes_up: int = 0
    bytes_down: int = 0
    round_trips: int = 0
    ms: int = 0
    level: int = 0
    changed: Changed = Changed()


class Round:
    """One round of a post with its hub."""

    def __init__(
        self,
        store: Store,
        registry: Registry,
        peer: Peer,
        *,
        device: Signer,
        office: str,
        clock: Clock,
        chance: Chance,
        writer: Callable[[Callable[[], Any]], Any] = arriving.directly,
    ) -> None:
        self._store = store
        self._registry = registry
        self._peer = peer
        self._device = device
        self._office = office
        self._clock = clock
        self._chance = chance
        self._writer = writer
        self._behind: dict[
            bytes, int
        ] = {}  # streams of which the hub holds less than it receipted
        self._wanted: Missing = Missing((), ())
        self._epoch = b""
        self._echo = b""
        self._more = True
        self._sent: set[bytes] = set()
        self._received = 0
        self._level = 0
        self._changed = Changed()
        self._greeted_at = 0

    def run(self, link: Link, *, handed: Mapping[bytes, int] | None = None) -> Report:
        """Make the round trips that are needed.

        ``handed`` are the seqs up to which somebody handed streams over: they leave at once.

        Raises:
            Unreachable: the line was cut, or the other end is not the hub we know; what was kept
                until then stays kept.
        """
        began, up, down = self._clock.monotonic(), link.up, link.down
        trips = 0
        while self._more and trips < MOST_TRIPS:
            trips += 1
            self._more = False
            self._greeted_at = self._clock.monotonic()
            flight = self._flight(handed or {})
            self._take_all(link.exchange(map(frames.encode, flight)))
        return Report(
            peer=self._peer.name,
            sent=len(self._sent),
            received=self._received,
            bytes_up=link.up - up,
            bytes_down=link.down - down,
            round_trips=trips,
            ms=self._clock.monotonic() - began,
            level=self._level,
            changed=self._changed,
        )

    def _flight(self, handed: Mapping[bytes, int]) -> Iterator[Frame]:
        """The hello, then what may leave, then what the hub still wanted."""
        with self._store.reading() as look:
            hello = self._hello(look)
            sending = list(self._sending(look, handed))
            enclosures = [
                wire.encode(packed(digest, content))
                for digest in self._wanted.attachments
                if (content := look.attached(digest)) is not None
            ]
        yield from frames.split(Type.HELLO, wire.encode(hello), 0)
        held = {part.bundle: frozenset(part.held) for part in self._wanted.parts}
        for cut in sending:
            for frame in cut:
                if frame.index not in held.get(frame.bundle, frozenset()):
                    yield frame
        for content in enclosures:
            yield from frames.split(Type.BUNDLE, content, departing.P5)

    def _hello(self, look: StoreReading) -> Hello:
        positions = look.positions.of_peer(self._peer.name)
        place = next(
            (
                Place(at.scope, at.epoch, at.position)
                for at in positions
                if at.scope == self._office
            ),
            Place(self._office, b"", 0),
        )
        hello = Hello(
            protocol=wire.PROTOCOL,
            device=self._device.key_id,
            public=self._device.public,
            office=self._office,
            epoch=place.epoch,
            frontier=tuple(
                self._standing(tip.stream, tip.seq, tip.id)
                for tip in departing.own_streams(look, self._device.key_id)
            ),
            places=(place,),
            parts=(),
            credit=CREDIT,
            now=self._clock.now(),
            nonce=self._chance.token(NONCE),
            echo=self._echo or (look.settings.get(f"nonce {self._peer.name}") or b""),
        )
        return wire.signed_hello(hello, self._device)

    def _standing(self, stream: bytes, seq: int, head: bytes) -> Standing:
        signed = signed_head(self._device, stream, seq, act=ActId(head), hub_time=None)
        return Standing(stream, seq, head, signed.signature)

    def _sending(
        self, look: StoreReading, handed: Mapping[bytes, int]
    ) -> Iterator[tuple[Frame, ...]]:
        for tip in departing.own_streams(look, self._device.key_id):
            covered = look.receipts.covered(tip.stream)
            after = min(covered, self._behind.get(tip.stream, covered))
            leaving = departing.leaving(
                look,
                self._registry,
                tip.stream,
                after,
                now=self._clock.now(),
                handed=handed.get(tip.stream, 0),
            )
            self._more = self._more or leaving.more
            self._sent.update(act.id for act in leaving.acts)
            yield from departing.bundled(leaving.acts, self._device)

    def _take_all(self, answer: Iterator[bytes]) -> None:
        gathering = Gathering()
        self._wanted = Missing((), ())
        try:
            for frame in frames.decode(answer):
                content = gathering.take(frame)
                if content is not None:
                    self._take(frame.type, content)
        except (NotAFrame, NotWire, NotABundle) as wrong:
            raise Unreachable("sync.not_understood", peer=self._peer.name) from wrong

    def _take(self, kind: Type, content: bytes) -> None:
        match kind:
            case Type.HELLO:
                self._take_hello(wire.decode(content, Hello))
            case Type.RECEIPT:
                self._take_receipt(wire.decode(content, Receipt))
            case Type.BUNDLE:
                self._take_bundle(content)
            case Type.MISSING:
                self._wanted = wire.decode(content, Missing)
                self._more = True
            case Type.BYE:
                self._more = wire.decode(content, Bye).more or self._more
            case _:
                return

    def _take_hello(self, hello: Hello) -> None:
        if hello.device != self._peer.hub or not wire.hello_holds(hello, self._peer.public):
            raise Unreachable("sync.another_hub", peer=self._peer.name)
        self._epoch = hello.epoch
        self._echo = hello.nonce
        with self._store.reading() as look:
            for standing in hello.frontier:
                covered = look.receipts.covered(standing.stream)
                if standing.seq < covered and standing.stream not in self._behind:
                    # The hub lost what it had receipted: a backup of yesterday runs there.
                    self._behind[standing.stream] = standing.seq
                    self._more = True
        self._writer(lambda: self._anchor(hello))

    def _anchor(self, hello: Hello) -> None:
        """Take the hub's time as trusted, and remember its nonce for the next greeting."""
        trip = self._clock.monotonic() - self._greeted_at
        with self._store.writing() as unit:
            unit.keep_ticker(stamps.anchored(unit.ticker(), hello.now, trip, self._clock))
            unit.settings.set(f"nonce {self._peer.name}", hello.nonce)

    def _take_receipt(self, receipt: Receipt) -> None:
        if receipt.hub != self._peer.hub or not wire.receipt_holds(receipt, self._peer.public):
            raise Unreachable("sync.another_hub", peer=self._peer.name)
        role = Role(receipt.role)
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
        self._behind.pop(receipt.stream, None)
        self._level = max(self._level, LEVEL_OF[role])

        def keep() -> None:
            with self._store.writing() as unit:
                unit.receipts.keep(kept)

        self._writer(keep)
        self._changed |= Changed(kinds=frozenset({"link"}))

    def _take_bundle(self, content: bytes) -> None:
        what = canonical.decode(content, limit=wire.MOST)
        if isinstance(what, list) and what[:1] == ["enclosed"]:
            self._take_enclosed(wire.decode(content, Enclosed))
            return
        delivery = wire.decode(content, Delivery)
        acts = bundle.decode(delivery.acts, self._sealed)
        for piece in arriving.slices(acts):
            self._changed |= self._writer(partial(self._take_acts, piece))
        self._received += len(acts)
        place = Position(delivery.place.scope, delivery.place.epoch, delivery.place.position)

        def keep() -> None:
            with self._store.writing() as unit:
                unit.positions.keep(self._peer.name, place)

        self._writer(keep)

    def _take_acts(self, acts: Sequence[Act]) -> Changed:
        now = self._clock.now()
        return arriving.take(self._store, self._registry, acts, now=now, via=self._peer.name)

    def _take_enclosed(self, enclosed: Enclosed) -> None:
        content = unpacked(enclosed)

        def keep() -> None:
            with self._store.writing() as unit:
                unit.attach(enclosed.digest, content)

        self._writer(keep)

    def _sealed(self, body: bytes, seal: bytes) -> bool:
        return verify(self._peer.public, bundle.SEALED_AS, body, seal)
