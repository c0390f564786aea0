"""A departure as its page shows it, the findings by field, and the step that releases."""

import re
from collections.abc import Iterator
from datetime import date

from app.base.clock import Day, date_of, day_of
from app.base.findings import Finding, Findings, Severity
from app.transit import rows
from app.transit.findings import SealAffixed
from app.transit.use_cases import Release
from app.ui.desk.lives import guarantee_type, reservation
from app.ui.desk.speech import Speech
from app.ui.pages.departure import DepartureAnswers, DepartureShown, GuaranteeShown
from app.ui.pages.findings import FindingLine
from app.ui.text import bare, grouped

PHYSICAL, NO_CONTROL, SIMPLIFIED = "A1", "A2", "A3"
_OURS = frozenset({"result", "seals", "limit", "exempt", "guarantee"})
_DATE = re.compile(r"(\d{1,2})[ .](\w{1,9})(?:[ .](\d{4}))?")


def departure_shown(row: rows.DepartureRow, speech: Speech) -> DepartureShown:
    """The declaration beside the officer's answers."""
    usual = speech.law_day(row.limit) if row.limit else ""
    return DepartureShown(
        holder=row.head.holder,
        holder_number="",
        guarantees=tuple(_guarantee(one, speech) for one in row.guarantees),
        results=tuple(
            (one.code, speech.say(f"desk.departure.{one.code}"), one.code, not one.barred)
            for one in row.results
        ),
        route_note=speech.say("desk.departure.route", n=row.route_days),
        usual_limit=usual,
        itinerary=", ".join(row.itinerary),
    )


def _guarantee(line: rows.GuaranteeLine, speech: Speech) -> GuaranteeShown:
    note = reservation(line.reservation, speech)
    if line.reserved_here.strip("0.,"):
        held = f"{grouped(line.reserved_here)} {line.currency}"
        note = speech.say("desk.departure.reserved_here", amount=held)
    return GuaranteeShown(
        grn=line.grn,
        type=guarantee_type(line.type, speech),
        amount=grouped(line.amount),
        currency=line.currency,
        note=note,
    )


def departure_answers(row: rows.DepartureRow, speech: Speech) -> DepartureAnswers:
    """What is on the record, and the usual limit; the result is the officer's own."""
    seals = tuple(one.identifier for one in row.seals)
    return DepartureAnswers(
        result=row.result,
        count=str(len(seals)) if seals else "",
        seals=seals,
        exempt=row.seals_exempt,
        limit=speech.law_day(row.limit) if row.limit else "",
        binding=row.binding_itinerary,
    )


def read_day(words: str, near: date, speech: Speech) -> Day | None:
    """A day as written: ``24 Nov``, ``Tue 24 Nov``, ``24.11.2026``; None where it is none."""
    found = _DATE.search(bare(words))
    if found is None:
        return None
    day, month_words, year_words = found.groups()
    month = _month(month_words, speech)
    year = int(year_words) if year_words else near.year
    try:
        read = date(year, month, int(day))
        if not year_words and read < near and (near - read).days > 180:  # noqa: PLR2004 - half a year: the next one is meant
            read = date(year + 1, month, int(day))
    except ValueError:
        return None
    return day_of(read)


def _month(words: str, speech: Speech) -> int:
    if words.isdecimal():
        return int(words)
    names = (speech.say(f"desk.month.{number}").casefold() for number in range(1, 13))
    wanted = words[:3].casefold()
    return next((place for place, name in enumerate(names, 1) if name[:3] == wanted), 0)


def release(row: rows.DepartureRow, answers: DepartureAnswers, speech: Speech) -> Release:
    """The step of the primary: only what is not on the record yet is brought."""
    today = speech.local(row.head.now).date()
    on_record = tuple(one.identifier for one in row.seals)
    fresh = tuple(number for number in answers.seals if number not in on_record)
    limit = read_day(answers.limit, today, speech)
    return Release(
        record=row.head.record,
        result=answers.result if answers.result and answers.result != row.result else None,
        seals=tuple(SealAffixed(identifier=number) for number in fresh),
        count=_count(answers, on_record),
        exempt=answers.exempt and not row.seals_exempt,
        limit=limit,
        binding_itinerary=answers.binding,
    )


