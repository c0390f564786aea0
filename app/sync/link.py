"""Links carry acts: pieces of a flight out, pieces of the answer in. One session per peer.

No retries here: the schedule decides. A stall ends the round; what was kept stays kept.
"""

import ssl
from collections.abc import Iterator
from typing import Any, Protocol

import requests
from requests.adapters import HTTPAdapter

from app.base.errors import Unreachable

CONNECT_S = 5.0
STALL_S = 8.0
PIECE = 4096
FLIGHT = "application/waypost-frames"
DONE, STRANGER = 200, 403


class Link(Protocol):
    """A way to a counterpart; counts what it carried."""

    name: str
    up: int
    down: int

    def exchange(self, flight: Iterator[bytes]) -> Iterator[bytes]:
        """Send a flight, give the answer piece by piece.

        Raises:
            Unreachable: no line, another certificate, or something that is no hub.
        """

    def post(self, path: str, body: bytes) -> bytes:
        """Send one body to a path and give the answer.

        Raises:
            Unreachable: as above.
        """


class _Adapter(HTTPAdapter):
    """Hands our own TLS context down, so that no client key lies in clear on disk."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self._context = context
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make the pool with the context."""
        super().init_poolmanager(*args, ssl_context=self._context, **kwargs)


class HttpsLink:
    """A hub over HTTPS with mutual certificates of the house."""

    def __init__(self, name: str, url: str, context: ssl.SSLContext) -> None:
        self.name = name
        self.up = 0
        self.down = 0
        self._url = url.rstrip("/")
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.mount("https://", _Adapter(context))

    def exchange(self, flight: Iterator[bytes]) -> Iterator[bytes]:
        """Send a flight of frames; the answer comes as it is read."""
        answer = self._send("/v1/exchange", self._counted(flight))
        try:
            for piece in answer.iter_content(PIECE):
                self.down += len(piece)
                yield piece
        except requests.RequestException as cut:
            raise Unreachable("sync.line_cut", peer=self.name) from cut
        finally:
            answer.close()

    def post(self, path: str, body: bytes) -> bytes:
        """Send one body and give the answer."""
        answer = self._send(path, self._counted(iter((body,))))
        try:
            content = answer.content
        except requests.RequestException as cut:
            raise Unreachable("sync.line_cut", peer=self.name) from cut
        self.down += len(content)
        return content

    def close(self) -> None:
        """Let go of the connection."""
        self._session.close()

    def _send(self, path: str, body: Iterator[bytes]) -> requests.Response:
        try:
            answer = self._session.post(
                self._url + path,
                data=body,
                stream=True,
                timeout=(CONNECT_S, STALL_S),
                allow_redirects=False,
                headers={"Content-Type": FLIGHT, "Accept-Encoding": "identity"},
            )
        except requests.exceptions.SSLError as refused:
            if _was_cut(refused):
                raise Unreachable("sync.no_line", peer=self.name) from refused
            raise Unreachable("sync.certificate", peer=self.name) from refused
        except requests.RequestException as away:
            raise Unreachable("sync.no_line", peer=self.name) from away
        if answer.status_code == STRANGER:
            answer.close()
            raise Unreachable("sync.not_enrolled", peer=self.name)
        if answer.status_code != DONE or answer.headers.get("Content-Type") != FLIGHT:
            answer.close()
            raise Unreachable("sync.not_a_hub", peer=self.name, status=answer.status_code)
        return answer

    def _counted(self, flight: Iterator[bytes]) -> Iterator[bytes]:
        for piece in flight:
            self.up += len(piece)
            yield piece


def _was_cut(trouble: BaseException) -> bool:
    """Whether the line ended in the middle of the greeting: that says nothing of a certificate."""
    seen: BaseException | None = trouble
    while seen is not None:
        if isinstance(seen, ssl.SSLEOFError | ConnectionError):
            return True
        seen = seen.__context__
    return False
