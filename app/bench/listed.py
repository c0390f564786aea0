"""The benchmarks there are, in the order of the list."""

from app.bench import desk
from app.bench.frame import Bench

BENCHES = (
    Bench(
        name="desk",
        what="what the officer feels: open, find, queues, a step from key to saved",
        run=desk.run,
        least=desk.LEAST,
    ),
)
