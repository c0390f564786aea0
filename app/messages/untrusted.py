"""Reading a stranger's file in the worker process: bytes in, packed answer out."""

import msgspec

from app.base.findings import Finding, Findings
from app.messages.ncts.message import Message, read


class Parsed(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a stranger's file; ``schema`` is valid, invalid or unknown."""

    message: Message | None
    schema: str
    findings: Findings


def parse_untrusted(request: bytes) -> bytes:
    """Read the bytes of a file and pack what came of it; the import path goes to the worker."""
    message, schema, findings = read(request)
    if any(finding.code == "ncts.not_ncts" for finding in findings):
        findings = (Finding(code="messages.unknown_family", rule="XML", path="/"),)
    return msgspec.msgpack.encode(Parsed(message=message, schema=schema, findings=findings))


def parsed(answer: bytes) -> Parsed:
    """Unpack the worker's answer.

    Raises:
        msgspec.ValidationError: the worker answered something else.
    """
    return msgspec.msgpack.decode(answer, type=Parsed)
