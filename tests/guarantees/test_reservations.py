"""A guarantee is reserved at release, freed once and by the centre alone, never called enough."""

from itertools import product

import pytest

from app.acts import chain, stamps
from app.acts.chain import Author, Draft, Tip
from app.acts.contradictions import Class
from app.acts.steps import UseCase
from app.acts.told import Told
from app.base.clock import FakeClock, Instant
from app.base.errors import Refused
from app.base.ids import RecordId, SeededChance
from app.base.quantities import quantity
from app.consignment.guarantees import Guarantee, GuaranteeReference
from app.guarantees import acts, rules
from app.guarantees.conflicts import TABLE
from app.guarantees.record import Reservation, ReservationKind, apply
from app.guarantees.sentences import sentence
from app.guarantees.service import CancelReservation, ConfirmReservation, FreeGuarantee
from app.guarantees.states import (
    ENDS,
    TRANSITIONS,
    Event,
    NotAllowed,
    State,
    after,
    moved,
    possible,
)
from app.reference.texts import texts
from app.security.fake_signer import CountingSigner
from app.security.roles import Capacity, Role
from tests.transit.goods import DURRES, GRN
from tests.transit.post import NOW, REGISTRY, Post
from tests.transit.test_corridor import released_at_durres

AT = Instant(NOW)
MRN = "26AL0020000002SGJ7"
RESERVED = acts.Reserved(
    grn=GRN,
    mrn=MRN,
    guarantee_type="1",
    occurred=AT,
    amount=quantity("9800"),
    currency="EUR",
)
FACTS: dict[str, acts.Fact] = {
    acts.RESERVED: RESERVED,
    acts.CONFIRMED: acts.Confirmed(grn=GRN, mrn=MRN, occurred=AT),
    acts.OVERDRAWN: acts.Overdrawn(grn=GRN, mrn=MRN, reason="G09", occurred=AT),
    acts.FREE_PROPOSED: acts.FreeProposed(grn=GRN, mrn=MRN, occurred=AT),
    acts.FREED: acts.Freed(grn=GRN, mrn=MRN, occurred=AT),
    acts.CANCELLED: acts.Cancelled(grn=GRN, mrn=MRN, reason="not released", occurred=AT),
}


def told(kind: str, fact: acts.Fact | None = None, *, number: int = 1) -> Told:
    stamp, _ = stamps.tick(stamps.Ticker(), FakeClock())
    author = Author(office=DURRES, capacity=Capacity.CENTRE, signer=CountingSigner(number))
    fact = fact or FACTS[kind]
    draft = Draft(record=RecordId(bytes(16)), kind=REGISTRY.kinds[kind], fact=fact)
    tip = Tip(bytes([number]) * 24)
    act = chain.write(draft, author, tip, stamp=stamp, chance=SeededChance(number))
    return REGISTRY.read(act)


def refused(post: Post, case: UseCase) -> Refused:
    with pytest.raises(Refused) as caught:
        post.do(case)
    return caught.value


def reservation(post: Post, mrn: str) -> Reservation:
    folded = post.folded(post.by_number(acts.RECORD, acts.number_of(GRN, mrn)))
    assert folded is not None
    assert isinstance(folded.state, Reservation)
    return folded.state


def test_release_reserves_and_says_that_only_the_centre_can_confirm() -> None:
    durres, mrn = released_at_durres()
    held = reservation(durres, mrn)
    assert (held.state, str(held.amount), held.currency) == (State.RESERVED, "9800", "EUR")
    assert held.office == DURRES


def test_the_centre_confirms_finds_overdrawn_frees_once_or_cancels() -> None:
    durres, mrn = released_at_durres()
    confirm = ConfirmReservation(grn=GRN, mrn=mrn)
    assert refused(durres, confirm).code == "security.role_may_not"
    durres.role = Role.CENTRE
    durres.do(confirm)
    assert reservation(durres, mrn).state is State.CONFIRMED
    durres.do(ConfirmReservation(grn=GRN, mrn=mrn, reason="G09"))
    assert reservation(durres, mrn).reason == "G09"
    durres.do(FreeGuarantee(grn=GRN, mrn=mrn))
    freed = reservation(durres, mrn).freed
    assert freed == durres.now
    for late in (confirm, FreeGuarantee(grn=GRN, mrn=mrn)):
        assert refused(durres, late).code == "guarantees.not_now"
    cancel = CancelReservation(grn=GRN, mrn=mrn, reason="late")
    assert refused(durres, cancel).code == "guarantees.not_now"


