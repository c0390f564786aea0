"""A movement from Durres to Prishtina: three posts, two hubs, TLS between all of them."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.base.clock import Day, FakeClock
from app.base.errors import Unreachable
from app.base.ids import RecordId
from app.hub import enrolment, partners
from app.hub.hub import Hub
from app.hub.run import Serving, link_to
from app.transit.findings import SealAffixed
from app.transit.use_cases import Cross, Declare, Discharge, EndTransit, Release
from tests.hub.world import Post, kinds_of, make_hub, serving, state_of
from tests.transit.goods import DECLARATION

ROUNDS = 20


class Corridor:
    """Durres in Albania, Vermice and Prishtina in Kosovo, and both centres."""

    def __init__(self, folder: Path, albania: Serving, kosovo: Serving, clock: FakeClock) -> None:
        self.clock = clock
        self.albania, self.kosovo = albania, kosovo
        self.durres = Post(folder / "durres", "AL002000", clock)
        self.vermice = Post(folder / "vermice", "XK002010", clock)
        self.prishtina = Post(folder / "prishtina", "XK001010", clock)
        self.durres.pair(albania)
        self.vermice.pair(kosovo)
        self.prishtina.pair(kosovo)

    @property
    def posts(self) -> tuple[Post, ...]:
        return (self.durres, self.vermice, self.prishtina)

    def settle(self) -> None:
        """Exchange until nobody has anything to say."""
        for _ in range(ROUNDS):
            moved = [post.sync() for post in self.posts]
            carried = carry(self.albania.hub, self.kosovo.hub)
            if not carried and not any(one.sent or one.received for one in moved):
                return
        pytest.fail("the corridor never comes to rest")

    def close(self) -> None:
        for post in self.posts:
            post.close()


def carry(*hubs: Hub) -> int:
    """Let each hub send its neighbours what is due; the lanes do the same on their own time."""
    carried = 0
    for hub in hubs:
        with hub.store.reading() as look:
            known = enrolment.neighbours(look)
        for neighbour in known:
            link = link_to(hub, neighbour)
            try:
                carried += partners.send_due(hub, neighbour, link)
            finally:
                link.close()
    return carried


@pytest.fixture
def corridor(tmp_path: Path) -> Iterator[Corridor]:
    clock = FakeClock()
    al, xk = make_hub(tmp_path / "al", "al", clock), make_hub(tmp_path / "xk", "xk", clock)
    first, second = Serving(al), Serving(xk)
    enrolment.trust(al.premises, enrolment.card_bytes(xk.premises), second.url)
    enrolment.trust(xk.premises, enrolment.card_bytes(al.premises), first.url)
    with first, second:
        whole = Corridor(tmp_path, first, second, clock)
        whole.settle()
        yield whole
        whole.close()


def released(corridor: Corridor) -> RecordId:
    """A movement released at Durres; the answer is its id in Albania."""
    declared = corridor.durres.do(Declare(declaration=DECLARATION)).value
    outcome = corridor.durres.do(
        Release(
            record=declared,
            result="A2",
            seals=(SealAffixed(identifier="AL0045121"), SealAffixed(identifier="AL0045122")),
            count=2,
            limit=Day(20261126),
        )
    )
    assert outcome.done, outcome.findings
    with corridor.durres.store.reading() as look:
        return look.surviving(declared)


def test_a_movement_is_discharged_and_its_guarantee_freed_once(corridor: Corridor) -> None:
    departed = released(corridor)
    corridor.settle()
    with corridor.prishtina.store.reading() as look:
        expected = look.queues.page("expected", limit=10)
        crossing = look.queues.page("crossings@XK001010", limit=10)
    assert [row.number for row in expected]
    abroad = expected[0].record
    assert crossing == ()

    assert corridor.vermice.do(Cross(record=abroad, plate="=", all_intact=True)).done
    corridor.settle()
    assert corridor.prishtina.do(EndTransit(record=abroad, plate="=", all_intact=True)).done
    corridor.settle()
    assert corridor.durres.do(Discharge(record=departed)).done
    corridor.settle()

    at_home = kinds_of(corridor.albania.hub.store, departed)
    assert "transit.crossing_notified" in at_home
    assert "transit.results_received" in at_home
    assert "transit.discharged" in at_home
    assert state_of(corridor.durres.store, departed) == state_of(
        corridor.albania.hub.store, departed
    )
    assert (
        state_of(corridor.vermice.store, abroad)
        == state_of(corridor.prishtina.store, abroad)
        == state_of(corridor.kosovo.hub.store, abroad)
    )


def test_with_the_line_cut_every_post_goes_on_and_nothing_is_sent_twice(
    corridor: Corridor,
) -> None:
    departed = released(corridor)
    with pytest.raises(Unreachable):
        corridor.durres.sync(url="https://127.0.0.1:9")
    corridor.settle()
    quiet = corridor.durres.sync()

    assert quiet.sent == 0
    assert quiet.received == 0
    assert quiet.round_trips == 1
    with corridor.durres.store.reading() as look:
        levels = set(look.levels(departed).values())
    assert levels == {3}


def test_without_the_channel_between_the_hubs_the_destination_knows_nothing(
    tmp_path: Path,
) -> None:
    clock = FakeClock()
    with (
        serving(make_hub(tmp_path / "al", "al", clock)) as al,
        serving(make_hub(tmp_path / "xk", "xk", clock)) as xk,
    ):
        corridor = Corridor(tmp_path, al, xk, clock)
        corridor.settle()
        released(corridor)
        corridor.settle()
        with corridor.prishtina.store.reading() as look:
            assert look.queues.counts() == {}
        corridor.close()


def test_a_hub_with_another_certificate_gets_nothing(corridor: Corridor) -> None:
    with pytest.raises(Unreachable) as refused:
        corridor.durres.sync(url=corridor.kosovo.url)

    assert refused.value.code in {"sync.certificate", "sync.no_line"}


def test_grace_holds_an_act_back_until_it_is_over(corridor: Corridor) -> None:
    departed = released(corridor)

    held_back = corridor.durres.sync(hand_over=False)
    corridor.clock.advance(61_000)
    sent = corridor.durres.sync(hand_over=False)

    assert held_back.sent == 0
    assert sent.sent > 0
    assert list(itertools.islice(kinds_of(corridor.albania.hub.store, departed), 1))
