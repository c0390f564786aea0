"""Owns the threads: one that writes, a few that answer. Windows hand in questions and go on.

Every question gets exactly one answer: a result, or an error of the tree. Answers are given
on the thread that found them; ``app.ui.background`` turns them into queued signals.
"""

import queue
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from app.acts.steps import UseCase, View
from app.base.changes import Changed, Stream
from app.base.errors import WaypostError
from app.base.ids import Heads
from app.workstation.workstation import Outcome, Workstation

Row = TypeVar("Row")
Answer = Callable[[Any], None]
READERS = 3


class ThreadedWorkstation:
    """A workstation behind threads; the same two verbs, with the answer given later."""

    def __init__(self, workstation: Workstation) -> None:
        self._workstation = workstation
        self._steps: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._questions: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=_serve, args=(self._steps,), name="writer", daemon=True),
            *(
                threading.Thread(
                    target=_serve, args=(self._questions,), name=f"reader {number}", daemon=True
                )
                for number in range(READERS)
            ),
        ]
        for thread in self._threads:
            thread.start()

    @property
    def changed(self) -> Stream[Changed]:
        """Tells what moved, on the writer's thread."""
        return self._workstation.changed

    def do(
        self,
        case: UseCase,
        seen: Heads | None,
        answer: Callable[[Outcome | WaypostError], None],
    ) -> None:
        """Do a step on the writer's thread, after those handed in before it."""
        self._steps.put(lambda: answer(_caught(lambda: self._workstation.do(case, seen))))

    def ask(self, view: View[Row], answer: Callable[[Row | WaypostError], None]) -> None:
        """Answer a question on one of the readers' threads."""
        self._questions.put(lambda: answer(_caught(lambda: self._workstation.ask(view))))

    def background(self, work: Callable[[], None]) -> None:
        """Run a slice of other writing (what came over a link) between the officer's steps."""
        self._steps.put(work)

    def close(self) -> None:
        """Finish what was handed in, then end the threads and close the store."""
        self._steps.put(None)
        for _ in range(READERS):
            self._questions.put(None)
        for thread in self._threads:
            thread.join()
        self._workstation.close()


def _serve(work: "queue.SimpleQueue[Callable[[], None] | None]") -> None:
    while (piece := work.get()) is not None:
        piece()


def _caught(work: Callable[[], Any]) -> Any:
    """The result, or the error as a value; the workstation has turned all others into a Bug."""
    try:
        return work()
    except WaypostError as trouble:
        return trouble
