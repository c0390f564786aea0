"""Something that answers TLS with bytes it was given, whatever is asked."""

import contextlib
import socket
import ssl
import threading
from types import TracebackType
from typing import Self

from app.base.clock import FakeClock
from app.base.ids import SeededChance
from app.security import certificates
from app.security.certificates import Identity, fresh_tls_key, tls_public

CHANCE = SeededChance(3)
NOW = FakeClock().now()
HOUSE = certificates.fresh_authority("house", NOW, CHANCE)
STRANGERS = certificates.fresh_authority("strangers", NOW, CHANCE)
DEVICE_KEY = fresh_tls_key(CHANCE)
CERTIFICATE = certificates.client_certificate(
    HOUSE, NOW, CHANCE, device=bytes(16), public=tls_public(DEVICE_KEY)
)


def context_of(house: Identity = HOUSE) -> ssl.SSLContext:
    """The calling end of a device of the house, that trusts ``house``."""
    return certificates.client_context(house.certificate, CERTIFICATE, DEVICE_KEY)


class Canned:
    """Answers every connection once with ``answer``; with none it says nothing at all.

    ``endless`` is sent again and again behind it.
    """

    def __init__(self, answer: bytes = b"", *, endless: bytes = b"") -> None:
        self.asked = b""
        self._answer = answer
        self._endless = endless
        identity = certificates.server_identity(HOUSE, NOW, CHANCE)
        self._context = certificates.server_context(HOUSE.certificate, identity)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._ended = threading.Event()
        self.url = f"https://127.0.0.1:{self._listening.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(5)

    def _serve(self) -> None:
        while not self._ended.is_set():
            try:
                plain, _ = self._listening.accept()
            except OSError:
                return
            with plain, contextlib.suppress(OSError):
                plain.settimeout(5)
                with self._context.wrap_socket(plain, server_side=True) as line:
                    self._talk(line)

    def _talk(self, line: ssl.SSLSocket) -> None:
        while not self.asked.endswith(b"0\r\n\r\n"):
            piece = line.recv(4096)
            if not piece:
                return
            self.asked += piece
        if not self._answer:
            self._ended.wait(5)
            return
        line.sendall(self._answer)
        while self._endless and not self._ended.is_set():
            line.sendall(self._endless)


def page(status: str, kind: str, body: bytes, **headers: str) -> bytes:
    """An HTTP answer."""
    told = {"Content-Type": kind, "Content-Length": str(len(body)), "Connection": "close"}
    lines = [f"HTTP/1.1 {status}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in (told | headers).items()]
    return "\r\n".join([*lines, "", ""]).encode() + body
