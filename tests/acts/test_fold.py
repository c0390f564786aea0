"""The same set of acts gives the same record, and contradictions hold it until settled."""

import random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.acts.contradictions import Class
from app.acts.envelope import Act
from app.acts.fold import NotFoldable, Standing, Tombstone, fold
from app.acts.general import Corrected, Joined, Purged, Settled, Withdrawn
from app.acts.order import in_order
from app.base.ids import ActId
from app.security import canonical
from tests.acts.example import BARRIER, REGISTRY, Device


def test_acts_in_a_row_are_applied_in_their_order() -> None:
    device = Device(1)
    first = device.opens("AA123BB")
    second = device.shuts(on=[first.id])
    third = device.opens("01234KS", on=[second.id])

    folded = fold(BARRIER, [third, first, second], REGISTRY)

    assert folded.state.plates == ("AA123BB", "01234KS")
    assert folded.state.is_open
    assert folded.heads == {third.id}
    assert not folded.is_held


@given(st.randoms(use_true_random=False), st.lists(st.integers(0, 5), min_size=1, max_size=25))
def test_any_order_of_arrival_gives_the_same_bytes(
    chance: random.Random, shape: list[int]
) -> None:
    acts = _random_acts(chance, shape)
    shuffled = list(acts)
    chance.shuffle(shuffled)

    assert (
        fold(BARRIER, acts, REGISTRY).state_bytes()
        == fold(BARRIER, shuffled, REGISTRY).state_bytes()
    )


@given(st.randoms(use_true_random=False), st.lists(st.integers(0, 5), min_size=1, max_size=25))
def test_every_act_stands_after_its_parents(chance: random.Random, shape: list[int]) -> None:
    ordered = in_order(_random_acts(chance, shape))

    seen: set[ActId] = set()
    for act in ordered.acts:
        assert set(act.parents) <= seen
        seen.add(act.id)
    for earlier, later in ordered.concurrent():
        assert not ordered.ancestors[later] >> earlier & 1


def test_the_same_fact_twice_is_a_confirmation_not_a_case() -> None:
    first, second = Device(1).opens("AA123BB"), Device(2).opens("AA123BB")

    folded = fold(BARRIER, [first, second], REGISTRY)

    assert folded.cases == ()
    assert folded.state.plates == ("AA123BB",)
    standings = sorted(place.standing for place in folded.standing.values())
    assert standings == [Standing.CONFIRMS, Standing.IN_EFFECT]


def test_two_facts_that_contradict_are_both_kept_and_hold_the_record() -> None:
    first, second = Device(1).opens("AA123BB"), Device(2).opens("ZZ998AA")

    folded = fold(BARRIER, [first, second], REGISTRY)

    assert folded.is_held
    assert folded.cases[0].acts == tuple(sorted((first.id, second.id)))
    assert folded.cases[0].grade is Class.CONTRADICT
    assert len(folded.state.plates) == 2


def test_the_more_restrictive_act_holds_until_the_case_is_settled() -> None:
    opened, shut = Device(1).opens("AA123BB"), Device(2).shuts()

    folded = fold(BARRIER, [opened, shut], REGISTRY)

    assert not folded.state.is_open
    assert folded.standing[opened.id].standing is Standing.PROVISIONAL
    assert folded.standing[opened.id].by == shut.id


def test_a_settlement_that_saw_all_acts_ends_the_case() -> None:
    opened, shut = Device(1).opens("AA123BB"), Device(2).shuts()
    before = fold(BARRIER, [opened, shut], REGISTRY)
    supervisor = Device(3)
    settled = supervisor.act(
        "case.settled",
        Settled(case=before.cases[0].id, stands=(opened.id,), aside=(shut.id,), reason="seen"),
        on=before.heads,
    )

    folded = fold(BARRIER, [settled, shut, opened], REGISTRY)

    assert not folded.is_held
    assert folded.state.is_open
    assert folded.standing[shut.id].standing is Standing.SET_ASIDE


def test_a_settlement_may_let_both_acts_stand() -> None:
    first, second = Device(1).opens("AA123BB"), Device(2).opens("ZZ998AA")
    before = fold(BARRIER, [first, second], REGISTRY)
    settled = Device(3).act(
        "case.settled",
        Settled(case=before.cases[0].id, stands=(first.id, second.id), aside=(), reason="convoy"),
        on=before.heads,
    )

    folded = fold(BARRIER, [first, second, settled], REGISTRY)

    assert not folded.is_held
    assert set(folded.state.plates) == {"AA123BB", "ZZ998AA"}


