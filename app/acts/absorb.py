"""Taking acts into a journal: prepare (read, order, fold), then keep (inserts and updates alone).

The same for one's own acts and others'. Everything that costs time is in ``prepare``, so that the
transaction around ``keep`` is short. What was prepared on another thread than the writer's is kept
only while it is not ``overtaken``.
"""

from collections.abc import Iterable, Mapping

import msgspec

from app.acts import general
from app.acts.envelope import Act
from app.acts.fold import Folded, NotFoldable, Place, Standing, Tombstone, fold
from app.acts.general import Joined
from app.acts.journal import Reading, Unit
from app.acts.kinds import Key, Listing, Registry
from app.acts.united import Join, survivors
from app.base.changes import Changed
from app.base.clock import Instant
from app.base.ids import RecordId


class Listed(msgspec.Struct, frozen=True):
    """What a record's kind lists it by, and the keys it is found by."""

    listing: Listing
    keys: tuple[Key, ...] = ()


class Prepared(msgspec.Struct, frozen=True, kw_only=True):
    """Acts that are new here, the ids they say are one, the records they make.

    ``goes_by`` names for each id these acts touch the one that survives; ``listed`` stands in the
    order of ``records``; ``stood`` says where each touched id stood when it was read.
    """

    new: tuple[Act, ...]
    joins: tuple[Join, ...]
    goes_by: Mapping[RecordId, RecordId]
    records: tuple[Folded, ...]
    listed: tuple[Listed, ...]
    stood: Mapping[RecordId, tuple[RecordId, int]]

    def of(self, record: RecordId) -> Folded | None:
        """The record an id goes by after these acts."""
        survivor = self.goes_by.get(record, record)
        return next((folded for folded in self.records if folded.id == survivor), None)


def prepare(reading: Reading, registry: Registry, acts: Iterable[Act]) -> Prepared:
    """Read and fold acts before the transaction begins; those here already are left out."""
    offered = {act.id: act for act in acts}
    known = reading.held(offered)
    new = tuple(act for act in offered.values() if act.id not in known)
    joins = tuple(
        (act.record, RecordId(fact.into))
        for act in new
        if isinstance(fact := registry.read(act).fact, Joined)
    )
    goes_by = _goes_by(reading, joins, new)
    groups: dict[RecordId, list[Act]] = {}
    for act in new:
        groups.setdefault(goes_by[act.record], []).append(act)
    folds = (
        _after(reading, registry, (record, goes_by), fresh) for record, fresh in groups.items()
    )
    records = tuple(folded for folded in folds if folded is not None)
    return Prepared(
        new=new,
        joins=joins,
        goes_by=goes_by,
        records=records,
        listed=tuple(_listed(registry, folded) for folded in records),
        stood={record: reading.stands_at(record) for record in goes_by},
    )


def overtaken(reading: Reading, prepared: Prepared) -> bool:
    """Whether an act has come to one of the records since they were read."""
    return any(reading.stands_at(record) != at for record, at in prepared.stood.items())


def keep(unit: Unit, prepared: Prepared, *, arrived: Instant, via: str = "") -> Changed:
    """Write prepared acts and records down; ``via`` names the peer they came from."""
    for act in prepared.new:
        unit.add(act, arrived=arrived, via=via)
    for record, into in prepared.joins:
        unit.join(record, into)
    queues: set[str] = set()
    for folded, listed in zip(prepared.records, prepared.listed, strict=True):
        unit.keep(folded, listed.listing, listed.keys)
        queues |= set(listed.listing.queues)
    return Changed(
        kinds=frozenset(act.envelope.kind for act in prepared.new),
        queues=frozenset(queues),
        records=frozenset(folded.id for folded in prepared.records),
    )


def refold(unit: Unit, registry: Registry, record: RecordId) -> Folded | None:
    """Fold a record anew from all its acts and store it; None while no known kind builds it."""
    survivor = unit.surviving(record)
    try:
        folded = fold(survivor, unit.acts_of(survivor), registry)
    except NotFoldable:
        return None
    listed = _listed(registry, folded)
    unit.keep(folded, listed.listing, listed.keys)
    return folded


def _listed(registry: Registry, folded: Folded) -> Listed:
    """What a record's kind lists it by; of a purged one nothing is left to find."""
    if isinstance(folded.state, Tombstone):
        return Listed(Listing(state="purged", is_open=False))
    kind = registry.records[folded.kind]
    listing = kind.listing(folded.state, held=folded.is_held)
    return Listed(listing, tuple(kind.keys(folded.state)))


def _goes_by(
    reading: Reading, joins: tuple[Join, ...], new: tuple[Act, ...]
) -> dict[RecordId, RecordId]:
    """For each id that new acts touch, the id it goes by once their joins hold too."""
    known = {former for join in joins for one in join for former in reading.joins_of(one)}
    goes_by = {act.record: reading.surviving(act.record) for act in new}
    return goes_by | survivors(known.union(joins))


def _after(
    reading: Reading,
    registry: Registry,
    united: tuple[RecordId, Mapping[RecordId, RecordId]],
    fresh: list[Act],
) -> Folded | None:
    """The record after fresh acts: applied on top where they continue its heads, else refolded."""
    record, goes_by = united
    members = {one for one, survivor in goes_by.items() if survivor == record}
    before_joining = {reading.surviving(one) for one in (record, *members)}
    before = reading.folded(record) if before_joining == {record} else None
    after = before and _on_top(before, registry, fresh)
    if after:
        return after
    acts = [act for part in sorted(before_joining) for act in reading.acts_of(part)]
    try:
        return fold(record, [*acts, *fresh], registry)
    except NotFoldable:
        return None


def _on_top(before: Folded, registry: Registry, fresh: list[Act]) -> Folded | None:
    """Apply acts that each continue all heads; None where one does not, or is general."""
    kind = registry.records.get(before.kind)
    waiting = any(place.standing is Standing.WAITING for place in before.standing.values())
    if kind is None or before.is_held or waiting or isinstance(before.state, Tombstone):
        return None
    state, heads, standing = before.state, before.heads, dict(before.standing)
    for act in fresh:
        told = registry.read(act)
        if frozenset(act.parents) != heads or _needs_refold(told.kind, act, registry):
            return None
        state = kind.apply(state, told)
        heads = frozenset({act.id})
        standing[act.id] = Place(Standing.IN_EFFECT)
    return msgspec.structs.replace(
        before, state=state, heads=heads, standing=standing, count=len(standing)
    )


def _needs_refold(kind: str, act: Act, registry: Registry) -> bool:
    return general.is_general(kind) or registry.is_newer(act)
