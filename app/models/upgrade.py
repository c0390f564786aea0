"""Brings an older store up to date: numbered steps, upward only, each in one transaction.

Imported late: Alembic takes 0.4 s. A copy of the store as it was is kept beside it; killed
anywhere, the store has either its old shape or its new one.
"""

import importlib
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Final

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, NullPool, create_engine, event
from sqlcipher3 import dbapi2

from app.base.errors import Broken
from app.models import troubles
from app.models.engine import connect
from app.security.files import sync_folder

_FOLDER: Final = "app.models.migrations"


def steps(found: int) -> tuple[tuple[int, Callable[[Operations], None]], ...]:
    """The steps above a schema's number, in order."""
    names = sorted(
        file.name.removesuffix(".py")
        for file in resources.files(_FOLDER).iterdir()
        if file.name[:4].isdigit()
    )
    return tuple(
        (int(name[:4]), importlib.import_module(f"{_FOLDER}.{name}").up)
        for name in names
        if int(name[:4]) > found
    )


def run(path: Path, key: bytes, found: int) -> None:
    """Upgrade a store's file from the schema it has.

    Raises:
        Broken: disk, file or key; the store has its former shape.
    """
    with troubles.disk_as_told():
        _keep_copy(path, key, found)
        engine = create_engine(
            "sqlite://", module=dbapi2, creator=lambda: _opened(path, key), poolclass=NullPool
        )

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

        for number, up in steps(found):
            with engine.begin() as connection:
                up(Operations(MigrationContext.configure(connection)))
                _check_keys(connection)
                connection.exec_driver_sql(f"PRAGMA user_version={number}")
        engine.dispose()


def _opened(path: Path, key: bytes) -> dbapi2.Connection:
    """Connect for changing tables: foreign keys off, or a batch's copy would cascade."""
    connection = connect(path, key)
    for setting in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=OFF"):
        connection.execute(f"PRAGMA {setting}").fetchall()
    return connection


def _keep_copy(path: Path, key: bytes, found: int) -> None:
    """Keep the store as it was; a copy from an upgrade that was cut off is made again."""
    copy = path.with_name(f"{path.stem}.schema-{found}.db")
    copy.unlink(missing_ok=True)
    copy.touch(mode=0o600)
    connection = connect(path, key)
    try:
        connection.execute("VACUUM INTO ?", (str(copy),))
    finally:
        connection.close()
    sync_folder(path.parent)


def _check_keys(connection: Connection) -> None:
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise Broken("store.damaged")