def _count(answers: DepartureAnswers, on_record: tuple[str, ...]) -> int | None:
    if not answers.count.isdecimal():
        return None
    return max(0, int(answers.count) - len(on_record)) or None


def missing(
    row: rows.DepartureRow, answers: DepartureAnswers, speech: Speech
) -> Iterator[FindingLine]:
    """What release still needs, beside its field; the business says the same when asked."""
    today = speech.local(row.head.now).date()
    limit = read_day(answers.limit, today, speech)
    if not answers.result:
        yield _ours("result", "transit.rules.no_result_yet", speech)
    yield from _seals_missing(answers, speech)
    if limit is None:
        code = "transit.rules.no_such_day" if answers.limit else "transit.rules.no_limit_yet"
        yield _ours("limit", code, speech)
    elif limit < day_of(today):
        words = speech.say("transit.rules.limit_past", limit=speech.law_day(limit))
        yield FindingLine(field="limit", label=_label("limit", speech), words=words)
    elif (days := (date_of(limit) - today).days) != row.route_days:
        words = speech.say("desk.departure.unusual", usual=row.route_days, n=days)
        severity = Severity.WARN
        yield FindingLine(
            field="limit", label=_label("limit", speech), words=words, severity=severity
        )


def _seals_missing(answers: DepartureAnswers, speech: Speech) -> Iterator[FindingLine]:
    if answers.exempt:
        return
    count = int(answers.count) if answers.count.isdecimal() else None
    listed = len(answers.seals)
    if not listed and not count:
        yield _ours("seals", "transit.rules.seals_or_exemption", speech)
    elif count is not None and count != listed:
        code = "transit.rules.seal_count" if listed else "transit.rules.seals_not_listed"
        words = speech.say(code, n=count, listed=listed)
        rule = "R0106" if listed else "C0569"
        yield FindingLine(field="seals", label=_label("seals", speech), words=words, rule=rule)


def _ours(field: str, code: str, speech: Speech) -> FindingLine:
    return FindingLine(field=field, label=_label(field, speech), words=speech.say(code))


def _label(field: str, speech: Speech) -> str:
    return speech.say(f"desk.field.{field}")


def finding_lines(findings: Findings, speech: Speech) -> tuple[FindingLine, ...]:
    """What rules said of the file as received, each with its place in words."""
    return tuple(_finding(one, speech) for one in findings)


def _finding(one: Finding, speech: Speech) -> FindingLine:
    field = one.path if one.path in _OURS else ""
    label = _label(field, speech) if field else (_place(one.path) or speech.say("desk.field.file"))
    return FindingLine(
        field=field or one.path,
        label=label,
        words=speech.finding(one),
        rule=one.rule,
        severity=one.severity,
    )


def _place(path: str) -> str:
    """The last two parts of the place in the file, as people read them."""
    parts = [part.split(":")[-1] for part in path.split("/") if part]
    return " ".join(parts[-2:])


def number_note(row: rows.DepartureRow, speech: Speech) -> tuple[int | None, str, str]:
    """How many numbers are left, where numbers come from, and when this one is given."""
    if row.head.mrn:
        return None, speech.say("desk.number.given", mrn=row.head.mrn), ""
    if row.mode != "leased block":
        return None, speech.say("desk.number.centre"), ""
    return row.numbers_left, speech.say("desk.number.block"), speech.say("desk.number.when")


def barred(row: rows.DepartureRow, speech: Speech) -> str:
    """Why nothing can be released here now, where that is so; else nothing."""
    if row.head.mrn:
        return ""
    if row.mode != "leased block":
        return speech.say("transit.number_from_centre")
    code = "transit.block_used_up" if row.numbers_lent else "transit.no_block_yet"
    return "" if row.numbers_left else speech.say(code)
