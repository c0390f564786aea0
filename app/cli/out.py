"""Standard output holds results, one JSON object a line; standard error holds prose."""

import json
import sys
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

import msgspec

from app.base.quantities import Quantity
from app.reference.texts import Texts, texts


def line(result: Any) -> None:
    """Print one result as a line of JSON: bytes in hexadecimal, quantities in plain digits."""
    content = plain(result)
    try:
        written = msgspec.json.encode(content).decode()
    except UnicodeEncodeError:  # a file name that is no text
        written = json.dumps(content)
    sys.stdout.write(written + "\n")
    sys.stdout.flush()


def prose(words: str) -> None:
    """Say something to the person at the keyboard."""
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


def text(words: str) -> None:
    """Print a result for people."""
    sys.stdout.write(f"{words}\n")


def words() -> Texts:
    """The language of the command line."""
    return texts("en")


def plain(value: Any) -> Any:
    """Turn any frozen value into what JSON has."""
    if value is None or type(value) in {bool, int, float, str}:
        return value
    for kind, turn in _TURNS:
        if isinstance(value, kind):
            return turn(value)
    return str(value)


def _sorted(values: Any) -> list[Any]:
    return sorted((plain(each) for each in values), key=str)


def _fields(struct: Any) -> dict[str, Any]:
    return {name: plain(getattr(struct, name)) for name in type(struct).__struct_fields__}


def _map(mapping: Any) -> dict[str, Any]:
    return {str(plain(key)): plain(each) for key, each in mapping.items()}


_TURNS: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
    (Enum, lambda member: member.value),
    (Quantity, str),
    (msgspec.Struct, _fields),
    (bytes, bytes.hex),
    (Mapping, _map),
    ((set, frozenset), _sorted),
    ((tuple, list), lambda values: [plain(each) for each in values]),
)
