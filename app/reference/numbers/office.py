"""Reference number of a customs office: country and six letters or digits.

Source: NCTS P5, ``[A-Z]{2}[A-Z0-9]{6}``; whether there is such an office, and with which roles,
``app.reference.offices`` knows.

>>> validate("al 003010")
'AL003010'
"""

import re

from app.reference.numbers.letters import plain
from app.reference.numbers.wrong import WrongNumber

_SHAPE = re.compile(r"[A-Z]{2}[A-Z0-9]{6}")


def compact(number: str) -> str:
    """Bring to capitals without separators."""
    return plain(number)


def validate(number: str) -> str:
    """Give the compact form.

    Raises:
        WrongNumber: not a country and six letters or digits.
    """
    written = compact(number)
    if not _SHAPE.fullmatch(written):
        raise WrongNumber("numbers.office.shape", written=written)
    return written


def is_valid(number: str) -> bool:
    """Whether this can be the reference number of an office."""
    try:
        validate(number)
    except WrongNumber:
        return False
    return True


def country(number: str) -> str:
    """Give the country of an office.

    >>> country("AL003010")
    'AL'
    """
    return compact(number)[:2]


def format(number: str) -> str:  # noqa: A001 - the name every python-stdnum module gives it
    """Give it in one piece, as it stands on every paper.

    >>> format("al-003010")
    'AL003010'
    """
    return compact(number)
