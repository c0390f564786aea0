"""The legal clocks of a movement: which one runs now, and when the limit date ceased to count.

The limit date is that of presentation: its clock stops when goods and MRN are presented, and never
runs again. Then destination owes its result, and departure waits for it.
"""

from app.base.clock import Instant
from app.reference import legal_clocks, packs
from app.reference.pack import CountryPack
from app.transit.movement import Movement
from app.transit.states import State

NONE = Instant(0)
"""No clock runs."""

_AWAITED = {
    "departure": frozenset({State.ACCEPTED, State.UNDER_CONTROL, State.RELEASED}),
    "destination": frozenset({State.ANNOUNCED}),
    "transit": frozenset({State.ANNOUNCED}),
}
"""The states in which the goods have still to be presented; the first role held decides."""
_OWED = frozenset({State.PROVISIONAL, State.ARRIVED, State.UNDER_CONTROL})


def presented(movement: Movement) -> Instant | None:
    """When the limit date ceased to count: presented at destination, else gone from here for good.

    An office of transit has no more to do with the limit date once the vehicle is across.
    """
    if movement.arrival is not None:
        return movement.arrival.occurred
    if movement.advised is not None:
        return movement.advised.occurred
    if movement.transit is State.CROSSED and movement.crossings and not _is_awaited(movement):
        return max(one.occurred for one in movement.crossings)
    return None


def limit_due(movement: Movement) -> Instant:
    """When the goods must be presented, ms UTC; 0 where that clock does not run."""
    if presented(movement) is not None or not _is_awaited(movement):
        return NONE
    return _limit_ends(movement)


def is_late(movement: Movement, now: Instant) -> bool:
    """Whether the goods missed the limit date: by when they were presented, else by now."""
    at = presented(movement)
    if at is None and not _is_awaited(movement):
        return False
    ends = _limit_ends(movement)
    return ends != NONE and (now if at is None else at) >= ends


def next_due(movement: Movement) -> Instant:
    """When the clock that runs now runs out, ms UTC; 0 where none does."""
    pack = packs.held(movement.administration)
    limit = limit_due(movement)
    if limit != NONE or pack is None:
        return limit
    try:
        return _answer_due(movement, pack)
    except (OverflowError, ValueError):  # a moment beyond the calendar
        return NONE


def _answer_due(movement: Movement, pack: CountryPack) -> Instant:
    """When destination owes its result, departure asks for one, or owes a solution (G0064)."""
    at, result = presented(movement), movement.result
    if movement.arrival is not None and movement.destination in _OWED:
        return legal_clocks.result_due(movement.arrival.occurred, pack)
    if movement.departure is State.ADVISED and at is not None:
        return legal_clocks.result_asked(at, pack)
    if movement.departure is State.DISCREPANCIES and result is not None:
        return legal_clocks.discrepancies_due(result.occurred, pack)
    return NONE


def _limit_ends(movement: Movement) -> Instant:
    if movement.limit is None:
        return NONE
    try:
        return legal_clocks.day_ends(movement.limit, movement.zone)
    except (OverflowError, ValueError):  # a day beyond the calendar
        return NONE


def _is_awaited(movement: Movement) -> bool:
    """Whether the goods have still to be presented, as the first role held here knows."""
    for role, states in _AWAITED.items():
        state: State = getattr(movement, role)
        if state is not State.NONE:
            return state in states
    return False
