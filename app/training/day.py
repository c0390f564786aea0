"""What people of a stage do with movements: release, cross, arrive, end; a verb for each."""

from datetime import timedelta
from typing import NamedTuple

from app.acts.identity import by_number
from app.base.clock import Day, Instant, day_of, moment_of
from app.base.ids import RecordId
from app.training.draw import Draw, drawn
from app.training.loads import seal_numbers
from app.training.post import Post
from app.training.stage import Stage
from app.training.tables import Trader, journey
from app.training.traffic import Lodged, Traffic
from app.transit.findings import SealAffixed, SealFound, SealState
from app.transit.use_cases import (
    Arrive,
    CheckSeals,
    Cross,
    Declare,
    EndTransit,
    Release,
)

_MINUTE_MS = 60_000
_LANES = ("1", "2", "3", "4")


class Moving(NamedTuple):
    """A movement under way: its number, the plate on the lorry, the seals that were affixed."""

    mrn: str
    plate: str
    seals: tuple[str, ...]


class Road:
    """Traffic on a stage: each verb is one step of one officer."""

    def __init__(self, stage: Stage, seed: int) -> None:
        self.stage = stage
        self._traffic = Traffic(seed)
        self._draw: Draw = drawn(seed, "road")
        self._lodged = 0

    def post(self, name: str) -> Post:
        """A desk of the stage by its name."""
        return self.stage.posts[name]

    def lodge(
        self, name: str, destination: str, *, holder: Trader | None = None
    ) -> tuple[RecordId, Lodged]:
        """A holder lodges a declaration at a desk."""
        post = self.post(name)
        self._lodged += 1
        way = journey(post.office, destination)
        lodged = self._traffic.lodged(self._lodged, way, self.stage.clock.now(), holder=holder)
        case = Declare(declaration=lodged.declaration, received=lodged.content)
        return RecordId(post.do(case).value), lodged

    def release(
        self, name: str, destination: str, *, days: int = 1, holder: Trader | None = None
    ) -> Moving:
        """Lodge, accept, seal and release; ``days`` from today is the limit."""
        record, lodged = self.lodge(name, destination, holder=holder)
        post = self.post(name)
        marks = seal_numbers(self._draw, post.office[:2], self._draw.one((1, 2, 2, 2, 3)))
        outcome = post.do(
            Release(
                record=record,
                result=self._draw.one(("A1", "A2", "A2", "A2")),
                seals=tuple(SealAffixed(identifier=mark) for mark in marks),
                count=len(marks),
                limit=self.in_days(days),
                binding_itinerary=True,
            )
        )
        return Moving(str(outcome.value), lodged.plate, marks)

    def cross(self, name: str, moving: Moving) -> None:
        """Let it over the frontier, all seals intact."""
        case = Cross(record=self.record(name, moving), plate=moving.plate, all_intact=True)
        self.post(name).do(case)

    def arrive(self, name: str, moving: Moving, *, plate: str = "") -> RecordId:
        """Record its arrival in one of the lanes."""
        record = self.record(name, moving)
        place = f"lane {self._draw.one(_LANES)}"
        self.post(name).do(Arrive(record=record, plate=plate or moving.plate, place=place))
        return record

    def look_at_seals(self, name: str, moving: Moving, broken: int = 0) -> None:
        """Answer for every seal; the first ``broken`` are broken."""
        found = tuple(
            SealFound(identifier=mark, state=SealState.BROKEN) for mark in moving.seals[:broken]
        )
        record = self.record(name, moving)
        self.post(name).do(CheckSeals(record=record, seals=found, all_intact=True))

    def end(self, name: str, moving: Moving, *, controls: tuple[str, ...] = ()) -> None:
        """End the transit, with whatever is not on the record yet."""
        place = f"lane {self._draw.one(_LANES)}"
        self.post(name).do(
            EndTransit(
                record=self.record(name, moving),
                plate=moving.plate,
                place=place,
                all_intact=True,
                controls=controls,
            )
        )

    def record(self, name: str, moving: Moving) -> RecordId:
        """The id a movement goes by in the administration of a desk."""
        return by_number(self.post(name).office[:2], "movement", moving.mrn)

    def in_days(self, days: int) -> Day:
        """The local date so many days from today."""
        clock = self.stage.clock
        local = moment_of(Instant(clock.now() + clock.offset() * _MINUTE_MS))
        return day_of(local.date() + timedelta(days=days))
