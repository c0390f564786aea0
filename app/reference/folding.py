"""Keys for finding: one shape for all the ways a name, a plate or a number may be typed.

Keys are for search and hints, never for the name of record: what was declared is stored and shown
as it was written.
"""

import re
import unicodedata
from typing import Final

from anyascii import anyascii

from app.reference.numbers import plate
from app.reference.numbers.letters import twins

_SOUNDS: Final = (
    ("shch", "sc"),
    ("sh", "s"),
    ("zh", "z"),
    ("ch", "c"),
    ("kh", "h"),
    ("ph", "f"),
    ("ts", "c"),
    ("dj", "d"),
)
_WORD: Final = re.compile(r"[0-9a-z]+")
_SILENT: Final = str.maketrans("", "", "'`\"")
_DOUBLED: Final = re.compile(r"([a-z])\1+")
_LAST: Final = 6


def _scripts(word: str) -> frozenset[str]:
    """Name the scripts of a word's letters: LATIN, CYRILLIC, GREEK, ARABIC ..."""
    return frozenset(
        unicodedata.name(letter, "UNKNOWN").split(" ", 1)[0] for letter in word if letter.isalpha()
    )


def is_mixed(text: str) -> bool:
    r"""Whether a word mixes Latin with look-alike scripts, by mistake or to deceive.

    >>> is_mixed("DURR\u0415S"), is_mixed("Durres \u0428\u0430\u0431\u0430\u0446")
    (True, False)
    """
    twin = {"CYRILLIC", "GREEK"}
    found = (_scripts(word) for word in text.split())
    return any("LATIN" in scripts and scripts & twin for scripts in found)


def words(text: str) -> tuple[str, ...]:
    r"""Fold a name into its words: small letters without marks, one spelling for one sound.

    Cyrillic and Latin spellings meet; a word that mixes scripts is read by its shape.

    >>> words("\u0428\u0430\u0431\u0430\u0446, D.O.O."), words("\u0160abac doo")
    (('sabac', 'do'), ('sabac', 'do'))
    >>> words("DURR\u0415S")
    ('dures',)
    """
    told = (twins(word) if is_mixed(word) else word for word in text.split())
    folded = (_fold(word) for word in told)
    return tuple(piece for word in folded for piece in _WORD.findall(word))


def _fold(word: str) -> str:
    latin = anyascii(unicodedata.normalize("NFC", word)).lower().translate(_SILENT)
    for written, sound in _SOUNDS:
        latin = latin.replace(written, sound)
    return _DOUBLED.sub(r"\1", latin.replace(".", ""))


def name_key(text: str) -> str:
    """Fold a name into one key.

    >>> name_key("AGRO  Balkan SH.P.K.") == name_key("Agro-Balkan shpk")
    True
    """
    return " ".join(words(text))


def number_key(text: str) -> str:
    """Fold any number, plate, seal or container: ``[0-9A-Z]``, O as 0 and I as 1.

    >>> number_key("aa 1o3-bb"), number_key("26AL-003010 AB12C8 J9")
    ('AA103BB', '26AL003010AB12C8J9')
    """
    return plate.skeleton(text)


def last_six(text: str) -> str:
    """Give what officers type of a long number; '' where there are fewer than six characters.

    >>> last_six("26AL003010AB12C8J9"), last_six("123")
    ('12C8J9', '')
    """
    key = number_key(text)
    return key[-_LAST:] if len(key) >= _LAST else ""
