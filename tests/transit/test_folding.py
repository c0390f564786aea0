"""The same acts make the same movement, in whatever order they came and wherever."""

import random

from hypothesis import given
from hypothesis import strategies as st

from app.acts.fold import fold
from app.base.ids import RecordId
from app.transit import acts
from app.transit.movement import Movement
from app.transit.record import MovementKind, apply
from app.transit.states import Role, State
from app.transit.use_cases import Cross, EndTransit, Hold
from tests.transit.facts import FACTS
from tests.transit.goods import MORINE, PRISHTINA, VERMICE
from tests.transit.post import REGISTRY, Post
from tests.transit.test_conflicts import told
from tests.transit.test_corridor import released_at_durres


def dark_posts() -> tuple[Post, Post, str]:
    """Two posts of one country that worked on one movement without hearing of each other."""
    departure, mrn = released_at_durres()
    here, there = Post(PRISHTINA, number=2), Post(VERMICE, number=3)
    here.receive(departure.sent("CD001C"))
    here.receive(departure.sent("CD050C"))
    here.exchange(there)
    there.do(Cross(record=there.record(mrn), plate="=", all_intact=True))
    here.do(EndTransit(record=here.record(mrn), plate="=", all_intact=True))
    there.do(Hold(record=there.record(mrn), reason="stop order"))
    return here, there, mrn


@given(seed=st.integers(min_value=0, max_value=10_000))
def test_a_fold_is_equal_in_any_order_of_arrival(seed: int) -> None:
    here, there, mrn = FOLDED
    acts_of_both = list({act.id: act for act in (*here.all_acts(), *there.all_acts())}.values())
    expected = fold(here.record(mrn), acts_of_both, REGISTRY).state_bytes()
    random.Random(seed).shuffle(acts_of_both)
    assert fold(here.record(mrn), acts_of_both, REGISTRY).state_bytes() == expected


def test_two_dark_posts_agree_after_they_meet_and_the_stop_holds() -> None:
    here, there, mrn = dark_posts()
    here.exchange(there)
    ours, theirs = here.folded(here.record(mrn)), there.folded(there.record(mrn))
    assert ours is not None
    assert theirs is not None
    assert ours.state_bytes() == theirs.state_bytes()
    assert [case.words for case in ours.cases] == ["transit.case.ended_and_held"]
    assert here.movement(mrn).destination is not State.ENDED
    assert [crossing.office for crossing in here.movement(mrn).crossings] == [VERMICE]


@given(st.lists(st.sampled_from(sorted(FACTS)), max_size=12))
def test_any_acts_in_any_order_fold_without_trouble(kinds: list[str]) -> None:
    movement = Movement()
    for kind in kinds:
        movement = apply(movement, told(kind))
    listing = MovementKind().listing(movement, held=False)
    assert isinstance(listing.row, bytes)
    assert list(MovementKind().keys(movement)) == sorted(MovementKind().keys(movement))
    for role in Role:
        assert isinstance(movement.state(role), State)


def test_a_movement_remembers_which_version_the_officer_saw() -> None:
    departure, mrn = released_at_durres()
    here = Post(PRISHTINA, number=2)
    here.receive(departure.sent("CD001C"))
    seen = here.movement(mrn).seen
    here.do(EndTransit(record=here.record(mrn), plate="=", all_intact=True))
    movement = here.movement(mrn)
    assert movement.arrival is not None
    assert movement.result is not None
    assert movement.arrival.seen == movement.result.seen == seen
    assert movement.snapshots[0].digest == seen


def test_a_purged_movement_has_nothing_to_list_or_find() -> None:
    kind = MovementKind()
    assert not kind.listing(object(), held=False).is_open
    assert tuple(kind.keys(object())) == ()
    assert kind.opened(RecordId(bytes(16))) == Movement()
    assert kind.judge.missing([acts.ENDED]) == ()  # type: ignore[attr-defined]  # a Table


def test_acts_travel_inside_one_administration_and_no_message_is_needed() -> None:
    departure, mrn = released_at_durres()
    morine = Post(MORINE, number=4)
    departure.exchange(morine)
    assert morine.movement(mrn).transit is State.ANNOUNCED
    assert morine.movement(mrn).administration == "AL"


FOLDED = dark_posts()
