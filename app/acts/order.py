"""The fold order: topological by parents, ties broken by (hybrid logical clock, act id)."""

import heapq
from collections.abc import Iterable

import msgspec

from app.acts.envelope import Act
from app.base.ids import ActId


class Ordered(msgspec.Struct, frozen=True):
    """``acts`` in fold order with ``ancestors`` as bit sets over their places.

    ``waiting`` are acts whose parents are not all here: kept, shown, not folded until they are.
    """

    acts: tuple[Act, ...]
    ancestors: tuple[int, ...]
    waiting: tuple[Act, ...]

    def concurrent(self) -> Iterable[tuple[int, int]]:
        """The pairs of places (earlier, later) neither of which is the other's ancestor."""
        for later, known in enumerate(self.ancestors):
            unknown = ((1 << later) - 1) & ~known
            while unknown:
                lowest = unknown & -unknown
                yield lowest.bit_length() - 1, later
                unknown ^= lowest


def in_order(acts: Iterable[Act]) -> Ordered:
    """Order a set of acts; the same set gives the same order, whatever the order of arrival."""
    by_id = {act.id: act for act in acts}
    children: dict[ActId, list[ActId]] = {}
    missing: dict[ActId, int] = {}
    ready: list[tuple[int, ActId]] = []
    for act in by_id.values():
        missing[act.id] = len(act.parents)
        for parent in act.parents:
            children.setdefault(parent, []).append(act.id)
        if not act.parents:
            ready.append((act.envelope.clock.hlc, act.id))
    heapq.heapify(ready)
    ordered: list[Act] = []
    ancestors: list[int] = []
    place: dict[ActId, int] = {}
    while ready:
        _, chosen = heapq.heappop(ready)
        act = by_id[chosen]
        known = 0
        for parent in act.parents:
            known |= ancestors[place[parent]] | (1 << place[parent])
        place[chosen] = len(ordered)
        ordered.append(act)
        ancestors.append(known)
        for child in children.get(chosen, ()):
            missing[child] -= 1
            if missing[child] == 0:
                heapq.heappush(ready, (by_id[child].envelope.clock.hlc, child))
    waiting = (by_id[orphan] for orphan in sorted(by_id.keys() - place.keys()))
    return Ordered(tuple(ordered), tuple(ancestors), tuple(waiting))
