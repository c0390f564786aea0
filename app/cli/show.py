"""``show``: a record with its timeline, how far each act has come, messages and cases."""

import argparse
from typing import Any

from app.base.clock import Instant, moment_of
from app.cli import opened, out
from app.workstation.records import MessageLine, Numbered, RecordPage, RecordShown, TimelineLine

_EXAMPLE = "example: waypost show 26AL002000000ZZZJ5 --store ./durres --secret-env WAYPOST_SECRET"
_LEVELS = {1: "saved", 2: "passed on", 3: "received by the centre"}
_FURTHER = "\n" + " " * 24  # lines of a note stand under it, or they would pass for acts


def register(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "show", help="show a record, its timeline and acknowledgements", epilog=_EXAMPLE
    )
    command.add_argument("number", metavar="NUMBER", help="MRN, LRN, plate, or the record's id")
    opened.arguments(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print one record."""
    with opened.workstation(arguments) as post:
        record = post.ask(Numbered(number=arguments.number))
        shown = post.ask(RecordPage(record=record))
    if arguments.json:
        out.line(told(shown))
    else:
        _print(shown)
    return 0


def told(shown: RecordShown) -> dict[str, Any]:
    """Give a record as the command line tells it."""
    return {
        "record": shown.record,
        "kind": shown.kind,
        "number": shown.number,
        "state": shown.state,
        "open": shown.is_open,
        "held": shown.is_held,
        "newer": shown.is_newer,
        "clock": shown.clock,
        "heads": shown.heads,
        "timeline": [
            {
                **out.plain(line),
                "words": _sentence(line),
                "acknowledged": _LEVELS[line.level],
            }
            for line in shown.timeline
        ],
        "messages": shown.messages,
        "cases": [
            {**out.plain(case), "text": out.words().say(case.words)} for case in shown.cases
        ],
        "facts": shown.folded,
    }


def _sentence(line: TimelineLine) -> str:
    return out.words().say(line.words.code, **line.words.parameters)


def _print(shown: RecordShown) -> None:
    held = ", held" if shown.is_held else ""
    out.text(f"{shown.number or shown.record.hex()}  {shown.kind}  {shown.state}{held}")
    for case in shown.cases:
        out.text(f"  case {case.case.hex()}: {out.words().say(case.words)}")
    for line in shown.timeline:
        standing = "" if line.standing == "in effect" else f" [{line.standing}]"
        moment = moment_of(Instant(line.at))
        sentence = _sentence(line).replace("\n", _FURTHER)
        out.text(
            f"  {moment:%d %b %H:%M}Z  {line.office}  {sentence}{standing}"
            f"  ({_LEVELS[line.level]})"
        )
    for message in shown.messages:
        out.text(f"  {_message(message)}")


def _message(message: MessageLine) -> str:
    state = "no channel yet" if message.state == "nobody" else message.state
    steps = ", ".join(step.step for step in message.steps) or state
    return f"message {message.message} to {message.to or 'nobody yet'}: {steps}"
