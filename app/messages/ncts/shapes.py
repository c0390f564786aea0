"""Field tables: one table per struct drives reading it from a message and writing it back.

A field is a path of elements, the attribute of the struct, and what kind of thing stands there: a
value, a group, or a group that repeats. Reading is total: what is missing or means nothing takes
the attribute's default, or the blank of its kind where the struct demands one.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, Generic, TypeVar

import msgspec

from app.base.clock import Day, Instant
from app.base.quantities import Quantity
from app.messages.ncts import values
from app.messages.ncts.compose import Value, Values
from app.messages.tree import Node

Made = TypeVar("Made", bound=msgspec.Struct)
Kept = TypeVar("Kept")


class Scalar(msgspec.Struct, Generic[Kept], frozen=True):
    """A kind of value: how to read and write it, and what stands for one that is missing."""

    read: Callable[[str], Kept | None]
    write: Callable[[Kept], str]
    blank: Kept


TEXT: Scalar[str] = Scalar(values.read_text, values.write_text, "")
INTEGER: Scalar[int] = Scalar(values.read_integer, values.write_integer, 0)
QUANTITY: Scalar[Quantity] = Scalar(values.read_quantity, values.write_quantity, Quantity(0, 0))
DAY: Scalar[Day] = Scalar(values.read_day, values.write_day, Day(0))
INSTANT: Scalar[Instant] = Scalar(values.read_instant, values.write_instant, Instant(0))
FLAG: Scalar[bool] = Scalar(values.read_flag, values.write_flag, False)


class Field(msgspec.Struct, frozen=True):
    """One row: ``A/B/c``, the attribute, its kind; ``many`` for a group that repeats."""

    path: str
    attribute: str
    kind: "Scalar[Any] | Shape[Any]"
    many: bool = False


class Shape(msgspec.Struct, Generic[Made], frozen=True):
    """A struct and the table of its fields."""

    struct: type[Made]
    fields: tuple[Field, ...]

    def read(self, node: Node, position: int = 1) -> Made:
        """Make the struct from a group; ``position`` numbers a repeated one without number."""
        found: dict[str, Any] = {}
        for field in self.fields:
            value = _read(field, node)
            if value is not None:
                found[field.attribute] = value
        for name in _demanded(self.struct) - found.keys():
            found[name] = self._blank(name, position)
        return self.struct(**found)

    def write(self, made: Made) -> Values:
        """Give the values of a struct, to be composed."""
        said: dict[str, Value] = {}
        for field in self.fields:
            value = _write(field, getattr(made, field.attribute))
            if value is not None:
                _put(said, field.path.split("/"), value)
        return said

    def _blank(self, name: str, position: int) -> Any:
        field = next(field for field in self.fields if field.attribute == name)
        if isinstance(field.kind, Shape):
            return field.kind.read(Node(name=field.path))
        return position if field.kind is INTEGER else field.kind.blank


@cache
def _demanded(struct: type[msgspec.Struct]) -> frozenset[str]:
    fields = msgspec.structs.fields(struct)
    return frozenset(field.name for field in fields if field.required)


def _read(field: Field, node: Node) -> Any:
    kind = field.kind
    if isinstance(kind, Scalar):
        text = node.value(field.path)
        return None if text is None else kind.read(text)
    if field.many:
        found = node.all(field.path)
        return tuple(kind.read(one, place) for place, one in enumerate(found, 1))
    one = node.one(field.path)
    return None if one is None else kind.read(one)


def _write(field: Field, value: Any) -> Value:
    kind = field.kind
    if value is None:
        return None
    if isinstance(kind, Scalar):
        return kind.write(value) or None
    if field.many:
        return [kind.write(one) for one in value] or None
    return kind.write(value)


def _put(said: dict[str, Value], steps: list[str], value: Value) -> None:
    here = said
    for step in steps[:-1]:
        below = here.setdefault(step, {})
        if isinstance(below, dict):
            here = below
    here[steps[-1]] = value


def texts(*names: str) -> tuple[Field, ...]:
    """Rows of texts whose element and attribute differ only in style: ``unLocode``, ``un_locode``.

    >>> texts("country")[0].attribute
    'country'
    """
    return tuple(Field(name, _snake(name), TEXT) for name in names)


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
