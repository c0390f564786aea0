"""Whether a device's stream holds: chain, payloads, signatures; and who has witnessed how far.

A stream is checked slice by slice, so that nobody waits for a long one. What cannot be judged here
(an officer whose key this device never held) is counted, never called broken or good.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec

from app.acts import chain
from app.acts import envelope as envelopes
from app.acts.chain import Tip
from app.acts.envelope import Act
from app.acts.steps import View
from app.base.clock import Instant
from app.cases.look import Names
from app.duty.handover import HANDOVER, STATE_TAKEN, Handover
from app.duty.service import PRINT
from app.models.receipts import Role as Holder
from app.security.credentials import Credential
from app.security.keystore import mark
from app.security.signatures import verify
from app.workstation.audit import allowed
from app.workstation.look import LiveLook

_NEWEST = 50

_WHY = {
    "another stream": "workstation.chain.another_stream",
    "bytes and id differ": "workstation.chain.bytes",
    "gap": "workstation.chain.gap",
    "fork": "workstation.chain.fork",
    "another payload": "workstation.chain.payload",
}
SIGNATURE, UNSIGNED = "workstation.chain.signature", "workstation.chain.unsigned"


class FirstBroken(msgspec.Struct, frozen=True, kw_only=True):
    """The first act that does not hold: its place in the stream, its id, why (catalogue code)."""

    seq: int
    act: bytes
    why: str


class ChainRow(msgspec.Struct, frozen=True, kw_only=True):
    """What a slice of a stream came to; ``broken`` None: it holds as far as it was judged.

    ``judged`` acts were checked, ``unjudged`` of them by officers whose key is not held here,
    ``redacted`` without their payload. Ask on with ``after`` and ``head`` while ``is_end`` is no.
    """

    stream: bytes
    after: int
    head: bytes
    last: int
    judged: int
    unjudged: int
    redacted: int
    broken: FirstBroken | None
    is_end: bool


class ChainCheck(View[ChainRow], frozen=True, kw_only=True):
    """Check up to ``most`` acts of a stream (empty: this device's) after a place of it.

    ``head`` is the id of the act at ``after``, as the answer before gave it.
    """

    stream: bytes = b""
    after: int = 0
    head: bytes = b""
    most: int = 500


class WitnessLine(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody outside the store who saw the stream up to ``seq``; ``holds``: we still have it.

    ``kind`` is receipt, mark, paper or handover; ``who`` a hub, an officer, or empty; ``at`` is ms
    UTC, 0 where it is not known.
    """

    kind: str
    words: str
    who: str
    seq: int
    at: Instant
    holds: bool


class WitnessesRow(msgspec.Struct, frozen=True, kw_only=True):
    """Who witnessed a stream; ``unwitnessed`` acts came after the last of them."""

    stream: bytes
    last: int
    witnessed: int
    unwitnessed: int
    lines: tuple[WitnessLine, ...]


class Witnesses(View[WitnessesRow], frozen=True, kw_only=True):
    """The witnesses of a stream (empty: this device's), furthest first."""

    stream: bytes = b""


class StreamLine(msgspec.Struct, frozen=True, kw_only=True):
    """A stream whose acts are held here: its device (16 bytes), office and last place."""

    stream: bytes
    device: bytes
    office: str
    last: int
    own: bool


class StreamsRow(msgspec.Struct, frozen=True, kw_only=True):
    """All streams held here, this device's first."""

    lines: tuple[StreamLine, ...]


class Streams(View[StreamsRow], frozen=True, kw_only=True):
    """Which streams there are to check."""


def check(view: ChainCheck, look: LiveLook) -> ChainRow:
    """Check a slice of a stream.

    Raises:
        Refused: the role reads no journal.
    """
    allowed(look)
    stream = view.stream or look.stream
    acts = look.store.stream_acts(stream, view.after, max(1, view.most))
    keys = _keys(look)
    good, broken = _judged(acts, Tip(stream, view.after, view.head), keys)
    last = look.store.tip(stream).seq
    return ChainRow(
        stream=stream,
        after=good[-1].envelope.seq if good else view.after,
        head=good[-1].id if good else view.head,
        last=last,
        judged=len(good),
        unjudged=sum(bool(act.envelope.officer) and not _key(act, keys) for act in good),
        redacted=sum(act.payload is None for act in good),
        broken=broken,
        is_end=broken is not None or not acts or acts[-1].envelope.seq >= last,
    )


def witnesses(view: Witnesses, look: LiveLook) -> WitnessesRow:
    """Name who has witnessed a stream.

    Raises:
        Refused: the role reads no journal.
    """
    allowed(look)
    stream = view.stream or look.stream
    lines = sorted(_witnesses(look, stream), key=lambda line: -line.seq)
    last = look.store.tip(stream).seq
    witnessed = max((line.seq for line in lines if line.holds), default=0)
    return WitnessesRow(
        stream=stream,
        last=last,
        witnessed=witnessed,
        unwitnessed=max(0, last - witnessed),
        lines=tuple(lines),
    )


def streams(view: Streams, look: LiveLook) -> StreamsRow:
    """Name the streams held here.

    Raises:
        Refused: the role reads no journal.
    """
    del view
    allowed(look)
    lines = []
    for tip in look.store.tips():
        first = look.store.stream_acts(tip.stream, tip.seq - 1, 1)
        lines.append(
            StreamLine(
                stream=tip.stream,
                device=tip.stream[:16],
                office=first[0].envelope.office if first else "",
                last=tip.seq,
                own=tip.stream == look.stream,
            )
        )
    return StreamsRow(lines=tuple(sorted(lines, key=lambda line: not line.own)))


def _judged(
    acts: tuple[Act, ...], after: Tip, keys: Mapping[bytes, Credential]
) -> tuple[tuple[Act, ...], FirstBroken | None]:
    """The acts that hold, and the first that does not, by its place and not by what it claims."""
    tip = after
    for at, act in enumerate(acts):
        gap = chain.first_break((act,), tip)
        why = _WHY[gap.why] if gap is not None else _signature(act, keys)
        if why:
            return acts[:at], FirstBroken(seq=tip.seq + 1, act=act.id, why=why)
        tip = chain.tip_of(act)
    return acts, None


def _signature(act: Act, keys: Mapping[bytes, Credential]) -> str:
    if not act.envelope.officer:
        return ""
    if not act.signature:
        return UNSIGNED
    credential = _key(act, keys)
    if credential is None:
        return ""
    holds = verify(credential.public, envelopes.SIGNED_AS, act.id, act.signature)
    return "" if holds else SIGNATURE


def _key(act: Act, keys: Mapping[bytes, Credential]) -> Credential | None:
    return keys.get(act.envelope.officer)


def _keys(look: LiveLook) -> Mapping[bytes, Credential]:
    enrolled = look.premises.vault.officers() if look.premises is not None else ()
    return {one.officer: one.credential for one in enrolled}


def _witnesses(look: LiveLook, stream: bytes) -> Iterator[WitnessLine]:
    for holder in Holder:
        receipt = look.store.receipts.latest(stream, holder)
        if receipt is not None:
            there = look.store.acts.at(stream, receipt.seq)
            yield WitnessLine(
                kind="receipt",
                words=f"workstation.witness.{holder.value}",
                who=receipt.hub,
                seq=receipt.seq,
                at=receipt.at,
                holds=any(act.id == receipt.head for act in there),
            )
    left = mark(look.premises.keys, stream) if look.premises is not None else None
    if left is not None:
        there = look.store.acts.at(stream, left.seq)
        yield WitnessLine(
            kind="mark",
            words="workstation.witness.mark",
            who="",
            seq=left.seq,
            at=Instant(0),
            holds=any(left.witnesses(act.id) for act in there),
        )
    yield from _on_paper(look, stream)
    yield from _by_hand(look, stream)


def _on_paper(look: LiveLook, stream: bytes) -> Iterator[WitnessLine]:
    """The last paper that left: its footer names the act before the note of it."""
    for row in look.store.records.newest(PRINT, is_open=False, limit=_NEWEST):
        noted = [act for act in look.store.acts_of(row.record) if act.envelope.stream == stream]
        for act in noted[-1:]:
            yield WitnessLine(
                kind="paper",
                words="workstation.witness.paper",
                who="",
                seq=act.envelope.seq - 1,
                at=Instant(act.envelope.clock.wall),
                holds=True,
            )
            return


def _by_hand(look: LiveLook, stream: bytes) -> Iterator[WitnessLine]:
    """The last handover that another officer signed."""
    names = Names(look)
    for row in look.store.records.newest(HANDOVER, is_open=False, limit=_NEWEST):
        folded = look.store.folded(row.record)
        state = folded.state if folded is not None else None
        if isinstance(state, Handover) and state.state == STATE_TAKEN:
            taken = [
                act
                for act in look.store.acts_of(row.record)
                if act.envelope.stream == stream and act.envelope.officer == state.taken_by
            ]
            for act in taken[-1:]:
                yield WitnessLine(
                    kind="handover",
                    words="workstation.witness.handover",
                    who=names.of(act),
                    seq=act.envelope.seq,
                    at=Instant(act.envelope.clock.wall),
                    holds=True,
                )
                return


ANSWERS: dict[type[View[Any]], Callable[[Any, LiveLook], Any]] = {
    ChainCheck: check,
    Witnesses: witnesses,
    Streams: streams,
}
