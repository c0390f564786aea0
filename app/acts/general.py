"""Act kinds that any record may bear: withdrawn, corrected, joined, settled, doubted, purged."""

import msgspec

from app.acts.contradictions import COMMUTE, CORROBORATE, Class, Row, Stands, Table, Verdict
from app.acts.kinds import Kind
from app.acts.told import Told


class Withdrawn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The officer takes a step back while it is still in its grace.

    ``acts`` are the ids of all acts of that step, 32 bytes each.
    """

    acts: tuple[bytes, ...]


class Corrected(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The officer puts acts right after they left: they lose effect, what follows replaces them.

    ``acts`` are the ids put right, ``reason`` the officer's words.
    """

    acts: tuple[bytes, ...]
    reason: str


class Joined(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Two record ids are one record; ``into`` is the id by number, which survives (16 bytes)."""

    into: bytes


class Settled(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person decides a case: which acts stand, which are set aside, and why.

    ``case`` is the case's id (16 bytes); the act's ancestors hold every act named.
    """

    case: bytes
    stands: tuple[bytes, ...]
    aside: tuple[bytes, ...]
    reason: str


class Doubted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The centre found acts whose signature or credential does not hold: kept, without effect.

    ``acts`` are their ids, ``reason`` a code of the catalogue.
    """

    acts: tuple[bytes, ...]
    reason: str


class Purged(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Personal data of a closed record are forgotten: ``payloads`` are the hashes that go."""

    payloads: tuple[bytes, ...]
    reason: str


WITHDRAWN, CORRECTED, JOINED, SETTLED, DOUBTED, PURGED = (
    "record.withdrawn",
    "record.corrected",
    "record.joined",
    "case.settled",
    "record.doubted",
    "record.purged",
)

KINDS = (
    Kind(name=WITHDRAWN, version=1, struct=Withdrawn),
    Kind(name=CORRECTED, version=1, struct=Corrected),
    Kind(name=JOINED, version=1, struct=Joined),
    Kind(name=SETTLED, version=1, struct=Settled),
    Kind(name=DOUBTED, version=1, struct=Doubted),
    Kind(name=PURGED, version=1, struct=Purged),
)


def _settlements(left: Told, right: Told) -> Verdict:
    """Two settlements of one case agree, or contradict in turn; of two cases they commute."""
    ours, theirs = left.fact, right.fact
    if (
        not isinstance(ours, Settled)
        or not isinstance(theirs, Settled)
        or ours.case != theirs.case
    ):
        return COMMUTE
    if ours.aside == theirs.aside:
        return CORROBORATE
    return Verdict(Class.CONTRADICT, Stands.BOTH, "case.settled_twice")


def _corrections(left: Told, right: Told) -> Verdict:
    """Two corrections of the same act commute: it loses effect once."""
    del left, right
    return COMMUTE


_ROWS: dict[tuple[str, str], Row] = {
    (SETTLED, SETTLED): _settlements,
    (CORRECTED, CORRECTED): _corrections,
}

GENERAL = Table(_ROWS)
"""Pairs in which both acts are general; every other pair with a general act commutes."""


def is_general(kind: str) -> bool:
    """Whether a kind belongs to no package."""
    return kind in {WITHDRAWN, CORRECTED, JOINED, SETTLED, DOUBTED, PURGED}
