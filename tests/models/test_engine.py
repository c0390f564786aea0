"""The file opens only as told, holds saved work through the plug, and lets acts stand."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from app.acts.absorb import keep, prepare
from app.base.clock import FakeClock, Instant
from app.base.errors import Broken
from app.base.ids import SeededChance
from app.models import engine
from app.models.engine import APPEND_ONLY, Engines, connect, open_engines
from app.models.store import Store
from tests.acts.example import REGISTRY, Device
from tests.models.conftest import KEY

COPY = (
    "SELECT place, id, stream, seq, record, kind, payload, size, arrived, 'x', signature, content"
    " FROM acts"
)
NOON = Instant(1_795_356_300_000)


@pytest.fixture
def engines(store: Store) -> Iterator[Engines]:
    """A second pair of engines on the store's file, with one act in it."""
    acts = [Device(1).opens("AA123BB")]
    with store.writing() as unit:
        keep(unit, prepare(unit, REGISTRY, acts), arrived=NOON)
        unit.attach(bytes(32), b"photo")
    opened = open_engines(store.path, KEY)
    yield opened
    opened.close()


def test_every_connection_answers_as_the_power_cut_demands(store: Store) -> None:
    raw = {
        "synchronous": 2,
        "journal_mode": "wal",
        "fullfsync": 1,
        "checkpoint_fullfsync": 1,
        "recursive_triggers": 1,
        "foreign_keys": 1,
        "secure_delete": 1,
        "temp_store": 2,
        "query_only": 1,
    }
    engines = open_engines(store.path, KEY)
    lent = [engines.readers.connect() for _ in range(engine.READERS)]

    for connection in lent:
        for name, wanted in raw.items():
            assert connection.exec_driver_sql(f"PRAGMA {name}").scalar() == wanted
        connection.close()
    engines.close()
    assert engines.answers["synchronous"] == "2"
    assert engines.answers["journal_mode"] == "wal"
    assert store.facts()["synchronous"] == "2"
    assert int(store.facts()["bytes"]) > 0


@pytest.mark.usefixtures("store")
def test_folder_and_file_are_the_owners_alone(folder: Path) -> None:
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}


def test_nothing_in_the_files_can_be_read_without_the_key(store: Store, folder: Path) -> None:
    with store.writing() as unit:
        unit.settings.set("marker", b"a marker nobody may find")

    for file in folder.iterdir():
        assert b"a marker nobody" not in file.read_bytes()
        assert not file.read_bytes().startswith(b"SQLite format 3")


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE acts SET via = 'x'",
        "DELETE FROM acts",
        f"REPLACE INTO acts {COPY}",
        f"INSERT INTO acts {COPY} WHERE true ON CONFLICT(id) DO UPDATE SET via = excluded.via",
        "UPDATE OR REPLACE acts SET place = 7",
        "DELETE FROM payloads",
        "REPLACE INTO payloads SELECT hash, zeroblob(1) FROM payloads",
        "UPDATE attachments SET content = zeroblob(1)",
        "DELETE FROM receipts",
        "DROP TRIGGER acts_stay",
        "DROP TABLE acts",
        "DROP INDEX acts_by_id",
        "ALTER TABLE acts RENAME TO former",
        "CREATE TRIGGER mine AFTER INSERT ON drafts BEGIN DELETE FROM acts; END",
        "CREATE TEMP TABLE acts (place)",
        "PRAGMA recursive_triggers = OFF",
        "PRAGMA writable_schema = ON",
        "PRAGMA synchronous = OFF",
        "PRAGMA query_only",
        "ATTACH DATABASE ':memory:' AS other",
        "VACUUM",
        "SELECT load_extension('x')",
        "UPDATE sqlite_master SET sql = ''",
    ],
)
def test_no_statement_of_the_writer_walks_around_append_only(
    engines: Engines, attack: str
) -> None:
    with engines.writer.connect() as connection:
        before = connection.execute(text("SELECT * FROM acts")).all()
        connection.rollback()
        with pytest.raises(DBAPIError):
            connection.exec_driver_sql(attack)
        connection.rollback()
        assert connection.execute(text("SELECT * FROM acts")).all() == before
        assert before


