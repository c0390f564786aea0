"""How a folded record lies in its row. Only a copy: it can be made again from the acts."""

from collections.abc import Mapping
from typing import Any

import msgspec

from app.acts.contradictions import Class
from app.acts.fold import Case, Folded, Place, Standing, Tombstone
from app.acts.kinds import Registry
from app.base.ids import ActId, Heads, RecordId

_HASH = 32
_encoder = msgspec.msgpack.Encoder(order="deterministic")
_places = msgspec.msgpack.Decoder(list[tuple[bytes, Standing, bytes]])
_cases = msgspec.msgpack.Decoder(list[tuple[bytes, Class, str, tuple[bytes, ...]]])


class Columns(msgspec.Struct, frozen=True):
    """The stored parts of a folded record."""

    id: RecordId
    kind: str
    count: int
    is_newer: bool
    is_purged: bool
    heads: bytes
    standing: bytes
    cases: bytes
    folded: bytes


class Unreadable(ValueError):
    """A row that this program cannot read: it was folded by another version."""


def columns(folded: Folded) -> Columns:
    """Take a folded record apart; equal records give equal bytes."""
    return Columns(
        id=folded.id,
        kind=folded.kind,
        count=folded.count,
        is_newer=folded.is_newer,
        is_purged=isinstance(folded.state, Tombstone),
        heads=b"".join(sorted(folded.heads)),
        standing=_encoder.encode(
            [(act, *folded.standing[act].told()) for act in sorted(folded.standing)]
        ),
        cases=_encoder.encode(
            [(case.id, case.grade.value, case.words, case.acts) for case in folded.cases]
        ),
        folded=_encoder.encode(folded.state),
    )


def folded(stored: Columns, registry: Registry) -> Folded:
    """Put a folded record together again.

    Raises:
        Unreadable: the kind of record is unknown here, or its shape is another by now.
    """
    kind = registry.records.get(stored.kind)
    if kind is None:
        raise Unreadable(stored.kind)
    shape = Tombstone if stored.is_purged else kind.struct
    try:
        state: Any = msgspec.msgpack.decode(stored.folded, type=shape)
        standing = _standing(stored.standing)
        cases = read_cases(stored.cases)
    except msgspec.MsgspecError as wrong:
        raise Unreadable(stored.kind) from wrong
    return Folded(
        id=stored.id,
        kind=stored.kind,
        state=state,
        heads=_heads(stored.heads),
        standing=standing,
        cases=cases,
        count=stored.count,
        is_newer=stored.is_newer,
    )


def read_cases(stored: bytes) -> tuple[Case, ...]:
    """The open cases of a record's row."""
    return tuple(
        Case(id=identity, grade=grade, words=words, acts=acts)
        for identity, grade, words, acts in _cases.decode(stored)
    )


def _heads(stored: bytes) -> Heads:
    return frozenset(ActId(stored[at : at + _HASH]) for at in range(0, len(stored), _HASH))


def _standing(stored: bytes) -> Mapping[ActId, Place]:
    return {ActId(act): Place(standing, by) for act, standing, by in _places.decode(stored)}
