"""The movement as the registry knows it: how acts fold into it, what it is listed and found by."""

from collections.abc import Iterable
from typing import Any

from app.acts.contradictions import Judge
from app.acts.kinds import Key, Listing
from app.acts.told import Told
from app.base.ids import RecordId
from app.transit import acts, conflicts, listing
from app.transit.applied import Made, applied
from app.transit.movement import Movement


def apply(movement: Movement, told: Told) -> Movement:
    """Give the movement after one act."""
    return applied(movement, told.fact, Made(told.id, told.office, told.wall))


class MovementKind:
    """The movement as the registry knows it."""

    name = acts.RECORD
    struct = Movement

    def opened(self, record: RecordId) -> Movement:
        """Give the movement before its first act."""
        return Movement()

    def apply(self, record: Any, told: Told) -> Movement:
        """Give the movement after one act."""
        return apply(record, told) if isinstance(record, Movement) else record

    @property
    def judge(self) -> Judge:
        """Judge pairs of acts by the table of the package."""
        return conflicts.TABLE

    def keys(self, record: Any) -> Iterable[Key]:
        """Give what it is found by."""
        return listing.keys(record) if isinstance(record, Movement) else ()

    def listing(self, record: Any, *, held: bool) -> Listing:
        """Give its stored columns."""
        if not isinstance(record, Movement):
            return Listing(is_open=False)
        return listing.listing(record, held=held)
