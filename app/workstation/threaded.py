"""Owns the threads: one that writes, a few that answer. Windows hand in questions and go on.

Every question gets exactly one answer: a result, or an error of the tree. Answers are given
on the thread that found them; ``app.ui.background`` turns them into queued signals.
"""

import sys
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeAlias, TypeVar

from app.acts.steps import UseCase, View
from app.base.changes import Changed, Stream
from app.base.errors import Refused, WaypostError
from app.base.ids import Heads
from app.workstation.workstation import Outcome, Workstation

Row = TypeVar("Row")
Result = TypeVar("Result")
Piece: TypeAlias = Callable[[], None]
READERS = 3
MARK_EVERY = 32  # steps in a row, at most, before the mark outside the store follows


SWITCH_S = 0.0002
"""How soon another thread may run. A step calls into the store some sixty times and after each
must take the interpreter back from a busy lane: at Python's 5 ms that made 30 ms into 200."""


COURTESY_S = 0.25
"""How long a lane lets an officer's steps and questions go before it works on: beside it they take
twice as long. Steps that never end, such as a script's, hold it up no longer than this a slice."""


class Awaited:
    """Counts what an officer waits for."""

    def __init__(self) -> None:
        self._count = 0
        self._fewer = threading.Condition()

    def begin(self) -> None:
        """One thing more is waited for."""
        with self._fewer:
            self._count += 1

    def end(self) -> None:
        """One thing less."""
        with self._fewer:
            self._count -= 1
            self._fewer.notify_all()

    def pause(self) -> None:
        """Wait until nothing is waited for, ``COURTESY_S`` at most."""
        with self._fewer:
            self._fewer.wait_for(lambda: not self._count, COURTESY_S)


class Line:
    """Work that stands in line for threads; what came first goes first, ``after`` goes behind."""

    def __init__(self) -> None:
        self._first: deque[Piece] = deque()
        self._after: deque[Piece] = deque()
        self._changed = threading.Condition()
        self._open = True

    def put(self, piece: Piece, *, after: bool = False) -> bool:
        """Hand in a piece of work; False once the line is closed, and then nobody does it."""
        with self._changed:
            if not self._open:
                return False
            (self._after if after else self._first).append(piece)
            self._changed.notify()
            return True

    def take(self, *, wait: bool = True) -> Piece | None:
        """The next piece; None when the line is closed and empty, or empty and not waited for."""
        with self._changed:
            while not self._first and not self._after:
                if not self._open or not wait:
                    return None
                self._changed.wait()
            return self._first.popleft() if self._first else self._after.popleft()

    def close(self) -> None:
        """Take nothing more in; what stands in line is still done."""
        with self._changed:
            self._open = False
            self._changed.notify_all()


class ThreadedWorkstation:
    """A workstation behind threads; the same two verbs, with the answer given later."""

    def __init__(self, workstation: Workstation) -> None:
        sys.setswitchinterval(SWITCH_S)
        self.workstation = workstation
        self._steps = Line()
        self._questions = Line()
        self._awaited = Awaited()
        self._threads = [threading.Thread(target=self._write, name="writer", daemon=True)]
        self._threads += [
            threading.Thread(target=self._read, name=f"reader {number}", daemon=True)
            for number in range(READERS)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def changed(self) -> Stream[Changed]:
        """Tells what moved, on the writer's thread."""
        return self.workstation.changed

    def do(
        self,
        case: UseCase,
        seen: Heads | None,
        answer: Callable[[Outcome | WaypostError], None],
    ) -> None:
        """Do a step on the writer's thread, after those handed in before it."""
        self._hand_in(
            self._steps, _answered(lambda: self.workstation.do(case, seen), answer), answer
        )

    def ask(self, view: View[Row], answer: Callable[[Row | WaypostError], None]) -> None:
        """Answer a question on one of the readers' threads."""
        self._hand_in(
            self._questions, _answered(lambda: self.workstation.ask(view), answer), answer
        )

    def work(
        self, work: Callable[[], Result], answer: Callable[[Result | WaypostError], None]
    ) -> None:
        """Do something slow that touches no store (drawing a paper) on a reader's thread."""
        piece = _answered(lambda: self._guarded(work), answer)
        if not self._questions.put(piece):
            answer(Refused("workstation.closed"))

    def _hand_in(self, line: Line, piece: Piece, answer: Callable[[Any], None]) -> None:
        """Put what an officer waits for into a line; a closed one answers at once."""

        def counted() -> None:
            try:
                piece()
            finally:
                self._awaited.end()

        self._awaited.begin()
        if not line.put(counted):
            self._awaited.end()
            answer(Refused("workstation.closed"))

    def _guarded(self, work: Callable[[], Result]) -> Result:
        try:
            return work()
        except WaypostError:
            raise
        except Exception as trouble:
            raise self.workstation.diary.bug(trouble, "work") from trouble

    def in_turn(self, work: Callable[[], Result]) -> Result:
        """Run a slice of other writing on the writer's thread, behind the officer's steps.

        For the lanes: the caller waits, and goes on only when no officer waits for anything. What
        ``work`` raises is raised here.

        Raises:
            Refused: ``workstation.closed``.
        """
        if threading.current_thread() is self._threads[0]:
            return work()
        done: Future[Result] = Future()

        def piece() -> None:
            try:
                done.set_result(work())
            except BaseException as trouble:  # noqa: BLE001 - it is raised where it was asked for
                done.set_exception(trouble)

        if not self._steps.put(piece, after=True):
            raise Refused("workstation.closed")
        result = done.result()
        self._awaited.pause()
        return result

    def background(self, work: Piece) -> None:
        """Run a slice of other writing behind the officer's steps, without waiting for it.

        Raises:
            Refused: ``workstation.closed``.
        """
        if not self._steps.put(work, after=True):
            raise Refused("workstation.closed")

    def close(self) -> None:
        """Finish what was handed in, then end the threads and close the store."""
        self._steps.close()
        self._questions.close()
        for thread in self._threads:
            thread.join()
        self.workstation.close()

    def _write(self) -> None:
        """The writer: after each batch of steps the mark outside the store follows."""
        unmarked = 0
        while True:
            piece = self._steps.take(wait=unmarked == 0)
            if piece is not None:
                self._run(piece, "writing")
                unmarked += 1
            elif unmarked == 0:
                return
            if piece is None or unmarked >= MARK_EVERY:
                self._run(self.workstation.leave_mark, "leaving a mark")
                unmarked = 0

    def _read(self) -> None:
        while (piece := self._questions.take()) is not None:
            self._run(piece, "reading")

    def _run(self, piece: Piece, doing: str) -> None:
        """Do a piece; whatever goes wrong in giving an answer, the thread goes on."""
        try:
            piece()
        except Exception as trouble:  # noqa: BLE001 - the last one of writer and reader
            self.workstation.diary.bug(trouble, doing)


def _answered(work: Callable[[], Any], answer: Callable[[Any], None]) -> Piece:
    """A piece of work that gives its answer: the result, or the error as a value.

    The workstation has turned every error that is none of the tree into a ``Bug``.
    """

    def piece() -> None:
        try:
            result = work()
        except WaypostError as trouble:
            result = trouble
        answer(result)

    return piece
