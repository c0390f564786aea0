"""Answering a device: check what it hands over, keep it, receipt it, give it what it lacks.

A well-formed signed act is never refused: what does not hold is kept without effect, by an act of
the centre. A receipt leaves after the commit it speaks of.
"""

from collections.abc import Generator, Iterator

from app.acts import envelope as envelopes
from app.acts import general
from app.acts.chain import Tip
from app.acts.envelope import Act
from app.acts.general import Doubted
from app.acts.steps import Plan, Planned
from app.base.ids import ActId, RecordId
from app.hub import centre
from app.hub.enrolment import credentials_of
from app.hub.hub import Hub
from app.models.devices import Device
from app.models.frames import Staged
from app.models.looks import StoreReading
from app.security import canonical
from app.security.signatures import verify
from app.sync import bundle, frames, wire
from app.sync.bundle import NotABundle
from app.sync.enclosures import unpacked
from app.sync.frames import Frame, Type
from app.sync.wire import (
    Bye,
    Delivery,
    Enclosed,
    Hello,
    Missing,
    Part,
    Place,
    Receipt,
    Standing,
    Upward,
)

MOST_DELIVERED = 400
MOST_ASKED = 20
ROLE = "arbiter"
P0, P1, P5 = 0, 1, 5


class NotGreeted(ValueError):
    """No hello, one that does not hold, or a device nobody enrolled."""


