"""A large store: nearly all movements closed with two acts, some thousands open and whole.

Built through the same fold, keys and columns as everything else; only the signatures of officers
are left out, since these acts came from the gateway.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

import msgspec

from app.acts import absorb, chain, stamps
from app.acts.chain import Author, Draft, Tip
from app.acts.envelope import Act
from app.acts.identity import by_number
from app.base.clock import Clock, Instant
from app.base.ids import Chance
from app.bench.invented import movement_of
from app.consignment.declaration import Declaration
from app.security.roles import Capacity, Role
from app.security.sealing import FLOOR
from app.transit import acts
from app.transit.states import Role as OfficeRole
from app.workstation.cases import SignIn
from app.workstation.premises import Door, Enrolment, Premises
from app.workstation.rooms import Rooms
from app.workstation.workstation import Workstation

SECRET = "nine grey herons on the weir"  # noqa: S105 - of a store of invented movements
OFFICE = "XK001010"
OPEN = 3_000
BATCH = 250
STREAM = bytes(range(24))


class Large(msgspec.Struct, frozen=True, kw_only=True):
    """How large the store came to be."""

    movements: int
    open: int
    acts: int
    bytes: int


def post(folder: Path, clock: Clock, chance: Chance) -> Workstation:
    """An empty post with one supervisor signed in."""
    rooms = Rooms()
    officer = Enrolment(name="BENCH", person="1", roles=(Role.SUPERVISOR,), secret=SECRET)
    Premises.create(
        folder,
        Door(office=OFFICE, country="xk"),
        (officer,),
        rooms.registry,
        clock=clock,
        chance=chance,
        cost=FLOOR,
    )
    return opened(folder, clock, chance, rooms)


def opened(folder: Path, clock: Clock, chance: Chance, rooms: Rooms) -> Workstation:
    """The post with its supervisor signed in."""
    premises = Premises.open(folder, chance)
    workstation = Workstation(premises, clock=clock, chance=chance, rooms=rooms)
    workstation.do(SignIn(officer=premises.vault.officers()[0].officer, secret=SECRET))
    return workstation


def fill(
    workstation: Workstation,
    movements: int,
    *,
    clock: Clock,
    chance: Chance,
    told: Callable[[int], None] = lambda _done: None,
) -> Large:
    """Put movements into a store, the open ones last."""
    store, registry = workstation.store, workstation.rooms.registry
    opened_at = max(0, movements - OPEN)
    acts_of = written(workstation.rooms, range(movements), opened_at, clock=clock, chance=chance)
    done = count = 0
    while batch := list(islice(acts_of, BATCH)):
        fresh = [act for movement in batch for act in movement]
        with store.reading() as look:
            prepared = absorb.prepare(look, registry, fresh)
        with store.writing() as unit:
            absorb.keep(unit, prepared, arrived=clock.now(), via="XK hub")
        done += len(batch)
        count += len(fresh)
        told(done)
    store.upkeep.checkpoint()
    size = int(store.facts()["bytes"])
    return Large(movements=movements, open=movements - opened_at, acts=count, bytes=size)


def written(
    rooms: Rooms,
    numbers: Iterable[int],
    opened_at: int = 0,
    *,
    clock: Clock,
    chance: Chance,
    stream: bytes = STREAM,
) -> Iterator[tuple[Act, ...]]:
    """The acts of each movement, chained in one stream; from ``opened_at`` on they stay open."""
    author = Author(office="XK000000", capacity=Capacity.GATEWAY)
    tip, ticker, now = Tip(stream), stamps.Ticker(), clock.now()
    for number in numbers:
        is_open = number >= opened_at
        declaration = movement_of(number, now, items=5 if is_open else 1)
        record = by_number("XK", acts.RECORD, declaration.mrn or "")
        movement: list[Act] = []
        for kind, fact in _facts(declaration, number, now, is_open=is_open):
            stamp, ticker = stamps.tick(ticker, clock)
            parents = frozenset({movement[-1].id}) if movement else frozenset()
            draft = Draft(
                record=record, kind=rooms.registry.kinds[kind], fact=fact, parents=parents
            )
            act = chain.write(draft, author, tip, stamp=stamp, chance=chance)
            tip = chain.tip_of(act)
            movement.append(act)
        yield tuple(movement)


def _facts(
    declaration: Declaration, number: int, now: Instant, *, is_open: bool
) -> Iterator[tuple[str, msgspec.Struct]]:
    made = Instant(now - number % 500 * 60_000)
    yield (
        acts.ANNOUNCED,
        acts.Announced(
            role=OfficeRole.DESTINATION,
            office=declaration.office_of_destination,
            declaration=declaration,
            message="CD001C",
            message_id=f"B{number}",
            received=bytes(32),
            made=made,
        ),
    )
    if not is_open:
        yield (
            acts.CLOSED_ELSEWHERE,
            acts.ClosedElsewhere(
                office=declaration.office_of_destination, message="CD024C", occurred=made
            ),
        )
