"""What follows at the centre of acts that came in: reservations judged and freed, numbers lent.

Each follow-up is owed from the moment its cause is committed; ``catch_up`` pays what is owed and
may be called any number of times.
"""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

import msgspec

from app.acts import absorb
from app.acts.envelope import Act
from app.acts.identity import by_number
from app.acts.steps import Plan, Planned
from app.base.clock import Instant
from app.base.errors import Refused
from app.base.ids import ActId
from app.duty.acts import NumbersLeased
from app.guarantees.acts import FreeProposed, Reserved
from app.guarantees.service import FreeGuarantee, free
from app.hub.hub import Hub
from app.models.ledger import Reservation
from app.models.looks import StoreReading, StoreUnit
from app.reference.pack import Numbering

OWED = "owed"
FOLLOWED = frozenset({"guarantee.reserved", "guarantee.free_proposed"})
MINOR_UNITS = 100
BLOCK = 500
LOW = 100  # with fewer left a device gets its next block
DAY_MS = 86_400_000
LEASE_DAYS = 90
MRN = "mrn"


def take(hub: Hub, acts: tuple[Act, ...], via: str) -> tuple[Act, ...]:
    """Take acts of a device in, durably; the answer are those that were new.

    What follows of them at the centre is noted in the same transaction and written at once; after
    a cut it is written at the next start.
    """
    with hub.turn:
        with hub.store.reading() as look:
            prepared = absorb.prepare(look, hub.registry, acts)
        due = hub.scribe.due(prepared)
        now = hub.clock.now()
        with hub.store.writing() as unit:
            changed = absorb.keep(unit, hub.registry, prepared, arrived=now, via=via)
            hub.scribe.emit(unit, due, now)
            hub.route(unit, prepared)
            note(unit, prepared.new)
        hub.changed.tell(changed)
        catch_up(hub)
        return prepared.new


def note(unit: StoreUnit, acts: Sequence[Act]) -> None:
    """Owe the follow-ups of acts, and count numbers used, in the transaction that keeps them."""
    fresh = [act.id for act in acts if act.envelope.kind in FOLLOWED]
    if fresh:
        owed = _owed(unit.settings.get(OWED))
        unit.settings.set(OWED, msgspec.msgpack.encode([*owed, *fresh]))
    for act in acts:
        if act.envelope.kind == "transit.accepted":
            name = _used_by(act.envelope.stream)
            used = int.from_bytes(unit.settings.get(name) or b"", "big")
            unit.settings.set(name, (used + 1).to_bytes(8, "big"))


def catch_up(hub: Hub) -> None:
    """Pay everything owed, in the order it came."""
    with hub.store.reading() as look:
        owed = _owed(look.settings.get(OWED))
    for identity in owed:
        with hub.store.reading() as look:
            act = look.act(ActId(identity))
            fact = None if act is None else hub.registry.read(act).fact
            plan = _freed(hub, look, fact)
        if plan is None:
            with hub.store.writing() as unit:
                _reserve(unit, fact, identity, hub.clock.now())
                _paid(unit, identity)
        else:
            hub.act(plan, also=partial(_free_once, fact, identity, hub.clock.now()))


def lend_numbers(hub: Hub, office: str, stream: bytes) -> None:
    """Lend a device's stream its next block of MRN serials when few are left.

    Blocks of one administration never overlap; a lease belongs to the stream it was made for.
    """
    if hub.pack.numbering.get(MRN) is not Numbering.LEASED_BLOCK:
        return
    now = hub.clock.now()
    with hub.store.reading() as look:
        lent = sum(
            lease.last - lease.first + 1
            for lease in look.leases.of_kind(MRN)
            if lease.stream == stream
        )
        used = look.settings.get(_used_by(stream))
        top, fence = look.leases.top(MRN)
    if lent - int.from_bytes(used or b"", "big") >= LOW:
        return
    block = NumbersLeased(
        number=MRN,
        office=office,
        stream=stream,
        first=top + 1,
        last=top + BLOCK,
        expires=now + LEASE_DAYS * DAY_MS,
        fence=fence + 1,
    )
    record = by_number(hub.pack.country, "lease", f"{MRN}/{top + 1}")
    hub.act(Plan(acts=(Planned(record=record, kind="numbers.leased", fact=block),)))


def is_of_device(stream: bytes, device: bytes) -> bool:
    """Whether a stream was written by this device."""
    return stream.startswith(device)


def _used_by(stream: bytes) -> str:
    return f"numbers used {stream.hex()}"


def _reserve(unit: StoreUnit, fact: object, identity: bytes, now: Instant) -> None:
    """Enter a reservation in the ledger: one per (GRN, MRN), whoever reports it again."""
    if isinstance(fact, Reserved):
        amount = fact.amount.decimal if fact.amount is not None else Decimal(0)
        unit.ledger.reserve(
            Reservation(
                grn=fact.grn,
                mrn=fact.mrn,
                amount=int(amount * MINOR_UNITS),
                currency=fact.currency,
                at=now,
                act=identity,
            )
        )


def _freed(hub: Hub, look: StoreReading, fact: object) -> Plan | None:
    """The freeing that a proposal asks for; None where it was freed already."""
    if not isinstance(fact, FreeProposed):
        return None
    try:
        return free(FreeGuarantee(grn=fact.grn, mrn=fact.mrn), hub.desk(look))
    except Refused:
        return None


def _free_once(fact: object, identity: bytes, now: Instant, unit: StoreUnit) -> None:
    """Free in the table unique on (GRN, MRN), in the transaction of the act that says so."""
    if isinstance(fact, FreeProposed) and not unit.ledger.free(fact.grn, fact.mrn, now, identity):
        raise Refused("hub.freed_already", grn=fact.grn, mrn=fact.mrn)
    _paid(unit, identity)


def _owed(stored: bytes | None) -> list[bytes]:
    return [] if stored is None else msgspec.msgpack.decode(stored, type=list[bytes])


def _paid(unit: StoreUnit, identity: bytes) -> None:
    left = [one for one in _owed(unit.settings.get(OWED)) if one != identity]
    unit.settings.set(OWED, msgspec.msgpack.encode(left))
