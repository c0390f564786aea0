"""What can be stood behind about a guarantee: one record per (GRN, MRN).

Reserving is departure's act at release, freeing the centre's, once, after departure proposed it.
Nothing here ever says that an amount suffices: only the centre's ledger knows.
"""

import msgspec

from app.acts.kinds import Kind
from app.base.clock import Instant
from app.base.quantities import Quantity


class Fact(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """What all facts of a reservation share: nothing but their form."""


class Reserved(Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Departure counts an amount against a guarantee (IE203); by an officer at release.

    ``fence`` is that of the leased quota it is drawn from, 0 where there is none: then the
    reservation is provisional until the centre confirms it.
    """

    grn: str
    mrn: str
    guarantee_type: str
    occurred: Instant
    amount: Quantity | None = None
    currency: str = ""
    fence: int = 0


class Confirmed(Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The centre found room for the reservation in its ledger (IE205)."""

    grn: str
    mrn: str
    occurred: Instant


class Overdrawn(Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The centre's ledger has no room: ``reason`` is a code of CL252 (G09 and others)."""

    grn: str
    mrn: str
    reason: str
    occurred: Instant


class FreeProposed(
    Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """Departure discharged the movement and asks that its amount be freed."""

    grn: str
    mrn: str
    occurred: Instant


class Freed(Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The centre frees it (IE209): once, in a table unique on (GRN, MRN)."""

    grn: str
    mrn: str
    occurred: Instant


class Cancelled(Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The use is cancelled before release, or the release was (IE204)."""

    grn: str
    mrn: str
    reason: str
    occurred: Instant


RECORD = "reservation"
"""The kind of record; its number is ``GRN/MRN``."""

RESERVED = "guarantee.reserved"
CONFIRMED = "guarantee.confirmed"
OVERDRAWN = "guarantee.overdrawn"
FREE_PROPOSED = "guarantee.free_proposed"
FREED = "guarantee.freed"
CANCELLED = "guarantee.cancelled"

KINDS = (
    Kind(name=RESERVED, version=1, struct=Reserved, record=RECORD),
    Kind(name=CONFIRMED, version=1, struct=Confirmed, record=RECORD),
    Kind(name=OVERDRAWN, version=1, struct=Overdrawn, record=RECORD),
    Kind(name=FREE_PROPOSED, version=1, struct=FreeProposed, record=RECORD),
    Kind(name=FREED, version=1, struct=Freed, record=RECORD),
    Kind(name=CANCELLED, version=1, struct=Cancelled, record=RECORD),
)


def number_of(grn: str, mrn: str) -> str:
    """Name the reservation of a movement on a guarantee.

    >>> number_of("24AL0000000123458", "26AL003010AB12C8J9")
    '24AL0000000123458/26AL003010AB12C8J9'
    """
    return f"{grn}/{mrn}"
