"""``check``: what there is to say about files, without a store."""

import argparse
from pathlib import Path
from typing import Any

from app.base.clock import Day, Instant, SystemClock, day_of, moment_of
from app.base.errors import Broken
from app.base.findings import HOUSE, Finding
from app.cli import infiles, out
from app.messages.door import Caps
from app.messages.examined import FAMILIES, VERSIONS, Examined, examine
from app.reference.codelists import load
from app.reference.texts import texts

_EXAMPLE = "example: waypost check declaration.xml --json"
_REJECTED = 1
UNREAD = 3
"""A file that cannot be read is no rejected message: the place is at fault, not the file."""
_MINUTE = 60_000


def register(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "check", help="say whether files hold: schema, codes, rules", epilog=_EXAMPLE
    )
    command.add_argument("files", nargs="+", metavar="FILE", help="files of any kind")
    command.add_argument("--family", choices=sorted(FAMILIES), default="", help="only this family")
    versions = sorted({version for known in VERSIONS.values() for version in known})
    command.add_argument("--version", choices=versions, default="", help="only this version")
    command.add_argument("--json", action="store_true", help="one JSON object a line")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Examine each file; status 1 if one of them is rejected, 3 if one cannot be read."""
    lists = load(today())
    status = 0
    for name in arguments.files:
        raw = read_file(name)
        if isinstance(raw, Finding):
            out.prose(texts("en").finding(raw))
            status = UNREAD
            continue
        examined = examine(raw, lists, arguments.family, arguments.version)
        if examined.verdict == "reject":
            status = status or _REJECTED
        _tell(name, examined, as_json=arguments.json)
    return status


def read_file(name: str) -> bytes | Finding:
    """Read a file, a byte more than the door takes at most; or say why that cannot be done."""
    try:
        return infiles.read(Path(name), Caps().size + 1)
    except Broken as wrong:
        return Finding(
            code="messages.unreadable", rule=HOUSE, path="/", parameters=wrong.parameters
        )


def today() -> Day:
    """Give the date at this place."""
    clock = SystemClock()
    return day_of(moment_of(Instant(clock.now() + clock.offset() * _MINUTE)).date())


def told(finding: Finding) -> dict[str, str]:
    """Give a finding as it is printed."""
    return {
        "code": finding.code,
        "rule": finding.rule,
        "path": finding.path,
        "severity": finding.severity.value,
        "text": texts("en").finding(finding),
    }


def _tell(name: str, examined: Examined, *, as_json: bool) -> None:
    if as_json:
        out.line(
            {
                "file": name,
                "family": examined.family or None,
                "type": examined.type or None,
                "version": examined.version or None,
                "schema": examined.schema,
                "verdict": examined.verdict,
                "findings": [told(finding) for finding in examined.findings],
            }
        )
        return
    what = " ".join(part for part in (examined.type, examined.version.upper()) if part)
    out.text(f"{name}: {examined.verdict} ({what or 'unknown'}, schema {examined.schema})")
    for finding in examined.findings:
        rule = f" [{finding.rule}]" if finding.rule else ""
        out.text(f"  {finding.path}: {texts('en').finding(finding)}{rule}")
