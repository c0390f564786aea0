from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.base.clock import (
    Day,
    FakeClock,
    SystemClock,
    date_of,
    day_of,
    instant_of,
    moment_of,
)


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_moment_survives_as_milliseconds(moment: datetime) -> None:
    whole = moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    assert moment_of(instant_of(whole)) == whole


@given(st.dates())
def test_a_day_of_law_survives_as_a_number(day: date) -> None:
    assert date_of(day_of(day)) == day


def test_a_day_that_is_not_in_the_calendar_is_told() -> None:
    with pytest.raises(ValueError, match="day"):
        date_of(Day(20260230))


def test_a_moment_without_a_zone_is_told() -> None:
    with pytest.raises(ValueError, match="zone"):
        instant_of(datetime(2026, 11, 22, 13, 5))  # noqa: DTZ001 - a naive one is the point


def test_a_fake_clock_moves_only_when_told() -> None:
    clock = FakeClock(now=1_000, offset=120)
    clock.advance(500)
    assert (clock.now(), clock.monotonic(), clock.offset()) == (1_500, 500, 120)
    assert clock.boot() == bytes(8)


def test_a_step_of_the_wall_leaves_the_monotonic_clock_alone() -> None:
    clock = FakeClock(now=10_000)
    clock.step_wall(-4_000)
    assert (clock.now(), clock.monotonic()) == (6_000, 0)


def test_the_machines_clock_agrees_with_the_machine() -> None:
    clock = SystemClock()
    before = clock.monotonic()
    assert abs(moment_of(clock.now()) - datetime.now(UTC)) < timedelta(minutes=1)  # noqa: TID251 - the machine is asked on purpose
    assert clock.monotonic() >= before
    assert -14 * 60 <= clock.offset() <= 14 * 60


def test_one_boot_has_one_name() -> None:
    assert SystemClock().boot() == SystemClock().boot()
    assert len(SystemClock().boot()) == 8


def test_a_machine_without_a_boot_id_is_named_by_the_moment_it_began(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.base.clock.Path.exists", lambda _: False)
    assert len(SystemClock().boot()) == 8
