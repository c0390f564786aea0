"""What is in force at this post: every package's own lines, and those of device and links.

The list of a handover. A part longer than anybody checks line by line ends in one line that
counts the rest.
"""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from app.acts.in_force import InForce, Shift
from app.base.clock import Instant
from app.base.ids import Chance
from app.duty.acts import ClockSteppedBack, EpochOpened, StepRefused, UnlockFailed
from app.duty.handover import HANDOVER, Handover
from app.duty.record import Duty
from app.sync import peers
from app.workstation import diary, queued
from app.workstation.desk import LiveDesk
from app.workstation.epochs import Opening
from app.workstation.look import LiveLook

PARTS = (
    "hold",
    "override",
    "workaround",
    "unconfirmed",
    "case",
    "control",
    "result",
    "yard",
    "late",
    "print",
    "unsent",
    "link",
    "event",
)
"""In the order in which they are read; a part of a room we do not know comes last."""

MOST_LINES = 100
"""Lines of one part; the rest is one line with their number."""

_DAY_MS = 86_400_000
_SLICE = 500
_DUTIES = 200
_EVENTS = (ClockSteppedBack, EpochOpened, UnlockFailed, StepRefused)


def desk(look: LiveLook, chance: Chance) -> LiveDesk:
    """What a service may know at this post, the shift that runs included."""
    return LiveDesk(
        look.store,
        look.pack,
        look.actor,
        stream=look.stream,
        now=look.now,
        chance=chance,
        shift=lambda: running(look),
    )


def running(look: LiveLook) -> Shift:
    """What is in force now, part by part, and since when the shift runs."""
    since = began(look)
    lines = (*look.rooms.in_force(look), *_of_device(look, since))
    order = {part: at for at, part in enumerate(PARTS)}
    ordered = sorted(lines, key=lambda line: order.get(line.part, len(order)))
    return Shift(
        since=since,
        lines=tuple(
            line
            for _, part in groupby(ordered, key=attrgetter("part"))
            for line in _shortened(tuple(part))
        ),
    )


def began(look: LiveLook) -> Instant:
    """When this shift began: the last handover taken here, else the first sign-in of a day."""
    for row in look.store.records.newest(HANDOVER, is_open=False):
        folded = look.store.folded(row.record)
        state = folded.state if folded is not None else None
        if isinstance(state, Handover) and state.stream == look.stream:
            return state.taken_at
    signed_in = [duty.since for duty in _duties(look) if duty.since > look.now - _DAY_MS]
    return Instant(min(signed_in, default=0))


def _shortened(part: tuple[InForce, ...]) -> tuple[InForce, ...]:
    if len(part) <= MOST_LINES:
        return part
    rest = part[MOST_LINES - 1 :]
    oldest = min((line.at for line in rest if line.at), default=Instant(0))
    more = InForce(part=part[0].part, state="duty.rest", at=oldest, count=len(rest))
    return (*part[: MOST_LINES - 1], more)


def _of_device(look: LiveLook, since: Instant) -> Iterator[InForce]:
    """Papers, acts that wait, links, and what happened to the device in this shift."""
    for paper in queued.to_print(look):
        yield InForce(
            part="print",
            record=paper.record,
            mark=paper.document.encode(),
            number=paper.number,
            state=paper.words,
            at=paper.since,
        )
    unsent = look.store.unsent(look.stream, copies=look.pack.journal.copies)
    yield InForce(part="unsent", at=unsent.oldest, count=unsent.count)
    for link in peers.links(look.store):
        yield InForce(
            part="link",
            mark=link.name.encode(),
            number=link.name,
            state=f"duty.link.{link.state}",
            at=Instant(link.since),
        )
    yield from _events(look, since)


def _events(look: LiveLook, since: Instant) -> Iterator[InForce]:
    """Clock, power, wrong secrets, refusals and faults of the shift, as journal and log tell.

    By the highest time a device had seen: a clock that fell back hides nothing.
    """
    after = _first_of_shift(look, since)
    while acts := look.store.stream_acts(look.stream, after, _SLICE):
        after = acts[-1].envelope.seq
        for act in acts:
            told = look.told(act)
            if act.envelope.clock.highest >= since and _is_event(told.fact):
                state = look.rooms.kind_words(told.kind)
                yield InForce(part="event", mark=told.id, state=state, at=told.wall)
    for duty in _duties(look)[1:]:
        if duty.since >= since and not duty.until:
            mark = duty.since.to_bytes(8, "big")
            yield InForce(
                part="event", mark=mark, state="duty.no_sign_out", at=Instant(duty.since)
            )
    for fault in diary.faults(look.premises.folder, since) if look.premises is not None else ():
        yield InForce(
            part="event",
            mark=bytes.fromhex(fault.reference),
            number=fault.reference,
            state="duty.fault",
            at=Instant(fault.at),
        )


def _is_event(fact: object) -> bool:
    """The device's own troubles; that it was set up is none."""
    is_first = isinstance(fact, EpochOpened) and fact.reason == Opening.FIRST
    return isinstance(fact, _EVENTS) and not is_first


def _first_of_shift(look: LiveLook, since: Instant) -> int:
    """The seq before the shift's first act of this device, to within a slice."""
    before = look.store.tip(look.stream).seq
    while before > 0:
        act = look.store.stream_acts(look.stream, before - 1, 1)
        if act and act[0].envelope.clock.highest < since:
            return before
        before -= _SLICE
    return 0


def _duties(look: LiveLook) -> tuple[Duty, ...]:
    """The sessions of this device, the last first."""
    rows = look.store.records.newest("duty", is_open=False, limit=_DUTIES)
    states = (folded.state for row in rows if (folded := look.store.folded(row.record)))
    return tuple(state for state in states if isinstance(state, Duty))
