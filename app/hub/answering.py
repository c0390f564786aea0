"""The answer to a device: hello, receipts, what is missing, deliveries, attachments, goodbye."""

from collections.abc import Generator, Iterator

import msgspec

from app.acts.chain import Tip
from app.acts.envelope import Act
from app.base.ids import ActId
from app.hub import centre, enrolment
from app.hub.hub import COPIES, Hub
from app.models.devices import Device
from app.models.looks import StoreReading
from app.sync import bundle, enclosures, frames, wire
from app.sync.departing import Outgoing, enclosed, own_streams
from app.sync.frames import Frame, Type
from app.sync.wire import (
    Bye,
    Delivery,
    Hello,
    Missing,
    Notice,
    Part,
    Place,
    Receipt,
    Standing,
    Upward,
)

MOST_DELIVERED = 400
MOST_RETURNED = 500
MOST_ASKED = 20
LEAST_CREDIT = 4096
ROLE = "arbiter"
P0, P1 = 0, 1


class Flight:
    """What is known of one flight: who greeted, what it touched, what the device must be told."""

    def __init__(self, hello: Hello, device: Device, *, is_fresh: bool) -> None:
        self.hello = hello
        self.device = device
        self.is_fresh = is_fresh
        self.reached: dict[bytes, Tip] = {}
        self.parts: tuple[Part, ...] = ()
        self.notices: list[Notice] = []

    @property
    def current(self) -> Standing | None:
        """The stream the device writes now: the one with a signed head."""
        return next((one for one in self.hello.frontier if one.signature), None)

    def notice(self, code: str, about: bytes = b"") -> None:
        """Have the device told something once."""
        if all(one.code != code for one in self.notices):
            self.notices.append(Notice(code, about))


def answer(hub: Hub, flight: Flight) -> Iterator[Frame]:
    """The frames of an answer, all but the goodbye within the device's credit or little above."""
    if flight.is_fresh and not flight.device.revoked:
        _provide(hub, flight)
    hub.receipted()
    return _Answer(hub, flight).frames()


def _provide(hub: Hub, flight: Flight) -> None:
    """Lend numbers where few are left; give a certificate before the old one ends."""
    current = flight.current
    if current is not None:
        centre.lend_numbers(hub, flight.device.office, current.stream)
    with hub.turn:
        renewed = enrolment.renewed(
            hub.premises, flight.device, clock=hub.clock, chance=hub.chance
        )
    if renewed:
        flight.notice(wire.CERTIFICATE, renewed)


