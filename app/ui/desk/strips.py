"""The status strip, the sync centre, the session bar, the rail: rows of the workstation."""

from collections.abc import Mapping

from app.base.clock import Instant
from app.transit.rows import QueueCount
from app.ui.desk.speech import DAY_MS, MINUTE_MS, Speech
from app.ui.keys import CAPS, Press
from app.ui.tables.rail import RailEntry
from app.ui.text import Run, isolate
from app.ui.theme import Role
from app.ui.widgets.sessionbar import Session
from app.ui.widgets.statusstrip import Fact
from app.workstation.cases import SessionRow
from app.workstation.status import LinkLine, StripRow, UnsentLine

QUEUES = ("expected", "crossings", "yard", "control", "result", "departures", "late")
DECIDE = ("cases",)
LINK = ("unsent",)
RAIL = (*QUEUES, *DECIDE, *LINK)
"""The rail from the top; the place is the digit of its key."""
NEW = "new"
_ICONS = {
    "expected": "truck",
    "crossings": "gate",
    "yard": "yard",
    "control": "control",
    "result": "result",
    "departures": "exit",
    "late": "late",
    "cases": "case",
    "unsent": "unsent",
}
_PRESSING = frozenset({"control", "result"})
"""Queues whose late records somebody must act on today; elsewhere the row's own clock tells."""
_SUSPECT_MS = 2 * MINUTE_MS


def rail_of(
    counts: Mapping[str, QueueCount], waiting: int, speech: Speech
) -> tuple[RailEntry, ...]:
    """The queues with their counts, those late as attention."""
    entries: list[RailEntry] = []
    for group, names in (("queues", QUEUES), ("decide", DECIDE), ("link", LINK)):
        cap = speech.say("desk.rail.control") if group == "queues" else ""
        words = speech.say(f"desk.rail.{group}")
        entries.append(RailEntry(name=f"-{group}", words=words, cap=cap))
        entries += [_entry(name, counts, waiting, speech) for name in names]
    return tuple(entries)


def new_of(speech: Speech) -> RailEntry:
    """What stands at the foot of the rail: a new declaration."""
    return RailEntry(name=NEW, words=speech.say("desk.new"), icon="plus", cap=CAPS.cap(Press.NEW))


def _entry(name: str, counts: Mapping[str, QueueCount], waiting: int, speech: Speech) -> RailEntry:
    standing = counts.get(name, QueueCount())
    attention = standing.late if name in _PRESSING else 0
    count = waiting if name == "unsent" else standing.count
    words = speech.say(f"desk.queue.{name}")
    spoken = f"{words} {count}"
    if attention:
        spoken = f"{spoken}, {speech.say('desk.rail.late', n=attention)}"
    return RailEntry(
        name=name,
        words=words,
        icon=_ICONS[name],
        count=count,
        attention=attention,
        cap=str(RAIL.index(name) + 1),
        spoken=spoken,
    )


def session_of(row: SessionRow, now: Instant, speech: Speech) -> Session:
    """The session bar: the family name in full, the given name by its letter."""
    return Session(
        post=row.office_name,
        office=row.office,
        duty=speech.say("desk.duty", duty=duty_words(row.duty, speech)),
        officer=short_name(row.name),
        date=speech.week_day(speech.local(now).date()),
        time=speech.clock(now),
    )


def duty_words(duty: str, speech: Speech) -> str:
    """A duty in words."""
    code = f"desk.duty.{duty}"
    return speech.say(code) if speech.texts.has(code) else duty


def short_name(name: str) -> str:
    """``HOXHA Arben`` as ``HOXHA A.``; the family name is the part in capitals, else the last.

    >>> short_name("HOXHA Arben"), short_name("Arben Hoxha"), short_name("Besnik")
    ('HOXHA A.', 'HOXHA A.', 'Besnik')
    """
    parts = name.split()
    if len(parts) < 2:  # noqa: PLR2004 - one name is shown whole
        return name
    first_is_family = parts[0].isupper() and not parts[-1].isupper()
    family, given = (parts[0], parts[1]) if first_is_family else (parts[-1], parts[0])
    return f"{family.upper()} {given[:1]}."


def facts_of(
    row: StripRow | None, now: Instant, speech: Speech, *, warn_hours: int
) -> tuple[Fact, ...]:
    """The five facts; of the store's none is known before it was opened."""
    if row is None:
        return (Fact("clock", (Run(speech.say("desk.strip.closed")),), Role.CALM),)
    links = tuple(_link(one, now, speech) for one in row.links)
    nobody = Fact("linkdown", (Run(speech.say("desk.strip.no_link"), role=Role.CALM),), Role.CALM)
    return (
        *(links or (nobody,)),
        _waiting(row, speech, warn_hours),
        _need_you(row, speech),
        _clock(row, speech),
    )


def _link(line: LinkLine, now: Instant, speech: Speech) -> Fact:
    name = isolate(line.name)
    if line.state == "up":
        last = speech.stamp(Instant(line.last_exchange), now)
        words = (
            Run(name),
            Run(speech.say("desk.link.up"), bold=True, gap=5),
            Run(last, gap=5),
        )
        return Fact("linkup", words, urgent=1)
    code = "desk.link.down" if line.state == "down" else "desk.link.never"
    since = speech.stamp(Instant(line.since), now) if line.since else ""
    down = Run(speech.say(code, since=since), role=Role.CALM, gap=5)
    return Fact("linkdown", (Run(name, role=Role.CALM), down), Role.CALM, urgent=2)


def waiting_words(row: StripRow, speech: Speech) -> str:
    """*7 waiting, oldest 2 h 06*, or *Everything sent, as of 14:02*."""
    if row.waiting:
        oldest = speech.span(row.now - row.oldest, exact=True) if row.oldest else ""
        code = "desk.strip.waiting" if oldest else "desk.strip.waiting.few"
        return speech.say(code, n=row.waiting, oldest=oldest)
    last = max((one.last_exchange for one in row.links), default=0)
    if not last:
        return speech.say("desk.strip.nothing")
    return speech.say("desk.strip.sent", time=speech.stamp(Instant(last), Instant(row.now)))


def _waiting(row: StripRow, speech: Speech, warn_hours: int) -> Fact:
    warn = bool(row.oldest) and row.now - row.oldest > warn_hours * DAY_MS // 24
    role = Role.WARN if warn else Role.TEXT
    words = (Run(waiting_words(row, speech), role=role),)
    return Fact("unsent", words, role, CAPS.cap(Press.SYNC), urgent=4 if warn else 2)


def _need_you(row: StripRow, speech: Speech) -> Fact:
    if not row.need_you:
        return Fact("check", (Run(speech.say("desk.strip.nobody"), role=Role.CALM),), Role.CALM)
    words = speech.say("desk.strip.need_you", n=row.need_you)
    return Fact("stop", (Run(words, bold=True, role=Role.STOP),), Role.STOP, urgent=5)


def _clock(row: StripRow, speech: Speech) -> Fact:
    if abs(row.offset_ms) > _SUSPECT_MS:
        words = speech.say("desk.strip.clock_off", span=speech.span(abs(row.offset_ms)))
        return Fact("clock", (Run(words, role=Role.WARN),), Role.WARN, urgent=3)
    return Fact("clock", (Run(speech.say("desk.strip.clock"), role=Role.CALM),), Role.CALM)


def unsent_words(line: UnsentLine, speech: Speech) -> str:
    """What waits: the act's kind in words, or the message's code."""
    words = speech.say(line.code) if speech.texts.has(line.code) else line.code
    return words[:1].upper() + words[1:]
