"""Rebuilt equal, backed up whole, purged without a trace."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from app.acts.absorb import keep, prepare
from app.acts.envelope import Act
from app.acts.fold import Tombstone
from app.acts.general import JOINED, PURGED, Joined, Purged
from app.acts.kinds import Registry
from app.acts.steps import Due
from app.base.clock import Instant
from app.base.errors import Broken
from app.base.ids import ActId, RecordId
from app.models import rebuild, settings
from app.models.engine import connect
from app.models.inbox import State
from app.models.outbox import Step
from app.models.search import Wanted
from app.models.store import Store
from tests.acts.example import BARRIER, OPENED, REGISTRY, Device, Opened
from tests.models.conftest import KEY

NOON = Instant(1_795_356_300_000)
_FOLDED = ("records", "record_queues", "record_offices", "keys")


def folded_rows(store: Store) -> dict[str, list[Any]]:
    """Everything in a store that is only a copy of what acts say, in an order of its own."""
    with store.reading() as reading:
        found = {
            table: sorted(
                tuple(row) for row in reading.connection.execute(text(f"SELECT * FROM {table}"))
            )
            for table in _FOLDED
        }
        found["words"] = [tuple(hit.found.record for hit in reading.search.find([], terms="acme"))]
    return found


def fill(store: Store, count: int = 5) -> list[RecordId]:
    """Some records with two acts each, two of them joined."""
    device = Device(1)
    records = [RecordId(bytes([number]) * 16) for number in range(count)]
    acts = [
        device.act(OPENED.name, Opened(plate=f"AA{number}"), record=record)
        for number, record in enumerate(records)
    ]
    acts.append(device.act(JOINED, Joined(into=records[1]), record=records[0]))
    acts += [device.act(OPENED.name, Opened(plate="BB"), on=[acts[2].id], record=records[2])]
    for act in acts:
        with store.writing() as unit:
            keep(unit, prepare(unit, REGISTRY, [act]), arrived=NOON)
    return records


def test_a_rebuilt_store_is_equal_to_the_byte(store: Store) -> None:
    fill(store)
    before = folded_rows(store)
    heard: list[int] = []

    rebuilt = store.upkeep.rebuild(heard.append)

    assert folded_rows(store) == before
    assert rebuilt.dropped == 0
    assert heard[-1] == rebuilt.records


def test_a_rebuild_puts_right_what_no_act_stands_behind(store: Store) -> None:
    fill(store)
    before = folded_rows(store)
    with store.writing() as unit:
        unit.connection.execute(text("UPDATE records SET state = 'x', folded = x'c0'"))
        unit.connection.execute(text("DELETE FROM keys"))
        unit.connection.execute(text("INSERT INTO record_queues VALUES ('nobody', 1, 1)"))
        unit.connection.execute(
            text(
                "INSERT INTO records SELECT NULL, zeroblob(16), kind, number, state, is_open,"
                " is_held, is_newer, is_purged, clock, count, updated, row, sides, heads, cases,"
                " standing, folded FROM records LIMIT 1"
            )
        )

    rebuilt = store.upkeep.rebuild()

    assert rebuilt.dropped == 1
    assert folded_rows(store) == before


def test_a_rebuild_that_was_cut_off_goes_on_where_it_was(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store)
    before = folded_rows(store)
    monkeypatch.setattr(rebuild, "_SLICE", 2)

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.upkeep.rebuild(stop)
    with store.reading() as reading:
        assert reading.settings.get(settings.REBUILDING) == RecordId(b"\x01" * 16)

    assert store.upkeep.rebuild().records == 3
    assert folded_rows(store) == before
    with store.reading() as reading:
        assert reading.settings.get(settings.REBUILDING) is None


def test_a_store_another_version_folded_is_folded_again_when_it_opens(
    store: Store, folder: Path
) -> None:
    fill(store)
    wanted = folded_rows(store)
    with store.writing() as unit:
        unit.settings.set(settings.FOLDED, b"an older one")
        unit.connection.execute(text("UPDATE records SET folded = x'01', number = 'old'"))
    store.close()

    with Store.open(folder, KEY, REGISTRY) as opened:
        assert folded_rows(opened) == wanted
        with opened.reading() as reading:
            assert reading.settings.get(settings.FOLDED) == REGISTRY.fold_mark()


def test_a_rebuild_that_was_cut_off_goes_on_at_the_next_opening(
    store: Store, folder: Path
) -> None:
    fill(store)
    wanted = folded_rows(store)

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.upkeep.rebuild(stop)
    store.close()

    with Store.open(folder, KEY, REGISTRY) as opened:
        assert folded_rows(opened) == wanted


def test_a_kind_that_came_new_changes_who_folds() -> None:
    fewer = Registry(list(REGISTRY.kinds.values())[1:], REGISTRY.records.values())
    assert fewer.fold_mark() != REGISTRY.fold_mark()


def test_a_row_of_another_version_is_folded_anew_when_it_is_read(store: Store) -> None:
    records = fill(store)
    with store.reading() as reading:
        wanted = reading.folded(records[2])
    with store.writing() as unit:
        unit.connection.execute(text("UPDATE records SET folded = x'01'"))

    with store.reading() as reading:
        assert reading.folded(records[2]) == wanted


def test_a_record_of_a_kind_unknown_here_is_shown_as_none(store: Store, folder: Path) -> None:
    records = fill(store)
    store.close()

    with Store.open(folder, KEY, Registry((), ())) as opened, opened.reading() as reading:
        assert reading.folded(records[2]) is None
        assert len(reading.acts_of(records[2])) == 2


def test_a_backup_is_the_whole_store_under_the_same_key(store: Store, tmp_path: Path) -> None:
    records = fill(store)
    out = tmp_path / "copy" / "store.db"
    out.parent.mkdir()

    store.upkeep.backup(out)
    with pytest.raises(Broken, match=r"store\.backup_exists"):
        store.upkeep.backup(out)

    assert [file.name for file in out.parent.iterdir()] == ["store.db"]
    with Store.open(out.parent, KEY, REGISTRY) as copy:
        assert folded_rows(copy) == folded_rows(store)
        with copy.reading() as reading, store.reading() as original:
            assert reading.acts_of(records[2]) == original.acts_of(records[2])


def test_a_backup_into_nowhere_says_so(store: Store, tmp_path: Path) -> None:
    with pytest.raises(Broken, match=r"store\.no_file"):
        store.upkeep.backup(tmp_path / "nowhere" / "copy.db")


def test_a_checkpoint_cuts_the_wal_to_nothing(store: Store) -> None:
    fill(store)
    assert int(store.facts()["wal_bytes"]) > 0

    assert store.upkeep.checkpoint()

    assert store.facts()["wal_bytes"] == "0"


def test_a_look_that_stays_open_holds_the_wal(store: Store) -> None:
    with store.reading() as reading:
        reading.queues.counts()
        fill(store)
        connection = connect(store.path, KEY)
        connection.execute("PRAGMA busy_timeout=0")
        assert connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone() != (0, 0, 0)
        connection.close()


def test_a_sound_store_has_no_damage(store: Store) -> None:
    fill(store)
    store.upkeep.checkpoint()

    assert store.upkeep.damage(thorough=True) == ()


def message(act: ActId, text: str) -> Due:
    return Due(
        message="CD006C",
        version="p5",
        to="XK",
        partner="XK",
        content=text.encode(),
        message_id=act.hex(),
    )


def _work(store: Store, acts: list[Act], marker: str) -> None:
    """Keep acts, each with a message sent and one received that hold the marker."""
    for act in acts:
        with store.writing() as unit:
            keep(unit, prepare(unit, REGISTRY, [act]), arrived=NOON)
            unit.outbox.emit(message(act.id, marker), BARRIER, act.id, not_before=NOON, made=NOON)
            unit.outbox.step(act.id.hex(), Step.TAKEN, NOON)
            unit.outbox.step(act.id.hex(), Step.ANSWERED, NOON, marker.encode())
            unit.inbox.receive(
                "XK", act.id.hex(), digest=bytes(32), content=marker.encode(), at=NOON
            )
            unit.inbox.work("XK", act.id.hex(), State.WORKED, BARRIER)
            unit.inbox.answer("XK", act.id.hex(), b"receipt")


def test_a_message_that_still_waits_outlives_the_purge(store: Store) -> None:
    device = Device(1)
    opened = device.opens("AA123BB")
    purged = device.act(
        PURGED, Purged(payloads=(opened.envelope.payload,), reason="30 days"), on=[opened.id]
    )
    for act in (opened, purged):
        with store.writing() as unit:
            keep(unit, prepare(unit, REGISTRY, [act]), arrived=NOON)
            due = message(act.id, "waits")
            unit.outbox.emit(due, BARRIER, act.id, not_before=NOON, made=NOON)

    store.upkeep.purge()

    with store.reading() as reading:
        assert [one.content for one in reading.outbox.due(NOON, "XK")] == [b"waits"] * 2


def test_what_is_purged_leaves_bytes_nowhere_and_the_chain_whole(store: Store) -> None:
    device = Device(1)
    marker = "MARKER123"
    opened = device.opens(marker)
    purged = device.act(
        PURGED, Purged(payloads=(opened.envelope.payload,), reason="30 days"), on=[opened.id]
    )
    _work(store, [opened, purged], marker)

    assert _found(store, marker)
    assert store.upkeep.purge() == 1
    assert store.upkeep.purge() == 0

    with store.writing() as unit:
        bare = unit.act(opened.id)
        assert bare is not None
        assert bare.payload is None
        assert bare.content == opened.content
        assert unit.tip(device.tip.stream) == device.tip
        folded = unit.folded(BARRIER)
        assert folded is not None
        assert folded.state == Tombstone()
        assert unit.search.find([Wanted("plate", marker)]) == ()
        again = unit.inbox.receive("XK", opened.id.hex(), digest=bytes(32), content=b"", at=NOON)
        assert again.receipt == b"receipt"
        unit.acts.bring(opened.envelope.payload, opened.payload or b"")
        assert unit.act(opened.id) == bare
    assert not _found(store, marker)


def _found(store: Store, marker: str) -> bool:
    """Whether a text stands in any row, read with the key."""
    plain = connect(store.path, KEY)
    tables = plain.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
    ).fetchall()
    rows = [row for (table,) in tables for row in plain.execute(f"SELECT * FROM {table}")]
    plain.close()
    return any(
        marker.encode() in (value if isinstance(value, bytes) else str(value).encode())
        for row in rows
        for value in row
    )
