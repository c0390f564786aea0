"""Opens the encrypted file: one connection that writes, a few that only read.

The settings stand in one table, run on every new connection in this order and asked back; a store
that does not answer as told is not opened. Source: the house's security specification, section 3.
"""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import msgspec
from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlcipher3 import dbapi2

from app.base.errors import Broken
from app.models import troubles

FILE: Final = "store.db"
FLOOR: Final = (3, 51, 3)  # older ones may corrupt a WAL that two connections use
READERS: Final = 4
CACHE_KIB: Final = 32_768
"""Pages the writer keeps at hand; a builder of millions of records wants more."""

KEY_BYTES: Final = 32

_SETTINGS: tuple[tuple[str, str, str], ...] = (
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", "2"),
    ("fullfsync", "ON", "1"),
    ("checkpoint_fullfsync", "ON", "1"),
    ("foreign_keys", "ON", "1"),
    ("recursive_triggers", "ON", "1"),  # or REPLACE walks past the triggers
    ("trusted_schema", "OFF", "0"),
    ("cell_size_check", "ON", "1"),
    ("secure_delete", "ON", "1"),
    ("temp_store", "MEMORY", "2"),
    ("mmap_size", "0", "0"),
    ("busy_timeout", "5000", "5000"),
    ("journal_size_limit", "67108864", "67108864"),
)
_READER_SETTINGS = (*_SETTINGS, ("query_only", "ON", "1"))

APPEND_ONLY: Final = frozenset(
    {"acts", "payloads", "attachments", "joined", "purged", "receipts", "outbox_steps", "freed"}
)
"""Tables whose rows are never changed and never taken away (purging has a door of its own)."""

_DDL = frozenset(
    {
        dbapi2.SQLITE_ALTER_TABLE,
        dbapi2.SQLITE_ATTACH,
        dbapi2.SQLITE_CREATE_INDEX,
        dbapi2.SQLITE_CREATE_TABLE,
        dbapi2.SQLITE_CREATE_TEMP_INDEX,
        dbapi2.SQLITE_CREATE_TEMP_TABLE,
        dbapi2.SQLITE_CREATE_TEMP_TRIGGER,
        dbapi2.SQLITE_CREATE_TEMP_VIEW,
        dbapi2.SQLITE_CREATE_TRIGGER,
        dbapi2.SQLITE_CREATE_VIEW,
        dbapi2.SQLITE_CREATE_VTABLE,
        dbapi2.SQLITE_DETACH,
        dbapi2.SQLITE_DROP_INDEX,
        dbapi2.SQLITE_DROP_TABLE,
        dbapi2.SQLITE_DROP_TEMP_INDEX,
        dbapi2.SQLITE_DROP_TEMP_TABLE,
        dbapi2.SQLITE_DROP_TEMP_TRIGGER,
        dbapi2.SQLITE_DROP_TEMP_VIEW,
        dbapi2.SQLITE_DROP_TRIGGER,
        dbapi2.SQLITE_DROP_VIEW,
        dbapi2.SQLITE_DROP_VTABLE,
    }
)
# FTS5 and SQLAlchemy ask these two; neither can be set by asking
_ASKED = frozenset({"data_version", "read_uncommitted"})


class Engines(msgspec.Struct, frozen=True):
    """The writer's engine, the readers', and how the file answered when it was opened."""

    path: Path
    writer: Engine
    readers: Engine
    answers: Mapping[str, str]

    def close(self) -> None:
        """Let go of every connection; the last one folds the WAL into the file."""
        self.readers.dispose()
        self.writer.dispose()


def open_engines(path: Path, key: bytes, *, cache_kib: int = CACHE_KIB) -> Engines:
    """Open a store's file with its raw key (32 bytes).

    Raises:
        Broken: SQLite is too old, the key does not fit, the file is missing or damaged, or a
            setting does not hold here.
    """
    _floor(dbapi2.sqlite_version_info)
    with troubles.disk_as_told():
        if not path.exists():
            raise Broken("store.no_file")
        answers: dict[str, str] = {}

        def writing() -> dbapi2.Connection:
            connection = connect(path, key)
            try:
                answers.update(
                    _settle(
                        connection, (*_SETTINGS, ("cache_size", f"-{cache_kib}", f"-{cache_kib}"))
                    )
                )
                connection.set_authorizer(_authorize)
            except BaseException:
                connection.close()
                raise
            return connection

        def reading() -> dbapi2.Connection:
            connection = connect(path, key)
            try:
                _settle(connection, _READER_SETTINGS)
            except BaseException:
                connection.close()
                raise
            return connection

        writer = _engine(writing, size=1, begin="BEGIN IMMEDIATE")
        try:
            writer.connect().close()
        except BaseException:
            writer.dispose()
            raise
        return Engines(path, writer, _engine(reading, size=READERS, begin="BEGIN"), answers)


def connect(path: Path, key: bytes) -> dbapi2.Connection:
    """Connect with a raw key and prove it now; no other setting is made.

    Raises:
        ValueError: the key has not 32 bytes.
        dbapi2.DatabaseError: the key does not fit, or the file is no store.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("a store key has 32 bytes")
    connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def make_file(path: Path, key: bytes, fill: Callable[[dbapi2.Connection], None]) -> None:
    """Make a store's file whole or not at all; ``fill`` makes what is in it.

    The rollback journal is closed with EXTRA before the first act, or it might come back after a
    power cut and eat it. The folder's entry is the caller's to make durable.
    """
    _floor(dbapi2.sqlite_version_info)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    connection = connect(path, key)
    try:
        connection.execute("PRAGMA synchronous=EXTRA")
        connection.execute("BEGIN EXCLUSIVE")
        fill(connection)
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode=WAL")
    finally:
        connection.close()


def _floor(found: tuple[int, int, int]) -> None:
    if found < FLOOR:
        raise Broken(
            "store.sqlite_too_old",
            found=".".join(map(str, found)),
            needed=".".join(map(str, FLOOR)),
        )


def _engine(creator: Callable[[], dbapi2.Connection], *, size: int, begin: str) -> Engine:
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=creator,
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _settle(
    connection: dbapi2.Connection, settings: tuple[tuple[str, str, str], ...]
) -> dict[str, str]:
    """Make each setting and ask it back."""
    answers: dict[str, str] = {}
    for name, value, wanted in settings:
        connection.execute(f"PRAGMA {name}={value}").fetchall()
        answer = connection.execute(f"PRAGMA {name}").fetchone()
        answers[name] = "" if answer is None else str(answer[0])
        if answers[name] != wanted:
            raise Broken("store.setting", name=name, value=value)
    for name in ("cipher_version", "page_size", "user_version"):
        answer = connection.execute(f"PRAGMA {name}").fetchone()
        answers[name] = "" if answer is None else str(answer[0])
    return answers


def _authorize(
    action: int, first: str | None, second: str | None, _base: str | None, _inner: str | None
) -> int:
    """Deny the writer what no step of an officer ever needs."""
    denied = (
        action in _DDL
        or (action in {dbapi2.SQLITE_UPDATE, dbapi2.SQLITE_DELETE} and first in APPEND_ONLY)
        or (action == dbapi2.SQLITE_PRAGMA and (first not in _ASKED or second is not None))
        or (action == dbapi2.SQLITE_FUNCTION and second == "load_extension")
    )
    return dbapi2.SQLITE_DENY if denied else dbapi2.SQLITE_OK
