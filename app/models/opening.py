"""Makes a store's file, and brings one an older program left up to this one's shape."""

from pathlib import Path

from sqlcipher3 import dbapi2

from app.base.clock import Clock
from app.base.errors import Broken
from app.base.ids import Chance
from app.models import schema, settings, troubles
from app.models.engine import FILE, connect, make_file
from app.security.files import private_folder, sync_folder

_UNFINISHED = "store.new"
_STORE_ID = 16


def make(folder: Path, key: bytes, clock: Clock, chance: Chance) -> None:
    """Make an empty store in a folder: whole after a power cut, or not there.

    Raises:
        Broken: there is a store in the folder, or the disk refuses.
    """
    with troubles.disk_as_told():
        private_folder(folder)
        path = folder / FILE
        if path.exists():
            raise Broken("store.exists", folder=str(folder))
        fresh = folder / _UNFINISHED
        for leftover in folder.glob(_UNFINISHED + "*"):
            leftover.unlink()

        def fill(connection: dbapi2.Connection) -> None:
            for statement in schema.statements():
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version={schema.VERSION}")
            remember = "INSERT INTO settings(name, value) VALUES (?, ?)"
            connection.execute(remember, (settings.MADE, clock.now().to_bytes(8, "big")))
            connection.execute(remember, (settings.STORE, chance.token(_STORE_ID)))

        make_file(fresh, key, fill)
        fresh.rename(path)
        sync_folder(folder)


def version(path: Path, key: bytes) -> int:
    """The schema a store's file has.

    Raises:
        Broken: the key does not fit, or the file is missing or damaged.
    """
    with troubles.disk_as_told():
        if not path.is_file():
            raise Broken("store.no_file")
        connection = connect(path, key)
        try:
            tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if tables is None or not tables[0]:
                # cut off: SQLite would take it for a new store, and all would be gone unnoticed
                raise Broken("store.damaged")
            row = connection.execute("PRAGMA user_version").fetchone()
        finally:
            connection.close()
    return 0 if row is None else int(row[0])


def bring_up_to_date(path: Path, key: bytes) -> None:
    """Upgrade an older store; leave one of this program's shape alone.

    Raises:
        Broken: a newer program made the store, or as for ``version``.
    """
    found = version(path, key)
    if found > schema.VERSION:
        raise Broken("store.newer")
    if found < schema.VERSION:
        from app.models import upgrade  # noqa: PLC0415  # Alembic takes 0.4 s to import

        upgrade.run(path, key, found)
