"""The page of a shift handover: the draft that builds itself, or one that is given or taken."""

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from operator import attrgetter
from typing import Any

import msgspec

from app.acts.in_force import InForce, Shift
from app.acts.steps import View, Words
from app.base.clock import Instant
from app.base.errors import Refused
from app.base.ids import ActId, RecordId
from app.cases.look import Names
from app.duty.handover import (
    GIVEN,
    HANDOVER,
    STATE_GIVEN,
    STATE_NONE,
    STATE_TAKEN,
    TAKEN,
    Handover,
)
from app.duty.shift import came_since
from app.reference import offices
from app.security.roles import YES
from app.workstation import shifts
from app.workstation.look import LiveLook

_PAGE = 50
NO_RECORD = RecordId(b"")


class HandoverLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line: what is in force, since when (ms UTC, 0: not known), which record it is about.

    ``key`` names it in ``seen``, ``marked``, ``checked`` and remarks; ``added`` tells that it came
    in force after the handover was given.
    """

    key: str
    part: str
    record: RecordId
    number: str
    words: Words
    at: Instant
    count: int
    marked: bool
    added: bool
    remark: str


class HandoverPart(msgspec.Struct, frozen=True, kw_only=True):
    """The lines of one part under the catalogue's code of its title; none: say so."""

    part: str
    title: str
    lines: tuple[HandoverLine, ...]


class HandoverRow(msgspec.Struct, frozen=True, kw_only=True):
    """The page. ``state`` is draft, given or taken; a draft has no record and no number yet.

    ``why_not_give`` and ``why_not_take`` are catalogue codes, empty where the officer signed in
    may. ``since`` is when the shift began, ``count`` how many lines there are.
    """

    record: RecordId
    number: str
    state: str
    office: str
    office_name: str
    since: Instant
    given_by: str
    given_at: Instant
    taken_by: str
    taken_at: Instant
    message: str
    parts: tuple[HandoverPart, ...]
    count: int
    why_not_give: str
    why_not_take: str
    now: Instant


class HandoverPage(View[HandoverRow], frozen=True, kw_only=True):
    """A handover; without a record the one that waits on this device, else the draft.

    ``fresh`` asks for the draft also while one waits: giving it puts it in the place of that one.
    """

    record: RecordId | None = None
    fresh: bool = False


class HandoverEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One handover in the list of past ones."""

    record: RecordId
    number: str
    state: str
    given_by: str
    given_at: Instant
    taken_by: str
    taken_at: Instant
    lines: int
    remarks: int


class HandoversRow(msgspec.Struct, frozen=True, kw_only=True):
    """Handovers of the office, last first."""

    lines: tuple[HandoverEntry, ...]
    now: Instant


class Handovers(View[HandoversRow], frozen=True, kw_only=True):
    """The handovers known here, waiting ones first, then the last taken."""

    limit: int = _PAGE


def handover_page(view: HandoverPage, look: LiveLook) -> HandoverRow:
    """Show a handover.

    Raises:
        Refused: no such handover is here.
    """
    shift = shifts.running(look)
    if view.record is None:
        waiting = None if view.fresh else _waiting(look)
        record, handover = waiting or (NO_RECORD, Handover())
    else:
        record, handover = _of_record(look, view.record)
    names = Names(look)
    lines = handover.lines if handover.state != STATE_NONE else shift.lines
    added = _added(handover, shift)
    return HandoverRow(
        record=record,
        number=handover.number,
        state="draft" if handover.state == STATE_NONE else handover.state,
        office=handover.office or look.actor.office,
        office_name=offices.load().name(handover.office or look.actor.office, "en"),
        since=handover.since if handover.state != STATE_NONE else shift.since,
        given_by=_name(look, names, handover.given),
        given_at=handover.given_at,
        taken_by=_taken_by(look, names, record),
        taken_at=handover.taken_at,
        message=handover.message,
        parts=tuple(_parts((*lines, *added), handover, {line.key for line in added})),
        count=len(lines) + len(added),
        why_not_give=_why_not_give(look, handover),
        why_not_take=_why_not_take(look, handover),
        now=look.now,
    )


def handovers(view: Handovers, look: LiveLook) -> HandoversRow:
    """List the handovers known here."""
    names = Names(look)
    lines: list[HandoverEntry] = []
    for is_open in (True, False):
        rows = look.store.records.newest(
            HANDOVER, is_open=is_open, limit=max(0, view.limit - len(lines))
        )
        lines += [_entry(look, names, row.record) for row in rows]
    return HandoversRow(lines=tuple(lines), now=look.now)


def words_of(line: InForce) -> Words:
    """Tell a line in one sentence; one of a part we do not know by its number alone."""
    state = f"@{line.state}" if line.state else ""
    told: dict[str, str | int] = {
        "number": line.number,
        "state": state,
        "text": line.text or "-",
        "n": line.count,
    }
    code = "duty.line.rest" if line.state == "duty.rest" else f"duty.line.{line.part}"
    return Words(code, told)


def _entry(look: LiveLook, names: Names, record: RecordId) -> HandoverEntry:
    _, handover = _of_record(look, record)
    return HandoverEntry(
        record=record,
        number=handover.number,
        state=handover.state,
        given_by=_name(look, names, handover.given),
        given_at=handover.given_at,
        taken_by=_taken_by(look, names, record),
        taken_at=handover.taken_at,
        lines=len(handover.lines) + len(handover.added),
        remarks=len(handover.remarks),
    )


def _of_record(look: LiveLook, record: RecordId) -> tuple[RecordId, Handover]:
    folded = look.store.folded(look.store.surviving(record))
    if folded is None or not isinstance(folded.state, Handover):
        raise Refused("duty.no_such_handover", field="record")
    return folded.id, folded.state


def _waiting(look: LiveLook) -> tuple[RecordId, Handover] | None:
    """This device's handover that nobody has taken yet."""
    for row in look.store.records.newest(HANDOVER, is_open=True):
        record, handover = _of_record(look, row.record)
        if handover.stream == look.stream and handover.state == STATE_GIVEN:
            return record, handover
    return None


