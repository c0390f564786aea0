"""``hub``: serve an administration's centre from its embedded store."""

import argparse
import signal
import threading
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from app.base.clock import SystemClock
from app.base.errors import Broken, Refused
from app.base.ids import SystemChance
from app.cli import opened, out
from app.hub.hub import Hub
from app.hub.premises import DOOR, HubPremises
from app.hub.run import Serving
from app.reference import packs
from app.workstation.places import usual_folder
from app.workstation.rooms import Rooms

MOST_PORT = 65_535


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    hub = commands.add_parser(
        "hub",
        help="serve the centre of an administration",
        epilog="example: waypost hub --database ./tirana --country al --listen 127.0.0.1:8440",
    )
    hub.add_argument(
        "--database", default="", metavar="URL", help="folder of the embedded store, or file: URL"
    )
    hub.add_argument("--country", help="whose hub it is, when the folder is new: al")
    hub.add_argument(
        "--listen", default="127.0.0.1:8440", metavar="HOST:PORT", help="where it answers"
    )
    hub.add_argument(
        "--certificates",
        type=Path,
        metavar="DIR",
        help="a folder of their own for the house's certificates, remembered by the hub",
    )
    hub.add_argument("--json", action="store_true", help="one JSON object per line")
    hub.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serve until the terminal or the system ends it."""
    clock, chance, rooms = SystemClock(), SystemChance(), Rooms()
    folder = _folder(arguments.database)
    host, port = _address(arguments.listen)
    if arguments.country:
        packs.known(arguments.country)
    if arguments.country and not (folder / DOOR).exists():
        premises = HubPremises.create(
            folder, arguments.country, rooms.registry, clock=clock, chance=chance
        )
    else:
        premises = HubPremises.open(folder, rooms.registry)
    if arguments.certificates:
        premises.keep_certificates_in(arguments.certificates)
    hub = Hub(premises, rooms, clock=clock, chance=chance)
    ended = threading.Event()
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, lambda _number, _frame: ended.set())
    opened.mind_the_disk(folder)
    with _serving(hub, host, port) as serving:
        if arguments.json:
            out.line({"hub": hub.pack.country, "url": serving.url})
        else:
            out.prose(f"{hub.pack.name('en')} answers at {serving.url}. Ctrl+C ends it.")
        ended.wait()
    return 0


def _serving(hub: Hub, host: str, port: int) -> Serving:
    """Bind the address.

    Raises:
        Broken: it is taken, or none of this machine.
    """
    try:
        return Serving(hub, host, port)
    except (OSError, UnicodeError) as wrong:
        hub.close()
        reason = getattr(wrong, "strerror", None) or type(wrong).__name__
        address = f"{host}:{port}"
        raise Broken("hub.cannot_listen", address=address, reason=reason) from wrong


def _folder(database: str) -> Path:
    """The embedded store's folder; by default in the data directory.

    Raises:
        Refused: a database this version does not serve from.
    """
    if not database:
        return usual_folder("hub")
    url = urlsplit(database)
    if url.scheme == "file":
        return Path(url2pathname(url.path))
    if "://" in database:
        raise Refused("hub.no_such_database", database=url.scheme)
    return Path(database)


def _address(listen: str) -> tuple[str, int]:
    """Host and port to listen on.

    Raises:
        Refused: not HOST:PORT.
    """
    host, _, port = listen.rpartition(":")
    if not port.isdecimal() or int(port) > MOST_PORT:
        raise Refused("hub.bad_address", field="listen", address=listen)
    return host or "127.0.0.1", int(port)
