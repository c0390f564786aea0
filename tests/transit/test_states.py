"""The life of a movement as tables: walks stay inside, ends are ends, the drawing shows all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.transit.states import (
    ENDS,
    TRANSITIONS,
    Event,
    NotAllowed,
    Role,
    State,
    after,
    dot,
    moved,
    possible,
)

LATE = {Event.ANNOUNCE, Event.NOTIFY_CROSSING, Event.ADVISE, Event.CROSS, Event.CLOSE}
EVENTS = st.lists(st.sampled_from(list(Event)), max_size=30)


@given(role=st.sampled_from(list(Role)), events=EVENTS)
def test_a_walk_never_leaves_the_table(role: Role, events: list[Event]) -> None:
    known = {state for (start, _), end in TRANSITIONS[role].items() for state in (start, end)}
    state = State.NONE
    for event in events:
        following = moved(role, state, event)
        if event in possible(state, role):
            assert after(role, state, event) is following
        else:
            assert following is state
            with pytest.raises(NotAllowed, match="is no step from"):
                after(role, state, event)
        state = following
    assert state in known


@pytest.mark.parametrize("role", list(Role))
def test_from_an_end_only_late_messages_lead_and_only_to_an_end(role: Role) -> None:
    for (start, event), end in TRANSITIONS[role].items():
        if start in ENDS:
            assert end in ENDS
            assert event in LATE


@pytest.mark.parametrize("role", list(Role))
def test_every_state_of_a_role_can_be_reached(role: Role) -> None:
    reached = {State.NONE}
    while wider := {
        end
        for (start, _), end in TRANSITIONS[role].items()
        if start in reached and end not in reached
    }:
        reached |= wider
    assert reached == {
        state for pair, end in TRANSITIONS[role].items() for state in (pair[0], end)
    }


def test_the_drawing_names_every_state_and_event_once_per_move() -> None:
    drawn = dot()
    assert drawn.startswith("digraph movement {")
    assert drawn.count(" -> ") == sum(len(moves) for moves in TRANSITIONS.values())
    assert 'label="notification of crossing frontier"' in drawn
