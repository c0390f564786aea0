"""A message out of plain values: the catalogue gives order and names, the caller what is said.

What the message of this version does not carry is left out: the same declaration fills 015, 029,
001 and 050, and each takes what it has a place for.
"""

import base64
import hashlib
from collections.abc import Iterable, Mapping
from typing import TypeAlias

import msgspec

from app.base.clock import Instant
from app.base.ids import ActId
from app.messages.ncts import values
from app.messages.ncts.catalogue import NAMESPACE, Entry, table
from app.messages.ncts.message import Message
from app.messages.tree import Node

Value: TypeAlias = "str | Mapping[str, Value] | Iterable[Mapping[str, Value]] | None"
"""A text, a group by the names of its elements, a repeated group, or nothing."""

Values: TypeAlias = Mapping[str, Value]

_PHASES = {"p5": "NCTS5.1", "p6": "NCTS6"}


class Envelope(msgspec.Struct, frozen=True, kw_only=True):
    """Who sends to whom, when, under which number; ``correlation`` names the message answered."""

    sender: str
    recipient: str
    prepared: Instant
    identification: str
    correlation: str | None = None
    version: str = "p5"


def message_id(act: ActId, message_type: str, recipient: str, version: str) -> str:
    """Give a message its number: the same act makes the same number, on whatever machine.

    32 characters of A to Z and 2 to 7, as partners allow 35 letters and digits. A restored or
    doubled sender therefore repeats itself instead of contradicting itself.

    >>> message_id(ActId(bytes(32)), "CD006C", "NTA.XK", "p5")
    'P5LMRSN4B55RCQYWWTSUGYH6TR5AQFNI'
    """
    parts = (act, message_type.encode(), recipient.encode(), version.encode())
    named = b"waypost message 1" + b"".join(len(part).to_bytes(2, "big") + part for part in parts)
    return base64.b32encode(hashlib.sha256(named).digest()[:20]).decode()


def compose(message_type: str, envelope: Envelope, said: Values) -> Message:
    """Make a message of what is said, in the order of the specification.

    Raises:
        Broken: the catalogue has no such message in this version.
    """
    root = table(message_type, envelope.version).root
    filled = _group(root, {**_header(message_type, envelope), **said})
    top = msgspec.structs.replace(
        filled,
        name=f"{{{NAMESPACE}}}{message_type}",
        attributes=(("PhaseID", _PHASES[envelope.version]),),
        namespaces=(("ncts", NAMESPACE),),
    )
    return Message(type=message_type, version=envelope.version, root=top)


def _header(message_type: str, envelope: Envelope) -> Values:
    return {
        "messageSender": envelope.sender,
        "messageRecipient": envelope.recipient,
        "preparationDateAndTime": values.write_instant(envelope.prepared),
        "messageIdentification": envelope.identification,
        "messageType": message_type,
        "correlationIdentifier": envelope.correlation,
    }


def _group(entry: Entry, said: Values) -> Node:
    children = [node for below in entry.entries for node in _nodes(below, said.get(below.name))]
    return Node(name=entry.name, children=tuple(children))


def _nodes(entry: Entry, value: Value) -> list[Node]:
    if value is None:
        return []
    if isinstance(value, str):
        return [Node(name=entry.name, text=value)]
    if isinstance(value, Mapping):
        node = _group(entry, value)
        return [node] if node.children or entry.least else []
    return [_group(entry, one) for one in value]
