"""The vault: the store's key, wrapped once for each officer of this device.

Opening a wrap takes two secrets, what the officer types and what only this machine holds: a copied
disk does not open, a borrowed machine does not either. ``vault.cbor`` lies beside the store; it
names officers by key id only, all words about them are sealed under the machine's secret.
"""

from pathlib import Path
from typing import Final, Self

import msgspec

from app.base.clock import Instant, moment_of
from app.base.errors import Broken, Refused
from app.base.ids import Chance
from app.security import keystore, sealing, wraps
from app.security.attempts import Attempts
from app.security.canonical import NotCanonical, struct_bytes
from app.security.credentials import Credential
from app.security.files import private_folder, sync_folder, write_durably
from app.security.keystore import KeyStore
from app.security.sealing import FLOOR, Cost, NotOpened
from app.security.secret_rules import check_secret
from app.security.signatures import KEY_BYTES, KEY_ID_BYTES, SigningKey
from app.security.wraps import KDF, VaultContent, Wrap

VAULT_FILE: Final = "vault.cbor"

_NOBODY = bytes(KEY_ID_BYTES)  # the one counter of all who are not enrolled here


class Enrolled(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the sign-in page: who, until when, and whether ten failures closed the way."""

    credential: Credential
    not_after: int
    disabled: bool

    @property
    def officer(self) -> bytes:
        """The key id, 16 bytes."""
        return self.credential.key_id


class Unlocked:
    """What an officer's secret opened. Forget it at lock: nothing else keeps the keys."""

    __slots__ = ("content", "credential", "ended", "failures", "kek", "not_after")

    def __init__(
        self, credential: Credential, wrap: Wrap, *, kek: bytes, now: Instant, failures: int = 0
    ) -> None:
        """Open the wrap.

        Raises:
            NotOpened: ``kek`` does not fit.
        """
        self.content = wraps.opened(wrap, kek)  # the vault's own: store key and signing key
        self.kek = kek  # the vault's own
        self.credential = credential
        self.not_after = Instant(wrap.not_after)
        self.ended = now > wrap.not_after  # may read, lock and export, not act
        self.failures = failures  # wrong attempts since the last unlock, for the journal

    @property
    def store_key(self) -> bytes:
        """The 32 bytes that open the store."""
        return self.content[:KEY_BYTES]

    @property
    def officer(self) -> bytes:
        """The key id, 16 bytes."""
        return self.credential.key_id

    @property
    def signer(self) -> SigningKey:
        """The officer's signing key.

        Raises:
            Refused: the credential had ended when the officer signed in.
        """
        if self.ended:
            raise self.refusal()
        return SigningKey(self.content[KEY_BYTES:])

    def refusal(self) -> Refused:
        """Say until when the officer could act: a clock set wrong looks the same."""
        ended = moment_of(self.not_after)
        return Refused(
            "security.credential_ended", name=self.credential.name, ended=f"{ended:%d %b %Y}"
        )

    def has_ended(self, now: Instant) -> bool:
        """Whether the officer may no longer act at ``now`` (the upper bound of trusted time)."""
        return self.ended or now > self.not_after

    def __repr__(self) -> str:
        return f"Unlocked({self.officer.hex()})"


class Vault:
    """A device's vault file with the key store beside it; written whole at each change."""

    def __init__(self, path: Path, keys: KeyStore, chance: Chance, content: VaultContent) -> None:
        """Hold the content; ``create`` and ``open`` are the ways here."""
        self._path = path
        self._keys = keys
        self._chance = chance
        self._content = content
        self._attempts = Attempts(keys)

    @classmethod
    def create(
        cls, folder: Path, keys: KeyStore, chance: Chance, *, device: bytes
    ) -> tuple[Self, bytes]:
        """Make an empty vault and draw the store key (32 bytes) its first officer is given.

        Raises:
            Broken: there is a vault already.
            OSError: the disk would not take it.
        """
        path = folder / VAULT_FILE
        if path.exists():
            raise Broken("security.vault_exists", folder=str(folder))
        private_folder(folder)
        keystore.ensured_machine_secret(keys, chance)
        store_key = chance.token(KEY_BYTES)
        check = sealing.check_value(store_key)
        vault = cls(path, keys, chance, VaultContent(version=1, device=device, check=check))
        vault._write(vault._content.wraps)
        return vault, store_key

    @classmethod
    def open(cls, folder: Path, keys: KeyStore, chance: Chance) -> Self:
        """Read the vault.

        Raises:
            Broken: ``security.vault_missing``, ``security.vault_damaged``,
                ``security.not_this_machine``.
        """
        content = _read(folder)
        keystore.machine_secret(keys)
        return cls(folder / VAULT_FILE, keys, chance, content)

    def reread(self) -> None:
        """Take up what another program changed before this one had the folder to itself.

        Raises:
            Broken: as for ``open``.
        """
        self._content = _read(self._path.parent)

    @property
    def device(self) -> bytes:
        """The device this vault belongs to, 16 bytes."""
        return self._content.device

    @property
    def pin_allowed(self) -> bool:
        """Whether this machine guards its secret well enough for a PIN."""
        return self._keys.bound

    def fits(self, store_key: bytes) -> bool:
        """Whether this is the store's key: tells a wrong key from a damaged store."""
        return sealing.check_value(store_key) == self._content.check

    def officers(self) -> tuple[Enrolled, ...]:
        """Give everybody enrolled here, in the order of their names.

        Raises:
            Broken: an entry was changed from outside, or the machine's secret is another.
        """
        return tuple(
            sorted(
                map(self._line, self._content.wraps),
                key=lambda line: (line.credential.name, line.officer),
            )
        )

    def cost_of(self, officer: bytes) -> Cost:
        """What a guess at an officer's secret costs; the least for somebody not enrolled here."""
        wrap = self._wrap(officer)
        return wrap.cost if wrap else FLOOR

    def enrol(
        self,
        key: SigningKey,
        credential: Credential,
        *,
        secret: str,
        store_key: bytes,
        not_after: Instant,
        cost: Cost = FLOOR,
    ) -> None:
        """Give an officer a way in, or a new one in place of the old.

        ``not_after``: last contact and the days the pack allows; the credential's own end caps it.

        Raises:
            Refused: the secret is short or soon guessed.
            Broken: ``store_key`` is not this store's.
            ValueError: the credential is about another key, or the cost is out of bounds.
        """
        words = (credential.name, credential.person, *credential.offices)
        check_secret(secret, pin_allowed=self.pin_allowed, known_words=words)
        if credential.public != key.public or not sealing.within_bounds(cost):
            raise ValueError("the credential is about another key, or the cost is out of bounds")
        if not self.fits(store_key):
            raise Broken("security.wrong_store_key")
        machine = keystore.machine_secret(self._keys)
        wrap = Wrap(
            officer=credential.key_id,
            device=self.device,
            kdf=KDF,
            m=cost.m,
            t=cost.t,
            p=cost.p,
            salt=self._chance.token(sealing.SALT_BYTES),
            not_after=min(not_after, credential.not_after),
            about=wraps.about_closed(credential, self.device, machine, self._chance),
            nonce=b"",
            sealed=b"",
        )
        kek = wraps.key_encryption_key(wrap, secret, machine)
        self._replace(wraps.closed(wrap, kek, store_key + key.private, self._chance))
        self._attempts.clear(credential.key_id)

    def wait_s(self, officer: bytes, now: Instant) -> int:
        """Seconds until the next attempt is taken; 0: now."""
        return self._attempts.wait_s(self._counted(officer), now)

    def unlock(self, officer: bytes, secret: str, now: Instant) -> Unlocked:
        """Open an officer's wrap; ``now`` is the upper bound of trusted time.

        Somebody not enrolled here and a wrong secret cost the same and read the same.

        Raises:
            Refused: ``security.wait``, ``security.disabled``, ``security.not_unlocked``.
            Broken: the key store no longer has the machine's secret, or the file was changed.
        """
        machine = keystore.machine_secret(self._keys)
        counted = self._counted(officer)
        failures = self._attempts.begin(counted, now)
        wrap = self._wrap(officer) or self._nobody(officer)
        kek = wraps.key_encryption_key(wrap, secret, machine)
        try:
            credential = wraps.about_opened(wrap, machine)
            unlocked = Unlocked(credential, wrap, kek=kek, now=now, failures=failures)
        except NotOpened as wrong:
            raise Refused("security.not_unlocked", field="secret") from wrong
        if not self.fits(unlocked.store_key):
            raise Broken("security.vault_damaged", folder=str(self._path.parent))
        self._attempts.clear(counted)
        return unlocked

    def renew(
        self, unlocked: Unlocked, now: Instant, *, not_after: Instant, credential: Credential
    ) -> Unlocked:
        """Carry on after a contact with the hub: a later end, perhaps a new credential.

        Raises:
            Refused: the officer's way in was closed meanwhile.
            ValueError: the credential is about another key.
        """
        if credential.key_id != unlocked.officer:
            raise ValueError("the credential is about another key")
        wrap = self._wrap(unlocked.officer)
        if wrap is None:
            raise Refused("security.not_unlocked")
        machine = keystore.machine_secret(self._keys)
        later = msgspec.structs.replace(
            wrap,
            not_after=min(not_after, credential.not_after),
            about=wraps.about_closed(credential, self.device, machine, self._chance),
        )
        later = wraps.closed(later, unlocked.kek, unlocked.content, self._chance)
        self._replace(later)
        return Unlocked(credential, later, kek=unlocked.kek, now=now, failures=unlocked.failures)

    def change_secret(
        self, officer: bytes, old: str, new: str, *, now: Instant, cost: Cost | None = None
    ) -> Unlocked:
        """Write a new wrap under ``new`` and open it; ``cost``, where given, replaces the old one.

        Raises:
            Refused: as ``unlock`` for the old secret and ``enrol`` for the new one.
        """
        unlocked = self.unlock(officer, old, now)
        wrap = self._wrap(officer)
        self.enrol(
            SigningKey(unlocked.content[KEY_BYTES:]),  # even where the credential has ended
            unlocked.credential,
            secret=new,
            store_key=unlocked.store_key,
            not_after=unlocked.not_after,
            cost=cost or (wrap.cost if wrap else FLOOR),
        )
        return self.unlock(officer, new, now)

    def remove(self, officer: bytes) -> None:
        """Close an officer's way in: transferred, dismissed, key replaced."""
        self._write(tuple(wrap for wrap in self._content.wraps if wrap.officer != officer))
        self._attempts.clear(officer)

    def destroy(self) -> None:
        """Delete every wrap and the machine's secret: the device was revoked, nothing opens."""
        keystore.drop_machine_secret(self._keys)
        self._path.unlink(missing_ok=True)
        sync_folder(self._path.parent)
        self._content = msgspec.structs.replace(self._content, wraps=())

    def _wrap(self, officer: bytes) -> Wrap | None:
        return next((wrap for wrap in self._content.wraps if wrap.officer == officer), None)

    def _counted(self, officer: bytes) -> bytes:
        return officer if self._wrap(officer) else _NOBODY

    def _nobody(self, officer: bytes) -> Wrap:
        """A wrap that nothing opens and that costs what a real one costs."""
        cost = self._content.wraps[0].cost if self._content.wraps else FLOOR
        return Wrap(
            officer=officer,
            device=self.device,
            kdf=KDF,
            m=cost.m,
            t=cost.t,
            p=cost.p,
            salt=self._chance.token(sealing.SALT_BYTES),
            not_after=0,
            about=b"",
            nonce=b"",
            sealed=b"",
        )

    def _line(self, wrap: Wrap) -> Enrolled:
        try:
            credential = wraps.about_opened(wrap, keystore.machine_secret(self._keys))
        except NotOpened as changed:
            raise Broken("security.vault_damaged", folder=str(self._path.parent)) from changed
        disabled = self._attempts.disabled(wrap.officer)
        return Enrolled(credential=credential, not_after=wrap.not_after, disabled=disabled)

    def _replace(self, fresh: Wrap) -> None:
        others = tuple(wrap for wrap in self._content.wraps if wrap.officer != fresh.officer)
        self._write((*others, fresh))

    def _write(self, kept: tuple[Wrap, ...]) -> None:
        content = msgspec.structs.replace(self._content, wraps=kept)
        write_durably(self._path, struct_bytes(content))
        self._content = content


def _read(folder: Path) -> VaultContent:
    try:
        return wraps.content_from((folder / VAULT_FILE).read_bytes())
    except FileNotFoundError as missing:
        raise Broken("security.vault_missing", folder=str(folder)) from missing
    except NotCanonical as damaged:
        raise Broken("security.vault_damaged", folder=str(folder)) from damaged
