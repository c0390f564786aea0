"""Serving a hub: TLS with certificates of the house on both sides, one lane per neighbour.

A lane waits on an event with the schedule's time; it never polls and never sleeps.
"""

import socket
import ssl
import threading
from types import TracebackType
from typing import Self

import uvicorn

from app.base.errors import Unreachable
from app.hub import centre, partners
from app.hub.enrolment import Neighbour, neighbours
from app.hub.hub import Hub
from app.hub.server import application
from app.security import certificates
from app.security.certificates import Identity
from app.sync.link import HttpsLink

IDLE_S = 30.0
ENDING_S = 10.0


class Serving:
    """A hub that answers on a socket until it is told to end."""

    def __init__(self, hub: Hub, host: str = "127.0.0.1", port: int = 0) -> None:
        self.hub = hub
        self._stop = threading.Event()
        self._wake = threading.Event()
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind((host, port))
        self.port: int = self._socket.getsockname()[1]
        self.url = f"https://{host}:{self.port}"
        config = uvicorn.Config(
            application(hub),
            log_config=None,
            lifespan="off",
            ssl_context_factory=lambda _config, _default: self._context(),
            timeout_graceful_shutdown=2,
        )
        self._server = uvicorn.Server(config)
        self._threads: list[threading.Thread] = []
        self._listening = hub.changed.listen(lambda _changed: self._wake.set())

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Answer, and send what waits for neighbours."""
        with self.hub.turn:
            centre.catch_up(self.hub)
            partners.work(self.hub)
        with self.hub.store.reading() as look:
            known = neighbours(look)
        self._socket.listen(128)
        work = [
            threading.Thread(
                target=self._server.run, kwargs={"sockets": [self._socket]}, name="hub"
            )
        ]
        if known:
            work.append(threading.Thread(target=self._lane, args=(known,), name="neighbours"))
        self._threads = work
        for thread in work:
            thread.start()

    def stop(self) -> None:
        """End the threads and close the store."""
        self._stop.set()
        self._wake.set()
        self._server.should_exit = True
        for thread in self._threads:
            thread.join(ENDING_S)
        self._listening()
        self._socket.close()
        self.hub.close()

    def _context(self) -> ssl.SSLContext:
        """Devices of the house and hubs of its neighbours may knock; nobody else."""
        house = self.hub.premises.house
        with self.hub.store.reading() as look:
            trusted = [house.authority, *(one.card.authority for one in neighbours(look))]
        identity = Identity(house.server, house.server_key)
        return certificates.server_context(b"\n".join(trusted), identity)

    def _lane(self, known: tuple[Neighbour, ...]) -> None:
        """Send to each neighbour in turn; after trouble wait as the outbox says."""
        links = {one.card.country: link_to(self.hub, one) for one in known}
        while not self._stop.is_set():
            self._wake.clear()
            for neighbour in known:
                self._send(neighbour, links[neighbour.card.country])
            self._wake.wait(self._pause_s())

    def _send(self, neighbour: Neighbour, link: HttpsLink) -> None:
        try:
            partners.send_due(self.hub, neighbour, link)
        except Unreachable as away:
            self.hub.note("partner.unreachable", partner=neighbour.card.country, why=away.code)
        finally:
            link.close()  # an idle connection would keep the neighbour from ending

    def _pause_s(self) -> float:
        """Until the next message may go, at most half a minute."""
        with self.hub.store.reading() as look:
            due = look.outbox.next_due()
        now = self.hub.clock.now()
        return min((max(at - now, 0) / 1000 for at in due.values()), default=IDLE_S)


def link_to(hub: Hub, neighbour: Neighbour) -> HttpsLink:
    """The way to a neighbour's hub, with this hub's own certificate."""
    premises = hub.premises
    context = certificates.client_context(
        neighbour.card.authority, premises.house.client, premises.device.tls_key
    )
    return HttpsLink(neighbour.card.country, neighbour.url, context)
