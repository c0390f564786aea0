"""Rejections: findings become the errors of a 906, 056 or 917, and are read from them again.

Codes of functional errors (CL180): 12 outside its list, 13 missing, 14 rule broken, 15 not
allowed, 26 received before, 90 MRN not known, 92 out of sequence, 93 MRN against its structure.
"""

from collections.abc import Iterable

import msgspec

from app.base.clock import Instant
from app.base.errors import Refused
from app.base.findings import Finding, Findings, stops
from app.consignment.parties import Party
from app.messages.ncts import values
from app.messages.ncts.compose import Envelope, Value, compose
from app.messages.ncts.declared import PARTY
from app.messages.ncts.message import Message
from app.messages.ncts.shapes import INTEGER, TEXT, Field, Shape
from app.messages.tree import paths

_SECRET = "accessCode"  # noqa: S105 - the name of the element whose value never leaves
_LONGEST = 512
_NEVER = frozenset({"CC906C", "CC917C", "CD906C", "CD917C"})
_XML_CODES = {
    "XSD enumeration": "12",
    "XSD missing": "13",
    "XSD order": "13",
    "XSD unexpected": "15",
    "XSD attribute": "15",
    "XSD children": "15",
    "XSD text": "15",
    "XSD pattern": "51",
    "XSD length": "50",
    "XSD digits": "50",
    "XSD range": "50",
    "XSD type": "50",
    "XML": "52",
}
"""Codes of CL030 by what the door or the schema found."""

_OTHER_XML = "18"


class FunctionalError(msgspec.Struct, frozen=True, kw_only=True):
    """One error: where (XPath, or the MRN for 90 and 93), code, the rule or list, the value."""

    pointer: str
    code: str
    reason: str | None = None
    value: str | None = None


class XmlError(msgspec.Struct, frozen=True, kw_only=True):
    """One fault of the XML: line and column, XPath, code (CL030), what was wrong."""

    line: int = 0
    column: int = 0
    pointer: str | None = None
    code: str = _OTHER_XML
    text: str = ""
    value: str | None = None


class Rejection(msgspec.Struct, frozen=True, kw_only=True):
    """What a 906, 056, 057 or 917 says: which message it rejects, and why."""

    rejected: str | None = None
    mrn: str | None = None
    lrn: str | None = None
    kind: str | None = None
    code: str | None = None
    reason: str | None = None
    errors: tuple[FunctionalError, ...] = ()
    faults: tuple[XmlError, ...] = ()


ERROR = Shape(
    FunctionalError,
    (
        Field("errorPointer", "pointer", TEXT),
        Field("errorCode", "code", TEXT),
        Field("errorReason", "reason", TEXT),
        Field("originalAttributeValue", "value", TEXT),
    ),
)
FAULT = Shape(
    XmlError,
    (
        Field("errorLineNumber", "line", INTEGER),
        Field("errorColumnNumber", "column", INTEGER),
        Field("errorPointer", "pointer", TEXT),
        Field("errorCode", "code", TEXT),
        Field("errorText", "text", TEXT),
        Field("originalAttributeValue", "value", TEXT),
    ),
)
REJECTION = Shape(
    Rejection,
    (
        Field("correlationIdentifier", "rejected", TEXT),
        Field("FunctionalError", "errors", ERROR, many=True),
        Field("XMLError", "faults", FAULT, many=True),
    ),
)


def functional_errors(rejected: Message, findings: Findings) -> tuple[FunctionalError, ...]:
    """Turn what stops a message into errors; warnings and faults of the XML are left out."""
    said = {path: node.text for path, node in paths(rejected.root) if node.local != _SECRET}
    return tuple(
        FunctionalError(
            pointer=finding.path[:_LONGEST],
            code=_code(finding),
            reason=finding.rule,
            value=said.get(finding.path, "")[:_LONGEST] or None,
        )
        for finding in stops(findings)
        if not finding.rule.startswith(("XSD", "XML"))
    )


