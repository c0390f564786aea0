"""What follows at the centre of acts that came in: reservations judged and freed, numbers lent.

Each follow-up is owed from the moment its cause is committed; ``catch_up`` pays what is owed and
may be called any number of times.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial

import msgspec

from app.acts import absorb, general
from app.acts.envelope import Act
from app.acts.general import Doubted
from app.acts.identity import by_number
from app.acts.steps import Plan, Planned
from app.base.clock import Instant
from app.base.errors import Refused
from app.base.ids import ActId, RecordId
from app.duty.acts import NumbersLeased
from app.guarantees.acts import FreeProposed, Reserved
from app.guarantees.service import FreeGuarantee, free
from app.hub.hub import MRN, NUMBERS_FROM, Hub
from app.models.ledger import Reservation
from app.models.looks import StoreReading, StoreUnit
from app.reference.pack import Numbering
from app.sync import arriving

OWED = "owed"
DOUBTED = "doubted"
FOLLOWED = frozenset({"guarantee.reserved", "guarantee.free_proposed"})
MINOR_UNITS = 100
BLOCK = 500
LOW = 100  # with fewer left a device gets its next block
DAY_MS = 86_400_000
LEASE_DAYS = 90


class Doubt(msgspec.Struct, frozen=True):
    """Acts of one record that the centre takes out of effect, and the code of the reason."""

    record: bytes
    acts: tuple[bytes, ...]
    reason: str


def take(
    hub: Hub,
    acts: tuple[Act, ...],
    via: str,
    *,
    doubts: Callable[[tuple[Act, ...]], tuple[Doubt, ...]],
    also: Callable[[StoreUnit, tuple[Act, ...]], None],
) -> tuple[Act, ...]:
    """Take acts of a device in, durably; the answer are those that were new.

    ``doubts`` says which of them do not hold. What follows of them at the centre is noted in the
    same transaction and written at once; after a cut it is written at the next start.
    """
    with hub.turn:
        with hub.store.reading() as look:
            prepared = absorb.prepare(look, hub.registry, acts)
        if not prepared.new:
            return ()
        doubted = doubts(prepared.new)
        mute = {act for doubt in doubted for act in doubt.acts}
        due = [one for one in hub.scribe.due(prepared) if one[1] and one[0].id not in mute]
        now = hub.clock.now()
        with hub.store.writing() as unit:
            changed = absorb.keep(unit, prepared, arrived=now, via=via)
            hub.scribe.emit(unit, due, now)
            hub.route(unit, prepared)
            arriving.follow(unit, prepared.new, hub.clock)
            note(unit, prepared.new, doubted)
            also(unit, prepared.new)
        hub.kept(prepared.new)
        hub.changed.tell(changed)
        catch_up(hub)
        return prepared.new


def note(unit: StoreUnit, acts: Sequence[Act], doubted: Sequence[Doubt]) -> None:
    """Owe the follow-ups of acts, and count numbers used, in the transaction that keeps them."""
    if doubted:
        known = _doubted(unit.settings.get(DOUBTED))
        unit.settings.set(DOUBTED, msgspec.msgpack.encode([*known, *doubted]))
    out_of_effect = {act for doubt in doubted for act in doubt.acts}
    fresh = [
        act.id for act in acts if act.envelope.kind in FOLLOWED and act.id not in out_of_effect
    ]
    if fresh:
        owed = _owed(unit.settings.get(OWED))
        unit.settings.set(OWED, msgspec.msgpack.encode([*owed, *fresh]))
    for act in acts:
        if act.envelope.kind == "transit.accepted":
            name = _used_by(act.envelope.stream)
            used = int.from_bytes(unit.settings.get(name) or b"", "big")
            unit.settings.set(name, (used + 1).to_bytes(8, "big"))


def catch_up(hub: Hub) -> None:
    """Pay everything owed, in the order it came; first take out of effect what is doubted."""
    with hub.store.reading() as look:
        owed = _owed(look.settings.get(OWED))
        doubted = _doubted(look.settings.get(DOUBTED))
    for doubt in doubted:
        said = Doubted(acts=doubt.acts, reason=doubt.reason)
        planned = Planned(record=RecordId(doubt.record), kind=general.DOUBTED, fact=said)
        hub.act(Plan(acts=(planned,)), also=partial(_told, doubt))
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
        top = max(top, int.from_bytes(look.settings.get(NUMBERS_FROM) or b"", "big"))
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


def _doubted(stored: bytes | None) -> list[Doubt]:
    return [] if stored is None else msgspec.msgpack.decode(stored, type=list[Doubt])


def _told(doubt: Doubt, unit: StoreUnit) -> None:
    left = [one for one in _doubted(unit.settings.get(DOUBTED)) if one != doubt]
    unit.settings.set(DOUBTED, msgspec.msgpack.encode(left))


def _owed(stored: bytes | None) -> list[bytes]:
    return [] if stored is None else msgspec.msgpack.decode(stored, type=list[bytes])


def _paid(unit: StoreUnit, identity: bytes) -> None:
    left = [one for one in _owed(unit.settings.get(OWED)) if one != identity]
    unit.settings.set(OWED, msgspec.msgpack.encode(left))
