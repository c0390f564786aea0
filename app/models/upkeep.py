"""What keeps a store well: checkpoint, backup, purge, rebuild, checks. Connections of their own.

``VACUUM`` attaches and purging deletes: the writer may do neither.
"""

import os
from collections.abc import Callable
from pathlib import Path

from sqlcipher3 import dbapi2

from app.acts.kinds import Registry
from app.base.errors import Broken
from app.models import troubles
from app.models.engine import Engines, connect
from app.models.rebuild import Rebuilt, is_folded_by, rebuild
from app.security.files import sync_folder

_FORGET_MESSAGES = (
    """CREATE TEMP TABLE forgotten AS
    SELECT id FROM records WHERE is_purged = 1
    UNION SELECT s.record FROM records AS r JOIN survivors AS s ON s.survivor = r.id
    WHERE r.is_purged = 1""",
    """UPDATE outbox SET content = x''
    WHERE record IN (SELECT id FROM forgotten) AND state != 'waiting'""",
    """DELETE FROM outbox_steps WHERE message_id IN (
        SELECT message_id FROM outbox
        WHERE content = x'' AND record IN (SELECT id FROM forgotten)
    )""",
    """UPDATE inbox SET content = x''
    WHERE record IN (SELECT id FROM forgotten) AND record != x''""",
    "DELETE FROM drafts WHERE record IN (SELECT id FROM forgotten)",
)


class Upkeep:
    """Care for one open store."""

    def __init__(self, engines: Engines, key: bytes, registry: Registry) -> None:
        self._engines = engines
        self._key = key
        self._registry = registry

    def rebuild(self, told: Callable[[int], None] | None = None) -> Rebuilt:
        """Throw folded records, keys and columns away and make them again from the acts.

        Raises:
            Broken: disk, file or key; call again and it goes on where it was.
        """
        return rebuild(self._engines, self._registry, told)

    def fold_where_due(self) -> None:
        """Rebuild where another version of the program folded, or a rebuild was cut off.

        Raises:
            Broken: disk, file or key; the next opening goes on where it was.
        """
        with troubles.disk_as_told():
            if not is_folded_by(self._engines, self._registry):
                rebuild(self._engines, self._registry)

    def checkpoint(self) -> bool:
        """Fold the WAL into the file and cut it to nothing; False where a long look held it."""
        with troubles.disk_as_told():
            connection = self._connect()
            try:
                row = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            finally:
                connection.close()
        return row is not None and row[0] == 0

    def backup(self, out: Path) -> None:
        """Write a whole copy, encrypted under the same key; the file is there complete or not.

        Raises:
            Broken: ``out`` exists, or disk or file refuse.
        """
        with troubles.disk_as_told():
            if out.exists():
                raise Broken("store.backup_exists", file=str(out))
            fresh = out.with_name(out.name + ".new")
            fresh.unlink(missing_ok=True)
            fresh.touch(mode=0o600)
            connection = self._connect()
            try:
                connection.execute("VACUUM INTO ?", (str(fresh),))
            finally:
                connection.close()
            with fresh.open("rb+") as file:
                os.fsync(file.fileno())
            self._read_back(fresh)
            fresh.rename(out)
            sync_folder(out.parent)

    def damage(self, *, thorough: bool = False) -> tuple[str, ...]:
        """What checks of the file find; nothing for a sound one.

        Quick: structure of the pages. Thorough: also every page's HMAC, seconds per gigabyte.
        """
        checks = ("quick_check", "cipher_integrity_check") if thorough else ("quick_check",)
        said: list[str] = []
        try:
            connection = self._connect()
            try:
                for check in checks:
                    said += [str(row[0]) for row in connection.execute(f"PRAGMA {check}")]
            finally:
                connection.close()
        except dbapi2.Error as trouble:
            said.append(str(trouble))
        return tuple(one for one in said if one != "ok")

    def purge(self) -> int:
        """Make the payloads gone that acts ``record.purged`` named; how many went.

        The record's messages lose their bytes too, but those that still wait to be sent. Only
        hashes, ids and envelopes stay, and neither WAL nor free pages keep a copy.
        """
        with troubles.disk_as_told():
            connection = self._connect()
            try:
                connection.execute("PRAGMA secure_delete=ON")
                connection.execute("BEGIN IMMEDIATE")
                gone = connection.execute(
                    "DELETE FROM payloads WHERE hash IN (SELECT hash FROM purged) RETURNING hash"
                ).fetchall()
                gone += connection.execute(
                    "DELETE FROM attachments WHERE digest IN (SELECT hash FROM purged)"
                    " RETURNING digest"
                ).fetchall()
                for statement in _FORGET_MESSAGES:
                    connection.execute(statement)
                connection.execute("COMMIT")
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                if gone:
                    connection.execute("VACUUM")
                    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                connection.close()
        return len(gone)

    def _connect(self) -> dbapi2.Connection:
        connection = connect(self._engines.path, self._key)
        for setting in ("synchronous=FULL", "busy_timeout=5000", "temp_store=MEMORY"):
            connection.execute(f"PRAGMA {setting}")
        return connection

    def _read_back(self, copy: Path) -> None:
        connection = connect(copy, self._key)
        try:
            said = connection.execute("PRAGMA quick_check").fetchone()
        finally:
            connection.close()
        if said != ("ok",):
            raise Broken("store.damaged")
