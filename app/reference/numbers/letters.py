"""Letters as they stand on trucks, papers and keyboards, brought to ``[0-9A-Z]``.

Cyrillic and Greek capitals that look like Latin ones are taken for these: a plate or a number is
read by its shape. Names are another matter (``app.reference.folding``).
"""

import unicodedata
from typing import Final

_CYRILLIC: Final = (
    ("\u0410", "A"),
    ("\u0412", "B"),
    ("\u0421", "C"),
    ("\u0415", "E"),
    ("\u041d", "H"),
    ("\u0406", "I"),
    ("\u0408", "J"),
    ("\u041a", "K"),
    ("\u041c", "M"),
    ("\u041e", "O"),
    ("\u0420", "P"),
    ("\u0405", "S"),
    ("\u0422", "T"),
    ("\u0425", "X"),
    ("\u0423", "Y"),
)
_GREEK: Final = (
    ("\u0391", "A"),
    ("\u0392", "B"),
    ("\u0395", "E"),
    ("\u0396", "Z"),
    ("\u0397", "H"),
    ("\u0399", "I"),
    ("\u039a", "K"),
    ("\u039c", "M"),
    ("\u039d", "N"),
    ("\u039f", "O"),
    ("\u03a1", "P"),
    ("\u03a4", "T"),
    ("\u03a5", "Y"),
    ("\u03a7", "X"),
)
_TWINS: Final = {ord(foreign): latin for foreign, latin in (*_CYRILLIC, *_GREEK)}
_SEPARATORS: Final = frozenset("./\\_|")
_DROPPED: Final = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Pd", "Mn", "Mc", "Me"})
_SKELETON: Final = str.maketrans({"O": "0", "I": "1"})


def twins(text: str) -> str:
    """Bring a text to capitals taken apart from their marks, Latin for what looks Latin.

    >>> twins("\u0430\u0432 123")
    'AB 123'
    """
    apart = unicodedata.normalize("NFKD", text).upper()
    return unicodedata.normalize("NFKD", apart).translate(_TWINS)


def plain(text: str) -> str:
    """Bring a number to capitals and Latin digits without marks and separators.

    What is not a letter or digit otherwise stays, so that a validator can say so.

    >>> plain(" al-00 20.00\u0660 ")
    'AL0020000'
    """
    kept = (
        letter
        for letter in twins(text)
        if letter not in _SEPARATORS and unicodedata.category(letter) not in _DROPPED
    )
    return "".join(_digit(letter) for letter in kept)


def _digit(letter: str) -> str:
    value = unicodedata.decimal(letter, None)
    return letter if value is None else str(value)


def skeleton(text: str) -> str:
    """Make one shape of letters that are taken for digits: O and 0, I and 1.

    >>> skeleton("AO1I")
    'A011'
    """
    return text.translate(_SKELETON)
