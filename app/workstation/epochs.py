"""The device's stream: which one is current, and when a new one must begin.

A stream is (device, epoch). A store that is behind the mark its key store holds was restored: it
gets a new epoch, so that no number and no seq is ever given twice.
"""

from app.acts.chain import Author
from app.acts.steps import Plan, Planned
from app.base.ids import ActId, Chance, RecordId
from app.duty.acts import EpochOpened
from app.models.store import Store
from app.security.device import fresh_epoch, stream_of
from app.security.keystore import mark, set_mark
from app.security.roles import Capacity
from app.workstation.premises import Premises
from app.workstation.scribe import Scribe

STREAM = "own stream"


def current(store: Store, premises: Premises) -> bytes:
    """The stream this device writes; empty when it has never written one."""
    del premises
    with store.reading() as look:
        return look.settings.get(STREAM) or b""


def begin(store: Store, scribe: Scribe, premises: Premises, chance: Chance) -> None:
    """Open a new epoch where the device has none, or where its store was restored."""
    former = scribe.stream
    with store.reading() as look:
        tip = look.tip(former) if former else None
        record = look.settings.get("device record")
    left = mark(premises.keys, former) if former else None
    is_behind = tip is not None and left is not None and left.seq > tip.seq
    if former and not is_behind:
        return
    scribe.stream = stream_of(premises.device.id, fresh_epoch(chance))
    with store.writing() as unit:
        unit.settings.set(STREAM, scribe.stream)
        unit.settings.set("device record", record or premises.device.id)
    opened = EpochOpened(
        reason="restored" if is_behind else "first",
        former=former,
        last_seq=tip.seq if tip else 0,
        last_head=tip.id if tip else b"",
    )
    plan = Plan(
        acts=(
            Planned(record=RecordId(premises.device.id), kind="device.epoch_opened", fact=opened),
        )
    )
    scribe.write(plan, Author(office=premises.office, capacity=Capacity.DEVICE))


def leave_mark(store: Store, stream: bytes, premises: Premises) -> None:
    """Remember outside the store how far the stream came."""
    if not stream:
        return
    with store.reading() as look:
        tip = look.tip(stream)
    if tip.seq:
        set_mark(premises.keys, stream, tip.seq, ActId(tip.id))
