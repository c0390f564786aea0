"""Real posts and real hubs for stories: stores on disk, TLS on the loopback, fake time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from app.acts.steps import UseCase
from app.base.clock import FakeClock
from app.base.ids import SystemChance
from app.hub import enrolment
from app.hub.hub import Hub
from app.hub.premises import HubPremises
from app.hub.run import Serving
from app.models.store import Store
from app.security import certificates
from app.security.roles import Role
from app.sync import pairing
from app.sync.link import Link
from app.sync.pairing import Request
from app.sync.round import Report
from app.workstation.cases import HandOver, SignIn
from app.workstation.exchange import Exchange
from app.workstation.premises import Door, Enrolment, Premises
from app.workstation.rooms import Rooms
from app.workstation.workstation import Outcome, Workstation

SECRET = "a lamp over the river at dusk"
NOWHERE = "https://127.0.0.1:9"
ROOMS = Rooms()


class Post:
    """One workstation with an officer signed in."""

    def __init__(
        self, folder: Path, office: str, clock: FakeClock, role: Role = Role.SUPERVISOR
    ) -> None:
        self.clock = clock
        self.chance = SystemChance()
        door = Door(office=office, country=office[:2].lower())
        officer = Enrolment(name="HOXHA Arben", person="1001", roles=(role,), secret=SECRET)
        self.premises = Premises.create(
            folder, door, (officer,), ROOMS.registry, clock=clock, chance=self.chance
        )
        self.workstation = Workstation(self.premises, clock=clock, chance=self.chance, rooms=ROOMS)
        line = self.premises.vault.officers()[0]
        self.workstation.do(SignIn(officer=line.officer, secret=SECRET))

    @property
    def store(self) -> Store:
        return self.workstation.store

    def do(self, case: UseCase) -> Outcome:
        return self.workstation.do(case)

    def request(self) -> bytes:
        device = self.premises.device
        request = Request(
            device=device.id,
            public=device.signing.public,
            tls=certificates.tls_public(device.tls_key),
            office=self.premises.office,
            name=f"desk at {self.premises.office}",
            officers=tuple(line.credential for line in self.premises.vault.officers()),
        )
        return pairing.ask(request, device.signing)

    def pair(self, serving: Serving) -> None:
        request = pairing.read_request(self.request())
        content = enrolment.enrol(
            serving.hub.premises, request, url=serving.url, clock=self.clock, chance=self.chance
        )
        pairing.accept(self.store, pairing.read_grant(content, self.premises.device.id))

    def round(self, link: Link) -> Report:
        """One round over a given line, handing over what waits."""
        self.workstation.do(HandOver())
        exchange = Exchange(self.workstation, clock=self.clock, chance=self.chance)
        return exchange.round(exchange.peers[0], link)

    def enrols(self, hub: Hub) -> None:
        """Pair with a hub that nobody serves."""
        request = pairing.read_request(self.request())
        content = enrolment.enrol(
            hub.premises, request, url=NOWHERE, clock=self.clock, chance=self.chance
        )
        pairing.accept(self.store, pairing.read_grant(content, self.premises.device.id))

    def sync(self, *, hand_over: bool = True, url: str = "") -> Report:
        if hand_over:
            self.workstation.do(HandOver())
        exchange = Exchange(self.workstation, clock=self.clock, chance=self.chance)
        peer = exchange.peers[0]
        link = exchange.link(msgspec.structs.replace(peer, url=url or peer.url))
        try:
            return exchange.round(peer, link)
        finally:
            link.close()

    def close(self) -> None:
        self.workstation.close()


def make_hub(folder: Path, country: str, clock: FakeClock) -> Hub:
    chance = SystemChance()
    premises = HubPremises.create(folder, country, ROOMS.registry, clock=clock, chance=chance)
    return Hub(premises, ROOMS, clock=clock, chance=chance)


@contextmanager
def serving(hub: Hub) -> Iterator[Serving]:
    with Serving(hub) as running:
        yield running


def state_of(store: Store, record: bytes) -> bytes:
    """A record's bytes as folded in a store."""
    with store.reading() as look:
        folded = look.folded(look.surviving(record))  # type: ignore[arg-type] # record ids are bytes
        assert folded is not None
        return folded.state_bytes()


def kinds_of(store: Store, record: bytes) -> list[str]:
    with store.reading() as look:
        return [act.envelope.kind for act in look.acts_of(record)]  # type: ignore[arg-type] # record ids are bytes


def fields(row: object) -> dict[str, object]:
    return msgspec.structs.asdict(row)  # type: ignore[arg-type] # every row is a struct
