"""Where 32-byte secrets lie outside the store: one interface, several providers.

A provider says whether it is *bound*: whether the operating system or hardware guards its content,
so that a copied disk does not carry it along. Only then is a PIN enough; there is no way from a
bound provider to an unbound one by itself.
"""

import re
from pathlib import Path
from typing import Final, Protocol

import msgspec

from app.base.errors import Broken
from app.base.ids import ActId, Chance
from app.security.files import private_folder, sync_folder, write_durably

ITEM_BYTES: Final = 32

_MACHINE = "machine"
_SEQ_BYTES = 8
_NAME = re.compile(r"[a-z][a-z0-9.-]{0,79}")


class KeyStore(Protocol):
    """A provider of named 32-byte items."""

    @property
    def provider(self) -> str:
        """What officers and the log are shown: ``os``, ``file``, ``memory``."""

    @property
    def bound(self) -> bool:
        """Whether the items are useless on another machine."""

    def get(self, name: str) -> bytes | None:
        """The item, or None if there is none of that name."""

    def put(self, name: str, secret: bytes) -> None:
        """Keep 32 bytes under a name; it has lasted when this returns."""

    def drop(self, name: str) -> None:
        """Forget an item; one that is not there is forgotten already."""


class FileKeyStore:
    """One 0600 file an item in a 0700 folder: headless machines and tests.

    Whoever copies the folder has the secrets, therefore it is never bound and forces passphrases.
    """

    provider = "file"
    bound = False

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, name: str) -> bytes | None:
        """Read the item.

        Raises:
            Broken: the file is there but damaged.
        """
        path = self._path(name)
        try:
            secret = path.read_bytes()
        except FileNotFoundError:
            return None
        if len(secret) != ITEM_BYTES:
            raise Broken("security.key_item_damaged", name=name)
        return secret

    def put(self, name: str, secret: bytes) -> None:
        """Write the item durably.

        Raises:
            OSError: the disk would not take it.
        """
        path = self._path(name)
        private_folder(self._folder)
        write_durably(path, checked_item(secret))

    def drop(self, name: str) -> None:
        """Remove the file."""
        path = self._path(name)
        if path.exists():
            path.unlink()
            sync_folder(self._folder)

    def _path(self, name: str) -> Path:
        return self._folder / checked_name(name)


class MemoryKeyStore:
    """Items that end with the program: the simulator, the tour, tests."""

    provider = "memory"

    def __init__(self, *, bound: bool = True) -> None:
        self.bound = bound
        self._items: dict[str, bytes] = {}

    def get(self, name: str) -> bytes | None:
        """The item, or None."""
        return self._items.get(checked_name(name))

    def put(self, name: str, secret: bytes) -> None:
        """Keep it."""
        self._items[checked_name(name)] = checked_item(secret)

    def drop(self, name: str) -> None:
        """Forget it."""
        self._items.pop(checked_name(name), None)


class Mark(msgspec.Struct, frozen=True):
    """What a stream had reached: ``seq`` and the first 24 bytes of that act's id."""

    seq: int
    head: bytes

    def witnesses(self, act: ActId) -> bool:
        """Whether ``act`` is the one that stood at ``seq`` when the mark was set."""
        return act[: len(self.head)] == self.head


def set_mark(keys: KeyStore, stream: bytes, seq: int, head: ActId) -> None:
    """Witness outside the store that ``stream`` has reached ``seq``; after each commit batch."""
    short = head[: ITEM_BYTES - _SEQ_BYTES]
    keys.put(_mark_name(stream), seq.to_bytes(_SEQ_BYTES, "big") + short)


def mark(keys: KeyStore, stream: bytes) -> Mark | None:
    """Give what was last witnessed of ``stream``; None: copied from elsewhere, or new."""
    held = keys.get(_mark_name(stream))
    if held is None:
        return None
    return Mark(int.from_bytes(held[:_SEQ_BYTES], "big"), held[_SEQ_BYTES:])


def checked_name(name: str) -> str:
    """Give back a name that is safe as a file name everywhere.

    Raises:
        ValueError: another kind of name.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"not a name of an item: {name!r}")
    return name


def checked_item(secret: bytes) -> bytes:
    """Give back a secret of the one size there is.

    Raises:
        ValueError: not 32 bytes.
    """
    if len(secret) != ITEM_BYTES:
        raise ValueError("an item of the key store has 32 bytes")
    return bytes(secret)


def _mark_name(stream: bytes) -> str:
    return f"mark.{stream.hex()}"


def machine_secret(keys: KeyStore) -> bytes:
    """Give the secret that only this machine has, 32 bytes.

    Raises:
        Broken: it is missing: the store was copied here from another machine.
    """
    held = keys.get(_MACHINE)
    if held is None:
        raise Broken("security.not_this_machine", provider=keys.provider)
    return held


def ensured_machine_secret(keys: KeyStore, chance: Chance) -> bytes:
    """Give the machine's secret; draw it if this machine has none yet."""
    if keys.get(_MACHINE) is None:
        keys.put(_MACHINE, chance.token(ITEM_BYTES))
    return machine_secret(keys)


def drop_machine_secret(keys: KeyStore) -> None:
    """Make everything sealed on this machine unreadable for good: the device was revoked."""
    keys.drop(_MACHINE)
