"""What a service may know while it plans: the store as it is, the pack, who and when."""

from collections.abc import Callable

from app.acts.fold import Folded
from app.acts.identity import by_number
from app.acts.in_force import Shift
from app.acts.steps import Actor
from app.base.clock import Instant
from app.base.ids import Chance, RecordId, fresh_record_id
from app.models.looks import StoreReading
from app.reference.packs import CountryPack


class LiveDesk:
    """A desk over one look at the store; lives for one step."""

    def __init__(
        self,
        look: StoreReading,
        pack: CountryPack,
        actor: Actor,
        *,
        stream: bytes,
        now: Instant,
        chance: Chance,
        shift: Callable[[], Shift] = Shift,
    ) -> None:
        self.pack = pack
        self.actor = actor
        self.now = now
        self._look = look
        self.stream = stream
        self._shift = shift
        self._chance = chance

    def folded(self, record: RecordId) -> Folded | None:
        """The record as it is now, under whatever id it goes by."""
        return self._look.folded(self._look.surviving(record))

    def by_number(self, kind: str, number: str) -> RecordId:
        """The id of the record of this administration that bears a number."""
        return by_number(self.pack.country, kind, number)

    def was_lent(self, kind: str) -> bool:
        """Whether a block of this kind was ever lent to this post."""
        return self._look.leases.top(kind) != (0, 0)

    def fresh(self) -> RecordId:
        """An id for a record that has no number yet."""
        return fresh_record_id(self.now, self._chance)

    def next_serial(self, kind: str) -> int | None:
        """The next free serial of this device's leased block; None where there is none."""
        return self._look.leases.next_serial(kind, self.stream, self.now)

    def shift(self) -> Shift:
        """What is in force now, and since when the shift runs; at the centre no shift runs."""
        return self._shift()

    def open_records(self, kind: str) -> tuple[RecordId, ...]:
        """The open records of a kind, last changed first."""
        return tuple(row.record for row in self._look.records.newest(kind, is_open=True))
