"""A made-up language of English that is 40 % longer: what it cuts, a real one would cut, too.

Vowels are lengthened and bear accents, so words that never went through a catalogue are seen.
"""

import re

import msgspec

from app.reference.catalogue import Catalogue

STRETCHED = "en-long"
LONGER = 1.4
_PLACE = re.compile(r"(\{[a-z][a-z0-9_]*\})")
_WORD = re.compile(r"[^\W\d_]+")
_ACCENTS = str.maketrans(
    "aeiouyAEIOUY", "\u00e1\u00e9\u00ed\u00f3\u00fa\u00fd\u00c1\u00c9\u00cd\u00d3\u00da\u00dd"
)
_VOWELS = frozenset("aeiouyAEIOUY")


def stretched(form: str) -> str:
    """Lengthen the words of a text, not its places.

    >>> len("Answer plate and seals first"), len(stretched("Answer plate and seals first"))
    (28, 37)
    """
    parts = _PLACE.split(form)
    return "".join(part if _PLACE.fullmatch(part) else _WORD.sub(_longer, part) for part in parts)


def _longer(match: re.Match[str]) -> str:
    word = match.group()
    more = round(len(word) * LONGER) - len(word)
    vowels = [place for place, letter in enumerate(word) if letter in _VOWELS] or [len(word) - 1]
    made = list(word.translate(_ACCENTS))
    for number in range(more):
        place = vowels[number % len(vowels)]
        made[place] += made[place][0].lower()
    return "".join(made)


def lengthened(english: Catalogue) -> Catalogue:
    """The whole catalogue, longer."""
    words = {
        code: msgspec.structs.replace(entry, forms=tuple(map(stretched, entry.forms)))
        for code, entry in english.words.items()
    }
    return msgspec.structs.replace(english, words=words)
