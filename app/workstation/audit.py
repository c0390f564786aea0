"""The journal as an auditor reads it: who did what, where, on which device and when.

Officers read their own acts, supervisors and auditors those of the office. Source: the house's
security specification, 4 and 5.
"""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from app.acts import stamps
from app.acts.steps import View, Words
from app.base.clock import Instant
from app.base.errors import Refused
from app.base.ids import ActId, RecordId
from app.cases.look import Names
from app.models.receipts import HANDED_ON, KEPT, RECEIVED
from app.models.receipts import Role as Holder
from app.models.stored_acts import Arrived
from app.reference import offices
from app.security.roles import Capacity, Role
from app.workstation.look import LiveLook

OFFICE_READERS = frozenset({Role.SUPERVISOR, Role.AUDITOR, Role.CENTRE})
OWN_READERS = frozenset({Role.OFFICER, Role.MOBILE})
DEVICE_BYTES = 16
MOST_LOOKED = 4000
"""Acts looked through for one page; further pages go on from there."""

LAST = 1 << 62
_SLICE = 500


class AuditLine(msgspec.Struct, frozen=True, kw_only=True):
    """One act as it was signed. ``at`` is the signer's clock (ms UTC), ``offset`` its zone.

    ``who`` is empty for an act of a device and where nobody can tell; ``device`` has 16 bytes,
    ``level`` is 1 saved, 2 handed on, 3 received by the centre.
    """

    place: int
    act: bytes
    at: Instant
    offset: int
    clock_suspect: bool
    officer: bytes
    who: str
    capacity: str
    office: str
    office_name: str
    device: bytes
    seq: int
    kind: str
    kind_words: str
    words: Words
    record: RecordId
    number: str
    level: int
    arrived: Instant
    via: str


class AuditRow(msgspec.Struct, frozen=True, kw_only=True):
    """A page, last arrived first; ``following`` is ``before`` of the next page, 0: no more."""

    lines: tuple[AuditLine, ...]
    following: int
    only_own: bool
    now: Instant


class AuditTimeline(View[AuditRow], frozen=True, kw_only=True):
    """Acts of the journal by officer (key id), record, device (16 bytes), kind and time signed.

    What is left out is not asked for. A page may hold fewer lines than ``limit`` and still have a
    ``following`` one: only so many acts are looked through at a time.
    """

    officer: bytes = b""
    record: RecordId | None = None
    device: bytes = b""
    kind: str = ""
    since: Instant = Instant(0)
    until: Instant = Instant(LAST)
    before: int = LAST
    limit: int = 50


