"""The life of a movement at the three offices that may meet it.

Departure accepts, controls and releases it, learns of its arrival and results, and discharges it.
Transit holds its announcement and lets it cross. Destination holds its announcement, records the
arrival, checks it and ends it. One administration may hold several of the roles at once.

Source: the field's published process texts; names of states are ours and stay inside the program.

>>> state = State.NONE
>>> for event in (Event.DECLARE, Event.ACCEPT, Event.SATISFY_CONTROL, Event.RELEASE):
...     state = after(Role.DEPARTURE, state, event)
>>> state
<State.RELEASED: 'released'>
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias


class Role(StrEnum):
    """What an office is to a movement."""

    DEPARTURE = "departure"
    TRANSIT = "transit"
    DESTINATION = "destination"


class State(StrEnum):
    """Where a movement stands at one of its offices."""

    NONE = "none"  # this role is not held, or nothing is known yet
    DECLARED = "declared"  # lodged under its LRN, no MRN yet
    ACCEPTED = "accepted"  # has its MRN
    UNDER_CONTROL = "under control"  # nothing leaves until the result is in
    RELEASED = "released"  # on its way
    ADVISED = "advised"  # departure knows that it arrived
    RESULTS_KNOWN = "results known"  # destination is satisfied; departure may discharge
    DISCREPANCIES = "discrepancies open"  # destination found major differences
    WRITTEN_OFF = "written off"  # discharged: the end
    NOT_RELEASED = "not released"  # the end
    INVALIDATED = "invalidated"  # the end
    ANNOUNCED = "announced"  # data held, vehicle awaited
    CROSSED = "crossed"  # let over the frontier
    PROVISIONAL = "provisional arrival"  # the vehicle is here, the data are not
    ARRIVED = "arrived"  # presented at destination
    ENDED = "ended"  # result sent: the transit is over at destination
    WAITING = "waiting for solution"  # major differences, departure decides
    CLOSED = "closed elsewhere"  # arrived at another office, invalidated or in recovery


class Event(StrEnum):
    """What moves it on, in the words of the field."""

    DECLARE = "declare"
    ACCEPT = "accept"
    DECIDE_CONTROL = "decide control"
    SATISFY_CONTROL = "control satisfactory"
    AFFIX_SEALS = "affix seals"
    SET_LIMIT = "set limit date"
    RELEASE = "release for transit"
    REFUSE_RELEASE = "refuse release"
    INVALIDATE = "invalidate"
    ADVISE = "arrival advice"
    NOTIFY_CROSSING = "notification of crossing frontier"
    SATISFY = "control results satisfactory"
    DIFFER = "major discrepancies"
    SOLVE = "discrepancies solved"
    DISCHARGE = "discharge"
    ANNOUNCE = "anticipated record"
    CROSS = "cross frontier"
    ARRIVE = "arrive"
    ARRIVE_WITHOUT_DATA = "arrive without data"
    CHECK_SEALS = "check seals"
    TAKE_RESULT = "take control result"
    END = "end transit"
    END_DIFFERING = "end transit with major differences"
    CLOSE = "close elsewhere"


Moves: TypeAlias = Mapping[tuple[State, Event], State]


class NotAllowed(Exception):
    """No such step from this state."""

    def __init__(self, role: Role, state: State, event: Event) -> None:
        super().__init__(f"{role}: {event} is no step from {state}")
        self.role = role
        self.state = state
        self.event = event


_DEPARTURE: Moves = {
    (State.NONE, Event.DECLARE): State.DECLARED,
    (State.DECLARED, Event.ACCEPT): State.ACCEPTED,
    (State.DECLARED, Event.INVALIDATE): State.INVALIDATED,
    (State.ACCEPTED, Event.DECIDE_CONTROL): State.UNDER_CONTROL,
    (State.ACCEPTED, Event.SATISFY_CONTROL): State.ACCEPTED,
    (State.ACCEPTED, Event.AFFIX_SEALS): State.ACCEPTED,
    (State.ACCEPTED, Event.SET_LIMIT): State.ACCEPTED,
    (State.ACCEPTED, Event.RELEASE): State.RELEASED,
    (State.ACCEPTED, Event.REFUSE_RELEASE): State.NOT_RELEASED,
    (State.ACCEPTED, Event.INVALIDATE): State.INVALIDATED,
    (State.UNDER_CONTROL, Event.SATISFY_CONTROL): State.ACCEPTED,
    (State.UNDER_CONTROL, Event.AFFIX_SEALS): State.UNDER_CONTROL,
    (State.UNDER_CONTROL, Event.SET_LIMIT): State.UNDER_CONTROL,
    (State.UNDER_CONTROL, Event.REFUSE_RELEASE): State.NOT_RELEASED,
    (State.UNDER_CONTROL, Event.INVALIDATE): State.INVALIDATED,
    (State.RELEASED, Event.NOTIFY_CROSSING): State.RELEASED,
    (State.RELEASED, Event.ADVISE): State.ADVISED,
    (State.RELEASED, Event.SATISFY): State.RESULTS_KNOWN,  # 018 may overtake 006
    (State.RELEASED, Event.DIFFER): State.DISCREPANCIES,
    (State.RELEASED, Event.INVALIDATE): State.INVALIDATED,
    (State.ADVISED, Event.NOTIFY_CROSSING): State.ADVISED,  # 118 may follow 006
    (State.ADVISED, Event.SATISFY): State.RESULTS_KNOWN,
    (State.ADVISED, Event.DIFFER): State.DISCREPANCIES,
    (State.RESULTS_KNOWN, Event.NOTIFY_CROSSING): State.RESULTS_KNOWN,
    (State.RESULTS_KNOWN, Event.ADVISE): State.RESULTS_KNOWN,
    (State.RESULTS_KNOWN, Event.DISCHARGE): State.WRITTEN_OFF,
    (State.DISCREPANCIES, Event.NOTIFY_CROSSING): State.DISCREPANCIES,
    (State.DISCREPANCIES, Event.ADVISE): State.DISCREPANCIES,
    (State.DISCREPANCIES, Event.SOLVE): State.RESULTS_KNOWN,
    (State.WRITTEN_OFF, Event.NOTIFY_CROSSING): State.WRITTEN_OFF,
    (State.WRITTEN_OFF, Event.ADVISE): State.WRITTEN_OFF,
}

_TRANSIT: Moves = {
    (State.NONE, Event.ANNOUNCE): State.ANNOUNCED,
    (State.NONE, Event.CROSS): State.CROSSED,  # no data held: recorded all the same
    (State.NONE, Event.CLOSE): State.CLOSED,
    (State.ANNOUNCED, Event.ANNOUNCE): State.ANNOUNCED,
    (State.ANNOUNCED, Event.CROSS): State.CROSSED,
    (State.ANNOUNCED, Event.CLOSE): State.CLOSED,
    (State.CROSSED, Event.ANNOUNCE): State.CROSSED,
    (State.CROSSED, Event.CROSS): State.CROSSED,  # the next office of transit of this country
    (State.CROSSED, Event.CLOSE): State.CLOSED,
    (State.CLOSED, Event.ANNOUNCE): State.CLOSED,
}

_DESTINATION: Moves = {
    (State.NONE, Event.ANNOUNCE): State.ANNOUNCED,
    (State.NONE, Event.ARRIVE_WITHOUT_DATA): State.PROVISIONAL,
    (State.NONE, Event.CLOSE): State.CLOSED,
    (State.ANNOUNCED, Event.ANNOUNCE): State.ANNOUNCED,
    (State.ANNOUNCED, Event.ARRIVE): State.ARRIVED,
    (State.ANNOUNCED, Event.CLOSE): State.CLOSED,
    (State.PROVISIONAL, Event.ANNOUNCE): State.ARRIVED,
    (State.PROVISIONAL, Event.CHECK_SEALS): State.PROVISIONAL,
    (State.PROVISIONAL, Event.CLOSE): State.CLOSED,
    (State.ARRIVED, Event.ANNOUNCE): State.ARRIVED,
    (State.ARRIVED, Event.DECIDE_CONTROL): State.UNDER_CONTROL,
    (State.ARRIVED, Event.CHECK_SEALS): State.ARRIVED,
    (State.ARRIVED, Event.TAKE_RESULT): State.ARRIVED,
    (State.ARRIVED, Event.END): State.ENDED,
    (State.ARRIVED, Event.END_DIFFERING): State.WAITING,
    (State.UNDER_CONTROL, Event.ANNOUNCE): State.UNDER_CONTROL,
    (State.UNDER_CONTROL, Event.CHECK_SEALS): State.UNDER_CONTROL,
    (State.UNDER_CONTROL, Event.TAKE_RESULT): State.UNDER_CONTROL,
    (State.UNDER_CONTROL, Event.END): State.ENDED,
    (State.UNDER_CONTROL, Event.END_DIFFERING): State.WAITING,
    (State.WAITING, Event.ANNOUNCE): State.WAITING,
    (State.WAITING, Event.SOLVE): State.ENDED,
    (State.ENDED, Event.ANNOUNCE): State.ENDED,
    (State.CLOSED, Event.ANNOUNCE): State.CLOSED,
}

TRANSITIONS: Mapping[Role, Moves] = MappingProxyType(
    {Role.DEPARTURE: _DEPARTURE, Role.TRANSIT: _TRANSIT, Role.DESTINATION: _DESTINATION}
)

ENDS = frozenset(
    {
        State.WRITTEN_OFF,
        State.NOT_RELEASED,
        State.INVALIDATED,
        State.CROSSED,
        State.ENDED,
        State.CLOSED,
    }
)
"""States in which the role's office has nothing more to do."""


