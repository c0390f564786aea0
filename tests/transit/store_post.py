"""A post over a real store: what its screens are shown."""

from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

import msgspec

from app.acts import absorb
from app.acts.chain import Author
from app.acts.envelope import Act
from app.acts.steps import Actor, Due, Plan, Planned, UseCase, View
from app.base.clock import FakeClock, Instant
from app.base.ids import RecordId, SeededChance
from app.models.leases import Lease
from app.models.looks import StoreReading
from app.models.store import Store
from app.reference import packs
from app.security.fake_signer import CountingSigner
from app.security.roles import CAPACITY, Role
from app.transit.room import ROOM as TRANSIT
from app.workstation.desk import LiveDesk
from app.workstation.look import LiveLook
from app.workstation.rooms import Rooms
from app.workstation.scribe import Scribe
from tests.transit.post import NOW

Row = TypeVar("Row")


class StorePost:
    """Does and asks as a workstation does, without sign-in."""

    def __init__(self, folder: Path, office: str, *, number: int = 7) -> None:
        self.pack = packs.load(office[:2])
        self.clock = FakeClock(NOW)
        self.chance = SeededChance(number)
        self.rooms = Rooms()
        self.office = office
        self.role = Role.OFFICER
        self.signer = CountingSigner(number)
        self.stream = bytes([number]) * 24
        self.store = Store.create(
            folder, bytes(32), self.rooms.registry, clock=self.clock, chance=self.chance
        )
        self.scribe = Scribe(
            self.store,
            self.rooms,
            self.pack,
            stream=self.stream,
            clock=self.clock,
            chance=self.chance,
        )
        with self.store.writing() as unit:
            block = Lease(
                kind="mrn",
                stream=self.stream,
                first=700,
                last=799,
                expiry=Instant(0),
                fence=1,
                next=700,
            )
            unit.leases.lease(block)

    @property
    def actor(self) -> Actor:
        return Actor(
            name="HOXHA Arben",
            role=self.role,
            capacity=CAPACITY[self.role],
            office=self.office,
            officer=self.signer.key_id,
        )

    def do(self, case: UseCase) -> object:
        service = self.rooms.service(case)
        assert service is not None
        with self.store.reading() as look:
            plan = service(case, self._desk(look))
        self.write(plan)
        return plan.value

    def opened(self, case: UseCase) -> RecordId:
        value = self.do(case)
        assert isinstance(value, bytes)
        return RecordId(value)

    @property
    def now(self) -> Instant:
        return self.clock.now()

    def planned(self, message: Due) -> Plan:
        """The acts a message means, not yet written."""
        with self.store.reading() as look:
            plan: Plan = TRANSIT.incoming[message.message](message.content, self._desk(look))
        return plan

    def receive(self, message: Due) -> RecordId:
        """What a gateway does."""
        before, self.role = self.role, Role.GATEWAY
        plan = self.planned(message)
        self.write(plan)
        self.role = before
        assert isinstance(plan.value, bytes)
        return RecordId(plan.value)

    def write_fact(self, record: RecordId, kind: str, fact: msgspec.Struct) -> None:
        """Write one act as it is, whatever a service would say."""
        self.write(Plan(acts=(Planned(record=record, kind=kind, fact=fact),)))

    def ask(self, view: View[Row]) -> Row:
        answer = self.rooms.answer(view)
        assert answer is not None
        with self.store.reading() as look:
            row: Row = answer(view, self._look(look))
        return row

    def acts(self) -> tuple[Act, ...]:
        """Every act held here."""
        with self.store.reading() as look:
            return tuple(
                act for tip in look.tips() for act in look.stream_acts(tip.stream, 0, 1000)
            )

    def take(self, acts: Iterable[Act]) -> None:
        """Take in acts of another device of the same administration."""
        with self.store.reading() as look:
            prepared = absorb.prepare(look, self.rooms.registry, acts)
        with self.store.writing() as unit:
            absorb.keep(unit, prepared, arrived=self.clock.now(), via="hub")

    def write(self, plan: Plan) -> None:
        author = Author(office=self.office, capacity=CAPACITY[self.role], signer=self.signer)
        self.scribe.write(plan, author)

    def _desk(self, look: StoreReading) -> LiveDesk:
        return LiveDesk(
            look,
            self.pack,
            self.actor,
            stream=self.stream,
            now=self.clock.now(),
            chance=self.chance,
        )

    def _look(self, look: StoreReading) -> LiveLook:
        return LiveLook(
            store=look,
            pack=self.pack,
            actor=self.actor,
            now=self.clock.now(),
            rooms=self.rooms,
            stream=self.stream,
        )
