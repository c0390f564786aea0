"""The link to a hub over HTTPS, with certificates of the house at both ends.

No retries here: the schedule decides. A stall ends the round; what was kept stays kept.
"""

import ssl
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter

from app.base.errors import Unreachable
from app.sync.link import FLIGHT

CONNECT_S = 5.0
STALL_S = 8.0
PIECE = 4096
MOST_ANSWER = 48 << 20
MOST_PAUSE_S = 3600
DONE, UNREADABLE, STRANGER, TOO_LARGE, BUSY, TROUBLE = 200, 400, 403, 413, 429, 500


class _Adapter(HTTPAdapter):
    """Hands our own TLS context down, so that no client key lies in clear on disk."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self._context = context
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make the pool with the context."""
        super().init_poolmanager(*args, ssl_context=self._context, **kwargs)


class HttpsLink:
    """A hub over HTTPS with mutual certificates of the house.

    ``stall_s`` without a byte end a round; an answer has at most ``most`` bytes.
    """

    def __init__(
        self,
        name: str,
        url: str,
        context: ssl.SSLContext,
        *,
        stall_s: float = STALL_S,
        most: int = MOST_ANSWER,
    ) -> None:
        self.name = name
        self.up = 0
        self.down = 0
        self._url = url.rstrip("/")
        self._stall_s = stall_s
        self._most = most
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers.clear()  # every byte counts on a slow line
        self._session.headers.update(
            {"Content-Type": FLIGHT, "Accept-Encoding": "identity", "User-Agent": "waypost"}
        )
        self._session.mount("https://", _Adapter(context))

    def exchange(self, flight: Iterator[bytes]) -> Iterator[bytes]:
        """Send a flight of frames; the answer comes as it is read."""
        return self._read(self._send("/v1/exchange", flight))

    def post(self, path: str, body: bytes) -> bytes:
        """Send one body and give the answer."""
        return b"".join(self._read(self._send(path, iter((body,)))))

    def close(self) -> None:
        """Let go of the connection."""
        self._session.close()

    def _send(self, path: str, body: Iterator[bytes]) -> requests.Response:
        self._require_place()
        try:
            answer = self._session.post(
                self._url + path,
                data=self._counted(body),
                stream=True,
                timeout=(CONNECT_S, self._stall_s),
                allow_redirects=False,
            )
        except requests.exceptions.SSLError as refused:
            raise Unreachable(_greeted(refused), peer=self.name) from refused
        except requests.RequestException as away:
            raise Unreachable("sync.no_line", peer=self.name) from away
        if answer.status_code != DONE or answer.headers.get("Content-Type") != FLIGHT:
            answer.close()
            raise self._not_done(answer)
        return answer

    def _require_place(self) -> None:
        """The library below lets an error of its own out where a host's name can be no name."""
        try:
            (urlsplit(self._url).hostname or "").encode("idna")
        except ValueError as wrong:
            raise Unreachable("sync.no_such_address", peer=self.name) from wrong

    def _read(self, answer: requests.Response) -> Iterator[bytes]:
        came = 0
        try:
            for piece in answer.iter_content(PIECE):
                self.down += len(piece)
                came += len(piece)
                if came > self._most:
                    raise Unreachable("sync.too_much", peer=self.name)
                yield piece
        except requests.RequestException as cut:
            raise Unreachable("sync.line_cut", peer=self.name) from cut
        finally:
            answer.close()

    def _not_done(self, answer: requests.Response) -> Unreachable:
        """What an answer means that is no flight."""
        status = answer.status_code
        if status == BUSY:
            asked = answer.headers.get("Retry-After", "")
            seconds = min(int(asked), MOST_PAUSE_S) if asked.isdecimal() else 0
            return Unreachable("sync.busy", peer=self.name, seconds=seconds)
        if status >= TROUBLE:
            return Unreachable("sync.trouble_there", peer=self.name, status=status)
        if answer.headers.get("Content-Type", "").startswith("text/plain"):
            told = {STRANGER: "sync.not_enrolled", UNREADABLE: "sync.not_read"}
            told[TOO_LARGE] = "sync.not_read"
            if status in told:
                return Unreachable(told[status], peer=self.name)
        return Unreachable("sync.not_a_hub", peer=self.name, status=status)

    def _counted(self, flight: Iterator[bytes]) -> Iterator[bytes]:
        for piece in flight:
            self.up += len(piece)
            yield piece


def _greeted(trouble: BaseException) -> str:
    """What became of the greeting: a line cut in its middle says nothing of a certificate.

    Certificates are refused by us, or by the other end with an alert; all else is no TLS.
    """
    seen: BaseException | None = trouble
    while seen is not None:
        if isinstance(seen, ssl.SSLEOFError | ConnectionError):
            return "sync.no_line"
        if isinstance(seen, ssl.SSLCertVerificationError):
            return "sync.certificate"
        if isinstance(seen, ssl.SSLError) and "ALERT" not in (seen.reason or ""):
            return "sync.no_tls"
        seen = seen.__context__
    return "sync.certificate"
