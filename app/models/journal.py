"""The journal over SQLite: what the core asks of it, answered by the tables' named questions."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import msgspec
from sqlalchemy import Connection

from app.acts import general
from app.acts.chain import Tip
from app.acts.envelope import Act
from app.acts.fold import Folded, NotFoldable, fold
from app.acts.general import Purged
from app.acts.kinds import Key, Listing, Registry
from app.acts.stamps import Ticker
from app.acts.united import Join
from app.base.clock import Instant
from app.base.ids import ActId, RecordId
from app.models import codec, settings, troubles
from app.models.engine import Engines
from app.models.joins import Joins
from app.models.keeping import Keeping
from app.models.record_rows import RecordRows
from app.models.settings import Settings
from app.models.stored_acts import StoredActs


class SqlReading:
    """Questions to the journal, within one look at it."""

    def __init__(self, connection: Connection, registry: Registry) -> None:
        self.connection = connection
        self._registry = registry
        self._acts = StoredActs(connection)
        self._joins = Joins(connection)
        self._records = RecordRows(connection)
        self._settings = Settings(connection)

    def act(self, identity: ActId) -> Act | None:
        """The act of that id."""
        return self._acts.by_id(identity)

    def held(self, identities: Iterable[ActId]) -> frozenset[ActId]:
        """Those of the ids whose acts are here."""
        return self._acts.held(identities)

    def surviving(self, record: RecordId) -> RecordId:
        """The id that a record goes by; itself when it was never joined."""
        return self._joins.surviving(record)

    def joins_of(self, record: RecordId) -> frozenset[Join]:
        """Every join known here that hangs together with a record, as acts say them."""
        return self._joins.component(record)

    def stands_at(self, record: RecordId) -> tuple[RecordId, int]:
        """The id a record goes by, and the place of its last act."""
        members = self._joins.members(record)
        return self._joins.surviving(record), self._acts.newest(members)

    def acts_of(self, record: RecordId) -> tuple[Act, ...]:
        """Every act of the record, whichever of its ids is asked for, in order of arrival."""
        return self._acts.of_records(self._joins.members(record))

    def folded(self, record: RecordId) -> Folded | None:
        """The record as it was last folded, whichever of its ids is asked for.

        A row another version of the program left in another shape is folded anew, not shown.
        """
        survivor = self._joins.surviving(record)
        stored = self._records.stored(survivor)
        if stored is None:
            return None
        try:
            return codec.folded(stored, self._registry)
        except codec.Unreadable:
            return self._anew(survivor)

    def tip(self, stream: bytes) -> Tip:
        """The gapless end of a stream as held here; seq 0 when nothing of it is here."""
        return self._acts.tip(stream)

    def tips(self) -> tuple[Tip, ...]:
        """The tips of all streams, by stream."""
        return self._acts.tips()

    def stream_acts(self, stream: bytes, after: int, most: int) -> tuple[Act, ...]:
        """Up to ``most`` acts of a stream with a seq above ``after``, by seq."""
        return self._acts.of_stream(stream, after, most)

    def attached(self, digest: bytes) -> bytes | None:
        """The bytes of an attachment."""
        return self._acts.attached(digest)

    def ticker(self) -> Ticker:
        """What this device remembers of time."""
        stored = self._settings.get(settings.TICKER)
        return Ticker() if stored is None else msgspec.msgpack.decode(stored, type=Ticker)

    def _anew(self, record: RecordId) -> Folded | None:
        try:
            return fold(record, self.acts_of(record), self._registry)
        except NotFoldable:
            return None


class SqlUnit(SqlReading):
    """One transaction."""

    def add(self, act: Act, *, arrived: Instant, via: str = "") -> bool:
        """Keep an act; False if it was here already, and then nothing changes."""
        if not self._acts.add(act, arrived=arrived, via=via):
            return False
        if act.envelope.kind == general.PURGED:
            fact = self._registry.read(act).fact
            if isinstance(fact, Purged):
                self._acts.forget(fact.payloads)
        return True

    def join(self, record: RecordId, into: RecordId) -> None:
        """Unite two ids; joining twice, or in either order, gives the same record."""
        keeping = Keeping(self.connection)
        for former in self._joins.join(record, into):
            keeping.drop(former)

    def attach(self, digest: bytes, content: bytes) -> None:
        """Keep an attachment's bytes under their SHA-256."""
        self._acts.attach(digest, content)

    def keep(self, folded: Folded, listing: Listing, keys: Iterable[Key]) -> None:
        """Store the folded record with its columns and search keys in place of the former."""
        updated = self._acts.newest(self._joins.members(folded.id))
        Keeping(self.connection).keep(folded, listing, keys, updated=updated)

    def keep_ticker(self, ticker: Ticker) -> None:
        """Remember what this device knows of time."""
        self._settings.set(settings.TICKER, msgspec.msgpack.encode(ticker))


class SqlJournal:
    """Acts in an encrypted SQLite file, behind two engines."""

    def __init__(self, engines: Engines, registry: Registry) -> None:
        self._engines = engines
        self._registry = registry

    @contextmanager
    def reading(self) -> Iterator[SqlReading]:
        """A consistent look at the journal, whoever writes meanwhile.

        Raises:
            Broken: disk, file or key.
        """
        with looking(self._engines) as connection:
            yield SqlReading(connection, self._registry)

    @contextmanager
    def writing(self) -> Iterator[SqlUnit]:
        """A transaction: on disk when the block has ended, gone when it raises.

        Raises:
            Broken: disk, file or key; nothing of the block was saved.
        """
        with transaction(self._engines) as connection:
            yield SqlUnit(connection, self._registry)


@contextmanager
def looking(engines: Engines) -> Iterator[Connection]:
    """Lend a connection that only reads, in a snapshot of its own."""
    with (
        troubles.as_told(),
        engines.readers.connect() as connection,
        _discarding(connection),
        connection.begin(),
    ):
        yield connection


@contextmanager
def transaction(engines: Engines) -> Iterator[Connection]:
    """Lend the one connection that writes; commit at the end, roll back on any exception."""
    with (
        troubles.as_told(),
        engines.writer.connect() as connection,
        _discarding(connection),
        connection.begin(),
    ):
        yield connection


@contextmanager
def _discarding(connection: Connection) -> Iterator[None]:
    """Throw a connection away after a bad page, an I/O error or a commit that did not hold."""
    try:
        yield
    except Exception as trouble:
        broken = troubles.told(trouble)
        if broken is not None and troubles.is_poisoned(broken):
            connection.invalidate()
        raise
