"""The fold: a set of acts becomes a record, the same bytes on every machine and every run."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, TypeAlias

import msgspec

from app.acts import general
from app.acts.contradictions import Class, Stands, Verdict
from app.acts.envelope import Act
from app.acts.general import Corrected, Doubted, Purged, Settled, Withdrawn
from app.acts.kinds import RecordKind, Registry
from app.acts.order import Ordered, in_order
from app.acts.told import Told
from app.base.ids import ActId, Heads, RecordId
from app.security import canonical


class Standing(StrEnum):
    """What an act is to its record now."""

    IN_EFFECT = "in effect"
    CONFIRMS = "confirms"  # corroborates another act, named beside it
    OVERRULED = "overruled"
    PROVISIONAL = "provisional"  # loses a contradiction until somebody settles it
    SET_ASIDE = "set aside"  # by a settled case
    WITHDRAWN = "withdrawn"
    CORRECTED = "corrected"
    DOUBTFUL = "doubtful"
    WAITING = "waiting"  # its parents are not here yet
    NEWER = "newer"  # made by a newer version of the program


class Place(msgspec.Struct, frozen=True):
    """An act's standing, and the act that gave it (32 bytes, or empty)."""

    standing: Standing
    by: bytes = b""

    def told(self) -> tuple[str, bytes]:
        """Both fields as canonical values."""
        return (self.standing.value, self.by)


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A contradiction open on a record: the same id on every machine."""

    id: bytes
    grade: Class
    words: str
    acts: tuple[bytes, ...]


class Tombstone(msgspec.Struct, frozen=True, kw_only=True):
    """What is left of a purged record."""

    purged: bool = True


class Folded(msgspec.Struct, frozen=True, kw_only=True):
    """A record as its acts make it. ``state`` is the package's own frozen struct."""

    id: RecordId
    kind: str
    state: Any
    heads: Heads
    standing: Mapping[ActId, Place]
    cases: tuple[Case, ...] = ()
    count: int = 0
    is_newer: bool = False

    @property
    def is_held(self) -> bool:
        """Whether a contradiction holds the record."""
        return bool(self.cases)

    def state_bytes(self) -> bytes:
        """Canonical bytes of everything that must be equal on every machine."""
        return canonical.encode(
            [
                self.id,
                self.kind,
                canonical.struct_bytes(self.state),
                sorted(self.heads),
                [[act, *self.standing[act].told()] for act in sorted(self.standing)],
                [[case.id, case.grade.value, case.words, list(case.acts)] for case in self.cases],
            ]
        )


Dispute: TypeAlias = tuple[Told, Told, Verdict]


class NotFoldable(ValueError):
    """No act of the set belongs to a kind of record this program knows."""


def fold(
    record: RecordId,
    acts: Iterable[Act],
    registry: Registry,
) -> Folded:
    """Fold a set of acts of one record (the union of all ids joined into ``record``).

    Raises:
        NotFoldable: no act names a kind of record known here.
    """
    ordered = in_order(acts)
    kind = registry.record_kind(ordered.acts)
    if kind is None:
        raise NotFoldable(record.hex())
    told = tuple(registry.read(act) for act in ordered.acts)
    places = _first_places(told, registry)
    cases = _cases(record, _judged(ordered, told, kind, places))
    state: Any = kind.opened(record)
    for one in told:
        if places[one.id].standing is not Standing.IN_EFFECT:
            continue
        if isinstance(one.fact, Purged):
            state = Tombstone()
            break
        if not general.is_general(one.kind):
            state = kind.apply(state, one)
    for act in ordered.waiting:
        places[act.id] = Place(Standing.WAITING)
    cited = {parent for act in ordered.acts for parent in act.parents}
    return Folded(
        id=record,
        kind=kind.name,
        state=state,
        heads=frozenset(act.id for act in ordered.acts if act.id not in cited),
        standing=places,
        cases=cases,
        count=len(places),
        is_newer=any(place.standing is Standing.NEWER for place in places.values()),
    )


def case_id(record: RecordId, acts: Iterable[bytes]) -> bytes:
    """Name the case over these acts: 16 bytes, the same on every machine."""
    return canonical.digest(canonical.encode(["waypost case 1", record, sorted(acts)]))[:16]


