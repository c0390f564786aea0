"""The shape of the store: every table, the index of words, the triggers that let acts stand."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from app.models import (
    deliveries,
    devices,
    drafts,
    frames,
    inbox,
    joins,
    leases,
    ledger,
    outbox,
    positions,
    queues,
    receipts,
    record_rows,
    search,
    settings,
    stored_acts,
)
from app.models.engine import APPEND_ONLY
from app.models.metadata import METADATA

VERSION: Final = 1
"""The schema this program writes; the file says its own in ``user_version``."""

HOMES: Final = (
    stored_acts,
    joins,
    record_rows,
    queues,
    search,
    outbox,
    inbox,
    receipts,
    positions,
    leases,
    drafts,
    settings,
    deliveries,
    devices,
    ledger,
    frames,
)
"""The modules that hold tables; naming them here puts the tables into ``METADATA``."""

_UNLESS: Final = {
    "payloads": "OLD.hash NOT IN (SELECT hash FROM purged)",
    "attachments": "OLD.digest NOT IN (SELECT hash FROM purged)",
    "outbox_steps": "NOT EXISTS (SELECT 1 FROM outbox"
    " WHERE message_id = OLD.message_id AND content = x'')",
}
"""When a row stays, of the tables that purging reaches."""


def statements() -> Iterator[str]:
    """The SQL that makes an empty store of this version, in order."""
    dialect = sqlite.dialect()
    for table in METADATA.sorted_tables:
        yield str(CreateTable(table).compile(dialect=dialect)).strip()
        for index in sorted(table.indexes, key=lambda one: str(one.name)):
            yield str(CreateIndex(index).compile(dialect=dialect)).strip()
    yield from search.WORDS_DDL
    for name in sorted(APPEND_ONLY):
        yield from _standing(name)


def _standing(table: str) -> Iterator[str]:
    """Two triggers that refuse to change or take away a row; a purged one may go."""
    told = f"BEGIN\n    SELECT RAISE(ABORT, '{table} are never changed');\nEND"
    unless = f"\nWHEN {_UNLESS[table]}" if table in _UNLESS else ""
    yield f"CREATE TRIGGER {table}_stand\nBEFORE UPDATE ON {table}\n{told}"
    yield f"CREATE TRIGGER {table}_stay\nBEFORE DELETE ON {table}{unless}\n{told}"
