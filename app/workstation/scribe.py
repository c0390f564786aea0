"""Writes a plan down: signs its acts, folds, works out messages, then one short transaction.

A step is all of it or nothing: acts, records, search keys, outgoing messages, numbers used.
"""

from collections.abc import Callable

import msgspec

from app.acts import absorb, chain, stamps
from app.acts.absorb import Prepared
from app.acts.chain import Author, Draft, Tip
from app.acts.envelope import MOST_PAYLOAD, Act, Attachment, NotAnAct
from app.acts.fold import Folded
from app.acts.kinds import Registry
from app.acts.steps import Due, Enclosure, Plan, Planned
from app.base.changes import Changed
from app.base.clock import Clock, Instant
from app.base.errors import Refused
from app.base.ids import Chance, Heads, RecordId
from app.models.looks import StoreReading, StoreUnit
from app.models.store import Store
from app.reference.packs import CountryPack
from app.security import canonical
from app.sync.departing import GRACE_MS
from app.workstation.rooms import Rooms

MOST_ENCLOSED = 16 << 20


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """What writing a plan did."""

    acts: tuple[Act, ...]
    records: tuple[Folded, ...]
    changed: Changed
    messages: int


class Scribe:
    """The one writer of a device's stream."""

    def __init__(
        self,
        store: Store,
        rooms: Rooms,
        pack: CountryPack,
        *,
        stream: bytes,
        clock: Clock,
        chance: Chance,
        emits_as: str = "post",
        grace_ms: int = GRACE_MS,
        also: Callable[[StoreUnit, Prepared], None] | None = None,
    ) -> None:
        self.stream = stream
        self.emits_as = emits_as
        self._grace_ms = grace_ms
        self._also = also
        self._store = store
        self._rooms = rooms
        self._registry: Registry = rooms.registry
        self._pack = pack
        self._clock = clock
        self._chance = chance

    def write(
        self,
        plan: Plan,
        author: Author,
        seen: Heads | None = None,
        also: Callable[[StoreUnit], None] | None = None,
    ) -> Written:
        """Write a plan; ``seen`` are the heads of its first record as they were on the screen.

        ``also`` adds what belongs to the same transaction.

        Raises:
            Refused: an enclosure or an act is too large.
            Broken: the disk refused; nothing of the plan was kept.
        """
        now = self._clock.now()
        with self._store.reading() as look:
            acts, ticker = self._signed(plan, author, look, seen)
            prepared = absorb.prepare(look, self._registry, acts)
        due = self.due(prepared)
        with self._store.writing() as unit:
            for planned in plan.acts:
                for enclosure in planned.enclosures:
                    unit.attach(canonical.digest(enclosure.content), enclosure.content)
            changed = absorb.keep(unit, prepared, arrived=now)
            unit.keep_ticker(ticker)
            for use in plan.uses:
                unit.leases.use(use.kind, self.stream, use.serial, use.number)
            self.emit(unit, due, now)
            self._withdraw(unit, prepared)
            if self._also is not None:
                self._also(unit, prepared)
            if also is not None:
                also(unit)
        messages = sum(len(messages) for _, messages in due)
        return Written(acts=acts, records=prepared.records, changed=changed, messages=messages)

    def _signed(
        self, plan: Plan, author: Author, look: StoreReading, seen: Heads | None
    ) -> tuple[tuple[Act, ...], stamps.Ticker]:
        """Sign the planned acts in order, each over the one before it on the same record."""
        heads: dict[RecordId, Heads] = {}
        if seen is not None and plan.acts:
            heads[plan.acts[0].record] = seen
        ticker = look.ticker()
        tip = look.tip(self.stream)
        acts: list[Act] = []
        for planned in plan.acts:
            parents = heads.get(planned.record)
            if parents is None:
                folded = look.folded(look.surviving(planned.record))
                parents = folded.heads if folded else frozenset()
            stamp, ticker = stamps.tick(ticker, self._clock)
            try:
                act = chain.write(
                    self._draft(planned, parents), author, tip, stamp=stamp, chance=self._chance
                )
            except NotAnAct as too_large:
                raise Refused("workstation.act_too_large") from too_large
            if len(act.payload or b"") > MOST_PAYLOAD:
                raise Refused("workstation.act_too_large")
            tip = Tip(self.stream, act.envelope.seq, act.id)
            heads[planned.record] = frozenset({act.id})
            acts.append(act)
        return tuple(acts), ticker

    def _draft(self, planned: Planned, parents: Heads) -> Draft:
        return Draft(
            record=planned.record,
            kind=self._registry.kinds[planned.kind],
            fact=planned.fact,
            parents=parents,
            attachments=tuple(_attachment(enclosure) for enclosure in planned.enclosures),
        )

    def due(self, prepared: Prepared) -> list[tuple[Act, tuple[Due, ...]]]:
        """The messages each act makes due from here."""
        return [
            (act, self._rooms.due(folded, self._registry.read(act), self._pack, self.emits_as))
            for act in prepared.new
            if (folded := prepared.of(act.record)) is not None
        ]

    def emit(self, unit: StoreUnit, due: list[tuple[Act, tuple[Due, ...]]], now: Instant) -> None:
        """Put messages out: they leave when the grace of their act is over.

        An urgent act (a stop order, an alert) has none and takes along what waits for the partner.
        """
        for act, messages in due:
            is_urgent = self._registry.kinds[act.envelope.kind].urgent
            leaves = now if is_urgent else Instant(now + self._grace_ms)
            for message in messages:
                unit.outbox.emit(message, act.record, act.id, not_before=leaves, made=now)
                if is_urgent and message.partner:
                    unit.outbox.hasten(message.partner, now)

    def _withdraw(self, unit: StoreUnit, prepared: Prepared) -> None:
        """A withdrawn act leaves no message behind."""
        for act in prepared.new:
            taken_back = self._rooms.withdrawn(self._registry.read(act))
            if taken_back:
                unit.outbox.withdraw(taken_back)


def _attachment(enclosure: Enclosure) -> Attachment:
    if len(enclosure.content) > MOST_ENCLOSED:
        raise Refused("workstation.enclosure_too_large", mebibytes=MOST_ENCLOSED >> 20)
    return Attachment(
        canonical.digest(enclosure.content), len(enclosure.content), enclosure.media_type
    )
