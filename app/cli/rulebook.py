"""``rules``: what becomes of every rule of a family of messages."""

import argparse
from collections import Counter
from typing import Any

from app.cli import out
from app.messages.ncts.rules.coverage import coverage
from app.reference.texts import texts

_EXAMPLE = "example: waypost rules --family ncts --coverage --json"
_FAMILIES = ("ncts",)


def register(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "rules", help="tell of every rule whether it is executed", epilog=_EXAMPLE
    )
    command.add_argument(
        "--family", choices=_FAMILIES, default=_FAMILIES[0], help="the family of messages"
    )
    command.add_argument("--coverage", action="store_true", help="only the counts")
    command.add_argument("--json", action="store_true", help="one JSON object a line")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Tell every rule, and the counts last."""
    rows = coverage()
    for row in () if arguments.coverage else rows:
        why = texts("en").say(row.why)
        if arguments.json:
            out.line({"rule": row.rule, "kind": row.kind, "where": row.where, "why": why})
        else:
            out.text(f"{row.rule}  {row.kind}  {row.where or '-'}  {why}")
    counts = Counter(row.kind for row in rows)
    if arguments.json:
        out.line({"rules": len(rows), **counts})
    else:
        told = ", ".join(f"{number} {kind}" for kind, number in sorted(counts.items()))
        out.text(f"{len(rows)} rules: {told}")
    return 0
