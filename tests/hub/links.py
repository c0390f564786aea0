"""Ways to a hub for tests: in the same process with faults, and a proxy whose sockets close."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from functools import partial
from types import TracebackType
from typing import Self

from app.base.errors import Unreachable
from app.hub import partners
from app.hub.hub import Hub
from app.hub.intake import Intake
from app.sync import departing, frames

NEVER = 1 << 62
PIECE = 256


class Direct:
    """A hub in this process; the line ends after so many bytes up or down, or loses the answer."""

    def __init__(
        self, hub: Hub, *, cut_up: int = NEVER, cut_down: int = NEVER, loses_answer: bool = False
    ) -> None:
        self.name = f"{hub.pack.country} hub"
        self.up = 0
        self.down = 0
        self.flights: list[bytes] = []
        self.cut_up = cut_up
        self.cut_down = cut_down
        self.loses_answer = loses_answer
        self._hub = hub

    def exchange(self, flight: Iterator[bytes]) -> Iterator[bytes]:
        intake = Intake(self._hub)
        waiting, whole = b"", b""
        for piece in flight:
            for at in range(0, len(piece), PIECE):
                part = piece[at : at + PIECE]
                self.up += len(part)
                whole += part
                if self.up > self.cut_up:
                    intake.cut()
                    raise Unreachable("sync.no_line", peer=self.name)
                arrived, waiting = frames.cut(waiting + part)
                intake.take_all(arrived)
        self.flights.append(whole)
        answer = b"".join(departing.pieces(intake.answer()))
        if self.loses_answer:
            raise Unreachable("sync.line_cut", peer=self.name)
        return self._down(answer)

    def post(self, path: str, body: bytes) -> bytes:
        assert path == partners.PATH
        self.up += len(body)
        receipt = partners.receive(self._hub, body)
        if self.loses_answer:
            raise Unreachable("sync.line_cut", peer=self.name)
        self.down += len(receipt)
        return receipt

    def _down(self, answer: bytes) -> Iterator[bytes]:
        for at in range(0, len(answer), PIECE):
            if self.down + PIECE > self.cut_down:
                raise Unreachable("sync.line_cut", peer=self.name)
            piece = answer[at : at + PIECE]
            self.down += len(piece)
            yield piece


class Proxy:
    """Carries bytes to a port; each connection ends for good after so many bytes of a direction.

    Both sockets are really closed then, in the middle of whatever was under way.
    """

    def __init__(self, port: int, *, up: int = NEVER, down: int = NEVER) -> None:
        self.up = up
        self.down = down
        self.carried = [0, 0]
        self._target = port
        self._turn = threading.Lock()
        self._threads: list[threading.Thread] = []
        self._open: set[socket.socket] = set()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"https://127.0.0.1:{self._listening.getsockname()[1]}"
        self._start(self._accept)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for one in tuple(self._open):
            _end(one)
        for thread in tuple(self._threads):
            thread.join(5)

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(("127.0.0.1", self._target))
            except OSError:
                near.close()
                continue
            self._open |= {near, far}
            ends = [near, far]
            self._start(partial(self._carry, near, far, 0, ends))
            self._start(partial(self._carry, far, near, 1, ends))

    def _carry(
        self, source: socket.socket, sink: socket.socket, way: int, ends: list[socket.socket]
    ) -> None:
        left = (self.up, self.down)[way]
        try:
            while left > 0 and (piece := source.recv(min(PIECE, left))):
                sink.sendall(piece)
                left -= len(piece)
                self.carried[way] += len(piece)
        except OSError:
            pass
        _end(source)
        _end(sink)
        with self._turn:
            ends.pop()
            if not ends:  # the second of the two ways closes both
                self._open -= {source, sink}
                source.close()
                sink.close()

    def _start(self, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, daemon=True)
        self._threads.append(thread)
        thread.start()


def _end(one: socket.socket) -> None:
    with contextlib.suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
