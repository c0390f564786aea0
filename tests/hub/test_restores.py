"""Stores put back from backups, cloned devices, hubs of yesterday: nothing lost, all noticed."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.acts import general
from app.base.clock import FakeClock
from app.base.ids import SystemChance
from app.hub import centre
from app.hub.hub import GAP, MRN, Hub
from app.hub.intake import Intake
from app.hub.notices import notices
from app.hub.premises import HubPremises
from app.hub.witness import LAST_ACT
from app.security.device import fresh_epoch, stream_of
from app.sync import wire
from app.sync.comparing import FORKED, RESTORED
from app.sync.wire import Hello, Place
from tests.hub.flights import hello_frames
from tests.hub.light import Light, held
from tests.hub.world import ROOMS, make_hub


def opened(folder: Path, clock: FakeClock) -> Hub:
    premises = HubPremises.open(folder, ROOMS.registry)
    return Hub(premises, ROOMS, clock=clock, chance=SystemChance())


def copied(light: Light, folder: Path) -> Path:
    """A backup of a device's folder; the store is closed for it."""
    light.store.close()
    shutil.copytree(light.folder, folder)
    return folder


def noted(hub: Hub) -> set[str]:
    with hub.store.reading() as look:
        return {one.code for one in notices(look)}


@pytest.fixture
def backed(light: Light, tmp_path: Path) -> Iterator[tuple[Light, Light]]:
    """A device that went on after a backup was made, and the same device put back from it."""
    light.prints(3)
    light.round()
    folder = copied(light, tmp_path / "backup")
    light = light.reopened(light.folder)
    light.prints(2)
    light.round()
    light.close()
    back = light.reopened(folder)
    yield light, back
    back.close()


def test_a_device_put_back_learns_that_it_is_behind_and_gets_its_acts_again(
    backed: tuple[Light, Light],
) -> None:
    before, back = backed

    first = back.round()

    assert first.astray == RESTORED
    assert first.received == 2
    assert back.round().received == 0
    assert back.all_received()
    with back.store.reading() as look:
        assert look.tip(back.stream).seq == 5
    assert FORKED not in noted(before.hub)


def test_a_device_put_back_that_wrote_before_it_asked_is_a_fork_and_loses_nothing(
    backed: tuple[Light, Light],
) -> None:
    before, back = backed
    with before.hub.store.reading() as look:
        genuine = look.stream_acts(before.stream, 3, 10)
    ours = back.prints(3)

    first = back.round()

    assert first.astray == FORKED
    assert all(held(back.hub.store, (*genuine, *ours)))
    assert back.all_received()
    back.stream = stream_of(back.keys.device.key_id, fresh_epoch(back.chance))
    back.opens(FORKED)
    second = back.round()
    assert second.astray == ""
    assert all(held(back.store, (*genuine, *ours)))
    assert back.all_received()


def test_a_fork_is_told_to_the_device_and_noticed_at_the_hub(
    backed: tuple[Light, Light],
) -> None:
    _, back = backed
    back.prints(2)

    report = back.round()

    assert "sync.forked" in report.notices
    assert "sync.forked" in noted(back.hub)


def test_two_clones_with_one_key_keep_both_branches(light: Light, tmp_path: Path) -> None:
    light.prints(1)
    light.round()
    folder = copied(light, tmp_path / "clone")
    first, second = light.reopened(light.folder), light.reopened(folder)
    try:
        ours, theirs = first.prints(4), second.prints(6)
        first.round()
        assert second.round().astray == FORKED

        assert all(held(light.hub.store, (*ours, *theirs)))
        assert second.all_received()
        with light.hub.store.reading() as look:
            assert len(look.acts.at(light.stream, 2)) == 2
    finally:
        first.close()
        second.close()


