"""Files a command is given: read up to a bound, never waiting for a pipe that nobody fills."""

import os
from pathlib import Path

from app.base.errors import Broken

_WITHOUT_WAITING = getattr(os, "O_NONBLOCK", 0)  # Windows has no pipes among its files


def read(path: Path, most: int) -> bytes:
    """Read at most ``most`` bytes, whatever kind of file it is.

    Raises:
        Broken: ``cli.unreadable``.
    """
    try:
        with open(path, "rb", opener=_opened) as file:
            content: bytes = file.read(most)
    except (OSError, ValueError) as wrong:
        reason = getattr(wrong, "strerror", None) or str(wrong)
        raise Broken("cli.unreadable", file=str(path), reason=reason) from wrong
    return content


def _opened(path: str, flags: int) -> int:
    handle = os.open(path, flags | _WITHOUT_WAITING)
    if _WITHOUT_WAITING:
        os.set_blocking(handle, True)
    return handle
