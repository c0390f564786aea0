"""Small values the store remembers by name: the ticker, the own stream, the hub's epoch."""

from typing import Final

from sqlalchemy import Connection, Table, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from app.models.metadata import METADATA, key_bytes, words
from app.models.ready import Ready

SETTINGS = Table(
    "settings",
    METADATA,
    words("name", primary=True),
    key_bytes("value"),
    sqlite_with_rowid=False,
    sqlite_strict=True,
)

TICKER: Final = "ticker"
OWN_STREAM: Final = "own stream"
DEVICE: Final = "device"
HUB_EPOCH: Final = "hub epoch"
MADE: Final = "made"
STORE: Final = "store"
REBUILDING: Final = "rebuilding"
FOLDED: Final = "folded by"

_GET = Ready(select(SETTINGS.c.value).where(SETTINGS.c.name == bindparam("name")))
_SET = insert(SETTINGS)
_SET_TO = Ready(
    _SET.on_conflict_do_update(index_elements=["name"], set_={"value": _SET.excluded.value})
)
_DROP = delete(SETTINGS).where(SETTINGS.c.name == bindparam("name"))


class Settings:
    """Values by name; by the primary key."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, name: str) -> bytes | None:
        """The value of that name."""
        found: bytes | None = _GET.scalar(self._connection, name=name)
        return found

    def set(self, name: str, value: bytes) -> None:
        """Remember a value in place of the former."""
        _SET_TO.run(self._connection, name=name, value=value)

    def drop(self, name: str) -> None:
        """Forget a value."""
        self._connection.execute(_DROP, {"name": name})
