"""What the schema has to say about a message, as findings with path, facet and words."""

import re
from collections.abc import Iterator

import msgspec
from lxml import etree
from lxml.etree import _Element as Element

from app.base.errors import Parameter
from app.base.findings import Finding, Findings
from app.messages.ncts.catalogue import table
from app.messages.ncts.schema import compiled

_MOST = 100
"""Findings kept of one message."""

_SHOWN = 80
"""Characters of a value that are shown."""

_SECRET = frozenset({"accessCode"})
"""Elements whose value never leaves the message."""

_RULES = {
    "SCHEMAV_CVC_PATTERN_VALID": "pattern",
    "SCHEMAV_CVC_LENGTH_VALID": "length",
    "SCHEMAV_CVC_MAXLENGTH_VALID": "length",
    "SCHEMAV_CVC_MINLENGTH_VALID": "length",
    "SCHEMAV_CVC_ENUMERATION_VALID": "enumeration",
    "SCHEMAV_CVC_MAXINCLUSIVE_VALID": "range",
    "SCHEMAV_CVC_MININCLUSIVE_VALID": "range",
    "SCHEMAV_CVC_TOTALDIGITS_VALID": "digits",
    "SCHEMAV_CVC_FRACTIONDIGITS_VALID": "digits",
    "SCHEMAV_CVC_DATATYPE_VALID_1_2_1": "type",
    "SCHEMAV_CVC_TYPE_3_1_1": "attribute",
    "SCHEMAV_CVC_TYPE_3_1_2": "children",
    "SCHEMAV_CVC_COMPLEX_TYPE_2_3": "text",
    "SCHEMAV_CVC_COMPLEX_TYPE_3_2_1": "attribute",
    "SCHEMAV_CVC_COMPLEX_TYPE_3_2_2": "attribute",
    "SCHEMAV_CVC_ELT_1": "root",
    "SCHEMAV_CVC_ELT_3_1": "nil",
}
_VALUE = re.compile(r"(?:The value|:) '(.*)' (?:is not|is less|is greater|has more)", re.DOTALL)
_EXPECTED = re.compile(r"Expected is (?:one of )?\( (.*?) \)")


class _Fault(msgspec.Struct, frozen=True):
    """One line of libxml2's log: the name of its error, where, and what it says."""

    name: str
    path: str
    message: str
    line: int


def faults(element: Element, message_type: str, version: str) -> Findings:
    """Compare a message with our schema: nothing where it fits.

    Raises:
        Broken: the catalogue has no such message.
    """
    schema = compiled(message_type, version)
    if schema.validate(element):
        return ()
    formats = _Formats(message_type, version)
    found = (_finding(fault, formats) for fault in _log(schema))
    return tuple(_once(found))[:_MOST]


def _log(schema: etree.XMLSchema) -> list[_Fault]:
    return [
        _Fault(entry.type_name, _bare(entry.path or "/"), entry.message or "", entry.line)
        for entry in schema.error_log
    ]


def _bare(path: str) -> str:
    """Leave the prefix of the root out: ``/ncts:CC015C/X`` becomes ``/CC015C/X``."""
    return re.sub(r"^/[^/:]*:", "/", path)


class _Formats:
    """The format the catalogue has for a path of the message."""

    def __init__(self, message_type: str, version: str) -> None:
        self._root = table(message_type, version).root

    def at(self, path: str) -> str:
        inner = re.sub(r"\[\d+\]", "", path).partition("/")[2].partition("/")[2]
        entry = self._root.entry(inner) if inner else None
        return entry.format if entry else ""


def _finding(fault: _Fault, formats: _Formats) -> Finding:
    rule = _rule(fault)
    name = re.sub(r"\[\d+\]$", "", fault.path.rpartition("/")[2])
    parameters: dict[str, Parameter] = {"name": name, "line": fault.line}
    value = _VALUE.search(fault.message)
    if value and name not in _SECRET:
        parameters["value"] = value.group(1)[:_SHOWN]
    expected = _EXPECTED.search(fault.message)
    if expected:
        parameters["expected"] = expected.group(1)
    form = formats.at(fault.path)
    if form:
        parameters["format"] = form
    code = "secret" if name in _SECRET else rule
    return Finding(
        code=f"ncts.schema.{code}", rule=f"XSD {rule}", path=fault.path, parameters=parameters
    )


def _rule(fault: _Fault) -> str:
    if fault.name == "SCHEMAV_ELEMENT_CONTENT":
        if "Missing child" in fault.message:
            return "missing"
        return "order" if "Expected is" in fault.message else "unexpected"
    return _RULES.get(fault.name, "structure")


def _once(findings: Iterator[Finding]) -> Iterator[Finding]:
    """One finding per place and rule; a general one only where nothing else is said."""
    told: set[tuple[str, str]] = set()
    places: set[str] = set()
    for finding in findings:
        key = (finding.path, finding.rule)
        if key in told or (finding.rule == "XSD type" and finding.path in places):
            continue
        told.add(key)
        places.add(finding.path)
        yield finding
