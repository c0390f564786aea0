"""The life of a reservation: reserved at release, perhaps confirmed, proposed for freeing, freed.

The centre alone confirms, finds overdrawn and frees. Cancelling undoes a use that never began.

>>> after(after(State.NONE, Event.RESERVE), Event.PROPOSE)
<State.PROPOSED: 'freeing proposed'>
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class State(StrEnum):
    """Where a reservation stands."""

    NONE = "none"
    RESERVED = "reserved"  # here, not yet confirmed
    CONFIRMED = "confirmed"  # by the centre's ledger
    OVERDRAWN = "overdrawn"  # the ledger has no room; the goods may be on their way
    PROPOSED = "freeing proposed"  # departure discharged
    FREED = "freed"  # the end
    CANCELLED = "cancelled"  # the end


class Event(StrEnum):
    """What moves it on."""

    RESERVE = "reserve"
    CONFIRM = "confirm"
    OVERDRAW = "find overdrawn"
    PROPOSE = "propose freeing"
    FREE = "free"
    CANCEL = "cancel use"


_USED = (State.RESERVED, State.CONFIRMED, State.OVERDRAWN)

TRANSITIONS: Mapping[tuple[State, Event], State] = MappingProxyType(
    {
        (State.NONE, Event.RESERVE): State.RESERVED,
        **{(state, Event.CONFIRM): State.CONFIRMED for state in _USED},
        **{(state, Event.OVERDRAW): State.OVERDRAWN for state in _USED},
        **{(state, Event.PROPOSE): State.PROPOSED for state in _USED},
        **{(state, Event.FREE): State.FREED for state in (*_USED, State.PROPOSED)},
        **{(state, Event.CANCEL): State.CANCELLED for state in (*_USED, State.PROPOSED)},
    }
)

ENDS = frozenset({State.FREED, State.CANCELLED})


class NotAllowed(Exception):
    """No such step from this state."""


def after(state: State, event: Event) -> State:
    """Give the state that follows.

    Raises:
        NotAllowed: no such step from this state.
    """
    following = TRANSITIONS.get((state, event))
    if following is None:
        raise NotAllowed(f"{event} is no step from {state}")
    return following


def moved(state: State, event: Event) -> State:
    """Give the state that follows, or the same where the event comes too late to count."""
    return TRANSITIONS.get((state, event), state)


def possible(state: State) -> tuple[Event, ...]:
    """Name the events that count in this state."""
    return tuple(event for start, event in TRANSITIONS if start is state)
