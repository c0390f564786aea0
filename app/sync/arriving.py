"""Taking acts in that came over a link: checked, folded, kept in slices, told once."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from app.acts import absorb
from app.acts.absorb import Prepared
from app.acts.envelope import Act
from app.acts.kinds import Registry
from app.base.changes import Changed
from app.base.clock import Instant
from app.duty.acts import NumbersLeased
from app.models.leases import Lease
from app.models.looks import StoreUnit
from app.models.store import Store

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
    also: Callable[[StoreUnit, Prepared], None] | None = None,
) -> Changed:
    """Take acts in: one short transaction; ``also`` adds what belongs to it."""
    with store.reading() as look:
        prepared = absorb.prepare(look, registry, acts)
    with store.writing() as unit:
        changed = absorb.keep(unit, registry, prepared, arrived=now, via=via)
        lend(unit, registry, prepared.new)
        if also is not None:
            also(unit, prepared)
    return changed


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
