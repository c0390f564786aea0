"""What the officer feels: opening, finding, switching queues, and a step from key to saved."""

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from app.acts import identity
from app.base.ids import RecordId, SystemChance
from app.bench import importing, invented, large, printing, starting, store, windows
from app.bench.frame import Figure, Setting, percentile, shares
from app.transit.use_cases import EndTransit
from app.workstation.records import Find, Numbered, QueuePage, RecordPage
from app.workstation.status import Counts
from app.workstation.workstation import Workstation

Asked = TypeVar("Asked")

SIZE = 10_000
TRIES = 60
LEAST = 2 * TRIES * len(invented.DESTINATIONS)
"""Movements of which enough come to this office: each try ends one, and so does each import."""
_COUNTRY = large.OFFICE[:2]
_HERE = invented.DESTINATIONS.index(large.OFFICE)


def run(setting: Setting) -> Iterator[Figure]:
    """Build a store and work on it; milliseconds, the 95th of a hundred."""
    size = setting.size or SIZE
    chance = SystemChance()
    post = large.post(setting.folder / "post", setting.clock, chance)
    try:
        setting.told(f"building {size} movements")
        began = time.perf_counter()
        built = large.fill(post, size, clock=setting.clock, chance=chance)
        took = round(time.perf_counter() - began, 1)
        yield from store.facts(post, built, took)
        yield from _reading(post, size)
        cases = _arrivals(post, size)
        yield from shares("end a transit, key to saved", _took(post.do, cases[:TRIES]), 60.0)
        yield printing.figure(TRIES)
        yield from importing.figures(post, cases[TRIES : 2 * TRIES], setting.clock, chance)
    finally:
        post.close()
    yield starting.figure(setting.folder / "post")
    yield from windows.figures(setting.folder, setting.told)


def _reading(post: Workstation, size: int) -> Iterator[Figure]:
    spread = [number * size // TRIES for number in range(TRIES)]
    written = [_mrn(number) for number in spread]
    plates = [invented.plate_of(number) for number in spread]
    traders = [invented.trader_of(number).name or "" for number in spread]

    def find(text: str) -> None:
        post.ask(Find(text=text))

    def page(record: RecordId) -> None:
        post.ask(RecordPage(record=record))

    def queue(name: str) -> None:
        post.ask(QueuePage(queue=name))

    def counts(_number: int) -> None:
        post.ask(Counts())

    yield _timed("open a record", 100.0, page, [_record(number) for number in spread])
    yield _timed("find by MRN", 50.0, find, written)
    yield _timed("find by last six", 50.0, find, [mrn[-6:] for mrn in written])
    yield _timed("find by plate", 50.0, find, plates)
    yield _timed("find by trader", 50.0, find, traders)
    yield _timed("switch queue", 50.0, queue, ["expected"] * TRIES)
    yield _timed("count queues", 50.0, counts, spread)


def _arrivals(post: Workstation, size: int) -> list[EndTransit]:
    """Clean arrivals until the transit is ended, at this office, newest first."""
    step = len(invented.DESTINATIONS)
    open_here = range(max(0, size - large.OPEN), size)
    numbers = [number for number in reversed(open_here) if number % step == _HERE]
    return [
        EndTransit(record=post.ask(Numbered(number=_mrn(number))), plate="=", all_intact=True)
        for number in numbers[: 2 * TRIES]
    ]


def _timed(
    what: str, budget: float, once: Callable[[Asked], object], over: Iterable[Asked]
) -> Figure:
    worst = round(percentile(_took(once, over), 0.95), 2)
    return Figure(what=f"{what}, p95", ours=worst, unit="ms", budget=budget)


def _took(once: Callable[[Asked], object], over: Iterable[Asked]) -> list[float]:
    samples: list[float] = []
    for each in over:
        began = time.perf_counter()
        once(each)
        samples.append((time.perf_counter() - began) * 1000)
    return samples


def _mrn(number: int) -> str:
    departure = invented.DEPARTURES[number % len(invented.DEPARTURES)]
    return invented.mrn_of(number, departure)


def _record(number: int) -> RecordId:
    return identity.by_number(_COUNTRY, "movement", _mrn(number))
