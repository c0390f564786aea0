"""Identifier of a seal: up to twenty characters, unique in its declaration (R0107).

Kept as it stands on the seal; two seals are the same when their keys are. Source: NCTS P5
SealIdentifier (an..20).

>>> validate(" gb 1234-567 ")
'gb 1234-567'
>>> key("gb 1234-567") == key("GB1234567")
True
"""

from anyascii import anyascii

from app.reference.numbers.letters import plain, skeleton
from app.reference.numbers.wrong import WrongNumber

_LENGTH = 20


def compact(number: str) -> str:
    """Make one space of many and take away those around it."""
    return " ".join(number.split())


def validate(number: str) -> str:
    """Give the compact form.

    Raises:
        WrongNumber: empty, longer than 20 characters, or with characters no keyboard shows.
    """
    written = compact(number)
    if not 1 <= len(written) <= _LENGTH:
        raise WrongNumber("numbers.seal.length", written=written, n=len(written))
    if not written.isprintable():
        raise WrongNumber("numbers.seal.shape", written=ascii(written)[1:-1])
    return written


def is_valid(number: str) -> bool:
    """Whether this can be the identifier of a seal."""
    try:
        validate(number)
    except WrongNumber:
        return False
    return True


def key(number: str) -> str:
    """Give what equal seals share, however they are typed: ``[0-9A-Z]``, O as 0, I as 1.

    >>> key("AO-I7")
    'A017'
    """
    shown = anyascii(plain(number)).upper()
    return skeleton("".join(letter for letter in shown if letter.isalnum()))


def format(number: str) -> str:  # noqa: A001 - the name every python-stdnum module gives it
    """Give it as it stands on the seal.

    >>> format(" GB  17 ")
    'GB 17'
    """
    return compact(number)
