"""What may leave now, and as what: the acts of one's own streams that no receipt covers."""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from app.acts.chain import Tip
from app.acts.envelope import Act
from app.acts.kinds import Registry
from app.base.clock import Instant
from app.models.looks import StoreReading
from app.security.signatures import Signer
from app.sync import bundle, enclosures, frames, wire
from app.sync.frames import Frame, Type
from app.sync.wire import Upward

GRACE_MS = 60_000
MOST_ACTS = 500
MOST_FLIGHT = 1 << 20  # bytes of bundles in one flight, so that the other side is heard soon
LARGE = 32  # frames above which the other end is asked first what it holds of a bundle
PIECE = 4096
P1, P5 = 1, 5


class Leaving(msgspec.Struct, frozen=True, kw_only=True):
    """Acts on their way up, and whether more of the same stream wait behind them."""

    acts: tuple[Act, ...]
    more: bool


class Outgoing(msgspec.Struct, frozen=True):
    """A bundle ready to go, and the ids of the acts in it."""

    frames: tuple[Frame, ...]
    acts: tuple[bytes, ...] = ()

    @property
    def name(self) -> bytes:
        """The bundle's id, 8 bytes."""
        return self.frames[0].bundle

    @property
    def is_large(self) -> bool:
        """Whether a cut in the middle would be worth a question afterwards."""
        return len(self.frames) > LARGE


class Loading:
    """Fills one flight: small bundles go at once, large ones once the other end said what it has.

    ``answered`` names large bundles with the frames the other end holds.
    """

    def __init__(self, answered: Mapping[bytes, frozenset[int]]) -> None:
        self._answered = answered
        self.sending: list[Outgoing] = []
        self.offers: list[bytes] = []
        self.more = False
        self._size = 0

    @property
    def is_full(self) -> bool:
        """Whether this flight has all it may carry."""
        return self._size > MOST_FLIGHT

    def load(self, bundles: Iterable[Outgoing]) -> None:
        """Load bundles that must arrive in this order; one that waits holds the rest back."""
        for outgoing in bundles:
            if self.is_full:
                self.more = True
                return
            if outgoing.is_large and outgoing.name not in self._answered:
                self.offers.append(outgoing.name)
                self.more = True
                return
            self.sending.append(outgoing)
            self._size += sum(len(frame.content) for frame in self._left(outgoing))

    def flight(self) -> Iterator[tuple[Frame, Outgoing]]:
        """Each frame that is to go, with the bundle it belongs to."""
        for outgoing in self.sending:
            for frame in self._left(outgoing):
                yield frame, outgoing

    def _left(self, outgoing: Outgoing) -> Iterator[Frame]:
        held = self._answered.get(outgoing.name, frozenset())
        return (frame for frame in outgoing.frames if frame.index not in held)


def own_streams(look: StoreReading, device: bytes, current: bytes = b"") -> tuple[Tip, ...]:
    """The tips of every stream this device ever wrote, the current one first."""
    own = (tip for tip in look.tips() if tip.stream.startswith(device))
    return tuple(sorted(own, key=lambda tip: tip.stream != current))


def leaving(
    look: StoreReading,
    registry: Registry,
    stream: bytes,
    after: int,
    *,
    now: Instant,
    handed: int,
) -> Leaving:
    """The acts of a stream after ``after`` that may leave: in stream order, none out of turn.

    An act may leave once its grace is over, at once when somebody handed the stream over up to it
    (``handed`` is that seq), and before that when an urgent act stands behind it.
    """
    acts = look.stream_acts(stream, after, MOST_ACTS)
    free = [
        at
        for at, act in enumerate(acts)
        if act.envelope.seq <= handed or _is_free(act, registry, now)
    ]
    last = free[-1] + 1 if free else 0
    return Leaving(acts=acts[:last], more=len(acts) == MOST_ACTS and last == len(acts))


def bundled(acts: Iterable[Act], device: Signer) -> Iterator[Outgoing]:
    """Acts as bundles cut in frames; the same acts give the same frames."""
    for batch in bundle.batches(acts):
        content = wire.encode(Upward("acts", bundle.encode(batch, device)))
        yield Outgoing(frames.split(Type.BUNDLE, content, P1), tuple(act.id for act in batch))


def enclosed(look: StoreReading, digests: Iterable[bytes]) -> Iterator[Outgoing]:
    """Attachments that are here, as bundles."""
    for digest in digests:
        content = look.attached(digest)
        if content is not None:
            packed = wire.encode(enclosures.packed(digest, content))
            yield Outgoing(frames.split(Type.BUNDLE, packed, P5))


def pieces(flight: Iterable[Frame]) -> Iterator[bytes]:
    """Frames as the bytes of a flight, several in a piece while they are small."""
    waiting = b""
    for part in map(frames.encode, flight):
        if waiting and len(waiting) + len(part) > PIECE:
            yield waiting
            waiting = b""
        waiting += part
    if waiting:
        yield waiting


def _is_free(act: Act, registry: Registry, now: Instant) -> bool:
    kind = registry.kinds.get(act.envelope.kind)
    if kind is not None and kind.urgent:
        return True
    return act.envelope.clock.wall + GRACE_MS <= now
