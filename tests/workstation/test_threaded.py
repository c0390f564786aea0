"""Every question gets exactly one answer, in whatever order threads come to it."""

import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.acts.steps import Plan, UseCase, View
from app.base.clock import FakeClock
from app.base.errors import Bug, Refused, WaypostError
from app.security.keystore import mark
from app.transit.use_cases import Declare
from app.workstation.cases import SessionPage, SignIn, SignInPage
from app.workstation.status import Counts
from app.workstation.threaded import Awaited, ThreadedWorkstation
from app.workstation.workstation import Outcome
from tests.transit.goods import declaration
from tests.workstation.post import ARBEN, SECRETS, Post


class Answers:
    """Gathers answers and lets a test wait until so many are there."""

    def __init__(self) -> None:
        self.given: list[Any] = []
        self._changed = threading.Condition()

    def __call__(self, answer: Any) -> None:
        with self._changed:
            self.given.append(answer)
            self._changed.notify_all()

    def wait(self, count: int) -> list[Any]:
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.given) >= count, timeout=30)
            return self.given


@pytest.fixture
def post(folder: Path, clock: FakeClock) -> Post:
    return Post(folder, clock)


@pytest.fixture
def threaded(post: Post) -> Iterator[ThreadedWorkstation]:
    threads = ThreadedWorkstation(post.workstation)
    answers = Answers()
    threads.do(SignIn(officer=post.officer(ARBEN), secret=SECRETS[ARBEN]), None, answers)
    (signed_in,) = answers.wait(1)
    assert isinstance(signed_in, Outcome)
    yield threads
    threads.close()


def test_each_of_many_questions_and_steps_is_answered_once(
    threaded: ThreadedWorkstation,
) -> None:
    steps, questions = Answers(), Answers()
    for number in range(20):
        threaded.do(Declare(declaration=declaration(lrn=f"L{number}")), None, steps)
        for _ in range(5):
            threaded.ask(Counts(), questions)
    assert all(isinstance(one, Outcome) for one in steps.wait(20))
    assert len(questions.wait(100)) == 100
    threaded.ask(Counts(), questions)
    assert questions.wait(101)[-1].counts["departures"] == 20
    assert (len(steps.given), len(questions.given)) == (20, 101)


def test_steps_are_done_in_the_order_they_were_handed_in(threaded: ThreadedWorkstation) -> None:
    steps = Answers()
    for _ in range(2):
        threaded.do(Declare(declaration=declaration(lrn="the same")), None, steps)
    first, second = steps.wait(2)
    assert isinstance(first, Outcome)
    assert isinstance(second, Refused)


class Stumble(UseCase, frozen=True, kw_only=True):
    """A step with a mistake in it."""


class Puzzle(View[int], frozen=True, kw_only=True):
    """A question with a mistake in its answer."""


def test_an_error_of_ours_is_an_answer_too_and_the_threads_go_on(
    threaded: ThreadedWorkstation,
) -> None:
    def stumble(_case: object, _desk: object) -> Plan:
        raise RuntimeError

    def puzzle(_view: object, _look: object) -> int:
        raise RuntimeError

    rooms = threaded.workstation.rooms
    rooms._services[Stumble] = stumble
    rooms._views[Puzzle] = puzzle
    answers = Answers()
    for _ in range(4):
        threaded.do(Stumble(), None, answers)
        threaded.ask(Puzzle(), answers)
    kinds = Counter(type(one) for one in answers.wait(8))
    assert kinds == {Bug: 8}
    threaded.ask(Counts(), answers)
    assert not isinstance(answers.wait(9)[-1], WaypostError)


def test_an_answer_that_cannot_be_delivered_stops_no_thread(
    threaded: ThreadedWorkstation, folder: Path
) -> None:
    def refuse(_answer: object) -> None:
        raise RuntimeError

    for _ in range(5):
        threaded.ask(SignInPage(), refuse)
    threaded.do(Declare(declaration=declaration(lrn="L1")), None, refuse)
    answers = Answers()
    threaded.do(Declare(declaration=declaration(lrn="L2")), None, answers)
    threaded.ask(SessionPage(), answers)
    answers.wait(2)
    assert "RuntimeError" in (folder / "log.jsonl").read_text("utf-8")


