"""Reads the words after ``bootstrap.py``, sets up, and hands over."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from installer.environment import RUN_LOCK, TEST_LOCK, Environment, prepare, these_tools
from installer.locks import make_locks
from installer.machine import OFFSCREEN, POSTGRESQL, WINDOW, has_display, supply, this_system
from installer.steps import run_all, run_words
from installer.trouble import ROOT, Trouble, run_quietly, tell

USAGE = """\
python3 installer/bootstrap.py [--venv FOLDER] COMMAND

  run [words]            set up, then open the workstation of a demonstration post;
                         the words go to the program's own run command
  run -- COMMAND words   set up, then any command of the program: run -- tour --out shots
  test                   set up, then every check and the whole suite
  test WORDS             set up, then pytest with these words: test tests/house
  lock                   make the two lock files from pyproject.toml (needs uv)
"""

_USAGE, _ENVIRONMENT = 2, 3  # exit statuses, as the program's own


class Asked(NamedTuple):
    """What the command line asks for."""

    command: str
    words: tuple[str, ...]
    folder: Path


def read(arguments: Sequence[str]) -> Asked | None:
    """Read the arguments; None if they are not one of ours."""
    words = list(arguments)
    folder = ROOT / ".venv"
    if len(words) > 1 and words[0] == "--venv":
        folder = Path(words[1]).absolute()
        del words[:2]
    if not words or words[0] not in {"run", "test", "lock"}:
        return None
    return Asked(words[0], tuple(words[1:]), folder)


def handed_over(words: Sequence[str], environ: Mapping[str, str]) -> tuple[str, ...]:
    """Return the program's own words for ``run``; without a display, those of a tour.

    >>> handed_over(["--", "tour", "--out", "shots"], {})
    ('tour', '--out', 'shots')
    """
    if words and words[0] == "--":
        return tuple(words[1:]) or ("run",)
    if has_display(environ):
        return ("run", *words)
    tell("There is no display here, so pictures of every screen go to ./tour/ instead.")
    return ("tour", "--out", "./tour/")


def main(arguments: Sequence[str]) -> int:
    """Do one command and return its exit status."""
    asked = read(arguments)
    if asked is None:
        tell(USAGE)
        return _USAGE
    try:
        return _do(asked)
    except Trouble as trouble:
        tell(str(trouble))
        return _ENVIRONMENT
    except KeyboardInterrupt:
        return 130


def _do(asked: Asked) -> int:
    tools = these_tools()
    environment = Environment(asked.folder)
    if asked.command == "lock":
        make_locks(tools.uv, run_quietly)
        return 0
    if asked.command == "test":
        _supply_or_tell()
        prepare(environment, TEST_LOCK, tools)
        if asked.words:
            return run_words(environment.python, asked.words)
        return run_all(environment.python)
    supply(this_system(), (*OFFSCREEN, *(WINDOW if has_display(os.environ) else ())))
    prepare(environment, RUN_LOCK, tools)
    return _hand_over(environment.python, handed_over(asked.words, os.environ))


def _supply_or_tell() -> None:
    """Go on without what the machine lacks: the steps that need it will say so too."""
    try:
        supply(this_system(), (*OFFSCREEN, POSTGRESQL))
    except Trouble as trouble:
        tell(str(trouble))


def _hand_over(python: Path, words: Sequence[str]) -> int:
    """Run the program from the tree, whatever folder the person stands in."""
    command = [str(python), "-P", "-m", "app", *words]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    if not has_display(environ):
        environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if os.name == "posix":
        sys.stdout.flush()
        os.execve(command[0], command, environ)  # noqa: S606 - no shell is wanted
    return subprocess.run(command, env=environ, check=False).returncode
