"""Finds the command, runs it, and turns every error into words and an exit status.

Exit status: 0 done, 1 refused or input that does not hold, 2 wrong usage, 3 environment (disk,
link, key), 4 evidence broken. No traceback ever reaches a user.
"""

import argparse
import io
import os
import re
import sys
import tempfile
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn, TextIO

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
    "channel",
    "demo",
    "tour",
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

_PLAINLY = (
    (re.compile(r"invalid choice: (.*) \(choose from (.*)\)", re.DOTALL), r"\1 is none of \2"),
    (re.compile(r"invalid \w+ value: "), "not a number: "),
)
"""The words of the library, and ours."""

DONE, REFUSED, USAGE, ENVIRONMENT, EVIDENCE = range(5)


class _Parser(argparse.ArgumentParser):
    """Wrong usage exits 2 with one line and the way to the help page."""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Read the words; what is left over is told by the command that left it."""
        known, left = super().parse_known_args(args, namespace)
        if left:
            self.error(f"unrecognized arguments: {' '.join(left)}")
        return known, left

    def error(self, message: str) -> NoReturn:
        for told, plain in _PLAINLY:
            message = told.sub(plain, message)
        self.exit(USAGE, out.shown(f"{self.prog}: {message}. See {self.prog} --help.") + "\n")


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
        out.flush()
    except WaypostError as trouble:
        out.prose(texts("en").error(trouble))
        if trouble.code == "cli.not_told":
            _leave_unsaid()
        return _status(trouble)
    except BrokenPipeError:
        # The reader went away (``| head``): nothing is wrong, and nothing can be said any more.
        _leave_unsaid()
        return DONE
    except KeyboardInterrupt:
        return REFUSED
    except SystemExit as asked:
        return asked.code if isinstance(asked.code, int) else USAGE
    except Exception as trouble:  # noqa: BLE001 - the event loop of the command line
        out.prose(texts("en").say("cli.fault", reference=_noted(trouble, arguments).reference))
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
    if sys.stdout is None:  # closed by whoever started us
        sys.stdout = _nowhere()
    if sys.stderr is None:
        sys.stderr = _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _nowhere() -> TextIO:
    """A stream that takes everything, and the number of the one that was closed with it."""
    return os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")


def _leave_unsaid() -> None:
    """Drop what nobody takes, or it would be tried again when the program ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _status(trouble: WaypostError) -> int:
    if isinstance(trouble, Refused):
        return REFUSED
    if isinstance(trouble, Broken | Unreachable):
        return ENVIRONMENT
    return REFUSED