class _Answer:
    """One answer over one look at the store."""

    def __init__(self, hub: Hub, flight: Flight) -> None:
        self._hub = hub
        self._flight = flight
        self._signing = hub.premises.device.signing
        self._left = max(flight.hello.credit, LEAST_CREDIT)
        self._held = {part.bundle: frames.places(part.held) for part in flight.hello.parts}

    def frames(self) -> Iterator[Frame]:
        flight = self._flight
        with self._hub.store.reading() as look:
            yield from frames.split(Type.HELLO, wire.encode(self._hello(look)), P0)
            if not flight.is_fresh:
                yield from frames.split(Type.BYE, wire.encode(Bye(more=True, heard=False)), P1)
                return
            for receipt in self._receipts(look):
                yield from frames.split(Type.RECEIPT, wire.encode(receipt), P1)
            missing = self._missing(look)
            if missing.parts or missing.attachments:
                yield from frames.split(Type.MISSING, wire.encode(missing), P1)
            for notice in flight.notices:
                yield from frames.split(Type.NOTICE, wire.encode(notice), P0)
            bye = Bye(more=False)
            if not flight.device.revoked:
                bye = yield from self._downward(look)
            yield from frames.split(Type.BYE, wire.encode(bye), P1)

    def _downward(self, look: StoreReading) -> Generator[Frame, None, Bye]:
        """What the device lost, what its office has not had, attachments it asked for."""
        more = yield from self._returned(look)
        place, waits = yield from self._deliveries(look)
        more = more or waits
        for outgoing in enclosed(look, self._flight.hello.wanted):
            if self._left <= 0:
                more = True
                break
            yield from self._spent(outgoing)
        told = place not in self._flight.hello.places
        return Bye(more=more, places=(place,) if told else ())

    def _hello(self, look: StoreReading) -> Hello:
        hub, flight = self._hub, self._flight
        theirs = [Standing(tip.stream, tip.seq, tip.id) for tip in self._own(look)]
        tips = {one.stream: one.head for one in theirs}
        # A branch of a fork that is here too is named beside the one that came first.
        theirs += [
            Standing(one.stream, one.seq, one.head)
            for one in flight.hello.frontier
            if one.head != tips.get(one.stream) and self._holds(look, one)
        ]
        hello = Hello(
            protocol=wire.PROTOCOL,
            device=self._signing.key_id,
            office=hub.pack.centre,
            epoch=hub.epoch,
            frontier=tuple(theirs),
            places=(),
            parts=(),
            offers=(),
            wanted=(),
            credit=0,
            now=hub.clock.now(),
            nonce=hub.nonces.give(flight.device.id),
            echo=flight.hello.nonce,
        )
        return wire.signed_hello(hello, self._signing)

    def _holds(self, look: StoreReading, standing: Standing) -> bool:
        """Whether the head a device names is here, in that place of its own stream."""
        act = look.act(standing.act)
        if act is None or not centre.is_of_device(standing.stream, self._flight.device.id):
            return False
        return (act.envelope.stream, act.envelope.seq) == (standing.stream, standing.seq)

    def _own(self, look: StoreReading) -> tuple[Tip, ...]:
        """The tips of the device's streams as they stand here."""
        return own_streams(look, self._flight.device.id)

    def _receipts(self, look: StoreReading) -> Iterator[Receipt]:
        """Receipts for the streams this flight touched, and those the device asks about.

        A device is receipted its own branch of a fork: where its head is here, all before it is.
        """
        flight = self._flight
        reached = dict(flight.reached)
        for standing in flight.hello.frontier:
            stream = standing.stream
            if not centre.is_of_device(stream, flight.device.id):
                continue
            known = reached.setdefault(stream, Tip(stream))
            if self._holds(look, standing) and standing.seq > known.seq:
                reached[stream] = Tip(stream, standing.seq, standing.head)
            elif not known.seq:
                reached[stream] = look.tip(stream)
        for stream in sorted(reached):
            if reached[stream].seq:
                yield self._receipt(reached[stream])

    def _receipt(self, tip: Tip) -> Receipt:
        hub = self._hub
        receipt = Receipt(
            hub=self._signing.key_id,
            epoch=hub.epoch,
            role=ROLE,
            stream=tip.stream,
            seq=tip.seq,
            head=tip.id,
            received_at=hub.clock.now(),
            copies=COPIES,
        )
        return wire.signed_receipt(receipt, self._signing)

    def _missing(self, look: StoreReading) -> Missing:
        flight = self._flight
        begun = {part.bundle: part for part in flight.parts}
        offered = (
            Part(name, frames.bitmap(look.frames.held(name))) for name in flight.hello.offers
        )
        begun.update((part.bundle, part) for part in offered if part.bundle not in begun)
        wanted = enclosures.wanted(look, flight.device.id.hex())
        return Missing(tuple(begun[name] for name in sorted(begun)), wanted[:MOST_ASKED])

    def _returned(self, look: StoreReading) -> Generator[Frame, None, bool]:
        """Whole streams of the device that its store has lost: it was put back from a backup."""
        stood = {one.stream: one for one in self._flight.hello.frontier}
        for tip in self._own(look):
            standing = stood.get(tip.stream, Standing(tip.stream, 0, b""))
            after = standing.seq
            if tip.seq <= after:
                continue  # ahead, or on another branch: it sees where this end stands, and asks
            if after and not self._holds(look, standing):
                after = standing.receipted  # it went another way since: from where both agree
            acts = look.stream_acts(tip.stream, after, MOST_RETURNED)
            for batch in bundle.batches(acts):
                if self._left <= 0:
                    return True
                content = wire.encode(Upward("acts", bundle.encode(batch, self._signing)))
                yield from self._spent(Outgoing(frames.split(Type.BUNDLE, content, P1)))
            if len(acts) == MOST_RETURNED:
                return True
        return False

    def _deliveries(self, look: StoreReading) -> Generator[Frame, None, tuple[Place, bool]]:
        """What the device's office has not had yet; the place reached, and whether more waits."""
        office = self._flight.device.office
        place = self._place()
        due = look.deliveries.after({office: place.position}, most=MOST_DELIVERED)
        position = {one.act: one.position for one in due}
        acts = [act for one in due if (act := self._lacking(look, one.act)) is not None]
        for batch in bundle.batches(acts):
            if self._left <= 0:
                return place, True
            place = msgspec.structs.replace(place, position=position[batch[-1].id])
            delivery = Delivery("delivery", place, bundle.encode(batch, self._signing))
            content = wire.encode(delivery)
            yield from self._spent(Outgoing(frames.split(Type.BUNDLE, content, P1)))
        if due:
            place = msgspec.structs.replace(place, position=due[-1].position)
        return place, len(due) == MOST_DELIVERED

    def _spent(self, outgoing: Outgoing) -> Iterator[Frame]:
        """The frames of a bundle that the device does not hold yet, off its credit."""
        held = self._held.get(outgoing.name, frozenset())
        for frame in outgoing.frames:
            if frame.index not in held:
                self._left -= len(frame.content) + frames.HEADER.size
                yield frame

    def _place(self) -> Place:
        """How far the device has read its office's scope; from the start under another epoch."""
        office = self._flight.device.office
        for place in self._flight.hello.places:
            if place.scope == office and place.epoch == self._hub.epoch:
                return place
        return Place(office, self._hub.epoch, 0)

    def _lacking(self, look: StoreReading, identity: ActId) -> Act | None:
        """The act, unless it is the device's own: what it lost of those is returned whole."""
        act = look.act(identity)
        if act is None or centre.is_of_device(act.envelope.stream, self._flight.device.id):
            return None
        return act
