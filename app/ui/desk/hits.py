"""What was found, as the find panel shows it."""

from app.base.clock import Instant
from app.reference import folding
from app.transit import rows
from app.ui.desk.movements import clock_of, truths_of
from app.ui.desk.speech import Speech, apart
from app.ui.tables.findpanel import Hit
from app.ui.tables.spec import Part
from app.ui.text import Run, numbered
from app.ui.theme import Role

_ICONS = {"movement": "truck", "reservation": "shield", "print": "print", "duty": "person"}


def hit_of(hit: rows.Hit, typed: str, now: Instant, speech: Speech) -> Hit:
    """One answer, its match in bold and underlined where it can be shown."""
    code = f"desk.kind.{hit.kind}"
    kind = speech.say(code) if speech.texts.has(code) else hit.kind.capitalize()
    return Hit(
        key=hit.record,
        icon=_ICONS.get(hit.kind, "doc"),
        kind=kind,
        number=_marked(hit.number, typed) or numbered(hit.number),
        words=_words(hit, typed, speech),
        end=_end(hit, now, speech),
    )


def _end(hit: rows.Hit, now: Instant, speech: Speech) -> Part:
    line = hit.movement
    if line is None:
        return ()
    if hit.is_open:
        clock = clock_of(line.clock, now, speech, near=line.near, late=line.late)
        return clock if clock is not None else ()
    return truths_of(line.truths, now, speech) if line.truths.saved else ()


def _words(hit: rows.Hit, typed: str, speech: Speech) -> tuple[Run, ...]:
    line = hit.movement
    if line is None:
        state = speech.say("desk.find.open" if hit.is_open else "desk.find.closed")
        return (Run(state, role=Role.QUIET),)
    plate = line.plates[0] if line.plates else ""
    route = speech.say("desk.find.route", start=line.departure_name, end=line.destination_name)
    state = speech.say("desk.find.open" if hit.is_open else "desk.find.closed")
    rest = speech.joined(state, route, apart(line.holder))
    marked = _marked(plate, typed) or ((Run(plate, code=True, role=Role.QUIET),) if plate else ())
    comma = speech.comma if plate else ""
    glued = bool(plate) and not speech.texts.right_to_left
    return (*marked, Run(f"{comma}{rest}", role=Role.QUIET, glued=glued))


def _marked(text: str, typed: str) -> tuple[Run, ...]:
    """The text with what was typed underlined; nothing where it is not in it letter by letter."""
    wanted = folding.number_key(typed)
    whole = folding.number_key(text)
    if not wanted or len(whole) != len(text) or wanted not in whole:
        return ()
    start = whole.index(wanted)
    end = start + len(wanted)
    parts = (
        Run(text[:start], code=True, role=Role.QUIET),
        Run(text[start:end], code=True, bold=True, underline=True, glued=bool(start)),
        Run(text[end:], code=True, role=Role.QUIET, glued=True),
    )
    return tuple(part for part in parts if part.words)
