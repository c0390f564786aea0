"""Writes a folded record with everything that stands for it elsewhere: only what changed moves."""

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection

from app.acts.fold import Folded
from app.acts.kinds import Key, Listing
from app.base.ids import RecordId
from app.models import codec
from app.models.queues import NEVER, Queues
from app.models.record_rows import RecordRows
from app.models.search import Search, spoken


class Sides(msgspec.Struct, frozen=True, array_like=True):
    """What stands in other tables for a record."""

    queues: tuple[str, ...] = ()
    due: int = NEVER
    offices: tuple[str, ...] = ()
    keys: tuple[Key, ...] = ()
    is_open: bool = True
    words: str = ""


NOTHING = msgspec.msgpack.encode(Sides())


class Keeping:
    """The one way a folded record gets into the store."""

    def __init__(self, connection: Connection) -> None:
        self._records = RecordRows(connection)
        self._queues = Queues(connection)
        self._search = Search(connection)

    def keep(self, folded: Folded, listing: Listing, keys: Iterable[Key], *, updated: int) -> None:
        """Store a record in place of the former; ``updated`` is its last act's place."""
        found = tuple(sorted(set(keys)))
        sides = Sides(
            queues=tuple(sorted(set(listing.queues))),
            due=listing.clock or NEVER,
            offices=tuple(sorted(set(listing.offices))),
            keys=found,
            is_open=listing.is_open,
            words=spoken(found),
        )
        before = self._records.sides(folded.id)
        stored = codec.columns(folded)
        self._records.keep(
            {
                **msgspec.structs.asdict(stored),
                "is_newer": int(stored.is_newer),
                "is_purged": int(stored.is_purged),
                "number": listing.number,
                "state": listing.state,
                "is_open": int(listing.is_open),
                "is_held": int(folded.is_held),
                "clock": listing.clock,
                "updated": updated,
                "row": listing.row,
                "sides": msgspec.msgpack.encode(sides),
            }
        )
        if before is None:
            placed = self._records.sides(folded.id)
            before = (0 if placed is None else placed[0], NOTHING)
        self._move(before[0], msgspec.msgpack.decode(before[1], type=Sides), sides)

    def drop(self, record: RecordId) -> None:
        """Take a record out of the store with everything that stands for it."""
        before = self._records.sides(record)
        if before is not None:
            self._move(before[0], msgspec.msgpack.decode(before[1], type=Sides), Sides())
            self._records.drop(record)

    def _move(self, place: int, before: Sides, after: Sides) -> None:
        """Bring the other tables from one state to the other."""
        stood = {(queue, before.due) for queue in before.queues}
        stands = {(queue, after.due) for queue in after.queues}
        for queue, due in sorted(stood - stands):
            self._queues.leave(queue, due, place)
        for queue, due in sorted(stands - stood):
            self._queues.enter(queue, due, place)
        for office in sorted(set(before.offices) - set(after.offices)):
            self._records.leave_office(office, place)
        for office in sorted(set(after.offices) - set(before.offices)):
            self._records.enter_office(office, place)
        self._rename(place, before, after)

    def _rename(self, place: int, before: Sides, after: Sides) -> None:
        for key in sorted(set(before.keys) - set(after.keys)):
            self._search.leave(key, place)
        for key in sorted(set(after.keys) - set(before.keys)):
            self._search.enter(key, place, is_open=after.is_open)
        if before.is_open != after.is_open:
            for key in sorted(set(before.keys) & set(after.keys)):
                self._search.turn(key, place, is_open=after.is_open)
        if before.words != after.words:
            self._search.speak(place, after.words)