def _code(finding: Finding) -> str:
    if finding.rule.startswith("CL"):
        return "12"
    if finding.code == "ncts.forbidden":
        return "15"
    return "13" if finding.rule.startswith("C") else "14"


def xml_faults(findings: Findings, words: Iterable[str]) -> tuple[XmlError, ...]:
    """Turn faults of the XML into errors; ``words`` say each finding in the partner's language."""
    return tuple(
        XmlError(
            line=_number(finding, "line"),
            column=_number(finding, "column"),
            pointer=finding.path[:_LONGEST] or None,
            code=_XML_CODES.get(finding.rule, _OTHER_XML),
            text=text[:_LONGEST],
        )
        for finding, text in zip(findings, words, strict=True)
    )


def _number(finding: Finding, name: str) -> int:
    found = finding.parameters.get(name)
    return found if isinstance(found, int) else 0


def cd906(envelope: Envelope, rejected: Message, errors: tuple[FunctionalError, ...]) -> Message:
    """Reject the message of an office for what it says.

    Raises:
        Refused: a rejection is never rejected (G0085, G0086).
    """
    answering = _answering(envelope, rejected)
    said: dict[str, Value] = {"FunctionalError": [ERROR.write(error) for error in errors]}
    if rejected.mrn:
        said["Header"] = {"MRN": rejected.mrn}
    return compose("CD906C", answering, said)


def cd917(envelope: Envelope, rejected: Message, faults: tuple[XmlError, ...]) -> Message:
    """Reject the message of an office for its XML.

    Raises:
        Refused: a 917 is never rejected (G0086).
    """
    answering = _answering(envelope, rejected)
    said: dict[str, Value] = {"XMLError": [FAULT.write(fault) for fault in faults]}
    if rejected.mrn:
        said["Header"] = {"MRN": rejected.mrn}
    return compose("CD917C", answering, said)


def cc056(
    envelope: Envelope,
    rejected: Message,
    errors: tuple[FunctionalError, ...],
    *,
    at: Instant,
    office: str,
    holder: Party,
    code: str = "12",
    reason: str | None = None,
) -> Message:
    """Reject what a holder sent (013, 014, 015, 054, 141, 170): office of departure to holder.

    ``code`` is of CL226: 12 rules and conditions, 7 guarantee, 4 another ``reason``.

    Raises:
        Refused: a rejection is never rejected.
    """
    operation: dict[str, Value] = {
        "MRN": rejected.mrn,
        "LRN": None if rejected.mrn else rejected.lrn,
        "businessRejectionType": rejected.type[2:5],
        "rejectionDateAndTime": values.write_instant(at),
        "rejectionCode": code,
        "rejectionReason": reason,
    }
    said: dict[str, Value] = {
        "TransitOperation": operation,
        "CustomsOfficeOfDeparture": {"referenceNumber": office},
        "HolderOfTheTransitProcedure": PARTY.write(holder),
        "FunctionalError": [ERROR.write(error) for error in errors],
    }
    return compose("CC056C", _answering(envelope, rejected), said)


def _answering(envelope: Envelope, rejected: Message) -> Envelope:
    if rejected.type in _NEVER:
        raise Refused("ncts.never_rejected", type=rejected.type)
    return msgspec.structs.replace(envelope, correlation=rejected.identification or None)


def rejection_of(message: Message) -> Rejection:
    """Read a 906, 056, 057 or 917."""
    root = message.root
    return msgspec.structs.replace(
        REJECTION.read(root),
        mrn=root.value("Header/MRN") or root.value("TransitOperation/MRN"),
        lrn=root.value("Header/LRN") or root.value("TransitOperation/LRN"),
        kind=root.value("TransitOperation/businessRejectionType"),
        code=root.value("TransitOperation/rejectionCode"),
        reason=root.value("TransitOperation/rejectionReason"),
    )
