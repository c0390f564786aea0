"""Handing a shift over and taking it: two officers sign one after the other, each with a key.

The list is made by the store, never by hand: whoever signs says what stood on the screen, and a
line in force that was not on it stops the step.
"""

from typing import Protocol

from app.acts.in_force import InForce, Shift
from app.acts.steps import Desk, Plan, Planned, UseCase
from app.base.errors import Refused
from app.base.findings import Findings, stops
from app.base.ids import RecordId
from app.duty import rules
from app.duty.acts import HandoverGiven, HandoverTaken, Remark
from app.duty.handover import GIVEN, HANDOVER, STATE_GIVEN, TAKEN, Handover


class ShiftDesk(Desk, Protocol):
    """A desk that can also tell what is in force."""

    @property
    def stream(self) -> bytes:
        """The stream of this device."""

    def shift(self) -> Shift:
        """What is in force now, and since when the shift runs."""

    def open_records(self, kind: str) -> tuple[RecordId, ...]:
        """The open records of a kind, last changed first."""


class GiveHandover(UseCase, frozen=True):
    """Hand the shift over: sign what is in force, with a message and marks of what to see first.

    ``seen`` are the keys of the lines on the screen (left out: the list as it is now), ``marked``
    those to see first. Given again before anybody took it, the new list takes its place.
    """

    message: str = ""
    marked: tuple[str, ...] = ()
    seen: tuple[str, ...] | None = None


class TakeHandover(UseCase, frozen=True):
    """Take the shift over, having checked every line: ``checked`` are the keys of the lines."""

    record: RecordId
    checked: tuple[str, ...]
    remarks: tuple[Remark, ...] = ()


def give(case: GiveHandover, desk: ShiftDesk) -> Plan:
    """Plan the outgoing officer's act; the answer is the record."""
    shift = desk.shift()
    seen = [line.key for line in shift.lines] if case.seen is None else case.seen
    findings: Findings = (
        *rules.nothing_left_out(shift.lines, frozenset(seen)),
        *rules.known_lines(shift.lines, case.marked, "marked"),
    )
    if stops(findings):
        return Plan(acts=(), findings=findings)
    waiting = _waiting(desk)
    record = waiting if waiting is not None else desk.fresh()
    fact = HandoverGiven(
        since=shift.since,
        lines=shift.lines,
        message=case.message.strip(),
        marked=case.marked,
    )
    return Plan(acts=(Planned(record=record, kind=GIVEN, fact=fact),), value=record)


def take(case: TakeHandover, desk: ShiftDesk) -> Plan:
    """Plan the incoming officer's act; the answer is the record.

    Raises:
        Refused: no such handover, it is taken already, or the same officer gave it.
    """
    folded = desk.folded(case.record)
    handover = folded.state if folded is not None else None
    if folded is None or not isinstance(handover, Handover):
        raise Refused("duty.no_such_handover", field="record")
    if handover.state != STATE_GIVEN:
        raise Refused("duty.handover_over", field="record", number=handover.number)
    if handover.given_by == desk.actor.officer:
        raise Refused("duty.handover_same_officer", allowed=("SignIn",))
    added = came_since(handover, desk.shift())
    lines = (*handover.lines, *added)
    findings: Findings = (
        *rules.every_line_checked(lines, frozenset(case.checked)),
        *rules.known_lines(lines, (remark.line for remark in case.remarks), "remarks"),
    )
    if stops(findings):
        return Plan(acts=(), findings=findings)
    fact = HandoverTaken(given=handover.given, added=added, remarks=case.remarks)
    return Plan(acts=(Planned(record=folded.id, kind=TAKEN, fact=fact),), value=folded.id)


def came_since(handover: Handover, shift: Shift) -> tuple[InForce, ...]:
    """What came in force after the handover was given."""
    told = {line.key for line in handover.lines}
    return tuple(line for line in shift.lines if line.key not in told)


def _waiting(desk: ShiftDesk) -> RecordId | None:
    """This device's handover that nobody has taken yet."""
    for record in desk.open_records(HANDOVER):
        folded = desk.folded(record)
        state = folded.state if folded is not None else None
        if isinstance(state, Handover) and state.stream == desk.stream:
            return record if state.state == STATE_GIVEN else None
    return None
