"""What is keyed, in the officer's words: parts, lines of a form, findings at their fields."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

import msgspec

from app.base.errors import Refused, WaypostError
from app.base.findings import Finding, Findings, Severity
from app.transit import sheets
from app.transit.blanks import Blank, bare, code_list_at, entry_at, format_at
from app.transit.parts import OPERATION
from app.transit.sheets import Instance, Sheet
from app.ui.desk.speech import Speech
from app.ui.pages.findings import FindingLine
from app.ui.pages.sheet import FieldShown, LineShown
from app.ui.tables.outline import OutlineRow
from app.ui.text import grouped

Meanings = Mapping[str, Mapping[str, str]]
"""Words by code, by number of list, as far as they are known here."""

_UNITS = {"grossMass": "kg", "netMass": "kg"}
_LRN = "TransitOperation/LRN"
_WRITTEN_SHORT = 3


def part_words(instance: Instance, speech: Speech) -> str:
    """``Item 2``."""
    words = speech.say(instance.part.code)
    if not instance.number:
        return words
    return speech.say("desk.keyed.numbered", part=words, number=instance.number)


def words_at(path: str, speech: Speech) -> str:
    """The part that a path is, or stands in, in words."""
    part = sheets.part_at(path)
    if part is None:
        return speech.say("transit.part.operation")
    return part_words(Instance(part=part, path=path, number=sheets.place_of(path)), speech)


def _full(part_path: str, blank: Blank) -> str:
    return f"{part_path}/{blank.path}" if part_path else blank.path


def asked(sheet: Sheet, instance: Instance) -> list[Blank]:
    """The blanks of a part that are asked now: what is written is always shown."""
    return [
        blank
        for blank in instance.part.blanks
        if sheet.get(_full(instance.path, blank)) or _is_asked(sheet, instance, blank)
    ]


def _is_asked(sheet: Sheet, instance: Instance, blank: Blank) -> bool:
    when = blank.when
    if when is None:
        return True
    path = when.path
    if path.startswith("../"):
        path = f"{instance.path}/{path.removeprefix('../')}"
    return sheet.get(path, "").strip() in when.said


class Telling(msgspec.Struct, frozen=True):
    """What a form is told from: the sheet, the codes known here, the language."""

    sheet: Sheet
    meanings: Meanings
    speech: Speech


def lines_of(telling: Telling, instance: Instance) -> tuple[LineShown, ...]:
    """The form of a part."""
    blanks = list(enumerate(asked(telling.sheet, instance)))
    lines = [
        [blank for _, blank in together]
        for _, together in groupby(blanks, key=lambda one: _line_key(one[0], one[1]))
    ]
    return tuple(
        LineShown(
            words=telling.speech.say(line[0].line),
            fields=tuple(_field(telling, instance.path, blank) for blank in line),
        )
        for line in lines
    )


def _line_key(at: int, blank: Blank) -> tuple[object, ...]:
    """Blanks of one line: the same name of line, in the same instance of an inline group."""
    if not blank.row:
        return (at,)
    group = blank.path.rpartition("]")[0]
    return (blank.row, group, blank.path.partition("/")[0] if not group else "")


def _field(telling: Telling, part_path: str, blank: Blank) -> FieldShown:
    path, speech = _full(part_path, blank), telling.speech
    number, form = code_list_at(path), format_at(path)
    text = telling.sheet.get(path, "")
    base = "" if form is None else form.base
    name = path.rpartition("/")[2]
    return FieldShown(
        path=path,
        name=speech.say(blank.code),
        text=text,
        meant=meaning(telling.meanings, number, text),
        wide=blank.wide,
        hint=_hint(path, base, speech),
        unit=_UNITS.get(name, ""),
        coded=bool(number),
        number=base in {"decimal", "integer"} and not number,
        secret=name == "accessCode",
    )


def _hint(path: str, base: str, speech: Speech) -> str:
    if path == _LRN:
        return speech.say("desk.keyed.drawn")
    if base == "date":
        return speech.say("desk.keyed.day")
    return speech.say("desk.keyed.moment") if base == "dateTime" else ""


def meaning(meanings: Meanings, number: str, code: str) -> str:
    """The words of a code, where its list is known here."""
    words = meanings.get(number, {}).get(code.strip().upper(), "")
    return "" if words == code else words


def outline_rows(
    sheet: Sheet, opened: str, lines: Sequence[FindingLine], speech: Speech
) -> tuple[OutlineRow, ...]:
    """The parts in a list, each with what is written in it and what is to be put right."""
    stops = _counted(lines, Severity.STOP)
    warns = _counted(lines, Severity.WARN)
    return tuple(
        OutlineRow(
            path=one.path,
            words=part_words(one, speech),
            told=told_of(sheet, one),
            depth=one.depth,
            stops=stops.get(one.path, 0),
            warns=warns.get(one.path, 0),
        )
        for one in sheets.outline(sheet, opened)
    )


def _counted(lines: Sequence[FindingLine], severity: Severity) -> dict[str, int]:
    counts: dict[str, int] = {}
    for line in lines:
        if line.severity is severity:
            home = sheets.home_of(line.field)
            counts[home] = counts.get(home, 0) + 1
    return counts


def told_of(sheet: Sheet, instance: Instance) -> str:
    """The first things written in a part."""
    found: list[str] = []
    for blank in instance.part.blanks:
        path = _full(instance.path, blank)
        text = sheet.get(path, "")
        if text and not path.endswith("accessCode"):
            unit = _UNITS.get(path.rpartition("/")[2], "")
            found.append(f"{grouped(text)} {unit}" if unit else text)
        if len(found) == _WRITTEN_SHORT:
            break
    return ", ".join(found)


def finding_lines(sheet: Sheet, findings: Findings, speech: Speech) -> tuple[FindingLine, ...]:
    """Findings in the order of the parts they speak of, at their fields, in words."""
    order = {one.path: at for at, one in enumerate(sheets.everything(sheet))}
    fields = {path: at for at, path in enumerate(_paths(sheet))}
    placed = sorted(
        findings,
        key=lambda one: (
            order.get(sheets.home_of(one.path), len(order)),
            fields.get(one.path, len(fields)),
        ),
    )
    return tuple(_line(one, speech) for one in placed)


def _paths(sheet: Sheet) -> Iterator[str]:
    for one in sheets.everything(sheet):
        for blank in one.part.blanks:
            yield _full(one.path, blank)


def _line(finding: Finding, speech: Speech) -> FindingLine:
    home, label = sheets.home_of(finding.path), blank_words(finding.path, speech)
    place = words_at(home, speech)
    if label:
        place = speech.say("desk.keyed.place", part=place, name=label)
    named = finding
    if "name" in finding.parameters:
        parameters = {**finding.parameters, "name": label or words_at(finding.path, speech)}
        named = msgspec.structs.replace(finding, parameters=parameters)
    return FindingLine(
        field=finding.path,
        label=place,
        words=speech.finding(named),
        rule=finding.rule,
        severity=finding.severity,
    )


def blank_words(path: str, speech: Speech) -> str:
    """What a field is called; empty where the path is a part, or unknown."""
    blank = blank_at(path)
    if blank is not None:
        return speech.say(blank.code if _full_is(path, blank) else blank.line)
    entry = entry_at(path)
    return "" if entry is None or sheets.part_at(path) is not None else entry.name


def _full_is(path: str, blank: Blank) -> bool:
    return bare(path).endswith(bare(blank.path))


def blank_at(path: str) -> Blank | None:
    """The blank of a path, or the first of the group that a path is."""
    home = sheets.home_of(path)
    part = sheets.part_at(home) if home else None
    blanks = part.blanks if part is not None else _top()
    wanted = path.removeprefix(f"{home}/") if home else path
    exact = (one for one in blanks if one.path == wanted)
    below = (one for one in blanks if one.path.startswith(f"{wanted}/"))
    return next(exact, None) or next(below, None)


def _top() -> tuple[Blank, ...]:
    return OPERATION.blanks


def paths_asked(sheet: Sheet, instance: Instance) -> list[str]:
    """The paths of the fields of a part that are asked now, in order."""
    return [_full(instance.path, blank) for blank in asked(sheet, instance)]


def items_words(sheet: Sheet, speech: Speech) -> str:
    """``3 items``."""
    count = sum(one.part.name == "item" for one in sheets.everything(sheet))
    return speech.say("desk.keyed.items", n=count)


def facts_of(sheet: Sheet) -> tuple[str, ...]:
    """What names a declaration that has no number yet."""
    return (
        sheet.get("TransitOperation/declarationType", ""),
        sheet.get(_LRN, ""),
        sheet.get("HolderOfTheTransitProcedure/name", ""),
    )


def at(fields: set[str], lines: Sequence[FindingLine]) -> list[FindingLine]:
    """The findings that speak of one of these fields, or of the group it stands in."""
    return [
        line
        for line in lines
        if line.field in fields or any(one.startswith(f"{line.field}/") for one in fields)
    ]


def refusal_line(error: WaypostError, speech: Speech) -> FindingLine | None:
    """A refusal at the field it speaks of; None where that is none of a sheet."""
    field = (error.field if isinstance(error, Refused) else None) or ""
    path = _LRN if field == "lrn" else field
    blank = blank_at(path) if "/" in path else None
    if blank is None:
        return None
    return FindingLine(field=path, label=speech.say(blank.code), words=speech.error(error))
