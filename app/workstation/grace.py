"""Whether an act has left this device: until then its step can be withdrawn, afterwards not.

An act leaves when its grace is over, when somebody hands over, or with an urgent act behind it.
Source: the house's sync specification, section 3.5.
"""

from app.acts.envelope import Act
from app.acts.general import Withdrawn
from app.acts.kinds import Registry
from app.acts.steps import Plan
from app.base.clock import Instant
from app.base.errors import Refused
from app.base.ids import ActId
from app.models.looks import Rooms, StoreReading, StoreUnit
from app.models.receipts import KEPT
from app.sync.departing import GRACE_MS

LASTS_MS = GRACE_MS
"""How long a step can be taken back; screens count it down."""
HANDED_OVER = "handed over"
_SEQ_BYTES = 8


def handed_over(look: Rooms, stream: bytes) -> int:
    """The seq up to which somebody handed a stream over; 0: never."""
    mark = look.settings.get(HANDED_OVER) or b""
    return int.from_bytes(mark[-_SEQ_BYTES:], "big") if mark[:-_SEQ_BYTES] == stream else 0


def hand_over(unit: StoreUnit, stream: bytes, now: Instant) -> int:
    """End the grace of everything made so far, acts and messages; the answer is the last seq."""
    seq = unit.tip(stream).seq
    unit.settings.set(HANDED_OVER, stream + seq.to_bytes(_SEQ_BYTES, "big"))
    for partner in unit.outbox.next_due():
        unit.outbox.hasten(partner, now)
    return seq


def why_left(
    look: StoreReading, registry: Registry, act: Act, *, stream: bytes, now: Instant
) -> str:
    """Why an act can no longer be withdrawn, as a code of the catalogue; empty: it can."""
    envelope = act.envelope
    if envelope.stream != stream:
        return "workstation.left.elsewhere"
    if look.receipts.level(stream, envelope.seq) > KEPT:
        return "workstation.left.received"
    if handed_over(look, stream) >= envelope.seq:
        return "workstation.left.handed_over"
    if envelope.clock.wall + GRACE_MS <= now:
        return "workstation.left.grace_over"
    following = look.stream_acts(stream, envelope.seq - 1, look.tip(stream).seq)
    if any(_is_urgent(registry, later) for later in following):
        return "workstation.left.urgent"
    return ""


def hold_withdrawals(
    plan: Plan, look: StoreReading, registry: Registry, *, stream: bytes, now: Instant
) -> None:
    """Let a plan withdraw only what is still here.

    Raises:
        Refused: ``workstation.has_left`` says why, and that a correcting act is left;
            ``workstation.withdraw_whole``: a record of the step is not among those withdrawn on.
    """
    withdrawing = [one for one in plan.acts if isinstance(one.fact, Withdrawn)]
    on = {look.surviving(one.record) for one in withdrawing}
    taken_back = {act for one in withdrawing for act in _acts_of(one.fact)}
    for identity in sorted(taken_back):
        act = look.act(ActId(identity))
        why = "workstation.left.elsewhere"
        if act is not None:
            why = why_left(look, registry, act, stream=stream, now=now)
        if why:
            raise Refused("workstation.has_left", allowed=("Correct",), why=f"@{why}")
        if act is not None and look.surviving(act.record) not in on:
            raise Refused("workstation.withdraw_whole", field="records")


def _acts_of(fact: object) -> tuple[bytes, ...]:
    return fact.acts if isinstance(fact, Withdrawn) else ()


def _is_urgent(registry: Registry, act: Act) -> bool:
    kind = registry.kinds.get(act.envelope.kind)
    return kind is not None and kind.urgent
