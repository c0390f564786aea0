"""One round with a hub: greet, hand over, take in, until neither end has more to say.

Steady state is one round trip. Nothing of a round must survive it: acts, receipts, positions and
half-received bundles are in the store, everything else is worked out anew.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec

from app.acts.chain import Tip
from app.acts.kinds import Registry
from app.base.changes import Changed
from app.base.clock import Clock
from app.base.errors import Unreachable
from app.base.ids import Chance
from app.models.looks import StoreReading, StoreUnit
from app.models.store import Store
from app.security.canonical import NotCanonical
from app.security.signatures import Signer
from app.sync import arriving, departing, enclosures, frames, wire
from app.sync.bundle import NotABundle
from app.sync.comparing import compared
from app.sync.departing import Loading
from app.sync.frames import Frame, Gathering, NotAFrame, Type
from app.sync.landing import Landing
from app.sync.link import Link
from app.sync.peers import Peer
from app.sync.staging import MOST_BEGUN, Staging
from app.sync.wire import Bye, Hello, Missing, Notice, NotWire, Part, Place, Receipt, Standing

MOST_TRIPS = 256
TRIP_MS = 8_000  # of line per flight, so that the other side is heard
LEAST_CREDIT, CREDIT, MOST_CREDIT = 16 << 10, 256 << 10, 1 << 20
MOST_WANTED = 4
NONCE = 8


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What a round did; ``level`` is what the peer's receipts promise (0: none came).

    ``notices`` are codes a person must be told. ``astray`` says that the stream this device writes
    must end: its store is behind what the hub holds (``restored``), or went another way
    (``forked``).
    """

    peer: str
    sent: int = 0
    received: int = 0
    bytes_up: int = 0
    bytes_down: int = 0
    round_trips: int = 0
    ms: int = 0
    level: int = 0
    changed: Changed = Changed()
    notices: tuple[str, ...] = ()
    astray: str = ""


