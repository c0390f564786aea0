"""``import``: checks files, then takes the declarations among them in as records."""

import argparse
from typing import Any

from app.base.findings import Finding
from app.cli import opened, out
from app.cli.check import read_file, today, told
from app.messages.examined import Examined
from app.reference.codelists import CodeLists, load
from app.workstation.intake import Taken, take_in
from app.workstation.records import RecordPage, RecordShown
from app.workstation.workstation import Workstation

_EXAMPLE = """example: waypost import declaration.xml --store ./durres \\
    --secret-env WAYPOST_SECRET --json"""
_REFUSED = 1


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


def _take(name: str, lists: CodeLists, post: Workstation) -> Taken:
    raw = read_file(name)
    if isinstance(raw, Finding):
        return Taken(examined=Examined(findings=(raw,)))
    return take_in(raw, lists, post)


def _tell(name: str, taken: Taken, post: Workstation, *, as_json: bool) -> None:
    page = post.ask(RecordPage(record=taken.record)) if taken.is_taken else None
    if as_json:
        out.line(
            {
                "file": name,
                "family": taken.examined.family or None,
                "type": taken.examined.type or None,
                "version": taken.examined.version or None,
                "schema": taken.examined.schema,
                "verdict": taken.examined.verdict,
                "findings": [told(finding) for finding in taken.said],
                "records": [] if page is None else [_record(page)],
                "cases": 0 if page is None else len(page.cases),
            }
        )
        return
    if page is None:
        out.text(f"{name}: not taken in ({taken.examined.verdict})")
    else:
        out.text(f"{name}: {page.number}  {page.kind}  {page.state}")
    for finding in taken.said:
        out.prose(f"  {finding.path}: {out.words().finding(finding)}")


def _record(page: RecordShown) -> dict[str, Any]:
    return {"id": page.record, "kind": page.kind, "number": page.number, "state": page.state}
