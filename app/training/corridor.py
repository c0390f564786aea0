"""The corridor: a declaration is accepted in one administration and ended in the other.

Released at departure, announced ahead, over the frontier, ended, discharged, the guarantee freed
once. With the link cut at every post in turn the work is the same; only the order of news is not.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from app.acts.steps import UseCase
from app.base.clock import Clock
from app.base.errors import Broken, Refused, Unreachable
from app.base.ids import RecordId
from app.guarantees.service import numbered
from app.messages.ncts.declared import declaration_of
from app.messages.ncts.message import read
from app.training.draw import drawn
from app.training.hub_child import Until
from app.training.loads import seal_numbers
from app.training.mapping import Placed, Road
from app.training.post_child import Done, Paper, Print, Rounds, Seen, Step
from app.training.verdict import Verdict, verdict
from app.training.way import limit_of
from app.training.world import World
from app.transit.findings import SealAffixed
from app.transit.use_cases import (
    Accept,
    AffixSeals,
    Arrive,
    CheckSeals,
    Cross,
    DecideControl,
    Declare,
    Discharge,
    EndTransit,
    Release,
    SetLimit,
    TakeDepartureResult,
    TakeResult,
)

_IN_THE_MIDDLE = 2_600  # bytes of a flight after which a line is cut
_MOST_ROUNDS = 20
Answer = TypeVar("Answer")

_ADVISED = ("transit.advised", "transit.results_received")


class Told(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One step of the story; ``record`` is the MRN, or the LRN before there is one."""

    step: int
    office: str
    act: str
    record: str
    state: str
    ms: int
    what: str = ""
    was: str = ""
    now: str = ""
    file: str = ""
    sent: int = 0
    received: int = 0
    waiting: int = 0


