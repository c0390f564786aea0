"""The language a device and each of its officers last worked in, kept beside the store.

It is chosen before anybody unlocks, so it cannot lie in the store. Nothing depends on it: a file
that cannot be read or written is as good as none.
"""

from pathlib import Path

import msgspec

from app.security.files import write_durably

FILE = "languages.json"


class _Kept(msgspec.Struct, kw_only=True):
    """``device``: the code of a language; ``officers``: the same by the key in hexadecimal."""

    device: str = ""
    officers: dict[str, str] = {}


class Tongues:
    """Of the post in ``folder``; languages are codes such as ``sq``."""

    def __init__(self, folder: Path) -> None:
        """Read what is kept there."""
        self._path = folder / FILE
        try:
            self._kept = msgspec.json.decode(self._path.read_bytes(), type=_Kept)
        except (OSError, msgspec.MsgspecError):
            self._kept = _Kept()

    @property
    def of_device(self) -> str:
        """What was chosen last at this device; nothing yet: empty."""
        return self._kept.device

    def of(self, officer: bytes) -> str:
        """What an officer works in; nothing yet: empty."""
        return self._kept.officers.get(officer.hex(), "")

    def keep(self, language: str, officer: bytes = b"") -> None:
        """Keep a choice for the device, and for the officer who made it."""
        before = msgspec.json.encode(self._kept)
        self._kept.device = language
        if officer:
            self._kept.officers[officer.hex()] = language
        content = msgspec.json.encode(self._kept)
        if content == before:
            return
        try:
            write_durably(self._path, content + b"\n")
        except OSError:
            return  # the language is asked for again next time
