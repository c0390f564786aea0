import stat
import sys
from pathlib import Path

import pytest

from app.base.errors import Broken
from app.base.ids import ActId, SeededChance
from app.security.files import write_durably
from app.security.keystore import (
    FileKeyStore,
    KeyStore,
    MemoryKeyStore,
    drop_machine_secret,
    ensured_machine_secret,
    machine_secret,
    mark,
    set_mark,
)

SECRET = bytes(range(32))
STREAM = bytes(24)


@pytest.fixture(params=["file", "memory"])
def keys(request: pytest.FixtureRequest, tmp_path: Path) -> KeyStore:
    return FileKeyStore(tmp_path / "keys") if request.param == "file" else MemoryKeyStore()


def test_an_item_is_kept_replaced_and_forgotten(keys: KeyStore) -> None:
    assert keys.get("machine") is None

    keys.put("machine", SECRET)
    assert keys.get("machine") == SECRET

    keys.put("machine", bytes(32))
    assert keys.get("machine") == bytes(32)

    keys.drop("machine")
    keys.drop("machine")
    assert keys.get("machine") is None


@pytest.mark.parametrize("name", ["", "../up", "a/b", "A", "a" * 81, ".hidden", "a\n"])
def test_names_that_could_leave_the_folder_are_refused(keys: KeyStore, name: str) -> None:
    for attempt in (keys.get, keys.drop):
        with pytest.raises(ValueError, match="name"):
            attempt(name)
    with pytest.raises(ValueError, match="name"):
        keys.put(name, SECRET)


def test_only_items_of_32_bytes_are_kept(keys: KeyStore) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        keys.put("machine", b"short")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows guards files by lists, not by modes")
def test_files_are_closed_to_everybody_but_their_owner(tmp_path: Path) -> None:
    keys = FileKeyStore(tmp_path / "keys")
    keys.put("machine", SECRET)

    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "keys" / "machine").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["machine"]


def test_a_damaged_item_is_said_to_be_damaged_not_missing(tmp_path: Path) -> None:
    keys = FileKeyStore(tmp_path)
    (tmp_path / "machine").write_bytes(b"half")

    with pytest.raises(Broken, match=r"security\.key_item_damaged"):
        keys.get("machine")


def test_a_file_provider_is_never_bound_to_the_machine(tmp_path: Path) -> None:
    assert not FileKeyStore(tmp_path).bound
    assert MemoryKeyStore().bound


def test_a_leftover_of_an_interrupted_write_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "vault.cbor"
    write_durably(path, b"old")
    path.with_name("vault.cbor.new").write_bytes(b"torn")

    write_durably(path, b"new")

    assert path.read_bytes() == b"new"
    assert [found.name for found in tmp_path.iterdir()] == ["vault.cbor"]


def test_a_machine_has_one_secret_until_it_is_dropped(keys: KeyStore) -> None:
    with pytest.raises(Broken, match=r"security\.not_this_machine"):
        machine_secret(keys)

    drawn = ensured_machine_secret(keys, SeededChance(1))

    assert ensured_machine_secret(keys, SeededChance(2)) == machine_secret(keys) == drawn
    drop_machine_secret(keys)
    assert keys.get("machine") is None


def test_a_mark_witnesses_how_far_a_stream_had_come(keys: KeyStore) -> None:
    act, other = ActId(bytes(range(32))), ActId(bytes(32))
    assert mark(keys, STREAM) is None

    set_mark(keys, STREAM, 812, act)

    held = mark(keys, STREAM)
    assert held is not None
    assert held.seq == 812
    assert held.witnesses(act)
    assert not held.witnesses(other)
    assert mark(keys, b"\x01" * 24) is None
