"""Signatures that cost nothing and protect nothing: for the simulator, which counts them."""

import hashlib

from app.security.signatures import KEY_BYTES, key_id_of, signed_bytes


class CountingSigner:
    """Stands in for a signing key; ``signed`` counts what it signed. ``number`` names it."""

    def __init__(self, number: int) -> None:
        self.public = hashlib.sha256(f"fake key {number}".encode()).digest()[:KEY_BYTES]
        self.key_id = key_id_of(self.public)
        self.signed = 0

    def sign(self, label: str, body: bytes) -> bytes:
        """Give 64 bytes that ``verify_counted`` accepts for this signer only."""
        self.signed += 1
        return _mark(self.public, label, body)


def verify_counted(public: bytes, label: str, body: bytes, signature: bytes) -> bool:
    """Tell whether a counting signer with this public key made the signature; never raises."""
    try:
        return _mark(public, label, body) == signature
    except ValueError:
        return False


def _mark(public: bytes, label: str, body: bytes) -> bytes:
    return hashlib.sha512(public + signed_bytes(label, body)).digest()