def test_an_act_the_settlement_did_not_see_opens_a_case_of_its_own() -> None:
    first, second = Device(1).opens("AA123BB"), Device(2).opens("ZZ998AA")
    before = fold(BARRIER, [first, second], REGISTRY)
    settled = Device(3).act(
        "case.settled",
        Settled(case=before.cases[0].id, stands=(first.id,), aside=(second.id,), reason="seen"),
        on=before.heads,
    )
    late = Device(4).opens("KK777KK")

    folded = fold(BARRIER, [first, second, settled, late], REGISTRY)

    assert folded.is_held
    assert set(folded.cases[0].acts) == {first.id, late.id}
    assert folded.cases[0].id != before.cases[0].id


def test_two_settlements_that_differ_contradict_in_turn() -> None:
    first, second = Device(1).opens("AA123BB"), Device(2).opens("ZZ998AA")
    before = fold(BARRIER, [first, second], REGISTRY)
    case = before.cases[0].id
    ours = Device(3).act(
        "case.settled",
        Settled(case=case, stands=(first.id,), aside=(second.id,), reason="a"),
        on=before.heads,
    )
    theirs = Device(4).act(
        "case.settled",
        Settled(case=case, stands=(second.id,), aside=(first.id,), reason="b"),
        on=before.heads,
    )

    folded = fold(BARRIER, [first, second, ours, theirs], REGISTRY)

    assert [one.words for one in folded.cases] == ["case.settled_twice"]
    assert set(folded.cases[0].acts) == {ours.id, theirs.id}


@pytest.mark.parametrize(
    ("kind", "standing"),
    [("record.withdrawn", Standing.WITHDRAWN), ("record.corrected", Standing.CORRECTED)],
)
def test_a_step_taken_back_has_no_effect(kind: str, standing: Standing) -> None:
    device = Device(1)
    opened = device.opens("AA123BB")
    fact: msgspec.Struct = (
        Withdrawn(acts=(opened.id,))
        if kind == "record.withdrawn"
        else Corrected(acts=(opened.id,), reason="wrong plate")
    )
    back = device.act(kind, fact, on=[opened.id])

    folded = fold(BARRIER, [opened, back], REGISTRY)

    assert folded.state.plates == ()
    assert folded.standing[opened.id].standing is standing


def test_an_act_whose_parents_are_missing_waits_without_effect() -> None:
    device = Device(1)
    first = device.opens("AA123BB")
    unseen = device.shuts(on=[first.id])
    third = device.opens("01234KS", on=[unseen.id])

    folded = fold(BARRIER, [first, third], REGISTRY)

    assert folded.standing[third.id].standing is Standing.WAITING
    assert folded.state.plates == ("AA123BB",)


def test_an_act_of_a_newer_program_is_kept_and_changes_nothing() -> None:
    device = Device(1)
    first = device.opens("AA123BB")
    newer = device.act("barrier.shut", REGISTRY.kinds["barrier.shut"].struct(), on=[first.id])
    raised = msgspec.structs.replace(
        newer, envelope=msgspec.structs.replace(newer.envelope, kind_version=9)
    )

    folded = fold(BARRIER, [first, raised], REGISTRY)

    assert folded.is_newer
    assert folded.state.is_open


def test_an_older_version_of_a_kind_is_upcast_at_read() -> None:
    device = Device(1)
    act = device.opens("AA123BB")

    payload = canonical.encode({"truck": "AA123BB"})
    old = msgspec.structs.replace(
        act, payload=payload, envelope=msgspec.structs.replace(act.envelope, kind_version=1)
    )

    assert fold(BARRIER, [old], REGISTRY).state.plates == ("AA123BB",)


def test_a_purged_record_is_a_tombstone_with_or_without_the_bytes() -> None:
    device = Device(1)
    opened = device.opens("AA123BB")
    purged = device.act(
        "record.purged",
        Purged(payloads=(opened.envelope.payload,), reason="30 days"),
        on=[opened.id],
    )
    stripped = msgspec.structs.replace(opened, payload=None)

    whole = fold(BARRIER, [opened, purged], REGISTRY)
    without = fold(BARRIER, [stripped, purged], REGISTRY)

    assert whole.state == Tombstone()
    assert whole.state_bytes() == without.state_bytes()


def test_joining_commutes_with_everything() -> None:
    device = Device(1)
    opened = device.opens("AA123BB")
    joined = Device(2).act("record.joined", Joined(into=bytes(16)))

    assert not fold(BARRIER, [opened, joined], REGISTRY).is_held


def test_acts_that_build_no_known_record_are_not_folded() -> None:
    with pytest.raises(NotFoldable):
        fold(BARRIER, [Device(1).act("record.withdrawn", Withdrawn(acts=()))], REGISTRY)


def _random_acts(chance: random.Random, shape: list[int]) -> list[Act]:
    """A random tree of concurrent acts by three devices."""
    devices = [Device(1), Device(2), Device(3)]
    acts: list[Act] = []
    for what in shape:
        device = devices[what % 3]
        parents = {act.id for act in acts if chance.random() < 0.3}
        acts.append(
            device.opens(f"AA{what}", on=parents) if what % 2 else device.shuts(on=parents)
        )
    return acts
