"""What an officer has entered and not yet saved as an act; it stays its author's."""

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Index, Table, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from app.base.clock import Instant
from app.base.ids import RecordId
from app.models.metadata import METADATA, key_bytes, number, words

DRAFTS = Table(
    "drafts",
    METADATA,
    key_bytes("id", primary=True),
    key_bytes("officer"),
    words("kind"),
    key_bytes("record"),
    number("changed"),
    key_bytes("content"),
    sqlite_strict=True,
)
Index("drafts_by_officer", DRAFTS.c.officer, DRAFTS.c.changed)


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A draft: its form's ``kind``, the record it is about (or empty), the form's bytes."""

    id: bytes
    officer: bytes
    kind: str
    record: RecordId
    changed: Instant
    content: bytes


_COLUMNS = tuple(DRAFTS.c[name] for name in Draft.__struct_fields__)
_OF_OFFICER = (
    select(*_COLUMNS)
    .where(DRAFTS.c.officer == bindparam("officer"))
    .order_by(DRAFTS.c.changed.desc())
)
_BY_ID = select(*_COLUMNS).where(DRAFTS.c.id == bindparam("id"))
_KEEP = insert(DRAFTS)
_KEEP = _KEEP.on_conflict_do_update(
    index_elements=["id"],
    set_={name: _KEEP.excluded[name] for name in ("kind", "record", "changed", "content")},
    where=DRAFTS.c.officer == _KEEP.excluded.officer,
)
_DROP = delete(DRAFTS).where(DRAFTS.c.id == bindparam("of"))


class Drafts:
    """Questions about drafts."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_officer(self, officer: bytes) -> tuple[Draft, ...]:
        """An officer's drafts, last changed first; by ``drafts_by_officer``."""
        return tuple(map(_draft, self._connection.execute(_OF_OFFICER, {"officer": officer})))

    def draft(self, identity: bytes) -> Draft | None:
        """By the primary key."""
        row = self._connection.execute(_BY_ID, {"id": identity}).first()
        return None if row is None else _draft(row)

    def keep(self, draft: Draft) -> None:
        """Keep a draft in place of the former; another officer's is left as it is."""
        self._connection.execute(_KEEP, msgspec.structs.asdict(draft))

    def drop(self, identity: bytes) -> None:
        """Forget a draft: it became an act, or its author threw it away."""
        self._connection.execute(_DROP, {"of": identity})


def _draft(row: Sequence[Any]) -> Draft:
    return Draft(**dict(zip(Draft.__struct_fields__, row, strict=True)))
