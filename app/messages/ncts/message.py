"""An NCTS message: its type and version, its envelope, and its elements as they stand.

Reading keeps every element, known to the catalogue or not, in the order received; writing gives
the same canonical XML again.
"""

import re
from typing import NamedTuple

import msgspec
from lxml.etree import _Element as Element

from app.base.clock import Instant
from app.base.findings import Finding, Findings, Severity
from app.messages.door import Caps, open_xml
from app.messages.ncts import values
from app.messages.ncts.catalogue import NAMESPACE, versions_of
from app.messages.ncts.faults import faults
from app.messages.tree import Node, read_tree, to_bytes

CAPS = Caps(depth=16)
"""What an NCTS message may be: the deepest specification has nine levels."""

_TYPE = re.compile(r"C[CD][A-Z]?[0-9]{3}[A-Z]")
_PHASES = {"NCTS5.0": "p5", "NCTS5.1": "p5", "NCTS6": "p6"}


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """One message. ``version`` is p5 or p6, empty where our catalogue has no such message.

    Moments of a message carry no offset: UTC is implied (DDNTA, note on date and time types).
    """

    type: str
    version: str
    root: Node

    @property
    def prefix(self) -> str:
        """The prefix the sender uses for the namespace; empty where it is the default one."""
        bound = {address: prefix for prefix, address in self.root.namespaces}
        return bound.get(NAMESPACE, "")

    @property
    def phase(self) -> str | None:
        """What the sender says about the version: NCTS5.0, NCTS5.1, NCTS6 or nothing."""
        return self.root.attribute("PhaseID")

    @property
    def sender(self) -> str:
        """Who sent it: ``NTA.GB`` for an administration."""
        return self.root.value("messageSender") or ""

    @property
    def recipient(self) -> str:
        """To whom it is addressed."""
        return self.root.value("messageRecipient") or ""

    @property
    def identification(self) -> str:
        """The sender's own number of it: the key that makes a repetition harmless."""
        return self.root.value("messageIdentification") or ""

    @property
    def correlation(self) -> str | None:
        """The identification of the message it answers, if it answers one."""
        return self.root.value("correlationIdentifier")

    @property
    def prepared(self) -> Instant | None:
        """When it was made, UTC; None where the text is no moment."""
        text = self.root.value("preparationDateAndTime")
        return None if text is None else values.read_instant(text)

    @property
    def mrn(self) -> str | None:
        """The movement it is about, once that has a number."""
        return self.root.value("TransitOperation/MRN")

    @property
    def lrn(self) -> str | None:
        """The declarant's own number of the movement."""
        return self.root.value("TransitOperation/LRN")


class Read(NamedTuple):
    """What came of reading: a message unless the bytes are no NCTS message at all.

    ``schema`` is valid, invalid or unknown (no table of ours, or no message).
    """

    message: Message | None
    schema: str
    findings: Findings


def read(raw: bytes, version: str = "") -> Read:
    """Read one message; whatever the bytes are, the answer says so in findings.

    ``version`` compares it with that version alone, whatever it says itself.
    """
    opened = open_xml(raw, CAPS)
    if opened.root is None:
        return Read(None, "unknown", opened.findings)
    return read_element(opened.root, version)


def read_element(root: Element, version: str = "") -> Read:
    """Read a message that has come through the door."""
    message_type = type_of(root)
    if message_type is None:
        finding = Finding(code="ncts.not_ncts", rule="XML", path="/")
        return Read(None, "unknown", (finding,))
    phase = root.get("PhaseID")
    known = versions_of(message_type)
    asked = tuple(one for one in known if one == version) if version else known
    chosen, schema, findings = _judge(root, message_type, phase, asked)
    message = Message(type=message_type, version=chosen, root=read_tree(root))
    return Read(message, schema, findings)


def type_of(root: Element) -> str | None:
    """Tell the type of a message by its root; None where it is not of this family."""
    namespace, _, name = str(root.tag).rpartition("}")
    if namespace != f"{{{NAMESPACE}" or not _TYPE.fullmatch(name):
        return None
    return name


def write(message: Message) -> bytes:
    """Write a message in UTF-8.

    Raises:
        ValueError: a value holds a character that XML cannot carry.
    """
    return to_bytes(message.root)


def _judge(
    root: Element, message_type: str, phase: str | None, known: tuple[str, ...]
) -> tuple[str, str, Findings]:
    """Choose the version: the one the sender names, else the first that accepts, P5 first."""
    named = _PHASES.get((phase or "").strip(), "")
    if not known:
        return "", "unknown", (_no_table(message_type),)
    order = sorted(known, key=lambda version: version != named)
    first: Findings = ()
    for version in order:
        found = faults(root, message_type, version)
        if not found:
            return version, "valid", _other_phase(named, version, phase)
        first = first or found
    return order[0], "invalid", first


def _no_table(message_type: str) -> Finding:
    return Finding(
        code="ncts.no_table_of",
        rule="DDNTA",
        path=f"/{message_type}",
        severity=Severity.WARN,
        parameters={"type": message_type},
    )


def _other_phase(named: str, version: str, phase: str | None) -> Findings:
    if not named or named == version:
        return ()
    finding = Finding(
        code="ncts.other_phase",
        rule="PhaseID",
        path="/@PhaseID",
        severity=Severity.WARN,
        parameters={"phase": phase or "", "version": version.upper()},
    )
    return (finding,)
