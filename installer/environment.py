"""The folder the program runs from: a virtual environment with exactly what a lock names.

A stamp inside says which Python and which locks it was made from; while they are unchanged there
is nothing to do and nothing is asked of the network. uv installs where it is found, pip elsewhere;
both demand the lock's hashes, so the result is the same.
"""

import hashlib
import importlib.util
import os
import platform
import shutil
import sys
from pathlib import Path
from typing import NamedTuple

from installer.faces import faces, folder_in, lacking
from installer.trouble import ROOT, Runner, Trouble, run_quietly, tell

RUN_LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "requirements-dev.lock"
"""Holds everything of ``RUN_LOCK`` at the same versions, and the development tools."""

_OFFLINE = (
    "dns error",
    "failed to lookup address",
    "name resolution",
    "network is unreachable",
    "newconnectionerror",
    "connection refused",
    "connecttimeout",
    "client error (connect)",
    "tcp connect error",
    "proxyerror",
)


class Environment(NamedTuple):
    """A virtual environment; it may not exist yet."""

    folder: Path

    @property
    def python(self) -> Path:
        """The environment's own interpreter."""
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def stamp(self) -> Path:
        """Which Python and which locks it was made from, one a line."""
        return self.folder / "waypost.stamp"

    def stamped(self) -> tuple[str, ...]:
        """Read the stamp: nothing if the environment was never finished."""
        if not (self.stamp.is_file() and self.python.exists()):
            return ()
        return tuple(self.stamp.read_text("utf-8").splitlines())


class Tools(NamedTuple):
    """What set-up works with; tests pass others."""

    run: Runner
    uv: str | None
    venv: bool


def these_tools() -> Tools:
    """Look for uv on the path, else for what Debian splits off: venv and ensurepip."""
    found = all(importlib.util.find_spec(name) is not None for name in ("venv", "ensurepip"))
    return Tools(run=run_quietly, uv=shutil.which("uv"), venv=found)


def line_of(lock: Path) -> str:
    """Return the stamp's line for a lock: its name and the SHA-256 of its bytes."""
    return f"{lock.name} {hashlib.sha256(lock.read_bytes()).hexdigest()}"


def python_line() -> str:
    """Return the stamp's line for the Python that runs set-up."""
    return f"python {platform.python_version()}"


def prepare(environment: Environment, lock: Path, tools: Tools) -> None:
    """Bring the environment to what ``lock`` names, and the typefaces into it.

    Raises:
        Trouble: no way to make it; says why in one sentence.
    """
    wanted = [python_line(), line_of(lock)]
    stamped = environment.stamped()
    if not all(line in stamped for line in wanted):
        if stamped[:1] != (wanted[0],):
            _make(environment, tools)
        environment.stamp.unlink(missing_ok=True)
        _install(environment, lock, tools, first=not stamped)
        _compile(environment, tools)
        if lock == TEST_LOCK:
            wanted.append(line_of(RUN_LOCK))
        environment.stamp.write_text("".join(f"{line}\n" for line in wanted), "utf-8")
    _cut(environment, tools)


def _make(environment: Environment, tools: Tools) -> None:
    """Make an empty environment in place of an unfinished one or one of another Python."""
    folder = environment.folder
    if folder.exists():
        if not (folder / "pyvenv.cfg").is_file():
            raise Trouble(f"{folder} is not a Python environment: name another folder by --venv.")
        shutil.rmtree(folder)
    tell(f"Making the environment in {folder}.")
    if tools.uv is not None:
        made = tools.run([tools.uv, "venv", "--quiet", "--python", sys.executable, str(folder)])
    elif tools.venv:
        made = tools.run([sys.executable, "-m", "venv", str(folder)])
    else:
        raise Trouble(
            "This Python lacks venv and ensurepip. Run: sudo apt-get install -y python3-venv"
        )
    if made.status:
        raise Trouble(f"{made.said.strip()}\nThe environment in {folder} could not be made.")


def _install(environment: Environment, lock: Path, tools: Tools, *, first: bool) -> None:
    """Install a lock by its hashes; uv where there is one, else the environment's pip."""
    python = str(environment.python)
    tell(f"Installing what {lock.name} names with {'uv' if tools.uv else 'pip'}.")
    if tools.uv is not None:
        begin = [tools.uv, "pip", "install", "--quiet", "--python", python]
    else:
        begin = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = tools.run([*begin, "--require-hashes", "-r", str(lock)])
    if done.status == 0:
        return
    if not any(sign in done.said.lower() for sign in _OFFLINE):
        raise Trouble(f"{done.said.strip()}\nWhat {lock.name} names could not be installed.")
    raise Trouble(
        "There is no way to the package index and "
        + ("nothing is installed yet" if first else f"{lock.name} has changed")
        + ": connect this machine once and run the same line again."
    )


def _compile(environment: Environment, tools: Tools) -> None:
    """Compile libraries and program once: reading their source costs every start two seconds.

    uv compiles nothing by itself, and where Python is told to write no bytecode nothing ever
    would. A file of a library that is no Python stops nothing, so the status says nothing.
    """
    program = [str(ROOT / name) for name in ("app", "installer")]
    libraries = (str(folder) for folder in environment.folder.glob("[Ll]ib*/**/site-packages"))
    command = [str(environment.python), "-m", "compileall", "-q", "-j", "0"]
    tools.run([*command, *libraries, *program])


def _cut(environment: Environment, tools: Tools) -> None:
    """Make the typefaces that are not there with their recorded sums."""
    if not lacking(faces(), folder_in(environment.folder)):
        return
    tell("Cutting the typefaces, once; this takes about half a minute.")
    done = tools.run([str(environment.python), "-m", "installer.fonts"])
    if done.status:
        raise Trouble(f"{done.said.strip()}\nThe typefaces could not be made.")
