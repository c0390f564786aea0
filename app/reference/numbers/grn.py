"""GRN (guarantee reference number), the name of a guarantee.

Seventeen characters: year 2, country 2, body 12, check digit; a voucher (type 4, R0318) adds a
letter and six digits, which the check digit does not cover.

Source: NCTS P5 rule R0028 and GRNType of the schemas.

>>> validate("24GB 0000 0100 0029 5")
'24GB0000010000295'
>>> is_voucher("01GB1234567890120A123456")
True
"""

import re

from stdnum import iso6346

from app.base.findings import Findings
from app.reference.numbers.letters import plain
from app.reference.numbers.wrong import WrongNumber, doubt

_LENGTHS = (17, 24)
_COVERED = 16
_SHAPE = re.compile(r"[0-9]{2}[A-Z]{2}[A-Z0-9]{12}[0-9](?:[A-Z][0-9]{6})?")


def compact(number: str) -> str:
    """Bring to capitals without separators."""
    return plain(number)


def calc_check_digit(number: str) -> str:
    """Give the digit for the first sixteen characters.

    >>> calc_check_digit("20XI000001000005")
    '2'
    """
    return iso6346.calc_check_digit(number[:_COVERED])


def validate(number: str) -> str:
    """Give the compact form.

    Raises:
        WrongNumber: not 17 or 24 characters, or not of the shape of a GRN.
    """
    written = compact(number)
    if len(written) not in _LENGTHS:
        raise WrongNumber("numbers.grn.length", written=written, n=len(written))
    if not _SHAPE.fullmatch(written):
        raise WrongNumber("numbers.grn.shape", written=written)
    return written


def is_valid(number: str) -> bool:
    """Whether this can be a GRN."""
    try:
        validate(number)
    except WrongNumber:
        return False
    return True


def doubts(number: str) -> Findings:
    """Warn of a check digit that does not fit.

    Raises:
        WrongNumber: this cannot be a GRN.
    """
    written = validate(number)
    if written[_COVERED] != calc_check_digit(written):
        return doubt("numbers.grn.check_digit", written=written, check=written[_COVERED])
    return ()


def is_voucher(number: str) -> bool:
    """Whether this is the number of a voucher."""
    return len(compact(number)) == _LENGTHS[1]


def country(number: str) -> str:
    """Give the country whose office of guarantee registered it.

    >>> country("20XI0000010000052")
    'XI'
    """
    return compact(number)[2:4]


def make(year: int, country: str, body: str) -> str:
    """Make a GRN without voucher part; ``body`` has twelve characters.

    Raises:
        WrongNumber: the parts do not make a GRN.

    >>> make(2024, "GB", "000001000029")
    '24GB0000010000295'
    """
    without = f"{year % 100:02}{country}{body}"
    if len(without) != _COVERED or not _SHAPE.fullmatch(f"{without}0"):
        raise WrongNumber("numbers.grn.shape", written=without)
    return without + calc_check_digit(without)


def format(number: str) -> str:  # noqa: A001 - the name every python-stdnum module gives it
    """Group for reading aloud.

    >>> format("01GB1234567890120A123456")
    '01GB 123456 789012 0 A123456'
    """
    written = compact(number)
    groups = (written[:4], written[4:10], written[10:16], written[16:17], written[17:])
    return " ".join(filter(None, groups))
