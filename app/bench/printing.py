"""From a released movement to the bytes of its transit accompanying document."""

import time

import msgspec

from app.base.clock import Day, Instant
from app.bench import invented
from app.bench.frame import Figure, percentile
from app.printing.files import tad_of
from app.printing.tad import render
from app.reference.texts import texts

ITEMS = 5
_NOW = Instant(1_795_356_300_000)


def figure(times: int) -> Figure:
    """The document with its list of items, after the first one warmed the faces up."""
    samples: list[float] = []
    for number in range(times + 1):
        declaration = msgspec.structs.replace(
            invented.movement_of(number, _NOW, items=ITEMS), release_date=Day(20261122)
        )
        began = time.perf_counter()
        render(tad_of(declaration, texts("en")))
        samples.append((time.perf_counter() - began) * 1000)
    worst = round(percentile(samples[1:], 0.95), 2)
    return Figure(what="TAD with list of items, p95", ours=worst, unit="ms", budget=300.0)
