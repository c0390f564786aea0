"""Days at a post, played so that every queue, state and page has something telling to show.

They end at a given instant: trucks in the yard, one with a broken seal, two contradictions open,
a lorry that nobody announced, long names in four scripts, a step not a minute old.
"""

from collections.abc import Iterator, Mapping

from app.base.clock import Instant, moment_of
from app.reference.numbers import mrn as mrns
from app.training.day import Moving, Road
from app.training.stage import Stage
from app.training.tables import Trader, traders
from app.transit.use_cases import (
    Accept,
    Arrive,
    DecideControl,
    Discharge,
    EndTransit,
    Hold,
    TakeResult,
)

MORINE, SECOND, DURRES, PRISHTINA, HANI = "morine", "morine-2", "durres", "prishtina", "hani"
"""Desks of the stage: two at the demonstration's own office, one at each of the others."""

OFFICES = {
    MORINE: "AL003010",
    SECOND: "AL003010",
    DURRES: "AL002000",
    PRISHTINA: "XK001010",
    HANI: "XK003010",
}
_MINUTE_MS = 60_000
_HOUR = 60
_DAY = 24 * _HOUR
BEGINS = 4 * _DAY + 5 * _HOUR
"""Minutes before the end at which the first thing happens."""

_LONG = 50  # letters; such names do not fit a column
_SCRIPTS = {"TR": "latin", "RS": "cyrillic", "GR": "greek", "JO": "arabic"}


def play_day(stage: Stage, seed: int, end: Instant) -> Mapping[str, str]:
    """Play everything up to ``end`` on a stage that has the desks of ``OFFICES``.

    The answer names telling movements by what they show: values are MRNs, or the LRN where there
    is no number yet.
    """
    script = _Script(stage, seed, end)
    script.long_ago()
    script.yesterday()
    script.this_morning()
    script.in_the_yard()
    script.departures()
    script.contradictions()
    script.last_minutes()
    return script.named


