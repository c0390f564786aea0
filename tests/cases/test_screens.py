"""A case as a person meets it: who signed what, where and when, and what a choice does."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.base.errors import Refused
from app.base.ids import RecordId
from app.base.quantities import quantity
from app.cases.service import SettleCase
from app.cases.views import CasePage, CasesList
from app.duty.acts import SignedIn
from app.guarantees import acts as guarantees
from app.reference.texts import texts
from app.security.roles import Role
from app.transit.pages import ArrivalPage
from app.transit.use_cases import EndTransit
from tests.transit.goods import GRN, PRISHTINA, VERMICE
from tests.transit.store_post import StorePost
from tests.transit.test_corridor import released_at_durres


class Two:
    """Two posts of one country, and how their acts come together."""

    def __init__(self, folder: Path, there: str = VERMICE) -> None:
        self.here = StorePost(folder / "here", PRISHTINA, number=7)
        self.there = StorePost(folder / "there", there, number=8)
        departure, self.mrn = released_at_durres()
        self.at = self.here.receive(departure.sent("CD001C"))
        self.meet()

    def meet(self) -> None:
        ours, theirs = self.here.acts(), self.there.acts()
        self.here.take(theirs)
        self.there.take(ours)

    def end_both(self) -> None:
        """Both end the same movement in the dark."""
        for post in (self.here, self.there):
            post.do(EndTransit(record=self.at, plate="=", all_intact=True))
        self.meet()


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    posts = Two(tmp_path)
    yield posts
    posts.here.store.close()
    posts.there.store.close()


def signed_in(post: StorePost, name: str) -> None:
    fact = SignedIn(officer=post.signer.key_id, name=name, duty="transit")
    post.write_fact(RecordId(bytes([9]) * 16), "duty.signed_in", fact)


def test_the_other_officer_is_named_by_the_sign_in_that_came_along(two: Two) -> None:
    signed_in(two.there, "GJOKA Mira")
    two.end_both()
    (line,) = two.here.ask(CasesList()).lines
    page = two.here.ask(CasePage(record=two.at, case=line.case))
    assert [side.who for side in (*page.here, *page.there)] == ["HOXHA Arben", "GJOKA Mira"]
    assert (page.here[0].came, page.here[0].via) == (0, "")
    assert (page.there[0].came, page.there[0].via) == (two.here.now, "hub")
    assert page.there[0].office_name == "Vermice"


def test_an_officer_nobody_can_name_is_left_without_a_name(two: Two) -> None:
    two.end_both()
    (line,) = two.here.ask(CasesList()).lines
    page = two.here.ask(CasePage(record=two.at, case=line.case))
    assert page.there[0].who == ""


def test_the_page_counts_later_acts_and_says_who_decides(two: Two) -> None:
    two.end_both()
    (line,) = two.here.ask(CasesList()).lines
    page = two.here.ask(CasePage(record=two.at, case=line.case))
    assert (page.who_decides, page.may_decide) == ("supervisor", False)
    assert page.number == two.mrn
    english = texts("en")
    assert all("«" not in english.say(effect.code) for effect in page.effects)
    assert english.say(page.words.code) == "Two offices recorded this arrival"
    two.here.role = Role.SUPERVISOR
    assert two.here.ask(CasePage(record=two.at, case=line.case)).may_decide


def test_a_choice_names_the_acts_that_stand_and_closes_the_page(two: Two) -> None:
    two.end_both()
    two.here.role = Role.SUPERVISOR
    (line,) = two.here.ask(CasesList()).lines
    page = two.here.ask(CasePage(record=two.at, case=line.case))
    assert page.stands(1) == (page.here[0].act,)
    assert page.stands(2) == (page.there[0].act,)
    assert set(page.stands(3)) == {page.here[0].act, page.there[0].act}
    two.here.do(
        SettleCase(record=two.at, case=line.case, stands=page.stands(1), reason="ours was first")
    )
    assert two.here.ask(CasesList()).lines == ()
    with pytest.raises(Refused, match=r"cases\.not_open"):
        two.here.ask(CasePage(record=two.at, case=line.case))


def test_two_lanes_of_one_office_are_told_apart_by_their_devices(tmp_path: Path) -> None:
    lanes = Two(tmp_path, there=PRISHTINA)
    for post, result in ((lanes.here, "A2"), (lanes.there, "B1")):
        post.do(
            EndTransit(record=lanes.at, plate="=", all_intact=True, result=result, remarks="boxes")
        )
    lanes.meet()
    lines = lanes.here.ask(CasesList()).lines
    results = next(one for one in lines if one.words.code == "transit.case.results_differ")
    page = lanes.here.ask(CasePage(record=lanes.at, case=results.case))
    (difference,) = [one for one in page.differences if one.field == "result"]
    assert {difference.here, difference.there} == {"A2", "B1"}
    assert [side.stands for side in (*page.here, *page.there)].count(True) == 1
    for post in (lanes.here, lanes.there):
        post.store.close()


def test_amounts_are_shown_as_they_are_written(two: Two) -> None:
    at = RecordId(bytes([5]) * 16)
    for post, amount in ((two.here, "9800"), (two.there, "9800.5")):
        fact = guarantees.Reserved(
            grn=GRN,
            mrn=two.mrn,
            guarantee_type="1",
            occurred=post.now,
            amount=quantity(amount),
            currency="EUR",
        )
        post.write_fact(at, guarantees.RESERVED, fact)
    two.meet()
    (line,) = two.here.ask(CasesList()).lines
    page = two.here.ask(CasePage(record=at, case=line.case))
    amounts = next(one for one in page.differences if one.field == "amount")
    assert {amounts.here, amounts.there} == {"9800", "9800.5"}
    assert not amounts.same
    assert page.effects[2].code == "cases.effect.both_amounts"
    assert next(one for one in page.differences if one.field == "grn").same


def test_a_page_needs_an_open_case(two: Two) -> None:
    with pytest.raises(Refused, match=r"cases\.not_open"):
        two.here.ask(CasePage(record=two.at, case=bytes(16)))
    assert two.here.ask(ArrivalPage(record=two.at)).head.cases == ()
