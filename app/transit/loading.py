"""What every service does first: find the record, ask the right, the state and the holds.

Every refusal says why, and which use cases would be lawful instead.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

import msgspec

from app.acts.fold import Folded
from app.acts.steps import Desk
from app.base.clock import Day, Instant, day_of
from app.base.errors import Refused
from app.base.findings import Findings, Severity, stops
from app.base.ids import RecordId
from app.cases.rights import refusal, require
from app.reference.numbers import mrn as mrns
from app.reference.numbers.wrong import WrongNumber
from app.reference.pack import CountryPack
from app.transit import acts, rules
from app.transit.movement import Movement
from app.transit.states import Event, Role, State, possible

USE_CASES: Mapping[Event, tuple[str, ...]] = {
    Event.ACCEPT: ("Accept",),
    Event.DECIDE_CONTROL: ("DecideControl",),
    Event.SATISFY_CONTROL: ("TakeDepartureResult",),
    Event.AFFIX_SEALS: ("AffixSeals",),
    Event.SET_LIMIT: ("SetLimit",),
    Event.RELEASE: ("Release",),
    Event.REFUSE_RELEASE: ("NotRelease",),
    Event.INVALIDATE: ("Invalidate",),
    Event.CROSS: ("Cross",),
    Event.ARRIVE: ("Arrive", "EndTransit"),
    Event.ARRIVE_WITHOUT_DATA: ("Arrive",),
    Event.CHECK_SEALS: ("CheckSeals",),
    Event.TAKE_RESULT: ("TakeResult",),
    Event.END: ("EndTransit",),
    Event.DISCHARGE: ("Discharge",),
}
"""The use cases that bring an event about; events without one come by message."""


class Loaded(msgspec.Struct, frozen=True):
    """A record as a service works on it: where its acts go, and the movement."""

    record: RecordId
    movement: Movement
    folded: Folded | None = None


def load(desk: Desk, record: RecordId) -> Loaded:
    """Give a movement that is here.

    Raises:
        Refused: there is none of that id.
    """
    folded = desk.folded(record)
    if folded is None or not isinstance(folded.state, Movement):
        raise Refused("transit.no_such_movement", field="record")
    return Loaded(folded.id, folded.state, folded)


def load_or_open(desk: Desk, record: RecordId | None, mrn: str) -> Loaded:
    """Give a movement by id or number; one nobody announced is opened, empty.

    Raises:
        Refused: no number that could be an MRN.
    """
    if record is not None:
        return load(desk, record)
    try:
        number = mrns.validate(mrn)
    except WrongNumber as wrong:
        raise refusal(wrong.finding("mrn")) from wrong
    identity = desk.by_number(acts.RECORD, number)
    folded = desk.folded(identity)
    if folded is None or not isinstance(folded.state, Movement):
        return Loaded(identity, Movement(mrn=number))
    return Loaded(folded.id, folded.state, folded)


def allow(desk: Desk, kind: str) -> None:
    """Ask the table of roles.

    Raises:
        Refused: this role may not.
    """
    require(desk, kind)


def allowed_now(movement: Movement) -> tuple[str, ...]:
    """Name the use cases that are lawful in this state, in the order of the journey."""
    named: dict[str, None] = {}
    if not movement.roles:
        return ("Arrive", "Cross")
    for role in Role:
        state = movement.state(role)
        if state is State.NONE and role is not Role.DEPARTURE:
            continue
        for event in possible(state, role):
            named.update(dict.fromkeys(USE_CASES.get(event, ())))
    if movement.holds:
        named["LiftHold"] = None
    return tuple(named)


def expect(loaded: Loaded, role: Role, event: Event) -> None:
    """Hold a step to the table of states, and to holds, cases and newer acts.

    Raises:
        Refused: the step is none from here; ``allowed`` names those that are.
    """
    movement = loaded.movement
    unhindered(loaded)
    if event not in possible(movement.state(role), role):
        raise not_now(movement, role, event)


def not_now(movement: Movement, role: Role, event: Event) -> Refused:
    """Make the refusal of a step that the state does not allow."""
    return Refused(
        "transit.not_now",
        allowed=allowed_now(movement),
        step=f"@transit.event.{event.name.lower()}",
        state=f"@transit.state.{movement.state(role).name.lower()}",
    )


def unhindered(loaded: Loaded) -> None:
    """Ask for holds, open cases, and acts that only a newer version can read.

    Raises:
        Refused: one of them stops every transition of this record.
    """
    movement, folded = loaded.movement, loaded.folded
    if movement.holds:
        hold = movement.holds[-1]
        raise Refused(
            "transit.held", allowed=("LiftHold",), reason=hold.reason, office=hold.office
        )
    if folded is not None and folded.cases:
        raise Refused(
            "transit.case_open", allowed=("SettleCase",), why=f"@{folded.cases[0].words}"
        )
    if folded is not None and folded.is_newer:
        raise Refused("transit.newer_version")


def check(findings: Findings) -> Findings:
    """Stop at the first finding that stops; give the others, to be shown.

    Raises:
        Refused: the first stop, beside its field; unanswered plate and seals are named together.
    """
    stopping = stops(findings)
    codes = {finding.code for finding in stopping}
    if {"transit.rules.plate_unanswered", "transit.rules.seals_unanswered"} <= codes:
        raise Refused("transit.rules.plate_and_seals_unanswered", field="plate")
    for finding in stopping:
        raise refusal(finding)
    return tuple(finding for finding in findings if finding.severity is not Severity.STOP)


def when(desk: Desk, occurred: Instant | None) -> Instant:
    """The stated time of an event, now where none is stated.

    Raises:
        Refused: it lies ahead; nothing is recorded that has not happened.
    """
    if occurred is None:
        return desk.now
    for finding in rules.not_in_the_future(occurred, desk.now):
        raise refusal(finding)
    return occurred


class Zoned(Protocol):
    """Whatever knows the country pack: a desk or a look."""

    @property
    def pack(self) -> CountryPack:
        """The country pack."""


def day_at(desk: Zoned, instant: Instant) -> Day:
    """The date of law of an instant, in the zone of the country pack."""
    moment = datetime.fromtimestamp(instant // 1000, UTC)
    return day_of(moment.astimezone(ZoneInfo(desk.pack.zone)).date())


def reasoned(reason: str) -> str:
    """Give the officer's reason.

    Raises:
        Refused: there is none.
    """
    if not reason.strip():
        raise Refused("cases.reason_missing", field="reason")
    return reason.strip()
