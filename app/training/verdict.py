"""Whether everybody agrees: equal bytes inside an administration, agreed facts across.

Source: the house's architecture, section 9.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

import msgspec

from app.training.holding import Held, Holding
from app.transit.states import State

AGREED = frozenset(
    {
        (State.RELEASED, State.ANNOUNCED),
        (State.ADVISED, State.ARRIVED),
        (State.ADVISED, State.UNDER_CONTROL),
        (State.RESULTS_KNOWN, State.ENDED),
        (State.WRITTEN_OFF, State.ENDED),
        (State.DISCREPANCIES, State.WAITING),
    }
)
"""Departure's state beside destination's, where both know the same."""

_LEFT = frozenset({before for before, _ in AGREED})
_MAY_RECUR = frozenset({"transit.announced", "transit.crossed", "record.joined"})


class Administration(msgspec.Struct, frozen=True, kw_only=True):
    """What a hub holds, and each of its posts by office."""

    country: str
    hub: Holding
    posts: Mapping[str, Holding]


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """The last line of a corridor; ``differences`` say what does not agree."""

    converged: bool
    records: int
    acts: int
    cases: int
    messages: Mapping[str, int]
    kept: Mapping[str, int]
    acknowledged: bool
    asked_twice: int
    freed: int
    differences: tuple[str, ...] = ()


def verdict(administrations: tuple[Administration, ...]) -> Verdict:
    """Compare every record inside each administration, and the movements across."""
    differences: list[str] = []
    for one in administrations:
        differences += _inside(one)
    differences += _across(administrations)
    records = {(one.country, held.record): held for one in administrations for held in _all(one)}
    acts = {(country, act) for (country, _), held in records.items() for act in held.acts}
    messages: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    for one in administrations:
        for holding in (one.hub, *one.posts.values()):
            messages.update(holding.messages)
            kept.update(holding.kept)
    waiting = sum(
        holding.unacknowledged for one in administrations for holding in one.posts.values()
    )
    return Verdict(
        converged=not differences,
        records=len(records),
        acts=len(acts),
        cases=sum(held.cases for held in records.values()),
        messages=dict(sorted(messages.items())),
        kept=dict(sorted(kept.items())),
        acknowledged=waiting == 0,
        asked_twice=sum(_asked_twice(held) for held in records.values()),
        freed=sum(
            kind == "guarantee.freed" for held in records.values() for kind, _ in held.kinds
        ),
        differences=tuple(differences),
    )


def _all(one: Administration) -> Iterator[Held]:
    """Every copy of every record; the hub's last, since it has met them all."""
    for holding in one.posts.values():
        yield from holding.records
    yield from one.hub.records


def _inside(one: Administration) -> Iterator[str]:
    """Each record of a post is the hub's, byte for byte; what names an office is there."""
    centre = {held.record: held for held in one.hub.records}
    for office, holding in one.posts.items():
        here = {held.record: held for held in holding.records}
        for record, held in here.items():
            known = centre.get(record)
            if known is None:
                yield f"{office}: {held.kind} {record} is not at the centre"
            elif known.digest != held.digest:
                yield f"{office}: {held.kind} {record} differs from the centre's"
        for record, known in centre.items():
            if office in known.offices and record not in here:
                yield f"{office}: {known.kind} {record} has not come from the centre"


def _across(administrations: tuple[Administration, ...]) -> Iterator[str]:
    """A movement that left one administration for another is known there, in a state that fits."""
    movements = {
        one.country: {held.mrn: held for held in one.hub.records if held.mrn}
        for one in administrations
    }
    for country, known in movements.items():
        for mrn, held in known.items():
            if State(held.departure) not in _LEFT:
                continue
            yield from _met(country, held, movements, mrn)


def _met(
    country: str, held: Held, movements: Mapping[str, Mapping[str, Held]], mrn: str
) -> Iterator[str]:
    others = {office[:2] for office in held.offices} - {country}
    for other in sorted(others & movements.keys()):
        there = movements[other].get(mrn)
        if there is None:
            yield f"{other}: nothing is known of {mrn}"
        elif (State(held.departure), State(there.destination)) not in AGREED:
            yield f"{mrn}: {held.departure} in {country}, {there.destination} in {other}"


def _asked_twice(held: Held) -> int:
    """How often the same office stood behind the same kind of fact again."""
    made = Counter(
        (kind, office)
        for kind, office in held.kinds
        if held.kind == "movement" and kind not in _MAY_RECUR
    )
    return sum(times - 1 for times in made.values())
