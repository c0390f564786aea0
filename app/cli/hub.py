"""``hub``: serve an administration's centre; ``pair``: exchange keys with it by small files."""

import argparse
import signal
import threading
from pathlib import Path

from app.base.clock import SystemClock
from app.base.ids import SystemChance
from app.cli import out
from app.hub.hub import Hub
from app.hub.premises import DOOR, HubPremises
from app.hub.run import Serving
from app.workstation.rooms import Rooms


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    hub = commands.add_parser(
        "hub",
        help="serve the centre of an administration",
        epilog="example: waypost hub --store ./tirana --country al --listen 127.0.0.1:8440",
    )
    hub.add_argument("--store", type=Path, required=True, metavar="DIR", help="the hub's folder")
    hub.add_argument("--country", help="whose hub it is, when the folder is new: al")
    hub.add_argument("--listen", default="127.0.0.1:8440", metavar="HOST:PORT")
    hub.add_argument("--json", action="store_true", help="one JSON object per line")
    hub.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serve until the terminal or the system ends it, or standard input closes with ``--json``."""
    clock, chance, rooms = SystemClock(), SystemChance(), Rooms()
    folder: Path = arguments.store
    if arguments.country and not (folder / DOOR).exists():
        premises = HubPremises.create(
            folder, arguments.country, rooms.registry, clock=clock, chance=chance
        )
    else:
        premises = HubPremises.open(folder, rooms.registry)
    host, _, port = arguments.listen.rpartition(":")
    hub = Hub(premises, rooms, clock=clock, chance=chance)
    ended = threading.Event()
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, lambda _number, _frame: ended.set())
    with Serving(hub, host or "127.0.0.1", int(port or 0)) as serving:
        if arguments.json:
            out.line({"hub": hub.pack.country, "url": serving.url})
        else:
            out.prose(f"{hub.pack.name('en')} answers at {serving.url}. Ctrl+C ends it.")
        ended.wait()
    return 0
