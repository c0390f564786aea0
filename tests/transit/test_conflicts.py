"""Two acts made in the dark of each other: every pair has its row, seen alike from both sides."""

from itertools import product

import pytest

from app.acts import chain, stamps
from app.acts.chain import Author, Draft, Tip
from app.acts.contradictions import Class, Stands
from app.acts.told import Told
from app.base.clock import Day, FakeClock
from app.base.ids import RecordId, SeededChance
from app.security.fake_signer import CountingSigner
from app.security.roles import Capacity
from app.transit import acts
from app.transit.conflicts import TABLE
from app.transit.findings import Difference, SealFound, SealState
from tests.transit.facts import AT, FACTS, OTHER, SAME, seal
from tests.transit.goods import DECLARATION, DURRES, MORINE, PRISHTINA, VERMICE, declaration
from tests.transit.post import REGISTRY

LIMIT = acts.LimitSet(limit=Day(20261130), occurred=AT)


def told(kind: str, fact: acts.Fact | None = None, *, number: int = 1) -> Told:
    stamp, _ = stamps.tick(stamps.Ticker(), FakeClock())
    author = Author(office=DURRES, capacity=Capacity.OFFICER, signer=CountingSigner(number))
    fact = fact or FACTS[kind]
    draft = Draft(record=RecordId(bytes(16)), kind=REGISTRY.kinds[kind], fact=fact)
    tip = Tip(bytes([number]) * 24)
    act = chain.write(draft, author, tip, stamp=stamp, chance=SeededChance(number))
    return REGISTRY.read(act)


def test_every_pair_of_kinds_has_a_row() -> None:
    assert TABLE.missing(FACTS) == ()
    assert set(FACTS) == {kind.name for kind in acts.KINDS}


@pytest.mark.parametrize(("left", "right"), list(product(sorted(FACTS), repeat=2)))
def test_a_pair_is_judged_alike_from_both_sides(left: str, right: str) -> None:
    ours, theirs = told(left, number=1), told(right, number=2)
    assert TABLE(ours, theirs).mirrored() == TABLE(theirs, ours)


@pytest.mark.parametrize("kind", sorted(FACTS))
def test_the_same_fact_told_twice_never_opens_a_case(kind: str) -> None:
    verdict = TABLE(told(kind, number=1), told(kind, number=2))
    assert verdict.grade in {Class.CORROBORATE, Class.COMMUTE}


def arrived(office: str) -> acts.Arrived:
    return acts.Arrived(office=office, occurred=AT, plate=SAME)


def crossed(office: str, *, same: bool = True) -> acts.Crossed:
    return acts.Crossed(office=office, occurred=AT, plate=SAME if same else OTHER)


def checked(*seals: SealFound) -> acts.SealsChecked:
    return acts.SealsChecked(seals=seals, occurred=AT)


def result(code: str, *differences: Difference) -> acts.ResultTaken:
    return acts.ResultTaken(result=code, occurred=AT, differences=differences)


def announced(received: bytes) -> acts.Announced:
    fact = FACTS[acts.ANNOUNCED]
    assert isinstance(fact, acts.Announced)
    return acts.Announced(
        role=fact.role,
        office=fact.office,
        declaration=fact.declaration,
        message=fact.message,
        message_id=fact.message_id,
        received=received,
        made=fact.made,
    )


SITUATIONS = {
    "arrivals at two offices": (
        told(acts.ARRIVED, arrived(PRISHTINA)),
        told(acts.ARRIVED, arrived(VERMICE)),
    ),
    "one office, two vehicles": (
        told(acts.CROSSED, crossed(MORINE)),
        told(acts.CROSSED, crossed(MORINE, same=False)),
    ),
    "two results": (told(acts.RESULT_TAKEN, result("A2")), told(acts.RESULT_TAKEN, result("B1"))),
    "ended and held": (told(acts.ENDED), told(acts.HELD)),
    "ended, seals broken": (
        told(acts.ENDED),
        told(acts.SEALS_CHECKED, checked(seal(SealState.BROKEN))),
    ),
    "released and held": (told(acts.RELEASED), told(acts.HELD)),
    "two limits": (told(acts.LIMIT_SET), told(acts.LIMIT_SET, LIMIT)),
    "invalidated but here": (told(acts.INVALIDATED), told(acts.ARRIVED, arrived(PRISHTINA))),
    "a version inspected, another came": (
        told(acts.ANNOUNCED),
        told(acts.RESULT_TAKEN, result("A5", Difference(what="gross_mass"))),
    ),
    "one LRN, two declarations": (
        told(acts.DECLARED),
        told(acts.DECLARED, acts.Declared(declaration=declaration(security="2"))),
    ),
    "two results by message": (
        told(acts.RESULTS_RECEIVED),
        told(
            acts.RESULTS_RECEIVED,
            acts.ResultsReceived(
                office=PRISHTINA, result="B1", date=Day(20261122), message_id="D", received=b"d"
            ),
        ),
    ),
    "two advices": (
        told(acts.ADVISED),
        told(
            acts.ADVISED,
            acts.Advised(office=VERMICE, occurred=AT, message_id="E", received=b"e"),
        ),
    ),
}


