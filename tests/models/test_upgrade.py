"""A store of every released program opens, upgrades, rebuilds equal; none loses an act."""

import shutil
from pathlib import Path

import pytest
from alembic.operations import Operations
from sqlcipher3 import dbapi2

from app.base.errors import Broken
from app.models import opening, schema, upgrade
from app.models.engine import FILE, connect, make_file
from app.models.store import Store
from tests.acts.example import BARRIER, REGISTRY
from tests.models.museum import HALL, KEY, a_day
from tests.models.test_upkeep import folded_rows

EXHIBITS = sorted(HALL.glob("*.db"))


def shape(path: Path) -> dict[str, str]:
    """Every table, index and trigger of a file, by name, in one spelling."""
    raw = connect(path, KEY)
    rows = raw.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    raw.close()
    return {name: " ".join(sql.split()) for name, sql in rows}


def _fill(raw: dbapi2.Connection) -> None:
    for statement in schema.statements():
        raw.execute(statement)


def version(path: Path) -> int:
    return opening.version(path, KEY)


def test_the_steps_from_nothing_make_the_very_tables_of_the_program(
    store: Store, tmp_path: Path
) -> None:
    old = tmp_path / "old.db"
    make_file(old, KEY, lambda _: None)

    upgrade.run(old, KEY, 0)

    assert shape(old) == shape(store.path)
    assert version(old) == schema.VERSION


def test_every_schema_has_its_exhibit_and_its_step() -> None:
    wanted = list(range(1, schema.VERSION + 1))
    assert [int(path.stem) for path in EXHIBITS] == wanted
    assert [number for number, _ in upgrade.steps(0)] == wanted
    assert upgrade.steps(schema.VERSION) == ()


@pytest.mark.parametrize("exhibit", EXHIBITS, ids=lambda path: path.stem)
def test_an_old_store_opens_upgrades_and_rebuilds_equal(
    exhibit: Path, folder: Path, tmp_path: Path
) -> None:
    folder.mkdir()
    shutil.copyfile(exhibit, folder / FILE)

    with Store.open(folder, KEY, REGISTRY) as store:
        with store.reading() as reading:
            assert set(reading.acts_of(BARRIER)) == set(a_day())
            folded = reading.folded(BARRIER)
            assert len(reading.outbox.due(reading.outbox.next_due()["XK"], "XK")) == len(a_day())
            assert reading.attached(bytes(32)) == b"photo"
        assert folded is not None
        assert folded.is_held
        before = folded_rows(store)
        store.upkeep.rebuild()
        assert folded_rows(store) == before
        assert store.upkeep.damage(thorough=True) == ()

    fresh = tmp_path / "fresh.db"
    make_file(fresh, KEY, _fill)
    assert shape(folder / FILE) == shape(fresh)


def _older(path: Path) -> None:
    raw = connect(path, KEY)
    raw.execute("PRAGMA user_version=0")
    raw.close()


def test_an_upgrade_keeps_the_former_store_beside_the_new(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    _older(store.path)

    def rename(operations: Operations) -> None:
        with operations.batch_alter_table("drafts") as drafts:
            drafts.alter_column("kind", new_column_name="form")

    monkeypatch.setattr(upgrade, "steps", lambda _: ((1, rename),))
    opening.bring_up_to_date(store.path, KEY)

    assert version(store.path) == 1
    assert version(folder / "store.schema-0.db") == 0
    assert "form TEXT" in shape(store.path)["drafts"]
    assert "kind TEXT" in shape(folder / "store.schema-0.db")["drafts"]


def test_an_upgrade_that_is_cut_off_leaves_the_former_shape(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    _older(store.path)
    before = shape(store.path)

    def halfway(operations: Operations) -> None:
        operations.drop_index("drafts_by_officer", "drafts")
        raise OSError(28, "no room")

    monkeypatch.setattr(upgrade, "steps", lambda _: ((1, halfway),))
    with pytest.raises(Broken, match=r"store\.full"):
        Store.open(folder, KEY, REGISTRY)

    assert shape(store.path) == before
    assert version(store.path) == 0
    monkeypatch.setattr(upgrade, "steps", lambda _: ((1, lambda _: None),))
    Store.open(folder, KEY, REGISTRY).close()
    assert version(store.path) == 1
