"""Serving a hub: TLS with certificates of the house on both sides, one lane per neighbour.

A lane waits on an event with the schedule's time; it never polls and never sleeps.
"""

import socket
import ssl
import threading
from types import TracebackType
from typing import Self

import uvicorn

from app.base.clock import Instant
from app.base.errors import Unreachable, WaypostError
from app.hub import centre, errands, partners
from app.hub.enrolment import Neighbour, neighbours
from app.hub.hub import Hub
from app.hub.server import application
from app.security import certificates
from app.security.certificates import Identity
from app.sync.https import HttpsLink

IDLE_S = 30.0
ENDING_S = 10.0
ANY = frozenset({"", "0.0.0.0"})  # noqa: S104 - named to be told from an address
BACKLOG = 512  # a whole country's posts may come back at once


class _Answering(uvicorn.Server):
    """Ends at once: idle connections are let go of, only answers under way are waited for."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let go of what is idle: its other end may never say goodbye."""
        for connection in list(self.server_state.connections):
            cycle = getattr(connection, "cycle", None)
            if cycle is None or cycle.response_complete:
                connection.transport.abort()
        await super().shutdown(sockets)


class Serving:
    """A hub that answers on a socket until it is told to end."""

    def __init__(self, hub: Hub, host: str = "127.0.0.1", port: int = 0) -> None:
        """Bind the socket; ``start`` answers on it.

        Raises:
            OSError: the address is taken, or is none of this machine.
        """
        self.hub = hub
        self._stop = threading.Event()
        self._lanes: list[_Lane] = []
        self._host = "" if host in ANY else host
        self._tls: ssl.SSLContext | None = None
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            self._socket.bind((host, port))
        except OSError:
            self._socket.close()
            raise
        self.port: int = self._socket.getsockname()[1]
        self.url = f"https://{self._host or '127.0.0.1'}:{self.port}"
        config = uvicorn.Config(
            application(hub, self._moved),
            log_config=None,
            lifespan="off",
            ssl_context_factory=lambda _config, _default: self._context(),
            timeout_graceful_shutdown=2,
            server_header=False,  # every byte counts on a slow line
            date_header=False,
        )
        self._server = _Answering(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, name="hub"
        )

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
        hub = self.hub
        with hub.turn:
            hub.premises.renew(clock=hub.clock, chance=hub.chance)
            hub.premises.answers_as(self._host, clock=hub.clock, chance=hub.chance)
            centre.catch_up(hub)
            partners.work(hub)
        with hub.store.reading() as look:
            known = neighbours(look)
        self._socket.listen(BACKLOG)
        self._thread.start()
        self._lanes = [_Lane(hub, one, self._stop) for one in known]
        errands.put_up(hub, self.url)

    def stop(self) -> None:
        """End the threads and close the store."""
        errands.take_down(self.hub)
        self._stop.set()
        self._server.should_exit = True
        for lane in self._lanes:
            lane.close()
        if self._thread.ident is not None:
            self._thread.join(ENDING_S)
        self._socket.close()
        self.hub.close()

    def _context(self) -> ssl.SSLContext:
        """Devices of the house and hubs of its neighbours may knock; nobody else."""
        trusted, identity = self._papers()
        self._tls = certificates.server_context(trusted, identity)
        return self._tls

    def _papers(self) -> tuple[bytes, Identity]:
        """Whose certificates are taken, and which this hub shows."""
        house = self.hub.premises.house
        with self.hub.store.reading() as look:
            trusted = [house.authority, *(one.card.authority for one in neighbours(look))]
        return b"\n".join(trusted), Identity(house.server, house.server_key)

    def _moved(self) -> None:
        """Take up what an errand of the centre changed: certificates, neighbours."""
        with self.hub.turn:
            if self._stop.is_set() or self._tls is None:
                return
            certificates.take_up(self._tls, *self._papers())
            with self.hub.store.reading() as look:
                known = neighbours(look)
            served = {lane.neighbour for lane in self._lanes}
            fresh = [_Lane(self.hub, one, self._stop) for one in known if one not in served]
            ended = [lane for lane in self._lanes if lane.neighbour not in known]
            self._lanes = [*(lane for lane in self._lanes if lane not in ended), *fresh]
        for lane in ended:
            lane.close()


class _Lane:
    """One neighbour's thread: a neighbour who does not answer delays nobody else."""

    def __init__(self, hub: Hub, neighbour: Neighbour, stop: threading.Event) -> None:
        self._hub = hub
        self.neighbour = neighbour
        self._stop = stop
        self._ended = threading.Event()
        self._wake = threading.Event()
        self._quiet = hub.changed.listen(lambda _changed: self._wake.set())
        country = neighbour.card.country
        self._thread = threading.Thread(target=self._run, name=f"neighbour {country}")
        self._thread.start()

    def close(self) -> None:
        """End the lane; a message under way ends by itself."""
        self._ended.set()
        self._wake.set()
        self._thread.join(ENDING_S)
        self._quiet()

    def _run(self) -> None:
        """Send what is due; after trouble wait as the outbox says."""
        link = link_to(self._hub, self.neighbour)
        while not self._is_over():
            self._wake.clear()
            pause = self._pause_s() if self._send(link) else IDLE_S
            if not self._is_over():
                self._wake.wait(pause)

    def _is_over(self) -> bool:
        return self._stop.is_set() or self._ended.is_set()

    def _send(self, link: HttpsLink) -> bool:
        """Send; False after trouble of our own, which ends in the log with a reference."""
        try:
            partners.send_due(self._hub, self.neighbour, link)
        except Unreachable as away:
            partner = self.neighbour.card.country
            self._hub.note("partner.unreachable", partner=partner, why=away.code)
        except WaypostError as trouble:
            self._hub.note("partner.trouble", why=trouble.code)
            return False
        except Exception as trouble:  # noqa: BLE001 - one of the four catch-alls of the house
            self._hub.bug(trouble)
            return False
        finally:
            link.close()  # an idle connection would keep the neighbour from ending
        return True

    def _pause_s(self) -> float:
        """Until this neighbour's next message may go, at most half a minute."""
        with self._hub.store.reading() as look:
            due = look.outbox.next_due().get(self.neighbour.card.country)
        if due is None:
            return IDLE_S
        return min(max(Instant(due - self._hub.clock.now()), 0) / 1000, IDLE_S)


def link_to(hub: Hub, neighbour: Neighbour) -> HttpsLink:
    """The way to a neighbour's hub, with this hub's own certificate."""
    premises = hub.premises
    context = certificates.client_context(
        neighbour.card.authority, premises.house.client, premises.device.tls_key
    )
    return HttpsLink(neighbour.card.country, neighbour.url, context)