class Yesterday:
    """A hub of its own that can be put back from a backup."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = FakeClock()
        self.hub = make_hub(folder / "al", "al", self.clock)

    def backs_up(self) -> None:
        self.hub.close()
        shutil.copytree(self.folder / "al", self.folder / "backup")
        self.hub = opened(self.folder / "al", self.clock)

    def is_put_back(self, *, with_keys: bool) -> None:
        self.hub.close()
        keys = self.folder / "keys"
        shutil.copytree(self.folder / "al" / "keys", keys)
        shutil.rmtree(self.folder / "al")
        shutil.copytree(self.folder / "backup", self.folder / "al")
        if not with_keys:
            shutil.rmtree(self.folder / "al" / "keys")
            shutil.copytree(keys, self.folder / "al" / "keys")
        self.hub = opened(self.folder / "al", self.clock)


@pytest.fixture
def yesterday(tmp_path: Path) -> Iterator[Yesterday]:
    made = Yesterday(tmp_path)
    yield made
    made.hub.close()


@pytest.mark.parametrize("with_keys", [False, True])
def test_a_hub_of_yesterday_is_given_again_what_it_receipted(
    yesterday: Yesterday, tmp_path: Path, with_keys: bool
) -> None:
    with closing(Light(tmp_path / "light", yesterday.hub)) as light:
        light.prints(2)
        light.round()
        yesterday.backs_up()
        epoch, stream = yesterday.hub.epoch, yesterday.hub.scribe.stream
        light.hub = yesterday.hub
        light.prints(3)
        light.round()

        yesterday.is_put_back(with_keys=with_keys)
        light.hub = yesterday.hub
        light.round()

        with yesterday.hub.store.reading() as look:
            assert look.tip(light.stream).seq == 5
        assert yesterday.hub.epoch != epoch
        assert yesterday.hub.scribe.stream != stream
        assert "hub.put_back" in noted(yesterday.hub)
        assert light.all_received()


def test_a_hub_older_than_a_device_gets_the_whole_device_again(
    yesterday: Yesterday, tmp_path: Path
) -> None:
    with closing(Light(tmp_path / "light", yesterday.hub)) as light:
        yesterday.backs_up()
        light.hub = yesterday.hub
        light.prints(3)
        light.round()

        yesterday.is_put_back(with_keys=False)
        light.hub = yesterday.hub
        report = light.round()

        assert report.level == 3
        with yesterday.hub.store.reading() as look:
            assert look.tip(light.stream).seq == 3


def test_a_hub_that_was_put_back_lends_no_number_twice(
    yesterday: Yesterday, tmp_path: Path
) -> None:
    with closing(Light(tmp_path / "light", yesterday.hub)) as light:
        yesterday.backs_up()
        hub = yesterday.hub
        centre.lend_numbers(hub, light.office, light.stream)
        hub.receipted()
        with hub.store.reading() as look:
            lent, _ = look.leases.top(MRN)

        yesterday.is_put_back(with_keys=False)
        centre.lend_numbers(yesterday.hub, light.office, light.stream)

        with yesterday.hub.store.reading() as look:
            (fresh,) = look.leases.of_kind(MRN)
        assert fresh.first > lent
        assert fresh.first > GAP


def test_a_hub_that_only_stopped_goes_on_under_its_epoch(yesterday: Yesterday) -> None:
    epoch, stream = yesterday.hub.epoch, yesterday.hub.scribe.stream
    centre.lend_numbers(yesterday.hub, "AL002000", bytes(24))
    yesterday.hub.close()

    yesterday.hub = opened(yesterday.folder / "al", yesterday.clock)

    assert (yesterday.hub.epoch, yesterday.hub.scribe.stream) == (epoch, stream)
    assert yesterday.hub.premises.keys.get(LAST_ACT) is not None
    assert noted(yesterday.hub) == set()


def test_what_was_owed_when_the_hub_stopped_is_written_at_its_next_start(
    yesterday: Yesterday, tmp_path: Path
) -> None:
    with closing(Light(tmp_path / "light", yesterday.hub)) as light:
        (act,) = light.prints()
        doubt = centre.Doubt(act.record, (act.id,), "hub.signature_does_not_hold")
        with yesterday.hub.store.writing() as unit:
            centre.note(unit, (act,), (doubt,))
        yesterday.hub.close()
        yesterday.hub = opened(yesterday.folder / "al", yesterday.clock)

        centre.catch_up(yesterday.hub)
        centre.catch_up(yesterday.hub)

        with yesterday.hub.store.reading() as look:
            facts = [ROOMS.registry.read(one).fact for one in look.acts_of(act.record)]
        assert facts == [general.Doubted(acts=(act.id,), reason=doubt.reason)]


@pytest.mark.parametrize(("office", "believed"), [("AL002000", True), ("AL009000", False)])
def test_only_the_place_in_its_own_offices_scope_shows_that_a_hub_was_put_back(
    light: Light, office: str, believed: bool
) -> None:
    epoch = light.hub.epoch
    places = (Place(office, epoch, 1 << 40),)
    first = Intake(light.hub)
    first.take_all(hello_frames(light, b"", epoch=epoch, places=places))
    nonce = wire.decode(next(iter(first.answer())).content, Hello).nonce
    assert light.hub.epoch == epoch

    Intake(light.hub).take_all(hello_frames(light, nonce, epoch=epoch, places=places))

    assert (light.hub.epoch != epoch) is believed