def test_an_officers_step_goes_before_slices_that_wait(threaded: ThreadedWorkstation) -> None:
    order: list[str] = []
    held, free = threading.Event(), threading.Event()
    answers = Answers()

    def hold() -> None:
        held.set()
        assert free.wait(30)

    threaded.background(hold)
    assert held.wait(30)
    for number in range(3):
        threaded.background(lambda number=number: order.append(f"slice {number}"))  # type: ignore[misc]  # a bound default
    threaded.do(Declare(declaration=declaration(lrn="L1")), None, answers)
    threaded.background(lambda: answers("all slices done"))
    answered = threaded.workstation.changed.listen(lambda _changed: order.append("step"))
    free.set()
    answers.wait(2)
    answered()
    assert order == ["step", "slice 0", "slice 1", "slice 2"]


def test_a_lane_waits_for_its_slice_and_meets_its_error(threaded: ThreadedWorkstation) -> None:
    assert threaded.in_turn(lambda: threading.current_thread().name) == "writer"
    assert threaded.in_turn(lambda: threaded.in_turn(lambda: 7)) == 7

    def trouble() -> None:
        raise Refused("session.locked")

    with pytest.raises(Refused, match=r"session\.locked"):
        threaded.in_turn(trouble)


def test_a_lane_goes_on_only_when_the_officer_waits_for_nothing(
    threaded: ThreadedWorkstation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.workstation.threaded.COURTESY_S", 30.0)
    order: list[str] = []
    held, free, sliced = threading.Event(), threading.Event(), threading.Event()

    def puzzle(_view: object, _look: object) -> int:
        held.set()
        assert free.wait(30)
        return 7

    def lane() -> None:
        threaded.in_turn(sliced.set)
        order.append("lane")

    threaded.workstation.rooms._views[Puzzle] = puzzle
    threaded.ask(Puzzle(), lambda answer: order.append(f"answer {answer}"))
    assert held.wait(30)
    thread = threading.Thread(target=lane)
    thread.start()
    assert sliced.wait(30)
    free.set()
    thread.join(30)
    assert order == ["answer 7", "lane"]


def test_a_lane_is_not_held_up_for_ever_by_one_who_never_stops_asking() -> None:
    awaited = Awaited()
    awaited.begin()
    awaited.pause()
    awaited.end()
    awaited.pause()


def test_what_was_handed_in_before_closing_is_answered_and_what_comes_after_too(
    post: Post,
) -> None:
    threads = ThreadedWorkstation(post.workstation)
    answers = Answers()
    threads.do(SignIn(officer=post.officer(ARBEN), secret=SECRETS[ARBEN]), None, answers)
    for number in range(5):
        threads.do(Declare(declaration=declaration(lrn=f"L{number}")), None, answers)
    threads.close()
    assert [type(one) for one in answers.given] == [Outcome] * 6
    threads.do(Declare(declaration=declaration(lrn="late")), None, answers)
    threads.ask(Counts(), answers)
    assert [one.code for one in answers.given[6:]] == ["workstation.closed"] * 2
    for late in (threads.background, threads.in_turn):
        with pytest.raises(Refused, match=r"workstation\.closed"):
            late(lambda: None)


def test_the_mark_outside_the_store_follows_each_batch(
    threaded: ThreadedWorkstation, post: Post
) -> None:
    answers = Answers()
    for number in range(3):
        threaded.do(Declare(declaration=declaration(lrn=f"L{number}")), None, answers)
    answers.wait(3)
    marked = threading.Event()
    threaded.background(marked.set)
    assert marked.wait(30)
    stream = post.workstation.scribe.stream
    threaded.close()
    left = mark(post.workstation.premises.keys, stream)
    assert left is not None
    assert left.seq == 6
