"""What the officer can do next to a movement, at this office: it decides the first tab."""

from enum import StrEnum

import msgspec

from app.base.ids import RecordId
from app.transit.rows import MovementHead
from app.transit.states import State

_LEAVING = frozenset({State.DECLARED, State.ACCEPTED, State.UNDER_CONTROL})

_RELEASED = frozenset(
    {
        State.RELEASED,
        State.ADVISED,
        State.RESULTS_KNOWN,
        State.DISCREPANCIES,
        State.WRITTEN_OFF,
    }
)


class Wanted(msgspec.Struct, frozen=True):
    """What record is asked for."""

    record: RecordId | None = None
    mrn: str = ""


class Mode(StrEnum):
    """The one primary act of a record."""

    ARRIVE = "arrive"  # plate, seals, result: the transit ends here
    PROVISIONAL = "provisional"  # no data held: an arrival from the paper
    DEPART = "depart"  # seals, limit: release
    CROSS = "cross"  # the fast lane lets it over the frontier
    DISCHARGE = "discharge"
    DECIDE = "decide"  # a case is open
    READ = "read"  # nothing to do here now


def mode_of(head: MovementHead, office: str) -> Mode:
    """The act that is due at ``office``, by what is lawful and by what the office is to it."""
    allowed = set(head.allowed)
    if head.cases:
        return Mode.DECIDE
    if not head.known and "Arrive" in allowed:
        return Mode.PROVISIONAL
    if State(head.departure) in _LEAVING and head.departure_office == office:
        return Mode.DEPART
    if "EndTransit" in allowed and (head.destination_office == office or "Cross" not in allowed):
        return Mode.ARRIVE
    if "Cross" in allowed:
        return Mode.CROSS
    return Mode.DISCHARGE if "Discharge" in allowed else Mode.READ


def may_hold(head: MovementHead) -> bool:
    """Whether a hold would stop anything: something is still to be done about it."""
    return bool(head.allowed) and head.known and not head.held


def may_print(head: MovementHead) -> bool:
    """Whether the accompanying document exists: departure is here and has released it."""
    return State(head.departure) in _RELEASED
