"""Messages of partners and holders become acts; the bytes are kept as they came.

A message never loses a movement: what comes too late, or in a state that does not await it, is an
act all the same and changes nothing. Who calls this has looked for doubles by message id.
"""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from app.acts.steps import Desk, Enclosure, Plan, Planned
from app.base.clock import Instant
from app.base.errors import Refused
from app.base.ids import RecordId
from app.messages.ncts.declared import declaration_of
from app.messages.ncts.facts import (
    ArrivalAdvice,
    ControlResults,
    CrossingNotification,
    facts_of,
)
from app.messages.ncts.message import Message, read
from app.reference.numbers import mrn as mrns
from app.security import canonical
from app.transit import acts, departure
from app.transit.states import Role
from app.transit.use_cases import Declare

MEDIA_TYPE = "application/xml"

Incoming: TypeAlias = Callable[[bytes, Desk], Plan]
"""The bytes of one message to the acts it means."""


def declared(content: bytes, desk: Desk) -> Plan:
    """015: a holder lodges a declaration.

    Raises:
        Refused: unreadable, or this is not the office of departure it names.
    """
    declaration = declaration_of(_read(content, "CC015C"))
    return departure.declare(Declare(declaration=declaration, received=content), desk)


def announced(content: bytes, desk: Desk) -> Plan:
    """001 or 050: departure announces a movement; the record bears its MRN.

    Raises:
        Refused: unreadable, or without a number that could be an MRN.
    """
    message = _read(content, "CD001C", "CD050C")
    declaration = declaration_of(message)
    role = Role.DESTINATION if message.type == "CD001C" else Role.TRANSIT
    fact = acts.Announced(
        role=role,
        office=_named_office(role, message, desk),
        declaration=declaration,
        message=message.type,
        message_id=message.identification,
        received=canonical.digest(content),
        made=message.prepared or desk.now,
    )
    return _plan(desk, message, content, (acts.ANNOUNCED, fact))


def advised(content: bytes, desk: Desk) -> Plan:
    """006: the movement has arrived.

    Raises:
        Refused: unreadable, or no movement of that number is known here.
    """
    message = _read(content, "CD006C")
    facts = facts_of(message)
    if not isinstance(facts, ArrivalAdvice):
        raise _unreadable("CD006C")
    fact = acts.Advised(
        office=facts.office_of_destination,
        occurred=facts.arrival,
        message_id=message.identification,
        received=canonical.digest(content),
    )
    return _plan(desk, message, content, (acts.ADVISED, fact), known=True)


def crossing_notified(content: bytes, desk: Desk) -> Plan:
    """118: the movement crossed a frontier; it may come after 006.

    Raises:
        Refused: unreadable, or no movement of that number is known here.
    """
    message = _read(content, "CD118C")
    facts = facts_of(message)
    if not isinstance(facts, CrossingNotification):
        raise _unreadable("CD118C")
    fact = acts.CrossingNotified(
        office=facts.office_of_transit,
        date=facts.passage_date,
        message_id=message.identification,
        received=canonical.digest(content),
    )
    return _plan(desk, message, content, (acts.CROSSING_NOTIFIED, fact), known=True)


def results_received(content: bytes, desk: Desk) -> Plan:
    """018: destination tells what its control found.

    Raises:
        Refused: unreadable, or no movement of that number is known here.
    """
    message = _read(content, "CD018C")
    facts = facts_of(message)
    if not isinstance(facts, ControlResults):
        raise _unreadable("CD018C")
    fact = acts.ResultsReceived(
        office=facts.office_of_destination,
        result=facts.code,
        date=facts.date,
        message_id=message.identification,
        received=canonical.digest(content),
        seals_good=facts.seals_good,
        remarks=" ".join(filter(None, (facts.text, facts.other_things))),
    )
    return _plan(desk, message, content, (acts.RESULTS_RECEIVED, fact), known=True)


INCOMING: Mapping[str, Incoming] = {
    "CC015C": declared,
    "CD001C": announced,
    "CD050C": announced,
    "CD006C": advised,
    "CD118C": crossing_notified,
    "CD018C": results_received,
}
"""Which function takes which message in."""


def _read(content: bytes, *types: str) -> Message:
    message = read(content).message
    if message is None or message.type not in types:
        raise _unreadable(types[0])
    return message


def _unreadable(message: str) -> Refused:
    return Refused("transit.unreadable_message", message=message)


def _plan(
    desk: Desk,
    message: Message,
    content: bytes,
    act: tuple[str, acts.Fact],
    *,
    known: bool = False,
) -> Plan:
    record = _record(desk, message, known=known)
    kind, fact = act
    enclosures = (Enclosure(content, MEDIA_TYPE),)
    planned = Planned(record=record, kind=kind, fact=fact, enclosures=enclosures)
    return Plan(acts=(planned,), value=record)


def _record(desk: Desk, message: Message, *, known: bool) -> RecordId:
    """The record of the MRN; code 90 is the answer where it must be known and is not."""
    number = mrns.compact(message.mrn or "")
    if not mrns.is_valid(number):
        raise Refused("transit.message_without_mrn", message=message.type)
    record = desk.by_number(acts.RECORD, number)
    if known and desk.folded(record) is None:
        raise Refused("transit.unknown_mrn", message=message.type, mrn=number, error="90")
    return record


def _named_office(role: Role, message: Message, desk: Desk) -> str:
    """The office of this administration that the message is for, else this desk's."""
    declaration = declaration_of(message)
    if role is Role.DESTINATION:
        return declaration.office_of_destination
    own = (
        office.reference_number
        for office in declaration.offices_of_transit
        if office.reference_number.startswith(desk.pack.country)
    )
    return next(own, desk.actor.office)


def prepared_of(content: bytes) -> Instant | None:
    """When a message was made by its sender, ms UTC; the age of what it says counts from then."""
    message = read(content).message
    return None if message is None else message.prepared
