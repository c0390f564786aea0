"""The journal in words: an act as it was signed, a chain as it was judged, its witnesses."""

from collections.abc import Iterator

import msgspec

from app.base.clock import Instant
from app.ui.desk.lives import icon_of
from app.ui.desk.speech import Speech
from app.ui.pages.facts import FactLine
from app.ui.tables.timeline import Entry
from app.ui.text import Run, isolate
from app.workstation.audit import AuditLine, AuditRow
from app.workstation.chains import ChainRow, WitnessesRow, WitnessLine

_SHORT = 8  # of a hub's key id
_LEVELS = {1: "saved", 2: "sent", 3: "received"}


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """How far a chain was judged, slice by slice added up."""

    judged: int = 0
    unjudged: int = 0
    redacted: int = 0

    def with_slice(self, row: ChainRow) -> "Judged":
        """With one more slice."""
        return Judged(
            judged=self.judged + row.judged,
            unjudged=self.unjudged + row.unjudged,
            redacted=self.redacted + row.redacted,
        )


def acts_shown(row: AuditRow, speech: Speech) -> tuple[Entry, ...]:
    """A page of the journal, last arrived first."""
    last = len(row.lines) - 1
    return tuple(
        _entry(line, row.now, speech, is_last=place == last)
        for place, line in enumerate(row.lines)
    )


def _entry(line: AuditLine, now: Instant, speech: Speech, *, is_last: bool) -> Entry:
    doubt = speech.say("audit.doubtful") if line.clock_suspect else ""
    device = speech.say("audit.place", device=line.device[:4].hex(), n=line.seq)
    parts = (_who(line, speech), line.office_name, device, _reached(line, now, speech), doubt)
    number = f"{isolate(line.number)} " if line.number else ""
    return Entry(
        key=line.act,
        time=speech.on_day(line.at, now),
        icon=icon_of(line.words),
        words=f"{number}{speech.words(line.words)}",
        second=speech.joined(*parts),
        trouble=line.clock_suspect,
        last=is_last,
    )


def _who(line: AuditLine, speech: Speech) -> str:
    if line.who:
        return line.who
    return speech.say("audit.somebody" if line.officer else "audit.device.itself")


def _reached(line: AuditLine, now: Instant, speech: Speech) -> str:
    """How far an act of this device has come; of another one when it came here."""
    if line.via:
        return speech.say("desk.timeline.came", time=speech.stamp(line.arrived, now))
    level = _LEVELS.get(line.level, "saved")
    return speech.say(f"desk.timeline.{level}", time=speech.stamp(line.at, now))


def chain_told(row: ChainRow, judged: Judged, speech: Speech) -> tuple[str, str]:
    """Whether a chain holds: first words and the rest."""
    say = speech.say
    if row.broken is not None:
        first = say("audit.broken", n=row.broken.seq)
        return first, say(
            "audit.broken.why", why=say(row.broken.why), act=row.broken.act[:4].hex()
        )
    if not row.is_end:
        return say("audit.checking"), say("audit.checked", n=judged.judged, of=row.last)
    rest = say("audit.checked", n=judged.judged, of=row.last)
    if judged.unjudged:
        rest = f"{rest} {say('audit.unjudged', n=judged.unjudged)}"
    return say("audit.intact"), rest


def chain_facts(
    row: ChainRow | None, judged: Judged, seen: WitnessesRow | None, speech: Speech
) -> tuple[FactLine, ...]:
    """How far a chain was judged, and who witnessed it."""
    facts = [*_chain(row, judged, speech)] if row is not None else []
    if seen is not None:
        facts.append(FactLine(label=speech.say("audit.witnesses"), key="witnesses"))
        facts += [_witness(place, line, speech) for place, line in enumerate(seen.lines)]
        words = speech.say("audit.unwitnessed", n=seen.unwitnessed)
        facts.append(_fact("audit.after", words, speech))
    return tuple(facts)


def _chain(row: ChainRow, judged: Judged, speech: Speech) -> Iterator[FactLine]:
    yield _fact("audit.stream", isolate(row.stream[:4].hex()), speech)
    yield _fact("audit.acts", str(row.last), speech)
    yield _fact("audit.held", str(judged.judged), speech)
    if judged.unjudged:
        yield _fact("audit.no_key", str(judged.unjudged), speech)
    if judged.redacted:
        yield _fact("audit.redacted", str(judged.redacted), speech)
    if row.broken is not None:
        yield _fact("audit.first_broken", str(row.broken.seq), speech)


def _fact(code: str, value: str, speech: Speech) -> FactLine:
    return FactLine(label=speech.say(code), value=(Run(value),), key=code)


def _witness(place: int, line: WitnessLine, speech: Speech) -> FactLine:
    say = speech.say
    how = say("audit.up_to", n=line.seq) if line.holds else say("audit.lost", n=line.seq)
    at = speech.week_day(speech.local(line.at).date()) if line.at else ""
    who = line.who[:_SHORT] if line.kind == "receipt" else line.who
    words = speech.joined(say(line.words), who, at)
    return FactLine(label=how, value=(Run(words),), key=("witness", place))
