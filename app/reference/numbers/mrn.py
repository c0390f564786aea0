"""MRN (movement reference number), the name of a movement once it is accepted.

Eighteen characters: year 2, country 2, body 13, check digit. From 2024 on the thirteenth character
of the body tells what the declaration covers (J to M for transit). Montenegro writes F in place of
the check digit when its system is down. A wrong check digit or letter is a doubt, not a refusal:
fallback numbers break the rule and are real.

Source: NCTS P5 rules R0028 and MRNType of the schemas; check digit in the manner of ISO 6346.

>>> validate("25GB 000246TK0E6WJ 1")
'25GB000246TK0E6WJ1'
>>> calc_check_digit("24GB000246J8NY33L")
'7'
>>> validate("24GB")
Traceback (most recent call last):
    ...
app.reference.numbers.wrong.WrongNumber: numbers.mrn.length
"""

import re

import msgspec
from stdnum import iso6346

from app.base.findings import Findings
from app.reference.numbers.letters import plain
from app.reference.numbers.wrong import WrongNumber, doubt

LETTERS = {"0": "J", "1": "L", "2": "K", "3": "M"}
"""The letter of a transit MRN by security (CL217): none, entry, exit, both; unverified."""

_LENGTH = 18
_SHAPE = re.compile(r"[0-9]{2}[A-Z]{2}[A-Z0-9]{13}[0-9F]")
_BODY = re.compile(r"[A-Z0-9]{12}")
_LETTERED_FOR_ALL = 25  # numbers of 2024 are of either generation
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_FALLBACK = "F"
_FALLBACK_COUNTRY = "ME"


class Parts(msgspec.Struct, frozen=True):
    """An MRN taken apart; ``letter`` is the last of the thirteen characters of the body."""

    year: int
    country: str
    body: str
    letter: str
    check: str


def compact(number: str) -> str:
    """Bring to capitals without separators.

    >>> compact("24gb-000246 j8ny33l7")
    '24GB000246J8NY33L7'
    """
    return plain(number)


def calc_check_digit(number: str) -> str:
    """Give the digit for the first seventeen characters.

    >>> calc_check_digit("27WF9X1FQ9RCKN0TM")
    '9'
    """
    return iso6346.calc_check_digit(number[: _LENGTH - 1])


def validate(number: str) -> str:
    """Give the compact form.

    Raises:
        WrongNumber: not eighteen characters, or not year, country, letters and digits.
    """
    written = compact(number)
    if len(written) != _LENGTH:
        raise WrongNumber("numbers.mrn.length", written=written, n=len(written))
    if not _SHAPE.fullmatch(written):
        raise WrongNumber("numbers.mrn.shape", written=written)
    return written


def is_valid(number: str) -> bool:
    """Whether this can be an MRN; ``doubts`` tells whether it is an odd one."""
    try:
        validate(number)
    except WrongNumber:
        return False
    return True


def doubts(number: str) -> Findings:
    """Warn of a check digit that does not fit, a fallback number, or a letter not of transit.

    >>> [finding.code for finding in doubts("27WF9X1FQ9RCKN0TM3")]
    ['numbers.mrn.check_digit']

    Raises:
        WrongNumber: this cannot be an MRN.
    """
    written = validate(number)
    found = parts(written)
    if found.check == _FALLBACK and found.country == _FALLBACK_COUNTRY:
        return doubt("numbers.mrn.fallback", written=written)
    expected = calc_check_digit(written)
    if found.check != expected:
        return doubt("numbers.mrn.check_digit", written=written, check=found.check)
    if found.year >= _LETTERED_FOR_ALL and found.letter not in LETTERS.values():
        return doubt("numbers.mrn.letter", written=written, letter=found.letter)
    return ()


def parts(number: str) -> Parts:
    """Take an MRN apart: year as two digits, country, body of 12, letter, check digit.

    Raises:
        WrongNumber: this cannot be an MRN.
    """
    written = validate(number)
    return Parts(int(written[:2]), written[2:4], written[4:16], written[16], written[17])


def make(year: int, country: str, body: str, letter: str) -> str:
    """Make an MRN of the generation from 2024 on.

    Raises:
        WrongNumber: the parts do not make an MRN.

    >>> make(2026, "AL", "0020001A2B3C", "J")
    '26AL0020001A2B3CJ2'
    """
    if letter not in LETTERS.values() or not _BODY.fullmatch(body):
        raise WrongNumber("numbers.mrn.shape", written=f"{country}{body}{letter}")
    without = f"{year % 100:02}{country}{body}{letter}"
    return validate(without + calc_check_digit(without))


def for_office(year: int, office: str, serial: int, security: str) -> str:
    """Make the MRN of an office's ``serial``: its six characters, then the serial in base 36.

    ``security`` is the code of CL217. Source: ours, for packs whose numbering is a leased block;
    the order of the twelve characters is free to the country.

    Raises:
        WrongNumber: no such security, a serial of more than six characters, or no such office.

    >>> for_office(2026, "AL003010", 623_734_904, "0")
    '26AL003010ABCSXKJ9'
    """
    body = f"{office[2:]}{_base36(serial)}"
    return make(year, office[:2], body, LETTERS.get(security, ""))


def _base36(serial: int) -> str:
    written = ""
    rest = serial
    while rest > 0:
        rest, digit = divmod(rest, len(_DIGITS))
        written = _DIGITS[digit] + written
    return written.rjust(6, "0")


def last_six(number: str) -> str:
    """Give what officers call a movement by: the last six characters.

    >>> last_six("24GB000246J8NY33L7")
    'NY33L7'
    """
    return compact(number)[-6:]


def format(number: str) -> str:  # noqa: A001 - the name every python-stdnum module gives it
    """Group for reading aloud.

    >>> format("24GB000246J8NY33L7")
    '24GB 000246 J8 NY33L7'
    """
    written = compact(number)
    return " ".join(filter(None, (written[:4], written[4:10], written[10:12], written[12:])))
