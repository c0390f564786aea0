"""Real stores in temporary folders."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.base.clock import FakeClock
from app.base.ids import SeededChance
from app.models.store import Store
from tests.acts.example import REGISTRY

KEY = bytes(range(32))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the store lies."""
    return tmp_path / "store"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    """An empty store that knows the barrier of ``tests.acts.example``."""
    with Store.create(folder, KEY, REGISTRY, clock=FakeClock(), chance=SeededChance(1)) as made:
        yield made
