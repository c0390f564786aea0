"""How a post makes its rounds: by command, by lane, and when its own store turns out to be old."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from app.base.clock import FakeClock
from app.base.errors import Unreachable
from app.base.ids import SystemChance
from app.duty.acts import EpochOpened
from app.hub.hub import Hub
from app.hub.run import Serving
from app.models.receipts import RECEIVED
from app.security.keystore import mark
from app.sync.peers import state_of
from app.transit.use_cases import Declare
from app.workstation.cases import HandOver, SignIn
from app.workstation.exchange import Exchange, Lane, Memory
from app.workstation.premises import Premises
from app.workstation.status import SyncCentre
from app.workstation.threaded import ThreadedWorkstation
from app.workstation.workstation import Workstation
from tests.hub.links import Direct
from tests.hub.world import ROOMS, SECRET, Post, make_hub
from tests.transit.goods import DECLARATION

WAIT_S = 20.0


@pytest.fixture
def post(hub: Hub, tmp_path: Path) -> Iterator[Post]:
    assert isinstance(hub.clock, FakeClock)
    made = Post(tmp_path / "post", "AL002000", hub.clock)
    made.enrols(hub)
    yield made
    made.close()


def exchange_of(post: Post) -> Exchange:
    return Exchange(post.workstation, clock=post.clock, chance=post.chance)


def test_a_command_run_once_costs_one_round_trip_when_there_was_one_before(
    hub: Hub, post: Post
) -> None:
    first = post.round(Direct(hub))
    second = post.round(Direct(hub))

    assert first.round_trips == 2
    assert (second.round_trips, second.sent, second.received) == (1, 0, 0)


def test_a_lane_remembers_the_nonce_and_a_quiet_line_writes_nothing(hub: Hub, post: Post) -> None:
    post.round(Direct(hub))
    exchange, memory = exchange_of(post), Memory()
    (peer,) = exchange.peers
    exchange.round(peer, Direct(hub), memory)
    size = post.store.facts()["wal_bytes"]

    quiet = [exchange.round(peer, Direct(hub), memory) for _ in range(3)]

    assert [one.round_trips for one in quiet] == [1, 1, 1]
    assert post.store.facts()["wal_bytes"] == size


def test_the_last_exchange_is_noted_once_a_minute(hub: Hub, post: Post) -> None:
    exchange, memory = exchange_of(post), Memory()
    (peer,) = exchange.peers
    exchange.round(peer, Direct(hub), memory)
    noted = _last(post, peer.name)
    post.clock.advance(59_000)
    exchange.round(peer, Direct(hub), memory)
    assert _last(post, peer.name) == noted

    post.clock.advance(1_000)
    exchange.round(peer, Direct(hub), memory)

    assert _last(post, peer.name) == noted + 60_000


def _last(post: Post, peer: str) -> int:
    with post.store.reading() as look:
        return state_of(look, peer).last_exchange


def test_a_line_that_is_down_says_since_when_and_comes_back(hub: Hub, post: Post) -> None:
    post.round(Direct(hub))
    post.clock.advance(5_000)
    with pytest.raises(Unreachable):
        post.round(Direct(hub, cut_up=0))
    down = post.workstation.ask(SyncCentre()).links[0]

    post.clock.advance(7_000)
    post.round(Direct(hub))
    up = post.workstation.ask(SyncCentre()).links[0]

    assert (down.state, down.trouble) == ("down", "sync.no_line")
    assert (up.state, up.trouble) == ("up", "")
    assert up.since == down.since + 7_000


def test_what_the_centre_must_tell_a_person_is_shown_on_the_link(hub: Hub, post: Post) -> None:
    post.round(Direct(hub))
    with hub.store.writing() as unit:
        unit.devices.revoke(post.premises.device.id, hub.clock.now())

    report = post.round(Direct(hub))
    line = post.workstation.ask(SyncCentre()).links[0]

    assert report.notices == ("sync.device_revoked",)
    assert (line.state, line.trouble) == ("up", "sync.device_revoked")


def put_back(post: Post, backup: Path) -> Post:
    """The whole folder, keys and all, is put back: nothing here can tell, only the hub can."""
    post.close()
    shutil.rmtree(post.premises.folder)
    shutil.copytree(backup, post.premises.folder)
    premises = Premises.open(post.premises.folder, SystemChance())
    station = Workstation(premises, clock=post.clock, chance=SystemChance(), rooms=ROOMS)
    station.do(SignIn(officer=premises.vault.officers()[0].officer, secret=SECRET))
    back = object.__new__(Post)
    back.__dict__.update(post.__dict__, premises=premises, workstation=station)
    return back


def test_a_post_put_back_with_all_its_keys_is_told_by_the_hub_and_opens_a_new_epoch(
    hub: Hub, post: Post, tmp_path: Path
) -> None:
    declared = post.do(Declare(declaration=DECLARATION)).value
    post.round(Direct(hub))
    post.workstation.leave_mark()
    shutil.copytree(post.premises.folder, tmp_path / "backup")
    other = msgspec.structs.replace(DECLARATION, lrn="2026-004599")
    lost = post.do(Declare(declaration=other)).value
    post.round(Direct(hub))
    stream = post.workstation.scribe.stream

    back = put_back(post, tmp_path / "backup")
    with closing(back.workstation):
        before = back.workstation.scribe.stream
        assert before == stream
        report = back.round(Direct(hub))
        back.round(Direct(hub))
        fresh = back.workstation.scribe.stream

        assert report.astray == "forked"  # signing in is an act, written before anybody asked
        assert fresh != stream
        assert mark(back.premises.keys, fresh) is not None
        with back.store.reading() as look:
            opened = ROOMS.registry.read(look.stream_acts(fresh, 0, 1)[0]).fact
            assert look.folded(look.surviving(lost)) is not None
            assert look.folded(look.surviving(declared)) is not None
        assert isinstance(opened, EpochOpened)
        assert (opened.reason, opened.former) == ("forked", stream)
        assert back.round(Direct(hub)).astray == ""


def test_a_lane_sends_what_is_handed_over_and_ends_when_told(
    tmp_path: Path,
) -> None:
    clock = FakeClock()
    with Serving(make_hub(tmp_path / "al", "al", clock)) as serving:
        post = Post(tmp_path / "post", "AL002000", clock)
        post.pair(serving)
        threaded = ThreadedWorkstation(post.workstation)
        exchange = Exchange(
            post.workstation, clock=clock, chance=post.chance, writer=threaded.in_turn
        )
        sent = threading.Event()

        def look(_changed: object) -> None:
            with post.store.reading() as reading:
                tip = reading.tip(post.workstation.scribe.stream)
                if reading.receipts.level(tip.stream, tip.seq) == RECEIVED:
                    sent.set()

        deaf = post.workstation.changed.listen(look)
        lane = Lane(exchange, exchange.peers[0], clock)
        answered = threading.Event()
        threaded.do(Declare(declaration=DECLARATION), None, lambda _answer: None)
        threaded.do(HandOver(), None, lambda _answer: answered.set())

        assert answered.wait(WAIT_S)
        assert sent.wait(WAIT_S)
        deaf()
        lane.close()
        threaded.close()
