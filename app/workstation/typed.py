"""What an officer typed, before anything looks at it: every text and number of a step or question.

One walk over the frozen struct: texts come out in the form they are kept in, and what no screen,
paper or message could give back is refused beside its field.
"""

from collections.abc import Callable
from enum import Enum
from typing import Any, Final, TypeVar

import msgspec

from app.acts.steps import UseCase
from app.base import plaintext
from app.base.errors import Refused

Typed = TypeVar("Typed", bound=msgspec.Struct)
Step = TypeVar("Step", bound=UseCase)

NOTES: Final = frozenset({"found", "instruction", "late_reason", "message", "reason", "remarks"})
"""Fields of the officer's own words, which may have several lines."""

NAMES: Final = frozenset(
    {
        "city",
        "complement_of_information",
        "declared",
        "description_of_goods",
        "duty",
        "house_number",
        "location",
        "name",
        "place",
        "shipping_marks",
        "street_and_number",
        "text",
    }
)
"""Fields of anybody's words; scripts need signs in them that do not show."""

SECRETS: Final = frozenset({"secret", "old", "new"})
"""What is never kept, and may be any text."""

_MOST: Final = (1 << 63) - 1


def kept(case: Step) -> Step:
    """Give a step whose texts are as they will be kept.

    Raises:
        Refused: a sign that does not show, a text that is too long, a number beyond 63 bits.
    """
    return _walked(case, "", _kept_text)


def asked(question: Typed) -> Typed:
    """Give a question, or a draft, whose texts and numbers the store can take.

    Raises:
        Refused: half a character, or a number beyond 63 bits.
    """
    return _walked(question, "", lambda text, path, _name: plaintext.asked(text, path))


def _kept_text(text: str, path: str, name: str) -> str:
    is_note = name in NOTES
    return plaintext.kept(text, path, lines=is_note, code=not is_note and name not in NAMES)


def _walked(struct: Typed, path: str, tell: Callable[[str, str, str], str]) -> Typed:
    changed = {}
    for name in struct.__struct_fields__:
        value = getattr(struct, name)
        if name in SECRETS:
            continue
        told = _value(value, f"{path}.{name}" if path else name, name, tell)
        if told is not value:
            changed[name] = told
    return msgspec.structs.replace(struct, **changed) if changed else struct


def _value(value: Any, path: str, name: str, tell: Callable[[str, str, str], str]) -> Any:
    if isinstance(value, Enum) or value is None:
        return value
    if isinstance(value, str):
        return tell(value, path, name)
    if isinstance(value, msgspec.Struct):
        return _walked(value, path, tell)
    if isinstance(value, dict):  # a draft: the page's own names
        return {key: _value(one, f"{path}.{key}", key, tell) for key, one in value.items()}
    if isinstance(value, tuple):
        told = tuple(_value(one, f"{path}.{at}", name, tell) for at, one in enumerate(value))
        return told if any(a is not b for a, b in zip(told, value, strict=True)) else value
    if isinstance(value, int) and not -_MOST <= value <= _MOST:
        raise Refused("base.number", field=path, name=plaintext.named(path))
    return value
