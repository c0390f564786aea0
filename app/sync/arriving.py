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

SLICE = 4  # acts; a slice holds the writer for 15 ms at most

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
    """Take acts in: one short transaction; ``also`` adds what belongs to it.

    Acts that are here already change nothing. The logical clock follows theirs where this device's
    ``clock`` is given, attachments they name are asked for, blocks lent are written down.
    """
    with store.reading() as look:
        prepared = absorb.prepare(look, registry, acts)
    if not prepared.new:
        return prepared, Changed()
    with store.writing() as unit:
        changed = absorb.keep(unit, registry, prepared, arrived=now, via=via)
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
