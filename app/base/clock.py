"""The one door to the machine's clock; everything else takes a ``Clock`` as an argument."""

import hashlib
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NewType, Protocol

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Instant = NewType("Instant", int)
"""A moment: milliseconds since 1970-01-01T00:00Z."""

Day = NewType("Day", int)
"""A date of law, local to its office: the integer yyyymmdd."""


class Clock(Protocol):
    """What the program may ask about time."""

    def now(self) -> Instant:
        """Wall time, ms UTC; it may jump in both directions."""

    def monotonic(self) -> int:
        """Milliseconds since some moment of this boot; never falls."""

    def boot(self) -> bytes:
        """Eight bytes that name this boot of the machine."""

    def offset(self) -> int:
        """Minutes that local time is ahead of UTC."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> Instant:
        """Wall time, ms UTC."""
        return Instant(time.time_ns() // 1_000_000)

    def monotonic(self) -> int:
        """Milliseconds of the machine's monotonic clock."""
        return time.monotonic_ns() // 1_000_000

    def boot(self) -> bytes:
        """Name this boot: the kernel's boot id where there is one, else the moment it began."""
        named = Path("/proc/sys/kernel/random/boot_id")
        if named.exists():
            return hashlib.sha256(named.read_bytes()).digest()[:8]
        began = (self.now() - self.monotonic()) // 10_000
        return began.to_bytes(8, "big")

    def offset(self) -> int:
        """Minutes that local time is ahead of UTC now."""
        local = datetime.now(UTC).astimezone()
        ahead = local.utcoffset()
        return 0 if ahead is None else int(ahead.total_seconds() // 60)


class FakeClock:
    """A clock that moves only when told to: for tests, the simulator and the tour."""

    def __init__(self, now: int = 1_795_356_300_000, offset: int = 60) -> None:
        self._now = now
        self._monotonic = 0
        self._offset = offset
        self._boot = bytes(8)

    def now(self) -> Instant:
        """Wall time, ms UTC."""
        return Instant(self._now)

    def monotonic(self) -> int:
        """Milliseconds since the fake boot."""
        return self._monotonic

    def boot(self) -> bytes:
        """Name the fake boot."""
        return self._boot

    def offset(self) -> int:
        """Minutes that local time is ahead of UTC."""
        return self._offset

    def advance(self, ms: int) -> None:
        """Let ``ms`` milliseconds pass."""
        self._now += ms
        self._monotonic += ms

    def step_wall(self, ms: int) -> None:
        """Set the wall clock ahead or back by ``ms`` while no time passes."""
        self._now += ms


def instant_of(moment: datetime) -> Instant:
    """Turn an aware datetime into ms UTC.

    Raises:
        ValueError: the datetime is naive.

    >>> instant_of(datetime(2026, 11, 22, 13, 5, tzinfo=UTC))
    1795352700000
    """
    if moment.tzinfo is None:
        message = "a moment without a zone is not a moment"
        raise ValueError(message)
    return Instant((moment - _EPOCH) // timedelta(milliseconds=1))


def moment_of(instant: Instant) -> datetime:
    """Turn ms UTC into an aware datetime in UTC.

    >>> moment_of(Instant(1795352700000)).isoformat()
    '2026-11-22T13:05:00+00:00'
    """
    seconds, milliseconds = divmod(instant, 1000)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=milliseconds * 1000)


def day_of(value: date) -> Day:
    """Turn a date into yyyymmdd.

    >>> day_of(date(2026, 11, 22))
    20261122
    """
    return Day(value.year * 10_000 + value.month * 100 + value.day)


def date_of(day: Day) -> date:
    """Turn yyyymmdd into a date.

    Raises:
        ValueError: no such day.

    >>> date_of(Day(20261122))
    datetime.date(2026, 11, 22)
    """
    return date(day // 10_000, day // 100 % 100, day % 100)
