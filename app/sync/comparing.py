"""Which end has lost something: told by how far each stream is known at both.

A hub that holds less than it receipted was put back from a backup. A hub that holds acts of a
device which that device lacks shows that the device was: behind its own past, or gone another way.
Source: the house's sync specification, section 2.2.
"""

from collections.abc import Iterable, Mapping

import msgspec

from app.acts.chain import Tip
from app.models.looks import StoreReading
from app.sync.wire import Standing

RESTORED, FORKED = "restored", "forked"


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """What two frontiers tell.

    ``held`` says up to where the hub has each stream, receipted or not; ``behind`` are those of
    which it lost what it had receipted; ``lost`` are streams of which this store lost acts, with
    the seq from which it must be given them; ``astray`` why the stream that is written now must
    end, or empty.
    """

    held: Mapping[bytes, int]
    behind: frozenset[bytes]
    lost: Mapping[bytes, int]
    astray: str


def compared(
    look: StoreReading, tips: Iterable[Tip], theirs: Iterable[Standing], *, current: bytes
) -> Compared:
    """Compare this device's streams with what a hub says of them."""
    told: dict[bytes, list[Standing]] = {}
    for standing in theirs:
        told.setdefault(standing.stream, []).append(standing)
    held: dict[bytes, int] = {}
    behind: set[bytes] = set()
    lost: dict[bytes, int] = {}
    astray = ""
    for tip in tips:
        foreign, reached = _known(look, told.get(tip.stream, []))
        covered = look.receipts.covered(tip.stream)
        # A hub whose head lies beyond the last receipt still has all that receipt covers.
        intact = reached >= covered or (foreign and min(foreign) > covered)
        held[tip.stream] = max(reached, covered) if intact else reached
        if not intact:
            behind.add(tip.stream)
        if not foreign:
            continue
        ahead = min(foreign) > tip.seq
        if not ahead:
            # The last receipt before the parting is where both still agree.
            lost[tip.stream] = covered if covered < min(foreign) else 0
        if tip.stream == current:
            astray = RESTORED if ahead else FORKED
    return Compared(held=held, behind=frozenset(behind), lost=lost, astray=astray)


def _known(look: StoreReading, standings: Iterable[Standing]) -> tuple[list[int], int]:
    """The seqs of heads that are not here, and the highest of those that are."""
    foreign, reached = [], 0
    for standing in standings:
        if look.act(standing.act) is None:
            foreign.append(standing.seq)
        else:
            reached = max(reached, standing.seq)
    return foreign, reached
