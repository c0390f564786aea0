"""A small kind of record for tests of the core: a barrier that is opened, shut and sealed."""

from collections.abc import Iterable
from typing import Any

import msgspec

from app.acts.chain import Author, Draft, Tip, tip_of, write
from app.acts.contradictions import COMMUTE, CORROBORATE, Class, Row, Stands, Table, Verdict
from app.acts.envelope import Act
from app.acts.general import KINDS as GENERAL_KINDS
from app.acts.kinds import Key, Kind, Listing, Registry
from app.acts.stamps import Ticker, tick
from app.acts.told import Told
from app.base.clock import FakeClock
from app.base.ids import ActId, RecordId, SeededChance
from app.security.roles import Capacity

BARRIER = RecordId(bytes(range(16)))


class Opened(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The barrier went up for a truck."""

    plate: str


class Shut(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The barrier came down."""

    why: str = ""


class Barrier(msgspec.Struct, frozen=True, kw_only=True):
    """What the acts make."""

    is_open: bool = False
    plates: tuple[str, ...] = ()


OPENED = Kind(
    name="barrier.opened",
    version=2,
    struct=Opened,
    record="barrier",
    upcast={1: lambda old: {"plate": old["truck"]}},
)
SHUT = Kind(name="barrier.shut", version=1, struct=Shut, record="barrier", personal=True)


def _two_trucks(left: Told, right: Told) -> Verdict:
    ours, theirs = left.fact, right.fact
    if isinstance(ours, Opened) and isinstance(theirs, Opened) and ours.plate == theirs.plate:
        return CORROBORATE
    return Verdict(Class.CONTRADICT, Stands.BOTH, "barrier.two_trucks")


ROWS: dict[tuple[str, str], Row] = {
    (OPENED.name, OPENED.name): _two_trucks,
    (OPENED.name, SHUT.name): Verdict(Class.CONTRADICT, Stands.RIGHT, "barrier.open_and_shut"),
    (SHUT.name, SHUT.name): COMMUTE,
}


class BarrierKind:
    """Hands the barrier over to the registry."""

    name = "barrier"
    struct = Barrier
    judge = Table(ROWS)

    def opened(self, record: RecordId) -> Barrier:
        return Barrier()

    def apply(self, record: Any, told: Told) -> Barrier:
        folded: Barrier = record
        match told.fact:
            case Opened(plate=plate):
                return Barrier(is_open=True, plates=(*folded.plates, plate))
            case Shut():
                return Barrier(is_open=False, plates=folded.plates)
            case _:
                return folded

    def keys(self, record: Any) -> Iterable[Key]:
        return tuple(Key("plate", plate) for plate in record.plates)

    def listing(self, record: Any, *, held: bool) -> Listing:
        return Listing(
            state="open" if record.is_open else "shut",
            queues=("cases",) if held else ("open",) if record.is_open else (),
            is_open=record.is_open or held,
        )


REGISTRY = Registry((*GENERAL_KINDS, OPENED, SHUT), (BarrierKind(),))


class Device:
    """Writes one stream of unsigned acts, as a device does on its own account."""

    def __init__(self, number: int, clock: FakeClock | None = None) -> None:
        self.tip = Tip(bytes([number]) * 24)
        self.ticker = Ticker()
        self.clock = clock or FakeClock()
        self.chance = SeededChance(number)
        self.author = Author(office="AL003010", capacity=Capacity.DEVICE)

    def act(
        self,
        kind: str,
        fact: msgspec.Struct,
        *,
        on: Iterable[ActId] = (),
        record: RecordId = BARRIER,
    ) -> Act:
        self.clock.advance(1000)
        stamp, self.ticker = tick(self.ticker, self.clock)
        draft = Draft(record=record, kind=REGISTRY.kinds[kind], fact=fact, parents=frozenset(on))
        act = write(draft, self.author, self.tip, stamp=stamp, chance=self.chance)
        self.tip = tip_of(act)
        return act

    def opens(self, plate: str, *, on: Iterable[ActId] = ()) -> Act:
        return self.act(OPENED.name, Opened(plate=plate), on=on)

    def shuts(self, *, on: Iterable[ActId] = ()) -> Act:
        return self.act(SHUT.name, Shut(), on=on)
