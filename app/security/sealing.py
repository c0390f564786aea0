"""Keys from secrets, and AES-256-GCM under them; other modules know no cipher."""

import hashlib
import unicodedata
from typing import Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.base.clock import Clock
from app.base.ids import Chance

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
SALT_BYTES: Final = 16
TAG_BYTES: Final = 16

_MIB = 1024
_ENOUGH_MS, _TOO_MUCH_MS = 500, 1000


class Cost(msgspec.Struct, frozen=True):
    """How dear one guess is: memory in KiB, passes, lanes of Argon2id."""

    m: int
    t: int
    p: int


FLOOR: Final = Cost(m=19 * _MIB, t=2, p=1)
"""The least that is ever used."""

CEILING: Final = Cost(m=256 * _MIB, t=10, p=16)
"""The most that is ever believed when a file asks for it."""

_START = Cost(m=64 * _MIB, t=3, p=4)


class NotOpened(Exception):
    """The key does not fit, or what was sealed has been changed."""


def within_bounds(cost: Cost) -> bool:
    """Whether a cost lies between floor and ceiling in every part."""
    return (
        FLOOR.m <= cost.m <= CEILING.m
        and FLOOR.t <= cost.t <= CEILING.t
        and FLOOR.p <= cost.p <= CEILING.p
    )


def calibrated(clock: Clock) -> Cost:
    """Find the cost at which one guess takes this machine 0.5 to 1 s; runs for about 2 s."""
    cost = _START
    while True:
        began = clock.monotonic()
        stretched("measuring", bytes(SALT_BYTES), cost)
        took = clock.monotonic() - began
        if took > _TOO_MUCH_MS:
            return FLOOR if cost == _START else Cost(cost.m // 2, cost.t, cost.p)
        if took >= _ENOUGH_MS or cost.m * 2 > CEILING.m:
            return cost
        cost = Cost(cost.m * 2, cost.t, cost.p)


def stretched(secret: str, salt: bytes, cost: Cost) -> bytes:
    """Give 32 bytes of Argon2id over the typed secret (NFC, UTF-8)."""
    typed = unicodedata.normalize("NFC", secret).encode("utf-8", "surrogatepass")
    stretching = Argon2id(
        salt=salt, length=KEY_BYTES, iterations=cost.t, lanes=cost.p, memory_cost=cost.m
    )
    return stretching.derive(typed)


def derived(secret: bytes, info: bytes) -> bytes:
    """Give the 32-byte key that HKDF-SHA256 draws from ``secret`` for one purpose."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info).derive(secret)


def seal(key: bytes, nonce: bytes, content: bytes, bound_to: bytes) -> bytes:
    """Encrypt; ``bound_to`` stays outside and is protected against change."""
    return AESGCM(key).encrypt(nonce, content, bound_to)


def unseal(key: bytes, nonce: bytes, sealed: bytes, bound_to: bytes) -> bytes:
    """Decrypt what ``seal`` made.

    Raises:
        NotOpened: another key, or a byte was changed.
    """
    try:
        return AESGCM(key).decrypt(nonce, sealed, bound_to)
    except (InvalidTag, ValueError) as wrong:
        raise NotOpened from wrong


def seal_with_chance(key: bytes, chance: Chance, content: bytes, bound_to: bytes) -> bytes:
    """Encrypt under a fresh nonce that stands before the answer."""
    nonce = chance.token(NONCE_BYTES)
    return nonce + seal(key, nonce, content, bound_to)


def unseal_with_chance(key: bytes, sealed: bytes, bound_to: bytes) -> bytes:
    """Decrypt what ``seal_with_chance`` made.

    Raises:
        NotOpened: another key, or a byte was changed.
    """
    return unseal(key, sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound_to)


def check_value(key: bytes) -> bytes:
    """Give 16 bytes that tell a key from another without giving it away."""
    return hashlib.sha256(derived(key, b"waypost check 1")).digest()[:16]
