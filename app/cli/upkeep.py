"""``rebuild``: makes every record again from the acts, and says whether any differed."""

import argparse
from typing import Any

from app.cli import opened, out

_EXAMPLE = "example: waypost rebuild --store ./durres --secret-env WAYPOST_SECRET"


def register(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "rebuild", help="make every record again from the acts", epilog=_EXAMPLE
    )
    opened.arguments(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Rebuild; a record that came out otherwise is named, and stands as the acts make it."""
    with opened.workstation(arguments) as post:
        rebuilt = post.rebuild(None if arguments.json else _progress)
    for record in rebuilt.differed:
        out.prose(out.words().say("cli.record_differed", record=record.hex()))
    if arguments.json:
        out.line(rebuilt)
    else:
        out.text(
            f"{rebuilt.records} records, {len(rebuilt.differed)} differed, "
            f"{rebuilt.dropped} dropped"
        )
    return 0


def _progress(records: int) -> None:
    out.prose(out.words().say("cli.rebuilding", n=records))
