"""Lines on the loopback that can be counted and cut: each carries bytes from a port to a port.

A cut line closes what runs over it and every new connection at once; nothing is delayed.
"""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from typing import Any, TypeVar

LOOPBACK = "127.0.0.1"
_PIECE = 16_384
_WAIT_S = 10.0

Answer = TypeVar("Answer")


class Line:
    """One line; ``up`` and ``down`` are bytes carried from and to who calls."""

    def __init__(self, name: str, exchange: "Exchange") -> None:
        self.name = name
        self.port = 0
        self.target = 0
        self.up = 0
        self.down = 0
        self.is_cut = False
        self._left: int | None = None
        self._exchange = exchange
        self._open: set[asyncio.StreamWriter] = set()

    @property
    def url(self) -> str:
        """The address that callers are given."""
        return f"https://{LOOPBACK}:{self.port}"

    def cut(self) -> None:
        """Close everything that runs over the line, and whatever comes."""
        self._exchange.call(self._cut)

    def cut_after(self, size: int) -> None:
        """Cut in the middle: once ``size`` more bytes have gone up."""
        self._left = size

    def restore(self) -> None:
        """Carry again."""
        self._left = None
        self.is_cut = False

    def _cut(self) -> None:
        self.is_cut = True
        for writer in self._open:
            writer.transport.abort()

    async def carry(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        """Carry one connection until one end closes or the line is cut."""
        if self.is_cut:
            back.transport.abort()
            return
        self._open.add(back)
        forth: asyncio.StreamWriter | None = None
        try:
            far, forth = await asyncio.open_connection(LOOPBACK, self.target)
            self._open.add(forth)
            await asyncio.gather(
                self._pump(near, forth, self._up), self._pump(far, back, self._down)
            )
        except OSError:
            pass  # one end went away: for the line that is an end like any other
        finally:
            for writer in filter(None, (back, forth)):
                self._open.discard(writer)
                writer.close()

    async def _pump(
        self,
        source: asyncio.StreamReader,
        sink: asyncio.StreamWriter,
        count: Callable[[int], None],
    ) -> None:
        while piece := await source.read(_PIECE):
            count(len(piece))
            if self.is_cut:
                return
            sink.write(piece)
            await sink.drain()
        if sink.can_write_eof():
            sink.write_eof()

    def _up(self, size: int) -> None:
        self.up += size
        if self._left is not None:
            self._left -= size
            if self._left <= 0:
                self._cut()

    def _down(self, size: int) -> None:
        self.down += size


class Exchange:
    """All lines of a story, in one thread."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._servers: list[asyncio.Server] = []
        self._carrying: set[asyncio.Task[None]] = set()
        self._thread = threading.Thread(target=self._loop.run_forever, name="lines")
        self._thread.start()

    def line(self, name: str) -> Line:
        """Open a line; its target is set once the other end listens."""
        line = Line(name, self)
        self._run(self._listen(line))
        return line

    def call(self, work: Callable[[], None]) -> None:
        """Do a piece of work in the lines' own thread, and wait for it."""

        async def done() -> None:
            work()

        self._run(done())

    def close(self) -> None:
        """End every connection and the thread."""
        self._run(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_WAIT_S)
        self._loop.close()

    async def _listen(self, line: Line) -> None:
        async def carried(near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            if task is not None:
                self._carrying.add(task)
            try:
                await line.carry(near, back)
            finally:
                if task is not None:
                    self._carrying.discard(task)

        server = await asyncio.start_server(carried, LOOPBACK, 0)
        line.port = server.sockets[0].getsockname()[1]
        self._servers.append(server)

    async def _end(self) -> None:
        for server in self._servers:
            server.close()
        waiting = tuple(self._carrying)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)

    def _run(self, work: Coroutine[Any, Any, Answer]) -> Answer:
        running: Future[Answer] = asyncio.run_coroutine_threadsafe(work, self._loop)
        return running.result(_WAIT_S)
