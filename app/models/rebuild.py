"""Throws every folded record away and makes it again from the acts: equal bytes, in slices.

What queues, searches and scopes know of records goes with it. Killed anywhere it goes on where it
was: the mark lies in the store.
"""

from collections.abc import Callable

import msgspec
from sqlalchemy import delete, select, update

from app.acts.absorb import refold
from app.acts.kinds import Registry
from app.base.ids import RecordId
from app.models import settings
from app.models.engine import Engines
from app.models.joins import Joins
from app.models.journal import SqlUnit, looking, transaction
from app.models.keeping import NOTHING, Keeping
from app.models.queues import QUEUES
from app.models.record_rows import OFFICES, RECORDS
from app.models.search import KEYS, SILENCE_ALL
from app.models.settings import Settings
from app.models.stored_acts import StoredActs

_SLICE = 200


class Rebuilt(msgspec.Struct, frozen=True):
    """How many records were folded again, and how many rows no act stands behind went."""

    records: int
    dropped: int


def rebuild(
    engines: Engines, registry: Registry, told: Callable[[int], None] | None = None
) -> Rebuilt:
    """Fold everything again; ``told`` hears how many records are done after each slice."""
    _begin(engines)
    records = 0
    while True:
        done = _slice(engines, registry)
        if done is None:
            break
        records += done
        if told is not None:
            told(records)
    return Rebuilt(records, _end(engines, registry))


def is_folded_by(engines: Engines, registry: Registry) -> bool:
    """Whether every stored record is what this program's folds make; not so after an update."""
    with looking(engines) as connection:
        stored = Settings(connection)
        folded, under_way = stored.get(settings.FOLDED), stored.get(settings.REBUILDING)
    return under_way is None and folded == registry.fold_mark()


def _begin(engines: Engines) -> None:
    """Empty what stands beside records, once; a second start goes on where the first was."""
    with transaction(engines) as connection:
        stored = Settings(connection)
        if stored.get(settings.REBUILDING) is not None:
            return
        for table in (QUEUES, OFFICES, KEYS):
            connection.execute(delete(table))
        connection.execute(SILENCE_ALL)
        connection.execute(update(RECORDS).values(sides=NOTHING, folded=b"", heads=b""))
        stored.set(settings.REBUILDING, b"")


def _slice(engines: Engines, registry: Registry) -> int | None:
    """Fold the next records; None at the end."""
    with transaction(engines) as connection:
        stored = Settings(connection)
        mark = stored.get(settings.REBUILDING) or b""
        ids = StoredActs(connection).record_ids(mark, _SLICE)
        if not ids:
            return None
        unit = SqlUnit(connection, registry)
        joins = Joins(connection)
        survivors = {joins.surviving(record) for record in ids}
        done = sum(refold(unit, registry, record) is not None for record in sorted(survivors))
        stored.set(settings.REBUILDING, ids[-1])
        return done


def _end(engines: Engines, registry: Registry) -> int:
    """Drop rows that were not folded again; the mark goes, and who folded stands instead."""
    with transaction(engines) as connection:
        stray = connection.execute(select(RECORDS.c.id).where(RECORDS.c.folded == b"")).scalars()
        keeping = Keeping(connection)
        dropped = [RecordId(record) for record in stray.all()]
        for record in dropped:
            keeping.drop(record)
        stored = Settings(connection)
        stored.drop(settings.REBUILDING)
        stored.set(settings.FOLDED, registry.fold_mark())
        return len(dropped)
