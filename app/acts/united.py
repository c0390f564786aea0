"""Which of several joined ids a record goes by: told by the set of joins, not by their order."""

from collections.abc import Set as AbstractSet

from app.base.ids import RecordId


def survivor(joins: AbstractSet[tuple[RecordId, RecordId]]) -> RecordId:
    """The id that survives joins that hang together, each (record, into).

    It is one that was never joined away; where joins run in a ring, or several were never joined
    away, the lowest.

    Raises:
        ValueError: no joins.
    """
    joined = {record for record, _ in joins}
    into = {target for _, target in joins}
    return min(into - joined or into)
