"""Standard output holds results, one JSON object a line; standard error holds prose."""

import contextlib
import json
import sys
import unicodedata
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

import msgspec

from app.base.errors import Broken, Parameter
from app.base.quantities import Quantity
from app.reference.texts import Texts, texts


def line(result: Any) -> None:
    """Print one result as a line of JSON: bytes in hexadecimal, quantities in plain digits."""
    content = plain(result)
    try:
        written = msgspec.json.encode(content).decode()
    except UnicodeEncodeError:  # a file name that is no text
        written = json.dumps(content)
    _write(written + "\n")
    flush()


def prose(words: str) -> None:
    """Say something to the person at the keyboard."""
    with contextlib.suppress(OSError, ValueError):  # nobody may be there to hear it
        sys.stderr.write(f"{shown(words)}\n")
        sys.stderr.flush()


def text(words: str) -> None:
    """Print a result for people."""
    _write(f"{shown(words)}\n")


def told(result: Any, code: str, *, as_json: bool, **parameters: Parameter) -> None:
    """Print a result: as a line of JSON where that is asked for, else in the catalogue's words."""
    if as_json:
        line(result)
    else:
        text(words().say(code, **parameters))


def flush() -> None:
    """Let go of what was printed.

    Raises:
        Broken: ``cli.not_told``: a full disk, for one.
    """
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as wrong:
        raise Broken("cli.not_told", reason=wrong.strerror or type(wrong).__name__) from wrong


def shown(words: str) -> str:
    r"""Words for a terminal: no sign of them steers it.

    >>> shown("a\x1b[2Jb")
    'a\\x1b[2Jb'
    """
    if words.isprintable():
        return words
    return "".join(map(_sign, words))


def _sign(sign: str) -> str:
    is_control = unicodedata.category(sign) == "Cc" and sign not in "\n\t"
    return f"\\x{ord(sign):02x}" if is_control else sign


def _write(written: str) -> None:
    try:
        sys.stdout.write(written)
    except BrokenPipeError:
        raise
    except OSError as wrong:
        raise Broken("cli.not_told", reason=wrong.strerror or type(wrong).__name__) from wrong


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