class Round:
    """One round of a post with its hub.

    ``stream`` is the one the device writes now; ``echo`` the nonce the hub gave last, which saves
    a round trip and may be lost; after the round it is the next one.
    """

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
        stream: bytes = b"",
        echo: bytes = b"",
    ) -> None:
        self.echo = echo
        self.astray = ""
        self._store = store
        self._registry = registry
        self._peer = peer
        self._device = device
        self._office = office
        self._clock = clock
        self._chance = chance
        self._stream = stream
        self._landing = Landing(
            store, registry, peer, device=device.key_id, clock=clock, writer=writer
        )
        self._staging = Staging(store, clock, self._landing.write)
        self._held: dict[bytes, int] = {}  # up to where the hub said it has each stream
        self._lost: dict[bytes, int] = {}  # streams that parted from what the hub holds of them
        self._wanted: tuple[bytes, ...] = ()
        self._answered: dict[bytes, frozenset[int]] = {}
        self._offered: tuple[bytes, ...] = ()
        self._nonce = b""
        self._credit = CREDIT
        self._more = True
        self._parts: tuple[bytes, ...] = ()
        self._sent: set[bytes] = set()
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
        try:
            while self._more and trips < MOST_TRIPS:
                trips += 1
                self._trip(link, handed or {})
            self._forget_abandoned()
        finally:
            self._staging.keep()
        landed = self._landing
        return Report(
            peer=self._peer.name,
            sent=len(self._sent),
            received=landed.received,
            bytes_up=link.up - up,
            bytes_down=link.down - down,
            round_trips=trips,
            ms=self._clock.monotonic() - began,
            level=landed.level,
            changed=landed.changed,
            notices=tuple(landed.notices),
            astray=self.astray,
        )

    def _trip(self, link: Link, handed: Mapping[bytes, int]) -> None:
        self._more = self._landing.moved = False
        self._greeted_at = self._clock.monotonic()
        down = link.down
        flight = self._flight(handed)
        self._take_all(link.exchange(departing.pieces(flight)))
        if self._landing.moved:
            self._more = self._more or self._wants()
        # Two ends that do not move each other must not go on for ever.
        self._more = self._more and self._landing.moved
        took = self._clock.monotonic() - self._greeted_at
        if took:
            in_time = (link.down - down) * TRIP_MS // took
            self._credit = max(LEAST_CREDIT, min(in_time, MOST_CREDIT, self._credit * 2))

    def _flight(self, handed: Mapping[bytes, int]) -> Iterator[Frame]:
        """The hello, then what may leave, then what the hub still wanted."""
        loading = Loading(self._answered)
        with self._store.reading() as look:
            tips = departing.own_streams(look, self._device.key_id, self._stream)
            if self.echo:
                self._load(look, loading, tips, handed)
            self._offered = tuple(loading.offers)
            hello = self._hello(look, tips, loading)
        self.echo = b""  # whether or not this flight arrives, its nonce is spent
        self._more = self._more or loading.more
        yield from frames.split(Type.HELLO, wire.encode(hello), 0)
        began = self._clock.monotonic()
        for frame, outgoing in loading.flight():
            if self._clock.monotonic() - began > TRIP_MS:
                self._more = True
                return
            yield frame
            if frame is outgoing.frames[-1]:
                self._sent.update(outgoing.acts)

    def _load(
        self,
        look: StoreReading,
        loading: Loading,
        tips: tuple[Tip, ...],
        handed: Mapping[bytes, int],
    ) -> None:
        """Load what may leave of each stream, then attachments the hub asked for."""
        for tip in tips:
            after = self._held.get(tip.stream, look.receipts.covered(tip.stream))
            leaving = departing.leaving(
                look,
                self._registry,
                tip.stream,
                after,
                now=self._clock.now(),
                handed=handed.get(tip.stream, 0),
            )
            loading.load(departing.bundled(leaving.acts, self._device))
            loading.more |= leaving.more
        for outgoing in departing.enclosed(look, self._wanted):
            loading.load((outgoing,))
            if loading.is_full:
                return

    def _hello(self, look: StoreReading, tips: tuple[Tip, ...], loading: Loading) -> Hello:
        place = next(
            (
                Place(at.scope, at.epoch, at.position)
                for at in look.positions.of_peer(self._peer.name)
                if at.scope == self._office
            ),
            Place(self._office, b"", 0),
        )
        self._nonce = self._chance.token(NONCE)
        self._parts = look.frames.begun(MOST_BEGUN // 2)
        hello = Hello(
            protocol=wire.PROTOCOL,
            device=self._device.key_id,
            office=self._office,
            epoch=place.epoch,
            frontier=tuple(self._standing(look, tip, place.epoch) for tip in tips),
            places=(place,),
            parts=tuple(Part(name, frames.bitmap(look.frames.held(name))) for name in self._parts),
            offers=tuple(loading.offers),
            wanted=enclosures.wanted(look, self._peer.name)[:MOST_WANTED],
            credit=self._credit,
            now=self._clock.now(),
            nonce=self._nonce,
            echo=self.echo,
        )
        return wire.signed_hello(hello, self._device)

    def _standing(self, look: StoreReading, tip: Tip, epoch: bytes) -> Standing:
        """A stream's standing; the current one's bears the device's signature over its head.

        Of a stream that parted from the hub's, the standing is where both still agreed.
        """
        if tip.stream in self._lost:
            seq = self._lost[tip.stream]
            there = look.acts.at(tip.stream, seq)
            return Standing(tip.stream, seq, there[0].id if there else b"")
        latest = look.receipts.latest(tip.stream)
        of_now = latest is not None and latest.epoch == epoch
        standing = Standing(
            tip.stream,
            tip.seq,
            tip.id,
            look.receipts.covered(tip.stream) if of_now else 0,
            look.ticker().anchor,
        )
        current = tip.stream == self._stream
        return wire.signed_standing(standing, self._device) if current else standing

    def _take_all(self, answer: Iterator[bytes]) -> None:
        gathering = Gathering()
        try:
            for frame in frames.decode(answer):
                staged = frame.type is Type.BUNDLE
                content = self._staging.take(frame) if staged else gathering.take(frame)
                if content is not None:
                    self._take(frame.type, content)
        except (NotAFrame, NotWire, NotABundle, NotCanonical) as wrong:
            raise Unreachable("sync.not_understood", peer=self._peer.name) from wrong

    def _take(self, kind: Type, content: bytes) -> None:
        match kind:
            case Type.HELLO:
                self._take_hello(wire.decode(content, Hello))
            case Type.RECEIPT:
                self._landing.take_receipt(wire.decode(content, Receipt))
            case Type.BUNDLE:
                self._landing.take_bundle(content, in_order=not self._staging.parts())
            case Type.MISSING:
                self._take_missing(wire.decode(content, Missing))
            case Type.NOTICE:
                self._landing.take_notice(wire.decode(content, Notice))
            case Type.BYE:
                self._take_bye(wire.decode(content, Bye))
            case _:
                return

    def _take_hello(self, hello: Hello) -> None:
        holds = hello.device == self._peer.hub and wire.hello_holds(hello, self._peer.public)
        if not holds or hello.echo != self._nonce:
            raise Unreachable("sync.another_hub", peer=self._peer.name)
        self.echo = hello.nonce
        with self._store.reading() as look:
            self._compare(look, hello)
        trip = self._clock.monotonic() - self._greeted_at
        self._landing.anchor(hello.now, trip)

    def _compare(self, look: StoreReading, hello: Hello) -> None:
        """Find out which end has lost something, and have it made good in the next trip."""
        tips = departing.own_streams(look, self._device.key_id)
        found = compared(look, tips, hello.frontier, current=self._stream)
        self.astray = self.astray or found.astray
        before = (self._held, self._lost)
        self._held, self._lost = dict(found.held), dict(found.lost)
        if found.behind or found.lost:
            self._more = True
            self._landing.moved |= before != (self._held, self._lost)

    def _take_missing(self, missing: Missing) -> None:
        for part in missing.parts:
            self._answer(part.bundle, frames.places(part.held))
        self._landing.moved |= missing.attachments != self._wanted
        self._wanted = missing.attachments
        self._more = True

    def _take_bye(self, bye: Bye) -> None:
        self._more = bye.more or self._more
        self._landing.moved |= not bye.heard
        for name in self._offered if bye.heard else ():
            # An end that answers no offer is given the bundle all the same.
            self._answer(name, self._answered.get(name, frozenset()))
        if not self._staging.parts():
            for place in bye.places:
                self._landing.take_place(place)

    def _wants(self) -> bool:
        """Whether attachments are still to be fetched."""
        with self._store.reading() as look:
            return bool(enclosures.wanted(look, self._peer.name))

    def _answer(self, name: bytes, held: frozenset[int]) -> None:
        self._landing.moved |= self._answered.get(name) != held
        self._answered[name] = held

    def _forget_abandoned(self) -> None:
        """Drop parts of bundles that the hub, with all said, did not go on with."""
        if self._more or not self._parts:
            return
        begun = {part.bundle for part in self._staging.parts()}
        left = [name for name in self._parts if name not in begun]

        def drop(unit: StoreUnit) -> None:
            for name in left:
                unit.frames.drop(name)

        self._landing.write(drop)
