"""The channel to a neighbour's hub: messages over HTTPS, each with a receipt; never acts.

Out: rows of the outbox, the same bytes under the same id for ever. In: one outcome per message; a
double is answered with the stored receipt, byte for byte; other bytes under its id are code 26.
"""

from collections.abc import Callable

import msgspec

from app.base.clock import Instant
from app.base.errors import Refused, Unreachable
from app.base.ids import RecordId
from app.hub.enrolment import Neighbour, neighbours
from app.hub.hub import Hub
from app.hub.notices import notice
from app.messages.ncts.message import read
from app.models.inbox import Arrival, Received
from app.models.inbox import State as InboxState
from app.models.looks import StoreUnit
from app.models.outbox import Message, Noted, Step
from app.models.store import Store
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
UNKNOWN_MRN = "90"
WAITS_MS = 15 * 60_000  # how long a message that came before its movement waits for it


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
    with hub.turn:
        work(hub)  # what waited out of order may have become possible, or too old
    sent: set[str] = set()
    while True:
        with hub.store.reading() as look:
            due = look.outbox.due(hub.clock.now(), neighbour.card.country)
        fresh = [message for message in due if message.message_id not in sent]
        if not fresh:
            return len(sent)
        for message in fresh:
            _send(hub, neighbour, link, message)
            sent.add(message.message_id)


def send_again(store: Store, message_id: str, now: Instant) -> bool:
    """Let a message go once more: the same bytes under the same id.

    False for one that is answered, withdrawn, for nobody, or unknown.
    """
    with store.writing() as unit:
        return unit.outbox.again(message_id, not_before=now)


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
        if arrival.receipt and arrival.arrival is Arrival.DUPLICATE:
            return arrival.receipt
        taken = Taken(message_id=carried.message_id, digest=digest, at=now, trouble=GOOD)
        if arrival.arrival is Arrival.CLASH:
            return _clash(hub, carried, taken)
        work(hub)
        with hub.store.writing() as unit:
            received = unit.inbox.message(carried.sender, carried.message_id)
            aside = received is not None and received.state is InboxState.ASIDE
            trouble = UNREADABLE if aside else GOOD
            receipt = _receipt(hub, msgspec.structs.replace(taken, trouble=trouble))
            return unit.inbox.answer(carried.sender, carried.message_id, receipt)


def work(hub: Hub) -> None:
    """Turn waiting messages into acts of the gateway, first come first.

    One that speaks of a movement nobody knows yet came out of order: it waits for the one before
    it, and only after a quarter of an hour it is set aside.
    """
    worked = True
    while worked:
        with hub.store.reading() as look:
            waiting = look.inbox.waiting()
        worked = sum(_work_on(hub, received) for received in waiting) > 0


def _work_on(hub: Hub, received: Received) -> bool:
    """Work one message; True where it became acts, so that others may not wait any more."""
    handler = hub.rooms.incoming.get(received.message)
    if handler is None:
        _set_aside(hub, received, "hub.unknown_message")
        return False
    try:
        with hub.store.reading() as look:
            plan = handler(received.content, hub.desk(look, Role.GATEWAY))
    except Refused as refusal:
        waits = refusal.parameters.get("error") == UNKNOWN_MRN
        if not waits or hub.clock.now() - received.at > WAITS_MS:
            _set_aside(hub, received, refusal.code)
        return False
    record = plan.acts[0].record if plan.acts else RecordId(b"")
    hub.act(plan, Capacity.GATEWAY, also=_worked(hub, received, record))
    return True


def _set_aside(hub: Hub, received: Received, why: str) -> None:
    """Keep a message that becomes no act, where somebody sees it."""
    with hub.turn, hub.store.writing() as unit:
        unit.inbox.work(received.sender, received.message_id, InboxState.ASIDE)
        about = f"{received.sender} {received.message} {received.message_id}"
        notice(unit, why, about, hub.clock.now())
    hub.note("message.aside", message=received.message_id, why=why)


def _clash(hub: Hub, carried: Carried, taken: Taken) -> bytes:
    """Answer other bytes under a known id: always the same refusal, and an alarm here."""
    with hub.store.reading() as look:
        first = look.inbox.message(carried.sender, carried.message_id)
    hub.tell("hub.duplicate_id", f"{carried.sender} {carried.message_id}")
    at = first.at if first is not None else taken.at
    return _receipt(hub, msgspec.structs.replace(taken, at=at, trouble=DUPLICATE_ID))


def _worked(hub: Hub, received: Received, record: RecordId) -> Callable[[StoreUnit], None]:
    """What belongs to the transaction of a message's acts: one that answers ours is its answer."""
    message = read(received.content).message
    answers = message.correlation if message is not None else None

    def worked(unit: StoreUnit) -> None:
        unit.inbox.work(received.sender, received.message_id, InboxState.WORKED, record)
        ours = unit.outbox.message(answers) if answers else None
        if ours is not None and ours.partner == received.sender:
            told = canonical.encode([received.sender, received.message_id])
            unit.outbox.step(ours.message_id, Step.ANSWERED, hub.clock.now(), told)

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
        asked = int(away.parameters.get("seconds", 0)) * 1000
        later = Instant(hub.clock.now() + max(wait, asked))
        with hub.turn, hub.store.writing() as unit:
            unit.outbox.tried(message.message_id, not_before=later, trouble=away.code)
        raise
    with hub.turn, hub.store.writing() as unit:
        now = hub.clock.now()
        about = f"{neighbour.card.country} {message.message} {message.message_id}"
        unit.outbox.step(message.message_id, Step.TAKEN, now)
        step = Step.FAILED if taken.trouble else Step.RECEIPTED
        if unit.outbox.step(message.message_id, step, now, answer) is Noted.CONTRARY:
            notice(unit, "hub.contrary_receipt", about, now)
        elif taken.trouble:
            notice(unit, "hub.message_refused", about, now)


def _read_receipt(answer: bytes, neighbour: Neighbour, message: Message) -> Taken:
    """Read a neighbour's receipt; anything else is as good as no answer."""
    try:
        sealed = canonical.struct_from(answer, Sealed)
        taken = canonical.struct_from(sealed.body, Taken)
    except canonical.NotCanonical as wrong:
        raise Unreachable("sync.not_understood", peer=neighbour.card.country) from wrong
    signed = verify(neighbour.card.public, TAKEN_AS, sealed.body, sealed.signature)
    meant = (message.message_id, canonical.digest(message.content))
    if not signed or (taken.message_id, taken.digest) != meant:
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
