"""The stream of a device: one act after the other, each naming the one before."""

from collections.abc import Iterable, Sequence

import msgspec

from app.acts import envelope as envelopes
from app.acts.envelope import BEFORE_FIRST, Act, Attachment, Envelope, Stamp
from app.acts.kinds import Kind
from app.base.ids import ActId, Chance, Heads, RecordId
from app.security import canonical
from app.security.roles import Capacity
from app.security.signatures import Signer


class Tip(msgspec.Struct, frozen=True):
    """Where a stream stands: its last ``seq`` and that act's id (0 and empty before the first)."""

    stream: bytes
    seq: int = 0
    id: bytes = BEFORE_FIRST


class Author(msgspec.Struct, frozen=True, kw_only=True):
    """Who stands behind an act: ``signer`` is None for an act of the device itself."""

    office: str
    capacity: Capacity
    signer: Signer | None = None


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """An act about to be written: a fact on a record, over the heads that were on the screen."""

    record: RecordId
    kind: Kind
    fact: msgspec.Struct
    parents: Heads = frozenset()
    attachments: tuple[Attachment, ...] = ()


def write(draft: Draft, author: Author, tip: Tip, *, stamp: Stamp, chance: Chance) -> Act:
    """Write and sign the next act of a stream.

    Raises:
        envelope.NotAnAct: a field is out of bounds (a text too long for the envelope).
    """
    payload = payload_bytes(draft.kind, draft.fact, chance)
    envelope = Envelope(
        version=envelopes.VERSION,
        stream=tip.stream,
        seq=tip.seq + 1,
        prev=tip.id,
        record=draft.record,
        parents=tuple(sorted(draft.parents)),
        kind=draft.kind.name,
        kind_version=draft.kind.version,
        clock=stamp,
        officer=author.signer.key_id if author.signer else b"",
        office=author.office,
        capacity=int(author.capacity),
        payload=canonical.digest(payload),
        attachments=draft.attachments,
    )
    content = envelopes.encode(envelope)
    identity = envelopes.act_id(content)
    signature = author.signer.sign(envelopes.SIGNED_AS, identity) if author.signer else b""
    return Act(
        id=identity, envelope=envelope, content=content, signature=signature, payload=payload
    )


def payload_bytes(kind: Kind, fact: msgspec.Struct, chance: Chance) -> bytes:
    """A fact's canonical bytes; a personal kind's are salted, or their hash could be guessed."""
    plain = canonical.struct_bytes(fact)
    return chance.token(envelopes.SALT) + plain if kind.personal else plain


def tip_of(act: Act) -> Tip:
    """The tip of a stream whose last act this is."""
    return Tip(act.envelope.stream, act.envelope.seq, act.id)


class Break(msgspec.Struct, frozen=True, kw_only=True):
    """The first place where a stream does not hold."""

    stream: bytes
    seq: int
    why: str


def first_break(acts: Sequence[Act], after: Tip) -> Break | None:
    """Check that acts continue a stream: ids, gapless seq, prev, payload hashes."""
    tip = after
    for act in acts:
        why = _why_not_next(act, tip)
        if why:
            return Break(stream=after.stream, seq=act.envelope.seq, why=why)
        tip = tip_of(act)
    return None


def _why_not_next(act: Act, tip: Tip) -> str:
    envelope = act.envelope
    if envelope.stream != tip.stream:
        return "another stream"
    if envelopes.act_id(act.content) != act.id or envelopes.encode(envelope) != act.content:
        return "bytes and id differ"
    if envelope.seq != tip.seq + 1:
        return "gap"
    if envelope.prev != tip.id:
        return "fork"
    if act.payload is not None and canonical.digest(act.payload) != envelope.payload:
        return "another payload"
    return ""


def newest(acts: Iterable[Act]) -> ActId | None:
    """The id of the act with the highest seq."""
    last = max(acts, key=lambda act: act.envelope.seq, default=None)
    return None if last is None else last.id
