"""A case is put before a person: who may decide, what stands, what is set aside."""

import pytest

from app.acts.fold import Standing
from app.acts.steps import UseCase
from app.base.errors import Refused
from app.base.ids import ActId, RecordId
from app.cases.sentences import sentence
from app.cases.service import Correct, SettleCase, Withdraw
from app.security.roles import Role
from app.transit.states import State
from app.transit.use_cases import Arrive, Declare, EndTransit, Hold
from tests.transit.goods import DECLARATION, DURRES, PRISHTINA, VERMICE
from tests.transit.post import REGISTRY, Post
from tests.transit.test_corridor import released_at_durres


def two_arrivals() -> tuple[Post, Post, RecordId, bytes]:
    """Prishtina and Vërmica both ended one movement in the dark, then met."""
    durres, mrn = released_at_durres()
    here, there = Post(PRISHTINA, number=2), Post(VERMICE, number=3)
    here.receive(durres.sent("CD001C"))
    here.exchange(there)
    at = here.record(mrn)
    for post in (here, there):
        post.do(EndTransit(record=at, plate="=", all_intact=True))
    here.exchange(there)
    folded = here.folded(at)
    assert folded is not None
    (case,) = folded.cases
    return here, there, at, case.id


def refused(post: Post, case: UseCase) -> Refused:
    with pytest.raises(Refused) as caught:
        post.do(case)
    return caught.value


def acts_of(post: Post, at: RecordId, kind: str) -> tuple[bytes, ...]:
    return tuple(act.id for act in post.journal.acts_of(at) if act.envelope.kind == kind)


def test_every_post_opens_the_same_case_over_the_same_two_acts() -> None:
    here, there, at, case = two_arrivals()
    ours, theirs = here.folded(at), there.folded(at)
    assert ours is not None
    assert theirs is not None
    assert ours.state_bytes() == theirs.state_bytes()
    assert [one.id for one in theirs.cases] == [case]
    assert set(ours.cases[0].acts) == set(acts_of(here, at, "transit.arrived"))


def test_an_open_case_stops_every_other_step() -> None:
    here, _, at, _ = two_arrivals()
    refusal = refused(here, EndTransit(record=at))
    assert refusal.code == "transit.case_open"
    assert refusal.parameters["why"] == "@transit.case.two_arrivals"
    here.do(Hold(record=at, reason="wait"))  # a stop is always possible


def test_an_officer_may_not_decide_and_a_decision_says_what_stands_and_why() -> None:
    here, _, at, case = two_arrivals()
    ours = acts_of(here, at, "transit.arrived")[:1]
    settle = SettleCase(record=at, case=case, stands=ours, reason="diverted by telephone")
    assert refused(here, settle).code == "security.role_may_not"
    here.role = Role.SUPERVISOR
    nothing = SettleCase(record=at, case=case, stands=(), reason="x")
    assert refused(here, nothing).code == "cases.choose_what_stands"
    strange = SettleCase(record=at, case=case, stands=(bytes(32),), reason="x")
    assert refused(here, strange).code == "cases.choose_what_stands"
    silent = SettleCase(record=at, case=case, stands=ours, reason=" ")
    assert refused(here, silent).code == "cases.reason_missing"
    other = SettleCase(record=at, case=bytes(16), stands=ours, reason="x")
    assert refused(here, other).code == "cases.not_open"
    unknown = SettleCase(record=RecordId(bytes(16)), case=case, stands=ours, reason="x")
    assert refused(here, unknown).code == "cases.no_record"


def test_a_decision_sets_the_other_act_aside_on_every_post() -> None:
    here, there, at, case = two_arrivals()
    ours, theirs = (acts_of(post, at, "transit.arrived") for post in (here, there))
    kept = ours[0]
    here.role = Role.SUPERVISOR
    here.do(SettleCase(record=at, case=case, stands=(kept,), reason="diverted by telephone"))
    here.exchange(there)
    for post in (here, there):
        folded = post.folded(at)
        assert folded is not None
        assert folded.cases == ()
        aside = {act for act in ours if folded.standing[ActId(act)].standing is Standing.SET_ASIDE}
        assert aside == set(ours) - {kept}
        assert folded.state.destination is State.ENDED
    assert set(ours) == set(theirs)


def test_two_decisions_that_differ_open_a_case_in_turn() -> None:
    here, there, at, case = two_arrivals()
    first, second = sorted(acts_of(here, at, "transit.arrived"))
    for post, kept in ((here, first), (there, second)):
        post.role = Role.SUPERVISOR
        post.do(SettleCase(record=at, case=case, stands=(kept,), reason="mine"))
    here.exchange(there)
    folded = here.folded(at)
    assert folded is not None
    assert "case.settled_twice" in {one.words for one in folded.cases}


def test_a_withdrawn_step_is_as_if_it_never_was() -> None:
    durres, mrn = released_at_durres()
    here = Post(PRISHTINA, number=2)
    here.receive(durres.sent("CD001C"))
    at = here.record(mrn)
    here.do(Arrive(record=at, plate="="))
    taken = acts_of(here, at, "transit.arrived")
    nothing = Withdraw(records=(at,), acts=())
    assert refused(here, nothing).code == "cases.nothing_to_withdraw"
    here.do(Withdraw(records=(at,), acts=taken))
    assert here.movement(mrn).destination is State.ANNOUNCED
    here.do(Arrive(record=at, plate="ZZ 1"))
    assert here.movement(mrn).destination is State.ARRIVED


def test_a_withdrawn_declaration_leaves_its_lrn_free() -> None:
    durres = Post(DURRES)
    record = durres.opened(Declare(declaration=DECLARATION))
    durres.do(Withdraw(records=(record,), acts=acts_of(durres, record, "transit.declared")))
    assert durres.opened(Declare(declaration=DECLARATION)) == record


def test_a_correction_needs_a_reason_and_acts_of_this_record() -> None:
    durres, mrn = released_at_durres()
    here = Post(PRISHTINA, number=2)
    here.receive(durres.sent("CD001C"))
    at = here.record(mrn)
    here.do(Arrive(record=at, plate="="))
    wrong = acts_of(here, at, "transit.arrived")
    assert refused(here, Correct(record=at, acts=wrong, reason="")).field == "reason"
    strange = Correct(record=at, acts=(bytes(32),), reason="typing")
    assert refused(here, strange).code == "cases.other_record"
    here.do(Correct(record=at, acts=wrong, reason="wrong truck"))
    assert here.movement(mrn).destination is State.ANNOUNCED
    told = [REGISTRY.read(act) for act in here.journal.acts_of(at)]
    words = sentence(told[-1])
    assert (words.code, words.parameters) == ("record.corrected.told", {"reason": "wrong truck"})
