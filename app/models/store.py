"""The store: the one thing workstation and hub open. It lends looks and transactions."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from app.acts.kinds import Registry
from app.base.clock import Clock
from app.base.ids import Chance
from app.models import opening, troubles
from app.models.engine import CACHE_KIB, FILE, Engines, open_engines
from app.models.journal import SqlJournal, looking, transaction
from app.models.looks import StoreReading, StoreUnit
from app.models.upkeep import Upkeep
from app.security.locks import StoreLock


class Store:
    """An open store. Close it, or use it in a ``with`` block."""

    def __init__(self, engines: Engines, key: bytes, registry: Registry, lock: StoreLock) -> None:
        self._engines = engines
        self._registry = registry
        self._lock = lock
        self.path = engines.path
        self.journal = SqlJournal(engines, registry)
        self.upkeep = Upkeep(engines, key, registry)

    @classmethod
    def create(
        cls,
        folder: Path,
        key: bytes,
        registry: Registry,
        *,
        clock: Clock,
        chance: Chance,
        cache_kib: int = CACHE_KIB,
    ) -> Self:
        """Make an empty store in a folder and open it; ``key`` has 32 bytes.

        Raises:
            Broken: there is a store already, another program holds the folder, or the disk
                refuses.
        """
        opening.make(folder, key, clock, chance)
        return cls.open(folder, key, registry, cache_kib=cache_kib)

    @classmethod
    def open(
        cls,
        folder: Path,
        key: bytes,
        registry: Registry,
        *,
        cache_kib: int = CACHE_KIB,
        lock: StoreLock | None = None,
    ) -> Self:
        """Open a store, upgraded and folded as this program does where another one made it.

        ``lock``: the folder's, where the caller holds it already; the store lets go of it.

        Raises:
            Broken: no store there, another program holds it, the key does not fit, the file is
                damaged, or a newer program made it.
        """
        path = folder / FILE
        lock = lock or alone(folder)
        try:
            opening.bring_up_to_date(path, key)
            store = cls(open_engines(path, key, cache_kib=cache_kib), key, registry, lock)
        except BaseException:
            lock.release()
            raise
        try:
            store.upkeep.fold_where_due()
        except BaseException:
            store.close()
            raise
        return store

    def close(self) -> None:
        """Let go of the file and let the next program in; a second time does nothing."""
        self._engines.close()
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def reading(self) -> Iterator[StoreReading]:
        """A consistent look, whoever writes meanwhile; keep it short, or the WAL grows.

        Raises:
            Broken: disk, file or key.
        """
        with looking(self._engines) as connection:
            yield StoreReading(connection, self._registry)

    @contextmanager
    def writing(self) -> Iterator[StoreUnit]:
        """A transaction: on disk when the block has ended, gone when it raises.

        Raises:
            Broken: disk, file or key; nothing of the block was saved.
        """
        with transaction(self._engines) as connection:
            yield StoreUnit(connection, self._registry)

    def facts(self) -> dict[str, str]:
        """What the file answered at opening (settings, cipher, page size) and its sizes, bytes."""
        wal = self.path.with_name(self.path.name + "-wal")
        return {
            **self._engines.answers,
            "bytes": str(self.path.stat().st_size),
            "wal_bytes": str(wal.stat().st_size if wal.exists() else 0),
        }


def alone(folder: Path) -> StoreLock:
    """Keep every other program out of a folder until the lock is released.

    Raises:
        Broken: another program holds the folder, or it cannot be read.
    """
    with troubles.disk_as_told():
        return StoreLock(folder)
