"""The one source of chance and of fresh ids; identity by number lives in ``app.acts.identity``."""

import hashlib
import secrets
from typing import NewType, Protocol, TypeAlias

from app.base.clock import Instant

RecordId = NewType("RecordId", bytes)
"""16 bytes: by number (``app.acts.identity.by_number``) or a UUIDv7."""

ActId = NewType("ActId", bytes)
"""32 bytes: SHA-256 of an envelope's canonical bytes."""

Heads: TypeAlias = frozenset[ActId]
"""The acts of a record that no other act of it cites as a parent."""


class Chance(Protocol):
    """Where random bytes come from."""

    def token(self, size: int) -> bytes:
        """``size`` random bytes."""


class SystemChance:
    """The operating system's randomness."""

    def token(self, size: int) -> bytes:
        """``size`` bytes fit for keys."""
        return secrets.token_bytes(size)


class SeededChance:
    """The same bytes from the same seed: for tests, the simulator and the tour; never for keys."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._drawn = 0

    def token(self, size: int) -> bytes:
        """The next ``size`` bytes of this seed's sequence."""
        out = b""
        while len(out) < size:
            self._drawn += 1
            out += hashlib.sha256(f"{self._seed}/{self._drawn}".encode()).digest()
        return out[:size]


def fresh_record_id(now: Instant, chance: Chance) -> RecordId:
    """Make a UUIDv7 (RFC 9562): 48 bits of ms, then chance.

    >>> fresh_record_id(Instant(1795352700000), SeededChance(1)).hex()[:13]
    '01a2035c24607'
    """
    drawn = bytearray(now.to_bytes(6, "big") + chance.token(10))
    drawn[6] = 0x70 | (drawn[6] & 0x0F)
    drawn[8] = 0x80 | (drawn[8] & 0x3F)
    return RecordId(bytes(drawn))
