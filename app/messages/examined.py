"""What there is to say about a file: its family, type and version, schema, rules, verdict."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

import msgspec
from lxml.etree import _Element as Element

from app.base.findings import Finding, Findings
from app.messages.door import open_xml
from app.messages.ncts import message as ncts
from app.messages.ncts.rules import book
from app.reference.codelists import CodeLists


class Examined(msgspec.Struct, frozen=True, kw_only=True):
    """One file examined; empty texts where nothing is known.

    ``schema`` is valid, invalid or unknown. ``verdict`` is accept (nothing to say), flag (it can
    be worked with, an officer should look) or reject (no message, or one that breaks its format).
    """

    family: str = ""
    type: str = ""
    version: str = ""
    schema: str = "unknown"
    verdict: str = "reject"
    findings: Findings = ()


Examiner: TypeAlias = Callable[[Element, CodeLists, str], Examined | None]
"""Examines a root element, in a version if one is named; None: not of this family."""


def examine(raw: bytes, lists: CodeLists, family: str = "", version: str = "") -> Examined:
    """Examine a file of whatever kind; ``family`` and ``version`` narrow what it may be."""
    opened = open_xml(raw)
    if opened.root is None:
        return Examined(findings=opened.findings)
    for name, examiner in FAMILIES.items():
        if family in {"", name}:
            examined = examiner(opened.root, lists, version)
            if examined is not None:
                return examined
    return Examined(findings=(unknown_family(),))


def unknown_family() -> Finding:
    """Say that a document belongs to no family of messages read here."""
    return Finding(code="messages.unknown_family", rule="XML", path="/")


def _ncts(root: Element, lists: CodeLists, version: str) -> Examined | None:
    read = ncts.read_element(root, version)
    return weigh(read.message, read.schema, read.findings, lists)


def weigh(
    message: ncts.Message | None, schema: str, found: Findings, lists: CodeLists
) -> Examined | None:
    """Run the rules of the family over a message that was read, here or in the worker."""
    if message is None:
        return None
    findings = (*found, *book.run(message, lists))
    return Examined(
        family="ncts",
        type=message.type,
        version=message.version,
        schema=schema,
        verdict=_verdict(schema, findings),
        findings=findings,
    )


def _verdict(schema: str, findings: Findings) -> str:
    """Weigh: what breaks its format is rejected, whatever else is found is for an officer.

    A movement is never dropped or refused because of a rule alone: that is a decision.
    """
    if schema == "invalid":
        return "reject"
    return "flag" if findings else "accept"


FAMILIES: Mapping[str, Examiner] = MappingProxyType({"ncts": _ncts})
"""The families of messages by name, in the order in which they are asked."""

VERSIONS: Mapping[str, tuple[str, ...]] = MappingProxyType({"ncts": ("p5", "p6")})
"""The versions of each family."""
