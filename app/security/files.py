"""Small files that exist whole or not at all, readable by their owner only."""

import os
from pathlib import Path

_OWNER_ONLY = 0o600
_OWNER_ONLY_FOLDER = 0o700


def write_durably(path: Path, content: bytes) -> None:
    """Put ``content`` at ``path``: another file beside it, fsync, rename, fsync of the folder.

    A power cut leaves the old content or the new one. The file is 0600.

    Raises:
        OSError: the disk is full, read-only or broken; the old content still stands.
    """
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    sync_folder(path.parent)


def private_folder(folder: Path) -> None:
    """Make ``folder`` if need be and close it to everybody else (0700)."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(_OWNER_ONLY_FOLDER)


def sync_folder(folder: Path) -> None:
    """Make renames and removals inside ``folder`` last through a power cut."""
    if os.name == "nt":
        return  # Windows flushes the folder with the file and opens no folder for it
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
