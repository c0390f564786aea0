"""Pairing a post with its hub by two small files: a request out, a grant back.

Both sides show the same code words, made of both public keys; people compare them. Files travel by
any way at hand, a USB stick included; nothing in them is secret, everything in them is signed.
"""

import msgspec

from app.base.errors import Refused
from app.models.store import Store
from app.security import canonical
from app.security.code_words import code_words
from app.security.credentials import Credential, credential_holds
from app.security.signatures import Signer, verify
from app.sync.peers import Peer, keep_peer

REQUEST_AS = "waypost pairing 1"
GRANT_AS = "waypost grant 1"


class Request(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A device asks to be enrolled: its keys (``tls`` PEM) and its officers' credentials."""

    device: bytes
    public: bytes
    tls: bytes
    office: str
    name: str
    officers: tuple[Credential, ...]


class Grant(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A hub enrols a device: where it answers, its keys, the certificate, signed credentials."""

    device: bytes
    name: str
    url: str
    hub: bytes
    public: bytes
    authority: bytes
    certificate: bytes
    officers: tuple[Credential, ...]


class Sealed(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A body with its maker's signature."""

    body: bytes
    signature: bytes


def ask(request: Request, device: Signer) -> bytes:
    """The bytes of a request."""
    body = canonical.struct_bytes(request)
    return canonical.struct_bytes(Sealed(body, device.sign(REQUEST_AS, body)))


def read_request(content: bytes) -> Request:
    """Read a request at the hub.

    Raises:
        Refused: not a request, or not signed by the device it names.
    """
    try:
        sealed = canonical.struct_from(content, Sealed)
        request = canonical.struct_from(sealed.body, Request)
    except canonical.NotCanonical as wrong:
        raise Refused("pair.not_a_request") from wrong
    if not verify(request.public, REQUEST_AS, sealed.body, sealed.signature):
        raise Refused("pair.not_a_request")
    return request


def give(grant: Grant, hub: Signer) -> bytes:
    """The bytes of a grant."""
    body = canonical.struct_bytes(grant)
    return canonical.struct_bytes(Sealed(body, hub.sign(GRANT_AS, body)))


def read_grant(content: bytes, device: bytes) -> Grant:
    """Read a grant at the device it was made for.

    Raises:
        Refused: not a grant, meant for another device, or credentials the hub did not sign.
    """
    try:
        sealed = canonical.struct_from(content, Sealed)
        grant = canonical.struct_from(sealed.body, Grant)
    except canonical.NotCanonical as wrong:
        raise Refused("pair.not_a_grant") from wrong
    if not verify(grant.public, GRANT_AS, sealed.body, sealed.signature):
        raise Refused("pair.not_a_grant")
    if grant.device != device:
        raise Refused("pair.another_device")
    if not all(credential_holds(officer, grant.public) for officer in grant.officers):
        raise Refused("pair.not_a_grant")
    return grant


def accept(store: Store, grant: Grant) -> Peer:
    """Remember the hub; from now on rounds are made with it."""
    peer = Peer(
        name=grant.name,
        url=grant.url,
        hub=grant.hub,
        public=grant.public,
        authority=grant.authority,
        certificate=grant.certificate,
    )
    with store.writing() as unit:
        keep_peer(unit, peer)
    return peer


def words_of(device_public: bytes, hub_public: bytes) -> str:
    """The code words both sides must see."""
    return " ".join(code_words(device_public, hub_public))
