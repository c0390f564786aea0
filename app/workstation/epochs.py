"""The device's stream: which one is current, and when a new one must begin.

A stream is (device, epoch). A store that is behind the mark its key store holds, or that went
another way since, was restored: it gets a new epoch, so that no seq and no number is ever given
twice. A store whose stream bears no mark at all came from elsewhere and gets one too.
Source: the house's sync specification, section 2.2.
"""

from enum import StrEnum

from app.acts.chain import Author, Tip
from app.acts.steps import Plan, Planned
from app.base.ids import ActId, Chance, RecordId
from app.duty.acts import EpochOpened
from app.models.looks import StoreReading
from app.models.settings import OWN_STREAM
from app.models.store import Store
from app.security.device import fresh_epoch, stream_of
from app.security.keystore import KeyStore, mark, set_mark
from app.security.roles import Capacity
from app.workstation.premises import Premises
from app.workstation.scribe import Scribe


class Opening(StrEnum):
    """Why a stream begins."""

    FIRST = "first"  # the store was never written
    RESTORED = "restored"  # behind its own past, or on another branch of it
    FORKED = "forked"  # the centre holds another act where this store has one: a clone, or worse
    UNWITNESSED = "unwitnessed"  # no mark beside it: copied here, or the key store was lost


def current(store: Store) -> bytes:
    """The stream this device writes; empty when it has never written one."""
    with store.reading() as look:
        return look.settings.get(OWN_STREAM) or b""


def begin(store: Store, scribe: Scribe, premises: Premises, chance: Chance) -> Opening | None:
    """Open a new epoch where one must begin; None: the stream goes on."""
    with store.reading() as look:
        why = _why_new(look, premises.keys, scribe.stream)
    if why is not None:
        renew(store, scribe, premises, chance, why=why)
    return why


def renew(
    store: Store, scribe: Scribe, premises: Premises, chance: Chance, *, why: Opening
) -> None:
    """End the current stream and open the next: number blocks of the old one are dead.

    The opening act on the device's record is what a supervisor and the centre see of it.
    """
    former = scribe.stream
    with store.reading() as look:
        tip = look.tip(former)
    scribe.stream = stream_of(premises.device.id, fresh_epoch(chance))
    with store.writing() as unit:
        unit.settings.set(OWN_STREAM, scribe.stream)
    opened = EpochOpened(reason=why, former=former, last_seq=tip.seq, last_head=tip.id)
    plan = Plan(
        acts=(
            Planned(record=RecordId(premises.device.id), kind="device.epoch_opened", fact=opened),
        )
    )
    scribe.write(plan, Author(office=premises.office, capacity=Capacity.DEVICE))
    leave_mark(store, scribe.stream, premises.keys)


def leave_mark(store: Store, stream: bytes, keys: KeyStore, left: Tip | None = None) -> Tip:
    """Remember outside the store how far the stream came; answers that tip.

    ``left`` is the tip of the mark left before: an unmoved stream writes nothing, so that acts of
    others coming in cost no file.

    Raises:
        OSError: the key store would not take it.
    """
    with store.reading() as look:
        tip = look.tip(stream)
    if tip.seq and tip != left:
        set_mark(keys, stream, tip.seq, ActId(tip.id))
    return tip


def _why_new(look: StoreReading, keys: KeyStore, stream: bytes) -> Opening | None:
    if not stream:
        return Opening.FIRST
    left = mark(keys, stream)
    if left is None:
        return Opening.UNWITNESSED
    if left.seq > look.tip(stream).seq:
        return Opening.RESTORED
    there = look.acts.at(stream, left.seq)
    if any(left.witnesses(act.id) for act in there):
        return None
    return Opening.RESTORED
