"""What stops set-up, in the words a person reads; and how set-up speaks and starts programs."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

ROOT = Path(__file__).resolve().parent.parent
"""The tree: the program is never installed, it runs from here."""


class Trouble(Exception):
    """Set-up cannot go on; the message says what is missing and what to do."""


class Ran(NamedTuple):
    """How a program ended, and what it said on both streams."""

    status: int
    said: str


class Runner(Protocol):
    """Starts one program and waits for it."""

    def __call__(self, command: Sequence[str], more: Mapping[str, str] | None = None) -> Ran:
        """Run ``command`` with ``more`` added to the environment, catching what it says."""


def run_quietly(command: Sequence[str], more: Mapping[str, str] | None = None) -> Ran:
    """Run a program from the tree and catch what it says."""
    done = subprocess.run(
        list(command),
        cwd=ROOT,
        env={**os.environ, **(more or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    return Ran(done.returncode, done.stdout)


def tell(sentence: str) -> None:
    """Speak to the person at the terminal; standard output belongs to the program."""
    print(sentence, file=sys.stderr, flush=True)
