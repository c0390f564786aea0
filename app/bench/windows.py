"""What the window feels like, measured in a process of its own on a screen that is not there."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from app.bench.frame import Figure
from app.bench.starting import ROOT, compiled

TIMES = 3


def figures(folder: Path, told: Callable[[str], None]) -> Iterator[Figure]:
    """Start, queues, the longest block of the screen thread, memory; nothing where Qt is not.

    The window of the post in ``folder`` is opened ``TIMES`` times after one that warms the disk
    up; the slowest start stands for all, the rest is of the last window.
    """
    environ = {**compiled(folder), "QT_QPA_PLATFORM": "offscreen"}
    probe = [sys.executable, "-c", "import PySide6.QtWidgets"]
    if subprocess.run(probe, env=environ, check=False, capture_output=True).returncode:
        told("no PySide6 here: the window is not measured")
        return
    last: list[Figure] = []
    starts: list[Figure] = []
    for _ in range(TIMES + 1):
        began = time.perf_counter()
        command = [sys.executable, "-m", "app.ui.measured", str(folder / "post"), str(began)]
        done = subprocess.run(command, cwd=ROOT, env=environ, check=True, capture_output=True)
        last = msgspec.json.decode(done.stdout, type=list[Figure])
        starts.append(last[0])
    yield max(starts[1:], key=lambda figure: figure.ours)
    yield from last[1:]