def _added(handover: Handover, shift: Shift) -> tuple[InForce, ...]:
    """What came after it was given: as signed once taken, else as it is now."""
    if handover.state == STATE_TAKEN:
        return handover.added
    return came_since(handover, shift) if handover.state == STATE_GIVEN else ()


def _parts(
    lines: tuple[InForce, ...], handover: Handover, added: set[str]
) -> Iterator[HandoverPart]:
    remarks = {remark.line: remark.text for remark in handover.remarks}
    parts = dict.fromkeys((*shifts.PARTS, *(line.part for line in lines)))
    by_part: Mapping[str, tuple[InForce, ...]] = {
        part: tuple(found)
        for part, found in groupby(sorted(lines, key=attrgetter("part")), key=attrgetter("part"))
    }
    for part in parts:
        yield HandoverPart(
            part=part,
            title=f"duty.part.{part}",
            lines=tuple(
                HandoverLine(
                    key=line.key,
                    part=part,
                    record=RecordId(line.record),
                    number=line.number,
                    words=words_of(line),
                    at=line.at,
                    count=line.count,
                    marked=line.key in handover.marked,
                    added=line.key in added,
                    remark=remarks.get(line.key, ""),
                )
                for line in by_part.get(part, ())
            ),
        )


def _name(look: LiveLook, names: Names, act: bytes) -> str:
    found = look.store.act(ActId(act)) if act else None
    return names.of(found) if found is not None else ""


def _taken_by(look: LiveLook, names: Names, record: RecordId) -> str:
    acts = look.store.acts_of(record) if record else ()
    return next((names.of(act) for act in acts if act.envelope.kind == TAKEN), "")


def _why_not_give(look: LiveLook, handover: Handover) -> str:
    if not _may(look, GIVEN):
        return "duty.may_not_hand_over"
    return "duty.handover_is_over" if handover.state == STATE_TAKEN else ""


def _why_not_take(look: LiveLook, handover: Handover) -> str:
    if handover.state == STATE_NONE:
        return "duty.not_given_yet"
    if handover.state == STATE_TAKEN:
        return "duty.handover_is_over"
    if handover.given_by == look.actor.officer:
        return "duty.handover_same_officer"
    return "" if _may(look, TAKEN) else "duty.may_not_hand_over"


def _may(look: LiveLook, kind: str) -> bool:
    return YES in look.pack.roles.get(kind, {}).get(look.actor.role, "").split()


ANSWERS: dict[type[View[Any]], Callable[[Any, LiveLook], Any]] = {
    HandoverPage: handover_page,
    Handovers: handovers,
}
