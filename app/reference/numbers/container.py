"""Number of a freight container: owner 3 letters, category U, J or Z, serial 6 digits, check.

Messages take any identification up to 17 characters, and swap bodies and old boxes use that, so
another shape or check digit is a doubt, not a refusal. Source: ISO 6346 by python-stdnum; NCTS P5
ContainerIdentificationNumber.

>>> validate("CSQU 305438 3")
'CSQU3054383'
>>> [finding.code for finding in doubts("CSQU3054384")]
['numbers.container.check_digit']
"""

import re

from stdnum import iso6346

from app.base.findings import Findings
from app.reference.numbers.letters import plain
from app.reference.numbers.wrong import WrongNumber, doubt

_LENGTH = 17
_SHAPE = re.compile(r"[A-Z]{3}[UJZ][0-9]{7}")


def compact(number: str) -> str:
    """Bring to capitals without separators."""
    return plain(number)


def calc_check_digit(number: str) -> str:
    """Give the digit for owner, category and serial number.

    >>> calc_check_digit("TCLU123456")
    '8'
    """
    return iso6346.calc_check_digit(number[:10])


def validate(number: str) -> str:
    """Give the compact form.

    Raises:
        WrongNumber: empty, longer than 17 characters, or not letters and digits.
    """
    written = compact(number)
    if not 1 <= len(written) <= _LENGTH:
        raise WrongNumber("numbers.container.length", written=written, n=len(written))
    if not (written.isascii() and written.isalnum()):
        raise WrongNumber("numbers.container.characters", written=written)
    return written


def is_valid(number: str) -> bool:
    """Whether this can identify a container."""
    try:
        validate(number)
    except WrongNumber:
        return False
    return True


def doubts(number: str) -> Findings:
    """Warn of a number that is not of ISO 6346 or has another check digit.

    Raises:
        WrongNumber: this cannot identify a container.
    """
    written = validate(number)
    if not _SHAPE.fullmatch(written):
        return doubt("numbers.container.shape", written=written)
    if written[-1] != calc_check_digit(written):
        return doubt("numbers.container.check_digit", written=written, check=written[-1])
    return ()


def format(number: str) -> str:  # noqa: A001 - the name every python-stdnum module gives it
    """Group as painted on the box.

    >>> format("CSQU3054383")
    'CSQU 305438 3'
    """
    written = compact(number)
    return " ".join(filter(None, (written[:4], written[4:10], written[10:])))
