"""Two posts work on one movement in the dark: all of it stays, and a person decides."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.acts.fold import Case, Folded, Standing
from app.base.clock import FakeClock
from app.base.ids import RecordId
from app.cases.service import SettleCase
from app.hub import enrolment, partners
from app.models.store import Store
from app.transit.acts import Announced
from app.transit.findings import SealFound, SealState
from app.transit.use_cases import Arrive, CheckSeals, EndTransit
from tests.hub.links import Direct
from tests.hub.two_hubs import MESSAGES, MRN, carried
from tests.hub.world import ROOMS, Post, make_hub, state_of

ROUNDS = 6


class Kosovo:
    """Two desks and their centre, to which Albania has announced a movement."""

    def __init__(self, folder: Path) -> None:
        clock = FakeClock()
        self.hub = make_hub(folder / "xk", "xk", clock)
        albania = make_hub(folder / "al", "al", clock)
        enrolment.trust(
            self.hub.premises, enrolment.card_bytes(albania.premises), "https://127.0.0.1:9"
        )
        content = (MESSAGES / "CD001C-p5.xml").read_bytes()
        partners.receive(self.hub, carried(albania, "m1", content))
        albania.close()
        self.prishtina = Post(folder / "prishtina", "XK001010", clock)
        self.prizren = Post(folder / "prizren", "XK002020", clock)
        for post in self.posts:
            post.enrols(self.hub)
        self.settle()
        with self.prishtina.store.reading() as look:
            (row,) = look.queues.page("expected", limit=5)
        self.record: RecordId = row.record

    @property
    def posts(self) -> tuple[Post, ...]:
        return (self.prishtina, self.prizren)

    @property
    def stores(self) -> tuple[Store, ...]:
        return (self.hub.store, self.prishtina.store, self.prizren.store)

    def settle(self) -> None:
        """Exchange until nobody has anything to say."""
        for _ in range(ROUNDS):
            moved = [post.round(Direct(self.hub)) for post in self.posts]
            if not any(one.sent or one.received for one in moved):
                return
        pytest.fail("they never come to rest")

    def folded(self, store: Store) -> Folded:
        with store.reading() as look:
            folded = look.folded(look.surviving(self.record))
        assert folded is not None
        return folded

    def case(self) -> Case:
        """The one case, which is the same on every machine."""
        cases = {self.folded(store).cases for store in self.stores}
        assert len(cases) == 1
        ((case,),) = cases
        return case

    def agree(self) -> bool:
        return len({state_of(store, self.record) for store in self.stores}) == 1

    def close(self) -> None:
        for post in self.posts:
            post.close()
        self.hub.close()


@pytest.fixture
def kosovo(tmp_path: Path) -> Iterator[Kosovo]:
    made = Kosovo(tmp_path)
    yield made
    made.close()


def both_arrive(kosovo: Kosovo) -> None:
    """The lorry is recorded at two offices, neither of which hears of the other."""
    here = kosovo.prishtina.do(Arrive(record=kosovo.record, plate="=", place="2"))
    there = kosovo.prizren.do(Arrive(mrn=MRN, plate="AA123BB", place="2", provisional=True))
    assert here.done, here.findings
    assert there.done, there.findings
    kosovo.settle()


def test_one_arrival_recorded_at_two_dark_offices_is_one_case_everywhere(kosovo: Kosovo) -> None:
    both_arrive(kosovo)

    case = kosovo.case()

    assert kosovo.agree()
    assert len(case.acts) == 2
    assert all(kosovo.folded(store).is_held for store in kosovo.stores)
    with kosovo.hub.store.reading() as look:
        assert [row.record for row in look.records.held()] == [kosovo.record]


def test_a_supervisor_settles_and_all_agree(kosovo: Kosovo) -> None:
    both_arrive(kosovo)
    case = kosovo.case()
    stands = case.acts[:1]

    outcome = kosovo.prishtina.do(
        SettleCase(record=kosovo.record, case=case.id, stands=stands, reason="seen in the yard")
    )
    kosovo.settle()

    assert outcome.done
    assert kosovo.agree()
    for store in kosovo.stores:
        folded = kosovo.folded(store)
        assert folded.cases == ()
        places = {act: folded.standing[act].standing for act in folded.standing}
        assert places[next(act for act in places if act == stands[0])] is Standing.IN_EFFECT
        assert Standing.SET_ASIDE in places.values()


def test_two_supervisors_who_settle_differently_in_the_dark_are_a_case_again(
    kosovo: Kosovo,
) -> None:
    both_arrive(kosovo)
    case = kosovo.case()
    for post, stands in zip(kosovo.posts, case.acts, strict=True):
        assert post.do(
            SettleCase(record=kosovo.record, case=case.id, stands=(stands,), reason="I saw it")
        ).done

    kosovo.settle()

    assert kosovo.agree()
    again = kosovo.case()
    assert again.id != case.id
    assert again.words == "case.settled_twice"
    assert all(kosovo.folded(store).is_held for store in kosovo.stores)


def test_two_supervisors_who_settle_alike_in_the_dark_are_no_case(kosovo: Kosovo) -> None:
    both_arrive(kosovo)
    case = kosovo.case()
    for post in kosovo.posts:
        assert post.do(
            SettleCase(record=kosovo.record, case=case.id, stands=case.acts[1:], reason="I saw it")
        ).done

    kosovo.settle()

    assert kosovo.agree()
    assert not any(kosovo.folded(store).is_held for store in kosovo.stores)


def test_ended_at_one_desk_and_broken_seals_at_another_hold_the_movement(
    kosovo: Kosovo, tmp_path: Path
) -> None:
    desk = Post(tmp_path / "desk", "XK001010", kosovo.prishtina.clock)
    try:
        desk.enrols(kosovo.hub)
        assert kosovo.prishtina.do(Arrive(record=kosovo.record, plate="=", place="2")).done
        kosovo.settle()
        desk.round(Direct(kosovo.hub))
        broken = (SealFound(identifier=seal(kosovo), state=SealState.BROKEN),)

        ended = kosovo.prishtina.do(EndTransit(record=kosovo.record, plate="=", all_intact=True))
        seen = desk.do(CheckSeals(record=kosovo.record, seals=broken, all_intact=True))
        assert ended.done, ended.findings
        assert seen.done, seen.findings
        desk.round(Direct(kosovo.hub))
        kosovo.settle()
        desk.round(Direct(kosovo.hub))

        stores = (kosovo.hub.store, kosovo.prishtina.store, desk.store)
        assert len({state_of(store, kosovo.record) for store in stores}) == 1
        assert all(kosovo.folded(store).is_held for store in stores)
        assert {kosovo.folded(store).cases for store in stores} == {
            kosovo.folded(desk.store).cases
        }
    finally:
        desk.close()


def seal(kosovo: Kosovo) -> str:
    """A seal in force on the movement."""
    with kosovo.prishtina.store.reading() as look:
        acts = look.acts_of(kosovo.record)
    fact = ROOMS.registry.read(acts[0]).fact
    assert isinstance(fact, Announced)
    return fact.declaration.consignment.equipment[0].seals[0].identifier or ""
