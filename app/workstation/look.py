"""What a view may look at: one consistent look at the store, with the pack, who asks and when."""

import msgspec

from app.acts.envelope import Act
from app.acts.steps import Actor, Words
from app.acts.told import Told
from app.base.clock import Instant
from app.models.looks import StoreReading
from app.reference.pack import CountryPack
from app.workstation.premises import Premises
from app.workstation.rooms import Rooms


class LiveLook(msgspec.Struct, frozen=True, kw_only=True):
    """Lives for one question; ``premises`` are the post's folder and keys, None at a hub."""

    store: StoreReading
    pack: CountryPack
    actor: Actor
    now: Instant
    rooms: Rooms
    stream: bytes
    premises: Premises | None = None

    def told(self, act: Act) -> Told:
        """An act with its payload read."""
        return self.rooms.registry.read(act)

    def sentence(self, act: Act) -> Words:
        """An act in one sentence, for the timeline."""
        return self.rooms.sentence(self.told(act))


def looking(
    store: StoreReading,
    premises: Premises,
    actor: Actor,
    *,
    now: Instant,
    rooms: Rooms,
    stream: bytes,
) -> LiveLook:
    """Look at a post's store for one question."""
    return LiveLook(
        store=store,
        pack=premises.pack,
        actor=actor,
        now=now,
        rooms=rooms,
        stream=stream,
        premises=premises,
    )
