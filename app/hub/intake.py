"""Taking in what a device hands over: check it, keep it, note what follows.

A well-formed signed act is never refused: what does not hold is kept without effect, by an act of
the centre. One odd thing never stops what comes behind it: it is set aside, and the device told.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from app.acts.chain import Tip, tip_of
from app.acts.envelope import Act
from app.base.ids import ActId
from app.hub import answering, centre, doubts
from app.hub.answering import Flight
from app.hub.hub import Hub
from app.models.devices import Device
from app.models.looks import StoreReading, StoreUnit
from app.security import canonical
from app.security.canonical import NotCanonical
from app.security.signatures import verify
from app.sync import bundle, enclosures, wire
from app.sync.bundle import NotABundle
from app.sync.enclosures import unpacked
from app.sync.frames import Frame, Gathering, NotAFrame, Type
from app.sync.staging import Staging
from app.sync.wire import Enclosed, Hello, NotWire, Upward

MOST_HELLO = 64  # frames
FORKED, FOREIGN, NOT_READ, ASIDE, REVOKED = (
    "sync.forked",
    "sync.foreign_stream",
    "sync.not_read",
    "sync.payload_aside",
    "sync.device_revoked",
)


class NotGreeted(ValueError):
    """No hello, one that does not hold, or a device nobody enrolled."""


class Intake:
    """One flight of one device, and the answer to it."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._flight: Flight | None = None
        self._greeting = Gathering()
        self._staging = Staging(hub.store, hub.clock, self._write)

    def take(self, frame: Frame) -> None:
        """Keep one frame at once; take in what it completes.

        Raises:
            NotGreeted: before a hello that holds.
            NotAFrame, NotWire: what should be the hello is none.
        """
        if self._flight is None:
            self._greet(frame)
        elif self._flight.is_fresh and frame.type is Type.BUNDLE:
            self._take_bundle(self._flight, frame)

    def take_all(self, frames: Iterable[Frame]) -> None:
        """Keep frames in the order they came.

        Raises:
            NotGreeted, NotAFrame, NotWire: as above.
        """
        for frame in frames:
            self.take(frame)

    def cut(self) -> None:
        """Keep what came of bundles that are not whole: the line has ended."""
        self._staging.keep()

    def answer(self) -> Iterator[Frame]:
        """The answer's frames; a receipt leaves after the commit it speaks of.

        Raises:
            NotGreeted: nobody greeted.
        """
        if self._flight is None:
            raise NotGreeted("no hello")
        self._staging.keep()
        self._flight.parts = self._staging.parts()
        return answering.answer(self._hub, self._flight)

    def _greet(self, frame: Frame) -> None:
        if frame.type is not Type.HELLO or frame.count > MOST_HELLO:
            raise NotGreeted("no hello first")
        content = self._greeting.take(frame)
        if content is None:
            return
        hello = wire.read_hello(content)
        hub = self._hub
        with hub.store.reading() as look:
            device = look.devices.device(hello.device)
        if device is None or not wire.hello_holds(hello, device.public_key):
            raise NotGreeted("not enrolled here")
        # A flight recorded earlier and sent again carries a nonce that was used up.
        fresh = hub.nonces.take(hello.device, hello.echo)
        flight = self._flight = Flight(hello, device, is_fresh=fresh)
        if fresh and _was_ahead(hub, hello, device):
            hub.was_put_back(device.name)
        if device.revoked:
            flight.notice(REVOKED)
        self._write(lambda unit: _seen(unit, flight, hub))

    def _take_bundle(self, flight: Flight, frame: Frame) -> None:
        try:
            content = self._staging.take(frame)
            if content is None:
                return
            if wire.kind_of(content) == "enclosed":
                self._take_enclosed(flight, wire.decode(content, Enclosed))
            else:
                self._take_acts(flight, wire.decode(content, Upward).acts)
        except (NotAFrame, NotWire, NotABundle, NotCanonical) as wrong:
            self._hub.note("bundle.not_read", device=flight.device.name, why=str(wrong)[:80])
            flight.notice(NOT_READ, frame.bundle)

    def _take_acts(self, flight: Flight, packed: bytes) -> None:
        """Take acts that continue their stream; behind a gap nothing is taken yet."""
        device = flight.device
        odd: list[tuple[Act, bytes]] = []
        acts = bundle.decode(packed, _seal_of(device), lambda act, held: odd.append((act, held)))
        with self._hub.store.reading() as look:
            continuing = tuple(self._continuing(look, flight, acts))
            forked = _fork(look, continuing)
        taken = {act.id for act in continuing}
        aside = {act.id: held for act, held in odd if act.id in taken}
        new = centre.take(
            self._hub,
            continuing,
            device.id.hex(),
            doubts=lambda fresh: doubts.found(fresh, device, frozenset(aside)),
            also=lambda unit, fresh: _beside(unit, flight, fresh, aside),
        )
        for act in continuing:
            flight.reached[act.envelope.stream] = tip_of(act)
        if aside:
            flight.notice(ASIDE, next(iter(aside)))
        if forked and new:
            flight.notice(FORKED, forked)
            self._hub.tell(FORKED, f"{device.name} {forked.hex()}")

    def _continuing(
        self, look: StoreReading, flight: Flight, acts: Iterable[Act]
    ) -> Iterator[Act]:
        """The acts of this device's own streams, each of which the one before is here."""
        here: set[bytes] = set()
        for act in acts:
            envelope = act.envelope
            if not centre.is_of_device(envelope.stream, flight.device.id):
                flight.notice(FOREIGN, envelope.stream)
                return
            if envelope.seq > 1 and envelope.prev not in here:
                before = look.act(ActId(envelope.prev))
                if before is None or before.envelope.stream != envelope.stream:
                    return
            here.add(act.id)
            yield act

    def _take_enclosed(self, flight: Flight, enclosed: Enclosed) -> None:
        content = unpacked(enclosed)
        whose = flight.device.id.hex()
        self._write(lambda unit: enclosures.came(unit, whose, enclosed.digest, content))

    def _write(self, work: Any) -> Any:
        with self._hub.turn, self._hub.store.writing() as unit:
            return work(unit)


