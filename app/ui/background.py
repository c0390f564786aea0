"""Answers of the threaded workstation become queued signals; no thread is ever made here.

A question asked for a page that has since turned to another record is dropped by ``Latest``: the
late answer for another record never reaches the screen.
"""

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.base.changes import Changed, Stream
from app.base.errors import WaypostError
from app.base.ids import Heads


class Desk(Protocol):
    """What the window needs of ``workstation/threaded.py``; answers come on other threads."""

    @property
    def changed(self) -> Stream[Changed]:
        """Tells what moved."""

    def do(self, case: Any, seen: Heads | None, answer: Callable[[Any], None]) -> None:
        """Do a step; the answer is an ``Outcome`` or a ``WaypostError``."""

    def ask(self, view: Any, answer: Callable[[Any], None]) -> None:
        """Ask for rows; the answer is the rows or a ``WaypostError``."""

    def work(self, work: Callable[[], Any], answer: Callable[[Any], None]) -> None:
        """Do something slow that touches no store; the answer is its result or the error."""


class _Door(QObject):
    """Carries one call over to the thread it lives on."""

    through = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.through.connect(self._run, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _run(self, call: Callable[[], None]) -> None:
        call()


class Background(QObject):
    """The desk as the window sees it: everything it hands back arrives on the screen's thread.

    ``moved`` tells each ``Changed``; ``troubled`` each error that no page took.
    """

    moved = Signal(object)
    troubled = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._door = _Door()
        self._open = True
        self._waiting = 0
        self._deaf = desk.changed.listen(self._heard)

    def close(self) -> None:
        """Stop listening; answers still on their way are dropped."""
        self._open = False
        self._deaf()

    @property
    def waiting(self) -> int:
        """How many answers are still to come."""
        return self._waiting

    def _heard(self, changed: Changed) -> None:
        self._door.through.emit(lambda: self._move(changed))

    def _move(self, changed: Changed) -> None:
        if self._open:
            self.moved.emit(changed)

    def do(
        self,
        case: Any,
        seen: Heads | None,
        done: Callable[[Any], None],
        failed: Callable[[WaypostError], None] | None = None,
    ) -> None:
        """Do a step; ``done`` gets the outcome, ``failed`` the error, both on this thread."""
        self._waiting += 1
        self._desk.do(case, seen, self._answer(done, failed))

    def ask(
        self,
        view: Any,
        done: Callable[[Any], None],
        failed: Callable[[WaypostError], None] | None = None,
    ) -> None:
        """Ask for rows; ``done`` gets them on this thread."""
        self._waiting += 1
        self._desk.ask(view, self._answer(done, failed))

    def work(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[WaypostError], None] | None = None,
    ) -> None:
        """Have something slow done elsewhere; ``done`` gets its result on this thread."""
        self.via(lambda answer: self._desk.work(work, answer), done, failed)

    def via(
        self,
        start: Callable[[Callable[[Any], None]], None],
        done: Callable[[Any], None],
        failed: Callable[[WaypostError], None] | None = None,
    ) -> None:
        """Begin what answers once, on whatever thread; ``done`` gets the answer on this one."""
        self._waiting += 1
        start(self._answer(done, failed))

    def _answer(
        self, done: Callable[[Any], None], failed: Callable[[WaypostError], None] | None
    ) -> Callable[[Any], None]:
        def arrive(result: Any) -> None:
            self._door.through.emit(lambda: self._settle(result, done, failed))

        return arrive

    def _settle(
        self,
        result: Any,
        done: Callable[[Any], None],
        failed: Callable[[WaypostError], None] | None,
    ) -> None:
        self._waiting -= 1
        if not self._open:
            return
        if not isinstance(result, WaypostError):
            done(result)
        elif failed is not None:
            failed(result)
        else:
            self.troubled.emit(result)


class Latest:
    """Keeps only the answer to the newest question: a late one for another record is dropped."""

    def __init__(self) -> None:
        self._asked = 0

    def only(self, done: Callable[[Any], None]) -> Callable[[Any], None]:
        """Wrap a callback so that it is called only while its question is the newest."""
        self._asked += 1
        return self.also(done)

    def also(self, done: Callable[[Any], None]) -> Callable[[Any], None]:
        """Wrap a second callback of the newest question, or of what its answer led to."""
        mine = self._asked

        def if_newest(result: Any) -> None:
            if mine == self._asked:
                done(result)

        return if_newest

    def drop(self) -> None:
        """Drop whatever is still on its way."""
        self._asked += 1
