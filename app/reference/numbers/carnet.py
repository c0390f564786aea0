"""Number of a TIR carnet: 1 to 25000000, or two letters one of which is X, and 8 or 9 digits.

Another shape is a doubt, not a refusal. Source: TIRcarnetNumber of the NCTS P5 schemas (an..12).

>>> validate("xb 25000001")
'XB25000001'
>>> [finding.code for finding in doubts("25000001")]
['numbers.carnet.shape']
"""

import re

from app.base.findings import Findings
from app.reference.numbers.letters import plain
from app.reference.numbers.wrong import WrongNumber, doubt

_LENGTH = 12
_LAST_OF_DIGITS = 25_000_000
_LETTERED = re.compile(r"(?:X[A-Z]|[A-Z]X)([0-9]{8,9})")
_DIGITS = re.compile(r"[1-9][0-9]{0,7}")


def compact(number: str) -> str:
    """Bring to capitals without separators."""
    return plain(number)


def validate(number: str) -> str:
    """Give the compact form.

    Raises:
        WrongNumber: empty, longer than 12 characters, or not letters and digits.
    """
    written = compact(number)
    if not 1 <= len(written) <= _LENGTH:
        raise WrongNumber("numbers.carnet.length", written=written, n=len(written))
    if not (written.isascii() and written.isalnum()):
        raise WrongNumber("numbers.carnet.characters", written=written)
    return written


def is_valid(number: str) -> bool:
    """Whether this can be the number of a carnet."""
    try:
        validate(number)
    except WrongNumber:
        return False
    return True


def doubts(number: str) -> Findings:
    """Warn of a number outside the published ranges.

    Raises:
        WrongNumber: this cannot be the number of a carnet.
    """
    written = validate(number)
    lettered = _LETTERED.fullmatch(written)
    if lettered is not None:
        known = int(lettered.group(1)) >= _LAST_OF_DIGITS
    else:
        known = _DIGITS.fullmatch(written) is not None and int(written) <= _LAST_OF_DIGITS
    return () if known else doubt("numbers.carnet.shape", written=written)


def format(number: str) -> str:  # noqa: A001 - the name every python-stdnum module gives it
    """Set the letters apart, as on the cover.

    >>> format("XB25000001")
    'XB 25000001'
    """
    written = compact(number)
    digits = written.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return " ".join(filter(None, (written[: len(written) - len(digits)], digits)))
