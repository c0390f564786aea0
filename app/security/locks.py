"""One program at a time on a store's folder, guarded by the operating system.

The lock ends with the program, however it ends: there is no stale lock to clean away.
"""

import os
import sys
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from app.base.errors import Broken

LOCK_FILE: Final = "lock"

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class StoreLock:
    """Holds a store's folder from construction to ``release``; also a context manager."""

    def __init__(self, folder: Path) -> None:
        """Take the lock.

        Raises:
            Broken: ``store.in_use``: another program holds this folder.
            OSError: the folder is missing or closed to us.
        """
        handle = os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _take(handle)
        except OSError as held:
            os.close(handle)
            raise Broken("store.in_use") from held
        self._handle: int | None = handle

    def release(self) -> None:
        """Let the next program in; a second time does nothing."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()
