"""``--set field=value``: texts become the typed fields of a use case, or a refusal that says why.

Nested fields have dotted names (``seals.0.identifier=AL1``); a value may also be JSON. Dates are
2026-11-30, moments 2026-11-22T14:05+01:00, bytes hexadecimal or ``@FILE``, yes and no themselves.
"""

import json
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from app.base.clock import Day, Instant, day_of, instant_of
from app.base.errors import Refused
from app.base.ids import RecordId
from app.base.quantities import Quantity, quantity
from app.cli import opened

Built = TypeVar("Built", bound=msgspec.Struct)

_YES, _NO = frozenset({"yes", "true", "1"}), frozenset({"no", "false", "0"})
_RECORD_BYTES = 16


def gathered(settings: Iterable[str]) -> dict[str, Any]:
    """Read ``field=value`` words into a tree.

    Raises:
        Refused: a word without ``=``, or a field given twice.
    """
    tree: dict[str, Any] = {}
    for setting in settings:
        name, sign, value = setting.partition("=")
        steps = name.strip().split(".")
        if not sign or not all(steps):
            raise Refused("cli.setting_wrong", setting=setting)
        branch = tree
        for step in steps[:-1]:
            branch = branch.setdefault(step, {})
            if not isinstance(branch, dict):
                raise Refused("cli.field_twice", field=name, name=name)
        if steps[-1] in branch:
            raise Refused("cli.field_twice", field=name, name=name)
        branch[steps[-1]] = value
    return tree


def built(case: type[Built], tree: Mapping[str, Any]) -> Built:
    """Make a use case of its fields.

    Raises:
        Refused: an unknown or missing field, or a value that is none of its type.
    """
    made = _struct(tree, case, "")
    if not isinstance(made, case):
        raise TypeError(case)
    return made


def type_words(hint: Any) -> str:
    """Name a field's type for lists of fields."""
    hint = _known(hint)
    inner = [each for each in typing.get_args(hint) if each not in {type(None), Ellipsis}]
    match _shape(hint):
        case "leaf":
            return _NAMES[hint]
        case "one of":
            return " or ".join(type_words(each) for each in inner)
        case "list":
            return f"list of {type_words(inner[0])}"
        case "map":
            return f"map of {type_words(inner[-1])}"
        case "member":
            return "one of " + ", ".join(str(member.value) for member in hint)
        case _:
            names = ", ".join(field.name for field in msgspec.structs.fields(hint))
            return f"{hint.__name__} ({names})"


def _known(hint: Any) -> Any:
    """A named type is read as what it stands for, unless it is read in a way of its own."""
    while hint not in _LEAVES and isinstance(hint, typing.NewType):
        hint = hint.__supertype__
    return hint


def _shape(hint: Any) -> str:
    """How a value of a type is read.

    Raises:
        TypeError: a use case has a field that no command line can fill.
    """
    origin = typing.get_origin(hint)
    shapes = {typing.Union: "one of", types.UnionType: "one of", tuple: "list", None: ""}
    shape = "leaf" if hint in _LEAVES else shapes.get(origin, "map")
    if shape:
        return shape
    if isinstance(hint, type) and issubclass(hint, Enum):
        return "member"
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return "struct"
    raise TypeError(hint)


def _struct(value: Any, hint: type[msgspec.Struct], path: str) -> msgspec.Struct:
    fields = {field.name: field for field in msgspec.structs.fields(hint)}
    given = _opened(value, path)
    if isinstance(given, str):  # a struct of which one field is all that must be said
        required = [name for name, field in fields.items() if field.required]
        if len(required) != 1:
            raise _wrong(path, "cli.type.fields", value)
        given = {required[0]: given}
    if not isinstance(given, Mapping):
        raise _wrong(path, "cli.type.fields", value)
    for name in given:
        if name not in fields:
            where = _under(path, name)
            raise Refused("cli.field_unknown", field=where, name=where, names=", ".join(fields))
    for name, field in fields.items():
        if field.required and name not in given:
            where = _under(path, name)
            raise Refused("cli.field_missing", field=where, name=where)
    hints = typing.get_type_hints(hint)
    told = {
        name: _converted(each, hints[name], _under(path, name)) for name, each in given.items()
    }
    return hint(**told)


def _converted(value: Any, hint: Any, path: str) -> Any:
    """Make a value of the type a field has."""
    hint = _known(hint)
    inner = typing.get_args(hint)
    match _shape(hint):
        case "leaf":
            return _leaf(value, hint, path)
        case "one of":
            return _one_of(value, inner, path)
        case "list":
            return tuple(_listed(value, inner[0], path))
        case "map":
            return _mapped(value, inner[-1], path)
        case "member":
            return _member(value, hint, path)
        case _:
            return _struct(value, hint, path)


