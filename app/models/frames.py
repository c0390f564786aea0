"""Frames of bundles that are not whole yet: kept as they come, in any order, over any link."""

import msgspec
from sqlalchemy import Connection, Index, Table, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from app.base.clock import Instant
from app.models.metadata import METADATA, key_bytes, number

FRAMES = Table(
    "staged_frames",
    METADATA,
    key_bytes("bundle", primary=True),
    number("index", primary=True),
    number("count"),
    number("at"),
    key_bytes("content"),
    sqlite_strict=True,
)
Index("staged_frames_by_age", FRAMES.c.at)


class Staged(msgspec.Struct, frozen=True, kw_only=True):
    """One frame: ``index`` of ``count``, from 0; ``bundle`` is the bundle's id, 8 bytes."""

    bundle: bytes
    index: int
    count: int
    at: Instant
    content: bytes


_STAGE = insert(FRAMES).on_conflict_do_nothing()
_HELD = (
    select(FRAMES.c.index).where(FRAMES.c.bundle == bindparam("bundle")).order_by(FRAMES.c.index)
)
_BEGUN = select(FRAMES.c.bundle).distinct().order_by(FRAMES.c.bundle).limit(bindparam("most"))
_WHOLE = (
    select(FRAMES.c.count, FRAMES.c.content)
    .where(FRAMES.c.bundle == bindparam("bundle"))
    .order_by(FRAMES.c.index)
)
_DROP = delete(FRAMES).where(FRAMES.c.bundle == bindparam("of"))
_AGED = delete(FRAMES).where(FRAMES.c.at < bindparam("before"))


class Frames:
    """Questions about bundles on their way in; by the primary key."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def stage(self, frame: Staged) -> bool:
        """Keep a frame; False where it is here."""
        told = msgspec.structs.asdict(frame)
        return self._connection.execute(_STAGE, told).rowcount == 1

    def held(self, bundle: bytes) -> tuple[int, ...]:
        """Which frames of a bundle are here."""
        return tuple(self._connection.execute(_HELD, {"bundle": bundle}).scalars())

    def begun(self, most: int) -> tuple[bytes, ...]:
        """Up to ``most`` bundles of which some frames are here."""
        return tuple(self._connection.execute(_BEGUN, {"most": most}).scalars())

    def whole(self, bundle: bytes) -> bytes | None:
        """A bundle's bytes once every frame is here."""
        rows = self._connection.execute(_WHOLE, {"bundle": bundle}).all()
        if not rows or len(rows) != rows[0][0]:
            return None
        return b"".join(content for _, content in rows)

    def drop(self, bundle: bytes) -> None:
        """Forget a bundle's frames: it was taken in."""
        self._connection.execute(_DROP, {"of": bundle})

    def drop_older(self, before: Instant) -> int:
        """Forget frames nobody completed; by ``staged_frames_by_age``."""
        return self._connection.execute(_AGED, {"before": before}).rowcount
