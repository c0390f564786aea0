"""Turns what SQLite and the disk say into the error tree; the one place that knows their codes.

::

    disk full            Broken("store.full")        bad page, HMAC     Broken("store.damaged")
    I/O error            Broken("store.io")          no database, key   Broken("store.key")
    locked, busy         Broken("store.busy")        read-only          Broken("store.read_only")
    cannot open          Broken("store.no_file")

A breach of a constraint or of our own SQL is none of these: it stays what it is, and whoever
catches everything makes a ``Bug`` of it.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlcipher3 import dbapi2

from app.base.errors import Broken

_PRIMARY = 0xFF  # an extended result code carries its primary code in the lowest byte
_BY_CODE = {
    5: "store.busy",  # BUSY
    6: "store.busy",  # LOCKED
    8: "store.read_only",  # READONLY
    10: "store.io",  # IOERR
    11: "store.damaged",  # CORRUPT
    13: "store.full",  # FULL
    14: "store.no_file",  # CANTOPEN
    26: "store.key",  # NOTADB
}
_BY_ERRNO = {
    errno.ENOSPC: "store.full",
    errno.EDQUOT: "store.full",
    errno.EROFS: "store.read_only",
    errno.EACCES: "store.read_only",
    errno.EPERM: "store.read_only",
    errno.ENOENT: "store.no_file",
    errno.EIO: "store.io",
}
_POISONED = frozenset({"store.io", "store.damaged", "store.key"})


def told(trouble: BaseException) -> Broken | None:
    """The error an officer reads, or None where the trouble is not the environment's."""
    match trouble:
        case Broken():
            return trouble
        case DBAPIError(orig=dbapi2.Error() as original):
            return told(original)
        case PoolTimeout():
            return Broken("store.busy")
        case dbapi2.Error():
            code = _BY_CODE.get(getattr(trouble, "sqlite_errorcode", 0) & _PRIMARY)
        case OSError():
            code = _BY_ERRNO.get(trouble.errno or 0, "store.io")
        case _:
            code = None
    return None if code is None else Broken(code)


def is_poisoned(trouble: Broken) -> bool:
    """Whether the connection that met this must be thrown away: its page cache may lie."""
    return trouble.code in _POISONED


@contextmanager
def as_told() -> Iterator[None]:
    """Let the store's troubles leave the block as ``Broken``; all else as it is.

    Whoever works in the block may meet a dead line or a full stick: that stays theirs.

    Raises:
        Broken: disk, file or key; the text says what to do.
    """
    try:
        yield
    except (DBAPIError, PoolTimeout, dbapi2.Error) as trouble:
        _raise_told(trouble)


@contextmanager
def disk_as_told() -> Iterator[None]:
    """The same for blocks that work on the store's own files.

    Raises:
        Broken: disk, file or key; the text says what to do.
    """
    try:
        yield
    except (DBAPIError, PoolTimeout, dbapi2.Error, OSError) as trouble:
        _raise_told(trouble)


def _raise_told(trouble: BaseException) -> NoReturn:
    broken = told(trouble)
    if broken is None:
        raise trouble
    raise broken from trouble
