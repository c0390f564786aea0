"""A way to a hub in the same process: the same frames and the same bytes, without a socket."""

from collections.abc import Iterator

from app.base.errors import Unreachable
from app.hub import enrolment, partners
from app.hub.hub import Hub
from app.hub.intake import Intake
from app.sync import frames


class MemoryLink:
    """A link to a hub that is here; ``is_cut`` makes it like any line that is down."""

    def __init__(self, hub: Hub) -> None:
        self.name = f"{hub.pack.country} hub"
        self.up = 0
        self.down = 0
        self.is_cut = False
        self._hub = hub

    def exchange(self, flight: Iterator[bytes]) -> Iterator[bytes]:
        """Hand a flight to the hub's intake, give its answer piece by piece.

        Raises:
            Unreachable: the line is cut.
        """
        self._connected()
        intake = Intake(self._hub)
        for frame in frames.decode(self._counted(flight)):
            intake.take(frame)
        for frame in intake.answer():
            piece = frames.encode(frame)
            self.down += len(piece)
            yield piece

    def post(self, path: str, body: bytes) -> bytes:
        """Hand a neighbour's message to the hub, give its receipt.

        Raises:
            Unreachable: the line is cut.
        """
        del path
        self._connected()
        self.up += len(body)
        receipt = partners.receive(self._hub, body)
        self.down += len(receipt)
        return receipt

    def _connected(self) -> None:
        if self.is_cut:
            raise Unreachable("sync.no_line", peer=self.name)

    def _counted(self, flight: Iterator[bytes]) -> Iterator[bytes]:
        for piece in flight:
            self.up += len(piece)
            yield piece


def carry(hubs: tuple[Hub, ...], links: dict[str, MemoryLink]) -> int:
    """Let every hub send its neighbours what is due; ``links`` by the neighbour's country."""
    carried = 0
    for hub in hubs:
        with hub.store.reading() as look:
            known = enrolment.neighbours(look)
        for neighbour in known:
            carried += partners.send_due(hub, neighbour, links[neighbour.card.country])
    return carried
