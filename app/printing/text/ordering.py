"""From logical to visual order: marks, the bidirectional algorithm, mirrors, and runs to shape.

Source: Unicode Standard Annex 9; the order of a line comes from python-bidi's Rust core. It does
not swap mirrored characters, so each carries a mark through the ordering that tells its level.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import cache
from itertools import groupby
from typing import NamedTuple

from bidi import get_display

MARK = "\u034f"  # combining grapheme joiner: a non-spacing mark that moves with its character
KEPT_CONTROLS = frozenset("\u200c\u200d\u200e\u200f")  # ZWNJ, ZWJ, LRM, RLM
_LEFT_TO_RIGHT = "\u200e"
_JOINERS = frozenset("\u200c\u200d")
_BLANKS = str.maketrans("\t\n\r", "   ")
_UNSEEN = str.maketrans("", "", "\u200e\u200f")
_MIRRORS = dict(
    zip("()[]{}<>\u00ab\u00bb\u2039\u203a", ")(][}{><\u00bb\u00ab\u203a\u2039", strict=True)
)


class Kind(Enum):
    """How a run of a visual line becomes glyphs."""

    ARABIC = "arabic"  # shaped right to left
    DIGITS = "digits"  # Arabic-Indic digits: taken as they stand
    LATIN = "Latn"  # shaped left to right, as are the next two
    CYRILLIC = "Cyrl"
    GREEK = "Grek"


class Run(NamedTuple):
    """A stretch of a visual line, in visual order."""

    kind: Kind
    text: str


def clean(text: str) -> str:
    """Bring text to NFC, with blanks for tabs and line breaks, and only the controls we keep."""
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text)
    return spaced("".join(one for one in composed if _is_shown(one)))


def spaced(text: str) -> str:
    """Put blanks for tabs and line breaks: a form breaks its own lines."""
    return text.translate(_BLANKS)


def hidden(text: str) -> str:
    r"""Return the characters that ``clean`` leaves out: each once, in order of appearance.

    >>> [hex(ord(one)) for one in hidden("AB\u202e12")]
    ['0x202e']
    """
    return "".join(dict.fromkeys(one for one in text if not _is_shown(one)))


def apart(separator: str, texts: Iterable[str]) -> str:
    """Join texts so that each keeps its own place and direction, whatever its letters are.

    A left-to-right mark follows the separator where letters that run right to left are near: else
    a number after an Arabic name would run into the name.
    """
    joined = ""
    for text in texts:
        if not joined:
            joined = text
            continue
        turned = turns(joined) or turns(text)
        joined = f"{joined}{separator}{_LEFT_TO_RIGHT if turned else ''}{text}"
    return joined


def turns(text: str) -> bool:
    """Whether a text holds letters or digits that make the order of a line other than stored."""
    return not text.isascii() and any(map(_turns, text))


def visual(text: str, *, right_to_left: bool) -> str:
    """Put a line into the order in which it is read from left to right, mirrors swapped.

    >>> visual("a (b)", right_to_left=False)
    'a (b)'
    """
    if not right_to_left and not turns(text):
        return text.translate(_UNSEEN)
    marked = "".join(one + MARK if one in _MIRRORS else one for one in text)
    ordered = get_display(marked, base_dir="R" if right_to_left else "L")
    return _mirrored(ordered).translate(_UNSEEN)


def runs(line: str) -> Iterator[Run]:
    r"""Split a visual line into runs of one kind; signs and digits join the run before them.

    >>> [(run.kind.value, len(run.text)) for run in runs("abc 12 \u0431\u0432")]
    [('Latn', 7), ('Cyrl', 2)]
    """
    kinds = [kind_of(one) for one in line]
    script = next((kind for kind in kinds if kind in _LETTERS), Kind.LATIN)
    settled: list[Kind] = []
    for kind in kinds:
        script = kind if kind is not None and kind in _LETTERS else script
        settled.append(kind or script)
    position = 0
    for kind, group in groupby(settled):
        length = len(list(group))
        yield Run(kind, line[position : position + length])
        position += length


_LETTERS = frozenset({Kind.LATIN, Kind.CYRILLIC, Kind.GREEK})


@cache
def kind_of(character: str) -> Kind | None:
    """Tell what a character's run must be; None for what any left-to-right run may hold."""
    if character in _JOINERS:
        return Kind.ARABIC
    if _is_arabic(character):
        return _arabic_kind(character)
    if not character.isalpha():
        return None
    if "\u0370" <= character <= "\u03ff" or "\u1f00" <= character <= "\u1fff":
        return Kind.GREEK
    if "\u0400" <= character <= "\u052f" or "\ua640" <= character <= "\ua69f":
        return Kind.CYRILLIC
    return Kind.LATIN


def _arabic_kind(character: str) -> Kind | None:
    category = unicodedata.category(character)
    if category == "Nd":
        return Kind.DIGITS
    if category == "Mn" or unicodedata.bidirectional(character) == "AL":
        return Kind.ARABIC
    return None


def _is_arabic(character: str) -> bool:
    return (
        "\u0600" <= character <= "\u06ff"
        or "\u0750" <= character <= "\u077f"
        or "\u0870" <= character <= "\u08ff"
        or "\ufb50" <= character <= "\ufdff"
        or "\ufe70" <= character <= "\ufefc"
    )


@cache
def _turns(character: str) -> bool:
    return unicodedata.bidirectional(character) in {"R", "AL", "AN"} or character == "\u200f"


@cache
def _is_shown(character: str) -> bool:
    if character in KEPT_CONTROLS or character in "\t\n\r":
        return True
    return character != MARK and unicodedata.category(character) not in {"Cc", "Cf", "Cs"}


def _mirrored(ordered: str) -> str:
    """Swap each mirrored character whose mark stands before it: its level is odd."""
    out: list[str] = []
    position = 0
    while position < len(ordered):
        one = ordered[position]
        if one == MARK:
            following = ordered[position + 1]
            out.append(_MIRRORS.get(following, following))
            position += 2
        else:
            out.append(one)
            position += 2 if one in _MIRRORS else 1
    return "".join(out)
