"""The steps of ``bootstrap.py test``: each runs even if one before it went wrong.

Every step is a line a person can run alone; the end says which to run.
"""

import os
import shlex
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from installer.trouble import ROOT, tell

PERFECT = ROOT / "tests" / "house" / "perfect.txt"

_NO_QT = 'raise ImportError("this run proves that the core needs no screen")\n'


class Step(NamedTuple):
    """One step: its name, its command from the tree, what it adds to the environment.

    ``needs`` are folders it looks at; where none of them exists yet there is nothing to run.
    """

    name: str
    command: tuple[str, ...]
    more: Mapping[str, str] = {}
    needs: tuple[Path, ...] = ()


class Result(NamedTuple):
    """How a step ended."""

    step: Step
    status: int
    seconds: float


def perfect_files(table: Path = PERFECT) -> tuple[str, ...]:
    """Read the files held at 100 % of their branches: paths from the tree, one a line."""
    lines = (line.partition("#")[0].strip() for line in table.read_text("utf-8").splitlines())
    return tuple(line for line in lines if line)


def no_qt(folder: Path) -> Path:
    """Make a folder whose ``PySide6`` cannot be imported, to stand first on the path."""
    package = folder / "PySide6"
    package.mkdir(parents=True, exist_ok=True)
    (package / "__init__.py").write_text(_NO_QT, "utf-8")
    return folder


def steps(python: Path, blocked: Path) -> tuple[Step, ...]:
    """List the steps in their order, for an environment's Python.

    ``blocked`` is the folder of ``no_qt``. The suite runs under coverage of the perfect files
    alone, which the last step then reads.
    """
    tools = python.parent
    suite = (str(python), "-m", "pytest", "-p", "no:pytest-qt")
    measured = (str(python), "-m", "coverage", "run", "--branch")
    screen = tuple(path for path in (ROOT / "app/ui", ROOT / "tests/ui") if path.is_dir())
    return (
        Step("ruff check", (str(tools / "ruff"), "check")),
        Step("ruff format", (str(tools / "ruff"), "format", "--check")),
        Step("mypy", (str(tools / "mypy"),)),
        Step("lint-imports", (str(tools / "lint-imports"),)),
        Step("deptry", (str(tools / "deptry"), ".")),
        Step(
            "suite without Qt",
            (
                *measured,
                f"--include={','.join(perfect_files())}",
                *suite[1:],
                "--continue-on-collection-errors",
                "--durations=10",
                "--ignore=tests/ui",
                "--ignore=app/ui",
            ),
            {"PYTHONPATH": str(blocked)},
        ),
        Step(
            "tests/ui offscreen",
            (str(python), "-m", "pytest", *(str(path.relative_to(ROOT)) for path in screen)),
            {"QT_QPA_PLATFORM": "offscreen"},
            (ROOT / "app/ui", ROOT / "tests/ui"),
        ),
        Step("perfect files", (str(python), "-m", "installer.perfect")),
    )


def run_step(step: Step) -> Result:
    """Run one step, its words going straight to the terminal."""
    if step.needs and not any(folder.is_dir() for folder in step.needs):
        tell(f"\n== {step.name}: nothing there yet")
        return Result(step, 0, 0.0)
    tell(f"\n== {step.name}")
    began = time.monotonic()
    done = subprocess.run(
        list(step.command), cwd=ROOT, env={**os.environ, **step.more}, check=False
    )
    return Result(step, abs(done.returncode), time.monotonic() - began)


def run_all(python: Path) -> int:
    """Run every step, say which ones to put right, and return the worst status."""
    (ROOT / ".coverage").unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        results = [run_step(step) for step in steps(python, no_qt(Path(scratch)))]
    tell("\n" + "\n".join(summary(results)))
    return max(result.status for result in results)


def run_words(python: Path, words: Sequence[str]) -> int:
    """Give the words to pytest and run nothing else."""
    step = Step("pytest", (str(python), "-m", "pytest", *words), {"QT_QPA_PLATFORM": "offscreen"})
    return run_step(step).status


def summary(results: Sequence[Result]) -> list[str]:
    """Tell how each step ended, and how to run alone what went wrong."""
    lines = [
        f"{'ok ' if result.status == 0 else 'BAD'} {result.seconds:6.1f} s  {result.step.name}"
        for result in results
    ]
    bad = [result.step for result in results if result.status]
    if not bad:
        return [*lines, "", "Everything holds."]
    return [*lines, "", "To run alone what went wrong:", *(_alone(step) for step in bad)]


def _alone(step: Step) -> str:
    bare = _bare(step.command) if "--branch" in step.command else step.command
    more = "".join(
        f"{name}={shlex.quote(value)} "
        for name, value in step.more.items()
        if name != "PYTHONPATH"
    )
    return f"  {more}{shlex.join((bare[0].removeprefix(f'{ROOT}{os.sep}'), *bare[1:]))}"


def _bare(command: Sequence[str]) -> tuple[str, ...]:
    """Leave the folder that hides Qt out of the line: it is gone by then."""
    return (command[0], *command[command.index("--branch") + 2 :])
