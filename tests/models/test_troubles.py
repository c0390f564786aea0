"""What the disk says reaches the officer as what to do; what others say stays theirs."""

import errno
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlcipher3 import dbapi2

from app.base.errors import Broken, Refused
from app.models import troubles
from app.models.store import Store
from app.reference.texts import texts


def _said(code: int) -> dbapi2.OperationalError:
    trouble = dbapi2.OperationalError("told")
    trouble.sqlite_errorcode = code
    return trouble


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (5, "store.busy"),
        (261, "store.busy"),
        (6, "store.busy"),
        (8, "store.read_only"),
        (10, "store.io"),
        (1034, "store.io"),
        (11, "store.damaged"),
        (13, "store.full"),
        (14, "store.no_file"),
        (26, "store.key"),
    ],
)
def test_each_code_of_sqlite_has_its_words(code: int, told: str) -> None:
    wrapped = DBAPIError("select", None, _said(code))

    for trouble in (_said(code), wrapped):
        broken = troubles.told(trouble)
        assert broken is not None
        assert broken.code == told
        assert texts("en").error(broken)


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.ENOSPC, "store.full"),
        (errno.EROFS, "store.read_only"),
        (errno.EACCES, "store.read_only"),
        (errno.ENOENT, "store.no_file"),
        (errno.EIO, "store.io"),
        (errno.ENOTDIR, "store.io"),
    ],
)
def test_each_error_of_the_disk_has_its_words(number: int, told: str) -> None:
    broken = troubles.told(OSError(number, "told"))

    assert broken is not None
    assert broken.code == told


def test_a_breach_of_our_own_sql_is_nobodys_environment() -> None:
    breach = dbapi2.IntegrityError("unique")
    breach.sqlite_errorcode = 19

    assert troubles.told(IntegrityError("insert", None, breach)) is None
    assert troubles.told(ValueError("ours")) is None
    with pytest.raises(dbapi2.IntegrityError), troubles.as_told():
        raise breach


def test_a_pool_that_waits_too_long_is_busy() -> None:
    broken = troubles.told(PoolTimeout("waited"))

    assert broken is not None
    assert broken.code == "store.busy"


def test_only_a_connection_whose_pages_may_lie_is_thrown_away() -> None:
    assert troubles.is_poisoned(Broken("store.io"))
    assert not troubles.is_poisoned(Broken("store.full"))


def test_a_dead_line_met_within_a_look_stays_a_dead_line(store: Store) -> None:
    with pytest.raises(BrokenPipeError), store.reading():
        raise BrokenPipeError
    with pytest.raises(Refused), store.writing():
        raise Refused("told")


def test_a_page_that_lies_is_told_and_the_next_look_reads_anew(store: Store) -> None:
    with store.writing() as unit:
        for number in range(300):
            unit.settings.set(f"{number:04}", bytes(2000))
    store.upkeep.checkpoint()
    content = bytearray(store.path.read_bytes())
    sound = bytes(content)
    for at in range(50 * 4096, len(content), 4096):
        content[at + 10] ^= 0xFF
    store.path.write_bytes(content)

    def read() -> None:
        with store.reading() as reading:
            for number in range(300):
                reading.settings.get(f"{number:04}")

    with pytest.raises(Broken) as told:
        read()
    assert told.value.code in {"store.damaged", "store.io", "store.key"}
    assert store.upkeep.damage(thorough=True)
    store.path.write_bytes(sound)
    read()


def test_a_folder_that_refuses_is_told(tmp_path: Path) -> None:
    with pytest.raises(Broken, match=r"store\.no_file"), troubles.disk_as_told():
        (tmp_path / "nowhere" / "file").touch()
