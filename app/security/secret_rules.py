"""What a good PIN or passphrase is; rules against guessing, none about composition."""

import itertools
import re
import unicodedata
from datetime import date
from typing import Final

from app.base import plaintext
from app.base.errors import Refused

PIN_DIGITS: Final = 6
PASSPHRASE_CHARACTERS: Final = 12

MOST_CHARACTERS: Final = 256

_LONGEST_PERIOD = 4
_OFFICE_DIGITS = 4  # shorter numbers stand in too many PINs by accident
_FIRST_YEAR, _LAST_YEAR = 1900, 2099
_CENTURY = "20"  # of a year in two digits; 2000 had a 29 February, so no day is missed
_DATE_ORDERS = {
    6: ((4, 2, 0), (4, 0, 2), (0, 2, 4)),
    8: ((4, 2, 0), (4, 0, 2), (0, 4, 6)),
}
_ROWS = ("qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "abcdefghijklmnopqrstuvwxyz")
_KNOWN_WORDS = """
    admin administrator border customs default dogana douane iloveyou letmein login
    officer parole passphrase password passwort princess secret supervisor sunshine superman
    trustnoone waypost welcome whatever zoll correcthorsebatterystaple opensesame
    thequickbrownfox maytheforcebewithyou
"""
_KNOWN = frozenset(_KNOWN_WORDS.split())


def check_secret(secret: str, *, pin_allowed: bool, known_words: tuple[str, ...] = ()) -> None:
    """Refuse a new secret that is short or soon guessed.

    ``pin_allowed``: the machine's own secret is bound to the machine, so that six digits are
    enough. ``known_words``: the officer's name, staff number and offices.

    Raises:
        Refused: ``security.pin_not_here``, ``security.secret_short``, ``security.secret_known``,
            ``security.secret_untypable``.
    """
    text = unicodedata.normalize("NFC", secret)
    if text.isascii() and text.isdigit() and len(text) < PASSPHRASE_CHARACTERS:
        _check_pin(text, pin_allowed=pin_allowed, known_words=known_words)
        return
    bare = "".join(text.casefold().split())
    if len(text) < PASSPHRASE_CHARACTERS or not bare:
        raise Refused("security.secret_short", field="secret", count=PASSPHRASE_CHARACTERS)
    if len(text) > MOST_CHARACTERS or not plaintext.shows(text):
        raise Refused("security.secret_untypable", field="secret", count=MOST_CHARACTERS)
    if _is_repeated(bare) or _is_known(bare, known_words):
        raise Refused("security.secret_known", field="secret")


def _check_pin(pin: str, *, pin_allowed: bool, known_words: tuple[str, ...]) -> None:
    if not pin_allowed:
        raise Refused("security.pin_not_here", field="secret", count=PASSPHRASE_CHARACTERS)
    if len(pin) < PIN_DIGITS:
        raise Refused("security.pin_short", field="secret", count=PIN_DIGITS)
    guessable = _is_run(pin) or _is_repeated(pin) or _is_date(pin) or _is_office(pin, known_words)
    if guessable:
        raise Refused("security.secret_known", field="secret")


def _is_run(pin: str) -> bool:
    """123456, 987654, 890123: each digit one up from the last, or one down."""
    steps = {(int(after) - int(before)) % 10 for before, after in itertools.pairwise(pin)}
    return steps in ({1}, {9})


def _is_repeated(text: str) -> bool:
    """111111, 121212, 123123: a short piece over and over."""
    return any(
        text == (text[:period] * len(text))[: len(text)]
        for period in range(1, _LONGEST_PERIOD + 1)
        if period * 2 <= len(text)
    )


def _is_date(pin: str) -> bool:
    """A day of a life: ddmmyy, mmddyy, yymmdd and the same with four digits of the year."""
    for year_at, month_at, day_at in _DATE_ORDERS.get(len(pin), ()):
        written = pin[year_at : year_at + len(pin) - 4]
        year = int(written if len(written) > len(_CENTURY) else _CENTURY + written)
        month, day = int(pin[month_at : month_at + 2]), int(pin[day_at : day_at + 2])
        if _FIRST_YEAR <= year <= _LAST_YEAR and _is_day(year, month, day):
            return True
    return False


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _is_office(pin: str, known_words: tuple[str, ...]) -> bool:
    for word in known_words:
        number = re.sub(r"\D", "", word).lstrip("0")
        if number and pin.lstrip("0") == number:
            return True
        if len(number) >= _OFFICE_DIGITS and number in pin:
            return True
    return False


def _is_known(bare: str, known_words: tuple[str, ...]) -> bool:
    """Only a known word, or the row of a keyboard, with digits and signs around it."""
    letters = "".join(character for character in bare if character.isalpha())
    folded = {"".join(word.casefold().split()) for word in known_words}
    mine = {"".join(filter(str.isalpha, word)) for word in folded} - {""}
    along_a_row = bool(letters) and any(letters in row or letters[::-1] in row for row in _ROWS)
    only_digits = not letters and bare.isdigit() and _is_run(bare)
    return letters in _KNOWN | mine or along_a_row or only_digits
