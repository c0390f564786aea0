"""Which of several joined ids a record goes by: told by the set of joins, not by their order."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import TypeAlias

from app.base.ids import RecordId

Join: TypeAlias = tuple[RecordId, RecordId]
"""An act says that ``record`` is one with ``into``."""


def survivor(joins: AbstractSet[Join]) -> RecordId:
    """The id that survives joins that hang together.

    It is one that was never joined away; where joins run in a ring, or several were never joined
    away, the lowest.

    Raises:
        ValueError: no joins.
    """
    joined = {record for record, _ in joins}
    into = {target for _, target in joins}
    return min(into - joined or into)


def survivors(joins: Iterable[Join]) -> dict[RecordId, RecordId]:
    """For every id in any joins, the id it goes by."""
    groups: list[frozenset[Join]] = []
    for join in set(joins):
        touched = [group for group in groups if any(_meet(join, other) for other in group)]
        groups = [group for group in groups if group not in touched]
        groups.append(frozenset({join}).union(*touched))
    return {one: survivor(group) for group in groups for join in group for one in join}


def _meet(left: Join, right: Join) -> bool:
    return not set(left).isdisjoint(right)
