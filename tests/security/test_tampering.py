"""One bit of any file beside the store is changed: found or harmless, never another truth."""

import contextlib
from pathlib import Path

import msgspec
import pytest

from app.base.clock import Instant
from app.base.errors import Broken, Refused, WaypostError
from app.base.ids import SeededChance
from app.security import sealing
from app.security.canonical import NotCanonical, decode, encode, struct_bytes
from app.security.credentials import Credential
from app.security.device import DEVICE_FILE, Device
from app.security.keystore import MemoryKeyStore, drop_machine_secret, machine_secret
from app.security.roles import Role
from app.security.signatures import fresh_signing_key
from app.security.vault import VAULT_FILE, Vault
from app.security.wraps import VaultContent, about_opened, content_from

NOW = Instant(1_795_356_300_000)
END = Instant(NOW + 86_400_000)
SECRET = "seven goats by the river"
CHANCE = SeededChance(1)
KEY = fresh_signing_key(CHANCE)
CREDENTIAL = Credential(
    public=KEY.public,
    person="K1",
    name="Ana",
    roles=(Role.OFFICER,),
    offices=("AL006200",),
    not_after=END,
)


class Enrolment:
    """A vault with one officer."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.path = folder, folder / VAULT_FILE
        self.keys = MemoryKeyStore()
        self.vault, self.store_key = Vault.create(folder, self.keys, CHANCE, device=bytes(16))
        self.enrol(SECRET)
        self.bytes = self.path.read_bytes()

    def enrol(self, secret: str) -> None:
        self.vault.enrol(KEY, CREDENTIAL, secret=secret, store_key=self.store_key, not_after=END)

    @property
    def content(self) -> VaultContent:
        return content_from(self.path.read_bytes())


@pytest.fixture
def enrolment(tmp_path: Path) -> Enrolment:
    return Enrolment(tmp_path / "store")


def test_every_changed_byte_of_a_vault_is_found(enrolment: Enrolment) -> None:
    found = 0
    for place in range(0, len(enrolment.bytes), 7):  # every seventh: each costs a guess
        changed = bytearray(enrolment.bytes)
        changed[place] ^= 1 << (place % 8)
        enrolment.path.write_bytes(changed)
        with pytest.raises(WaypostError):
            Vault.open(enrolment.folder, enrolment.keys, CHANCE).unlock(KEY.key_id, SECRET, NOW)
        # the row of failures is not what is tried here
        enrolment.keys.drop(f"attempts.{KEY.key_id.hex()}")
        enrolment.keys.drop(f"attempts.{bytes(16).hex()}")
        found += 1
    assert found > 50

    enrolment.path.write_bytes(enrolment.bytes)
    again = Vault.open(enrolment.folder, enrolment.keys, CHANCE)
    assert again.unlock(KEY.key_id, SECRET, NOW).store_key == enrolment.store_key


def test_every_cut_of_a_vault_is_found(enrolment: Enrolment) -> None:
    for length in range(len(enrolment.bytes)):
        enrolment.path.write_bytes(enrolment.bytes[:length])
        with pytest.raises(Broken, match=r"security\.vault_damaged"):
            Vault.open(enrolment.folder, enrolment.keys, CHANCE)


def test_another_stores_vault_beside_this_store_is_found(
    enrolment: Enrolment, tmp_path: Path
) -> None:
    other = Enrolment(tmp_path / "other")
    enrolment.path.write_bytes(other.bytes)
    vault = Vault.open(enrolment.folder, enrolment.keys, CHANCE)

    with pytest.raises(Refused, match=r"security\.not_unlocked"):
        vault.unlock(KEY.key_id, SECRET, NOW)
    assert not vault.fits(enrolment.store_key)


def test_a_wrap_moved_into_another_devices_vault_is_found(enrolment: Enrolment) -> None:
    moved = msgspec.structs.replace(enrolment.content, device=b"\x01" * 16)
    enrolment.path.write_bytes(struct_bytes(moved))

    with pytest.raises(Broken, match=r"security\.vault_damaged"):
        Vault.open(enrolment.folder, enrolment.keys, CHANCE)


def test_a_later_end_written_into_the_file_opens_nothing(enrolment: Enrolment) -> None:
    wrap = enrolment.content.wraps[0]
    later = msgspec.structs.replace(wrap, not_after=END + 10**10)
    forged = msgspec.structs.replace(enrolment.content, wraps=(later,))
    enrolment.path.write_bytes(struct_bytes(forged))

    with pytest.raises(Refused, match=r"security\.not_unlocked"):
        Vault.open(enrolment.folder, enrolment.keys, CHANCE).unlock(KEY.key_id, SECRET, NOW)


def test_words_about_an_officer_from_a_newer_program_are_not_guessed_at(
    enrolment: Enrolment,
) -> None:
    machine = machine_secret(enrolment.keys)
    wrap = enrolment.content.wraps[0]
    key = sealing.derived(machine, b"waypost about 1")
    newer = encode({"more": "than we know"})
    about = sealing.seal_with_chance(key, CHANCE, newer, wrap.device + wrap.officer)

    with pytest.raises(sealing.NotOpened):
        about_opened(msgspec.structs.replace(wrap, about=about), machine)


def test_a_machine_that_lost_its_secret_mid_way_opens_nothing(enrolment: Enrolment) -> None:
    drop_machine_secret(enrolment.keys)

    for attempt in (
        lambda: enrolment.vault.unlock(KEY.key_id, SECRET, NOW),
        enrolment.vault.officers,
        lambda: enrolment.enrol(SECRET),
    ):
        with pytest.raises(Broken, match=r"security\.not_this_machine"):
            attempt()


def test_every_changed_byte_of_a_devices_keys_is_found(tmp_path: Path) -> None:
    keys = MemoryKeyStore()
    Device.create(tmp_path, keys, CHANCE)
    path = tmp_path / DEVICE_FILE
    whole = path.read_bytes()

    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 1 << (place % 8)
        path.write_bytes(changed)
        with pytest.raises(Broken):
            Device.open(tmp_path, keys)


def test_no_changed_bit_of_canonical_bytes_reads_as_the_same_value() -> None:
    value = {"kind": "transit.arrived", "seals": [["AB 1", True]], "mass": [24005, -1]}
    whole = encode(value)

    for place in range(len(whole) * 8):
        changed = bytearray(whole)
        changed[place // 8] ^= 1 << (place % 8)
        with contextlib.suppress(NotCanonical):
            assert decode(bytes(changed), limit=1 << 10) != value
