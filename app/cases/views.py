"""Open cases as a person meets them: two columns as signed, what differs, what a choice does."""

from collections.abc import Iterable, Mapping

import msgspec

from app.acts import general
from app.acts.contradictions import Class
from app.acts.fold import Case, Folded, Place, Standing
from app.acts.steps import View, Words
from app.acts.told import Told
from app.base.clock import Instant
from app.base.errors import Refused
from app.base.ids import ActId, RecordId
from app.base.quantities import Quantity
from app.cases.look import Look, Names
from app.cases.service import case_of
from app.models.stored_acts import Arrived
from app.reference import offices
from app.security.roles import YES


class CaseSide(msgspec.Struct, frozen=True, kw_only=True):
    """One act in dispute as it was signed; ``came`` is ms UTC, 0 for an act of this device.

    ``stands`` says whether it is in effect until somebody decides.
    """

    act: bytes
    who: str
    office: str
    office_name: str
    signed: Instant
    came: Instant
    via: str
    words: Words
    kind: str
    stands: bool
    here: bool
    facts: Mapping[str, str]


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """A field of both facts, side by side."""

    field: str
    here: str
    there: str
    same: bool


class CaseLine(msgspec.Struct, frozen=True, kw_only=True):
    """A case in the list."""

    case: bytes
    record: RecordId
    kind: str
    number: str
    grade: str
    words: Words
    since: Instant
    here: Words
    there: Words
    who_decides: str = "supervisor"


class CasesRow(msgspec.Struct, frozen=True, kw_only=True):
    """The queue of cases, longest open first."""

    lines: tuple[CaseLine, ...]
    now: Instant


class CasesList(View[CasesRow], frozen=True, kw_only=True):
    """Every open case held here."""


class CaseRow(msgspec.Struct, frozen=True, kw_only=True):
    """The page of one case. ``later`` counts acts that came after the dispute."""

    case: bytes
    record: RecordId
    kind: str
    number: str
    grade: str
    words: Words
    here: tuple[CaseSide, ...]
    there: tuple[CaseSide, ...]
    differences: tuple[Difference, ...]
    effects: tuple[Words, ...]
    later: int
    may_decide: bool
    who_decides: str = "supervisor"

    def stands(self, choice: int) -> tuple[bytes, ...]:
        """The acts that stand for choice 1 ours, 2 theirs, 3 both."""
        sides = {1: self.here, 2: self.there, 3: (*self.here, *self.there)}
        return tuple(sorted(side.act for side in sides[choice]))


class CasePage(View[CaseRow], frozen=True, kw_only=True):
    """One case of a record."""

    record: RecordId
    case: bytes


def cases_list(view: CasesList, look: Look) -> CasesRow:
    """List every open case."""
    del view
    lines: list[CaseLine] = []
    names = Names(look)
    for held in look.store.records.held():
        folded = look.store.folded(held.record)
        for case in held.cases:
            here, there = _sides(folded, case, look, names)
            lines.append(
                CaseLine(
                    case=case.id,
                    record=held.record,
                    kind=held.kind,
                    number=held.number,
                    grade=case.grade.value,
                    words=Words(case.words),
                    since=max((side.signed for side in (*here, *there)), default=look.now),
                    here=here[0].words if here else Words("cases.nothing"),
                    there=there[0].words if there else Words("cases.nothing"),
                )
            )
    lines.sort(key=lambda line: line.since)
    return CasesRow(lines=tuple(lines), now=look.now)


def case_page(view: CasePage, look: Look) -> CaseRow:
    """Show one case.

    Raises:
        Refused: it is not open any more.
    """
    record = look.store.surviving(view.record)
    folded = look.store.folded(record)
    case = case_of(folded, view.case) if folded else None
    if folded is None or case is None:
        raise Refused("cases.not_open", field="case")
    here, there = _sides(folded, case, look, Names(look))
    row = look.store.records.row(record)
    decides = look.pack.roles.get(general.SETTLED, {}).get(look.actor.role, "")
    return CaseRow(
        case=case.id,
        record=record,
        kind=folded.kind,
        number=row.number if row else "",
        grade=case.grade.value,
        words=Words(case.words),
        here=here,
        there=there,
        differences=_differences(here, there),
        effects=_effects(case),
        later=_later(look, record, case),
        may_decide=YES in decides.split(),
    )


