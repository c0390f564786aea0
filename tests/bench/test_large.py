"""A large store is what acts would have made of it one by one."""

from pathlib import Path

import pytest

from app.base.clock import FakeClock
from app.base.ids import SeededChance
from app.bench import large
from app.models.metadata import METADATA
from app.workstation.workstation import Workstation

SIZE = 24


def contents(post: Workstation) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, in the order of the table."""
    with post.store.reading() as look:
        names = [table.name for table in METADATA.sorted_tables]
        return {
            name: [tuple(row) for row in look.connection.exec_driver_sql(f"SELECT * FROM {name}")]
            for name in names
        }


def built(folder: Path, batch: int, monkeypatch: pytest.MonkeyPatch) -> Workstation:
    monkeypatch.setattr(large, "BATCH", batch)
    monkeypatch.setattr(large, "OPEN", SIZE // 4)
    clock = FakeClock()
    post = large.post(folder, clock, SeededChance(7))
    large.fill(post, SIZE, clock=clock, chance=SeededChance(8))
    return post


def test_a_store_built_in_batches_equals_one_built_movement_by_movement(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batched = built(tmp_path / "batched", 250, monkeypatch)
    single = built(tmp_path / "single", 1, monkeypatch)
    try:
        whole = contents(batched)
        assert len(whole["records"]) > SIZE
        assert len(whole["acts"]) > 2 * SIZE - SIZE // 4
        assert whole == contents(single)
        for terms in ("agro", "tom"):
            with batched.store.reading() as one, single.store.reading() as other:
                found = one.search.find([], terms=terms)
                assert found
                assert found == other.search.find([], terms=terms)
    finally:
        batched.close()
        single.close()
