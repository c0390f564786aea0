"""Which structs can be brought into canonical bytes by the library alone.

A shape is plain when no value of its declared types needs a decision of ours: whole numbers, text,
bytes, truth, arrays, maps with text keys, structs that leave out what is absent. For text keys the
library's order (length first) and the canonical one (bytewise) are the same.
"""

from functools import cache
from typing import Any

from msgspec import inspect
from msgspec.inspect import Field, StructType, Type

_LEAVES = (
    inspect.IntType,
    inspect.StrType,
    inspect.BytesType,
    inspect.BoolType,
    inspect.EnumType,
    inspect.LiteralType,
)


@cache
def is_plain(shape: type[Any]) -> bool:
    """Whether the library alone gives the canonical bytes of this struct's values."""
    told = inspect.type_info(shape)
    return isinstance(told, StructType) and _struct(told, ())


def _struct(told: StructType, inside: tuple[type[Any], ...]) -> bool:
    """Whether each field is plain; a struct inside itself has no known depth."""
    if told.cls in inside or told.tag is not None:
        return False
    below = (*inside, told.cls)
    return all(_field(field, told, below) for field in told.fields)


def _field(field: Field, told: StructType, inside: tuple[type[Any], ...]) -> bool:
    kinds = field.type.types if isinstance(field.type, inspect.UnionType) else (field.type,)
    some = [kind for kind in kinds if not isinstance(kind, inspect.NoneType)]
    if len(some) != 1:
        return False
    if len(some) < len(kinds):
        left_out = told.cls.__struct_config__.omit_defaults and field.default is None
        if told.array_like or not left_out:
            return False
    return _plain(some[0], inside)


def _plain(kind: Type, inside: tuple[type[Any], ...]) -> bool:
    match kind:
        case StructType():
            return _struct(kind, inside)
        case inspect.VarTupleType() | inspect.ListType():
            return _plain(kind.item_type, inside)
        case inspect.TupleType():
            return all(_plain(item, inside) for item in kind.item_types)
        case inspect.DictType():
            return isinstance(kind.key_type, inspect.StrType) and _plain(kind.value_type, inside)
        case _:
            return isinstance(kind, _LEAVES)
