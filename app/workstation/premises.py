"""A post's folder: the store, the vault, the device's keys, and what stands on the door.

``post.json`` holds what must be known before anybody unlocks: office and country.
"""

from pathlib import Path
from typing import Self

import msgspec

from app.acts.kinds import Registry
from app.base.clock import Clock, Instant
from app.base.errors import Broken, Refused
from app.base.ids import Chance
from app.models.store import Store
from app.reference import packs
from app.reference.pack import CountryPack
from app.security.credentials import Credential
from app.security.device import Device
from app.security.files import private_folder, write_durably
from app.security.keystore import FileKeyStore, KeyStore
from app.security.roles import Role
from app.security.sealing import FLOOR, Cost
from app.security.signatures import fresh_signing_key
from app.security.vault import Vault
from app.workstation.cases import OfficerLine, SignInRow

DOOR = "post.json"
KEYS = "keys"
DAY_MS = 86_400_000
CREDENTIAL_DAYS = 365


class Door(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stands on the door. ``hint`` is shown at sign-in: a demonstration's passphrase."""

    office: str
    country: str
    version: int = 1
    hint: str = ""


class Enrolment(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody to enrol: the secret never prints."""

    name: str
    person: str
    roles: tuple[Role, ...]
    secret: str

    def __repr__(self) -> str:
        """Name the person's number alone."""
        return f"Enrolment({self.person})"


class Premises:
    """An opened folder, still locked."""

    def __init__(self, folder: Path, door: Door, keys: KeyStore, chance: Chance) -> None:
        """Open what lies in the folder; ``create`` and ``open`` are the ways here."""
        self.folder = folder
        self.door = door
        self.office = door.office
        self.keys = keys
        self.pack = office_pack(door.office, door.country)
        self.vault = Vault.open(folder, keys, chance)
        self.device = Device.open(folder, keys)

    @classmethod
    def create(
        cls,
        folder: Path,
        door: Door,
        officers: tuple[Enrolment, ...],
        registry: Registry,
        *,
        clock: Clock,
        chance: Chance,
        cost: Cost = FLOOR,
    ) -> Self:
        """Make a post: device, vault with its officers, empty encrypted store.

        Raises:
            Refused: no such office in the country, or a secret that is soon guessed.
            Broken: there is a post already, or the disk refuses.
        """
        office_pack(door.office, door.country)
        if (folder / DOOR).exists():
            raise Broken("premises.exists", folder=str(folder))
        private_folder(folder)
        keys = FileKeyStore(folder / KEYS)
        device = Device.create(folder, keys, chance)
        vault, store_key = Vault.create(folder, keys, chance, device=device.id)
        for officer in officers:
            _enrol(
                vault, store_key, officer, door.office, now=clock.now(), chance=chance, cost=cost
            )
        Store.create(folder, store_key, registry, clock=clock, chance=chance).close()
        write_durably(folder / DOOR, msgspec.json.encode(door))
        return cls(folder, door, keys, chance)

    @classmethod
    def open(cls, folder: Path, chance: Chance) -> Self:
        """Open a post's folder.

        Raises:
            Broken: no post there, a damaged file, another machine's keys.
        """
        try:
            door = msgspec.json.decode((folder / DOOR).read_bytes(), type=Door)
        except FileNotFoundError as missing:
            raise Broken("premises.missing", folder=str(folder)) from missing
        except (msgspec.MsgspecError, UnicodeDecodeError) as damaged:
            raise Broken("premises.damaged", file=DOOR) from damaged
        return cls(folder, door, FileKeyStore(folder / KEYS), chance)

    @property
    def office_name(self) -> str:
        """The office's name in its country's first language."""
        for office in self.pack.offices:
            if office.reference == self.office:
                return office.name(self.pack.languages[0])
        return self.office

    def sign_in_row(self, now: Instant) -> SignInRow:
        """What the sign-in page shows."""
        return SignInRow(
            office=self.office,
            office_name=self.office_name,
            country=self.pack.country,
            officers=tuple(
                OfficerLine(
                    officer=line.officer,
                    name=line.credential.name,
                    role=line.credential.roles[0].value,
                    is_disabled=line.disabled,
                )
                for line in self.vault.officers()
            ),
            pin_allowed=self.vault.pin_allowed,
            now=now,
            hint=self.door.hint,
        )


def office_pack(office: str, country: str) -> CountryPack:
    """The pack of a country that has this office.

    Raises:
        Refused: the country has no such office.
        Broken: no such pack, or a table of it is refused.
    """
    pack = packs.load(country.lower())
    if all(known.reference != office for known in pack.offices):
        raise Refused("premises.no_such_office", field="office", office=office, country=country)
    return pack


def _enrol(
    vault: Vault,
    store_key: bytes,
    officer: Enrolment,
    office: str,
    *,
    now: Instant,
    chance: Chance,
    cost: Cost,
) -> None:
    """Draw an officer's key and wrap it; the hub signs the credential at pairing."""
    key = fresh_signing_key(chance)
    until = Instant(now + CREDENTIAL_DAYS * DAY_MS)
    credential = Credential(
        public=key.public,
        person=officer.person,
        name=officer.name,
        roles=officer.roles,
        offices=(office,),
        not_after=until,
    )
    vault.enrol(
        key, credential, secret=officer.secret, store_key=store_key, not_after=until, cost=cost
    )