def test_a_use_that_never_began_is_cancelled_with_a_reason() -> None:
    durres, mrn = released_at_durres()
    silent = CancelReservation(grn=GRN, mrn=mrn, reason=" ")
    assert refused(durres, silent).code == "cases.reason_missing"
    durres.do(CancelReservation(grn=GRN, mrn=mrn, reason="release taken back"))
    assert reservation(durres, mrn).state is State.CANCELLED


def test_nothing_is_freed_that_was_never_reserved() -> None:
    durres = Post(DURRES, role=Role.CENTRE)
    assert refused(durres, FreeGuarantee(grn=GRN, mrn=MRN)).code == "guarantees.nothing_reserved"


def test_no_words_of_a_guarantee_ever_say_that_it_is_enough() -> None:
    english = texts("en")
    for code in english.codes():
        if code.startswith(("guarantee", "guarantees")):
            assert "sufficient" not in english.say(code)
    (finding,) = rules.balance_is_old(GRN)
    assert "not yet confirmed" in english.finding(finding)


def test_a_numbered_kind_needs_its_grn_and_an_odd_one_is_shown() -> None:
    (missing,) = rules.reference_complete(Guarantee(sequence_number=1, type="1"))
    assert missing.rule == "C0086"
    assert tuple(rules.reference_complete(Guarantee(sequence_number=1, type="8"))) == ()
    for number, code in (("24GB0000010000296", "check_digit"), ("24GB", "length")):
        reference = GuaranteeReference(sequence_number=1, grn=number)
        one = Guarantee(sequence_number=1, type="4", references=(reference,))
        assert [code in finding.code for finding in rules.reference_complete(one)] == [True]


def test_every_pair_of_kinds_has_a_row() -> None:
    assert set(FACTS) == {kind.name for kind in acts.KINDS}
    assert TABLE.missing(FACTS) == ()


@pytest.mark.parametrize(("left", "right"), list(product(sorted(FACTS), repeat=2)))
def test_a_pair_is_judged_alike_from_both_sides(left: str, right: str) -> None:
    ours, theirs = told(left, number=1), told(right, number=2)
    assert TABLE(ours, theirs).mirrored() == TABLE(theirs, ours)


def test_unequal_amounts_for_one_movement_are_two_claims() -> None:
    more = acts.Reserved(
        grn=GRN, mrn=MRN, guarantee_type="1", occurred=AT, amount=quantity("1"), currency="EUR"
    )
    assert TABLE(told(acts.RESERVED), told(acts.RESERVED, more)).grade is Class.OVERDRAWN
    assert TABLE(told(acts.RESERVED), told(acts.RESERVED, number=2)).grade is Class.CORROBORATE


def test_the_ledger_goes_before_the_hope_and_freeing_before_cancelling() -> None:
    assert TABLE(told(acts.RESERVED), told(acts.OVERDRAWN)).grade is Class.OVERDRAWN
    assert TABLE(told(acts.FREED), told(acts.CANCELLED)).grade is Class.OVERRULED
    assert TABLE(told(acts.FREED), told(acts.FREED, number=2)).grade is Class.CORROBORATE


@pytest.mark.parametrize("kind", sorted(FACTS))
def test_every_act_has_its_event_and_its_sentence(kind: str) -> None:
    reserved = apply(Reservation(), told(acts.RESERVED))
    assert apply(reserved, told(kind)).state is not State.NONE
    words = sentence(told(kind))
    assert "«" not in texts("en").say(words.code, **words.parameters)


def test_unknown_acts_change_nothing_and_read_as_newer() -> None:
    odd = Told(act=told(acts.FREED).act, fact=None)
    assert apply(Reservation(), odd) == Reservation()
    assert sentence(odd).code == "act.newer"


def test_a_walk_stays_in_the_table() -> None:
    for state, event in product(State, Event):
        if event in possible(state):
            assert after(state, event) is TRANSITIONS[state, event] is moved(state, event)
        else:
            assert moved(state, event) is state
            with pytest.raises(NotAllowed):
                after(state, event)
    assert all(not possible(state) for state in ENDS)


def test_a_reservation_is_listed_until_it_ends_and_found_by_both_numbers() -> None:
    kind = ReservationKind()
    reserved = apply(kind.opened(RecordId(bytes(16))), told(acts.RESERVED))
    listed = kind.listing(reserved, held=True)
    assert listed.queues == ("guarantees", "cases")
    assert listed.number == f"{GRN}/{MRN}"
    assert {key.kind for key in kind.keys(reserved)} == {"grn", "mrn"}
    freed = apply(reserved, told(acts.FREED))
    assert not kind.listing(freed, held=False).is_open
    assert not kind.listing(object(), held=False).is_open
    assert tuple(kind.keys(object())) == ()
    assert kind.judge is TABLE
