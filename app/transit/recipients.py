"""Who a message goes to, and the envelope it goes in."""

from collections.abc import Callable

import msgspec

from app.acts.steps import Due
from app.base.ids import ActId
from app.consignment.parties import Party
from app.messages.ncts.compose import Envelope, message_id
from app.messages.ncts.message import Message, write
from app.reference.packs import CountryPack
from app.transit.movement import Moment

TRADER_VERSION = "p5"


class Recipient(msgspec.Struct, frozen=True, kw_only=True):
    """An administration or a party; ``partner`` is its country where a channel reaches it."""

    to: str
    version: str = TRADER_VERSION
    partner: str = ""


def administration(country: str, message: str, pack: CountryPack) -> Recipient:
    """An administration; one the pack shares no such message with is nobody to send to yet."""
    if not pack.has_partner(country):
        return Recipient(to=f"NTA.{country}")
    partner = pack.partner(country)
    return Recipient(
        to=partner.known_as,
        version=partner.version,
        partner=partner.country if partner.takes(message) else "",
    )


def party(one: Party) -> Recipient:
    """A trader, by number or else by name."""
    return Recipient(to=one.identification_number or one.tir_holder_number or one.name or "-")


def addressed(
    cause: Moment,
    sent: tuple[str, Recipient],
    pack: CountryPack,
    build: Callable[[Envelope], Message],
) -> Due:
    """Build a message once; the same act gives the same bytes under the same id everywhere.

    ``sent`` is the message's code and who it goes to.
    """
    message, recipient = sent
    identification = message_id(ActId(cause.act), message, recipient.to, recipient.version)
    envelope = Envelope(
        sender=pack.known_as,
        recipient=recipient.to,
        prepared=cause.made,
        identification=identification,
        version=recipient.version,
    )
    return Due(
        message=message,
        version=recipient.version,
        to=recipient.to,
        partner=recipient.partner,
        content=write(build(envelope)),
        message_id=identification,
    )
