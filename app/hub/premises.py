"""A hub's folder: its store, device key, certificates of its house, neighbours it trusts.

No officer unlocks a hub: its store key lies in the key store of its machine.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import msgspec

from app.acts.kinds import Registry
from app.base.clock import Clock, Instant
from app.base.errors import Broken
from app.base.ids import Chance
from app.models.store import Store
from app.reference import packs
from app.reference.pack import CountryPack
from app.security import certificates
from app.security.certificates import Identity
from app.security.device import Device
from app.security.files import private_folder, write_durably
from app.security.keystore import FileKeyStore

DOOR = "hub.json"
HOUSE = "house.cbor"
STORE_KEY = "hub.store"
KEY_BYTES = 32
RENEWED_BEFORE_MS = 60 * 86_400_000
"""A certificate is made anew this long before it ends: nobody must pair again for a date."""


class HubDoor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stands on the door: whose hub it is, and the folder of its certificates if another."""

    country: str
    version: int = 1
    certificates: str = ""

    def house_in(self, folder: Path) -> Path:
        """Where the certificates of the house lie, for the hub of a folder."""
        return Path(self.certificates or folder) / HOUSE


class House(msgspec.Struct, frozen=True, kw_only=True):
    """The certificates of an administration: its authority, this hub as server and as client.

    ``hosts`` are the names and addresses this hub is called by, besides those of the loopback.
    """

    authority: bytes
    authority_key: bytes
    server: bytes
    server_key: bytes
    client: bytes
    hosts: tuple[str, ...] = ()


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """What another administration needs to know of this hub; nothing in it is secret."""

    country: str
    hub: bytes
    public: bytes
    authority: bytes


class HubKeys:
    """What a hub is by its folder alone: country, keys, certificates. Its store may be in use."""

    def __init__(self, folder: Path, door: HubDoor) -> None:
        """Read what lies in the folder; ``read`` is the way here."""
        self.folder = folder
        self._house = door.house_in(folder)
        self.keys = FileKeyStore(folder / "keys")
        self.device = Device.open(folder, self.keys)
        self.pack: CountryPack = packs.load(door.country.lower())
        self.house = msgspec.msgpack.decode(self._house.read_bytes(), type=House)

    @classmethod
    def read(cls, folder: Path) -> "HubKeys":
        """Read a hub's folder without opening its store.

        Raises:
            Broken: no hub there, a damaged file, another machine's keys.
        """
        with _hub_in(folder) as door:
            return HubKeys(folder, door)

    @property
    def authority(self) -> Identity:
        """The authority that certifies this administration's devices."""
        return Identity(self.house.authority, self.house.authority_key)

    @property
    def card(self) -> Card:
        """What a neighbour needs to know."""
        return Card(
            country=self.pack.country,
            hub=self.device.id,
            public=self.device.signing.public,
            authority=self.house.authority,
        )


