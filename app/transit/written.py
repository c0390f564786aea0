"""How a text is kept that was keyed: as the message has it, whichever way it was written."""

import re
import unicodedata
from datetime import date

from app.transit.blanks import entry_at, format_at

NAMES = frozenset(
    {
        "city",
        "complementOfInformation",
        "descriptionOfGoods",
        "houseNumber",
        "location",
        "name",
        "shippingMarks",
        "streetAndNumber",
        "text",
    }
)
"""Fields of anybody's words; all others are codes and numbers."""

_CAPITALS = frozenset({"country", "eori", "grn", "office", "tir-carnet"})
"""Formats that know no small letters; what has a code list knows none either."""

_DAY = re.compile(r"(\d{1,2})[./ ](\d{1,2})[./ ](\d{4})")
_DAY_TIME = re.compile(r"(\S+)[ T]+(\d{1,2})[:.](\d{2})(?::\d{2})?")
_GAPS = re.compile(r"[\s\u202f\u00a0']")


def told(path: str, text: str) -> str:
    """Give a text as it is kept: no space around it, codes in capitals, numbers with a point.

    >>> told("Consignment/grossMass", " 2 400,50 ")
    '2400.50'
    >>> told("TransitOperation/limitDate", "24.11.2026")
    '2026-11-24'
    """
    composed = unicodedata.normalize("NFC", text).strip()
    form, entry = format_at(path), entry_at(path)
    if form is None or entry is None or not composed:
        return composed
    if form.base in {"decimal", "integer"}:
        return _number(composed)
    if form.base == "date":
        return _day(composed)
    if form.base == "dateTime":
        return _moment(composed)
    return composed.upper() if entry.code_list or form.name in _CAPITALS else composed


def _number(text: str) -> str:
    bare = _GAPS.sub("", text)
    if "," in bare and "." not in bare and bare.count(",") == 1:
        bare = bare.replace(",", ".")
    return bare


def _day(text: str) -> str:
    found = _DAY.fullmatch(text)
    if found is None:
        return text
    day, month, year = (int(part) for part in found.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return text


def _moment(text: str) -> str:
    found = _DAY_TIME.fullmatch(text)
    if found is None:
        return text
    return f"{_day(found[1])} {int(found[2]):02}:{found[3]}"