class _Script:
    def __init__(self, stage: Stage, seed: int, end: Instant) -> None:
        self.road = Road(stage, seed)
        self.stage = stage
        self.named: dict[str, str] = {}
        self._end = end
        self._coming: Iterator[Moving] = iter(())
        self._through: Iterator[Moving] = iter(())
        self._abroad: list[Moving] = []

    def long_ago(self) -> None:
        """What is late by now: results due, a lorry that never came, departures not heard of."""
        road, here = self.road, OFFICES[MORINE]
        self._at(BEGINS)
        slow = [road.release(PRISHTINA, here, days=3) for _ in range(4)]
        gone = [road.release(MORINE, OFFICES[PRISHTINA], days=2) for _ in range(5)]
        self.stage.settle()
        self._at(4 * _DAY + 2 * _HOUR)
        road.arrive(MORINE, self._note("result late", slow[0]))
        road.look_at_seals(MORINE, slow[0])
        self._at(3 * _DAY)
        road.arrive(MORINE, self._note("result due", slow[1]))
        road.look_at_seals(MORINE, slow[1])
        road.arrive(MORINE, slow[2])
        self._note("expected late", slow[3])
        self._note("late departure", gone[4])
        self._note("discrepancies", gone[0])
        self._ended_abroad(gone[0], result="B1", remarks="two pallets are missing")
        self._ended_abroad(gone[1])
        self.stage.settle()
        road.post(MORINE).do(Discharge(record=road.record(MORINE, gone[1])))

    def yesterday(self) -> None:
        """Announced for today and tomorrow, in every script the corridor writes."""
        road, here = self.road, OFFICES[MORINE]
        self._at(_DAY + 5 * _HOUR)
        for sender in _long_names():
            name = f"long name, {_SCRIPTS[sender.country]}"
            self._note(name, road.release(HANI, here, days=2, holder=sender))
        self._note("clean", road.release(PRISHTINA, here, days=2))
        coming = []
        for place in range(30):
            desk = HANI if place % 3 == 0 else PRISHTINA
            coming.append(road.release(desk, here, days=1 + place % 2))
        self._coming = iter(coming)
        through = []
        for place in range(7):
            through.append(road.release((HANI, PRISHTINA)[place % 2], OFFICES[DURRES], days=2))
            through.append(road.release(DURRES, OFFICES[PRISHTINA], days=2))
        self._through = iter(through)
        self._abroad = [road.release(MORINE, OFFICES[PRISHTINA], days=2) for _ in range(4)]
        self.stage.settle()

    def this_morning(self) -> None:
        """Arrivals that ended well and crossings, since seven."""
        for place, minutes in enumerate(range(7 * _HOUR, 3 * _HOUR, -30)):
            self._at(minutes)
            controls = ("43",) if place % 4 == 0 else ()
            ended = self._note("ended", next(self._coming))
            self.road.end(MORINE, ended, controls=controls)
        for place in range(9):
            self._at(3 * _HOUR - 12 * place)
            self.road.cross(MORINE, self._note("crossed", next(self._through)))
        self._note("crossing", next(self._through))
        self.stage.settle(MORINE)

    def in_the_yard(self) -> None:
        """Here, and not finished: awaited, controlled, broken, held, unannounced."""
        road, post = self.road, self.road.post(MORINE)
        self._at(70)
        for _ in range(3):
            road.arrive(MORINE, self._note("in the yard", next(self._coming)))
        for types in (("42", "43"), ("10",), ("30",)):
            record = road.arrive(MORINE, self._note("under control", next(self._coming)))
            words = "check the weight of line 1, open 5 boxes"
            post.do(DecideControl(record=record, types=types, instruction=words))
        self._at(62)
        broken = self._note("broken seal", next(self._coming))
        road.arrive(MORINE, broken)
        road.look_at_seals(MORINE, broken, broken=1)
        road.arrive(MORINE, self._note("another plate", next(self._coming)), plate="AA999ZZ")
        record = road.arrive(MORINE, self._note("held", next(self._coming)))
        post.do(Hold(record=record, reason="asked for by the customs police"))
        self._at(58)
        year = moment_of(self._end).year
        nobody = mrns.for_office(year, "XK005010", 46_712, "0")
        post.do(Arrive(mrn=nobody, provisional=True, plate="PG AB417", place="lane 4"))
        self.named["unannounced"] = nobody
        self.named["unknown"] = mrns.for_office(year, "XK005010", 46_713, "0")
        self.stage.settle(MORINE)

    def departures(self) -> None:
        """At departure: lodged, accepted, under control, released, results known, discharged."""
        road, post = self.road, self.road.post(MORINE)
        self._at(55)
        for _ in range(3):
            _, lodged = road.lodge(MORINE, OFFICES[PRISHTINA])
            self.named["declared"] = lodged.declaration.lrn or ""
        accepted, _ = road.lodge(MORINE, "XK002020")
        self.named["accepted"] = str(post.do(Accept(record=accepted)).value)
        controlled, _ = road.lodge(MORINE, "XK006010")
        self.named["departure control"] = str(post.do(Accept(record=controlled)).value)
        post.do(DecideControl(record=controlled, types=("10", "41")))
        for minutes in (50, 47, 43):
            self._at(minutes)
            self._note("released", road.release(MORINE, OFFICES[PRISHTINA]))
        self._ended_abroad(self._note("to discharge", self._abroad[0]))
        done = self._note("discharged", self._abroad[1])
        self._ended_abroad(done)
        self.stage.settle()
        post.do(Discharge(record=road.record(MORINE, done)))

    def contradictions(self) -> None:
        """Two desks in the dark: two arrivals of one lorry, two results of one control."""
        road = self.road
        self._at(25)
        twice = self._note("two arrivals", next(self._homeward()))
        graver = self._note("two results", next(self._coming))
        record = road.arrive(MORINE, graver)
        road.look_at_seals(MORINE, graver)
        self.stage.settle(MORINE, SECOND, DURRES)
        with self.stage.dark(MORINE, SECOND, DURRES):
            road.arrive(MORINE, twice)
            self._at(21)
            road.arrive(DURRES, twice)
            good = TakeResult(record=record, controls=("43",), result="A1")
            road.post(MORINE).do(good)
            self._at(19)
            found = "6 boxes of cigarettes behind line 2"
            bad = TakeResult(record=record, controls=("42",), result="B1", remarks=found)
            road.post(SECOND).do(bad)
        self.stage.settle(MORINE, SECOND, DURRES)

    def last_minutes(self) -> None:
        """What was done since the last exchange is saved here and has not left."""
        self._at(3)
        self.stage.settle()
        self._at(2)
        self.road.cross(MORINE, self._note("just crossed", next(self._through)))
        self._at(1)
        self.road.end(MORINE, self._note("just ended", next(self._coming)))
        self._at(0)

    def _at(self, minutes_before: int) -> None:
        """Let time pass until so many minutes before the end."""
        self.stage.until(self._end - minutes_before * _MINUTE_MS)

    def _note(self, name: str, moving: Moving) -> Moving:
        """Remember a movement by what it shows; the first of several stands for them."""
        self.named.setdefault(name, moving.mrn)
        return moving

    def _homeward(self) -> Iterator[Moving]:
        """Those on their way through Morine to Durres; the others leave the country."""
        return (moving for moving in self._through if moving.mrn[2:4] == "XK")

    def _ended_abroad(
        self, moving: Moving, *, result: str | None = None, remarks: str = ""
    ) -> None:
        """Let Prishtina end a movement that was released at Morine."""
        self.road.post(PRISHTINA).do(
            EndTransit(
                record=self.road.record(PRISHTINA, moving),
                plate=moving.plate,
                all_intact=True,
                result=result,
                remarks=remarks,
            )
        )


def _long_names() -> tuple[Trader, ...]:
    """One long name in each script."""
    found: dict[str, Trader] = {}
    for one in traders():
        if one.country in _SCRIPTS and len(one.name) >= _LONG:
            found.setdefault(one.country, one)
    return tuple(found.values())
