"""What may leave now, and as what: the acts of one's own streams that no receipt covers."""

from collections.abc import Iterable, Iterator

import msgspec

from app.acts.chain import Tip
from app.acts.envelope import Act
from app.acts.kinds import Registry
from app.base.clock import Instant
from app.models.looks import StoreReading
from app.security.signatures import Signer
from app.sync import bundle, frames, wire
from app.sync.frames import Frame, Type
from app.sync.wire import Upward

GRACE_MS = 60_000
MOST_ACTS = 500
P1, P5 = 1, 5


class Leaving(msgspec.Struct, frozen=True, kw_only=True):
    """Acts on their way up, and whether more of the same stream wait behind them."""

    acts: tuple[Act, ...]
    more: bool


def own_streams(look: StoreReading, device: bytes) -> tuple[Tip, ...]:
    """The tips of every stream this device ever wrote."""
    return tuple(tip for tip in look.tips() if tip.stream.startswith(device))


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


def bundled(acts: Iterable[Act], device: Signer) -> Iterator[tuple[Frame, ...]]:
    """Acts as bundles cut in frames; the same acts give the same frames."""
    for batch in bundle.batches(acts):
        content = wire.encode(Upward("acts", bundle.encode(batch, device)))
        yield frames.split(Type.BUNDLE, content, P1)


def _is_free(act: Act, registry: Registry, now: Instant) -> bool:
    kind = registry.kinds.get(act.envelope.kind)
    if kind is not None and kind.urgent:
        return True
    return act.envelope.clock.wall + GRACE_MS <= now
