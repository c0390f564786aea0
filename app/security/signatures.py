"""Ed25519 signatures, each under a label of its own.

What is signed is either a label followed by the body (an officer's signature of an act: ``"waypost
act 1" + id``) or a *statement*: the canonical array ``[label, field, ...]`` (a head). A signature
made for one purpose therefore never fits another.
"""

import hashlib
from collections.abc import Callable
from typing import Final, Protocol, TypeAlias

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from app.base.ids import Chance
from app.security.canonical import encode

ACT: Final = "waypost act 1"
CREDENTIAL: Final = "waypost credential 1"
HEAD: Final = "waypost head 1"

KEY_BYTES: Final = 32
KEY_ID_BYTES: Final = 16
SIGNATURE_BYTES: Final = 64

Verifier: TypeAlias = Callable[[bytes, str, bytes, bytes], bool]
"""``verify``, or its counterpart in the simulator: public, label, body, signature."""

_PREFIX = b"waypost "


class Signer(Protocol):
    """Whoever can sign: an officer who is signed in, a device, the hub."""

    @property
    def public(self) -> bytes:
        """The Ed25519 public key, 32 bytes."""

    @property
    def key_id(self) -> bytes:
        """The key's name: 16 bytes."""

    def sign(self, label: str, body: bytes) -> bytes:
        """The 64 bytes of the signature over ``signed_bytes(label, body)``."""


class SigningKey:
    """A private Ed25519 key. It never prints itself; ``private`` is for sealing only."""

    __slots__ = ("_key", "key_id", "public")

    def __init__(self, private: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(private)
        self.public = self._key.public_key().public_bytes_raw()
        self.key_id = key_id_of(self.public)

    @property
    def private(self) -> bytes:
        """The seed, 32 bytes."""
        return self._key.private_bytes_raw()

    def sign(self, label: str, body: bytes) -> bytes:
        """Sign ``body`` under ``label``; 64 bytes.

        Raises:
            ValueError: the label is not one of ours.
        """
        return self._key.sign(signed_bytes(label, body))

    def __repr__(self) -> str:
        return f"SigningKey({self.key_id.hex()})"


def fresh_signing_key(chance: Chance) -> SigningKey:
    """Draw a new key."""
    return SigningKey(chance.token(KEY_BYTES))


def key_id_of(public: bytes) -> bytes:
    """Name a public key: the first 16 bytes of its SHA-256.

    >>> key_id_of(bytes(32)).hex()
    '66687aadf862bd776c8fc18b8e9f8e20'
    """
    return hashlib.sha256(public).digest()[:KEY_ID_BYTES]


def signed_bytes(label: str, body: bytes) -> bytes:
    """Give the very bytes a signature covers.

    The empty label is for statements, which carry theirs as first element.

    Raises:
        ValueError: neither a label of ours nor a statement.
    """
    prefix = label.encode("ascii")
    labelled = prefix.startswith(_PREFIX) if label else _is_statement(body)
    if not labelled:
        raise ValueError("a signature needs a label of its own")
    return prefix + body


def sign(key: Signer, label: str, body: bytes) -> bytes:
    """Sign ``body`` under ``label``; 64 bytes.

    Raises:
        ValueError: the label is not one of ours.
    """
    return key.sign(label, body)


def verify(public: bytes, label: str, body: bytes, signature: bytes) -> bool:
    """Tell whether the holder of ``public`` signed this body under this label; never raises."""
    try:
        key = Ed25519PublicKey.from_public_bytes(public)
        key.verify(signature, signed_bytes(label, body))
    except (InvalidSignature, ValueError):
        return False
    return True


def sign_statement(key: Signer, label: str, *fields: object) -> bytes:
    """Sign the canonical array ``[label, *fields]``; 64 bytes."""
    return key.sign("", encode([label, *fields]))


def verify_statement(
    public: bytes, signature: bytes, label: str, *fields: object, verifier: Verifier = verify
) -> bool:
    """Tell whether the holder of ``public`` signed ``[label, *fields]``."""
    return verifier(public, "", encode([label, *fields]), signature)


def _is_statement(body: bytes) -> bool:
    """A short array whose first element is a short text beginning with our name."""
    array, text = 0x80, 0x60
    return (
        len(body) > len(_PREFIX) + 1
        and array <= body[0] < array + 24
        and text <= body[1] < text + 24
        and body[2:].startswith(_PREFIX)
    )
