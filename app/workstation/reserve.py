"""Room kept back on the disk, given up when it is full: locking, signing in and reading go on.

Source: the house's security specification, section 11.
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from app.base.errors import Broken

FILE: Final = "reserve"
BYTES: Final = 32 << 20

_FULL: Final = "store.full"
_SHARE: Final = 4  # of what is free, a quarter at most
_PIECE: Final = bytes(1 << 16)

Result = TypeVar("Result")


def hold(folder: Path) -> None:
    """Keep room back in a post's folder, once; a disk that has none to give keeps none.

    The bytes are written: a hole in a file keeps nothing back.
    """
    path = folder / FILE
    if path.exists():
        return
    pieces = min(BYTES, shutil.disk_usage(folder).free // _SHARE) // len(_PIECE)
    try:
        with path.open("xb") as file:
            for _ in range(pieces):
                file.write(_PIECE)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        path.unlink(missing_ok=True)


def spared(folder: Path, work: Callable[[], Result]) -> Result:
    """Do what cannot wait for room: on a full disk the reserve goes, and it is begun again.

    Raises:
        Broken: as ``work``; ``store.full`` where no reserve was left.
    """
    try:
        return work()
    except Broken as broken:
        if broken.code != _FULL or not (folder / FILE).exists():
            raise
        (folder / FILE).unlink(missing_ok=True)
    return work()


def told(folder: Path, work: Callable[[], None]) -> bool:
    """The same for a note that may be left out; False where it was, for want of room.

    Raises:
        Broken: as ``work``, but for a full disk.
    """
    try:
        spared(folder, work)
    except Broken as broken:
        if broken.code != _FULL:
            raise
        return False
    return True
