"""The file ``vault.cbor``: its form, and how a wrap is closed and opened.

Everything in a wrap but the sealed part is bound to it: one changed byte and it opens no more.
"""

from typing import Final, Literal

import msgspec

from app.base.ids import Chance
from app.security import sealing
from app.security.canonical import NotCanonical, struct_bytes, struct_from
from app.security.credentials import Credential
from app.security.sealing import Cost, NotOpened

KDF: Final = "argon2id"

_LIMIT = 1 << 20  # bytes of a vault file; a wrap has under 1 KiB


class Wrap(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One officer's way to the store key.

    ``m, t, p``: the cost of a guess (KiB, passes, lanes); ``not_after``: ms UTC; ``about``: the
    credential, sealed under the machine's secret; ``sealed``: store key and signing key.
    """

    officer: bytes
    device: bytes
    kdf: str
    m: int
    t: int
    p: int
    salt: bytes
    not_after: int
    about: bytes
    nonce: bytes
    sealed: bytes

    @property
    def cost(self) -> Cost:
        """What one guess costs."""
        return Cost(self.m, self.t, self.p)


class VaultContent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file; ``check`` tells the store's key from another."""

    version: Literal[1]
    device: bytes
    check: bytes
    wraps: tuple[Wrap, ...] = ()


def content_from(stored: bytes) -> VaultContent:
    """Read a vault file.

    Raises:
        NotCanonical: damaged, of another version, or asking for a cost out of bounds.
    """
    content = struct_from(stored, VaultContent, limit=_LIMIT)
    sound = all(
        wrap.kdf == KDF
        and wrap.device == content.device
        and sealing.within_bounds(wrap.cost)
        and len(wrap.salt) == sealing.SALT_BYTES
        for wrap in content.wraps
    )
    if not sound:
        raise NotCanonical("not a vault this program reads")
    return content


def key_encryption_key(wrap: Wrap, secret: str, machine: bytes) -> bytes:
    """Give the 32 bytes that close and open a wrap: from the typed secret and the machine's."""
    typed = sealing.stretched(secret, wrap.salt, wrap.cost)
    return sealing.derived(typed + machine, b"waypost kek 1" + wrap.officer + wrap.device)


def closed(wrap: Wrap, kek: bytes, content: bytes, chance: Chance) -> Wrap:
    """Give the wrap with ``content`` sealed into it under a fresh nonce."""
    fresh = msgspec.structs.replace(wrap, nonce=chance.token(sealing.NONCE_BYTES), sealed=b"")
    sealed = sealing.seal(kek, fresh.nonce, content, struct_bytes(fresh))
    return msgspec.structs.replace(fresh, sealed=sealed)


def opened(wrap: Wrap, kek: bytes) -> bytes:
    """Give what ``closed`` sealed.

    Raises:
        NotOpened: another secret, another machine, or a changed byte.
    """
    around = struct_bytes(msgspec.structs.replace(wrap, sealed=b""))
    return sealing.unseal(kek, wrap.nonce, wrap.sealed, around)


def about_closed(credential: Credential, device: bytes, machine: bytes, chance: Chance) -> bytes:
    """Seal a credential under the machine's secret."""
    key = sealing.derived(machine, b"waypost about 1")
    words = struct_bytes(credential)
    return sealing.seal_with_chance(key, chance, words, device + credential.key_id)


def about_opened(wrap: Wrap, machine: bytes) -> Credential:
    """Read the credential of a wrap.

    Raises:
        NotOpened: another machine, or a changed byte.
    """
    key = sealing.derived(machine, b"waypost about 1")
    words = sealing.unseal_with_chance(key, wrap.about, wrap.device + wrap.officer)
    try:
        return struct_from(words, Credential)
    except NotCanonical as newer:
        raise NotOpened from newer
