"""Classes of concurrent acts, and tables that judge a pair.

Only concurrent acts are compared: an act that had the other on screen is a correction, judged by
rights alone. Tables are symmetric by construction; clocks and arrival order never decide.
"""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeAlias

import msgspec

if TYPE_CHECKING:
    from app.acts.told import Told


class Class(StrEnum):
    """What two concurrent acts are to each other."""

    COMMUTE = "C0"  # both stand
    CORROBORATE = "C1"  # one in effect, the other linked as its confirmation
    OVERRULED = "C2"  # one kept without effect, its officer told
    CONTRADICT = "C3"  # hold, most restrictive state, case
    OVERDRAWN = "C4"  # as contradict, for guarantees, numbers, stock
    DOUBTFUL = "C5"  # of one act: fork, revoked key, bad signature


class Stands(StrEnum):
    """Which of a pair is in effect (of a contradiction: until it is settled)."""

    BOTH = "both"
    FIRST = "first"  # in fold order
    LEFT = "left"
    RIGHT = "right"


class Verdict(msgspec.Struct, frozen=True):
    """How a pair is judged; ``words`` is the catalogue's code for the situation."""

    grade: Class
    stands: Stands = Stands.BOTH
    words: str = ""

    def mirrored(self) -> "Verdict":
        """The same verdict for the pair the other way round."""
        turned = {Stands.LEFT: Stands.RIGHT, Stands.RIGHT: Stands.LEFT}
        return Verdict(self.grade, turned.get(self.stands, self.stands), self.words)


COMMUTE = Verdict(Class.COMMUTE)
CORROBORATE = Verdict(Class.CORROBORATE, Stands.FIRST)


class Judge(Protocol):
    """Judges two concurrent acts; total."""

    def __call__(self, left: "Told", right: "Told") -> Verdict:
        """The verdict on the pair, as seen from ``left``."""


Row: TypeAlias = "Verdict | Callable[[Told, Told], Verdict]"


class Table:
    """Rows of (kind, kind); the mirrored pair needs no row of its own.

    A pair without a row commutes: acts of a newer program must not stop a record. A house test
    holds each package to a row for every pair of its kinds.

    Raises:
        ValueError: a pair stands in the table twice.
    """

    def __init__(self, rows: Mapping[tuple[str, str], Row]) -> None:
        for left, right in rows:
            if left != right and (right, left) in rows:
                message = f"pair twice: {left}, {right}"
                raise ValueError(message)
        self._rows = dict(rows)

    def __call__(self, left: "Told", right: "Told") -> Verdict:
        """Judge a pair of concurrent acts."""
        row = self._rows.get((left.kind, right.kind))
        if row is not None:
            return row if isinstance(row, Verdict) else row(left, right)
        row = self._rows.get((right.kind, left.kind))
        if row is not None:
            return (row if isinstance(row, Verdict) else row(right, left)).mirrored()
        return COMMUTE

    def missing(self, kinds: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """The pairs of ``kinds`` that have no row."""
        named = sorted(kinds)
        return tuple(
            (left, right)
            for at, left in enumerate(named)
            for right in named[at:]
            if (left, right) not in self._rows and (right, left) not in self._rows
        )
