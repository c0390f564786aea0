"""A post in a folder: real store, real keys, cheap secrets, a clock that moves when told."""

from pathlib import Path
from typing import Any, Self

from app.acts.envelope import Act
from app.acts.steps import UseCase, View
from app.base.clock import FakeClock, Instant
from app.base.ids import RecordId, SeededChance
from app.models.leases import Lease
from app.security.roles import Role
from app.workstation.cases import SignIn
from app.workstation.papers import ANSWERS
from app.workstation.premises import Door, Enrolment, Premises
from app.workstation.rooms import Rooms
from app.workstation.workstation import Outcome, Workstation
from tests.transit.goods import DURRES

ARBEN, BESA, SHEFI = "Arben Hoxha", "Besa Krasniqi", "Genti Shehu"
SECRETS = {
    ARBEN: "nine lorries wait at noon",
    BESA: "seven bridges over the river",
    SHEFI: "the old customs house stands",
}
ROLES = {ARBEN: Role.OFFICER, BESA: Role.AUDITOR, SHEFI: Role.SUPERVISOR}
NOW = 1_795_356_300_000  # 22 Nov 2026 14:05 UTC


def enrolments() -> tuple[Enrolment, ...]:
    return tuple(
        Enrolment(name=name, person=f"P{at}", roles=(ROLES[name],), secret=secret)
        for at, (name, secret) in enumerate(SECRETS.items(), start=1)
    )


def make_post(folder: Path, clock: FakeClock, *, seed: int = 1, office: str = DURRES) -> Premises:
    return Premises.create(
        folder,
        Door(office=office, country=office[:2].lower()),
        enrolments(),
        Rooms().registry,
        clock=clock,
        chance=SeededChance(seed),
    )


class Post:
    """A workstation as its tests hold it; close it, or use it in a ``with`` block."""

    def __init__(
        self, folder: Path, clock: FakeClock, *, seed: int = 2, rooms: Rooms | None = None
    ) -> None:
        self.clock = clock
        chance = SeededChance(seed)
        premises = Premises.open(folder, chance)
        self.workstation = Workstation(
            premises, clock=clock, chance=chance, rooms=rooms, also=ANSWERS
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *trouble: object) -> None:
        self.workstation.close()

    def officer(self, name: str) -> bytes:
        lines = self.workstation.premises.sign_in_row(self.clock.now()).officers
        return next(line.officer for line in lines if line.name == name)

    def sign_in(self, name: str = ARBEN, secret: str = "") -> Outcome:
        typed = secret or SECRETS[name]
        return self.do(SignIn(officer=self.officer(name), secret=typed))

    def do(self, case: UseCase, seen: Any = None) -> Outcome:
        return self.workstation.do(case, seen)

    def ask(self, view: View[Any]) -> Any:
        return self.workstation.ask(view)

    def lease(self, first: int = 1, last: int = 50) -> None:
        """Lend a block of MRN serials to this device, as the hub would."""
        lease = Lease(
            kind="mrn",
            stream=self.workstation.scribe.stream,
            first=first,
            last=last,
            expiry=Instant(0),
            fence=1,
            next=first,
        )
        with self.workstation.store.writing() as unit:
            unit.leases.lease(lease)

    def own_acts(self) -> tuple[Act, ...]:
        return self.acts_of_stream(self.workstation.scribe.stream)

    def acts_of_stream(self, stream: bytes) -> tuple[Act, ...]:
        with self.workstation.store.reading() as look:
            return look.stream_acts(stream, 0, 10_000)

    def kinds(self) -> list[str]:
        return [act.envelope.kind for act in self.own_acts()]

    def last_fact(self) -> Any:
        return self.workstation.rooms.registry.read(self.own_acts()[-1]).fact

    def folded(self, record: RecordId) -> Any:
        with self.workstation.store.reading() as look:
            return look.folded(look.surviving(record))
