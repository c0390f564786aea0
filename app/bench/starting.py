"""How long it takes from the start of the program until an officer can work."""

import os
import subprocess
import sys
import time
from pathlib import Path

from app.bench import large
from app.bench.frame import Figure, percentile

TIMES = 3
ROOT = Path(large.__file__).parents[2]
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
    """A process without a screen from nothing: imports, sign-in, store, the first queue."""
    samples = []
    command = [sys.executable, "-c", _PROGRAM, str(folder)]
    for _ in range(TIMES + 1):
        began = time.perf_counter()
        subprocess.run(command, cwd=ROOT, env=compiled(folder.parent), check=True)
        samples.append(time.perf_counter() - began)
    worst = round(percentile(samples[1:], 0.95), 2)
    what = "start without a screen until the first queue, worst"
    return Figure(what=what, ours=worst, unit="s", budget=3.0)


def compiled(folder: Path) -> dict[str, str]:
    """The environment of a program that was installed: its first run compiles, the next find it.

    The bytecode lies in ``folder``, so that the tree stays as it is and a machine that is told to
    write none is measured like every other.
    """
    environ = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    return environ
