"""Rows of movements as lists and heads show them: clock, number, route, verdict, truths."""

from app.acts.steps import Words
from app.base.clock import Instant
from app.transit import rows
from app.transit.states import State
from app.ui.desk.speech import HOUR_MS, Speech, apart
from app.ui.pages.answers import SAME, ArrivalAnswers
from app.ui.tables.queue import QueueRow, queue_number
from app.ui.text import Run, grouped, isolate, listed
from app.ui.theme import Role
from app.ui.widgets.annunciators import Cell
from app.ui.widgets.chip import Chip
from app.ui.widgets.clockmark import Clock, Urgency
from app.ui.widgets.recordhead import Head
from app.ui.widgets.truthmark import Truths

_ICONS = {
    "expected": "building",
    "time": "clock",
    "hold": "hold",
    "incident": "incident",
    "risk": "risk",
    "found": "seal",
}
_ROLES = {"rest": Role.QUIET, "warn": Role.WARN, "stop": Role.STOP}
_SHORT = {
    "transit.verdict.expected": "desk.verdict.expected",
    "transit.verdict.no_incident": "desk.verdict.no_incident",
    "transit.verdict.held": "desk.verdict.held",
    "transit.verdict.late": "desk.verdict.late",
    "transit.verdict.elsewhere": "desk.verdict.elsewhere",
    "transit.verdict.closed": "desk.verdict.closed",
    "transit.verdict.bad_seals": "desk.verdict.bad_seals",
    "transit.verdict.other_plate": "desk.verdict.other_plate",
    "transit.verdict.risk": "desk.verdict.risk",
    "transit.follows.all_intact": "desk.verdict.all_intact",
}
"""Sentences too long for a cell of the verdict, and what stands there instead."""
_FLAGS = {
    "transit.flag.held": ("hold", Role.STOP),
    "transit.flag.bad_seals": ("sealbroken", Role.STOP),
    "transit.flag.instruction": ("info", Role.WARN),
    "transit.flag.tir": ("", Role.QUIET),
}
BOUND = "bound"
"""The name of the first cell at departure: it says where the movement is bound for."""
_PLACES = {BOUND: "expected"}
_NEAR_WINDOW = 4 * HOUR_MS
_RING_WINDOW = 72 * HOUR_MS
_LEAVING = frozenset({"departures", "late"})


def clock_of(at: Instant, now: Instant, speech: Speech, *, near: bool, late: bool) -> Clock | None:
    """A legal clock in words; None where none runs."""
    if not at:
        return None
    left = at - now
    if late:
        return Clock(Urgency.LATE, speech.say("desk.clock.late", span=speech.span(-left)))
    words = speech.say("desk.clock.left", span=speech.span(left))
    if near:
        return Clock(Urgency.NEAR, words, min(1.0, left / _NEAR_WINDOW))
    return Clock(Urgency.CALM, words, min(1.0, left / _RING_WINDOW))


def truths_of(truths: rows.Truths, now: Instant, speech: Speech, *, short: bool = True) -> Truths:
    """The three truths and their words: in lists the last of them alone."""
    saved, sent, received = bool(truths.saved), bool(truths.sent), bool(truths.received)
    if received:
        code, at = "received", truths.received
    elif sent:
        code, at = "sent", truths.sent
    else:
        code, at = ("waiting" if saved else "none"), truths.saved
    code = f"desk.truth.{code}" if short else f"desk.truth.{code}.long"
    words = speech.say(code, time=speech.stamp(at, now) if at else "")
    return Truths(words, saved=saved, sent=sent, received=received)


def queue_row(line: rows.QueueLine, queue: str, now: Instant, speech: Speech) -> QueueRow:
    """One movement as its worklist shows it."""
    leaving = queue in _LEAVING
    other = line.destination_name if leaving else line.departure_name
    return QueueRow(
        key=line.record,
        number=queue_number(line.mrn or line.lrn),
        plate=line.plates[0] if line.plates else "",
        clock=clock_of(line.clock, now, speech, near=line.near, late=line.late),
        time=speech.stamp(line.since, now) if line.since and not line.clock else "",
        truths=truths_of(line.truths, now, speech) if line.truths.saved else None,
        second=tuple(apart(part) for part in (other, line.holder, line.goods) if part),
        chip=_chip(line, speech),
    )


def _chip(line: rows.QueueLine, speech: Speech) -> Chip | None:
    for flag in line.flags:
        icon, role = _FLAGS.get(flag, ("", Role.QUIET))
        return Chip(_capital(speech.say(flag)), role, icon)
    return None


def cells_of(verdict: tuple[rows.Cell, ...], speech: Speech) -> tuple[Cell, ...]:
    """The six annunciators; the sentence in full is what a screen reader says."""
    return tuple(
        Cell(
            caption=speech.say(f"desk.verdict.caption.{_PLACES.get(one.name, one.name)}"),
            icon=_ICONS[_PLACES.get(one.name, one.name)],
            answer=_capital(_short(one, speech)),
            role=_ROLES[one.level],
            spoken=speech.words(one.words),
        )
        for one in verdict
    )


