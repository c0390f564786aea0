"""Text as it may be kept: composed, of a length that papers hold, every sign of it one that shows.

What is stored is what is shown, printed and sent; whatever could not be is refused at its field.
Source: the house's security specification, section 9.
"""

import unicodedata
from typing import Final

from app.base.errors import Refused

MOST: Final = 512
"""Characters of one text: the longest the field's own messages know (an..512)."""

_LINE: Final = "\n"
_NEVER: Final = frozenset({"Cc", "Cs", "Cn", "Zl", "Zp"})
_NEVER_IN_CODES: Final = _NEVER | {"Cf"}  # what steers the direction, what has no width
_HALF: Final = "Cs"


def kept(text: str, field: str, *, lines: bool = False, code: bool = False) -> str:
    r"""Give a text in the one form it is kept in (NFC), or refuse it at its field.

    ``field`` is the path of the field; its last step is what the officer reads. ``lines``: a note
    that may have several. ``code``: a number or a code, where invisible signs tell two apart that
    look the same; names keep them, scripts need them.

    Raises:
        Refused: ``base.sign``, ``base.too_long``.

    >>> kept("Durre\u0308s", "place") == "Durr\u00ebs"
    True
    """
    if text.isascii() and text.isprintable() and len(text) <= MOST:
        return text
    composed = unicodedata.normalize("NFC", text)
    if lines:
        composed = composed.replace("\r\n", _LINE).replace("\r", _LINE)
    if not composed.isprintable():
        _refuse_signs(composed, field, _NEVER_IN_CODES if code else _NEVER, lines=lines)
    if len(composed) > MOST:
        raise Refused(
            "base.too_long", field=field, name=named(field), count=len(composed), most=MOST
        )
    return composed


def asked(text: str, field: str) -> str:
    """Give a text that is only looked for: half characters alone are refused.

    Raises:
        Refused: ``base.sign``.
    """
    if text.isascii():
        return text
    if not text.isprintable():
        _refuse_signs(text, field, frozenset({_HALF}), lines=True)
    return text


def shows(text: str) -> bool:
    r"""Whether every sign of a text is one that a person could have typed.

    >>> shows("\u0645\u06cc\u200c\u062e"), shows("a\0b")
    (True, False)
    """
    return text.isprintable() or not any(unicodedata.category(sign) in _NEVER for sign in text)


def named(field: str) -> str:
    """Name a field as an officer reads it.

    >>> named("declaration.holder.name"), named("seals.0"), named("late_reason")
    ('holder name', 'seals 1', 'late reason')
    """
    steps = field.split(".")[-2:]
    told = [str(int(step) + 1) if step.isdecimal() else step.replace("_", " ") for step in steps]
    return " ".join(told)


def _refuse_signs(text: str, field: str, never: frozenset[str], *, lines: bool) -> None:
    for at, sign in enumerate(text, start=1):
        if unicodedata.category(sign) in never and not (lines and sign == _LINE):
            raise Refused(
                "base.sign", field=field, name=named(field), at=at, sign=f"U+{ord(sign):04X}"
            )
