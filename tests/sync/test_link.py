"""Whatever answers in place of a hub, the line says what it is and work goes on."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pytest

from app.base.errors import Unreachable
from app.reference.texts import texts
from app.security.certificates import Identity
from app.sync import frames
from app.sync.frames import NotAFrame, Type
from app.sync.https import HttpsLink
from app.sync.link import FLIGHT
from tests.sync.canned import HOUSE, STRANGERS, Canned, context_of, page

PORTAL = page("200 OK", "text/html", b"<html>Log in to the free network</html>")
FRAME = frames.encode(frames.split(Type.BYE, b"bye")[0])


@contextmanager
def line_to(url: str, *, house: Identity = HOUSE, stall_s: float = 8.0) -> Iterator[HttpsLink]:
    link = HttpsLink("AL hub", url, context_of(house), stall_s=stall_s, most=100_000)
    try:
        yield link
    finally:
        link.close()


def refusal(answer: bytes, *, endless: bytes = b"", stall_s: float = 8.0) -> Unreachable:
    with (
        Canned(answer, endless=endless) as hub,
        line_to(hub.url, stall_s=stall_s) as link,
        pytest.raises(Unreachable) as refused,
    ):
        b"".join(link.exchange(iter([b"flight"])))
    return refused.value


def _hang_up(listening: socket.socket) -> None:
    near, _ = listening.accept()
    near.close()


def test_a_flight_goes_out_and_the_answer_comes_in_pieces() -> None:
    with Canned(page("200 OK", FLIGHT, FRAME)) as hub, line_to(hub.url) as link:
        answer = b"".join(link.exchange(iter([b"one", b"two"])))

    assert answer == FRAME
    assert (link.up, link.down) == (6, len(FRAME))
    assert b"POST /v1/exchange" in hub.asked
    assert b"one" in hub.asked


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (PORTAL, "sync.not_a_hub"),
        (page("302 Found", "text/html", b"", Location="https://127.0.0.1:9/"), "sync.not_a_hub"),
        (page("403 Forbidden", "text/html", b"<html>"), "sync.not_a_hub"),
        (page("403 Forbidden", "text/plain", b"no"), "sync.not_enrolled"),
        (page("400 Bad", "text/plain; charset=utf-8", b"no"), "sync.not_read"),
        (page("413 Large", "text/plain", b"no"), "sync.not_read"),
        (page("404 Not Found", "text/plain", b"no"), "sync.not_a_hub"),
        (page("429 Busy", "text/plain", b"later"), "sync.busy"),
        (page("500 Trouble", "text/html", b"<html>"), "sync.trouble_there"),
        (page("503 Trouble", "text/plain", b""), "sync.trouble_there"),
        (b"rubbish that is no answer at all\r\n\r\n", "sync.no_line"),
    ],
)
def test_every_odd_answer_is_told_in_words(answer: bytes, code: str) -> None:
    trouble = refusal(answer)

    assert trouble.code == code
    words = texts("en").error(trouble)
    assert "AL hub" in words
    assert "{" not in words


def test_a_busy_hub_says_for_how_long() -> None:
    busy = page("429 Busy", "text/plain", b"later", Retry_After="90")

    assert refusal(busy).parameters["seconds"] == 90


def test_a_hub_that_asks_for_years_is_not_believed() -> None:
    busy = page("429 Busy", "text/plain", b"later", Retry_After="99999999")

    assert refusal(busy).parameters["seconds"] == 3600


def test_a_hub_that_says_nothing_ends_the_round() -> None:
    assert refusal(b"", stall_s=0.2).code == "sync.no_line"


def test_a_hub_that_stops_in_the_middle_ends_the_round() -> None:
    half = f"HTTP/1.1 200 OK\r\nContent-Type: {FLIGHT}\r\nContent-Length: 5000\r\n\r\n".encode()

    assert refusal(half + FRAME).code == "sync.line_cut"


def test_an_answer_without_end_is_not_read_to_its_end() -> None:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {FLIGHT}\r\n\r\n".encode()

    assert refusal(head, endless=bytes(1 << 16)).code == "sync.too_much"


def test_a_hub_of_another_house_gets_nothing() -> None:
    with (
        Canned(page("200 OK", FLIGHT, FRAME)) as hub,
        line_to(hub.url, house=STRANGERS) as link,
        pytest.raises(Unreachable) as refused,
    ):
        link.exchange(iter([b"secret"]))

    assert refused.value.code == "sync.certificate"
    assert link.up == 0
    assert hub.asked == b""


def test_nobody_there_is_no_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    with line_to(f"https://127.0.0.1:{port}") as link, pytest.raises(Unreachable) as refused:
        link.exchange(iter([b"flight"]))

    assert refused.value.code == "sync.no_line"


def _answer_in_clear(listening: socket.socket) -> None:
    near, _ = listening.accept()
    with near:
        near.settimeout(5)
        near.recv(4096)
        near.sendall(b"HTTP/1.0 400 Bad request\r\n\r\nthis port speaks in clear\r\n")


def test_one_that_speaks_no_tls_is_no_hub_and_shows_no_certificate() -> None:
    with socket.create_server(("127.0.0.1", 0)) as plain:
        plain.settimeout(5)
        with line_to(f"https://127.0.0.1:{plain.getsockname()[1]}") as link:
            thread = threading.Thread(target=partial(_answer_in_clear, plain))
            thread.start()
            with pytest.raises(Unreachable) as refused:
                link.exchange(iter([b"flight"]))
            thread.join()

    assert refused.value.code == "sync.no_tls"
    assert "certificate" not in texts("en").error(refused.value)


def test_one_that_closes_at_once_is_no_line_and_says_nothing_of_a_certificate() -> None:
    with socket.create_server(("127.0.0.1", 0)) as plain:
        url = f"https://127.0.0.1:{plain.getsockname()[1]}"
        plain.settimeout(5)
        with line_to(url) as link:
            thread = threading.Thread(target=partial(_hang_up, plain))
            thread.start()
            with pytest.raises(Unreachable) as refused:
                link.exchange(iter([b"flight"]))
            thread.join()

    assert refused.value.code == "sync.no_line"


def test_frames_stop_at_the_first_byte_that_is_none() -> None:
    read = frames.decode([FRAME + b"<html>" + bytes(40)])

    with pytest.raises(NotAFrame):
        list(read)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        (f"https://{'a' * 70}.example", "sync.no_such_address"),
        ("https://hub..example:8440", "sync.no_such_address"),
        ("https://[::1", "sync.no_such_address"),
        ("https://127.0.0.1:99999", "sync.no_line"),
        ("http://127.0.0.1:9", "sync.no_line"),
        ("nowhere", "sync.no_line"),
    ],
)
def test_an_address_where_nothing_can_be_is_as_good_as_no_line(url: str, why: str) -> None:
    with line_to(url) as link, pytest.raises(Unreachable) as refused:
        link.post("/v1/messages", b"body")

    assert refused.value.code == why
    assert "Work goes on" in texts("en").error(refused.value)
