"""The hub's doors: frames of devices, messages of neighbours, one plain page for people.

What cannot be understood gets one line and a status; nothing a caller sends becomes a traceback.
"""

import asyncio
import html
from collections.abc import AsyncIterator, Callable

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from app.hub import errands, partners
from app.hub.errands import NotAnErrand
from app.hub.hub import Hub
from app.hub.intake import Intake, NotGreeted
from app.hub.notices import notices
from app.hub.partners import NotAMessage
from app.sync import departing, frames
from app.sync.frames import Frame, NotAFrame
from app.sync.link import FLIGHT
from app.sync.wire import NotWire

MOST_FLIGHT = 32 << 20
MOST_WAITING = 64  # pieces read ahead
UNKNOWN, UNREADABLE, TOO_LARGE = 403, 400, 413


def application(hub: Hub, moved: Callable[[], None] = lambda: None) -> Starlette:
    """The hub as an ASGI application; ``moved`` is called after an errand of its own centre."""
    doors = _Doors(hub, moved)
    return Starlette(
        routes=[
            Route("/v1/exchange", doors.exchange, methods=["POST"]),
            Route("/v1/messages", doors.messages, methods=["POST"]),
            Route(errands.PATH, doors.errands, methods=["POST"]),
            Route("/", doors.page),
        ]
    )


class _Doors:
    """Four doors of one hub."""

    def __init__(self, hub: Hub, moved: Callable[[], None]) -> None:
        self._hub = hub
        self._moved = moved

    async def exchange(self, request: Request) -> Response:
        """A device's flight, and the answer to it."""
        intake = Intake(self._hub)
        try:
            whole = await _taken(intake, request)
            if not whole:
                await run_in_threadpool(intake.cut)
                return _word("cut", UNREADABLE)  # nobody is listening any more
            answer = await run_in_threadpool(lambda: list(departing.pieces(intake.answer())))
        except NotGreeted:
            return _word("not enrolled here", UNKNOWN)
        except (NotAFrame, NotWire) as wrong:
            self._hub.note("flight.not_understood", why=str(wrong)[:80])
            return _word("not understood", UNREADABLE)
        return StreamingResponse(_pieces(answer), media_type=FLIGHT)

    async def messages(self, request: Request) -> Response:
        """A neighbour's message, and its receipt."""
        body = await _body(request, partners.MOST_BYTES)
        if body is None:
            return _word("too large, or cut", TOO_LARGE)
        try:
            receipt = await run_in_threadpool(partners.receive, self._hub, body)
        except NotAMessage:
            return _word("not a neighbour of this hub", UNKNOWN)
        return Response(receipt, media_type=FLIGHT)

    async def errands(self, request: Request) -> Response:
        """What the centre's own commands ask."""
        body = await _body(request, errands.MOST_BYTES)
        if body is None:
            return _word("too large, or cut", TOO_LARGE)
        try:
            answer = await run_in_threadpool(errands.take, self._hub, body)
        except NotAnErrand:
            return _word("not of this hub", UNKNOWN)
        await run_in_threadpool(self._moved)
        return Response(answer, media_type=FLIGHT)

    async def page(self, request: Request) -> Response:
        """The plain page."""
        del request
        return HTMLResponse(await run_in_threadpool(_page, self._hub))


async def _taken(intake: Intake, request: Request) -> bool:
    """Take frames in as they come; False when the line was cut in the middle.

    The line is read while earlier frames are worked on: what the kernel still held when the line
    ended would be lost otherwise, and a line cut often would never get anything through.
    """
    coming: asyncio.Queue[bytes | None] = asyncio.Queue(MOST_WAITING)
    reading = asyncio.create_task(_read(request, coming))
    reader = _Reader()
    try:
        while (piece := await coming.get()) is not None:
            arrived = reader.feed(piece)
            if arrived:
                await run_in_threadpool(intake.take_all, arrived)
        if await reading:
            return False
        reader.end()
        return True
    finally:
        reading.cancel()


async def _read(request: Request, coming: "asyncio.Queue[bytes | None]") -> bool:
    """Read a flight's pieces; True when the line was cut, or the flight is larger than any."""
    size, cut = 0, False
    try:
        async for piece in request.stream():
            size += len(piece)
            if size > MOST_FLIGHT:
                cut = True
                break
            await coming.put(piece)
    except ClientDisconnect:
        cut = True
    await coming.put(None)
    return cut


async def _body(request: Request, most: int) -> bytes | None:
    """A whole body; None when it is larger than ``most``, or the line was cut."""
    body = bytearray()
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > most:
                return None
    except ClientDisconnect:
        return None
    return bytes(body)


class _Reader:
    """Frames out of pieces as the server hands them over."""

    def __init__(self) -> None:
        self._waiting = b""

    def feed(self, piece: bytes) -> list[Frame]:
        """The frames that are whole now."""
        whole, self._waiting = frames.cut(self._waiting + piece)
        return whole

    def end(self) -> None:
        """The flight is over.

        Raises:
            NotAFrame: in the middle of a frame.
        """
        if self._waiting:
            raise NotAFrame("cut short")


async def _pieces(answer: list[bytes]) -> AsyncIterator[bytes]:
    for piece in answer:
        yield piece


def _word(words: str, status: int) -> Response:
    return PlainTextResponse(words, status_code=status)


def _page(hub: Hub) -> str:
    """Devices last seen, what waits for neighbours: plain, without script, all text escaped."""
    with hub.store.reading() as look:
        devices = look.devices.enrolled()
        unsent = look.outbox.unsent()
        noticed = notices(look)
        held = len(look.records.held())
    rows = "".join(
        f"<tr><td>{html.escape(one.office)}<td>{html.escape(one.name)}<td>{one.last_seen}"
        f"<td>{'revoked' if one.revoked else 'in use'}"
        for one in devices
    )
    waiting = "".join(
        f"<tr><td>{html.escape(partner)}<td>{count}" for partner, count in sorted(unsent.items())
    )
    noted = "".join(
        f"<tr><td>{one.at}<td>{html.escape(one.code)}<td>{html.escape(one.about)}<td>{one.times}"
        for one in reversed(noticed)
    )
    name = html.escape(hub.pack.name("en"))
    return (
        f"<!doctype html><meta charset=utf-8><title>{name}</title><h1>{name}</h1>"
        f"<table><caption>Devices</caption><tr><th>Office<th>Device<th>Last seen, ms UTC<th>State"
        f"{rows}</table><table><caption>Messages waiting</caption><tr><th>Partner<th>Messages"
        f"{waiting}</table><table><caption>To look at</caption>"
        f"<tr><th>Since, ms UTC<th>What<th>About<th>Times"
        f"{noted}</table><p>Records held by a case: {held}</p>"
    )
