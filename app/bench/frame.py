"""What every benchmark gives: figures with their budgets, and a peer's beside them."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from app.base.clock import Clock


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One figure. ``budget`` and ``theirs`` are in the same unit; None: there is none.

    ``words`` stand for what is no number: a cipher, a mode.
    """

    what: str
    ours: float
    unit: str
    budget: float | None = None
    peer: str = ""
    theirs: float | None = None
    words: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times ours the peer's is."""
        if self.theirs is None or self.ours == 0:
            return None
        return round(self.theirs / self.ours, 2)

    @property
    def is_within(self) -> bool | None:
        """Whether it keeps its budget; None where it has none."""
        return None if self.budget is None else self.ours <= self.budget


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """Where and how a benchmark runs.

    ``folder`` is empty and its own; ``tools`` holds peers and link emulator (None: not here);
    ``size`` is the number of records, 0 for the benchmark's own choice.
    """

    folder: Path
    clock: Clock
    tools: Path | None = None
    size: int = 0
    told: Callable[[str], None] = lambda _words: None


class Bench(msgspec.Struct, frozen=True, kw_only=True):
    """A benchmark: its name, what it measures, and the run that yields figures.

    ``least`` and ``most`` are the records a store can have that it works on.
    """

    name: str
    what: str
    run: Callable[[Setting], Iterator[Figure]]
    least: int = 1
    most: int = 10_000_000


def shares(what: str, samples: Sequence[float], budget: float) -> Iterator[Figure]:
    """The 50th, 95th and 99th of a hundred of samples in ms; the budget is the 95th's."""
    for share, kept in ((0.5, None), (0.95, budget), (0.99, None)):
        found = round(percentile(samples, share), 2)
        name = f"{what}, p{round(share * 100)}"
        yield Figure(what=name, ours=found, unit="ms", budget=kept)


def percentile(samples: Sequence[float], share: float) -> float:
    """The smallest sample that at least ``share`` of all do not exceed.

    Raises:
        ValueError: no samples.

    >>> percentile([3.0, 1.0, 2.0, 4.0], 0.5), percentile([1.0, 9.0], 0.95)
    (2.0, 9.0)
    """
    if not samples:
        raise ValueError("no samples")
    ordered = sorted(samples)
    place = -(-int(share * 100) * len(ordered) // 100)
    return ordered[max(0, place - 1)]
