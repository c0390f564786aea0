"""What a store holds, in a form that can be compared with another's: digests, states, counts."""

from collections import Counter
from collections.abc import Mapping

import msgspec

from app.acts.fold import Folded
from app.acts.kinds import Registry
from app.base.ids import RecordId
from app.models.looks import StoreReading
from app.models.outbox import State
from app.models.store import Store
from app.security import canonical
from app.transit.movement import Movement

_PAGE = 500


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """One record: ``digest`` is SHA-256 of its state bytes; ``offices`` it names or met.

    ``mrn`` and the two states are those of a movement, empty otherwise; ``kinds`` are its acts
    with the office that made each.
    """

    record: str
    kind: str
    digest: str
    offices: tuple[str, ...]
    cases: int
    acts: tuple[str, ...]
    kinds: tuple[tuple[str, str], ...]
    mrn: str = ""
    departure: str = ""
    transit: str = ""
    destination: str = ""


class Holding(msgspec.Struct, frozen=True, kw_only=True):
    """All records of a store, what of its own waits, messages that left by code."""

    records: tuple[Held, ...]
    unacknowledged: int = 0
    messages: Mapping[str, int] = {}
    kept: Mapping[str, int] = {}


def holding(store: Store, registry: Registry, *, device: bytes) -> Holding:
    """Look at everything a store holds; ``device`` names the streams that are its own."""
    with store.reading() as look:
        records = tuple(_records(look, registry))
        waiting = sum(
            tip.seq - look.receipts.covered(tip.stream)
            for tip in look.tips()
            if tip.stream.startswith(device)
        )
        left: Counter[str] = Counter()
        kept: Counter[str] = Counter()
        for record in records:
            for followed in look.messages(RecordId(bytes.fromhex(record.record))):
                message = followed.message
                if message.state in {State.RECEIPTED, State.ANSWERED}:
                    left[message.message] += 1
                elif message.state is State.NOBODY:
                    kept[message.message] += 1
    return Holding(records=records, unacknowledged=waiting, messages=dict(left), kept=dict(kept))


def _records(look: StoreReading, registry: Registry) -> list[Held]:
    """Every record under the id it goes by; acts may have been made under another."""
    survivors: set[RecordId] = set()
    after = b""
    while page := look.acts.record_ids(after, _PAGE):
        after = page[-1]
        survivors.update(look.surviving(record) for record in page)
    folded = (look.folded(record) for record in sorted(survivors))
    return [_held(look, registry, one) for one in folded if one is not None]


def _held(look: StoreReading, registry: Registry, folded: Folded) -> Held:
    acts = look.acts_of(folded.id)
    kind = registry.records.get(folded.kind)
    listing = kind.listing(folded.state, held=folded.is_held) if kind else None
    movement = folded.state if isinstance(folded.state, Movement) else Movement()
    return Held(
        record=folded.id.hex(),
        kind=folded.kind,
        digest=canonical.digest(folded.state_bytes()).hex(),
        offices=listing.offices if listing else (),
        cases=len(folded.cases),
        acts=tuple(sorted(act.id.hex() for act in acts)),
        kinds=tuple((act.envelope.kind, act.envelope.office) for act in acts),
        mrn=movement.mrn,
        departure=movement.departure.value,
        transit=movement.transit.value,
        destination=movement.destination.value,
    )
