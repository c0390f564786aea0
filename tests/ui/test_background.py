import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.base.changes import Changed, Stream
from app.base.errors import Refused
from app.base.ids import Heads
from app.ui.background import Background, Latest


class _ThreadedDesk:
    """A desk that answers each question from a thread of its own."""

    def __init__(self) -> None:
        self.changed: Stream[Changed] = Stream()
        self._threads: list[threading.Thread] = []

    def _later(self, answer: Callable[[Any], None], result: Any) -> None:
        thread = threading.Thread(target=answer, args=(result,))
        self._threads.append(thread)
        thread.start()

    def do(self, case: Any, seen: Heads | None, answer: Callable[[Any], None]) -> None:
        self._later(answer, Refused("transit.not_released") if case == "refuse" else f"did {case}")

    def ask(self, view: Any, answer: Callable[[Any], None]) -> None:
        self._later(answer, (view,))

    def work(self, work: Callable[[], Any], answer: Callable[[Any], None]) -> None:
        self._later(answer, work())

    def close(self) -> None:
        for thread in self._threads:
            thread.join()


@pytest.fixture
def desk() -> Iterator[_ThreadedDesk]:
    made = _ThreadedDesk()
    yield made
    made.close()


@pytest.fixture
def background(desk: _ThreadedDesk, dressed: QApplication) -> Iterator[Background]:
    dressed.processEvents()
    made = Background(desk)
    yield made
    made.close()


def test_an_answer_arrives_on_the_screens_thread(background: Background, qtbot: QtBot) -> None:
    arrived: list[tuple[Any, QThread]] = []
    background.ask("queue", lambda rows: arrived.append((rows, QThread.currentThread())))
    qtbot.waitUntil(lambda: bool(arrived))
    assert arrived == [(("queue",), background.thread())]
    assert background.waiting == 0


def test_a_refusal_reaches_the_page_that_asked(background: Background, qtbot: QtBot) -> None:
    refused: list[str] = []
    background.do("refuse", None, lambda _outcome: None, lambda error: refused.append(error.code))
    qtbot.waitUntil(lambda: bool(refused))
    assert refused == ["transit.not_released"]


def test_a_refusal_nobody_takes_is_told_to_the_window(
    background: Background, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(background.troubled) as told:
        background.do("refuse", None, lambda _outcome: None)
    assert told.args[0].code == "transit.not_released"


def test_what_moved_is_told_once(
    background: Background, desk: _ThreadedDesk, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(background.moved) as told:
        desk.changed.tell(Changed(queues=frozenset({"expected"})))
    assert told.args[0].queues == {"expected"}


def test_only_the_answer_to_the_newest_question_counts(
    background: Background, qtbot: QtBot
) -> None:
    shown: list[Any] = []
    latest = Latest()
    background.ask("old", latest.only(shown.append))
    background.ask("new", latest.only(shown.append))
    qtbot.waitUntil(lambda: background.waiting == 0)
    assert shown == [("new",)]


def test_a_closed_window_hears_nothing_more(desk: _ThreadedDesk, qtbot: QtBot) -> None:
    background = Background(desk)
    heard: list[Any] = []
    background.ask("late", heard.append)
    background.close()
    qtbot.waitUntil(lambda: background.waiting == 0)
    assert heard == []
