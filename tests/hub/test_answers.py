"""What a hub answers is believed for what it proves, and costs little when there is nothing."""

import msgspec
import pytest

from app.base.errors import Unreachable
from app.hub.hub import Hub
from app.hub.notices import notices
from app.models.receipts import Role
from app.security.signatures import fresh_signing_key
from app.sync import frames
from app.sync.frames import NotAFrame
from app.sync.round import Report
from tests.hub.flights import (
    Recorded,
    Stuck,
    hello_frames,
)
from tests.hub.light import Light


def test_a_receipt_counts_as_level_three_only_from_the_arbiter_it_was_paired_with(
    light: Light,
) -> None:
    light.prints()
    light.peer = msgspec.structs.replace(light.peer, role=str(Role.RELAY))

    with pytest.raises(Unreachable) as refused:
        light.round()

    assert refused.value.code == "sync.another_hub"
    assert set(light.levels().values()) == {1}


def test_the_answer_of_another_hub_is_not_believed(light: Light) -> None:
    light.prints()
    light.peer = msgspec.structs.replace(light.peer, public=fresh_signing_key(light.chance).public)

    with pytest.raises(Unreachable) as refused:
        light.round()

    assert refused.value.code == "sync.another_hub"
    assert set(light.levels().values()) == {1}


def test_an_answer_recorded_earlier_is_not_believed(light: Light) -> None:
    line = Recorded(light.hub)

    with pytest.raises(Unreachable) as refused:
        light.round(line)

    assert refused.value.code == "sync.another_hub"


def test_the_hubs_time_anchors_the_clock_of_the_device(light: Light) -> None:
    light.round()

    with light.store.reading() as look:
        ticker = look.ticker()
    assert ticker.anchor == light.clock.now()
    assert light.opens("later").envelope.clock.anchor == light.clock.now()


def test_the_logical_clock_follows_acts_that_came(hub: Hub, light: Light) -> None:
    light.clock.advance(5)
    act = light.prints()[0]
    light.round()

    with hub.store.reading() as look:
        assert look.ticker().hlc >= act.envelope.clock.hlc


def test_a_quiet_round_costs_one_trip_and_few_bytes_and_writes_nothing(light: Light) -> None:
    light.prints()
    light.round()
    light.round()
    with light.store.reading() as look:
        before = look.acts.arrivals(0, 100), look.ticker(), look.positions.of_peer("AL hub")
    size = light.store.facts()["wal_bytes"]

    quiet: Report = light.round()

    assert quiet.round_trips == 1
    assert (quiet.sent, quiet.received) == (0, 0)
    assert quiet.bytes_up < 600
    assert quiet.bytes_down < 600
    with light.store.reading() as look:
        after = look.acts.arrivals(0, 100), look.ticker(), look.positions.of_peer("AL hub")
    assert after == before
    assert light.store.facts()["wal_bytes"] == size


def test_two_ends_that_do_not_move_each_other_come_to_rest(light: Light) -> None:
    report = light.round(Stuck(light.hub))

    assert report.round_trips < 6


def test_notices_are_counted_and_bounded(hub: Hub) -> None:
    for _ in range(3):
        hub.tell("sync.forked", "desk 1")

    with hub.store.reading() as look:
        (noticed,) = [one for one in notices(look) if one.about == "desk 1"]
    assert noticed.times == 3


def test_half_a_hello_is_no_greeting(light: Light) -> None:
    with pytest.raises(NotAFrame):
        list(frames.decode([frames.encode(hello_frames(light, b"")[0])[:-3]]))
