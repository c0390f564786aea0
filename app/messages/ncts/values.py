"""Texts of NCTS values and what they mean: numbers, days, moments, flags.

Reading never raises: a text that means nothing gives None, and the schema has said why. Moments
are written in UTC without offset, whole seconds.
"""

import re
from datetime import UTC, date, datetime

from app.base.clock import Day, Instant, date_of, day_of, instant_of, moment_of
from app.base.quantities import Quantity, quantity

_NUMBER = re.compile(r"[+-]?[0-9]{1,32}(\.[0-9]{0,32})?", re.ASCII)
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}", re.ASCII)


def read_text(text: str) -> str | None:
    """Give the text itself; nothing where it is empty."""
    return text or None


def write_text(value: str) -> str:
    """Give the text itself."""
    return value


def read_integer(text: str) -> int | None:
    """Read a whole number.

    >>> read_integer("17"), read_integer("many")
    (17, None)
    """
    return int(text) if _INTEGER.fullmatch(text.strip()) else None


def write_integer(value: int) -> str:
    """Write a whole number."""
    return str(value)


def read_quantity(text: str) -> Quantity | None:
    """Read a decimal number.

    >>> str(read_quantity("2400.50"))
    '2400.5'
    """
    return quantity(text.strip()) if _NUMBER.fullmatch(text.strip()) else None


def write_quantity(value: Quantity) -> str:
    """Write a decimal number without trailing zeros."""
    return str(value)


def read_day(text: str) -> Day | None:
    """Read a date.

    >>> read_day("2026-11-22"), read_day("2026-02-30")
    (20261122, None)
    """
    if not _DAY.fullmatch(text.strip()):
        return None
    try:
        return day_of(date.fromisoformat(text.strip()))
    except ValueError:
        return None


def write_day(value: Day) -> str:
    """Write a date.

    >>> write_day(Day(20261122))
    '2026-11-22'
    """
    return date_of(value).isoformat()


def read_instant(text: str) -> Instant | None:
    """Read a moment, UTC.

    >>> read_instant("2026-11-22T13:05:00")
    1795352700000
    """
    if not _MOMENT.fullmatch(text.strip()):
        return None
    try:
        return instant_of(datetime.fromisoformat(text.strip()).replace(tzinfo=UTC))
    except ValueError:
        return None


def write_instant(value: Instant) -> str:
    """Write a moment in UTC, whole seconds.

    >>> write_instant(Instant(1795352700999))
    '2026-11-22T13:05:00'
    """
    return moment_of(value).replace(tzinfo=None).isoformat(timespec="seconds")


def read_flag(text: str) -> bool | None:
    """Read 0 or 1.

    >>> read_flag("1"), read_flag("yes")
    (True, None)
    """
    return {"0": False, "1": True}.get(text.strip())


def write_flag(value: bool) -> str:
    """Write 0 or 1."""
    return "1" if value else "0"
