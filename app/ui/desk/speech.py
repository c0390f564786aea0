"""How the desk speaks: words of a code, times of the office, durations with their units."""

import math
from datetime import date, datetime
from zoneinfo import ZoneInfo

from app.acts.steps import Words
from app.base.clock import Day, Instant, date_of, moment_of
from app.base.errors import Parameter, WaypostError
from app.base.findings import Finding
from app.reference.texts import Texts
from app.ui.text import END, FIRST_STRONG, FROM_RIGHT

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS
_WHOLE_HOURS = 6
_WHOLE_DAYS = 48


def apart(words: str) -> str:
    """A name of any script, kept in its own direction inside words of another."""
    return f"{FIRST_STRONG}{words}{END}" if words else ""


class Speech:
    """One language, one office's zone (IANA name)."""

    def __init__(self, texts: Texts, zone: str) -> None:
        self.texts = texts
        self._zone = ZoneInfo(zone)

    def say(self, code: str, /, **parameters: Parameter) -> str:
        """The words of a code."""
        return self.texts.say(code, **parameters)

    def words(self, words: Words) -> str:
        """The sentence that a row carries as code and parameters."""
        return self.texts.say(words.code, **words.parameters)

    def error(self, error: WaypostError) -> str:
        """What went wrong, in words."""
        return self.texts.error(error)

    def finding(self, finding: Finding) -> str:
        """What a rule found, in words."""
        return self.texts.finding(finding)

    @property
    def comma(self) -> str:
        """What stands between the parts of a list."""
        return "\u060c " if self.texts.right_to_left else ", "

    def joined(self, *parts: str) -> str:
        """Parts that are not empty with commas between; each keeps its own direction.

        Where the language runs from the right, the first part stands on the right in any script.
        """
        kept = [part for part in parts if part]
        if not self.texts.right_to_left:
            return self.comma.join(kept)
        return FROM_RIGHT * bool(kept) + self.comma.join(map(apart, kept))

    def local(self, at: Instant) -> datetime:
        """An instant as the office's clock shows it."""
        return moment_of(at).astimezone(self._zone)

    def ahead(self, at: Instant) -> int:
        """Minutes that the office's time is ahead of UTC."""
        ahead = self.local(at).utcoffset()
        return 0 if ahead is None else int(ahead.total_seconds()) // 60

    def clock(self, at: Instant) -> str:
        """``14:05``."""
        return f"{self.local(at):%H:%M}"

    def short_day(self, day: date) -> str:
        """``22 Nov``."""
        return self.say("desk.day.short", day=day.day, month=self.say(f"desk.month.{day.month}"))

    def week_day(self, day: date) -> str:
        """``Sun 22 Nov``."""
        weekday = self.say(f"desk.weekday.{day.isoweekday()}")
        return self.say("desk.day.week", weekday=weekday, day=self.short_day(day))

    def long_day(self, day: date) -> str:
        """``Sunday 22 November 2026``."""
        return self.say(
            "desk.day.long",
            weekday=self.say(f"desk.weekday.long.{day.isoweekday()}"),
            day=day.day,
            month=self.say(f"desk.month.long.{day.month}"),
            year=day.year,
        )

    def law_day(self, day: Day) -> str:
        """A date of law as ``Mon 23 Nov``."""
        return self.week_day(date_of(day))

    def stamp(self, at: Instant, now: Instant) -> str:
        """``13:51`` of today, ``22 Nov 13:51`` of any other day."""
        local = self.local(at)
        if local.date() == self.local(now).date():
            return f"{local:%H:%M}"
        return self.say("desk.day.time", day=self.short_day(local.date()), time=f"{local:%H:%M}")

    def on_day(self, at: Instant, now: Instant) -> str:
        """The time of today, the day alone of any other."""
        local = self.local(at)
        if local.date() == self.local(now).date():
            return f"{local:%H:%M}"
        return self.short_day(local.date())

    def span(self, ms: int, *, exact: bool = False) -> str:
        """``4 min``, ``2 h 06``, from six hours ``28 h`` unless exact, from two days ``3 d``."""
        minutes = max(0, ms) // MINUTE_MS
        hours = minutes // 60
        if hours == 0:
            return self.say("desk.span.minutes", n=minutes)
        if hours >= _WHOLE_DAYS:
            return self.say("desk.span.days", n=hours // 24)
        if hours >= _WHOLE_HOURS and not exact:
            return self.say("desk.span.hours", n=hours)
        return self.say("desk.span.hours_minutes", hours=hours, minutes=f"{minutes % 60:02}")

    def size(self, content: int) -> str:
        """``20 KB``."""
        return self.say("desk.size.kb", n=math.ceil(content / 1024))
