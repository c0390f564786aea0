"""``channel``: the messages to a neighbour, and the button that sends one again."""

import argparse
from pathlib import Path
from typing import Any

from app.base.clock import SystemClock
from app.base.ids import SystemChance
from app.cli import out
from app.hub import errands
from app.hub.errands import Errand
from app.workstation.rooms import Rooms

_EXAMPLE = "example: waypost channel send 26AL0417 --hub ./tirana"


def register(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add the command with its steps."""
    channel = commands.add_parser(
        "channel", help="messages to neighbours: what waits, and sending again", epilog=_EXAMPLE
    )
    steps = channel.add_subparsers(metavar="STEP", required=True)
    listed = steps.add_parser(
        "list",
        help="the messages that wait for a neighbour's receipt",
        epilog="example: waypost channel list --hub ./tirana",
    )
    listed.set_defaults(run=run_list)
    send = steps.add_parser(
        "send", help="send a message again: the same bytes, the same number", epilog=_EXAMPLE
    )
    send.add_argument("message", metavar="ID", help="the number of the message")
    send.set_defaults(run=run_send)
    for step in (listed, send):
        step.add_argument(
            "--hub", type=Path, required=True, metavar="DIR", help="the folder of the hub"
        )
        step.add_argument("--json", action="store_true", help="one JSON object a line")


def run_list(arguments: argparse.Namespace) -> int:
    """Print what waits, by neighbour, the longest due first."""
    rows = errands.waiting(_asked(arguments, Errand(verb=errands.WAITING)))
    for row in rows:
        if arguments.json:
            out.line(
                {
                    "partner": row.partner,
                    "message": row.message,
                    "id": row.message_id,
                    "tries": row.tries,
                    "trouble": row.last_trouble,
                    "due": row.not_before,
                }
            )
        else:
            out.text(f"{row.partner}  {row.message}  {row.message_id}  {row.tries} tries")
    if not rows:
        out.prose(out.words().say("cli.channel.empty"))
    return 0


def run_send(arguments: argparse.Namespace) -> int:
    """Let a message go once more."""
    _asked(arguments, Errand(verb=errands.AGAIN, content=arguments.message.encode()))
    out.told(
        {"id": arguments.message, "state": "waiting"},
        "cli.channel.sent_again",
        as_json=arguments.json,
        message=arguments.message,
    )
    return 0


def _asked(arguments: argparse.Namespace, errand: Errand) -> bytes:
    registry = Rooms().registry
    return errands.run(arguments.hub, errand, registry, clock=SystemClock(), chance=SystemChance())
