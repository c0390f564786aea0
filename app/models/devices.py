"""Devices a hub knows: their keys, certificates, and when they were last heard of."""

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Index, Table, bindparam, select, update
from sqlalchemy.dialects.sqlite import insert

from app.base.clock import Instant
from app.models.metadata import METADATA, key_bytes, number, words

DEVICES = Table(
    "devices",
    METADATA,
    key_bytes("id", primary=True),
    words("name"),
    words("office"),
    key_bytes("public_key"),
    key_bytes("certificate"),
    key_bytes("credential"),
    number("last_seen"),
    number("revoked"),
    sqlite_with_rowid=False,
    sqlite_strict=True,
)
Index("devices_by_office", DEVICES.c.office, DEVICES.c.name)


class Device(msgspec.Struct, frozen=True, kw_only=True):
    """A device: ``id`` 16 bytes, ``public_key`` 32; ``revoked`` is ms UTC, 0 while in use."""

    id: bytes
    name: str
    office: str
    public_key: bytes
    certificate: bytes = b""
    credential: bytes = b""
    last_seen: Instant = Instant(0)
    revoked: Instant = Instant(0)


_COLUMNS = tuple(DEVICES.c[name] for name in Device.__struct_fields__)
_BY_ID = select(*_COLUMNS).where(DEVICES.c.id == bindparam("id"))
_OF_OFFICE = (
    select(*_COLUMNS).where(DEVICES.c.office == bindparam("office")).order_by(DEVICES.c.name)
)
_ALL = select(*_COLUMNS).order_by(DEVICES.c.office, DEVICES.c.name)
_KEEP = insert(DEVICES)
_KEEP = _KEEP.on_conflict_do_update(
    index_elements=["id"],
    set_={
        name: _KEEP.excluded[name]
        for name in ("name", "office", "public_key", "certificate", "credential")
    },
)
_SEEN = update(DEVICES).where(DEVICES.c.id == bindparam("of")).values(last_seen=bindparam("now"))
_REVOKE = (
    update(DEVICES)
    .where(DEVICES.c.id == bindparam("of"), DEVICES.c.revoked == 0)
    .values(revoked=bindparam("now"))
)


class Devices:
    """Questions about devices; by the primary key and ``devices_by_office``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def device(self, identity: bytes) -> Device | None:
        """The device of that id."""
        row = self._connection.execute(_BY_ID, {"id": identity}).first()
        return None if row is None else _device(row)

    def of_office(self, office: str) -> tuple[Device, ...]:
        """An office's devices, by name."""
        return tuple(map(_device, self._connection.execute(_OF_OFFICE, {"office": office})))

    def enrolled(self) -> tuple[Device, ...]:
        """Every device ever enrolled, revoked ones too, by office and name."""
        return tuple(map(_device, self._connection.execute(_ALL)))

    def enrol(self, device: Device) -> None:
        """Write a device down, or its new keys; never undoes a revocation."""
        self._connection.execute(_KEEP, msgspec.structs.asdict(device))

    def seen(self, identity: bytes, now: Instant) -> None:
        """Note that a device was heard of."""
        self._connection.execute(_SEEN, {"of": identity, "now": now})

    def revoke(self, identity: bytes, now: Instant) -> None:
        """End a device; the first revocation stands."""
        self._connection.execute(_REVOKE, {"of": identity, "now": now})


def _device(row: Sequence[Any]) -> Device:
    return Device(**dict(zip(Device.__struct_fields__, row, strict=True)))
