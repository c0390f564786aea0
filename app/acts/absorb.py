"""Taking acts into a journal: keep, join, fold, store. The same for one's own acts and others'."""

from collections.abc import Iterable

import msgspec

from app.acts import general
from app.acts.envelope import Act
from app.acts.fold import Folded, NotFoldable, Place, Standing, fold
from app.acts.general import Joined
from app.acts.journal import Unit
from app.acts.kinds import Registry
from app.base.changes import Changed
from app.base.clock import Instant
from app.base.ids import RecordId


class Absorbed(msgspec.Struct, frozen=True, kw_only=True):
    """What taking acts in did: the acts that were new, the records as they are now."""

    new: tuple[Act, ...]
    records: tuple[Folded, ...]
    changed: Changed


def absorb(
    unit: Unit, registry: Registry, acts: Iterable[Act], *, arrived: Instant, via: str = ""
) -> Absorbed:
    """Keep acts and fold the records they touch; an act that is here already changes nothing."""
    new: list[Act] = []
    touched: dict[RecordId, list[Act]] = {}
    for act in acts:
        if not unit.add(act, arrived=arrived, via=via):
            continue
        new.append(act)
        touched.setdefault(act.record, []).append(act)
        joined = registry.read(act).fact
        if isinstance(joined, Joined):
            unit.join(act.record, RecordId(joined.into))
    records: dict[RecordId, Folded] = {}
    queues: set[str] = set()
    for record, fresh in touched.items():
        surviving = unit.surviving(record)
        if surviving in records:
            continue
        folded = _folded(unit, registry, surviving, fresh)
        if folded is None:
            continue
        records[surviving] = folded
        kind = registry.records[folded.kind]
        listing = kind.listing(folded.state, held=folded.is_held)
        unit.keep(folded, listing, kind.keys(folded.state))
        queues |= set(listing.queues)
    changed = Changed(
        kinds=frozenset(act.envelope.kind for act in new),
        queues=frozenset(queues),
        records=frozenset(records),
    )
    return Absorbed(new=tuple(new), records=tuple(records.values()), changed=changed)


def refold(unit: Unit, registry: Registry, record: RecordId) -> Folded | None:
    """Fold a record anew from all its acts and store it; None while no known kind builds it."""
    surviving = unit.surviving(record)
    try:
        folded = fold(surviving, unit.acts_of(surviving), registry)
    except NotFoldable:
        return None
    kind = registry.records[folded.kind]
    unit.keep(folded, kind.listing(folded.state, held=folded.is_held), kind.keys(folded.state))
    return folded


def _folded(unit: Unit, registry: Registry, record: RecordId, fresh: list[Act]) -> Folded | None:
    """The record after fresh acts: applied on top where they continue its heads, else refolded."""
    before = unit.folded(record)
    after = before and _on_top(before, registry, fresh)
    if after:
        return after
    try:
        return fold(record, unit.acts_of(record), registry)
    except NotFoldable:
        return None


def _on_top(before: Folded, registry: Registry, fresh: list[Act]) -> Folded | None:
    """Apply acts that each continue all heads; None where one does not, or is general."""
    kind = registry.records.get(before.kind)
    if kind is None or before.is_held or before.count == 0:
        return None
    state, heads, standing = before.state, before.heads, dict(before.standing)
    for act in fresh:
        told = registry.read(act)
        if (
            frozenset(act.parents) != heads
            or general.is_general(told.kind)
            or registry.is_newer(act)
            or act.record != before.id
        ):
            return None
        state = kind.apply(state, told)
        heads = frozenset({act.id})
        standing[act.id] = Place(Standing.IN_EFFECT)
    return msgspec.structs.replace(
        before, state=state, heads=heads, standing=standing, count=len(standing)
    )
