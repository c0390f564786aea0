"""No seq is ever given twice: a store put back, copied or forked begins a new epoch."""

import shutil
from pathlib import Path

import pytest

from app.base.clock import FakeClock
from app.base.errors import Broken
from app.duty.acts import EpochOpened
from app.models.engine import FILE
from app.transit.use_cases import Declare
from app.workstation.status import Strip
from tests.transit.goods import declaration
from tests.workstation.post import Post


def store_files(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"{FILE}*"))


def keep_store(folder: Path, aside: Path) -> None:
    aside.mkdir()
    for file in store_files(folder):
        shutil.copy2(file, aside / file.name)


def put_back(folder: Path, aside: Path) -> None:
    for file in store_files(folder):
        file.unlink()
    for file in aside.iterdir():
        shutil.copy2(file, folder / file.name)


def worked(folder: Path, clock: FakeClock, seed: int, *lrns: str) -> bytes:
    """A session that declares; the answer is the stream it wrote."""
    with Post(folder, clock, seed=seed) as post:
        post.sign_in()
        for lrn in lrns:
            post.do(Declare(declaration=declaration(lrn=lrn)))
        return post.workstation.scribe.stream


def opened(post: Post) -> EpochOpened:
    fact = post.workstation.rooms.registry.read(post.own_acts()[0]).fact
    assert isinstance(fact, EpochOpened)
    return fact


def test_a_stream_goes_on_from_session_to_session(folder: Path, clock: FakeClock) -> None:
    first = worked(folder, clock, 2, "1")
    assert worked(folder, clock, 3, "2") == first
    with Post(folder, clock, seed=4) as post:
        post.sign_in()
        assert [act.envelope.seq for act in post.own_acts()] == list(range(1, 9))
        assert opened(post).reason == "first"


def test_a_store_put_back_begins_a_new_epoch(
    folder: Path, clock: FakeClock, tmp_path: Path
) -> None:
    former = worked(folder, clock, 2, "1")
    keep_store(folder, tmp_path / "aside")
    worked(folder, clock, 3, "2", "3")
    put_back(folder, tmp_path / "aside")
    with Post(folder, clock, seed=4) as post:
        post.sign_in()
        assert post.workstation.scribe.stream != former
        told = opened(post)
        assert (told.reason, told.former, told.last_seq) == ("restored", former, 4)
        assert post.ask(Strip()).waiting == 2


def test_a_store_put_back_that_went_on_elsewhere_is_noticed_at_the_same_length(
    folder: Path, clock: FakeClock, tmp_path: Path
) -> None:
    former = worked(folder, clock, 2, "1")
    twin = Path(shutil.copytree(folder, tmp_path / "twin"))
    worked(twin, clock, 3, "of the twin", "of the twin 2")
    worked(folder, clock, 4, "2")
    put_back(folder, twin_aside(twin, tmp_path / "aside"))
    with Post(folder, clock, seed=5) as post:
        post.sign_in()
        assert post.workstation.scribe.stream != former
        assert opened(post).reason == "restored"


def twin_aside(twin: Path, aside: Path) -> Path:
    keep_store(twin, aside)
    return aside


def test_a_store_without_any_mark_beside_it_begins_a_new_epoch(
    folder: Path, clock: FakeClock
) -> None:
    former = worked(folder, clock, 2, "1")
    (folder / "keys" / f"mark.{former.hex()}").unlink()
    with Post(folder, clock, seed=3) as post:
        post.sign_in()
        assert opened(post).reason == "unwitnessed"


def test_a_program_that_was_killed_goes_on_with_its_stream(
    folder: Path, clock: FakeClock, tmp_path: Path
) -> None:
    post = Post(folder, clock)
    post.sign_in()
    post.do(Declare(declaration=declaration(lrn="1")))
    left = Path(shutil.copytree(folder, tmp_path / "killed"))
    stream = post.workstation.scribe.stream
    post.workstation.close()
    assert worked(left, clock, 3, "2") == stream


def test_a_folder_copied_without_the_machines_secret_opens_nothing(
    folder: Path, clock: FakeClock, tmp_path: Path
) -> None:
    away = Path(shutil.copytree(folder, tmp_path / "away"))
    shutil.rmtree(away / "keys")
    with pytest.raises(Broken, match=r"security\.not_this_machine"):
        Post(away, clock)


def test_a_mark_is_written_again_only_when_the_own_stream_moved(
    folder: Path, clock: FakeClock
) -> None:
    with Post(folder, clock) as post:
        post.sign_in()
        station = post.workstation
        file = folder / "keys" / f"mark.{station.scribe.stream.hex()}"
        station.leave_mark()
        file.unlink()
        station.leave_mark()
        assert not file.exists()
        post.do(Declare(declaration=declaration(lrn="1")))
        station.leave_mark()
        assert file.exists()
