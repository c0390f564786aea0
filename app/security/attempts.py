"""Wrong attempts in a row, counted in the key store and slowed down more and more.

An attempt counts as wrong from the moment it begins; only a right one clears the count. Killing
the program in between gains nothing.
"""

from typing import Final

from app.base.clock import Instant
from app.base.errors import Refused
from app.security.keystore import ITEM_BYTES, KeyStore

DELAYS_S: Final = (0, 0, 0, 1, 2, 4, 8, 16, 32)
"""Seconds after the first, second, ... wrong attempt."""

MOST: Final = 10
"""So many in a row close the way until the officer is enrolled again."""

_NUMBER = 8  # bytes


class Attempts:
    """The counters of a vault's officers."""

    def __init__(self, keys: KeyStore) -> None:
        self._keys = keys

    def count(self, officer: bytes) -> int:
        """Wrong attempts since the last right one."""
        return self._read(officer)[0]

    def disabled(self, officer: bytes) -> bool:
        """Whether ten in a row have closed the way."""
        return self.count(officer) >= MOST

    def wait_s(self, officer: bytes, now: Instant) -> int:
        """Seconds until the next attempt is taken; 0: now. Never more than the longest delay."""
        count, last = self._read(officer)
        if not 0 < count <= len(DELAYS_S):
            return 0
        passed = max(0, now - last)
        return max(0, -(-(DELAYS_S[count - 1] * 1000 - passed) // 1000))

    def begin(self, officer: bytes, now: Instant) -> int:
        """Count an attempt as wrong before it is made; give how many came before it.

        Raises:
            Refused: ``security.disabled``, or ``security.wait`` with the seconds as ``n``.
        """
        count, last = self._read(officer)
        if count >= MOST:
            raise Refused("security.disabled")
        seconds = self.wait_s(officer, now)
        if seconds:
            if last > now:  # the clock was set back: wait from now on, not until it catches up
                self._write(officer, count, now)
            raise Refused("security.wait", field="secret", n=seconds)
        self._write(officer, count + 1, now)
        return count

    def clear(self, officer: bytes) -> None:
        """A right attempt, or a new enrolment."""
        self._keys.drop(_name(officer))

    def _read(self, officer: bytes) -> tuple[int, int]:
        held = self._keys.get(_name(officer)) or bytes(ITEM_BYTES)
        count, last = held[:_NUMBER], held[_NUMBER : 2 * _NUMBER]
        return int.from_bytes(count, "big"), int.from_bytes(last, "big")

    def _write(self, officer: bytes, count: int, now: Instant) -> None:
        numbers = count.to_bytes(_NUMBER, "big") + now.to_bytes(_NUMBER, "big")
        self._keys.put(_name(officer), numbers.ljust(ITEM_BYTES, b"\0"))


def _name(officer: bytes) -> str:
    return f"attempts.{officer.hex()}"
