"""Finds the command, runs it, and turns every error into words and an exit status.

Exit status: 0 done, 1 refused or input that does not hold, 2 wrong usage, 3 environment (disk,
link, key), 4 evidence broken. No traceback ever reaches a user.
"""

import argparse
import io
import os
import sys
import tempfile
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from app import __version__
from app.base.clock import SystemClock
from app.base.errors import Broken, Bug, Refused, Unreachable, WaypostError
from app.base.ids import SystemChance
from app.cli import out
from app.reference.texts import texts

GROUPS = (
    "init",
    "officer",
    "check",
    "roundtrip",
    "rulebook",
    "importing",
    "act",
    "show",
    "find",
    "print",
    "states",
    "upkeep",
    "selftest",
    "bench",
    "pair",
    "sync",
    "hub",
    "demo",
    "run",
)
"""The files of this package that hold commands, in the order of the help page."""

ELSEWHERE = {
    "import": "importing",
    "queue": "find",
    "rebuild": "upkeep",
    "rules": "rulebook",
    "self-test": "selftest",
}
"""The commands that lie in a file of another name: only the file asked for is ever loaded."""

DONE, REFUSED, USAGE, ENVIRONMENT, EVIDENCE = range(5)


class _Parser(argparse.ArgumentParser):
    """Wrong usage exits 2 with one line and the way to the help page."""

    def error(self, message: str) -> NoReturn:
        self.exit(USAGE, f"{self.prog}: {message}. See {self.prog} --help.\n")


def parser(groups: Sequence[str] = GROUPS) -> argparse.ArgumentParser:
    """The command line of these groups, all of them by default."""
    whole = _Parser(prog="waypost", description="The workstation of a border post.")
    whole.add_argument("--version", action="version", version=f"waypost {__version__}")
    commands = whole.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for group in groups:
        import_module(f"app.cli.{group}").register(commands)
    return whole


def main(words: Sequence[str]) -> int:
    """Run one command and give its exit status."""
    _speak_unicode()
    arguments = argparse.Namespace()
    try:
        parser(_needed(words)).parse_args(words, arguments)
        status: int = arguments.run(arguments)
        sys.stdout.flush()
    except WaypostError as trouble:
        out.prose(texts("en").error(trouble))
        return _status(trouble)
    except BrokenPipeError:
        # The reader went away (``| head``): nothing is wrong, and nothing can be said any more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return REFUSED
    except SystemExit as asked:
        return asked.code if isinstance(asked.code, int) else USAGE
    except Exception as trouble:  # noqa: BLE001 - the event loop of the command line
        out.prose(texts("en").error(_noted(trouble, arguments)))
        return ENVIRONMENT if isinstance(trouble, OSError) else REFUSED
    return status


def _needed(words: Sequence[str]) -> Sequence[str]:
    """The one group that the words ask for; all of them for the help page and for a slip."""
    command = words[0] if words else ""
    group = ELSEWHERE.get(command, command)
    return (group,) if group in GROUPS else GROUPS


def _noted(trouble: Exception, arguments: argparse.Namespace) -> Bug:
    """Note an error of ours in the post's log, or in one of the machine where no post is."""
    from app.workstation.diary import Diary

    store = getattr(arguments, "store", None)
    is_post = isinstance(store, Path) and store.is_dir()
    folder = store if isinstance(store, Path) and is_post else Path(tempfile.gettempdir())
    return Diary(folder, SystemClock(), SystemChance()).bug(trouble, "command line")


def _speak_unicode() -> None:
    """Write every sign whatever the machine's locale is, and never stumble over one."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _status(trouble: WaypostError) -> int:
    if isinstance(trouble, Refused):
        return REFUSED
    if isinstance(trouble, Broken | Unreachable):
        return ENVIRONMENT
    return REFUSED
