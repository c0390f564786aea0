"""Half bundles: kept frame by frame, whole in any order, bounded."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.base.clock import FakeClock
from app.base.ids import SeededChance
from app.models.looks import StoreUnit
from app.models.store import Store
from app.sync import frames
from app.sync.frames import Frame, NotAFrame, Type
from app.sync.staging import BATCH, LONGEST_MS, MOST_BEGUN, MOST_COUNT, Staging
from tests.acts.example import REGISTRY

CLOCK = FakeClock()
CONTENT = SeededChance(9).token(100 * frames.MOST)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store.create(
        tmp_path / "post", bytes(32), REGISTRY, clock=CLOCK, chance=SeededChance(1)
    )
    yield made
    made.close()


def staging(store: Store, clock: FakeClock = CLOCK) -> Staging:
    def write(work: Callable[[StoreUnit], Any]) -> Any:
        with store.writing() as unit:
            return work(unit)

    return Staging(store, clock, write)


def parts(content: bytes = CONTENT) -> tuple[Frame, ...]:
    return frames.split(Type.BUNDLE, content)


def begun(store: Store) -> tuple[bytes, ...]:
    with store.reading() as look:
        return look.frames.begun(99)


def test_a_bundle_that_comes_whole_never_touches_the_disk(store: Store) -> None:
    cut = parts(CONTENT[: 8 * frames.MOST])
    one = staging(store)

    got = [one.take(frame) for frame in reversed(cut)]

    assert got[-1] == CONTENT[: 8 * frames.MOST]
    assert set(got[:-1]) == {None}
    assert begun(store) == ()


def test_what_came_before_the_cut_is_there_in_the_next_conversation(store: Store) -> None:
    cut = parts()
    first = staging(store)
    for frame in cut[:70]:
        assert first.take(frame) is None
    first.keep()

    second = staging(store)
    got = [second.take(frame) for frame in cut[69:]]

    assert got[-1] == CONTENT
    assert begun(store) == ()
    assert second.parts() == ()


def test_frames_are_written_down_in_batches_while_they_come(store: Store) -> None:
    one = staging(store)
    for frame in parts()[:BATCH]:
        one.take(frame)

    with store.reading() as look:
        held = look.frames.held(parts()[0].bundle)
    assert held == tuple(range(BATCH))


def test_what_is_held_is_told_as_bits(store: Store) -> None:
    one = staging(store)
    cut = parts()
    for frame in (*cut[:40], cut[77]):
        one.take(frame)

    (part,) = one.parts()

    assert part.bundle == cut[0].bundle
    assert frames.places(part.held) == {*range(40), 77}


def test_a_frame_twice_is_one_frame(store: Store) -> None:
    one = staging(store)
    cut = parts(CONTENT[:2000])

    assert one.take(cut[0]) is None
    assert one.take(cut[0]) is None
    assert one.take(cut[1]) == CONTENT[:2000]


def test_parts_that_are_not_what_the_id_names_are_refused_and_forgotten(store: Store) -> None:
    cut = list(parts())
    wrong = Frame(Type.BUNDLE, 1, cut[5].bundle, 5, cut[5].count, b"other")
    one = staging(store)
    for frame in (*cut[:5], wrong, *cut[6:-1]):
        one.take(frame)

    with pytest.raises(NotAFrame):
        one.take(cut[-1])

    assert begun(store) == ()


def test_a_single_frame_must_be_what_its_id_names(store: Store) -> None:
    with pytest.raises(NotAFrame):
        staging(store).take(Frame(Type.BUNDLE, 1, bytes(8), 0, 1, b"x"))


def test_nobody_may_begin_without_end(store: Store) -> None:
    one = staging(store)
    with pytest.raises(NotAFrame):
        one.take(Frame(Type.BUNDLE, 1, bytes(8), 0, MOST_COUNT + 1, b"x"))
    for number in range(MOST_BEGUN):
        one.take(Frame(Type.BUNDLE, 1, number.to_bytes(8, "big"), 0, 2, b"x"))

    with pytest.raises(NotAFrame):
        one.take(Frame(Type.BUNDLE, 1, b"one more", 0, 2, b"x"))


def test_what_nobody_completes_is_forgotten_after_a_while(store: Store) -> None:
    clock = FakeClock()
    one = staging(store, clock)
    one.take(parts()[0])
    one.keep()
    clock.advance(LONGEST_MS + 1)

    later = staging(store, clock)
    later.take(parts(CONTENT[:3000])[0])
    later.keep()

    assert begun(store) == (parts(CONTENT[:3000])[0].bundle,)
