from datetime import date, datetime
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.base.clock import Day, Instant, instant_of, moment_of
from app.reference import legal_clocks, packs
from app.reference.legal_clocks import Nearness

PACK: Final = packs.load("al")
HOUR: Final = 3_600_000


def at(moment: str) -> Instant:
    return instant_of(datetime.fromisoformat(f"2026-{moment}:00+00:00"))


def test_the_control_result_is_due_when_the_third_day_ends_at_the_office() -> None:
    presented = at("11-22T13:05")
    due = legal_clocks.result_due(presented, PACK)
    assert due == at("11-25T23:00")
    later = legal_clocks.result_due(presented, PACK, consignee=True)
    assert later == at("11-28T23:00")


def test_a_lorry_presented_after_midnight_at_the_office_counts_from_the_new_day() -> None:
    presented = at("11-22T23:30")
    assert legal_clocks.local_day(presented, PACK.zone) == Day(20261123)
    assert legal_clocks.result_day(presented, at("11-23T12:00"), PACK) == 0
    assert legal_clocks.result_day(presented, at("11-25T12:00"), PACK) == 2


def test_a_clock_that_went_back_shows_day_nought() -> None:
    assert legal_clocks.result_day(at("11-22T12:00"), at("11-20T12:00"), PACK) == 0


def test_departure_asks_after_six_days_and_twelve_in_the_exceptional_case() -> None:
    advised = at("11-22T12:00")
    assert moment_of(legal_clocks.result_asked(advised, PACK)).day == 28
    exceptional = legal_clocks.result_asked(advised, PACK, exceptional=True)
    assert exceptional == at("12-04T23:00")


def test_an_enquiry_is_answered_within_28_or_40_days() -> None:
    asked = at("11-22T12:00")
    assert moment_of(legal_clocks.enquiry_due(asked, PACK, poor=True)).date().isoformat() == (
        "2026-12-20"
    )
    assert moment_of(legal_clocks.enquiry_due(asked, PACK, poor=False)).date().isoformat() == (
        "2027-01-01"
    )


def test_the_limit_date_is_proposed_by_the_route() -> None:
    accepted = at("11-22T13:00")
    assert legal_clocks.limit_day(accepted, "AL002000", "XK001010", PACK) == Day(20261124)
    assert legal_clocks.limit_day(accepted, "AL002000", "MK001010", PACK) == Day(20261130)


def test_a_journey_is_in_time_until_its_last_day_ends() -> None:
    limit = Day(20261123)
    due = legal_clocks.limit_due(limit, PACK)
    assert legal_clocks.days_late(limit, Instant(due - 1), PACK) == 0
    assert legal_clocks.days_late(limit, due, PACK) == 1
    assert legal_clocks.days_late(limit, at("11-20T12:00"), PACK) == 0


def test_goods_presented_nowhere_are_asked_for_a_week_after_the_limit() -> None:
    asked = legal_clocks.no_arrival_asked(Day(20261123), PACK)
    assert legal_clocks.local_day(Instant(asked - 1), PACK.zone) == Day(20261130)


def test_the_other_clocks_count_as_the_pack_says() -> None:
    moment = at("11-22T12:00")
    solved = legal_clocks.discrepancies_due(moment, PACK)
    assert legal_clocks.local_day(Instant(solved - 1), PACK.zone) == Day(20261205)
    waits = legal_clocks.prelodged_until(moment, PACK)
    assert legal_clocks.local_day(Instant(waits - 1), PACK.zone) == Day(20261222)
    assert legal_clocks.recovery_day(Day(20260731), PACK) == Day(20270228)


def test_a_paper_movement_has_clocks_of_its_own() -> None:
    waiting = legal_clocks.paper_clocks(Day(20261122), None, PACK)
    assert legal_clocks.local_day(Instant(waiting.return_copy_due - 1), PACK.zone) == Day(20261130)
    assert legal_clocks.local_day(Instant(waiting.holder_told - 1), PACK.zone) == Day(20261222)
    assert legal_clocks.local_day(Instant(waiting.enquiry - 1), PACK.zone) == Day(20270121)
    arrived = legal_clocks.paper_clocks(Day(20261122), at("11-20T09:00"), PACK)
    assert legal_clocks.local_day(Instant(arrived.return_copy_due - 1), PACK.zone) == Day(20261128)


@pytest.mark.parametrize(
    ("left_ms", "nearness", "days", "told"),
    [
        (28 * HOUR, Nearness.FAR, 1, (28, 0)),
        (4 * HOUR + 1, Nearness.FAR, 0, (4, 0)),
        (4 * HOUR, Nearness.NEAR, 0, (4, 0)),
        (2 * HOUR + 600_000, Nearness.NEAR, 0, (2, 10)),
        (1, Nearness.NEAR, 0, (0, 0)),
        (0, Nearness.LATE, -1, (0, 0)),
        (-2 * HOUR, Nearness.LATE, -1, (2, 0)),
        (-26 * HOUR, Nearness.LATE, -2, (26, 0)),
    ],
)
def test_a_clock_is_read_in_days_hours_and_nearness(
    left_ms: int, nearness: Nearness, days: int, told: tuple[int, int]
) -> None:
    due = legal_clocks.day_ends(Day(20261123), PACK.zone)
    now = Instant(due - left_ms)
    reading = legal_clocks.read(due, now, near_hours=PACK.hours_near("expected"), zone=PACK.zone)
    assert (reading.nearness, reading.days) == (nearness, days)
    assert (reading.hours, reading.minutes) == told


def test_a_day_of_summer_time_ends_at_the_offices_midnight() -> None:
    assert moment_of(legal_clocks.day_ends(Day(20260328), PACK.zone)).hour == 23
    assert moment_of(legal_clocks.day_ends(Day(20260329), PACK.zone)).hour == 22


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 400))
def test_counting_days_on_and_back_agrees(begun: date, days: int) -> None:
    day = Day(begun.year * 10_000 + begun.month * 100 + begun.day)
    assert legal_clocks.days_between(day, legal_clocks.days_after(day, days)) == days
