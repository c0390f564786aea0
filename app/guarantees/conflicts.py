"""What two concurrent acts on one reservation are to each other.

Overdrawing is the arbiter's verdict over its ledger, never a comparison of two acts of one record:
each reservation is a record of its own.
"""

from app.acts.contradictions import COMMUTE, CORROBORATE, Class, Row, Stands, Table, Verdict
from app.acts.told import Told
from app.guarantees import acts


def _reservations(left: Told, right: Told) -> Verdict:
    """Two desks release one movement: one reservation; unequal amounts are two claims."""
    ours, theirs = left.fact, right.fact
    if (
        isinstance(ours, acts.Reserved)
        and isinstance(theirs, acts.Reserved)
        and (ours.amount, ours.currency) == (theirs.amount, theirs.currency)
    ):
        return CORROBORATE
    return Verdict(Class.OVERDRAWN, Stands.BOTH, "guarantees.case.two_amounts")


_LEDGER_LATER = Verdict(Class.OVERDRAWN, Stands.RIGHT, "guarantees.case.overdrawn")
_FREED_FIRST = Verdict(Class.OVERRULED, Stands.LEFT, "guarantees.overruled.freed")

_ROWS: dict[tuple[str, str], Row] = {
    (acts.RESERVED, acts.RESERVED): _reservations,  # F: two desks, one release
    (acts.RESERVED, acts.CONFIRMED): COMMUTE,
    (acts.RESERVED, acts.OVERDRAWN): _LEDGER_LATER,
    (acts.RESERVED, acts.FREE_PROPOSED): COMMUTE,
    (acts.RESERVED, acts.FREED): COMMUTE,
    (acts.RESERVED, acts.CANCELLED): COMMUTE,
    (acts.CONFIRMED, acts.CONFIRMED): CORROBORATE,
    (acts.CONFIRMED, acts.OVERDRAWN): _LEDGER_LATER,
    (acts.CONFIRMED, acts.FREE_PROPOSED): COMMUTE,
    (acts.CONFIRMED, acts.FREED): COMMUTE,
    (acts.CONFIRMED, acts.CANCELLED): COMMUTE,
    (acts.OVERDRAWN, acts.OVERDRAWN): CORROBORATE,
    (acts.OVERDRAWN, acts.FREE_PROPOSED): COMMUTE,
    (acts.OVERDRAWN, acts.FREED): COMMUTE,
    (acts.OVERDRAWN, acts.CANCELLED): COMMUTE,
    (acts.FREE_PROPOSED, acts.FREE_PROPOSED): CORROBORATE,  # discharged at two desks
    (acts.FREE_PROPOSED, acts.FREED): COMMUTE,
    (acts.FREE_PROPOSED, acts.CANCELLED): COMMUTE,
    (acts.FREED, acts.FREED): CORROBORATE,  # freed once, however often it is said
    (acts.FREED, acts.CANCELLED): _FREED_FIRST,
    (acts.CANCELLED, acts.CANCELLED): CORROBORATE,
}

TABLE = Table(_ROWS)
"""The judge of a reservation's pairs: total over the kinds of this package."""
