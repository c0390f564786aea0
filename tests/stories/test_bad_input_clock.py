"""A clock a year off, or off by more: work goes on where it may, and nothing saved is lost."""

import shutil
from pathlib import Path

import pytest

from app.acts.chain import Tip, first_break
from app.base.clock import FakeClock, Instant
from app.base.errors import Broken, Refused
from app.base.ids import RecordId
from app.reference.texts import texts
from app.transit.use_cases import Declare, Hold
from app.workstation.records import QueuePage, RecordPage
from app.workstation.status import Counts, Strip
from tests.transit.goods import declaration
from tests.workstation.post import NOW, Post, make_post

DAY = 86_400_000
YEAR = 365 * DAY
JUMPS = (2 * DAY, YEAR - DAY, YEAR + DAY, 30 * YEAR, 3000 * YEAR, -2 * DAY, -YEAR, -30 * YEAR)


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("new") / "post"
    make_post(folder, FakeClock(Instant(NOW)))
    return folder


def declared(post: Post, lrn: str) -> RecordId:
    return RecordId(post.do(Declare(declaration=declaration(lrn=lrn))).value)


def see_all(post: Post) -> None:
    """Every page of the day opens."""
    post.ask(Strip())
    post.ask(Counts())
    for row in post.ask(QueuePage(queue="departures")):
        post.ask(RecordPage(record=row.record))


@pytest.mark.parametrize("jump", [*JUMPS, -NOW])
def test_a_clock_set_wrong_and_right_again_loses_nothing(
    new: Path, tmp_path: Path, jump: int
) -> None:
    folder = Path(shutil.copytree(new, tmp_path / "post"))
    clock = FakeClock(Instant(NOW))
    records = {}
    with Post(folder, clock, seed=2) as post:
        post.sign_in()
        records["before"] = declared(post, "before")
        clock.step_wall(jump)
        see_all(post)
        if jump < YEAR:
            records["under"] = declared(post, "under")
            post.do(Hold(record=records["before"], reason="because"))
        else:
            with pytest.raises(Refused, match=r"security\.credential_ended") as ended:
                declared(post, "under")
            assert "Set the clock right" in texts("en").error(ended.value)
    with Post(folder, clock, seed=3) as post:  # the program ends and starts under the wrong clock
        post.sign_in()
        see_all(post)
    clock.step_wall(-jump)
    with Post(folder, clock, seed=4) as post:
        post.sign_in()
        records["after"] = declared(post, "after")
        for lrn, record in records.items():
            assert post.ask(RecordPage(record=record)).number == lrn
        stream = post.workstation.scribe.stream
        assert first_break(post.own_acts(), Tip(stream)) is None
        assert not post.workstation.rebuild().differed
        assert post.kinds().count("device.epoch_opened") == 1
        assert "clock.stepped_back" in post.kinds()


@pytest.mark.parametrize("jump", [-NOW - 1, -100 * YEAR, 10_000 * YEAR])
def test_a_clock_that_shows_what_no_clock_can_is_told(
    new: Path, tmp_path: Path, jump: int
) -> None:
    folder = Path(shutil.copytree(new, tmp_path / "post"))
    clock = FakeClock(Instant(NOW))
    post = Post(folder, clock, seed=2)
    post.sign_in()
    record = declared(post, "before")
    clock.step_wall(jump)
    with pytest.raises(Broken, match=r"clock\.impossible"):
        post.do(Hold(record=record, reason="because")) if jump < 0 else post.sign_in()
    with pytest.raises(Broken, match=r"clock\.impossible"):
        post.workstation.close()
    with pytest.raises(Broken, match=r"clock\.impossible"):
        Post(folder, clock, seed=3).sign_in()
    clock.step_wall(-jump)
    with Post(folder, clock, seed=4) as again:
        again.sign_in()
        assert again.ask(RecordPage(record=record)).number == "before"


def test_what_lies_ahead_is_not_recorded(new: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(new, tmp_path / "post"))
    with Post(folder, FakeClock(Instant(NOW)), seed=2) as post:
        post.sign_in()
        record = declared(post, "1")
        with pytest.raises(Refused, match=r"transit\.rules\.in_the_future") as ahead:
            post.do(Hold(record=record, reason="because", occurred=Instant(NOW + DAY)))
        assert ahead.value.field == "occurred"
