"""The device's own keys, and what it signs with them: the heads of its streams.

``device.cbor`` lies beside the store, sealed under the machine's secret. Copied to another machine
it opens nothing: a copied device cannot sign and is enrolled as a new one.
"""

from pathlib import Path
from typing import Final, Literal, Self

import msgspec

from app.base.clock import Instant
from app.base.errors import Broken
from app.base.ids import ActId, Chance
from app.security import keystore, sealing
from app.security.canonical import NotCanonical, struct_bytes, struct_from
from app.security.files import private_folder, write_durably
from app.security.keystore import KeyStore
from app.security.sealing import NotOpened
from app.security.signatures import (
    HEAD,
    KEY_BYTES,
    Signer,
    SigningKey,
    Verifier,
    key_id_of,
    sign_statement,
    verify,
    verify_statement,
)

DEVICE_FILE: Final = "device.cbor"
DEVICE_ID_BYTES: Final = 16
EPOCH_BYTES: Final = 8
STREAM_BYTES: Final = DEVICE_ID_BYTES + EPOCH_BYTES

_LIMIT = 1 << 14  # bytes of the file; it has under 1 KiB
_PURPOSE = b"waypost device 1"


class _Stored(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    version: Literal[1]
    public: bytes
    sealed: bytes


class _Keys(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    signing: bytes
    tls: bytes


class Device:
    """The keys of this machine: ``signing`` (Ed25519) and ``tls_key`` (P-256, PEM)."""

    __slots__ = ("signing", "tls_key")

    def __init__(self, signing: SigningKey, tls_key: bytes) -> None:
        """Hold the keys; ``create`` and ``open`` are the ways here."""
        self.signing = signing
        self.tls_key = tls_key

    @classmethod
    def create(cls, folder: Path, keys: KeyStore, chance: Chance) -> Self:
        """Draw a new device's keys and keep them in ``folder``.

        Raises:
            Broken: there is a device already.
            OSError: the disk would not take it.
        """
        path = folder / DEVICE_FILE
        if path.exists():
            raise Broken("security.device_exists", folder=str(folder))
        from app.security.certificates import (  # noqa: PLC0415 - 0.1 s, once in a device's life
            fresh_tls_key,
        )

        private_folder(folder)
        machine = keystore.ensured_machine_secret(keys, chance)
        device = cls(SigningKey(chance.token(KEY_BYTES)), fresh_tls_key(chance))
        held = struct_bytes(_Keys(signing=device.signing.private, tls=device.tls_key))
        key = sealing.derived(machine, _PURPOSE)
        sealed = sealing.seal_with_chance(key, chance, held, _PURPOSE + device.signing.public)
        stored = _Stored(version=1, public=device.signing.public, sealed=sealed)
        write_durably(path, struct_bytes(stored))
        return device

    @classmethod
    def open(cls, folder: Path, keys: KeyStore) -> Self:
        """Read this machine's keys.

        Raises:
            Broken: ``security.device_missing``, ``security.device_damaged``,
                ``security.not_this_machine``: the files came from another machine.
        """
        try:
            stored = struct_from((folder / DEVICE_FILE).read_bytes(), _Stored, limit=_LIMIT)
        except FileNotFoundError as missing:
            raise Broken("security.device_missing", folder=str(folder)) from missing
        except NotCanonical as damaged:
            raise Broken("security.device_damaged", folder=str(folder)) from damaged
        key = sealing.derived(keystore.machine_secret(keys), _PURPOSE)
        try:
            opened = sealing.unseal_with_chance(key, stored.sealed, _PURPOSE + stored.public)
            held = struct_from(opened, _Keys)
        except (NotOpened, NotCanonical) as foreign:
            raise Broken("security.not_this_machine", provider=keys.provider) from foreign
        return cls(SigningKey(held.signing), held.tls)

    @property
    def id(self) -> bytes:
        """The device id: SHA-256 of its public Ed25519 key, cut to 16 bytes."""
        return self.signing.key_id

    def __repr__(self) -> str:
        return f"Device({self.id.hex()})"


class Head(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How far a stream had come, in its device's own word.

    ``hub_time``: the last signed hub time, ms UTC, 0 if there was none.
    """

    stream: bytes
    seq: int
    act: ActId
    hub_time: int
    signature: bytes


def fresh_epoch(chance: Chance) -> bytes:
    """Draw 8 bytes: when a store is made, restored, or found behind its own past."""
    return chance.token(EPOCH_BYTES)


def stream_of(device: bytes, epoch: bytes) -> bytes:
    """Name a stream: 16 bytes of the device, 8 of the epoch.

    Raises:
        ValueError: of other lengths.
    """
    if len(device) != DEVICE_ID_BYTES or len(epoch) != EPOCH_BYTES:
        raise ValueError("a stream is 16 bytes of device and 8 of epoch")
    return device + epoch


def signed_head(
    key: Signer, stream: bytes, seq: int, *, act: ActId, hub_time: Instant | None
) -> Head:
    """Sign ``["waypost head 1", stream, seq, id, last hub time]``."""
    heard = hub_time or 0
    signature = sign_statement(key, HEAD, stream, seq, act, heard)
    return Head(stream=stream, seq=seq, act=act, hub_time=heard, signature=signature)


def head_holds(head: Head, public: bytes, *, verifier: Verifier = verify) -> bool:
    """Tell whether the device with this key signed this head, and the stream is its own."""
    own = head.stream[:DEVICE_ID_BYTES] == key_id_of(public) and len(head.stream) == STREAM_BYTES
    return own and verify_statement(
        public,
        head.signature,
        HEAD,
        head.stream,
        head.seq,
        head.act,
        head.hub_time,
        verifier=verifier,
    )
