"""What several tests of a movement begin with: Prishtina, and a truck announced to it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.base.ids import RecordId
from tests.transit.goods import PRISHTINA
from tests.transit.store_post import StorePost
from tests.transit.test_corridor import released_at_durres


@pytest.fixture
def prishtina(tmp_path: Path) -> Iterator[StorePost]:
    post = StorePost(tmp_path, PRISHTINA)
    yield post
    post.store.close()


@pytest.fixture
def announced(prishtina: StorePost) -> RecordId:
    departure, _ = released_at_durres()
    prishtina.receive(departure.sent("CD050C"))
    return prishtina.receive(departure.sent("CD001C"))
