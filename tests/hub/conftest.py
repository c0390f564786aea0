"""One hub for the tests of a module: each brings devices of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.base.clock import FakeClock
from app.hub.hub import Hub
from tests.hub.light import Light
from tests.hub.world import make_hub


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    made = make_hub(tmp_path_factory.mktemp("hub") / "al", "al", FakeClock())
    yield made
    made.close()


@pytest.fixture
def light(hub: Hub, tmp_path: Path) -> Iterator[Light]:
    made = Light(tmp_path / "light", hub)
    yield made
    made.close()