def found_instead(
    verdict: tuple[rows.Cell, ...], answers: ArrivalAnswers, declared: tuple[str, ...]
) -> tuple[rows.Cell, ...]:
    """The verdict with what the officer's own answers found, of the seals ``declared``."""
    if not (answers.plate or answers.seals):
        return verdict
    words, level = _found(answers, declared)
    found = rows.Cell(name="found", level=level, words=words)
    return tuple(found if one.name == "found" else one for one in verdict)


def _found(answers: ArrivalAnswers, declared: tuple[str, ...]) -> tuple[Words, str]:
    bad = len(answers.bad_seals())
    if bad:
        return Words("transit.verdict.bad_seals", {"n": bad}), "stop"
    if answers.plate not in {"", SAME}:
        return Words("transit.verdict.other_plate", {"plate": answers.plate}), "warn"
    if not answers.seals_done(declared):
        return Words("transit.verdict.nothing_found"), "rest"
    if declared:
        return Words("transit.follows.all_intact", {"n": len(declared)}), "rest"
    return Words("transit.verdict.as_declared"), "rest"


def seen_from(
    verdict: tuple[rows.Cell, ...], head: rows.MovementHead, office: str
) -> tuple[rows.Cell, ...]:
    """The verdict at ``office``: where the movement leaves, its destination is expected."""
    if office in {"", head.destination_office} or head.departure_office != office:
        return verdict
    words = Words("transit.verdict.elsewhere", {"office": head.destination_name})
    bound = rows.Cell(name=BOUND, level="rest", words=words)
    return tuple(
        bound if one.name == "expected" and one.level != "stop" else one for one in verdict
    )


def hold_told(verdict: tuple[rows.Cell, ...], speech: Speech) -> str:
    """Why the movement may not go on, where it is held; else nothing."""
    cells = (one for one in verdict if one.name == "hold" and one.level == "stop")
    return next((f"{_capital(speech.words(one.words))}." for one in cells), "")


def _short(cell: rows.Cell, speech: Speech) -> str:
    if cell.name == BOUND:
        return str(cell.words.parameters["office"])
    code = _SHORT.get(cell.words.code, cell.words.code)
    return speech.say(code, **cell.words.parameters)


def head_of(
    head: rows.MovementHead, verdict: tuple[rows.Cell, ...], speech: Speech, *, route: bool = True
) -> Head:
    """The head of a movement's record."""
    number = head.mrn or speech.say("desk.head.lrn", lrn=head.lrn)
    chips = [Chip(head.declaration_type)] if head.declaration_type else []
    chips += [Chip(words) for words in (_state(head, speech),) if words]
    limit = speech.say("desk.head.limit", day=speech.law_day(head.limit)) if head.limit else ""
    known = speech.say("desk.head.known", time=speech.stamp(head.as_known, head.now))
    return Head(
        title=(Run(number, bold=True, code=True),),
        chips=tuple(chips),
        facts=listed(load_of(head, speech), comma=speech.comma),
        clock=clock_of(head.limit_at, head.now, speech, near=head.near, late=head.late),
        limit=limit,
        route=_route(head, speech) if route else (),
        cells=cells_of(verdict, speech),
        truths=truths_of(head.truths, head.now, speech, short=False),
        known=known if head.as_known else "",
    )


def load_of(head: rows.MovementHead, speech: Speech) -> tuple[str, ...]:
    """``2 items``, ``301 packages``, ``5 500 kg``: whatever is known of them."""
    parts = (
        speech.say("desk.head.items", n=head.items) if head.items else "",
        speech.say("desk.head.packages", n=head.packages) if head.packages else "",
        speech.say("desk.head.mass", mass=grouped(head.gross_mass)) if head.gross_mass else "",
    )
    return tuple(part for part in parts if part)


def _state(head: rows.MovementHead, speech: Speech) -> str:
    """What has become of it, where it is no longer simply awaited."""
    for state in (head.destination, head.transit, head.departure):
        if State(state) not in {State.NONE, State.ANNOUNCED}:
            return speech.say(f"transit.state.{State(state).name.lower()}")
    return ""


def _route(head: rows.MovementHead, speech: Speech) -> tuple[Run, ...]:
    if not head.known:
        return (Run(speech.say("desk.head.no_data"), role=Role.QUIET),)
    code = Role.QUIET
    return (
        Run(head.departure_name),
        Run(isolate(head.departure_office), code=True, role=code, gap=6),
        Run(speech.say("desk.head.to"), role=code, gap=6),
        Run(head.destination_name, gap=6),
        Run(isolate(head.destination_office), code=True, role=code, gap=6),
        Run(f"{speech.comma}{apart(head.holder)}" if head.holder else "", role=code),
        Run(
            f"{speech.comma}{apart(head.consignee)}" if head.consignee else "",
            role=code,
            drop=True,
        ),
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