class AuditOfficer(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody or something to choose in a filter."""

    id: bytes
    name: str


class AuditChoicesRow(msgspec.Struct, frozen=True, kw_only=True):
    """The officers and devices whose acts are held here."""

    officers: tuple[AuditOfficer, ...]
    devices: tuple[AuditOfficer, ...]


class AuditChoices(View[AuditChoicesRow], frozen=True, kw_only=True):
    """What the filters of the timeline offer: officers enrolled here, devices that wrote."""


def timeline(view: AuditTimeline, look: LiveLook) -> AuditRow:
    """Give a page of the journal.

    Raises:
        Refused: the role reads no journal.
    """
    only_own = allowed(look)
    names, levels = Names(look), Levels(look)
    found: list[AuditLine] = []
    following = 0
    limit = max(0, view.limit)
    for looked, one in enumerate(_arrivals(view, look)):
        if len(found) == limit or looked == MOST_LOOKED:
            following = one.place + 1
            break
        if _asked(one, view, look, only_own=only_own):
            found.append(_line(one, look, names, levels))
    return AuditRow(lines=tuple(found), following=following, only_own=only_own, now=look.now)


def choices(view: AuditChoices, look: LiveLook) -> AuditChoicesRow:
    """Give what the filters offer.

    Raises:
        Refused: the role reads no journal.
    """
    del view
    only_own = allowed(look)
    own = AuditOfficer(id=look.actor.officer, name=look.actor.name)
    enrolled = look.premises.vault.officers() if look.premises is not None else ()
    officers = tuple(AuditOfficer(id=one.officer, name=one.credential.name) for one in enrolled)
    devices = dict.fromkeys(tip.stream[:DEVICE_BYTES] for tip in look.store.tips())
    return AuditChoicesRow(
        officers=(own,) if only_own else officers,
        devices=tuple(AuditOfficer(id=one, name=_device_name(look, one)) for one in devices),
    )


def allowed(look: LiveLook) -> bool:
    """Whether somebody reads the own acts alone.

    Raises:
        Refused: the role reads no journal.
    """
    if look.actor.role in OFFICE_READERS:
        return False
    if look.actor.role in OWN_READERS:
        return True
    raise Refused("workstation.no_journal_for_role")


class Levels:
    """How far acts have come, stream by stream."""

    def __init__(self, look: LiveLook) -> None:
        self._look = look
        self._reached: dict[bytes, tuple[int, int]] = {}

    def of(self, stream: bytes, seq: int) -> int:
        """1 saved, 2 handed on, 3 received by the centre."""
        if stream not in self._reached:
            receipts, copies = self._look.store.receipts, self._look.pack.journal.copies
            received = receipts.covered(stream, Holder.ARBITER, copies=copies)
            handed_on = max(receipts.covered(stream, holder) for holder in Holder)
            self._reached[stream] = received, handed_on
        received, handed_on = self._reached[stream]
        return RECEIVED if seq <= received else HANDED_ON if seq <= handed_on else KEPT


def _arrivals(view: AuditTimeline, look: LiveLook) -> Iterator[Arrived]:
    """The acts in question, last arrived first."""
    if view.record is not None:
        record = look.store.surviving(view.record)
        for one in reversed(look.store.timeline(record)):
            if one.place < view.before:
                yield one
        return
    before = view.before
    while page := look.store.acts.backwards(before, _SLICE):
        yield from page
        before = page[-1].place


def _asked(one: Arrived, view: AuditTimeline, look: LiveLook, *, only_own: bool) -> bool:
    envelope = one.act.envelope
    officer = look.actor.officer if only_own else view.officer
    return (
        (not officer or envelope.officer == officer)
        and envelope.stream.startswith(view.device)
        and view.kind in {"", envelope.kind}
        and view.since <= envelope.clock.wall < view.until
    )


def _line(one: Arrived, look: LiveLook, names: Names, levels: Levels) -> AuditLine:
    envelope = one.act.envelope
    record = look.store.surviving(one.act.record)
    row = look.store.records.row(record)
    return AuditLine(
        place=one.place,
        act=one.act.id,
        at=Instant(envelope.clock.wall),
        offset=envelope.clock.offset,
        clock_suspect=stamps.is_suspect(envelope.clock),
        officer=envelope.officer,
        who=names.of(one.act),
        capacity=Capacity(envelope.capacity).name.lower(),
        office=envelope.office,
        office_name=offices.load().name(envelope.office, "en"),
        device=envelope.stream[:DEVICE_BYTES],
        seq=envelope.seq,
        kind=envelope.kind,
        kind_words=look.rooms.kind_words(envelope.kind),
        words=look.sentence(one.act),
        record=record,
        number=row.number if row is not None else "",
        level=levels.of(envelope.stream, envelope.seq),
        arrived=one.arrived,
        via=one.via,
    )


def _device_name(look: LiveLook, device: bytes) -> str:
    """A device by the office of its last act and the beginning of its key."""
    stream = next(tip for tip in look.store.tips() if tip.stream.startswith(device))
    last = look.store.act(ActId(stream.id))
    office = last.envelope.office if last is not None else ""
    return " ".join(filter(None, (office, device[:4].hex())))


ANSWERS: dict[type[View[Any]], Callable[[Any, LiveLook], Any]] = {
    AuditTimeline: timeline,
    AuditChoices: choices,
}
