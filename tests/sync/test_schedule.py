"""When a lane makes its next round."""

import pytest

from app.base.clock import Instant
from app.sync.schedule import IDLE_MS, LONGEST_WAIT_MS, Schedule

NOON = Instant(1_795_356_300_000)


def test_a_lane_that_never_made_a_round_makes_one_at_once() -> None:
    assert Schedule().next_at(None) < NOON


def test_with_nothing_to_send_it_asks_after_the_idle_time() -> None:
    assert Schedule(last=NOON).next_at(None) == NOON + IDLE_MS


def test_what_may_leave_earlier_is_sent_earlier_and_never_in_the_past() -> None:
    ended = Schedule().ended(NOON, well=True)

    assert ended.next_at(Instant(NOON + 3_000)) == NOON + 3_000
    assert ended.next_at(Instant(NOON - 3_000)) == NOON
    assert ended.next_at(Instant(NOON + 10 * IDLE_MS)) == NOON + IDLE_MS


def test_after_trouble_it_waits_longer_and_longer_up_to_five_minutes() -> None:
    schedule, waits = Schedule(), []
    for _ in range(15):
        schedule = schedule.ended(NOON, well=False)
        waits.append(schedule.next_at(NOON) - NOON)

    assert waits[:5] == [1_000, 2_000, 4_000, 8_000, 16_000]
    assert waits[-1] == LONGEST_WAIT_MS
    assert schedule.ended(NOON, well=True).failures == 0


@pytest.mark.parametrize("well", [True, False])
def test_a_hub_that_asks_for_a_pause_is_given_it(well: bool) -> None:
    schedule = Schedule().ended(NOON, well=well, pause_ms=90_000)

    assert schedule.next_at(NOON) == NOON + 90_000
