"""Standard output holds results, one JSON object a line; standard error holds prose."""

import sys
from typing import Any

import msgspec


def line(result: Any) -> None:
    """Print one result as a line of JSON."""
    sys.stdout.write(msgspec.json.encode(result, enc_hook=_plain).decode() + "\n")
    sys.stdout.flush()


def prose(words: str) -> None:
    """Say something to the person at the keyboard."""
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


def text(words: str) -> None:
    """Print a result for people."""
    sys.stdout.write(f"{words}\n")


def _plain(value: Any) -> Any:
    return str(value)