class HubPremises(HubKeys):
    """An opened folder with its store."""

    def __init__(self, folder: Path, door: HubDoor, registry: Registry) -> None:
        """Open what lies in the folder; ``create`` and ``open`` are the ways here."""
        super().__init__(folder, door)
        key = self.keys.get(STORE_KEY)
        if key is None:
            raise Broken("security.not_this_machine", provider=self.keys.provider)
        self.store = Store.open(folder, key, registry)

    @classmethod
    def create(
        cls, folder: Path, country: str, registry: Registry, *, clock: Clock, chance: Chance
    ) -> Self:
        """Found a hub: device, house of certificates, empty encrypted store.

        Raises:
            Broken: there is a hub already, no such pack, or the disk refuses.
        """
        if (folder / DOOR).exists():
            raise Broken("premises.exists", folder=str(folder))
        pack = packs.load(country.lower())
        private_folder(folder)
        keys = FileKeyStore(folder / "keys")
        device = Device.create(folder, keys, chance)
        now = clock.now()
        authority = certificates.fresh_authority(f"Waypost {pack.country}", now, chance)
        _furnish(folder / HOUSE, authority, device, now=now, chance=chance)
        store_key = chance.token(KEY_BYTES)
        keys.put(STORE_KEY, store_key)
        Store.create(folder, store_key, registry, clock=clock, chance=chance).close()
        door = HubDoor(country=pack.country)
        write_durably(folder / DOOR, msgspec.json.encode(door))
        return cls(folder, door, registry)

    @classmethod
    def open(cls, folder: Path, registry: Registry) -> Self:
        """Open a hub's folder.

        Raises:
            Broken: no hub there, a damaged file, another machine's keys.
        """
        with _hub_in(folder) as door:
            return cls(folder, door, registry)

    def renew(self, *, clock: Clock, chance: Chance) -> bool:
        """Certify this hub anew where its certificates end soon; True where it did."""
        ends = min(map(certificates.ends_at, (self.house.server, self.house.client)))
        if ends - clock.now() > RENEWED_BEFORE_MS:
            return False
        self._certify(self.house.hosts, clock, chance)
        return True

    def answers_as(self, host: str, *, clock: Clock, chance: Chance) -> bool:
        """Certify this hub for one more name or address it is called by; True where it was new."""
        if not host or host in {*certificates.LOOPBACK, *self.house.hosts}:
            return False
        self._certify((*self.house.hosts, host), clock, chance)
        return True

    def keep_certificates_in(self, other: Path) -> None:
        """Have the certificates lie in a folder of their own from now on.

        Those that lie there already are taken into use; else the hub's own move there.

        Raises:
            Broken: what lies there is damaged, or the disk refuses.
        """
        with _hub_in(self.folder) as door:
            moved = msgspec.structs.replace(door, certificates=str(other.absolute()))
            old, new = self._house, moved.house_in(self.folder)
            if not new.exists():
                private_folder(other)
                write_durably(new, old.read_bytes())
            self.house = msgspec.msgpack.decode(new.read_bytes(), type=House)
            write_durably(self.folder / DOOR, msgspec.json.encode(moved))
            self._house = new
            if old != new and old.read_bytes() == new.read_bytes():
                old.unlink()

    def _certify(self, hosts: tuple[str, ...], clock: Clock, chance: Chance) -> None:
        self.house = _furnish(
            self._house, self.authority, self.device, hosts, now=clock.now(), chance=chance
        )


@contextmanager
def _hub_in(folder: Path) -> Iterator[HubDoor]:
    """Read a hub's door, and tell what is wrong with the folder behind it.

    Raises:
        Broken: no hub there, or a file of it cannot be read or is damaged.
    """
    try:
        door = msgspec.json.decode((folder / DOOR).read_bytes(), type=HubDoor)
    except FileNotFoundError as missing:
        raise Broken("hub.missing", folder=str(folder)) from missing
    except OSError as unread:
        raise Broken("premises.unreadable", folder=str(folder)) from unread
    except (msgspec.MsgspecError, UnicodeDecodeError) as damaged:
        raise Broken("premises.damaged", file=DOOR) from damaged
    try:
        yield door
    except OSError as unread:
        raise Broken("premises.unreadable", folder=str(folder)) from unread
    except msgspec.MsgspecError as damaged:
        raise Broken("premises.damaged", file=HOUSE) from damaged


def _furnish(
    path: Path,
    authority: Identity,
    device: Device,
    hosts: tuple[str, ...] = (),
    *,
    now: Instant,
    chance: Chance,
) -> House:
    """Certify a hub as server and as client, and keep both."""
    server = certificates.server_identity(authority, now, chance, hosts=hosts)
    client = certificates.client_certificate(
        authority,
        now,
        chance,
        device=device.id,
        public=certificates.tls_public(device.tls_key),
    )
    house = House(
        authority=authority.certificate,
        authority_key=authority.key,
        server=server.certificate,
        server_key=server.key,
        client=client,
        hosts=hosts,
    )
    write_durably(path, msgspec.msgpack.encode(house))
    return house
