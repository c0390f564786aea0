"""Legal clocks: when something is due by the pack's numbers, and how near that is.

Pure: instants in, instants and readings out. Days are calendar days of the office's zone; a thing
due "by the 3rd day" is due when that day ends there. What must be shown while the own clock is in
doubt is the caller's to decide: officers' deadlines run by the lower bound of trusted time.
"""

from calendar import monthrange
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo

import msgspec

from app.base.clock import Day, Instant, date_of, day_of, instant_of, moment_of
from app.reference.pack import CountryPack

_HOUR_MS = 3_600_000
_MINUTE_MS = 60_000
_MONTHS = 12


class Nearness(StrEnum):
    """How much a clock wants to be looked at."""

    FAR = "far"
    NEAR = "near"  # within the hours the pack says for the queue
    LATE = "late"


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """A clock read at a moment.

    ``days`` is the number of calendar days from today to the day of ``due``: 0 today, negative
    when that day is over; ``hours`` and ``minutes`` are what is left, or, when late, what it is
    over, both never negative.
    """

    due: Instant
    nearness: Nearness
    days: int
    hours: int
    minutes: int


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def local_day(instant: Instant, zone: str) -> Day:
    """Give the date of an instant in a zone.

    >>> local_day(Instant(1795388400000), "Europe/Tirane")
    20261123
    """
    return day_of(moment_of(instant).astimezone(_zone(zone)).date())


def day_ends(day: Day, zone: str) -> Instant:
    """Give the instant when a day is over in a zone: the first moment of the next.

    >>> moment_of(day_ends(Day(20261122), "Europe/Tirane")).isoformat()
    '2026-11-22T23:00:00+00:00'
    """
    following = date_of(day) + timedelta(days=1)
    return instant_of(datetime(following.year, following.month, following.day, tzinfo=_zone(zone)))


def days_after(day: Day, days: int) -> Day:
    """Count calendar days on.

    >>> days_after(Day(20261230), 3)
    20270102
    """
    return day_of(date_of(day) + timedelta(days=days))


def months_after(day: Day, months: int) -> Day:
    """Count months on; the last day of a month that has no such day.

    >>> months_after(Day(20260731), 7)
    20270228
    """
    begun = date_of(day)
    years, month = divmod(begun.month - 1 + months, _MONTHS)
    year = begun.year + years
    last = monthrange(year, month + 1)[1]
    return day_of(date(year, month + 1, min(begun.day, last)))


def days_between(begun: Day, ended: Day) -> int:
    """Count the calendar days from one day to another; negative when it lies before.

    >>> days_between(Day(20261122), Day(20261125))
    3
    """
    return (date_of(ended) - date_of(begun)).days


def read(due: Instant, now: Instant, *, near_hours: int, zone: str) -> Reading:
    """Read a clock.

    >>> read(Instant(7_200_000), Instant(0), near_hours=4, zone="UTC").nearness.value
    'near'
    """
    left = due - now
    if left <= 0:
        nearness = Nearness.LATE
    else:
        nearness = Nearness.NEAR if left <= near_hours * _HOUR_MS else Nearness.FAR
    # a day's end is the first moment of the next: the due day is the one it closes
    due_day = local_day(Instant(due - 1), zone)
    hours, rest = divmod(abs(left), _HOUR_MS)
    return Reading(
        due=due,
        nearness=nearness,
        days=days_between(local_day(now, zone), due_day),
        hours=hours,
        minutes=rest // _MINUTE_MS,
    )


def limit_day(accepted: Instant, departure: str, destination: str, pack: CountryPack) -> Day:
    """Propose the limit date of a journey that is accepted now, by the pack's routes."""
    days = pack.limit_days(departure, destination)
    return days_after(local_day(accepted, pack.zone), days)


def limit_due(limit: Day, pack: CountryPack) -> Instant:
    """When the goods must have been presented: at the end of the limit date."""
    return day_ends(limit, pack.zone)


def days_late(limit: Day, arrived: Instant, pack: CountryPack) -> int:
    """Days by which an arrival misses its limit date; 0 in time."""
    return max(0, days_between(limit, local_day(arrived, pack.zone)))


def result_due(presented: Instant, pack: CountryPack, *, consignee: bool = False) -> Instant:
    """When destination owes the control result; later at an authorised consignee."""
    clocks = pack.clocks
    days = clocks.control_result_consignee_days if consignee else clocks.control_result_days
    return day_ends(days_after(local_day(presented, pack.zone), days), pack.zone)


def result_day(presented: Instant, now: Instant, pack: CountryPack) -> int:
    """Say on which day after presentation we are; 0 on the day itself ("day 2 of 3")."""
    return max(0, days_between(local_day(presented, pack.zone), local_day(now, pack.zone)))


def result_asked(advised: Instant, pack: CountryPack, *, exceptional: bool = False) -> Instant:
    """When departure asks for a control result that is still missing."""
    clocks = pack.clocks
    days = clocks.result_asked_late_days if exceptional else clocks.result_asked_days
    return day_ends(days_after(local_day(advised, pack.zone), days), pack.zone)


def no_arrival_asked(limit: Day, pack: CountryPack) -> Instant:
    """When departure asks where goods are that were presented nowhere."""
    return day_ends(days_after(limit, pack.clocks.no_arrival_days), pack.zone)


def enquiry_due(asked: Instant, pack: CountryPack, *, poor: bool) -> Instant:
    """When an enquiry must be answered; ``poor``: no or poor information, or fraud (G0125)."""
    days = pack.clocks.enquiry_days if poor else pack.clocks.enquiry_long_days
    return day_ends(days_after(local_day(asked, pack.zone), days), pack.zone)


def discrepancies_due(resulted: Instant, pack: CountryPack) -> Instant:
    """When departure must have told how discrepancies were solved (G0064)."""
    days = pack.clocks.discrepancies_days
    return day_ends(days_after(local_day(resulted, pack.zone), days), pack.zone)


def recovery_day(limit: Day, pack: CountryPack) -> Day:
    """The day recovery starts of a movement that never arrived."""
    return months_after(limit, pack.clocks.recovery_months)


def prelodged_until(lodged: Instant, pack: CountryPack) -> Instant:
    """How long a declaration lodged before waits for its goods."""
    days = pack.clocks.prelodged_days
    return day_ends(days_after(local_day(lodged, pack.zone), days), pack.zone)


class PaperClocks(msgspec.Struct, frozen=True, kw_only=True):
    """The clocks of a movement of the business continuity procedure."""

    return_copy_due: Instant
    holder_told: Instant
    enquiry: Instant


def paper_clocks(limit: Day, arrived: Instant | None, pack: CountryPack) -> PaperClocks:
    """Give a paper movement's clocks: from the limit date; the return copy from the arrival.

    While the goods have not arrived the return copy counts from the limit date.
    """
    clocks, zone = pack.clocks, pack.zone
    begun = limit if arrived is None else local_day(arrived, zone)
    return PaperClocks(
        return_copy_due=day_ends(days_after(begun, clocks.return_copy_days), zone),
        holder_told=day_ends(days_after(limit, clocks.holder_told_days), zone),
        enquiry=day_ends(days_after(limit, clocks.paper_enquiry_days), zone),
    )
