"""Bundles on their way in: in memory while their frames come, on disk when they stop coming.

A bundle that is whole at once never touches the disk; of one that is large, or was cut, every
frame is kept, so that the next flight brings only the rest.
"""

from collections.abc import Callable
from typing import Any, TypeAlias

from app.base.clock import Clock, Instant
from app.models.frames import Staged
from app.models.looks import StoreUnit
from app.models.store import Store
from app.sync.frames import MOST, Frame, NotAFrame, bitmap, bundle_id
from app.sync.wire import MOST as MOST_BYTES
from app.sync.wire import Part

MOST_COUNT = MOST_BYTES // MOST + 1
MOST_BEGUN = 64  # bundles at once
BATCH = 32  # frames in memory before they are written down
LONGEST_MS = 14 * 86_400_000  # afterwards nobody brings the rest

Write: TypeAlias = Callable[[Callable[[StoreUnit], Any]], Any]
"""Runs a piece of writing in a transaction, in the turn of whoever owns the store."""


class Staging:
    """Half bundles of one conversation."""

    def __init__(self, store: Store, clock: Clock, write: Write) -> None:
        self._store = store
        self._clock = clock
        self._write = write
        self._fresh: dict[bytes, dict[int, Frame]] = {}
        self._on_disk: dict[bytes, set[int]] = {}

    def take(self, frame: Frame) -> bytes | None:
        """Keep a frame; the whole content when it was the last one missing.

        Raises:
            NotAFrame: too many frames or bundles, or all parts together are not what the id names.
        """
        name = frame.bundle
        if frame.count == 1:
            return _checked(name, frame.content)
        self._begin(frame)
        if frame.index not in self._on_disk[name]:
            self._fresh[name][frame.index] = frame
        if len(self._fresh[name]) + len(self._on_disk[name]) >= frame.count:
            return self._whole(name)
        if len(self._fresh[name]) >= BATCH:
            self.keep()
        return None

    def keep(self) -> None:
        """Write down what came of bundles that are not whole."""
        fresh = [frame for parts in self._fresh.values() for frame in parts.values()]
        if not fresh:
            return
        self._write(lambda unit: self._stage(unit, fresh))
        for frame in fresh:
            self._on_disk[frame.bundle].add(frame.index)
        for parts in self._fresh.values():
            parts.clear()

    def parts(self) -> tuple[Part, ...]:
        """What is held of the bundles begun here and not whole yet."""
        return tuple(
            Part(name, bitmap(self._on_disk[name] | set(parts)))
            for name, parts in sorted(self._fresh.items())
        )

    def _begin(self, frame: Frame) -> None:
        """Look what an earlier conversation left of this bundle."""
        if frame.bundle in self._fresh:
            return
        if frame.count > MOST_COUNT or len(self._fresh) >= MOST_BEGUN:
            raise NotAFrame("more than anybody may send")
        with self._store.reading() as look:
            held = set(look.frames.held(frame.bundle))
        self._on_disk[frame.bundle] = held
        self._fresh[frame.bundle] = {}

    def _whole(self, name: bytes) -> bytes:
        fresh = self._fresh.pop(name)
        if not self._on_disk.pop(name):
            return _checked(name, b"".join(fresh[index].content for index in sorted(fresh)))

        def gather(unit: StoreUnit) -> bytes | None:
            self._stage(unit, list(fresh.values()))
            whole = unit.frames.whole(name)
            unit.frames.drop(name)
            return whole

        return _checked(name, self._write(gather) or b"")

    def _stage(self, unit: StoreUnit, frames: list[Frame]) -> None:
        now = self._clock.now()
        for frame in frames:
            unit.frames.stage(
                Staged(
                    bundle=frame.bundle,
                    index=frame.index,
                    count=frame.count,
                    content=frame.content,
                    at=now,
                )
            )
        unit.frames.drop_older(Instant(now - LONGEST_MS))


def _checked(name: bytes, content: bytes) -> bytes:
    if bundle_id(content) != name:
        raise NotAFrame("the parts are not what the id names")
    return content
