"""The window under a stop watch: ``python -m app.ui.measured FOLDER BEGAN``, for ``bench desk``.

``FOLDER`` is a post that the bench has made, ``BEGAN`` the instant of the stop watch (s) at which
the process was asked for. The figures come out as one JSON array.
"""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from app.base.clock import Clock, SystemClock
from app.base.ids import Chance, SystemChance
from app.bench import large
from app.bench.frame import Figure, percentile
from app.bench.importing import importing
from app.ui.application import Seat, application, dressed, opened_post
from app.workstation.cases import SignIn
from app.workstation.premises import Premises
from app.workstation.threaded import ThreadedWorkstation

TURNS, PAPERS = 20, 10
BUSY_S = 4.0
BEAT_MS = 2
QUEUES = ("expected", "arrived")
_STATUS = Path("/proc/self/status")


class Watched:
    """One window over one post, and the questions put to it."""

    def __init__(self, app: QApplication, seat: Seat, post: ThreadedWorkstation) -> None:
        self._app, self._seat, self._post = app, seat, post

    def settle(self) -> None:
        """Let the window finish what it was asked, its painting included."""
        self._app.processEvents()
        while self._seat.background.waiting:
            self._app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        self._app.processEvents()

    def sign_in(self) -> None:
        """Sign the one officer in, as the page does, and wait for the first worklist."""
        page = self._seat.desktop.sign_in
        officers = page.row.officers if page.row is not None else ()
        officer = officers[0].officer
        step = SignIn(officer=officer, secret=large.SECRET)
        self._seat.place.do(step, None, lambda one: page.signed_in.emit(officer, one.value))
        self.settle()

    def turns(self) -> Iterator[float]:
        """Switch between two worklists; ms each, the first of both left out."""
        for number in range(TURNS + len(QUEUES)):
            began = time.perf_counter()
            self._seat.desktop.turn(QUEUES[number % len(QUEUES)])
            self.settle()
            if number >= len(QUEUES):
                yield (time.perf_counter() - began) * 1000

    def beats(self, clock: Clock, chance: Chance) -> list[float]:
        """The ms the screen thread was late by while acts came in and papers were drawn."""
        from app.bench import printing  # noqa: PLC0415 - drawing must not load with the start

        gaps: list[float] = []
        last = began = time.perf_counter()

        def beat() -> None:
            nonlocal last
            now = time.perf_counter()
            gaps.append((now - last) * 1000 - BEAT_MS)
            last = now

        timer = QTimer()
        timer.setInterval(BEAT_MS)
        timer.timeout.connect(beat)
        with importing(self._post, clock, chance):
            self._seat.background.work(lambda: printing.figure(PAPERS), lambda _figure: None)
            last = began = time.perf_counter()
            timer.start()
            while time.perf_counter() - began < BUSY_S:
                self._app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            timer.stop()
        self.settle()
        return gaps


def measured(folder: Path, began: float) -> Iterator[Figure]:
    """Open the window, sign in, work, close; the figures in that order."""
    clock, chance = SystemClock(), SystemChance()
    app = application()
    look = dressed()
    post = opened_post(Premises.open(folder, chance), clock, chance)
    seat = Seat(app, post, look, clock=clock)
    window = Watched(app, seat, post)
    try:
        seat.begin()
        window.settle()
        shown = time.perf_counter()
        window.sign_in()
        usable = time.perf_counter()
        spent = time.process_time()
        yield _figure("start of the window until the first queue", usable - began, "s", 3.0)
        yield _figure("of it until the sign-in page", shown - began, "s")
        yield _figure("processor time of the start", spent, "s")
        worst = percentile(list(window.turns()), 0.95)
        yield _figure("switch queue in the window, p95", worst, "ms", 50.0)
        gaps = window.beats(clock, chance)
        yield _figure("screen thread blocked, import and print, worst", max(gaps), "ms", 50.0)
        yield _figure("the same, p99", percentile(gaps, 0.99), "ms")
        yield from _memory()
    finally:
        seat.close()
        post.close()


def _figure(what: str, ours: float, unit: str, budget: float | None = None) -> Figure:
    return Figure(what=what, ours=round(ours, 2), unit=unit, budget=budget)


def _memory() -> Iterator[Figure]:
    """What the running window holds of the machine's memory, where the system tells."""
    if _STATUS.exists():
        kib = int(_STATUS.read_text("ascii").partition("VmRSS:")[2].split()[0])
        yield _figure("memory of the running window", kib * 1024 / 1e6, "MB", 350.0)


def main(words: list[str]) -> int:
    """Measure and print."""
    folder, began = words
    sys.stdout.buffer.write(msgspec.json.encode(list(measured(Path(folder), float(began)))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
