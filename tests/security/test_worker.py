import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.base.errors import Broken, Refused
from app.security.worker import Limits, Worker

HOSTILE = "tests.security.hostile_parsers"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="limits a process sets on itself")


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker(f"{HOSTILE}:by_name", limits=Limits(processor_s=1, answer=1 << 20)) as worker:
        yield worker


def refused(worker: Worker, argument: bytes) -> str:
    with pytest.raises(Refused) as told:
        worker.call(argument)
    return told.value.code


def test_bytes_go_in_and_come_back_changed_by_the_parser() -> None:
    with Worker(f"{HOSTILE}:backwards") as worker:
        assert worker.call(b"abc") == b"cba"
        assert worker.call(b"") == b""
        assert worker.call(bytes(3 << 20) + b"1") == b"1" + bytes(3 << 20)


def test_one_process_serves_one_call_after_the_other() -> None:
    with Worker(f"{HOSTILE}:count") as worker:
        assert [worker.call(b"") for _ in range(3)] == [b"1", b"2", b"3"]
        worker.close()
        assert worker.call(b"") == b"1"


def test_a_worker_that_was_never_asked_closes_in_peace() -> None:
    Worker(f"{HOSTILE}:count").close()


@pytest.mark.parametrize(
    ("deed", "code"),
    [
        pytest.param(b"allocate", "security.too_heavy", marks=POSIX),
        pytest.param(b"loop", "security.too_heavy", marks=POSIX),
        (b"die", "security.too_heavy"),
        (b"exit", "security.too_heavy"),
        (b"flood", "security.too_heavy"),
        (b"raise", "security.unreadable"),
        (b"recurse", "security.unreadable"),
        (b"answer no bytes", "security.unreadable"),
        (b"create", "security.unreadable"),
        (b"write", "security.unreadable"),
        (b"connect", "security.unreadable"),
        (b"start", "security.unreadable"),
        (b"remove", "security.unreadable"),
    ],
)
def test_whatever_a_file_does_to_its_reader_is_refused_and_the_next_file_is_read(
    worker: Worker, deed: bytes, code: str
) -> None:
    assert refused(worker, deed) == code

    assert worker.call(b"an honest file") == b"an honest file"
    assert not Path(tempfile.gettempdir(), "hostile").exists()


@POSIX
def test_memory_ends_at_the_limit_even_where_the_parser_hides_it(worker: Worker) -> None:
    pieces = int(worker.call(b"allocate quietly"))

    assert pieces * (1 << 24) < 512 << 20


def test_what_a_parser_prints_is_not_taken_for_its_answer(worker: Worker) -> None:
    assert worker.call(b"print") == b"heard"


def test_a_parser_over_its_patience_is_ended() -> None:
    with Worker(f"{HOSTILE}:by_name", limits=Limits(patience_s=1.0, processor_s=60)) as worker:
        assert refused(worker, b"loop") == "security.too_heavy"


@pytest.mark.slow
def test_seconds_are_counted_for_each_call_anew(worker: Worker) -> None:
    for _ in range(2):
        assert refused(worker, b"loop") == "security.too_heavy"
    assert worker.call(b"still there") == b"still there"


def test_an_argument_over_the_limit_is_not_even_sent() -> None:
    with Worker(f"{HOSTILE}:backwards", limits=Limits(argument=3)) as worker:
        assert worker.call(b"abc") == b"cba"
        assert refused(worker, b"abcd") == "security.too_heavy"


def test_a_process_that_died_between_two_calls_is_replaced() -> None:
    with Worker(f"{HOSTILE}:count") as worker:
        worker.call(b"")
        assert worker._child is not None
        worker._child.kill()
        worker._child.wait()

        assert worker.call(b"") == b"1"


@pytest.mark.parametrize("parser", [f"{HOSTILE}:nobody", "app.nowhere:parse"])
def test_a_parser_that_does_not_exist_is_our_fault_and_said_so(parser: str) -> None:
    with Worker(parser) as worker, pytest.raises(Broken, match=r"security\.worker_missing"):
        worker.call(b"")


def test_a_program_that_does_not_exist_is_said_to_be_missing(tmp_path: Path) -> None:
    with (
        Worker("x:y", command=[str(tmp_path / "nothing")]) as worker,
        pytest.raises(Broken, match=r"security\.worker_missing"),
    ):
        worker.call(b"")


def test_a_process_that_ends_before_it_has_read_is_a_refusal_too() -> None:
    with Worker("x:y", command=[sys.executable, "-I", "-c", "pass"]) as worker:
        assert refused(worker, bytes(1 << 20)) == "security.too_heavy"


@pytest.mark.slow
def test_a_process_that_closes_its_mouth_and_lives_on_is_killed() -> None:
    mute = "import os, threading; os.close(1); threading.Event().wait()"
    with Worker("x:y", command=[sys.executable, "-I", "-c", mute]) as worker:
        assert refused(worker, b"") == "security.too_heavy"


def test_two_threads_take_turns() -> None:
    answers: list[bytes] = []
    with Worker(f"{HOSTILE}:backwards") as worker:
        threads = [
            threading.Thread(target=lambda n=n: answers.append(worker.call(b"%d." % n)))
            for n in range(6)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert sorted(answers) == [b".%d" % n for n in range(6)]