def _sides(
    folded: Folded | None, case: Case, look: Look, names: Names
) -> tuple[tuple[CaseSide, ...], tuple[CaseSide, ...]]:
    """The acts in dispute, ours and theirs; ours are those of this office, else the first."""
    standing: Mapping[ActId, Place] = folded.standing if folded else {}
    arrivals = {one.act.id: one for one in look.store.timeline(folded.id)} if folded else {}
    sides: list[CaseSide] = []
    for identity in case.acts:
        arrived = arrivals.get(ActId(identity))
        if arrived is None:
            continue
        told = look.told(arrived.act)
        place = standing.get(told.id)
        sides.append(
            CaseSide(
                act=identity,
                who=names.of(arrived.act),
                office=told.office,
                office_name=offices.load().name(told.office, "en"),
                signed=told.wall,
                came=arrived.arrived if arrived.via else Instant(0),
                via=arrived.via,
                words=look.sentence(arrived.act),
                kind=arrived.act.envelope.kind,
                stands=place is not None and place.standing is Standing.IN_EFFECT,
                here=told.office == look.actor.office,
                facts=_facts(told),
            )
        )
    here = tuple(side for side in sides if side.here)
    there = tuple(side for side in sides if not side.here)
    if here and there:
        return here, there
    return _by_device(sides, arrivals)


def _by_device(
    sides: list[CaseSide], arrivals: Mapping[ActId, Arrived]
) -> tuple[tuple[CaseSide, ...], tuple[CaseSide, ...]]:
    """Two lanes of one office, or two other offices: the first device against the rest."""
    streams = {side.act: arrivals[ActId(side.act)].act.envelope.stream for side in sides}
    first = streams[sides[0].act] if sides else b""
    here = tuple(side for side in sides if streams[side.act] == first)
    return here, tuple(side for side in sides if streams[side.act] != first)


def _facts(told: Told) -> Mapping[str, str]:
    """The fields of a fact that a person can compare, as text by name."""
    if told.fact is None:
        return {}
    fact = told.fact
    named = ((name, _text(getattr(fact, name))) for name in fact.__struct_fields__)
    return {name: text for name, text in named if text}


def _text(value: object) -> str:
    match value:
        case bytes() | bool() | None:
            return ""
        case Quantity():
            return str(value)
        case msgspec.Struct():
            fields = (getattr(value, name) for name in value.__struct_fields__)
            return " ".join(filter(None, map(_text, fields)))
        case tuple():
            return ", ".join(filter(None, map(_text, value)))
        case _:
            return str(value)


def _differences(here: Iterable[CaseSide], there: Iterable[CaseSide]) -> tuple[Difference, ...]:
    ours, theirs = _united(here), _united(there)
    return tuple(
        Difference(
            field=name,
            here=ours.get(name, "-"),
            there=theirs.get(name, "-"),
            same=ours.get(name) == theirs.get(name),
        )
        for name in dict.fromkeys((*ours, *theirs))
        if name not in {"occurred", "declaration"}
    )


def _united(sides: Iterable[CaseSide]) -> dict[str, str]:
    return {name: text for side in sides for name, text in side.facts.items()}


def _effects(case: Case) -> tuple[Words, ...]:
    """What each of the three choices does, in one sentence each."""
    overdrawn = case.grade is Class.OVERDRAWN
    both = "cases.effect.both_amounts" if overdrawn else "cases.effect.both"
    return (Words("cases.effect.ours"), Words("cases.effect.theirs"), Words(both))


def _later(look: Look, record: RecordId, case: Case) -> int:
    timeline = look.store.timeline(record)
    last = max((one.place for one in timeline if one.act.id in case.acts), default=0)
    return sum(one.place > last for one in timeline)
