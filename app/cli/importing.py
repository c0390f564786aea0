"""``import``: checks files, then takes the declarations among them in as records."""

import argparse
from typing import Any

import msgspec

from app.base.errors import Refused
from app.base.findings import Finding
from app.base.ids import RecordId
from app.cli import opened, out
from app.cli.check import read_file, today, told
from app.messages.examined import Examined, examine
from app.messages.ncts.declared import declaration_of
from app.messages.ncts.message import read
from app.reference.codelists import CodeLists, load
from app.transit.use_cases import Declare
from app.workstation.records import RecordPage
from app.workstation.workstation import Workstation

_EXAMPLE = """example: waypost import declaration.xml --store ./durres \\
    --secret-env WAYPOST_SECRET --json"""
_DECLARES = frozenset({"CC015C"})
_REFUSED = 1


class _Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one file: what there was to say about it, and the records it made."""

    examined: Examined
    findings: tuple[Finding, ...] = ()
    records: tuple[RecordId, ...] = ()

    @property
    def is_taken(self) -> bool:
        """Whether it made records."""
        return bool(self.records)


def register(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "import",
        help="check files and take their declarations in",
        epilog=_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("files", nargs="+", metavar="FILE", help="declarations: CC015C")
    opened.arguments(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Take each file in; status 1 if one of them was not."""
    lists = load(today())
    status = 0
    with opened.workstation(arguments) as post:
        for name in arguments.files:
            taken = _take(name, lists, post)
            if not taken.is_taken:
                status = _REFUSED
            _tell(name, taken, post, as_json=arguments.json)
    return status


def _take(name: str, lists: CodeLists, post: Workstation) -> _Taken:
    """Check a file; what breaks its format, or declares nothing, makes no record."""
    raw = read_file(name)
    if isinstance(raw, Finding):
        return _Taken(examined=Examined(findings=(raw,)))
    examined = examine(raw, lists)
    message = read(raw).message
    if examined.verdict == "reject" or message is None:
        return _Taken(examined=examined)
    if message.type not in _DECLARES:
        other = Finding(
            code="cli.declares_nothing", path="/", parameters={"message": message.type}
        )
        return _Taken(examined=examined, findings=(other,))
    try:
        outcome = post.do(Declare(declaration=declaration_of(message), received=raw))
    except Refused as refusal:
        return _Taken(examined=examined, findings=(_finding(refusal),))
    return _Taken(examined=examined, findings=outcome.findings, records=(outcome.value,))


def _finding(refusal: Refused) -> Finding:
    return Finding(code=refusal.code, path=refusal.field or "/", parameters=refusal.parameters)


def _tell(name: str, taken: _Taken, post: Workstation, *, as_json: bool) -> None:
    pages = [post.ask(RecordPage(record=record)) for record in taken.records]
    findings = (*taken.examined.findings, *taken.findings)
    if as_json:
        out.line(
            {
                "file": name,
                "family": taken.examined.family or None,
                "type": taken.examined.type or None,
                "version": taken.examined.version or None,
                "schema": taken.examined.schema,
                "verdict": taken.examined.verdict,
                "findings": [told(finding) for finding in findings],
                "records": [
                    {
                        "id": page.record,
                        "kind": page.kind,
                        "number": page.number,
                        "state": page.state,
                    }
                    for page in pages
                ],
                "cases": sum(len(page.cases) for page in pages),
            }
        )
        return
    for page in pages:
        out.text(f"{name}: {page.number}  {page.kind}  {page.state}")
    if not pages:
        out.text(f"{name}: not taken in ({taken.examined.verdict})")
    for finding in findings:
        out.prose(f"  {finding.path}: {out.words().finding(finding)}")
