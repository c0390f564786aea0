"""Somebody works at the demonstration: hubs answer on the loopback, the neighbour answers too."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from app.base.changes import Changed
from app.base.clock import FakeClock
from app.base.ids import SystemChance
from app.hub.hub import Hub
from app.training.demonstration import Demonstration
from app.training.neighbour import EVERY_MS
from app.training.play import MORINE
from app.training.post import Post
from app.training.running import Running
from app.transit.lists import Find
from app.transit.records import DeparturePage
from app.workstation.premises import Premises
from app.workstation.status import Strip
from tests.training.stopped import STOPPED

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]


@pytest.fixture
def copied(played: Demonstration, tmp_path: Path) -> Demonstration:
    folder = tmp_path / "waypost"
    shutil.copytree(played.folder, folder)
    return msgspec.structs.replace(
        played,
        folder=folder,
        post=folder / MORINE,
        desks={name: folder / name for name in played.desks},
        hubs={country: folder / f"hub-{country}" for country in played.hubs},
    )


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(STOPPED)


@pytest.fixture
def running(copied: Demonstration, clock: FakeClock) -> Iterator[Running]:
    with Running(copied, clock=clock, chance=SystemChance()) as one:
        yield one


def has_come(hub: Hub, kind: str, number: str) -> bool:
    """Wait until an act of a kind has come to the hub, on the record of a number."""
    moved = threading.Condition()

    def tell(_changed: Changed) -> None:
        with moved:
            moved.notify_all()

    def is_here() -> bool:
        with hub.store.reading() as look:
            rows = look.records.numbered(number)
            acts = [act for row in rows for act in look.acts_of(row.record)]
        return any(act.envelope.kind == kind for act in acts)

    deaf = hub.changed.listen(tell)
    try:
        with moved:
            return moved.wait_for(is_here, 60)
    finally:
        deaf()


def test_the_post_reaches_its_hub_and_the_neighbour_ends_what_arrives(
    copied: Demonstration, running: Running, clock: FakeClock
) -> None:
    chance = SystemChance()
    post = Post(Premises.open(copied.post, chance), copied.secret, clock=clock, chance=chance)
    post.sign_in(copied.officers[0])
    link = post.https()
    try:
        assert post.ask(Strip()).waiting
        report = post.round(link)
        assert report.sent
        assert report.level == 3
        assert post.ask(Strip()).waiting == 0
        mrn = copied.named["released"]
        assert has_come(running.serving["AL"].hub, "transit.results_received", mrn)
        post.round(link)
        hit = post.ask(Find(text=mrn)).hits[0]
        page = post.ask(DeparturePage(record=hit.record))
        assert page.head.departure == "results known"
    finally:
        link.close()
        post.close()


def test_a_lorry_leaves_for_the_post_when_it_is_time(running: Running, clock: FakeClock) -> None:
    assert running.neighbour is not None
    before = expected(running)
    clock.advance(EVERY_MS)
    come = threading.Event()
    hub = running.serving["AL"].hub
    deaf = hub.changed.listen(
        lambda changed: come.set() if "transit.announced" in changed.kinds else None
    )
    running.neighbour.hurry()
    assert come.wait(60)
    deaf()
    assert expected(running) > before


def expected(running: Running) -> int:
    with running.serving["AL"].hub.store.reading() as look:
        return look.queues.counts().get("expected@AL003010", 0)
