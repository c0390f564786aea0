"""Registration plate of a vehicle, read by its shape.

The compact form has only ``[0-9A-Z]``: composed, capital, without marks and separators, Latin
letters for Cyrillic and Greek look-alikes. Plates that share a skeleton (O and 0, I and 1) may be
one truck: with the same skeleton and another original, show both. Source: `identification number`
of NCTS P5 means of transport (an..35).

>>> validate("aa 123-bc")
'AA123BC'
>>> skeleton("AO 1I2") == skeleton("A0-112")
True
"""

from anyascii import anyascii

from app.reference.numbers import letters
from app.reference.numbers.wrong import WrongNumber

_LENGTH = 35


def compact(number: str) -> str:
    r"""Bring to ``[0-9A-Z]``.

    >>> compact("\u0410\u0412 777 \u0160")
    'AB777S'
    """
    shown = anyascii(letters.plain(number)).upper()
    return "".join(letter for letter in shown if letter.isalnum())


def validate(number: str) -> str:
    """Give the compact form.

    Raises:
        WrongNumber: no letter or digit at all, or longer than 35 characters.
    """
    written = compact(number)
    if not 1 <= len(written) <= _LENGTH:
        raise WrongNumber("numbers.plate.length", written=number.strip(), n=len(written))
    return written


def is_valid(number: str) -> bool:
    """Whether this can be a plate."""
    try:
        validate(number)
    except WrongNumber:
        return False
    return True


def skeleton(number: str) -> str:
    """Give the shape that plates taken for each other share.

    >>> skeleton("OI 77")
    '0177'
    """
    return letters.skeleton(compact(number))


def format(number: str) -> str:  # noqa: A001 - the name every python-stdnum module gives it
    """Group letters and digits.

    >>> format("AA123BC")
    'AA 123 BC'
    """
    shown = ""
    for letter in compact(number):
        if shown and shown[-1].isdigit() != letter.isdigit():
            shown += " "
        shown += letter
    return shown
