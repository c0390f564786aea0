"""``run``: opens the window on a post; without one, on the demonstration."""

import argparse
import os
import signal
from pathlib import Path
from typing import Any

from app.base.clock import SystemClock
from app.base.ids import SystemChance
from app.cli import out
from app.reference.texts import languages
from app.workstation import reserve
from app.workstation.places import usual_folder

_EXAMPLE = "example: waypost run --store ./morine"
_SEED = 1


def register(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add the command."""
    command = commands.add_parser("run", help="open the window", epilog=_EXAMPLE)
    command.add_argument(
        "--store", type=Path, metavar="DIR", help="of the post; else that of the demonstration"
    )
    command.add_argument(
        "--language", choices=languages(), default="", help="of the screen; else the last one"
    )
    command.add_argument("--json", action="store_true", help="one JSON object a line")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Open the window and stay until it is closed."""
    from app.ui import host

    host.ready(os.environ)
    host.importable()
    if arguments.store is not None:
        return _window(arguments.store, arguments.language)
    from app.training.demonstration import demonstration
    from app.training.running import Running

    folder = usual_folder("demonstration")
    clock, chance = SystemClock(), SystemChance()
    if not folder.exists():
        out.prose(f"Playing four days of traffic into {folder}: about half a minute, once.")
    played = demonstration(folder, seed=_SEED, clock=clock, chance=chance)
    with Running(played, clock=clock, chance=chance):
        return _window(played.post, arguments.language)


def _window(folder: Path, language: str) -> int:
    from app.ui import application

    if folder.is_dir():
        reserve.hold(folder)
    # Qt never looks at Python's own handler; whoever presses Ctrl+C wants the program to end, and
    # everything saved is on disk already.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return application.run(folder, language=language)
