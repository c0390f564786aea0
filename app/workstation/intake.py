"""Taking a file in: what there is to say about it, and the record its declaration becomes."""

import msgspec

from app.base.errors import Refused
from app.base.findings import HOUSE, Finding, Findings
from app.base.ids import RecordId
from app.messages.examined import Examined, weigh
from app.messages.ncts.declared import declaration_of
from app.reference.codelists import CodeLists
from app.transit.use_cases import Declare
from app.workstation.workstation import Workstation

DECLARES = frozenset({"CC015C"})
"""The messages that a holder lodges here; partners' messages come over their channel."""


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a file; ``record`` is empty where nothing of it was taken in."""

    examined: Examined
    findings: Findings = ()
    record: RecordId = RecordId(b"")

    @property
    def is_taken(self) -> bool:
        """Whether it became a record."""
        return bool(self.record)

    @property
    def said(self) -> Findings:
        """Everything there is to say, the file's own first."""
        return self.examined.findings + self.findings


def take_in(raw: bytes, lists: CodeLists, post: Workstation) -> Taken:
    """Take a file in; what breaks its format, or declares nothing, becomes no record.

    The file is read in the worker process; only what came out of it is worked on here.

    Raises:
        Broken: disk or key; nothing was saved.
    """
    try:
        parsed = post.files.read(raw)
    except Refused as refusal:
        return Taken(examined=Examined(findings=(_finding(refusal),)))
    message = parsed.message
    examined = weigh(message, parsed.schema, parsed.findings, lists)
    if examined is None:
        return Taken(examined=Examined(findings=parsed.findings))
    if examined.verdict == "reject" or message is None:
        return Taken(examined=examined)
    if message.type not in DECLARES:
        return Taken(examined=examined, findings=(_declares_nothing(message.type),))
    try:
        outcome = post.do(Declare(declaration=declaration_of(message), received=raw))
    except Refused as refusal:
        return Taken(examined=examined, findings=(_finding(refusal),))
    return Taken(examined=examined, findings=outcome.findings, record=outcome.value)


def _declares_nothing(message: str) -> Finding:
    return Finding(
        code="workstation.declares_nothing",
        rule=HOUSE,
        path="/",
        parameters={"message": message},
    )


def _finding(refusal: Refused) -> Finding:
    return Finding(
        code=refusal.code, rule=HOUSE, path=refusal.field or "/", parameters=refusal.parameters
    )
