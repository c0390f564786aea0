"""Lines carry, count and can be cut; a child process answers and ends with its input."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.base.errors import Broken, Refused, Unreachable
from app.training.lines import LOOPBACK, Exchange, Line
from app.training.pipes import Child
from tests.training import echo_child


@pytest.fixture
def line() -> Iterator[Line]:
    exchange = Exchange()
    with socket.create_server((LOOPBACK, 0)) as listening:
        one = exchange.line("x")
        one.target = listening.getsockname()[1]
        echo = threading.Thread(target=echo_until_closed, args=(listening,), daemon=True)
        echo.start()
        yield one
        exchange.close()
        listening.shutdown(socket.SHUT_RDWR)  # closing alone leaves ``accept`` waiting
    echo.join(5)
    assert not echo.is_alive()


def echo_until_closed(listening: socket.socket) -> None:
    try:
        while True:
            with listening.accept()[0] as near:
                while piece := near.recv(1024):
                    near.sendall(piece)
    except OSError:
        return


def said(line: Line, words: bytes) -> bytes:
    """Say something over the line and hear the echo; empty where the line is cut."""
    try:
        with socket.create_connection((LOOPBACK, line.port), timeout=5) as near:
            near.sendall(words)
            heard = b""
            while len(heard) < len(words):
                piece = near.recv(1024)
                if not piece:
                    return heard
                heard += piece
            return heard
    except ConnectionError:
        return b""


def test_a_line_carries_and_counts_both_ways(line: Line) -> None:
    assert said(line, b"over the river") == b"over the river"
    assert (line.up, line.down) == (14, 14)


def test_a_cut_line_carries_nothing_until_it_is_restored(line: Line) -> None:
    line.cut()
    assert said(line, b"hello") == b""
    line.restore()
    assert said(line, b"hello") == b"hello"


def test_a_line_can_be_cut_in_the_middle(line: Line) -> None:
    line.cut_after(20)
    assert said(line, b"twelve bytes") == b"twelve bytes"
    assert said(line, b"twelve bytes") == b""
    assert line.is_cut


def test_cutting_ends_what_runs_over_the_line(line: Line) -> None:
    with socket.create_connection((LOOPBACK, line.port), timeout=5) as near:
        near.sendall(b"a")
        assert near.recv(1) == b"a"
        line.cut()
        with pytest.raises(ConnectionError):
            raise_if_closed(near)


def raise_if_closed(near: socket.socket) -> None:
    if not near.recv(1):
        raise ConnectionError


def test_a_child_answers_errors_as_errors_and_ends_with_its_input(tmp_path: Path) -> None:
    child = Child("echo", echo_child.__name__, tmp_path)
    try:
        assert child.ask("echo", {"a": 1}, dict[str, int]) == {"a": 1}
        with pytest.raises(Refused) as refused:
            child.ask("refuse", None, str)
        assert refused.value.parameters == {"n": 2}
        with pytest.raises(Unreachable):
            child.ask("away", None, str)
        with pytest.raises(Broken, match=r"training\.silent"):
            child.hear(str, patience_s=0.01)
    finally:
        child.close()
    assert child.has_ended


def test_a_child_that_dies_is_told_from_one_that_is_silent(tmp_path: Path) -> None:
    child = Child("echo", echo_child.__name__, tmp_path)
    try:
        with pytest.raises(Broken, match=r"training\.ended"):
            child.ask("no such verb", None, str)
    finally:
        child.close()
    assert "KeyError" in (tmp_path / "echo.txt").read_text()


def test_a_child_answers_in_the_order_it_was_asked(tmp_path: Path) -> None:
    child = Child("echo", echo_child.__name__, tmp_path)
    try:
        for number in range(5):
            child.tell("echo", number)
        assert [child.hear(int) for _ in range(5)] == [0, 1, 2, 3, 4]
    finally:
        child.close()
