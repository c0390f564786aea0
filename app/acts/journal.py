"""The journal as the core sees it: a protocol with two implementations, SQLite and memory.

One conformance suite runs over both. A unit is one transaction: everything in it or nothing.
"""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Protocol

from app.acts.chain import Tip
from app.acts.envelope import Act
from app.acts.fold import Folded
from app.acts.kinds import Key, Listing
from app.acts.stamps import Ticker
from app.acts.united import Join
from app.base.clock import Instant
from app.base.ids import ActId, RecordId


class Reading(Protocol):
    """Questions anybody may put to a journal."""

    def act(self, identity: ActId) -> Act | None:
        """The act of that id."""

    def held(self, identities: Iterable[ActId]) -> frozenset[ActId]:
        """Those of the ids whose acts are here."""

    def surviving(self, record: RecordId) -> RecordId:
        """The id that a record goes by after every join known here; itself when never joined."""

    def joins_of(self, record: RecordId) -> frozenset[Join]:
        """Every join known here that hangs together with a record, as acts say them."""

    def stands_at(self, record: RecordId) -> tuple[RecordId, int]:
        """The id a record goes by, and a number that another act on it changes."""

    def acts_of(self, record: RecordId) -> tuple[Act, ...]:
        """Every act of the record, those made under joined ids included, in order of arrival."""

    def folded(self, record: RecordId) -> Folded | None:
        """The record as it was last folded."""

    def tip(self, stream: bytes) -> Tip:
        """The gapless end of a stream as held here; seq 0 when nothing of it is here."""

    def tips(self) -> tuple[Tip, ...]:
        """The tips of all streams, by stream."""

    def stream_acts(self, stream: bytes, after: int, most: int) -> tuple[Act, ...]:
        """Up to ``most`` acts of a stream with a seq above ``after``, by seq."""

    def attached(self, digest: bytes) -> bytes | None:
        """The bytes of an attachment."""


class Unit(Reading, Protocol):
    """One transaction."""

    def add(self, act: Act, *, arrived: Instant, via: str = "") -> bool:
        """Keep an act; False if it was here already, and then nothing changes.

        ``via`` names the peer it came from, empty for an act of this device.
        """

    def join(self, record: RecordId, into: RecordId) -> None:
        """Unite two ids; joining twice, or in either order, gives the same record."""

    def attach(self, digest: bytes, content: bytes) -> None:
        """Keep an attachment's bytes under their SHA-256."""

    def keep(self, folded: Folded, listing: Listing, keys: Iterable[Key]) -> None:
        """Store the folded record with its columns and search keys in place of the former."""

    def ticker(self) -> Ticker:
        """What this device remembers of time."""

    def keep_ticker(self, ticker: Ticker) -> None:
        """Remember it."""


class Journal(Protocol):
    """All acts a device holds, with the records they make."""

    def reading(self) -> AbstractContextManager[Reading]:
        """A consistent look at the journal."""

    def writing(self) -> AbstractContextManager[Unit]:
        """A transaction: kept when the block ends, rolled back when it raises."""
