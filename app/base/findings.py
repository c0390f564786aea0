"""What rules have to say: findings, never exceptions."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeAlias

import msgspec

from app.base.errors import Parameter


class Severity(StrEnum):
    """How much a finding weighs."""

    STOP = "stop"  # the step cannot be made until this is put right
    WARN = "warn"  # shown, never blocks
    CENTRE = "centre"  # only the centre can check this


HOUSE = "Waypost"
"""The rule of a finding that stands in no specification: how this house works."""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing a rule found.

    ``code`` is the catalogue's, ``rule`` the source's own number (C0569, R0106, XSD, an article of
    law, or HOUSE), ``path`` the place: a form field or an XPath of the message. No finding goes
    without the two.
    """

    code: str
    rule: str
    path: str
    severity: Severity = Severity.STOP
    parameters: Mapping[str, Parameter] = {}


Findings: TypeAlias = tuple[Finding, ...]


def stops(findings: Iterable[Finding]) -> Findings:
    """Keep the findings that block the step."""
    return tuple(finding for finding in findings if finding.severity is Severity.STOP)
