"""What an officer may be, on one page: signed by the hub, carried by everybody who verifies."""

import msgspec

from app.base.clock import Instant
from app.security.canonical import struct_bytes
from app.security.roles import Actor, Role
from app.security.signatures import CREDENTIAL, Signer, Verifier, key_id_of, verify


class Credential(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An officer's public key and what goes with it.

    ``person`` and ``superior`` are staff numbers; ``serial`` rises with each credential of a
    person; ``not_after`` is ms UTC; ``signature`` is the hub's, None until it has answered.
    """

    public: bytes
    person: str
    name: str
    roles: tuple[Role, ...]
    offices: tuple[str, ...]
    not_after: int
    serial: int = 1
    superior: str | None = None
    signature: bytes | None = None

    @property
    def key_id(self) -> bytes:
        """The 16 bytes by which acts name this officer."""
        return key_id_of(self.public)

    @property
    def actor(self) -> Actor:
        """The same officer, as roles judge them."""
        return Actor(
            key=self.key_id,
            person=self.person,
            roles=self.roles,
            offices=self.offices,
            superior=self.superior or "",
        )

    def has_ended(self, now: Instant) -> bool:
        """Whether it no longer holds at ``now`` (the upper bound of trusted time)."""
        return now > self.not_after


def credential_body(credential: Credential) -> bytes:
    """Give the canonical bytes that the hub signs: everything but the signature."""
    return struct_bytes(msgspec.structs.replace(credential, signature=None))


def signed_credential(credential: Credential, hub: Signer) -> Credential:
    """Give the credential with the hub's signature."""
    body = credential_body(credential)
    return msgspec.structs.replace(credential, signature=hub.sign(CREDENTIAL, body))


def credential_holds(
    credential: Credential, hub_public: bytes, *, verifier: Verifier = verify
) -> bool:
    """Tell whether the hub with this key signed exactly this credential."""
    body = credential_body(credential)
    return verifier(hub_public, CREDENTIAL, body, credential.signature or b"")
