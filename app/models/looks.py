"""One look at the store, or one transaction in it: the journal's part and every room's questions.

A look only reads: its connection refuses all writes, so that a room's writing verbs need a unit.
"""

from sqlalchemy import Connection

from app.acts.kinds import Registry
from app.base.ids import ActId, RecordId
from app.models.deliveries import Deliveries
from app.models.devices import Devices
from app.models.drafts import Drafts
from app.models.frames import Frames
from app.models.inbox import Inbox
from app.models.joins import Joins
from app.models.journal import SqlReading, SqlUnit
from app.models.leases import Leases
from app.models.ledger import Ledger
from app.models.outbox import Followed, Outbox
from app.models.positions import Positions
from app.models.queues import Queues
from app.models.receipts import HANDED_ON, KEPT, RECEIVED, Receipts, Role
from app.models.record_rows import RecordRows
from app.models.search import Search
from app.models.settings import Settings
from app.models.stored_acts import Arrived, StoredActs, Unsent


class Rooms:
    """Every room's questions over one connection."""

    def __init__(self, connection: Connection) -> None:
        self.acts = StoredActs(connection)
        self.joins = Joins(connection)
        self.records = RecordRows(connection)
        self.queues = Queues(connection)
        self.search = Search(connection)
        self.outbox = Outbox(connection)
        self.inbox = Inbox(connection)
        self.receipts = Receipts(connection)
        self.positions = Positions(connection)
        self.leases = Leases(connection)
        self.drafts = Drafts(connection)
        self.settings = Settings(connection)
        self.deliveries = Deliveries(connection)
        self.devices = Devices(connection)
        self.ledger = Ledger(connection)
        self.frames = Frames(connection)

    def timeline(self, record: RecordId) -> tuple[Arrived, ...]:
        """The acts of a record, whichever of its ids is asked for, as they arrived."""
        return self.acts.timeline(self.joins.members(record))

    def levels(self, record: RecordId, *, copies: int = 1) -> dict[ActId, int]:
        """How far each act of a record has come: 1 kept, 2 handed on, 3 received by the centre.

        ``copies`` is the least number of disks at the centre that counts, the pack's minimum.
        """
        levels: dict[ActId, int] = {}
        reached: dict[bytes, tuple[int, int]] = {}
        for one in self.timeline(record):
            stream, seq = one.act.envelope.stream, one.act.envelope.seq
            if stream not in reached:
                reached[stream] = self._reached(stream, copies)
            received, handed_on = reached[stream]
            levels[one.act.id] = (
                RECEIVED if seq <= received else HANDED_ON if seq <= handed_on else KEPT
            )
        return levels

    def unsent(self, stream: bytes, *, copies: int = 1) -> Unsent:
        """The acts of an own stream that the centre has not received yet."""
        return self.acts.unsent(stream, self.receipts.covered(stream, copies=copies))

    def messages(self, record: RecordId) -> tuple[Followed, ...]:
        """Messages that acts of a record made due, with their steps, as they were made."""
        return self.outbox.of_records(self.joins.members(record))

    def _reached(self, stream: bytes, copies: int) -> tuple[int, int]:
        received = self.receipts.covered(stream, Role.ARBITER, copies=copies)
        return received, max(self.receipts.covered(stream, role) for role in Role)


class StoreReading(SqlReading, Rooms):
    """A consistent look: ``app.acts.journal.Reading`` and the rooms."""

    def __init__(self, connection: Connection, registry: Registry) -> None:
        SqlReading.__init__(self, connection, registry)
        Rooms.__init__(self, connection)


class StoreUnit(SqlUnit, Rooms):
    """A transaction: ``app.acts.journal.Unit`` and the rooms."""

    def __init__(self, connection: Connection, registry: Registry) -> None:
        SqlUnit.__init__(self, connection, registry)
        Rooms.__init__(self, connection)
