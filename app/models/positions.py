"""How far this device has read each scope at each peer; the peer's epoch makes it true or void."""

import msgspec
from sqlalchemy import Connection, Table, bindparam, select
from sqlalchemy.dialects.sqlite import insert

from app.models.metadata import METADATA, key_bytes, number, words

POSITIONS = Table(
    "positions",
    METADATA,
    words("peer", primary=True),
    words("scope", primary=True),
    key_bytes("epoch"),
    number("position"),
    sqlite_with_rowid=False,
    sqlite_strict=True,
)


class Position(msgspec.Struct, frozen=True):
    """A place in a peer's deliveries of a scope, good for one epoch of the peer."""

    scope: str
    epoch: bytes
    position: int


_OF_PEER = (
    select(POSITIONS.c.scope, POSITIONS.c.epoch, POSITIONS.c.position)
    .where(POSITIONS.c.peer == bindparam("peer"))
    .order_by(POSITIONS.c.scope)
)
_KEEP = insert(POSITIONS)
_KEEP = _KEEP.on_conflict_do_update(
    index_elements=["peer", "scope"],
    set_={"epoch": _KEEP.excluded.epoch, "position": _KEEP.excluded.position},
)


class Positions:
    """Questions about what was read; by the primary key."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_peer(self, peer: str) -> tuple[Position, ...]:
        """Every position at a peer, by scope."""
        return tuple(Position(*row) for row in self._connection.execute(_OF_PEER, {"peer": peer}))

    def keep(self, peer: str, position: Position) -> None:
        """Remember a position in place of the former."""
        told = {"peer": peer, **msgspec.structs.asdict(position)}
        self._connection.execute(_KEEP, told)