class Corridor:
    """Plays the story in a world; ``tell`` hears every step."""

    def __init__(
        self,
        world: World,
        way: Road,
        tell: Callable[[Told], None],
        *,
        clock: Clock,
        link_down: bool = False,
    ) -> None:
        self.world = world
        self.way = way
        self.mrn = ""
        self._lrn = ""
        self._secured = 0
        self._discharged = False
        self._tell = tell
        self._clock = clock
        self._link_down = link_down
        self._steps = 0
        self._records: dict[str, RecordId] = {}
        self._paper = world.folder / "tad.pdf"

    def play(self, declared: Placed) -> Verdict:
        """The whole story; the answer is what everybody holds at its end."""
        self.map(declared)
        self.depart(declared.content)
        self.announce()
        self.cross()
        self.end()
        self.discharge()
        return self.settle()

    def map(self, declared: Placed) -> None:
        """Say what of the declaration was replaced."""
        for row in declared.table:
            self._say("", "mapped", "", 0, what=row.what, was=row.was, now=row.now)

    def depart(self, content: bytes) -> None:
        """At departure: lodged, accepted, controlled, sealed, released; the paper comes out."""
        office = self.way.departure
        self._cut(office)
        if self._link_down:
            for line in self.world.between(office[:2]):
                line.cut()
                self._say(office[:2], "line cut", "", 0, what=line.name)
        message = read(content).message
        if message is None:
            raise Refused("training.no_declaration", found="-")
        declaration = declaration_of(message)
        self._lrn = declaration.lrn or ""
        self._secured = sum(1 for _ in numbered(declaration))
        lodged = self._do(office, Declare(declaration=declaration, received=content))
        record = RecordId(bytes.fromhex(lodged.value))
        self._records[office] = record
        accepted = self._do(office, Accept(record=record))
        self.mrn = accepted.value
        self._do(office, DecideControl(record=record, types=("10", "41")))
        self._do(office, TakeDepartureResult(record=record, result="A2"))
        marks = seal_numbers(drawn(1, "corridor"), office[:2], 2)
        seals = tuple(SealAffixed(identifier=mark) for mark in marks)
        self._do(office, AffixSeals(record=record, seals=seals, count=len(seals)))
        self._do(
            office,
            SetLimit(record=record, limit=limit_of(self.way, self._clock), binding_itinerary=True),
        )
        self._do(office, Release(record=record))
        asked = Print(record=record, file=str(self._paper))
        began = self._clock.monotonic()
        paper = self._post(office, "print", asked, Paper)
        took = self._clock.monotonic() - began
        self._say(
            office, "printed", f"{paper.pages} pages", took, what="tad", file=str(self._paper)
        )
        self._hand_over(office)

    def announce(self) -> None:
        """The news travels ahead of the lorry, even where hubs do not reach each other at once."""
        home, abroad = self.way.departure[:2], self.way.destination[:2]
        there = sum(office[:2] == abroad for office in self.way.transit) > 0
        if self._link_down:
            for line in self.world.between(home):
                line.restore()
            self.world.hubs[home].ask("hasten", None, type(None))
            self._say(home, "line back", "", 0, what=f"{home} to {abroad}")
        self._until(abroad, ("transit.announced",) * (1 + there))
        for office in (*self.way.transit, self.way.destination):
            self._sync(office)
            seen = self._post(office, "find", self.mrn, Seen)
            if not seen.record:
                raise Broken("training.never_came", office=office, mrn=self.mrn)
            self._records[office] = RecordId(seen.record)
            self._say(office, "knows of it", self._state(office, seen), 0)

    def cross(self) -> None:
        """At each office of transit: the paper is scanned, plate and seals answered."""
        for office in self.way.transit:
            self._cut(office)
            seen = self._scanned(office)
            plate = seen.plates[0] if seen.plates else "="
            self._do(office, Cross(record=RecordId(seen.record), plate=plate, all_intact=True))
            if not self._link_down:
                self._sync(office)
        if not self._link_down and self._notified:
            self._until(self.way.departure[:2], ("transit.crossing_notified",))

    def end(self) -> None:
        """At destination: scanned, arrived, seals looked at, controlled, concluded, ended."""
        office = self.way.destination
        self._cut(office)
        seen = self._scanned(office)
        record = RecordId(seen.record)
        plate = seen.plates[0] if seen.plates else "="
        self._do(office, Arrive(record=record, plate=plate, place="2"))
        self._do(office, CheckSeals(record=record, all_intact=True))
        self._do(office, DecideControl(record=record, types=("41", "43")))
        self._do(office, TakeResult(record=record, result="A1", controls=("41", "43")))
        self._do(office, EndTransit(record=record))
        self._hand_over(office)
        self._until(self.way.departure[:2], _ADVISED)
        if self._link_down:  # the crossing is told after the arrival: nobody minds
            for passed in self.way.transit:
                self._hand_over(passed)
            if self._notified:
                self._until(self.way.departure[:2], ("transit.crossing_notified",))

    def discharge(self) -> None:
        """Departure learns of it and discharges; the centre frees the guarantee, once."""
        office = self.way.departure
        self._sync(office)
        record = self._records[office]
        seen = self._post(office, "look", record, Seen)
        self._say(office, "results known", self._state(office, seen), 0)
        self._cut(office)
        self._do(office, Discharge(record=record))
        self._discharged = True
        self._hand_over(office)

    def settle(self) -> Verdict:
        """Exchange until nobody has anything to say, then compare."""
        for _ in range(_MOST_ROUNDS):
            moved = [self._round(office) for office in self.world.posts]
            if not any(one.sent or one.received for one in moved):
                break
        held = verdict(self.world.administrations())
        wanted = self._secured if self._discharged else 0
        if held.freed == wanted:
            return held
        why = f"guarantees freed {held.freed} times, not {wanted}"
        return msgspec.structs.replace(held, converged=False, differences=(*held.differences, why))

    @property
    def _notified(self) -> bool:
        """Whether a frontier is passed abroad, so that departure is told of it by message."""
        return any(office[:2] != self.way.departure[:2] for office in self.way.transit)

    def _scanned(self, office: str) -> Seen:
        began = self._clock.monotonic()
        seen = self._post(office, "scan", str(self._paper), Seen)
        took = self._clock.monotonic() - began
        if not seen.record:
            raise Broken("training.never_came", office=office, mrn=seen.mrn)
        self._say(office, "scanned", self._state(office, seen), took)
        return seen

    def _do(self, office: str, case: UseCase) -> Done:
        name = type(case).__name__
        fields = msgspec.Raw(msgspec.json.encode(case))
        done = self._post(office, "do", Step(name=name, fields=fields), Done)
        if not done.done:
            raise Refused("training.stopped", step=name, why=", ".join(done.findings))
        record = getattr(case, "record", None) or self._records.get(office)
        if record is None:
            record = RecordId(bytes.fromhex(done.value))
        seen = self._post(office, "look", record, Seen)
        self.mrn = seen.mrn or self.mrn
        self._say(office, name, self._state(office, seen), done.ms)
        return done

    def _hand_over(self, office: str) -> None:
        """Try while the line is cut, try while it breaks in the middle, then get through."""
        if self._link_down:
            line = self.world.lines[office]
            self._sync(office)
            line.restore()
            line.cut_after(_IN_THE_MIDDLE)
            self._sync(office)
            line.restore()
            self._say(office, "line back", "", 0)
        self._sync(office)

    def _sync(self, office: str) -> None:
        try:
            report = self._round(office)
        except Unreachable as away:
            waiting = self._post(office, "waiting", None, int)
            self._say(office, "no line", away.code, 0, waiting=waiting)
            return
        self._say(
            office,
            "exchanged",
            f"level {report.level}",
            report.ms,
            sent=report.sent,
            received=report.received,
        )

    def _round(self, office: str) -> Rounds:
        return self._post(office, "sync", None, Rounds)

    def _cut(self, office: str) -> None:
        if not self._link_down:
            return
        self.world.lines[office].cut()
        self._say(office, "line cut", "", 0)

    def _until(self, country: str, kinds: tuple[str, ...]) -> None:
        began = self._clock.monotonic()
        asked = Until(number=self.mrn, kinds=kinds)
        if not self.world.hubs[country].ask("until", asked, bool):
            raise Broken("training.never_came", office=country, mrn=self.mrn)
        took = self._clock.monotonic() - began
        for kind in dict.fromkeys(kinds):
            self._say(country, "came by message", kind, took)

    def _post(self, office: str, verb: str, body: Any, kind: type[Answer]) -> Answer:
        return self.world.posts[office].ask(verb, body, kind)

    def _state(self, office: str, seen: Seen) -> str:
        if office == self.way.departure:
            return seen.departure
        return seen.destination if office == self.way.destination else seen.transit

    def _say(self, office: str, act: str, state: str, ms: int, **more: Any) -> None:
        self._steps += 1
        self._tell(
            Told(
                step=self._steps,
                office=office,
                act=act,
                record=self.mrn or self._lrn,
                state=state,
                ms=ms,
                **more,
            )
        )
