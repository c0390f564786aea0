"""Files handed out: whole or not at all, and never in the place of a post's own.

A disk that fills up on the way leaves what was there before.
"""

import os
from pathlib import Path
from typing import Final

from app.base.errors import Broken

DOORS: Final = ("post.json", "hub.json")
"""What stands in the folder of a post or a hub."""

_ANYBODY: Final = 0o666  # less what the account takes away


def write(path: Path, content: bytes, mode: int = _ANYBODY) -> None:
    """Put ``content`` at ``path``; a printer or another device is written to as it is.

    Raises:
        Broken: ``outfile.not_written``; ``outfile.post``: the folder is a post's or a hub's own.
    """
    try:
        target = path.resolve()
        _spare_posts(path, target)
        if target.exists() and not target.is_file():
            target.write_bytes(content)
        else:
            _write_whole(target, content, mode)
    except (OSError, ValueError) as wrong:
        reason = getattr(wrong, "strerror", None) or type(wrong).__name__
        raise Broken("outfile.not_written", file=str(path), reason=reason) from wrong


def _spare_posts(path: Path, target: Path) -> None:
    for folder in target.parents[:2]:
        if any((folder / door).exists() for door in DOORS):
            raise Broken("outfile.post", file=str(path), folder=str(folder))


def _write_whole(target: Path, content: bytes, mode: int) -> None:
    fresh = target.with_name(target.name + ".new")
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(target)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
