"""A case as its page shows it: both acts as signed, what differs, what each choice does."""

from app.base.clock import Instant
from app.cases import views
from app.transit.rows import MovementHead
from app.ui.desk.speech import Speech
from app.ui.pages.case import CaseShown, DecisionShown
from app.ui.tables.herethere import Pair
from app.ui.tables.queue import QueueRow, queue_number
from app.ui.tables.timeline import Entry
from app.ui.text import Run, numbered
from app.ui.theme import Role
from app.ui.widgets.chip import Chip
from app.ui.widgets.recordhead import Head

CHOICES = ("ours", "theirs", "both")


def case_row(line: views.CaseLine, now: Instant, speech: Speech) -> QueueRow:
    """A case in its queue: here and there in one line."""
    return QueueRow(
        key=line.case,
        number=queue_number(line.number),
        time=speech.span(now - line.since, exact=True),
        second=(speech.words(line.words),),
        chip=Chip(speech.say(f"desk.role.{line.who_decides}"), Role.STOP, "case"),
    )


def case_shown(
    row: views.CaseRow,
    head: MovementHead | None,
    timeline: tuple[Entry, ...],
    speech: Speech,
    *,
    now: Instant,
) -> CaseShown:
    """The page of a case."""
    decides = speech.say(f"desk.role.{row.who_decides}")
    traders = speech.joined(*(*head.plates[:1], head.holder)) if head else ""
    opened = max((side.signed for side in (*row.here, *row.there)), default=now)
    later = speech.say("desk.case.later", n=row.later) if row.later else ""
    return CaseShown(
        head=Head(
            title=(Run(speech.words(row.words), bold=True),),
            chips=(Chip(speech.say("desk.case.decides", role=decides), Role.STOP, "stop"),),
            route=(*numbered(row.number), Run(traders, role=Role.QUIET, gap=8)),
            limit=speech.say("desk.case.open", span=speech.span(now - opened, exact=True)),
        ),
        in_force=speech.say("desk.case.in_force"),
        in_force_rest=" ".join(part for part in (speech.say("desk.case.held"), later) if part),
        pairs=_pairs(row, now, speech),
        decisions=tuple(
            DecisionShown(
                name=name, words=speech.say(f"desk.case.{name}"), effect=speech.words(effect)
            )
            for name, effect in zip(CHOICES, row.effects, strict=False)
        ),
        why=speech.say("desk.case.why"),
        timeline=timeline,
        may_decide="" if row.may_decide else speech.say("desk.case.may_not", role=decides),
    )


def _pairs(row: views.CaseRow, now: Instant, speech: Speech) -> tuple[Pair, ...]:
    here, there = row.here[:1], row.there[:1]
    signed = Pair(
        label=speech.say("desk.case.signed"),
        here=tuple(Run(_signer(one, speech), bold=True) for one in here),
        there=tuple(Run(_signer(one, speech), bold=True) for one in there),
        here_second=speech.joined(*(_way(one, now, speech) for one in here)),
        there_second=speech.joined(*(_way(one, now, speech) for one in there)),
    )
    act = Pair(
        label=speech.say("desk.case.act"),
        here=tuple(Run(_act(one, speech)) for one in here),
        there=tuple(Run(_act(one, speech)) for one in there),
        equal=bool(here and there) and here[0].kind == there[0].kind,
    )
    facts = tuple(
        Pair(
            label=_field(one.field, speech),
            here=(Run(one.here),),
            there=(Run(one.there),),
            equal=one.same,
        )
        for one in row.differences
    )
    return (signed, act, *facts)


def _signer(side: views.CaseSide, speech: Speech) -> str:
    return speech.joined(side.who, side.office_name)


def _act(side: views.CaseSide, speech: Speech) -> str:
    """What sort of act it is: the parts of its sentence stand below, one by one."""
    code = f"kind.{side.kind}"
    words = speech.say(code) if speech.texts.has(code) else speech.words(side.words)
    return words[:1].upper() + words[1:]


def _way(side: views.CaseSide, now: Instant, speech: Speech) -> str:
    signed = speech.stamp(side.signed, now)
    if not side.came:
        return speech.say("desk.case.here", time=signed)
    return speech.say("desk.case.came", time=signed, came=speech.stamp(side.came, now))


def _field(name: str, speech: Speech) -> str:
    code = f"desk.field.{name}"
    return speech.say(code) if speech.texts.has(code) else name.replace("_", " ").capitalize()
