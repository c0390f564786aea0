"""Makes the two locks: every platform, hashes, and no address of any index."""

from pathlib import Path

from installer.environment import RUN_LOCK, TEST_LOCK
from installer.trouble import Runner, Trouble, tell

_COMMON = (
    "--universal",
    "--generate-hashes",
    "--no-annotate",
    "--no-emit-index-url",
    "--quiet",
    "--custom-compile-command",
    "python3 installer/bootstrap.py lock",
)


def make_locks(uv: str | None, run: Runner) -> None:
    """Compile ``pyproject.toml`` into both locks.

    Raises:
        Trouble: uv is not there, or did not find an answer; says why.
    """
    if uv is None:
        raise Trouble("The locks are made by uv, which is not on the path: install it first.")
    _compile(uv, run, ["--all-extras"], RUN_LOCK)
    _compile(uv, run, ["--all-extras", "--group", "dev", "-c", RUN_LOCK.name], TEST_LOCK)


def _compile(uv: str, run: Runner, choice: list[str], lock: Path) -> None:
    tell(f"Making {lock.name}.")
    done = run([uv, "pip", "compile", "pyproject.toml", *choice, *_COMMON, "-o", lock.name])
    if done.status:
        raise Trouble(f"{done.said.strip()}\n{lock.name} could not be made.")
    if "://" in lock.read_text("utf-8"):
        raise Trouble(f"{lock.name} holds an address: locks name packages and hashes only.")
