"""How long it takes from the start of the program until an officer can work."""

import subprocess
import sys
import time
from pathlib import Path

from app.bench import large
from app.bench.frame import Figure, percentile

TIMES = 3
_PROGRAM = """
import sys
from pathlib import Path
from app.base.clock import SystemClock
from app.base.ids import SystemChance
from app.bench import large
from app.transit.lists import QueueOf, Today
from app.workstation.rooms import Rooms
post = large.opened(Path(sys.argv[1]), SystemClock(), SystemChance(), Rooms())
post.ask(Today())
post.ask(QueueOf(queue="expected"))
post.close()
"""


def figure(folder: Path) -> Figure:
    """A process from nothing: imports, sign-in, store opened, the first queue answered."""
    samples = []
    root = Path(large.__file__).parents[2]
    for _ in range(TIMES):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", _PROGRAM, str(folder)], cwd=root, check=True)
        samples.append(time.perf_counter() - began)
    worst = round(percentile(samples, 0.95), 2)
    return Figure(what="start until the first queue, worst", ours=worst, unit="s", budget=3.0)