def _first_places(told: tuple[Told, ...], registry: Registry) -> dict[ActId, Place]:
    """Standing before pairs are judged: withdrawn, corrected, set aside, doubtful, newer."""
    places: dict[ActId, Place] = {}
    for one in told:
        newer = registry.is_newer(one.act)
        places[one.id] = Place(Standing.NEWER if newer else Standing.IN_EFFECT)
    for one in told:
        if places[one.id].standing is not Standing.IN_EFFECT:
            continue
        for cited, standing in _taken_out(one):
            if cited in places and places[cited].standing is Standing.IN_EFFECT:
                places[cited] = Place(standing, one.id)
    return places


def _taken_out(one: Told) -> Iterable[tuple[ActId, Standing]]:
    """The acts that this act takes out of effect."""
    match one.fact:
        case Withdrawn(acts=acts):
            return [(ActId(cited), Standing.WITHDRAWN) for cited in acts]
        case Corrected(acts=acts):
            return [(ActId(cited), Standing.CORRECTED) for cited in acts]
        case Settled(aside=acts):
            return [(ActId(cited), Standing.SET_ASIDE) for cited in acts]
        case Doubted(acts=acts):
            return [(ActId(cited), Standing.DOUBTFUL) for cited in acts]
        case _:
            return ()


def _judged(
    ordered: Ordered, told: tuple[Told, ...], kind: RecordKind, places: dict[ActId, Place]
) -> list[Dispute]:
    """Judge each concurrent pair still in effect; open contradictions come back as disputes."""
    settled = _settlements(told, places)
    disputes: list[Dispute] = []
    for earlier, later in ordered.concurrent():
        left, right = told[earlier], told[later]
        if not _both_in_effect(left, right, places):
            continue
        verdict = _verdict(left, right, kind)
        if verdict.grade in {Class.CORROBORATE, Class.OVERRULED}:
            _yield(left, right, verdict, places)
        elif verdict.grade in {Class.CONTRADICT, Class.OVERDRAWN} and not any(
            {left.id, right.id} <= stands for stands in settled
        ):
            disputes.append((left, right, verdict))
    for left, right, verdict in disputes:
        if verdict.stands in {Stands.LEFT, Stands.RIGHT} and _both_in_effect(left, right, places):
            loser, winner = (right, left) if verdict.stands is Stands.LEFT else (left, right)
            places[loser.id] = Place(Standing.PROVISIONAL, winner.id)
    return disputes


def _settlements(told: tuple[Told, ...], places: Mapping[ActId, Place]) -> list[set[ActId]]:
    """For each settlement in effect, the acts it says stand together."""
    return [
        {ActId(act) for act in one.fact.stands}
        for one in told
        if isinstance(one.fact, Settled) and places[one.id].standing is Standing.IN_EFFECT
    ]


def _both_in_effect(left: Told, right: Told, places: Mapping[ActId, Place]) -> bool:
    return (
        places[left.id].standing is Standing.IN_EFFECT
        and places[right.id].standing is Standing.IN_EFFECT
    )


def _verdict(left: Told, right: Told, kind: RecordKind) -> Verdict:
    if general.is_general(left.kind) or general.is_general(right.kind):
        return general.GENERAL(left, right)
    return kind.judge(left, right)


def _yield(left: Told, right: Told, verdict: Verdict, places: dict[ActId, Place]) -> None:
    """Take the act that yields out of effect; ``left`` is the earlier in fold order."""
    loser, winner = (left, right) if verdict.stands is Stands.RIGHT else (right, left)
    standing = Standing.CONFIRMS if verdict.grade is Class.CORROBORATE else Standing.OVERRULED
    places[loser.id] = Place(standing, winner.id)


def _cases(record: RecordId, disputes: list[Dispute]) -> tuple[Case, ...]:
    """One case per group of acts that hang together by contradictions."""
    groups: list[tuple[set[ActId], Verdict]] = []
    for left, right, verdict in disputes:
        joined = {left.id, right.id}
        graver = verdict
        kept: list[tuple[set[ActId], Verdict]] = []
        for members, grade in groups:
            if members & joined:
                joined |= members
                graver = min(grade, graver, key=_gravest_first)
            else:
                kept.append((members, grade))
        groups = [*kept, (joined, graver)]
    return tuple(
        sorted(
            (
                Case(
                    id=case_id(record, members),
                    grade=verdict.grade,
                    words=verdict.words,
                    acts=tuple(sorted(members)),
                )
                for members, verdict in groups
            ),
            key=lambda case: case.id,
        )
    )


def _gravest_first(verdict: Verdict) -> tuple[bool, str]:
    return (verdict.grade is not Class.OVERDRAWN, verdict.words)
