"""Finds the command, runs it, and turns every error into words and an exit status.

Exit status: 0 done, 1 refused or input that does not hold, 2 wrong usage, 3 environment (disk,
link, key), 4 evidence broken. No traceback ever reaches a user.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from app import __version__
from app.base.errors import Broken, Refused, Unreachable, WaypostError
from app.cli import out
from app.reference.texts import texts

GROUPS = ("check", "roundtrip", "print")
"""The files of this package that hold commands, in the order of the help page."""

DONE, REFUSED, USAGE, ENVIRONMENT, EVIDENCE = range(5)


class _Parser(argparse.ArgumentParser):
    """Wrong usage exits 2 with one line and the way to the help page."""

    def error(self, message: str) -> NoReturn:
        self.exit(USAGE, f"{self.prog}: {message}. See {self.prog} --help.\n")


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    whole = _Parser(prog="waypost", description="The workstation of a border post.")
    whole.add_argument("--version", action="version", version=f"waypost {__version__}")
    commands = whole.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for group in GROUPS:
        import_module(f"app.cli.{group}").register(commands)
    return whole


def main(words: Sequence[str]) -> int:
    """Run one command and give its exit status."""
    try:
        arguments = parser().parse_args(words)
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
    return status


def _status(trouble: WaypostError) -> int:
    if isinstance(trouble, Refused):
        return REFUSED
    if isinstance(trouble, Broken | Unreachable):
        return ENVIRONMENT
    return REFUSED
