"""A post as training sets it up: premises with officers, one of them signed in, paired with a hub.

What it does goes through the workstation's two verbs; rounds go over the link that is handed in.
"""

from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from app.acts.steps import UseCase, View
from app.base.clock import Clock
from app.base.errors import Refused
from app.base.ids import Chance, Heads
from app.security import certificates
from app.security.roles import Role
from app.sync import pairing
from app.sync.https import HttpsLink
from app.sync.link import Link
from app.sync.pairing import Request
from app.sync.peers import Peer
from app.sync.round import Report
from app.workstation.cases import HandOver, SignIn
from app.workstation.exchange import Exchange
from app.workstation.premises import Door, Enrolment, Premises
from app.workstation.rooms import Rooms
from app.workstation.workstation import Outcome, Workstation

Row = TypeVar("Row")


class Officer(NamedTuple):
    """Somebody invented who works at a post; ``person`` is the staff number."""

    name: str
    person: str
    role: Role


class Post:
    """One desk of one post, with its own folder, keys and store."""

    def __init__(
        self,
        premises: Premises,
        secret: str,
        *,
        clock: Clock,
        chance: Chance,
        rooms: Rooms | None = None,
    ) -> None:
        self.premises = premises
        self.office = premises.office
        self.clock = clock
        self._chance = chance
        self._secret = secret
        self.workstation = Workstation(
            premises, clock=clock, chance=chance, rooms=rooms or Rooms()
        )

    @classmethod
    def create(
        cls,
        folder: Path,
        office: str,
        officers: tuple[Officer, ...],
        secret: str,
        *,
        clock: Clock,
        chance: Chance,
        hint: str = "",
        rooms: Rooms | None = None,
    ) -> "Post":
        """Make the folder of a post and sign its first officer in; all share one secret.

        Raises:
            Refused: no such office, or a secret that is soon guessed.
            Broken: there is a post already, or the disk refuses.
        """
        rooms = rooms or Rooms()
        door = Door(office=office, country=office[:2].lower(), hint=hint)
        enrolments = tuple(
            Enrolment(name=one.name, person=one.person, roles=(one.role,), secret=secret)
            for one in officers
        )
        premises = Premises.create(
            folder, door, enrolments, rooms.registry, clock=clock, chance=chance
        )
        post = cls(premises, secret, clock=clock, chance=chance, rooms=rooms)
        post.sign_in(officers[0].name)
        return post

    def sign_in(self, name: str) -> None:
        """Let an officer take up duty.

        Raises:
            Refused: nobody of that name is enrolled here.
        """
        for line in self.premises.vault.officers():
            if line.credential.name == name:
                self.workstation.do(SignIn(officer=line.officer, secret=self._secret))
                return
        raise Refused("training.nobody_of_that_name", name=name, office=self.office)

    def do(self, case: UseCase, seen: Heads | None = None) -> Outcome:
        """Do a step."""
        return self.workstation.do(case, seen)

    def ask(self, view: View[Row]) -> Row:
        """Answer a question."""
        return self.workstation.ask(view)

    def request(self) -> bytes:
        """Ask a hub to enrol this device and its officers."""
        device = self.premises.device
        asked = Request(
            device=device.id,
            public=device.signing.public,
            tls=certificates.tls_public(device.tls_key),
            office=self.office,
            name=f"desk at {self.office}",
            officers=tuple(line.credential for line in self.premises.vault.officers()),
        )
        return pairing.ask(asked, device.signing)

    def pair(self, grant: bytes) -> Peer:
        """Take the hub's grant; from now on rounds are made with it.

        Raises:
            Refused: not a grant for this device.
        """
        read = pairing.read_grant(grant, self.premises.device.id)
        return pairing.accept(self.workstation.store, read)

    def peer(self) -> Peer:
        """The hub this post is paired with.

        Raises:
            Refused: none yet.
        """
        known = self._exchange().peers
        if not known:
            raise Refused("training.not_paired", office=self.office)
        return known[0]

    def round(self, link: Link) -> Report:
        """Make one round with the hub, handing over what waits.

        Raises:
            Unreachable: the line was cut; what arrived until then stays.
        """
        self.workstation.do(HandOver())
        return self._exchange().round(self.peer(), link)

    def https(self) -> HttpsLink:
        """The way to the hub over the network, with this device's certificate."""
        return self._exchange().link(self.peer())

    def close(self) -> None:
        """Lock and close the store."""
        self.workstation.close()

    def _exchange(self) -> Exchange:
        return Exchange(self.workstation, clock=self.clock, chance=self._chance)


def plain(value: Any) -> str:
    """A step's answer as text: ids as hexadecimal, the rest as it reads."""
    if isinstance(value, bytes):
        return value.hex()
    return "" if value is None else str(value)
