"""A post opened for one command: its folder, its officer, a secret that is never an argument."""

import argparse
import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.base import disk
from app.base.clock import SystemClock
from app.base.errors import Broken, Refused
from app.base.ids import SystemChance
from app.cli import infiles, out
from app.workstation.answers import Answers
from app.workstation.cases import OfficerLine, SignIn
from app.workstation.premises import Premises
from app.workstation.workstation import Workstation

_MOST_SECRET = 4096  # bytes of a file that holds one
_DUTY = "command line"


def arguments(command: argparse.ArgumentParser, *, required: bool = True) -> None:
    """Add what a command needs that works on a post."""
    command.add_argument(
        "--store", type=Path, required=required, metavar="DIR", help="the folder of the post"
    )
    command.add_argument(
        "--officer", default="", metavar="NAME", help="name or number of the one who works"
    )
    secret_arguments(command)
    command.add_argument("--json", action="store_true", help="one JSON object a line")


def secret_arguments(command: argparse.ArgumentParser, whose: str = "") -> None:
    """Add the ways a secret comes in besides the prompt; ``whose``: ``new-`` for a second."""
    ways = command.add_mutually_exclusive_group()
    ways.add_argument(
        f"--{whose}secret-file", type=Path, metavar="FILE", help="whose first line it is"
    )
    ways.add_argument(f"--{whose}secret-env", metavar="NAME", help="the variable that holds it")


def secret(told: argparse.Namespace, prompt: str, whose: str = "", *, again: bool = False) -> str:
    """Get an officer's secret; ``again``: a new one, typed twice at the prompt.

    Raises:
        Refused: no secret, or two that differ.
        Broken: the file cannot be read.
    """
    file, variable = (getattr(told, f"{whose}secret_{way}") for way in ("file", "env"))
    if file is not None:
        found = _first_line(file)
    elif variable:
        found = os.environ.get(variable, "")
    elif sys.stdin is not None and sys.stdin.isatty():
        found = getpass.getpass(f"{prompt}: ")
        if again and found != getpass.getpass(f"{prompt}, once more: "):
            raise Refused("cli.secrets_differ")
    else:
        found = ""
    if not found:
        raise Refused("cli.secret_missing")
    return found


@contextmanager
def workstation(told: argparse.Namespace, also: Answers | None = None) -> Iterator[Workstation]:
    """Open a post, sign its officer in, close it in the end.

    ``also`` answers further questions than every workstation does.

    Raises:
        Refused: no such officer, several and none named, or a wrong secret.
        Broken: no post there, another program holds it, disk or key.
    """
    clock, chance = SystemClock(), SystemChance()
    post = Workstation(Premises.open(told.store, chance), clock=clock, chance=chance, also=also)
    worker = officer(post.premises.sign_in_row(clock.now()).officers, told.officer)
    try:
        post.do(SignIn(officer=worker.officer, secret=secret(told, worker.name), duty=_DUTY))
        mind_the_disk(told.store)
        yield post
    finally:
        post.close()


def mind_the_disk(folder: Path) -> None:
    """Say it where the disk of a folder will soon be full."""
    left = disk.free(folder)
    code = disk.warning(left)
    if code:
        out.prose(out.words().say(code, folder=str(folder), mib=left // disk.MIB))


def _first_line(file: Path) -> str:
    """The first line of a text file, as it would be typed."""
    try:
        lines = file_bytes(file, most=_MOST_SECRET).decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as other:
        raise Refused("cli.secret_no_text", file=str(file)) from other
    return lines[0] if lines else ""


def file_bytes(path: Path, *, most: int = 1 << 26) -> bytes:
    """Read a file of at most ``most`` bytes.

    Raises:
        Broken: it cannot be read, or is larger.
    """
    content = infiles.read(path, most + 1)
    if len(content) > most:
        raise Broken("cli.file_too_large", file=str(path), bytes=most)
    return content


def officer(enrolled: tuple[OfficerLine, ...], named: str) -> OfficerLine:
    """Give the officer of a name, a number or a key id; the only one where none is named.

    Raises:
        Refused: nobody of that name, or several and none is named.
    """
    wanted = named.strip().casefold()
    found = [
        line
        for line in enrolled
        if not wanted
        or wanted in {line.name.casefold(), line.person.casefold(), line.officer.hex()}
    ]
    names = ", ".join(line.name for line in enrolled)
    if not found:
        raise Refused("cli.no_such_officer", field="officer", officer=named, names=names)
    if len(found) > 1:
        raise Refused("cli.which_officer", field="officer", names=names)
    return found[0]
