"""An arrival as its stations show it, what follows from the answers, and the step they make."""

from collections.abc import Mapping

from app.base.clock import Instant
from app.base.ids import RecordId
from app.transit import rows
from app.transit.findings import SealFound, SealState
from app.transit.pages import ArrivalFollows
from app.transit.use_cases import Arrive, EndTransit
from app.ui.desk.speech import Speech
from app.ui.pages.answers import ArrivalAnswers
from app.ui.pages.shown import ArrivalShown, Follows
from app.ui.widgets.seals import SealState as Shown

CONTROLS: Mapping[str, tuple[str, ...]] = {
    "none": (),
    "documentary": ("10",),
    "physical": ("40",),
}
"""What each choice of the page records, as types of control of CL716."""
_STATES = {
    Shown.INTACT: SealState.INTACT,
    Shown.BROKEN: SealState.BROKEN,
    Shown.MISSING: SealState.MISSING,
    Shown.OTHER: SealState.OTHER_NUMBER,
}
_SHOWN = {after: before for before, after in _STATES.items()}
_DIFFER = frozenset({"A5", "B1"})
_MANY = 2  # more results than these stand side by side in short words only


def arrival_shown(row: rows.ArrivalRow, speech: Speech) -> ArrivalShown:
    """What the stations show beside the answers."""
    head = row.head
    arrived = row.arrived or head.now
    plates = head.plates
    today = speech.local(arrived).date() == speech.local(head.now).date()
    day = speech.local(arrived).date()
    return ArrivalShown(
        time=speech.clock(arrived),
        day=speech.say("desk.day.today") if today else speech.short_day(day),
        expected=_expected(row, speech),
        places=row.places
        if row.place in row.places or not row.place
        else (row.place, *row.places),
        plate=plates[0] if plates else "",
        trailer=plates[1] if len(plates) > 1 else "",
        seals=tuple(seal.identifier for seal in row.seals),
        control_hint=_control_hint(row, speech),
        from_paper=not row.head.known,
    )


def _expected(row: rows.ArrivalRow, speech: Speech) -> str:
    if row.arrived:
        return speech.say("desk.arrive.recorded")
    if not row.head.known:
        return speech.say("desk.arrive.from_paper")
    return speech.say("desk.arrive.late" if row.head.late else "desk.arrive.expected")


def _control_hint(row: rows.ArrivalRow, speech: Speech) -> str:
    if row.instruction:
        return row.instruction
    if row.risk:
        return speech.say("desk.arrive.risk", code=row.risk)
    return speech.say("desk.arrive.no_risk")


def answers_of(row: rows.ArrivalRow, speech: Speech | None) -> ArrivalAnswers:
    """What is on the record already; nothing that must be witnessed is filled otherwise."""
    plates = row.head.plates
    same = bool(row.plate_found) and row.plate_found in plates
    seals = {one.identifier: _SHOWN[one.state] for one in row.seals if one.answered}
    others = {one.identifier: one.number_found for one in row.seals if one.number_found}
    return ArrivalAnswers(
        plate="=" if same else row.plate_found,
        plate_at=speech.clock(row.arrived) if row.arrived and speech else "",
        place=row.place or (row.places[0] if row.places else ""),
        seals=seals,
        other_numbers=others,
        control=control_of(row.controls),
        control_chosen=bool(row.controls),
        result=row.result,
        remarks=row.remarks,
    )


def control_of(types: tuple[str, ...]) -> str:
    """The choice of the page that types of control stand for."""
    if not types:
        return "none"
    return "documentary" if set(types) <= {"10"} else "physical"


def seals_found(answers: ArrivalAnswers) -> tuple[SealFound, ...]:
    """The seals answered one by one."""
    return tuple(
        SealFound(
            identifier=number,
            state=_STATES[state],
            number_found=answers.other_numbers.get(number, ""),
        )
        for number, state in answers.seals.items()
    )


def question(
    record: RecordId, answers: ArrivalAnswers, *, late_reason: str, occurred: Instant | None
) -> ArrivalFollows:
    """Ask what the answers given so far leave."""
    return ArrivalFollows(
        record=record,
        plate=answers.plate,
        seals=seals_found(answers),
        controls=CONTROLS[answers.control],
        result=answers.result,
        remarks=answers.remarks,
        late_reason=late_reason,
        occurred=occurred,
    )


def follows_shown(
    row: rows.FollowsRow, answers: ArrivalAnswers, seals: tuple[str, ...], speech: Speech
) -> Follows:
    """What follows, for the stations: results only once plate and seals are answered."""
    answered = bool(answers.plate) and answers.seals_done(seals)
    bad = bool(answers.bad_seals())
    many = len(row.results) > _MANY
    results = tuple((code, _result(code, speech, short=many)) for code in row.results)
    chosen = answers.result or row.result
    return Follows(
        results=results if answered else (),
        result=row.result,
        why=speech.say("desk.arrive.bad_seal") if bad else _why(row, speech, answered=answered),
        rule=row.rule if answered else "",
        barred=frozenset({"none"}) if bad and answers.control_chosen else frozenset(),
        control_hint=speech.say("desk.arrive.control_proposed") if row.proposes_control else "",
        remarks_needed=chosen in _DIFFER,
        seals_words=seals_words(answers, seals, speech),
    )


def _result(code: str, speech: Speech, *, short: bool) -> str:
    return speech.say(f"desk.result.{code}.short" if short else f"desk.result.{code}")


def _why(row: rows.FollowsRow, speech: Speech, *, answered: bool) -> str:
    return speech.say("desk.arrive.follows") if answered and row.result else ""


def seals_words(answers: ArrivalAnswers, seals: tuple[str, ...], speech: Speech) -> str:
    """The verdict of the whole, once a seal is not intact."""
    states = list(answers.seals.values())
    counts = [
        speech.say(f"ui.seals.{state}", n=states.count(state))
        for state in Shown
        if state is not Shown.INTACT and state in states
    ]
    if not counts:
        return ""
    return speech.say("desk.arrive.seals_of", found=speech.comma.join(counts), n=len(seals))


def end_transit(
    row: rows.ArrivalRow,
    answers: ArrivalAnswers,
    *,
    late_reason: str,
    occurred: Instant | None,
    result: str,
) -> EndTransit:
    """The step of the primary: whatever is not on the record yet goes first."""
    seals = seals_found(answers)
    on_record = answers_of(row, None).seals == answers.seals if row.arrived else False
    return EndTransit(
        record=row.head.record,
        plate=answers.plate,
        place=answers.place,
        seals=() if on_record else seals,
        controls=CONTROLS[answers.control],
        result=result or None,
        remarks=answers.remarks.strip(),
        late_reason=late_reason.strip(),
        occurred=occurred,
    )


def provisional(row: rows.ArrivalRow, answers: ArrivalAnswers, occurred: Instant | None) -> Arrive:
    """The step where no data are held: what stands on the paper and on the truck."""
    return Arrive(
        mrn=row.head.mrn,
        plate=answers.plate,
        place=answers.place,
        seals=seals_found(answers),
        provisional=True,
        occurred=occurred,
    )
