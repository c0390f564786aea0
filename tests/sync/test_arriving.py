"""Acts that came over a link: read beside the writer, kept by it, whatever was written between."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from app.acts.absorb import Prepared
from app.acts.envelope import Act
from app.acts.fold import Folded
from app.base.changes import Changed
from app.base.clock import FakeClock, Instant
from app.base.ids import SeededChance
from app.models.store import Store
from app.sync import arriving
from tests.acts.example import BARRIER, REGISTRY, Device

KEY = bytes(range(32))
NOON = Instant(1_795_356_300_000)


@contextmanager
def store(folder: Path) -> Iterator[Store]:
    with Store.create(folder, KEY, REGISTRY, clock=FakeClock(), chance=SeededChance(1)) as made:
        yield made


def keep(made: Store, read: Prepared) -> Changed:
    return arriving.keep(made, REGISTRY, read, now=NOON, via="hub")[1]


def record_of(made: Store) -> Folded | None:
    with made.reading() as look:
        return look.folded(BARRIER)


def in_turn(folder: Path, acts: Iterable[Act]) -> Folded | None:
    """The record of a store that took the acts in one after the other."""
    with store(folder) as made:
        for act in acts:
            arriving.take(made, REGISTRY, [act], now=NOON, via="hub")
        return record_of(made)


def test_what_was_written_between_reading_and_keeping_is_folded_too(tmp_path: Path) -> None:
    device, other = Device(1), Device(2)
    acts = [device.opens("AA 001 AA"), other.opens("BB 002 BB"), device.shuts()]
    with store(tmp_path / "one") as made:
        read = arriving.prepared(made, REGISTRY, acts[1:2])
        also_read = arriving.prepared(made, REGISTRY, acts[2:])
        arriving.take(made, REGISTRY, acts[:1], now=NOON, via="hub")
        assert BARRIER in keep(made, read).records
        assert BARRIER in keep(made, also_read).records
        found = record_of(made)
    assert found is not None
    assert found.count == 3
    assert found == in_turn(tmp_path / "other", acts)


def test_acts_another_line_brought_meanwhile_change_nothing(tmp_path: Path) -> None:
    act = Device(1).opens("AA 001 AA")
    with store(tmp_path) as made:
        read = arriving.prepared(made, REGISTRY, [act])
        arriving.take(made, REGISTRY, [act], now=NOON, via="another hub")
        before = record_of(made)
        assert keep(made, read) == Changed()
        assert record_of(made) == before
        assert arriving.prepared(made, REGISTRY, [act]).new == ()
