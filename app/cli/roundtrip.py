"""``roundtrip``: reads files, writes them again, and says whether anything was lost."""

import argparse
from typing import Any

from app.base.findings import Finding
from app.cli import out
from app.cli.check import UNREAD, read_file
from app.messages.roundtrip import Roundtrip, roundtrip
from app.reference.texts import texts

_EXAMPLE = "example: waypost roundtrip declaration.xml --json"
_DIFFERENT = 1


def register(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "roundtrip", help="read files, write them again, compare", epilog=_EXAMPLE
    )
    command.add_argument("files", nargs="+", metavar="FILE", help="messages of a known family")
    command.add_argument("--json", action="store_true", help="one JSON object a line")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read and write each file; status 1 if one is not the same, 3 if one cannot be read."""
    status = 0
    for name in arguments.files:
        raw = read_file(name)
        if isinstance(raw, Finding):
            out.prose(texts("en").finding(raw))
            status = UNREAD
            continue
        made = roundtrip(raw)
        if not made.same:
            status = status or _DIFFERENT
        _tell(name, made, as_json=arguments.json)
    return status


def _tell(name: str, made: Roundtrip, *, as_json: bool) -> None:
    for finding in made.findings:
        out.prose(f"{name}: {texts('en').finding(finding)}")
    if as_json:
        out.line(
            {
                "file": name,
                "type": made.type or None,
                "same": made.same,
                "lost": made.lost,
                "changed": made.changed,
            }
        )
        return
    if made.findings:
        return  # that it cannot be read says that it does not come back
    out.text(f"{name}: {'the same' if made.same else 'not the same'}")
    for path in made.lost:
        out.text(f"  lost: {path}")
    for path in made.changed:
        out.text(f"  changed: {path}")
