"""``sync``: one round with every hub this post is paired with."""

import argparse

import msgspec

from app.base.clock import SystemClock
from app.base.errors import Refused, Unreachable
from app.base.ids import SystemChance
from app.cli import opened, out
from app.reference.texts import texts
from app.sync.round import Report
from app.workstation.cases import HandOver
from app.workstation.exchange import Exchange

ENVIRONMENT = 3


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    sync = commands.add_parser(
        "sync",
        help="one round with every hub this post is paired with",
        epilog="example: waypost sync --store ./morine --once --secret-env WAYPOST_SECRET",
    )
    opened.arguments(sync)
    sync.add_argument("--once", action="store_true", help="one round (the default)")
    sync.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """One round with every hub; each peer gets its line, reached or not."""
    status = 0
    with opened.workstation(arguments) as workstation:
        workstation.do(HandOver())
        exchange = Exchange(workstation, clock=SystemClock(), chance=SystemChance())
        known = exchange.peers
        if not known:
            raise Refused("sync.no_peer")
        for peer in known:
            link = exchange.link(peer)
            try:
                report = exchange.round(peer, link)
            except Unreachable as away:
                status = ENVIRONMENT
                out.prose(texts("en").error(away))
                if arguments.json:
                    out.line({"peer": peer.name, "trouble": away.code})
                continue
            finally:
                link.close()
            _tell(report, as_json=arguments.json)
    return status


def _tell(report: Report, *, as_json: bool) -> None:
    """Print what a round did, and what a person must be told of it."""
    fields = msgspec.structs.asdict(report)
    fields.pop("changed")
    out.told(
        fields,
        "cli.sync.round",
        as_json=as_json,
        peer=report.peer,
        sent=report.sent,
        received=report.received,
        level=f"@cli.sync.level.{report.level}",
        bytes=report.bytes_up + report.bytes_down,
        trips=report.round_trips,
        ms=report.ms,
    )
    for notice in () if as_json else report.notices:
        out.prose(texts("en").say(notice))
