"""LRN (local reference number), the declarant's own name for a declaration.

One to twenty-two characters of any kind, unique per holder, kept exactly as given; only spaces
around it are no part of it. Source: AlphaNumeric_MAX22_NoSpaces of the NCTS P5 schemas.

>>> validate(" inv 2026/17-b ")
'inv 2026/17-b'
"""

from app.reference.numbers.wrong import WrongNumber

_LENGTH = 22


def compact(number: str) -> str:
    """Take away the spaces around it; case and inner spaces belong to the number."""
    return number.strip()


def validate(number: str) -> str:
    """Give the compact form.

    Raises:
        WrongNumber: empty, longer than 22 characters, or with characters no keyboard shows.
    """
    written = compact(number)
    if not 1 <= len(written) <= _LENGTH:
        raise WrongNumber("numbers.lrn.length", written=written, n=len(written))
    if not written.isprintable():
        raise WrongNumber("numbers.lrn.shape", written=ascii(written)[1:-1])
    return written


def is_valid(number: str) -> bool:
    """Whether this can be an LRN."""
    try:
        validate(number)
    except WrongNumber:
        return False
    return True


def format(number: str) -> str:  # noqa: A001 - the name every python-stdnum module gives it
    """Give it as it is.

    >>> format("INV 7")
    'INV 7'
    """
    return compact(number)
