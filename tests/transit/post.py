"""A post without a store: one journal in memory, one officer, the rooms of transit."""

from app.acts import absorb, chain, general, stamps
from app.acts.chain import Author, Draft, Tip
from app.acts.envelope import Act, Attachment
from app.acts.fold import Folded
from app.acts.identity import by_number
from app.acts.kinds import Registry
from app.acts.memory import MemoryJournal
from app.acts.steps import Actor, Due, Plan, UseCase
from app.base.clock import FakeClock, Instant
from app.base.ids import Heads, RecordId, SeededChance, fresh_record_id
from app.cases.room import ROOM as CASES
from app.guarantees.room import ROOM as GUARANTEES
from app.reference import packs
from app.security import canonical
from app.security.fake_signer import CountingSigner
from app.security.roles import CAPACITY, Role
from app.transit.movement import Movement
from app.transit.outgoing import due
from app.transit.room import ROOM as TRANSIT

ROOMS = (CASES, GUARANTEES, TRANSIT)
REGISTRY = Registry(
    (*general.KINDS, *(kind for room in ROOMS for kind in room.kinds)),
    (record for room in ROOMS for record in room.records),
)
SERVICES = {case: service for room in ROOMS for case, service in room.use_cases.items()}
NOW = 1_795_356_300_000  # 22 Nov 2026 14:05 UTC


class Post:
    """What a workstation does with plans, in one thread and in memory."""

    def __init__(self, office: str, *, number: int = 1, role: Role = Role.OFFICER) -> None:
        self.pack = packs.load(office[:2])
        self.clock = FakeClock(NOW)
        self.journal = MemoryJournal(REGISTRY)
        self.chance = SeededChance(number)
        self.signer = CountingSigner(number)
        self.stream = bytes([number]) * 24
        self.office = office
        self.role = role
        self.messages: list[Due] = []
        self.serials = iter(range(100 * number, 100 * number + 100))
        self.lent = True
        self.used: list[str] = []
        self.findings: tuple[str, ...] = ()

    @property
    def actor(self) -> Actor:
        """Who acts in the role of the moment."""
        return Actor(
            name=f"officer {self.office}",
            role=self.role,
            capacity=CAPACITY[self.role],
            office=self.office,
            officer=self.signer.key_id,
        )

    @property
    def now(self) -> Instant:
        return self.clock.now()

    def folded(self, record: RecordId) -> Folded | None:
        return self.journal.folded(record)

    def by_number(self, kind: str, number: str) -> RecordId:
        return by_number(self.pack.country, kind, number)

    def fresh(self) -> RecordId:
        return fresh_record_id(self.now, self.chance)

    def next_serial(self, kind: str) -> int | None:
        return next(self.serials, None)

    def was_lent(self, kind: str) -> bool:
        return self.lent

    def do(self, case: UseCase, seen: Heads | None = None) -> object:
        plan: Plan = SERVICES[type(case)](case, self)
        self.write(plan, seen)
        return plan.value

    def opened(self, case: UseCase) -> RecordId:
        """Do a use case whose answer is a record."""
        value = self.do(case)
        assert isinstance(value, bytes)
        return RecordId(value)

    def receive(self, message: Due) -> object:
        """What a gateway does: it turns a partner's message into acts it stands behind."""
        before, self.role = self.role, Role.GATEWAY
        plan = TRANSIT.incoming[message.message](message.content, self)
        self.write(plan)
        self.role = before
        return plan.value

    def write(self, plan: Plan, seen: Heads | None = None) -> tuple[Act, ...]:
        heads: dict[RecordId, Heads] = {}
        if seen is not None:
            heads[plan.acts[0].record] = seen
        acts: list[Act] = []
        tip = self.journal.tip(self.stream)
        ticker = self.journal.ticker()
        for planned in plan.acts:
            folded = self.folded(planned.record)
            parents = heads.get(planned.record, folded.heads if folded else frozenset())
            stamp, ticker = stamps.tick(ticker, self.clock)
            draft = Draft(
                record=planned.record,
                kind=REGISTRY.kinds[planned.kind],
                fact=planned.fact,
                parents=parents,
                attachments=tuple(
                    Attachment(canonical.digest(one.content), len(one.content), one.media_type)
                    for one in planned.enclosures
                ),
            )
            author = Author(office=self.office, capacity=self.actor.capacity, signer=self.signer)
            act = chain.write(draft, author, tip, stamp=stamp, chance=self.chance)
            tip = Tip(self.stream, act.envelope.seq, act.id)
            heads[planned.record] = frozenset({act.id})
            acts.append(act)
        self.used += [use.number for use in plan.uses]
        self.findings = tuple(finding.code for finding in plan.findings)
        with self.journal.writing() as unit:
            unit.keep_ticker(ticker)
        self.take(acts)
        return tuple(acts)

    def take(self, acts: "list[Act] | tuple[Act, ...]") -> None:
        """Absorb acts, one's own or others', and note what they make due."""
        prepared = absorb.prepare(self.journal, REGISTRY, acts)
        with self.journal.writing() as unit:
            absorb.keep(unit, prepared, arrived=self.now)
        for act in prepared.new:
            folded = prepared.of(act.record)
            if act.envelope.stream == self.stream and folded is not None:
                self.messages += due(folded, REGISTRY.read(act), self.pack)

    def exchange(self, other: "Post") -> None:
        """Both hold the union of their acts afterwards."""
        ours, theirs = self.all_acts(), other.all_acts()
        self.take(theirs)
        other.take(ours)

    def all_acts(self) -> tuple[Act, ...]:
        return tuple(
            act
            for tip in self.journal.tips()
            for act in self.journal.stream_acts(tip.stream, 0, 1000)
        )

    def movement(self, mrn: str) -> Movement:
        folded = self.folded(self.by_number("movement", mrn))
        assert folded is not None
        assert isinstance(folded.state, Movement)
        return folded.state

    def record(self, mrn: str) -> RecordId:
        return self.by_number("movement", mrn)

    def sent(self, message: str) -> Due:
        """The last message of a type that this post made due."""
        return next(one for one in reversed(self.messages) if one.message == message)

    def queues(self, mrn: str) -> tuple[str, ...]:
        return self.journal.listings[self.record(mrn)].queues