class Intake:
    """One flight of one device, and the answer to it."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._hello: Hello | None = None
        self._device: Device | None = None
        self._fresh = False
        self._begun: dict[bytes, int] = {}
        self._touched: set[bytes] = set()
        self._enclosures: set[bytes] = set()

    def take(self, frame: Frame) -> None:
        """Keep one frame at once; take in what it completes.

        Raises:
            NotGreeted: before a hello that holds.
            NotABundle, NotWire, NotAFrame: content that is not what it says.
        """
        if self._device is None:
            if frame.type is not Type.HELLO or frame.count != 1:
                raise NotGreeted("no hello first")
            self._greet(wire.decode(frame.content, Hello))
            return
        if not self._fresh or frame.type is not Type.BUNDLE:
            return
        content = self._gathered(frame)
        if content is not None:
            self._bundle(content)

    def answer(self) -> Iterator[Frame]:
        """The answer's frames: hello, receipts, what is missing, deliveries, goodbye.

        Raises:
            NotGreeted: nobody greeted.
        """
        if self._hello is None or self._device is None:
            raise NotGreeted("no hello")
        hub = self._hub
        if self._fresh:
            for standing in self._hello.frontier:
                centre.lend_numbers(hub, self._device.office, standing.stream)
        with hub.store.reading() as look:
            yield from frames.split(Type.HELLO, wire.encode(self._own_hello(look)), P0)
            if not self._fresh:
                yield from frames.split(Type.BYE, wire.encode(Bye(more=True)), P1)
                return
            for receipt in self._receipts(look):
                yield from frames.split(Type.RECEIPT, wire.encode(receipt), P1)
            missing = self._missing(look)
            if missing.parts or missing.attachments:
                yield from frames.split(Type.MISSING, wire.encode(missing), P1)
            more = yield from self._deliveries(look)
        yield from frames.split(Type.BYE, wire.encode(Bye(more=more)), P1)

    def _greet(self, hello: Hello) -> None:
        hub = self._hub
        with hub.store.reading() as look:
            device = look.devices.device(hello.device)
        if device is None or device.revoked or not wire.hello_holds(hello, device.public_key):
            raise NotGreeted("not enrolled here")
        self._hello, self._device = hello, device
        # A flight recorded earlier and sent again carries a nonce that was used up.
        self._fresh = hub.nonces.take(hello.device, hello.echo)
        with hub.turn, hub.store.writing() as unit:
            unit.devices.seen(device.id, hub.clock.now())

    def _gathered(self, frame: Frame) -> bytes | None:
        """Stage a frame on disk; the whole content once it is complete."""
        if frame.count == 1:
            return frame.content if frames.bundle_id(frame.content) == frame.bundle else None
        hub = self._hub
        staged = Staged(
            bundle=frame.bundle,
            index=frame.index,
            count=frame.count,
            content=frame.content,
            at=hub.clock.now(),
        )
        with hub.turn, hub.store.writing() as unit:
            unit.frames.stage(staged)
            content = unit.frames.whole(frame.bundle)
            if content is not None:
                unit.frames.drop(frame.bundle)
        self._begun[frame.bundle] = frame.count
        if content is None:
            return None
        del self._begun[frame.bundle]
        return content if frames.bundle_id(content) == frame.bundle else None

    def _bundle(self, content: bytes) -> None:
        what = canonical.decode(content, limit=wire.MOST)
        if isinstance(what, list) and what[:1] == ["enclosed"]:
            self._enclosed(wire.decode(content, Enclosed))
            return
        upward = wire.decode(content, Upward)
        self._acts(bundle.decode(upward.acts, self._sealed))

    def _acts(self, acts: tuple[Act, ...]) -> None:
        """Take acts that continue their stream; a gap waits for what is missing before it."""
        device = self._known()
        continuing: list[Act] = []
        tips: dict[bytes, Tip] = {}
        with self._hub.store.reading() as look:
            for act in acts:
                stream = act.envelope.stream
                if not centre.is_of_device(stream, device.id):
                    raise NotABundle("a stream of another device")
                tip = tips.get(stream) or look.tip(stream)
                self._touched.add(stream)
                if act.envelope.seq > tip.seq + 1:
                    break
                continuing.append(act)
                if act.envelope.seq == tip.seq + 1:
                    tips[stream] = Tip(stream, act.envelope.seq, act.id)
        new = centre.take(self._hub, tuple(continuing), device.name)
        self._enclosures.update(one.digest for act in new for one in act.envelope.attachments)
        self._doubt(new, device)

    def _doubt(self, acts: tuple[Act, ...], device: Device) -> None:
        """Take acts out of effect whose officer's signature or credential does not hold."""
        keys = {one.key_id: one for one in credentials_of(device)}
        doubted: dict[RecordId, list[bytes]] = {}
        for act in acts:
            officer = act.envelope.officer
            if not officer:
                continue
            credential = keys.get(officer)
            holds = (
                credential is not None
                and act.envelope.office in credential.offices
                and verify(credential.public, envelopes.SIGNED_AS, act.id, act.signature)
            )
            if not holds:
                doubted.setdefault(act.record, []).append(act.id)
        for record, ids in doubted.items():
            fact = Doubted(acts=tuple(ids), reason="hub.signature_does_not_hold")
            planned = Planned(record=record, kind=general.DOUBTED, fact=fact)
            self._hub.act(Plan(acts=(planned,)))

    def _enclosed(self, enclosed: Enclosed) -> None:
        content = unpacked(enclosed)
        with self._hub.turn, self._hub.store.writing() as unit:
            unit.attach(enclosed.digest, content)

    def _own_hello(self, look: StoreReading) -> Hello:
        hub, device = self._hub, self._known()
        signing = hub.premises.device.signing
        theirs = tuple(
            Standing(tip.stream, tip.seq, tip.id)
            for tip in look.tips()
            if centre.is_of_device(tip.stream, device.id)
        )
        hello = Hello(
            protocol=wire.PROTOCOL,
            device=signing.key_id,
            public=signing.public,
            office=hub.pack.centre,
            epoch=hub.epoch,
            frontier=theirs,
            places=(),
            parts=(),
            credit=0,
            now=hub.clock.now(),
            nonce=hub.nonces.give(device.id),
            echo=self._hello.nonce if self._hello else b"",
        )
        return wire.signed_hello(hello, signing)

    def _receipts(self, look: StoreReading) -> Iterator[Receipt]:
        """Receipts for the streams this flight touched, and those the device asks about."""
        hub = self._hub
        hello = self._hello
        asked = {standing.stream for standing in hello.frontier} if hello else set()
        for stream in sorted(self._touched | asked):
            tip = look.tip(stream)
            if tip.seq and centre.is_of_device(stream, self._known().id):
                receipt = Receipt(
                    hub=hub.premises.device.id,
                    epoch=hub.epoch,
                    role=ROLE,
                    stream=stream,
                    seq=tip.seq,
                    head=tip.id,
                    received_at=hub.clock.now(),
                    copies=1,
                )
                yield wire.signed_receipt(receipt, hub.premises.device.signing)

    def _missing(self, look: StoreReading) -> Missing:
        parts = tuple(Part(name, look.frames.held(name)) for name in sorted(self._begun))
        wanted = [digest for digest in sorted(self._enclosures) if look.attached(digest) is None]
        return Missing(parts, tuple(wanted[:MOST_ASKED]))

    def _deliveries(self, look: StoreReading) -> Generator[Frame, None, bool]:
        """What the device's office has not had yet; True where more is waiting."""
        hub, device = self._hub, self._known()
        place = self._place()
        due = look.deliveries.after({device.office: place.position}, most=MOST_DELIVERED)
        sendable = [one for one in due if self._lacks(look, one.act)]
        acts = [act for one in sendable if (act := look.act(one.act)) is not None]
        position = {one.act: one.position for one in due}
        signing = hub.premises.device.signing
        last = due[-1].position if due else place.position
        for batch in bundle.batches(acts):
            reached = last if batch[-1] is acts[-1] else position[batch[-1].id]
            content = wire.encode(
                Delivery(
                    "delivery",
                    Place(device.office, hub.epoch, reached),
                    bundle.encode(batch, signing),
                )
            )
            yield from frames.split(Type.BUNDLE, content, P1)
        return len(due) == MOST_DELIVERED

    def _place(self) -> Place:
        """How far the device has read its office's scope; from the start under another epoch."""
        device = self._known()
        for place in self._hello.places if self._hello else ():
            if place.scope == device.office and place.epoch == self._hub.epoch:
                return place
        return Place(device.office, self._hub.epoch, 0)

    def _lacks(self, look: StoreReading, identity: ActId) -> bool:
        """Whether the device needs this act: not its own, unless it lost it."""
        act = look.act(identity)
        if act is None or self._hello is None:
            return False
        held = {standing.stream: standing.seq for standing in self._hello.frontier}
        return act.envelope.seq > held.get(act.envelope.stream, 0)

    def _sealed(self, body: bytes, seal: bytes) -> bool:
        return verify(self._known().public_key, bundle.SEALED_AS, body, seal)

    def _known(self) -> Device:
        if self._device is None:
            raise NotGreeted("no hello")
        return self._device
