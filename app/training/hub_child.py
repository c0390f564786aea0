"""A hub as a process of its own, asked over its input."""

import sys
import threading
from collections import Counter
from pathlib import Path

import msgspec

from app.base.changes import Changed
from app.base.clock import Instant, SystemClock
from app.base.errors import Broken
from app.base.ids import SystemChance
from app.hub import enrolment
from app.hub.hub import Hub
from app.hub.premises import DOOR, HubPremises
from app.hub.run import Serving
from app.sync import pairing
from app.training import pipes
from app.training.holding import Holding, holding
from app.workstation.rooms import Rooms


class OpenHub(msgspec.Struct, frozen=True, kw_only=True):
    """Where the hub lives and whose it is."""

    folder: str
    country: str


class Trust(msgspec.Struct, frozen=True, kw_only=True):
    """A neighbour's card and where it answers."""

    card: bytes
    url: str


class Enrol(msgspec.Struct, frozen=True, kw_only=True):
    """A device's request, and the address it is to call."""

    request: bytes
    url: str


class Until(msgspec.Struct, frozen=True, kw_only=True):
    """What is awaited: acts of these kinds on the record of a number, each as often as named."""

    number: str
    kinds: tuple[str, ...]
    patience_s: float = 30.0


class HubDesk:
    """The verbs of a hub process."""

    def __init__(self) -> None:
        self._clock = SystemClock()
        self._chance = SystemChance()
        self._rooms = Rooms()
        self._hub: Hub | None = None
        self._serving: Serving | None = None
        self._moved = threading.Condition()

    @property
    def hub(self) -> Hub:
        """The open hub.

        Raises:
            Broken: it was never opened.
        """
        if self._hub is None:
            raise Broken("training.not_open", name="hub")
        return self._hub

    def open(self, body: bytes) -> bytes:
        """Open the hub, founding it where there is none; the answer is its card."""
        asked = msgspec.json.decode(body, type=OpenHub)
        folder = Path(asked.folder)
        registry = self._rooms.registry
        if (folder / DOOR).exists():
            premises = HubPremises.open(folder, registry)
        else:
            premises = HubPremises.create(
                folder, asked.country, registry, clock=self._clock, chance=self._chance
            )
        self._hub = Hub(premises, self._rooms, clock=self._clock, chance=self._chance)
        self._hub.changed.listen(self._tell)
        return enrolment.card_bytes(premises)

    def trust(self, body: bytes) -> None:
        """Trust the hub of a neighbour."""
        asked = msgspec.json.decode(body, type=Trust)
        enrolment.trust(self.hub.premises, asked.card, asked.url)

    def serve(self, body: bytes) -> int:
        """Answer on the loopback; the answer is the port."""
        del body
        self._serving = Serving(self.hub)
        self._serving.start()
        return self._serving.port

    def enrol(self, body: bytes) -> bytes:
        """Enrol a device; the answer is its grant."""
        asked = msgspec.json.decode(body, type=Enrol)
        return enrolment.enrol(
            self.hub.premises,
            pairing.read_request(asked.request),
            url=asked.url,
            clock=self._clock,
            chance=self._chance,
        )

    def until(self, body: bytes) -> bool:
        """Wait until acts have come; False where patience ends first."""
        asked = msgspec.json.decode(body, type=Until)
        with self._moved:
            return self._moved.wait_for(lambda: self._has(asked), asked.patience_s)

    def hasten(self, body: bytes) -> None:
        """Let messages that wait after trouble go at once: the line is known to be back."""
        del body
        hub = self.hub
        with hub.turn, hub.store.writing() as unit:
            for partner in unit.outbox.next_due():
                unit.outbox.hasten(partner, Instant(self._clock.now()))
        hub.changed.tell(Changed(kinds=frozenset({"link"})))

    def holding(self, body: bytes) -> Holding:
        """Everything it holds."""
        del body
        hub = self.hub
        with hub.turn:
            return holding(hub.store, hub.registry, device=hub.premises.device.id)

    def close(self) -> None:
        """End serving, close the store."""
        if self._serving is not None:
            self._serving.stop()
        elif self._hub is not None:
            self._hub.close()

    def _has(self, asked: Until) -> bool:
        hub = self.hub
        with hub.store.reading() as look:
            kinds = Counter(
                act.envelope.kind
                for row in look.records.numbered(asked.number)
                for act in look.acts_of(row.record)
            )
        return kinds >= Counter(asked.kinds)

    def _tell(self, changed: Changed) -> None:
        del changed
        with self._moved:
            self._moved.notify_all()


def main() -> int:
    """Answer until the input ends."""
    desk = HubDesk()
    verbs = {
        "open": desk.open,
        "trust": desk.trust,
        "serve": desk.serve,
        "enrol": desk.enrol,
        "until": desk.until,
        "hasten": desk.hasten,
        "holding": desk.holding,
    }
    try:
        pipes.serve(verbs, sys.stdin.buffer, sys.stdout.buffer)
    finally:
        desk.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
