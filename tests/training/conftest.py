"""One demonstration for all tests of this folder: it takes its time to play."""

import pytest

from app.base.clock import FakeClock
from app.base.ids import SystemChance
from app.training.demonstration import Demonstration, demonstration
from tests.training.stopped import STOPPED


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    folder = tmp_path_factory.mktemp("demonstration") / "waypost"
    return demonstration(folder, seed=1, clock=FakeClock(STOPPED), chance=SystemChance())
