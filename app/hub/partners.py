"""The channel to a neighbour's hub: messages over HTTPS, each with a receipt; never acts.

Out: rows of the outbox, the same bytes under the same id for ever. In: one outcome per message; a
double is answered with the stored receipt, byte for byte; other bytes under its id are code 26.
"""

from collections.abc import Callable

import msgspec

from app.acts.steps import Plan
from app.base.clock import Instant
from app.base.errors import Refused, Unreachable
from app.base.ids import RecordId
from app.hub.enrolment import Neighbour, neighbours
from app.hub.hub import Hub
from app.models.inbox import Arrival, Received
from app.models.inbox import State as InboxState
from app.models.looks import StoreUnit
from app.models.outbox import Message, Noted, Step
from app.security import canonical
from app.security.roles import Capacity, Role
from app.security.signatures import Signer, verify
from app.sync.link import Link
from app.sync.pairing import Sealed

MESSAGE_AS = "waypost message 1"
TAKEN_AS = "waypost taken 1"
PATH = "/v1/messages"
FIRST_WAIT_MS, LONGEST_WAIT_MS = 1_000, 300_000
MOST_BYTES = 20 << 20

GOOD, DUPLICATE_ID, UNREADABLE = "", "26", "unreadable"


class NotAMessage(ValueError):
    """A body that no neighbour we trust has signed."""


class Carried(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A message under way: the sender's country, the family's code, the exact bytes."""

    sender: str
    message_id: str
    message: str
    version: str
    receiver: str
    content: bytes


class Taken(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A receipt: what was received when (ms UTC), and a code where it could not be taken."""

    message_id: str
    digest: bytes
    at: int
    trouble: str


def send_due(hub: Hub, neighbour: Neighbour, link: Link) -> int:
    """Send what a neighbour may have by now, oldest first; how many were receipted.

    Raises:
        Unreachable: the line; what was not receipted is tried again after a growing wait.
    """
    sent = 0
    while True:
        with hub.store.reading() as look:
            due = look.outbox.due(hub.clock.now(), neighbour.card.country)
        if not due:
            return sent
        for message in due:
            _send(hub, neighbour, link, message)
            sent += 1


def receive(hub: Hub, body: bytes) -> bytes:
    """Take a neighbour's message in; the answer is its receipt, always the same bytes.

    Raises:
        NotAMessage: not signed by a neighbour this hub trusts.
    """
    with hub.turn:
        carried = _opened(hub, body)
        digest = canonical.digest(carried.content)
        now = hub.clock.now()
        with hub.store.writing() as unit:
            arrival = unit.inbox.receive(
                carried.sender,
                carried.message_id,
                digest=digest,
                content=carried.content,
                at=now,
                message=carried.message,
            )
        taken = Taken(message_id=carried.message_id, digest=digest, at=now, trouble=GOOD)
        if arrival.arrival is Arrival.CLASH:
            return _receipt(hub, msgspec.structs.replace(taken, trouble=DUPLICATE_ID))
        if arrival.receipt:
            return arrival.receipt
        work(hub)
        with hub.store.writing() as unit:
            received = unit.inbox.message(carried.sender, carried.message_id)
            aside = received is not None and received.state is InboxState.ASIDE
            trouble = UNREADABLE if aside else GOOD
            receipt = _receipt(hub, msgspec.structs.replace(taken, trouble=trouble))
            return unit.inbox.answer(carried.sender, carried.message_id, receipt)


def work(hub: Hub) -> None:
    """Turn waiting messages into acts of the gateway, first come first."""
    with hub.store.reading() as look:
        waiting = look.inbox.waiting()
    for received in waiting:
        _work_on(hub, received)


def _work_on(hub: Hub, received: Received) -> None:
    handler = hub.rooms.incoming.get(received.message)
    plan: Plan | None = None
    if handler is not None:
        try:
            with hub.store.reading() as look:
                plan = handler(received.content, hub.desk(look, Role.GATEWAY))
        except Refused as refusal:
            hub.note("message.aside", message=received.message_id, why=refusal.code)
    if plan is None:
        with hub.store.writing() as unit:
            unit.inbox.work(received.sender, received.message_id, InboxState.ASIDE)
        return
    record = plan.acts[0].record if plan.acts else RecordId(b"")
    hub.act(plan, Capacity.GATEWAY, also=_worked(received, record))


def _worked(received: Received, record: RecordId) -> Callable[[StoreUnit], None]:
    def worked(unit: StoreUnit) -> None:
        unit.inbox.work(received.sender, received.message_id, InboxState.WORKED, record)

    return worked


def _send(hub: Hub, neighbour: Neighbour, link: Link, message: Message) -> None:
    carried = Carried(
        sender=hub.pack.country,
        message_id=message.message_id,
        message=message.message,
        version=message.version,
        receiver=message.receiver,
        content=message.content,
    )
    body = canonical.struct_bytes(carried)
    signed = Sealed(body, hub.premises.device.signing.sign(MESSAGE_AS, body))
    try:
        answer = link.post(PATH, canonical.struct_bytes(signed))
        taken = _read_receipt(answer, neighbour, message)
    except Unreachable as away:
        wait = min(FIRST_WAIT_MS << min(message.tries, 10), LONGEST_WAIT_MS)
        later = Instant(hub.clock.now() + wait)
        with hub.turn, hub.store.writing() as unit:
            unit.outbox.tried(message.message_id, not_before=later, trouble=away.code)
        raise
    with hub.turn, hub.store.writing() as unit:
        now = hub.clock.now()
        unit.outbox.step(message.message_id, Step.TAKEN, now)
        step = Step.FAILED if taken.trouble else Step.RECEIPTED
        if unit.outbox.step(message.message_id, step, now, answer) is Noted.CONTRARY:
            hub.note("message.contrary_receipt", message=message.message_id)


def _read_receipt(answer: bytes, neighbour: Neighbour, message: Message) -> Taken:
    """Read a neighbour's receipt; anything else is as good as no answer."""
    try:
        sealed = canonical.struct_from(answer, Sealed)
        taken = canonical.struct_from(sealed.body, Taken)
    except canonical.NotCanonical as wrong:
        raise Unreachable("sync.not_understood", peer=neighbour.card.country) from wrong
    signed = verify(neighbour.card.public, TAKEN_AS, sealed.body, sealed.signature)
    if not signed or taken.message_id != message.message_id:
        raise Unreachable("sync.another_hub", peer=neighbour.card.country)
    return taken


def _opened(hub: Hub, body: bytes) -> Carried:
    try:
        sealed = canonical.struct_from(body, Sealed, limit=MOST_BYTES)
        carried = canonical.struct_from(sealed.body, Carried, limit=MOST_BYTES)
    except canonical.NotCanonical as wrong:
        raise NotAMessage(str(wrong)) from wrong
    with hub.store.reading() as look:
        known = {one.card.country: one for one in neighbours(look)}
    neighbour = known.get(carried.sender)
    if neighbour is None:
        raise NotAMessage("no such neighbour")
    if not verify(neighbour.card.public, MESSAGE_AS, sealed.body, sealed.signature):
        raise NotAMessage("not signed by the neighbour it names")
    return carried


def _receipt(hub: Hub, taken: Taken) -> bytes:
    body = canonical.struct_bytes(taken)
    signer: Signer = hub.premises.device.signing
    return canonical.struct_bytes(Sealed(body, signer.sign(TAKEN_AS, body)))
