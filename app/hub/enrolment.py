"""Enrolling devices, and trusting the hub of a neighbour administration."""

import msgspec

from app.base.clock import Clock
from app.base.errors import Refused
from app.base.ids import Chance
from app.hub.premises import RENEWED_BEFORE_MS, Card, HubPremises
from app.models.devices import Device
from app.models.looks import Rooms
from app.security import canonical, certificates
from app.security.credentials import Credential, signed_credential
from app.sync import pairing
from app.sync.pairing import Grant, Request

NEIGHBOURS = "neighbours"


class Neighbour(msgspec.Struct, frozen=True, kw_only=True):
    """The hub of another administration, and where it answers."""

    card: Card
    url: str


def enrol(
    premises: HubPremises, request: Request, *, url: str, clock: Clock, chance: Chance
) -> bytes:
    """Take a device in: certify its key, sign its officers' credentials; the grant's bytes.

    Raises:
        Refused: the office is not one of this administration.
    """
    if all(office.reference != request.office for office in premises.pack.offices):
        raise Refused("pair.no_such_office", office=request.office)
    signing = premises.device.signing
    certificate = certificates.client_certificate(
        premises.authority, clock.now(), chance, device=request.device, public=request.tls
    )
    officers = tuple(signed_credential(officer, signing) for officer in request.officers)
    device = Device(
        id=request.device,
        name=request.name,
        office=request.office,
        public_key=request.public,
        certificate=certificate,
        credential=msgspec.msgpack.encode(officers),
    )
    with premises.store.writing() as unit:
        unit.devices.enrol(device)
    grant = Grant(
        device=request.device,
        name=f"{premises.pack.country} hub",
        url=url,
        hub=premises.device.id,
        public=signing.public,
        authority=premises.house.authority,
        certificate=certificate,
        officers=officers,
    )
    return pairing.give(grant, signing)


def renewed(premises: HubPremises, device: Device, *, clock: Clock, chance: Chance) -> bytes:
    """A device's next certificate, for the same key, once the old one ends soon; else empty."""
    if not device.certificate:
        return b""
    if certificates.ends_at(device.certificate) - clock.now() > RENEWED_BEFORE_MS:
        return b""
    certificate = certificates.client_certificate(
        premises.authority,
        clock.now(),
        chance,
        device=device.id,
        public=certificates.public_of(device.certificate),
    )
    with premises.store.writing() as unit:
        unit.devices.enrol(msgspec.structs.replace(device, certificate=certificate))
    return certificate


def credentials_of(device: Device) -> tuple[Credential, ...]:
    """The credentials the hub has signed for a device's officers."""
    if not device.credential:
        return ()
    return msgspec.msgpack.decode(device.credential, type=tuple[Credential, ...])


def card_bytes(premises: HubPremises) -> bytes:
    """This hub's card for a neighbour."""
    return canonical.struct_bytes(premises.card)


def trust(premises: HubPremises, card: bytes, url: str) -> Neighbour:
    """Remember a neighbour's hub.

    Raises:
        Refused: not a card, or the pack names no such partner.
    """
    try:
        read = canonical.struct_from(card, Card)
    except canonical.NotCanonical as wrong:
        raise Refused("pair.not_a_card") from wrong
    if not premises.pack.has_partner(read.country):
        raise Refused("pair.no_such_partner", country=read.country)
    neighbour = Neighbour(card=read, url=url)
    with premises.store.writing() as unit:
        others = tuple(one for one in neighbours(unit) if one.card.country != read.country)
        unit.settings.set(NEIGHBOURS, msgspec.msgpack.encode((*others, neighbour)))
    return neighbour


def neighbours(look: Rooms) -> tuple[Neighbour, ...]:
    """The hubs of other administrations this one trusts."""
    stored = look.settings.get(NEIGHBOURS)
    return () if stored is None else msgspec.msgpack.decode(stored, type=tuple[Neighbour, ...])
