"""``find`` and ``queue``: which records there are."""

import argparse
import time
from typing import Any

from app.base.clock import Instant, moment_of
from app.base.errors import Refused
from app.cli import opened, out
from app.workstation.records import Find, QueueLine, QueuePage
from app.workstation.status import Counts

_FIND = "example: waypost find AA123BB --store ./durres --secret-env WAYPOST_SECRET"
_QUEUE = "example: waypost queue expected --store ./durres --secret-env WAYPOST_SECRET"


def register(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add the commands to the command line."""
    find = commands.add_parser(
        "find", help="find records by number, plate, seal, container or name", epilog=_FIND
    )
    find.add_argument("text", metavar="TEXT", help="as it is written or begun")
    find.add_argument("--limit", type=int, default=20, help="at most so many")
    opened.arguments(find)
    find.set_defaults(run=run_find)
    queue = commands.add_parser("queue", help="count the queues, or list one", epilog=_QUEUE)
    queue.add_argument("name", nargs="?", default="", metavar="NAME", help="of one queue")
    queue.add_argument("--limit", type=int, default=50, help="at most so many")
    queue.add_argument("--offset", type=int, default=0, help="leave out so many")
    queue.add_argument(
        "--administration", action="store_true", help="of all offices, not of this post's alone"
    )
    opened.arguments(queue)
    queue.set_defaults(run=run_queue)


def run_find(arguments: argparse.Namespace) -> int:
    """Print the hits, best first."""
    with opened.workstation(arguments) as post:
        began = time.perf_counter()
        hits = post.ask(Find(text=arguments.text, limit=max(0, arguments.limit)))
        took = round((time.perf_counter() - began) * 1000, 1)
    for hit in hits:
        if arguments.json:
            out.line(
                {
                    "kind": hit.kind,
                    "number": hit.number,
                    "why": hit.why,
                    "by": hit.by,
                    "state": hit.state,
                    "open": hit.is_open,
                    "record": hit.record,
                    "ms": took,
                }
            )
        else:
            out.text(f"{hit.number or hit.record.hex()}  {hit.kind}  {hit.state}  ({hit.by})")
    if not hits:
        out.prose(out.words().error(Refused("cli.nothing_found", text=arguments.text)))
    return 0


def run_queue(arguments: argparse.Namespace) -> int:
    """Print how many stand in each queue, or who stands in one."""
    with opened.workstation(arguments) as post:
        office = "" if arguments.administration else post.premises.office
        if not arguments.name:
            counts = post.ask(Counts(office=office)).counts
            for queue in post.rooms.queues:
                _count(queue.name, counts.get(queue.name, 0), as_json=arguments.json)
            return 0
        rows = post.ask(
            QueuePage(
                queue=arguments.name,
                offset=max(0, arguments.offset),
                limit=max(0, arguments.limit),
                office=office,
            )
        )
    for row in rows:
        _row(row, as_json=arguments.json)
    if not rows:
        out.prose(out.words().say("cli.queue_empty", queue=arguments.name))
    return 0


def _count(name: str, count: int, *, as_json: bool) -> None:
    if as_json:
        out.line({"queue": name, "count": count})
    else:
        out.text(f"{name:12} {count:6}")


def _row(row: QueueLine, *, as_json: bool) -> None:
    if as_json:
        out.line(row)
        return
    until = f"until {moment_of(Instant(row.clock)):%d %b %H:%MZ}" if row.clock else ""
    held = "held" if row.is_held else ""
    told = f"{row.number or row.record.hex():20} {row.state:20} {held:5}{until}"
    out.text(told.rstrip())
