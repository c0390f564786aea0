"""The hub's doors: frames of devices, messages of neighbours, one plain page for people.

What cannot be understood gets one line and a status; nothing a caller sends becomes a traceback.
"""

import html
from collections.abc import AsyncIterator

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from app.hub import partners
from app.hub.hub import Hub
from app.hub.intake import Intake, NotGreeted
from app.hub.partners import NotAMessage
from app.security.canonical import NotCanonical
from app.sync import frames
from app.sync.bundle import NotABundle
from app.sync.frames import Frame, NotAFrame
from app.sync.link import FLIGHT
from app.sync.wire import NotWire

MOST_FLIGHT = 32 << 20
UNKNOWN, UNREADABLE, TOO_LARGE = 403, 400, 413


def application(hub: Hub) -> Starlette:
    """The hub as an ASGI application."""
    doors = _Doors(hub)
    return Starlette(
        routes=[
            Route("/v1/exchange", doors.exchange, methods=["POST"]),
            Route("/v1/messages", doors.messages, methods=["POST"]),
            Route("/", doors.page),
        ]
    )


class _Doors:
    """Three doors of one hub."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    async def exchange(self, request: Request) -> Response:
        """A device's flight, and the answer to it."""
        intake = Intake(self._hub)
        try:
            await _taken(intake, request)
        except ClientDisconnect:
            return _word("cut", UNREADABLE)  # nobody is listening any more
        except NotGreeted:
            return _word("not enrolled here", UNKNOWN)
        except (NotAFrame, NotWire, NotABundle, NotCanonical) as wrong:
            self._hub.note("flight.not_understood", why=str(wrong)[:80])
            return _word("not understood", UNREADABLE)
        answer = await run_in_threadpool(lambda: list(map(frames.encode, intake.answer())))
        return StreamingResponse(_pieces(answer), media_type=FLIGHT)

    async def messages(self, request: Request) -> Response:
        """A neighbour's message, and its receipt."""
        body = await request.body()
        if len(body) > partners.MOST_BYTES:
            return _word("too large", TOO_LARGE)
        try:
            receipt = await run_in_threadpool(partners.receive, self._hub, body)
        except NotAMessage:
            return _word("not a neighbour of this hub", UNKNOWN)
        return Response(receipt, media_type=FLIGHT)

    async def page(self, request: Request) -> Response:
        """The plain page."""
        del request
        return HTMLResponse(await run_in_threadpool(_page, self._hub))


async def _taken(intake: Intake, request: Request) -> None:
    """Take frames in as they come, so that a line cut in the middle has not been for nothing."""
    reader = _Reader()
    size = 0
    async for piece in request.stream():
        size += len(piece)
        if size > MOST_FLIGHT:
            raise NotAFrame("a flight over 32 MiB")
        arrived = reader.feed(piece)
        if arrived:
            await run_in_threadpool(_take_each, intake, arrived)
    reader.end()


def _take_each(intake: Intake, arrived: list[Frame]) -> None:
    for frame in arrived:
        intake.take(frame)


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
        held = len(look.records.held())
    rows = "".join(
        f"<tr><td>{html.escape(one.office)}<td>{html.escape(one.name)}<td>{one.last_seen}"
        f"<td>{'revoked' if one.revoked else 'in use'}"
        for one in devices
    )
    waiting = "".join(
        f"<tr><td>{html.escape(partner)}<td>{count}" for partner, count in sorted(unsent.items())
    )
    name = html.escape(hub.pack.name("en"))
    return (
        f"<!doctype html><meta charset=utf-8><title>{name}</title><h1>{name}</h1>"
        f"<table><caption>Devices</caption><tr><th>Office<th>Device<th>Last seen, ms UTC<th>State"
        f"{rows}</table><table><caption>Messages waiting</caption><tr><th>Partner<th>Messages"
        f"{waiting}</table><p>Records held by a case: {held}</p>"
    )