@pytest.mark.parametrize("table", sorted(APPEND_ONLY - {"payloads", "attachments"}))
def test_triggers_hold_even_a_connection_without_the_authorizer(store: Store, table: str) -> None:
    store.close()
    raw = connect(store.path, KEY)
    raw.execute("PRAGMA recursive_triggers=ON")
    columns = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
    types = [row[2] for row in raw.execute(f"PRAGMA table_info({table})")]
    values = [{"INTEGER": "1", "TEXT": "'x'", "BLOB": "x'00'"}[kind] for kind in types]
    raw.execute(f"INSERT INTO {table} VALUES ({', '.join(values)})")

    for attack in (
        f"UPDATE {table} SET {columns[0]} = {columns[0]}",
        f"DELETE FROM {table}",
        f"REPLACE INTO {table} VALUES ({', '.join(values)})",
    ):
        with pytest.raises(dbapi2.IntegrityError, match="are never changed"):
            raw.execute(attack)
    raw.close()


def test_readers_cannot_write(engines: Engines) -> None:
    with engines.readers.connect() as connection, pytest.raises(DBAPIError):
        connection.exec_driver_sql("INSERT INTO settings VALUES ('a', x'00')")


def test_another_key_is_refused_with_what_to_do(store: Store, folder: Path) -> None:
    store.close()

    with pytest.raises(Broken) as refused:
        Store.open(folder, bytes(32), REGISTRY)

    assert refused.value.code == "store.key"


def test_a_damaged_page_is_told_apart_from_nothing_there(store: Store, folder: Path) -> None:
    store.close()
    content = bytearray(store.path.read_bytes())
    for at in range(4096, len(content), 4096):
        content[at + 100] ^= 0xFF
    store.path.write_bytes(content)

    with pytest.raises(Broken) as refused, Store.open(folder, KEY, REGISTRY) as opened:
        opened.upkeep.rebuild()

    assert refused.value.code in {"store.damaged", "store.key"}


def test_a_folder_without_a_store_says_so(tmp_path: Path) -> None:
    with pytest.raises(Broken, match=r"store\.no_file"):
        Store.open(tmp_path, KEY, REGISTRY)
    with pytest.raises(Broken, match=r"store\.no_file"):
        Store.open(tmp_path / "nowhere", KEY, REGISTRY)
    with pytest.raises(Broken, match=r"store\.no_file"):
        open_engines(tmp_path / "nowhere", KEY)


def test_a_second_program_is_refused_until_the_first_has_gone(store: Store, folder: Path) -> None:
    with pytest.raises(Broken, match=r"store\.in_use"):
        Store.open(folder, KEY, REGISTRY)

    store.close()
    store.close()
    with Store.open(folder, KEY, REGISTRY) as opened, opened.reading() as reading:
        assert reading.queues.counts() == {}


def test_a_store_is_never_made_over_another(store: Store, folder: Path) -> None:
    store.close()

    with pytest.raises(Broken, match=r"store\.exists"):
        Store.create(folder, KEY, REGISTRY, clock=FakeClock(), chance=SeededChance(1))


def test_a_store_whose_making_was_cut_off_is_made_again(folder: Path) -> None:
    folder.mkdir()
    (folder / "store.new").write_bytes(b"half")
    (folder / "store.new-journal").write_bytes(b"half")

    with Store.create(folder, KEY, REGISTRY, clock=FakeClock(), chance=SeededChance(1)) as made:
        made.upkeep.checkpoint()

    assert {file.name for file in folder.iterdir()} == {"store.db", "lock"}


def test_a_store_of_a_newer_program_is_left_alone(store: Store, folder: Path) -> None:
    store.close()
    raw = connect(store.path, KEY)
    raw.execute("PRAGMA user_version=999")
    raw.close()

    with pytest.raises(Broken, match=r"store\.newer"):
        Store.open(folder, KEY, REGISTRY)


def test_an_old_sqlite_is_refused_in_one_sentence(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "FLOOR", (99, 0, 0))

    with pytest.raises(Broken) as refused:
        open_engines(store.path, KEY)

    assert refused.value.code == "store.sqlite_too_old"
    assert refused.value.parameters["needed"] == "99.0.0"


def test_a_key_of_another_length_is_a_mistake_of_the_caller(store: Store) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        connect(store.path, b"short")


def test_a_setting_the_disk_does_not_hold_keeps_the_store_shut(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_SETTINGS", (("synchronous", "OFF", "2"),))

    with pytest.raises(Broken) as refused:
        open_engines(store.path, KEY)

    assert refused.value.code == "store.setting"
