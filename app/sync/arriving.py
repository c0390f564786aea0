"""Taking acts in that came over a link: checked, folded, kept in slices, told once."""

from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from typing import TypeVar

from app.acts import absorb, stamps
from app.acts.absorb import Prepared
from app.acts.envelope import Act
from app.acts.kinds import Registry
from app.base.changes import Changed
from app.base.clock import Clock, Instant
from app.duty.acts import NumbersLeased
from app.models.leases import Lease
from app.models.looks import StoreUnit
from app.models.store import Store
from app.sync import enclosures

SLICE = 4  # acts; a slice holds the writer for 15 ms at most, since it is read and folded before

Answer = TypeVar("Answer")


def directly(work: Callable[[], Answer]) -> Answer:
    """Run a piece of writing here and now: where no other thread writes."""
    return work()


def slices(acts: Sequence[Act]) -> Iterator[tuple[Act, ...]]:
    """Cut acts into pieces short enough that an officer's step comes between."""
    for at in range(0, len(acts), SLICE):
        yield tuple(acts[at : at + SLICE])


def take(
    store: Store,
    registry: Registry,
    acts: Sequence[Act],
    *,
    now: Instant,
    via: str,
    clock: Clock | None = None,
    also: Callable[[StoreUnit, Prepared], None] | None = None,
) -> tuple[Prepared, Changed]:
    """Take acts in, where no other thread writes: read, then kept."""
    read = prepared(store, registry, acts)
    return keep(store, registry, read, now=now, via=via, clock=clock, also=also)


def prepared(store: Store, registry: Registry, acts: Sequence[Act]) -> Prepared:
    """Read and fold acts, on whatever thread: the writer is not held meanwhile."""
    with store.reading() as look:
        return absorb.prepare(look, registry, acts)


def keep(
    store: Store,
    registry: Registry,
    prepared: Prepared,
    *,
    now: Instant,
    via: str,
    clock: Clock | None = None,
    also: Callable[[StoreUnit, Prepared], None] | None = None,
) -> tuple[Prepared, Changed]:
    """Keep prepared acts: one short transaction; ``also`` adds what belongs to it.

    Acts that are here already change nothing; where another thread wrote on one of the records
    meanwhile, they are read and folded again. The logical clock follows theirs where this device's
    ``clock`` is given, attachments they name are asked for, blocks lent are written down.
    """
    if not prepared.new:
        return prepared, Changed()
    with store.writing() as unit:
        if absorb.overtaken(unit, prepared):
            prepared = absorb.prepare(unit, registry, prepared.new)
        if not prepared.new:
            return prepared, Changed()
        changed = absorb.keep(unit, prepared, arrived=now, via=via)
        lend(unit, registry, prepared.new)
        if clock is not None:
            follow(unit, prepared.new, clock)
        enclosures.want(unit, via, prepared.new)
        if also is not None:
            also(unit, prepared)
    return prepared, changed


def follow(unit: StoreUnit, acts: Sequence[Act], clock: Clock) -> None:
    """Let the logical clock follow foreign acts; one far in the future is kept, not followed."""
    before = unit.ticker()
    after = reduce(
        lambda ticker, act: stamps.merged(ticker, act.envelope.clock.hlc, clock), acts, before
    )
    if after != before:
        unit.keep_ticker(after)


def lend(unit: StoreUnit, registry: Registry, acts: Sequence[Act]) -> None:
    """Write down the blocks of numbers that the centre has leased."""
    for act in acts:
        lent = registry.read(act).fact
        if isinstance(lent, NumbersLeased):
            unit.leases.lease(
                Lease(
                    kind=lent.number,
                    stream=lent.stream,
                    first=lent.first,
                    last=lent.last,
                    expiry=Instant(lent.expires),
                    fence=lent.fence,
                    next=lent.first,
                )
            )
