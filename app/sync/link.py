"""Links carry acts: pieces of a flight out, pieces of the answer in. One session per peer.

The way over HTTPS is ``app.sync.https``, which loads its library: a window without a line waits
for none.
"""

from collections.abc import Iterator
from typing import Protocol

FLIGHT = "application/waypost-frames"


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
