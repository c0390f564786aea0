"""One post is made per session of tests and copied for each: making keys costs a moment."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.base.clock import FakeClock
from tests.workstation.post import NOW, Post, make_post


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "post"
    make_post(folder, FakeClock(NOW))
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "post"))


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(NOW)


@pytest.fixture
def post(folder: Path, clock: FakeClock) -> Iterator[Post]:
    with Post(folder, clock) as opened:
        yield opened
