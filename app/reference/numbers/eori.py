"""EORI or other identification of a trader: country and one to fifteen characters.

Source: TINNewType of the NCTS P5 schemas, ``[A-Z]{2}[!-~]{1,15}``.

>>> validate(" alK12345678a ")
'ALK12345678A'
"""

import re
import unicodedata

from app.reference.numbers.wrong import WrongNumber

_SHAPE = re.compile(r"[A-Z]{2}[!-~]{1,15}")


def compact(number: str) -> str:
    """Bring to capitals without spaces; other signs belong to the number."""
    bare = "".join(unicodedata.normalize("NFKD", number).upper().split())
    return unicodedata.normalize("NFKD", bare)  # marks that a space held apart stand in order now


def validate(number: str) -> str:
    """Give the compact form.

    Raises:
        WrongNumber: not a country and up to fifteen characters.
    """
    written = compact(number)
    if not _SHAPE.fullmatch(written):
        raise WrongNumber("numbers.eori.shape", written=written)
    return written


def is_valid(number: str) -> bool:
    """Whether this can be the identification of a trader."""
    try:
        validate(number)
    except WrongNumber:
        return False
    return True


def format(number: str) -> str:  # noqa: A001 - the name every python-stdnum module gives it
    """Give it in one piece.

    >>> format("gb 123456789000")
    'GB123456789000'
    """
    return compact(number)