@pytest.mark.parametrize("name", sorted(SITUATIONS))
def test_a_contradiction_opens_a_case_with_words(name: str) -> None:
    ours, theirs = SITUATIONS[name]
    verdict = TABLE(ours, theirs)
    assert verdict.grade is Class.CONTRADICT
    assert verdict.words.startswith("transit.case.")


def test_the_most_restrictive_finding_holds_until_somebody_decides() -> None:
    intact = told(acts.SEALS_CHECKED, checked(seal(SealState.INTACT)), number=1)
    missing = told(acts.SEALS_CHECKED, checked(seal(SealState.MISSING)), number=2)
    broken = told(acts.SEALS_CHECKED, checked(seal(SealState.BROKEN)), number=3)
    assert TABLE(intact, broken).stands is Stands.RIGHT
    assert TABLE(broken, missing).stands is Stands.LEFT
    assert TABLE(intact, missing).grade is Class.CONTRADICT


def test_the_graver_result_holds() -> None:
    b1, a5 = told(acts.RESULT_TAKEN, result("B1")), told(acts.RESULT_TAKEN, result("A5"))
    assert TABLE(b1, a5).stands is Stands.LEFT
    assert TABLE(a5, b1).stands is Stands.RIGHT


@pytest.mark.parametrize("stopped", [acts.INVALIDATED, acts.CLOSED_ELSEWHERE])
def test_work_in_the_dark_on_a_stopped_movement_is_overruled(stopped: str) -> None:
    verdict = TABLE(told(stopped, number=1), told(acts.RESULT_TAKEN, number=2))
    assert verdict.grade is Class.OVERRULED
    assert verdict.stands is Stands.LEFT


def test_the_message_of_a_crossing_may_follow_that_of_the_arrival() -> None:
    verdict = TABLE(told(acts.CROSSING_NOTIFIED, number=1), told(acts.ADVISED, number=2))
    assert verdict.grade is Class.COMMUTE


def test_two_offices_of_one_itinerary_both_let_it_cross() -> None:
    ours, theirs = (told(acts.CROSSED, crossed(office)) for office in (MORINE, VERMICE))
    assert TABLE(ours, theirs).grade is Class.COMMUTE


def test_one_announcement_taken_in_twice_is_one_and_two_versions_are_both_kept() -> None:
    first = told(acts.ANNOUNCED, announced(bytes(32)), number=1)
    again = told(acts.ANNOUNCED, announced(bytes(32)), number=2)
    newer = told(acts.ANNOUNCED, announced(b"2" * 32), number=3)
    assert TABLE(first, again).grade is Class.CORROBORATE
    assert TABLE(first, newer).grade is Class.COMMUTE
    assert DECLARATION.lrn is not None


@pytest.mark.parametrize(("left", "right"), list(product(sorted(FACTS), repeat=2)))
def test_an_act_that_cannot_be_read_is_judged_alike_from_both_sides(left: str, right: str) -> None:
    known, odd = told(left), Told(act=told(right, number=2).act, fact=None)
    assert TABLE(known, odd).mirrored() == TABLE(odd, known)


def test_an_acceptance_that_cannot_be_read_is_never_taken_for_the_same() -> None:
    known, odd = told(acts.ACCEPTED), Told(act=told(acts.ACCEPTED, number=2).act, fact=None)
    assert TABLE(known, odd).grade is Class.CONTRADICT
