"""What the centre's own commands ask of a hub, whether it serves at the moment or not.

A serving hub holds its store. A command then hands its errand in at the hub's own door, signed
with the hub's own key: only who may read the hub's folder has that.
"""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from app.acts.kinds import Registry
from app.base.changes import Changed
from app.base.clock import Clock, Instant
from app.base.errors import Broken, Parameter, Refused, Unreachable, WaypostError
from app.base.ids import Chance
from app.hub import enrolment, partners
from app.hub.hub import Hub
from app.hub.premises import HubKeys, HubPremises
from app.models.outbox import Message
from app.security import canonical, certificates
from app.security.files import write_durably
from app.security.signatures import verify
from app.sync import pairing
from app.sync.https import HttpsLink
from app.sync.pairing import Sealed

ERRAND_AS = "waypost errand 1"
PATH = "/v1/errands"
DOORPLATE = "serving.json"
HOLDS_MS = 60_000  # a command waits for its answer: an older errand is nobody's any more
MOST_LISTED = 500
MOST_BYTES = 1 << 20
ACCEPT, CARD, TRUST, WAITING, AGAIN = "accept", "card", "trust", "waiting", "again"
_EVER = Instant(1 << 62)


class NotAnErrand(ValueError):
    """A body that this hub's own key did not sign just now."""