def after(role: Role, state: State, event: Event) -> State:
    """Give the state that follows.

    Raises:
        NotAllowed: no such step from this state.
    """
    following = TRANSITIONS[role].get((state, event))
    if following is None:
        raise NotAllowed(role, state, event)
    return following


def moved(role: Role, state: State, event: Event) -> State:
    """Give the state that follows, or the same where the event comes too late to count."""
    return TRANSITIONS[role].get((state, event), state)


def possible(state: State, role: Role) -> tuple[Event, ...]:
    """Name the events that count in this state, in life order.

    >>> possible(State.ANNOUNCED, Role.TRANSIT)
    (<Event.ANNOUNCE: 'anticipated record'>, <Event.CROSS: 'cross frontier'>, \
<Event.CLOSE: 'close elsewhere'>)
    """
    return tuple(event for start, event in TRANSITIONS[role] if start is state)


def dot() -> str:
    """Draw the three tables for Graphviz."""
    lines = ["digraph movement {", "  rankdir=LR;", '  node [shape=box, fontname="sans"];']
    for role, moves in TRANSITIONS.items():
        lines += [f'  subgraph "cluster_{role}" {{', f'    label="{role}";']
        for state in dict.fromkeys(
            state for (start, _), end in moves.items() for state in (start, end)
        ):
            ends = ", peripheries=2" if state in ENDS else ""
            lines.append(f'    "{role} {state}" [label="{state}"{ends}];')
        lines += [
            f'    "{role} {start}" -> "{role} {end}" [label="{event}"];'
            for (start, event), end in moves.items()
        ]
        lines.append("  }")
    return "\n".join([*lines, "}", ""])
