"""Flights made by hand: hellos, acts that stand in no store, lines that repeat themselves."""

from collections.abc import Iterator

import msgspec

from app.acts import general
from app.acts.envelope import Act
from app.duty.acts import Printed
from app.hub.hub import Hub
from app.hub.intake import Intake
from app.sync import bundle, departing, frames, wire
from app.sync.frames import Frame, Type
from app.sync.wire import Bye, Hello, Notice, Upward
from tests.hub.light import Light
from tests.hub.links import Direct
from tests.hub.world import ROOMS

PRINTED = ROOMS.registry.kinds["duty.printed"]
PAPER = Printed(document="tad", record=bytes(16), pages=1, copy=1, digest=bytes(32))


class Recorded(Direct):
    """A line on which the first answer comes again and again."""

    def exchange(self, flight: Iterator[bytes]) -> Iterator[bytes]:
        answer = b"".join(super().exchange(flight))
        self.first = getattr(self, "first", b"") or answer
        return iter((self.first,))


class Stuck(Direct):
    """A hub that always says there is more, and never gives it."""

    def exchange(self, flight: Iterator[bytes]) -> Iterator[bytes]:
        answer = list(frames.decode(super().exchange(flight)))
        goes_on = frames.split(Type.BYE, wire.encode(Bye(more=True)))
        return departing.pieces([*answer[:-1], *goes_on])


def hand_over(light: Light, acts: tuple[Act, ...]) -> list[Notice]:
    """Send acts that stand in no store; the answer are the notices."""
    intake = greeted(light)
    sealed = bundle.encode(acts, light.keys.device)
    intake.take_all(frames.split(Type.BUNDLE, wire.encode(Upward("acts", sealed))))
    return [wire.decode(one.content, Notice) for one in intake.answer() if one.type is Type.NOTICE]


def greeted(light: Light) -> Intake:
    """An intake that a hello with a fresh nonce has opened."""
    first = Intake(light.hub)
    first.take_all(hello_frames(light, b""))
    answer = next(one for one in first.answer() if one.type is Type.HELLO)
    nonce = wire.decode(answer.content, Hello).nonce
    intake = Intake(light.hub)
    intake.take_all(hello_frames(light, nonce))
    return intake


def hello_frames(light: Light, echo: bytes, **changed: object) -> tuple[Frame, ...]:
    hello = Hello(
        protocol=wire.PROTOCOL,
        device=light.keys.device.key_id,
        office=light.office,
        epoch=b"",
        frontier=(),
        places=(),
        parts=(),
        offers=(),
        wanted=(),
        credit=1 << 16,
        now=light.clock.now(),
        nonce=bytes(8),
        echo=echo,
    )
    changed_hello = msgspec.structs.replace(hello, **changed)
    signed = wire.signed_hello(changed_hello, light.keys.device)
    return frames.split(Type.HELLO, wire.encode(signed), 0)


def doubted_in(hub: Hub, act: Act) -> list[str]:
    """The reasons for which the centre took an act out of effect."""
    with hub.store.reading() as look:
        facts = [ROOMS.registry.read(one).fact for one in look.acts_of(act.record)]
    return [
        fact.reason for fact in facts if isinstance(fact, general.Doubted) and act.id in fact.acts
    ]