def _one_of(value: Any, hints: tuple[Any, ...], path: str) -> Any:
    if type(None) in hints and value in {None, ""}:
        return None
    inner = [hint for hint in hints if hint is not type(None)]
    for hint in inner[:-1]:
        try:
            return _converted(value, hint, path)
        except Refused:
            continue
    return _converted(value, inner[-1], path)


def _listed(value: Any, hint: Any, path: str) -> Iterable[Any]:
    """The members of a list: JSON, texts with commas, or places 0, 1, 2 ... by dotted names."""
    given = _opened(value, path)
    if isinstance(given, str):
        given = [part.strip() for part in given.split(",") if part.strip()]
    if isinstance(given, Mapping):
        if sorted(given) != sorted(str(place) for place in range(len(given))):
            raise _wrong(path, "cli.type.list", ", ".join(given))
        given = [given[str(place)] for place in range(len(given))]
    if not isinstance(given, list):
        raise _wrong(path, "cli.type.list", value)
    return [_converted(each, hint, _under(path, str(at))) for at, each in enumerate(given)]


def _mapped(value: Any, hint: Any, path: str) -> dict[str, Any]:
    given = _opened(value, path)
    if not isinstance(given, Mapping):
        raise _wrong(path, "cli.type.fields", value)
    return {name: _converted(each, hint, _under(path, name)) for name, each in given.items()}


def _opened(value: Any, path: str) -> Any:
    """A value that was written as JSON."""
    if not isinstance(value, str) or not value.lstrip().startswith(("{", "[")):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError) as wrong:
        raise _wrong(path, "cli.type.json", value) from wrong


def _member(value: Any, hint: type[Enum], path: str) -> Enum:
    for member in hint:
        if str(value).strip().casefold() in {str(member.value).casefold(), member.name.casefold()}:
            return member
    names = ", ".join(str(member.value) for member in hint)
    raise Refused("cli.not_one_of", field=path, name=path, value=str(value), names=names)


def _leaf(value: Any, hint: Any, path: str) -> Any:
    read, expected = _LEAVES[hint]
    try:
        return read(value)
    except (ValueError, TypeError, OverflowError) as wrong:
        raise _wrong(path, expected, value) from wrong


def _text(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise TypeError(value)
    return str(value)


def _integer(value: Any) -> int:
    if isinstance(value, bool | float):
        raise TypeError(value)
    return int(value)


def _flag(value: Any) -> bool:
    said = str(value).strip().casefold()
    if said not in _YES | _NO:
        raise ValueError(said)
    return said in _YES


def _bytes(value: Any) -> bytes:
    if isinstance(value, str) and value.startswith("@"):
        return opened.file_bytes(Path(value[1:]))
    return bytes.fromhex(value)


def _record(value: Any) -> RecordId:
    identity = value if isinstance(value, bytes) else bytes.fromhex(value)
    if len(identity) != _RECORD_BYTES:
        raise ValueError(value)
    return RecordId(identity)


def _decimal(value: Any) -> Quantity:
    if isinstance(value, bool | float):
        raise TypeError(value)
    return quantity(value)


def _moment(value: Any) -> Instant:
    """Read ms UTC, or ISO 8601 with its zone."""
    if isinstance(value, int) or str(value).isdigit():
        return Instant(int(value))
    return instant_of(datetime.fromisoformat(value))


def _day(value: Any) -> Day:
    return day_of(date.fromisoformat(str(value)))


_LEAVES: Mapping[Any, tuple[Callable[[Any], Any], str]] = {
    str: (_text, "cli.type.text"),
    int: (_integer, "cli.type.integer"),
    bool: (_flag, "cli.type.flag"),
    bytes: (_bytes, "cli.type.bytes"),
    RecordId: (_record, "cli.type.record"),
    Quantity: (_decimal, "cli.type.decimal"),
    Instant: (_moment, "cli.type.moment"),
    Day: (_day, "cli.type.day"),
}

_NAMES: Mapping[Any, str] = {
    str: "text",
    int: "integer",
    bool: "yes or no",
    bytes: "bytes",
    RecordId: "record",
    Quantity: "decimal",
    Instant: "moment",
    Day: "date",
}


def _wrong(path: str, expected: str, value: Any) -> Refused:
    shown = str(value) if isinstance(value, str | int) else json.dumps(value, default=str)
    return Refused(
        "cli.field_wrong", field=path, name=path, expected=f"@{expected}", value=shown[:60]
    )


def _under(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
