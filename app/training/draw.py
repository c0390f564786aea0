"""Drawing from a seed: the same seed and name, the same choices, on every machine."""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

from app.base.ids import Chance, SeededChance

One = TypeVar("One")

DIGITS = "0123456789"
LETTERS = "ABCDEFGHJKLMNPRSTUVXYZ"
"""Letters that plates use in every country of the corridor: none that passes for a digit."""

_SIZE = 8


class Draw:
    """Choices out of chance; never for keys."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance

    def below(self, end: int) -> int:
        """A number from 0 to ``end`` - 1; ``end`` is at least 1."""
        return int.from_bytes(self._chance.token(_SIZE), "big") % end

    def between(self, lowest: int, highest: int) -> int:
        """A number from ``lowest`` to ``highest``, both included."""
        return lowest + self.below(highest - lowest + 1)

    def one(self, of: Sequence[One]) -> One:
        """One of several."""
        return of[self.below(len(of))]

    def signs(self, of: str, count: int) -> str:
        """``count`` signs out of an alphabet."""
        return "".join(self.one(of) for _ in range(count))

    def happens(self, in_hundred: int) -> bool:
        """True that many times in a hundred."""
        return self.below(100) < in_hundred

    def spelled(self, pattern: str) -> str:
        """A pattern filled in: ``9`` is a digit, ``A`` a letter, the rest stays.

        >>> len(drawn(1, "plate").spelled("AA999AA"))
        7
        """
        kinds = {"9": DIGITS, "A": LETTERS}
        return "".join(self.one(kinds[sign]) if sign in kinds else sign for sign in pattern)


def drawn(seed: int, *names: str | int) -> Draw:
    """Start a sequence of its own for something named, so that one does not disturb another.

    >>> drawn(1, "traffic", 4).below(1000) == drawn(1, "traffic", 4).below(1000)
    True
    """
    named = "/".join(map(str, (seed, *names))).encode()
    return Draw(SeededChance(int.from_bytes(hashlib.sha256(named).digest()[:_SIZE], "big")))
