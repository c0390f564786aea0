"""A post's folder: the store, the vault, the device's keys, and what stands on the door.

``post.json`` holds what must be known before anybody unlocks: office and country.
"""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import msgspec

from app.acts.kinds import Registry
from app.base import plaintext
from app.base.clock import Clock, Instant
from app.base.errors import Broken, Refused
from app.base.ids import Chance
from app.models import troubles
from app.models.store import Store, alone
from app.reference import offices, packs
from app.reference.pack import CountryPack
from app.security.device import Device
from app.security.files import private_folder, sync_folder, write_durably
from app.security.keystore import FileKeyStore, KeyStore
from app.security.roles import Role
from app.security.sealing import FLOOR, Cost
from app.security.secret_rules import check_secret
from app.security.vault import Vault
from app.workstation.cases import OfficerLine, SignInRow
from app.workstation.enrolling import WayIn

DOOR = "post.json"
KEYS = "keys"
VERSION = 1


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

        It is made beside the folder and moved there when it is whole.

        Raises:
            Refused: no such office in the country, or a secret that is soon guessed.
            Broken: the folder holds a post or other things already, or the disk refuses.
        """
        officers = checked(folder, door, officers)
        with troubles.disk_as_told():
            making = folder.with_name(folder.name + ".making")
            _begun(making, folder)
            try:
                keys = FileKeyStore(making / KEYS)
                device = Device.create(making, keys, chance)
                vault, store_key = Vault.create(making, keys, chance, device=device.id)
                way_in = WayIn(vault=vault, store_key=store_key, office=door.office, cost=cost)
                for officer in officers:
                    drawn = way_in.drawn(officer, now=clock.now(), chance=chance)
                    way_in.admit(drawn, officer.secret)
                Store.create(making, store_key, registry, clock=clock, chance=chance).close()
                write_durably(making / DOOR, msgspec.json.encode(door))
                if folder.exists():
                    folder.rmdir()
                making.rename(folder)
                sync_folder(folder.parent)
            except BaseException:
                shutil.rmtree(making, ignore_errors=True)
                raise
        return cls.open(folder, chance)

    @classmethod
    def open(cls, folder: Path, chance: Chance) -> Self:
        """Open a post's folder.

        Raises:
            Broken: no post there, a damaged file, a newer program's, another machine's keys.
        """
        try:
            door = msgspec.json.decode((folder / DOOR).read_bytes(), type=Door)
        except FileNotFoundError as missing:
            raise Broken("premises.missing", folder=str(folder)) from missing
        except OSError as unread:
            raise Broken("premises.unreadable", folder=str(folder)) from unread
        except (msgspec.MsgspecError, UnicodeDecodeError) as damaged:
            raise Broken("premises.damaged", file=DOOR) from damaged
        if door.version > VERSION:
            raise Broken("premises.newer")
        try:
            return cls(folder, door, FileKeyStore(folder / KEYS), chance)
        except OSError as unread:
            raise Broken("premises.unreadable", folder=str(folder)) from unread
        except Refused as nowhere:  # the office on the door is in no pack
            raise Broken("premises.damaged", file=DOOR) from nowhere

    @property
    def office_name(self) -> str:
        """The office's name, spelled as records and lists spell it."""
        return offices.load().name(self.office, "en")

    def must_be_ours(self) -> None:
        """Look whether another program works in this folder; nothing is held afterwards.

        Raises:
            Broken: ``store.in_use``, or the folder cannot be read.
        """
        alone(self.folder).release()

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
                    person=line.credential.person,
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


def checked(folder: Path, door: Door, officers: tuple[Enrolment, ...]) -> tuple[Enrolment, ...]:
    """Give the enrolments of a new post with their words as they will be kept.

    Raises:
        Refused: no such country or office, no name or number, a sign in them that does not show,
            or a secret that is soon guessed.
        Broken: the folder holds a post or other things already, or cannot be.
    """
    _must_be_free(folder)
    packs.known(door.country)
    office_pack(door.office, door.country)
    return tuple(_named(officer, door.office) for officer in officers)


def _named(officer: Enrolment, office: str) -> Enrolment:
    name, person = " ".join(officer.name.split()), officer.person.strip()
    if not name or not person:
        raise Refused("enrol.name_missing", field="person" if name else "name")
    name, person = plaintext.kept(name, "name"), plaintext.kept(person, "person", code=True)
    check_secret(officer.secret, pin_allowed=False, known_words=(name, person, office))
    return msgspec.structs.replace(officer, name=name, person=person)


def _must_be_free(folder: Path) -> None:
    with _told_as_place(folder):
        if (folder / DOOR).exists():
            raise Broken("premises.exists", folder=str(folder))
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise Broken("premises.not_empty", folder=str(folder))


def _begun(making: Path, folder: Path) -> None:
    """Make the folder beside the one that will be."""
    with _told_as_place(folder):
        shutil.rmtree(making, ignore_errors=True)
        private_folder(making)


@contextmanager
def _told_as_place(folder: Path) -> Iterator[None]:
    """Tell of a place where no folder can be; a full disk is told as everywhere."""
    try:
        yield
    except OSError as wrong:
        if wrong.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise
        reason = wrong.strerror or type(wrong).__name__
        raise Broken("premises.not_made", folder=str(folder), reason=reason) from wrong
