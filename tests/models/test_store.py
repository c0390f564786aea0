"""The store as workstation and hub see it: looks that stand still, blocks that hold or do not."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.acts.absorb import keep, prepare
from app.acts.fold import fold
from app.base.clock import FakeClock, Instant
from app.base.errors import Broken
from app.base.ids import SeededChance
from app.models import settings
from app.models.store import Store
from tests.acts.example import BARRIER, REGISTRY, Device
from tests.models.conftest import KEY

NOON = Instant(1_795_356_300_000)


def test_what_was_saved_is_there_when_the_store_opens_again(store: Store, folder: Path) -> None:
    act = Device(1).opens("AA123BB")
    with store.writing() as unit:
        keep(unit, prepare(unit, REGISTRY, [act]), arrived=NOON)
    store.close()

    with Store.open(folder, KEY, REGISTRY) as opened, opened.reading() as reading:
        assert reading.folded(BARRIER) == fold(BARRIER, [act], REGISTRY)
        assert reading.queues.counts() == {"open": 1}


def test_a_new_store_says_when_it_was_made_and_has_a_name_of_its_own(store: Store) -> None:
    with store.reading() as reading:
        made = reading.settings.get(settings.MADE)
        assert made is not None
        assert int.from_bytes(made, "big") == FakeClock().now()
        assert reading.settings.get(settings.STORE) == SeededChance(1).token(16)


def test_a_look_stays_as_it_was_while_others_write(store: Store) -> None:
    device = Device(1)
    first, second = device.opens("AA123BB"), device.opens("01234KS")
    with store.writing() as unit:
        unit.add(first, arrived=NOON)

    with store.reading() as reading:
        assert reading.acts_of(BARRIER) == (first,)
        with store.writing() as unit:
            unit.add(second, arrived=NOON)
            assert unit.acts_of(BARRIER) == (first, second)
        assert reading.acts_of(BARRIER) == (first,)

    with store.reading() as reading:
        assert reading.acts_of(BARRIER) == (first, second)


def test_threads_write_one_after_the_other_and_lose_nothing(store: Store) -> None:
    def work(number: int) -> None:
        device = Device(number)
        for plate in range(10):
            with store.writing() as unit:
                unit.add(device.opens(str(plate)), arrived=NOON)
            with store.reading() as reading:
                assert reading.tip(device.tip.stream) == device.tip

    threads = [threading.Thread(target=work, args=(number,)) for number in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with store.reading() as reading:
        assert [tip.seq for tip in reading.tips()] == [10] * 4


@contextmanager
def _disk_that_ends(store: Store) -> Iterator[None]:
    """Let no file grow past what the WAL has now."""
    import resource  # noqa: PLC0415  # there is none on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    wal = int(store.facts()["wal_bytes"])
    resource.setrlimit(resource.RLIMIT_FSIZE, (wal + 4096, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.skipif(sys.platform == "win32", reason="a machine with limits on files")
def test_what_the_disk_does_not_take_was_not_saved_and_work_goes_on(store: Store) -> None:
    device = Device(1)
    first, second = device.opens("AA123BB"), device.opens("01234KS")
    with store.writing() as unit:
        unit.add(first, arrived=NOON)

    def save() -> None:
        with store.writing() as unit:
            unit.add(second, arrived=NOON)
            unit.attach(bytes(32), bytes(1 << 20))

    with _disk_that_ends(store), pytest.raises(Broken) as told:
        save()

    assert told.value.code in {"store.io", "store.full"}
    with store.reading() as reading:
        assert reading.acts_of(BARRIER) == (first,)
        assert reading.attached(bytes(32)) is None
    save()
    with store.reading() as reading:
        assert reading.acts_of(BARRIER) == (first, second)
    assert store.upkeep.damage(thorough=True) == ()
