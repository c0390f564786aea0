"""The one list of business packages, and what they hand over, reachable by name."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from app.acts import general
from app.acts.fold import Folded
from app.acts.general import Withdrawn
from app.acts.in_force import InForce
from app.acts.kinds import Registry
from app.acts.room import Queue, Room
from app.acts.steps import Due, Plan, UseCase, View, Words
from app.acts.told import Told
from app.base.ids import ActId
from app.cases import sentences as cases
from app.cases.room import ROOM as CASES
from app.duty.room import ROOM as DUTY
from app.guarantees.room import ROOM as GUARANTEES
from app.reference.packs import CountryPack
from app.transit.room import ROOM as TRANSIT

ROOMS = (DUTY, CASES, GUARANTEES, TRANSIT)

Service = Callable[[Any, Any], Plan]


class Rooms:
    """The packages of one program: kinds, use cases, views, messages."""

    def __init__(self, rooms: Iterable[Room] = ROOMS) -> None:
        self._rooms = tuple(rooms)
        self.registry = Registry(
            (*general.KINDS, *(kind for room in self._rooms for kind in room.kinds)),
            (record for room in self._rooms for record in room.records),
        )
        self.use_cases: dict[str, type[UseCase]] = {
            case.__name__: case for room in self._rooms for case in room.use_cases
        }
        self._services: dict[type[UseCase], Service] = {
            case: service for room in self._rooms for case, service in room.use_cases.items()
        }
        self._views = {view: answer for room in self._rooms for view, answer in room.views.items()}
        self.incoming = {
            code: handler for room in self._rooms for code, handler in room.incoming.items()
        }
        self.queues: tuple[Queue, ...] = tuple(
            queue for room in self._rooms for queue in room.queues
        )
        self._of_kind = {kind.name: room for room in self._rooms for kind in room.kinds}
        self._of_record = {kind.name: room for room in self._rooms for kind in room.records}

    def service(self, case: UseCase) -> Service | None:
        """The service of a use case."""
        return self._services.get(type(case))

    def answer(self, view: View[Any]) -> Callable[[Any, Any], Any] | None:
        """The answer of a view."""
        return self._views.get(type(view))

    def due(self, folded: Folded, told: Told, pack: CountryPack, emitter: str) -> tuple[Due, ...]:
        """The messages an act makes due from this emitter (``post`` or ``hub``)."""
        room = self._of_kind.get(told.kind) or self._of_record.get(folded.kind)
        if room is None or room.outgoing is None:
            return ()
        return tuple(
            due for due in room.outgoing(folded, told, pack) if self._emitter(due, pack) == emitter
        )

    def sentence(self, told: Told) -> Words:
        """An act in one sentence, for the timeline."""
        room = self._of_kind.get(told.kind)
        if room is not None and room.sentences is not None:
            return room.sentences(told)
        if general.is_general(told.kind):
            return cases.sentence(told)
        return Words("act.newer", {"kind": told.kind})

    def in_force(self, look: Any) -> Iterator[InForce]:
        """What every package has in force at the office of whoever looks."""
        for room in self._rooms:
            if room.in_force is not None:
                yield from room.in_force(look)

    def kind_words(self, kind: str) -> str:
        """The catalogue's code for the name of a kind of act."""
        return f"kind.{kind}" if kind in self.registry.kinds else "kind.newer"

    @staticmethod
    def withdrawn(told: Told) -> tuple[ActId, ...]:
        """The acts that this act takes back."""
        return (
            tuple(ActId(act) for act in told.fact.acts) if isinstance(told.fact, Withdrawn) else ()
        )

    @staticmethod
    def _emitter(due: Due, pack: CountryPack) -> str:
        """Exactly one place emits to a partner; what no channel reaches stays at its post."""
        if not due.partner:
            return "post"
        return pack.partner(due.partner).via