class Errand(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing to do: its name above, what it is done with, an address, when (ms UTC)."""

    verb: str
    content: bytes = b""
    url: str = ""
    at: int = 0


class _Answer(msgspec.Struct, frozen=True, kw_only=True):
    content: bytes = b""
    code: str = ""
    parameters: dict[str, Parameter] = {}
    refused: bool = False


class _Plate(msgspec.Struct, frozen=True):
    url: str


def run(
    folder: Path, errand: Errand, registry: Registry, *, clock: Clock, chance: Chance
) -> bytes:
    """Do an errand at the hub of a folder; what came of it.

    Raises:
        Refused: as the errand says.
        Broken: no hub there, or another program holds it and does not answer.
    """
    try:
        premises = HubPremises.open(folder, registry)
    except Broken as broken:
        if broken.code != "store.in_use":
            raise
        return _handed_in(HubKeys.read(folder), errand, clock)
    with premises.store:
        return _done(premises, errand, clock, chance)


def take(hub: Hub, body: bytes) -> bytes:
    """Do an errand that was handed in at the door; the bytes of the answer.

    Raises:
        NotAnErrand: not this hub's own.
    """
    errand = _opened(hub, body)
    try:
        with hub.turn:
            content = _done(hub.premises, errand, hub.clock, hub.chance)
    except WaypostError as trouble:
        told = _Answer(
            code=trouble.code,
            parameters=dict(trouble.parameters),
            refused=isinstance(trouble, Refused),
        )
        return msgspec.msgpack.encode(told)
    hub.note("errand.done", verb=errand.verb)
    hub.changed.tell(Changed(kinds=frozenset({"link"})))
    return msgspec.msgpack.encode(_Answer(content=content))


def put_up(hub: Hub, url: str) -> None:
    """Say in the hub's folder where it answers."""
    write_durably(hub.premises.folder / DOORPLATE, msgspec.json.encode(_Plate(url)))


def take_down(hub: Hub) -> None:
    """It answers nowhere any more."""
    (hub.premises.folder / DOORPLATE).unlink(missing_ok=True)


def waiting(content: bytes) -> tuple[Message, ...]:
    """Read the answer to ``waiting``: messages no neighbour has receipted yet."""
    return msgspec.msgpack.decode(content, type=tuple[Message, ...])


def _handed_in(keys: HubKeys, errand: Errand, clock: Clock) -> bytes:
    """Hand an errand in at the door of a hub that serves."""
    body = canonical.struct_bytes(msgspec.structs.replace(errand, at=clock.now()))
    signed = Sealed(body, keys.device.signing.sign(ERRAND_AS, body))
    house = keys.house
    context = certificates.client_context(house.authority, house.client, keys.device.tls_key)
    try:
        plate = msgspec.json.decode((keys.folder / DOORPLATE).read_bytes(), type=_Plate)
        link = HttpsLink(keys.pack.country, plate.url, context)
        try:
            came = link.post(PATH, canonical.struct_bytes(signed))
        finally:
            link.close()
        answer = msgspec.msgpack.decode(came, type=_Answer)
    except (OSError, msgspec.MsgspecError, Unreachable) as away:
        raise Broken("hub.in_use", folder=str(keys.folder)) from away
    if not answer.code:
        return answer.content
    if answer.refused:
        refusal = Refused(answer.code)
        refusal.parameters = answer.parameters
        raise refusal
    raise Broken(answer.code, **answer.parameters)


def _opened(hub: Hub, body: bytes) -> Errand:
    try:
        sealed = canonical.struct_from(body, Sealed)
        errand = canonical.struct_from(sealed.body, Errand)
    except canonical.NotCanonical as wrong:
        raise NotAnErrand(str(wrong)) from wrong
    own = hub.premises.device.signing.public
    fresh = abs(hub.clock.now() - errand.at) <= HOLDS_MS
    if not fresh or not verify(own, ERRAND_AS, sealed.body, sealed.signature):
        raise NotAnErrand("not signed by this hub just now")
    return errand


def _done(premises: HubPremises, errand: Errand, clock: Clock, chance: Chance) -> bytes:
    work = _VERBS.get(errand.verb)
    if work is None:
        raise Refused("hub.no_such_errand", verb=errand.verb)
    return work(premises, errand, clock, chance)


def _accept(premises: HubPremises, errand: Errand, clock: Clock, chance: Chance) -> bytes:
    """Enrol the device of a request; the grant."""
    request = pairing.read_request(errand.content)
    _called_by(premises, errand, clock, chance)
    return enrolment.enrol(premises, request, url=errand.url, clock=clock, chance=chance)


def _card(premises: HubPremises, errand: Errand, clock: Clock, chance: Chance) -> bytes:
    """The hub's card for neighbours, who will call it by the address given."""
    _called_by(premises, errand, clock, chance)
    return enrolment.card_bytes(premises)


def _trust(premises: HubPremises, errand: Errand, _clock: Clock, _chance: Chance) -> bytes:
    """Trust a neighbour's card; the neighbour."""
    return msgspec.msgpack.encode(enrolment.trust(premises, errand.content, errand.url))


def _waiting(premises: HubPremises, _errand: Errand, _clock: Clock, _chance: Chance) -> bytes:
    """The messages that wait for a neighbour, the longest due first."""
    with premises.store.reading() as look:
        rows = [
            message
            for partner in sorted(look.outbox.next_due())
            for message in look.outbox.due(_EVER, partner, limit=MOST_LISTED)
        ]
    return msgspec.msgpack.encode(rows)


def _again(premises: HubPremises, errand: Errand, clock: Clock, _chance: Chance) -> bytes:
    """Let a message go once more, the same bytes under the same id."""
    message_id = errand.content.decode("utf-8", "replace")
    if not partners.send_again(premises.store, message_id, clock.now()):
        raise Refused("hub.nothing_to_send_again", message=message_id)
    return errand.content


def _called_by(premises: HubPremises, errand: Errand, clock: Clock, chance: Chance) -> None:
    """Have the hub's certificate name the host it will be called by."""
    host = urlsplit(errand.url).hostname or ""
    premises.answers_as(host, clock=clock, chance=chance)


_VERBS: dict[str, Callable[[HubPremises, Errand, Clock, Chance], bytes]] = {
    ACCEPT: _accept,
    CARD: _card,
    TRUST: _trust,
    WAITING: _waiting,
    AGAIN: _again,
}
