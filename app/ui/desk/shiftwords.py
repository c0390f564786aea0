"""A handover in words: its parts and lines, what is ticked, whose turn it is."""

from collections.abc import Iterator, Mapping

import msgspec

from app.base.clock import Instant
from app.ui.desk.speech import Speech
from app.ui.pages.handover import GIVE, READ, TAKE, HandoverShown
from app.ui.tables.shiftlines import ShiftLine
from app.ui.text import Run, isolate, numbered
from app.ui.theme import Role
from app.ui.widgets.chip import Chip
from app.workstation.handovers import HandoverLine, HandoverRow


class Ticks(msgspec.Struct, frozen=True, kw_only=True):
    """What one officer has put on the lines of one handover; lines are named by their keys."""

    marked: frozenset[str] = frozenset()
    checked: frozenset[str] = frozenset()
    remarks: Mapping[str, str] = msgspec.field(default_factory=dict)

    def toggled(self, key: str, *, checking: bool) -> "Ticks":
        """With one line ticked, or its tick taken off."""
        if checking:
            return msgspec.structs.replace(self, checked=self.checked ^ {key})
        return msgspec.structs.replace(self, marked=self.marked ^ {key})

    def said(self, key: str, words: str) -> "Ticks":
        """With a remark on one line."""
        return msgspec.structs.replace(self, remarks={**self.remarks, key: words.strip()})

    def among(self, row: HandoverRow) -> int:
        """How many lines of a handover are checked."""
        return sum(line.key in self.checked for part in row.parts for line in part.lines)


def task_of(row: HandoverRow) -> str:
    """What the officer signed in may do with it now."""
    if row.state == "draft":
        return GIVE
    return TAKE if row.state == "given" and not row.why_not_take else READ


def handover_shown(row: HandoverRow, ticks: Ticks, speech: Speech) -> HandoverShown:
    """The page of a handover."""
    task = task_of(row)
    number = numbered(row.number, role=Role.QUIET, gap=8) if row.number else ()
    office = Run(f"{row.office_name} {isolate(row.office)}", role=Role.QUIET, gap=8)
    first, rest = _banner(row, task, speech)
    return HandoverShown(
        title=(Run(speech.say("handover.title"), bold=True), office, *number),
        state=_state(row, speech),
        task=task,
        lines=tuple(_lines(row, ticks, task, speech)),
        first=first,
        rest=rest,
    )


def _state(row: HandoverRow, speech: Speech) -> str:
    say = speech.say
    count = say("handover.lines", n=row.count)
    if row.state == "taken":
        who, at = row.taken_by, speech.stamp(row.taken_at, row.now)
        return speech.joined(say("handover.taken", name=who, time=at), count)
    if row.state == "given":
        who, at = row.given_by, speech.stamp(row.given_at, row.now)
        return speech.joined(say("handover.given", name=who, time=at), count)
    since = say("handover.since", time=speech.stamp(row.since, row.now)) if row.since else ""
    return speech.joined(say("handover.draft"), since, count)


def _banner(row: HandoverRow, task: str, speech: Speech) -> tuple[str, str]:
    if row.state == "draft":
        return "", ""
    message = f"«{row.message}»" if row.message else speech.say("duty.no_message")
    first = speech.say("handover.says", name=row.given_by)
    if task == READ and row.why_not_take == "duty.handover_same_officer":
        return speech.say("handover.waits"), speech.say("handover.waits.rest")
    return first, message


def _lines(row: HandoverRow, ticks: Ticks, task: str, speech: Speech) -> Iterator[ShiftLine]:
    say = speech.say
    for part in row.parts:
        count = say("handover.lines", n=len(part.lines)) if part.lines else say("handover.none")
        title = say(part.title)
        spoken = speech.joined(title, count)
        yield ShiftLine(key=f"-{part.part}", words=title, time=count, is_head=True, spoken=spoken)
        for line in part.lines:
            yield _line(line, title, ticks, task, row.now, speech)


def _line(  # noqa: PLR0917 - the five are one line's whole surroundings
    line: HandoverLine, title: str, ticks: Ticks, task: str, now: Instant, speech: Speech
) -> ShiftLine:
    say = speech.say
    marked = line.key in ticks.marked if task == GIVE else line.marked
    checked = line.key in ticks.checked if task == TAKE else None
    remark = ticks.remarks.get(line.key, "") if task == TAKE else line.remark
    chips = [Chip(say("handover.first"), Role.WARN, "warn")] if marked else []
    if line.added:
        chips.append(Chip(say("handover.added"), Role.DIFFERS, "plus"))
    words = speech.words(line.words)
    time = speech.stamp(line.at, now) if line.at else ""
    ticked = "" if checked is None else say("handover.is_checked" if checked else "handover.open")
    said = (chip.words for chip in chips)
    return ShiftLine(
        key=line.key,
        words=words,
        time=time,
        checked=checked,
        chips=tuple(chips),
        remark=remark,
        spoken=speech.joined(title, words, time, *said, ticked, remark),
        record=line.record,
    )
