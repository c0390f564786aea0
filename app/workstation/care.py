"""Care for the store that needs its fold: rebuilding, and proving that nothing differed."""

from collections.abc import Callable, Iterator

import msgspec

from app.base.ids import RecordId
from app.models.looks import StoreReading
from app.models.store import Store
from app.security import canonical

_SLICE = 500


class Rebuilt(msgspec.Struct, frozen=True, kw_only=True):
    """What a rebuild did; ``differed`` are records whose stored state was not what acts make."""

    records: int
    dropped: int
    differed: tuple[RecordId, ...]


def rebuild(store: Store, told: Callable[[int], None] | None = None) -> Rebuilt:
    """Make every record again from the acts; ``told`` hears how many are done.

    Raises:
        Broken: disk, file or key; call again and it goes on where it was.
    """
    with store.reading() as look:
        before = dict(digests(look))
    rebuilt = store.upkeep.rebuild(told)
    with store.reading() as look:
        after = dict(digests(look))
    differed = {record for record in before | after if before.get(record) != after.get(record)}
    return Rebuilt(
        records=rebuilt.records, dropped=rebuilt.dropped, differed=tuple(sorted(differed))
    )


def digests(look: StoreReading) -> Iterator[tuple[RecordId, bytes]]:
    """Every record with the SHA-256 of its state; what cannot be read has none of ours."""
    mark = b""
    while ids := look.acts.record_ids(mark, _SLICE):
        mark = ids[-1]
        for record in {look.surviving(identity) for identity in ids}:
            yield record, _digest(look, record)


def _digest(look: StoreReading, record: RecordId) -> bytes:
    try:
        folded = look.folded(record)
    except ValueError:  # a stored state that is not canonical: it differs from whatever is right
        return b""
    return b"" if folded is None else canonical.digest(folded.state_bytes())