def _seen(unit: StoreUnit, flight: Flight, hub: Hub) -> None:
    """Note that a device was heard of, and its signed head: a witness outside its own store."""
    unit.devices.seen(flight.device.id, hub.clock.now())
    standing = flight.current
    if standing is not None and wire.standing_holds(standing, flight.device.public_key):
        unit.settings.set(f"head {standing.stream.hex()}", wire.encode(standing))


def _beside(
    unit: StoreUnit, flight: Flight, fresh: tuple[Act, ...], aside: Mapping[ActId, bytes]
) -> None:
    """What belongs to the transaction that keeps acts: what they want, what was set aside."""
    enclosures.want(unit, flight.device.id.hex(), fresh)
    for payload in aside.values():
        unit.attach(canonical.digest(payload), payload)


def _was_ahead(hub: Hub, hello: Hello, device: Device) -> bool:
    """Whether a device has met this hub further on than it stands: its store was put back."""
    if hello.epoch != hub.epoch:
        return False
    with hub.store.reading() as look:
        end = look.deliveries.end(device.office)
        lost = any(
            standing.receipted > look.tip(standing.stream).seq
            for standing in hello.frontier
            if centre.is_of_device(standing.stream, device.id)
        )
    return lost or any(
        place.scope == device.office and place.position > end for place in hello.places
    )


def _fork(look: StoreReading, acts: tuple[Act, ...]) -> bytes:
    """The first act that stands where another one stood already; empty: none does."""
    tips: dict[bytes, Tip] = {}
    for act in acts:
        envelope = act.envelope
        tip = tips.get(envelope.stream)
        if tip is None:
            tip = tips[envelope.stream] = look.tip(envelope.stream)
        if envelope.seq <= tip.seq:
            there = {one.id for one in look.acts.at(envelope.stream, envelope.seq)}
            if there and act.id not in there:
                return act.id
    return b""


def _seal_of(device: Device) -> Any:
    return lambda body, seal: verify(device.public_key, bundle.SEALED_AS, body, seal)
