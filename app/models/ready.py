"""Statements made ready once: the same Core constructs, without the cost of a Core execution.

A Core execution costs 50 us, a ready one 10; an act with its record is twenty statements. Lists
(``IN``) stay with Core. What the disk says leaves as ``dbapi2.Error``: ``app.models.troubles``
tells both.
"""

from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql import ClauseElement
from sqlcipher3 import dbapi2

_DIALECT = sqlite.dialect(paramstyle="named")


class Ready:
    """One statement; values are given by the names of its parameters or columns."""

    def __init__(self, statement: ClauseElement, *columns: str) -> None:
        """``columns`` names what an insert gives."""
        compiled = statement.compile(dialect=_DIALECT, column_keys=list(columns) or None)
        self.sql = str(compiled)
        self._given = {
            name: value
            for name, value in compiled.params.items()
            if isinstance(value, str | int | bytes)
        }

    def run(self, connection: Connection, **values: Any) -> int:
        """Execute it; the answer is how many rows it wrote."""
        return self._execute(connection, values).rowcount

    def first(self, connection: Connection, **values: Any) -> tuple[Any, ...] | None:
        """The first row."""
        return self._execute(connection, values).fetchone()

    def scalar(self, connection: Connection, **values: Any) -> Any:
        """The first column of the first row; None without one."""
        row = self._execute(connection, values).fetchone()
        return None if row is None else row[0]

    def rows(self, connection: Connection, **values: Any) -> list[tuple[Any, ...]]:
        """Every row."""
        return self._execute(connection, values).fetchall()

    def _execute(self, connection: Connection, values: dict[str, Any]) -> dbapi2.Cursor:
        return raw(connection).execute(self.sql, {**self._given, **values})


def raw(connection: Connection) -> dbapi2.Connection:
    """The driver's connection within SQLAlchemy's transaction."""
    found = connection.connection.driver_connection
    assert isinstance(found, dbapi2.Connection)  # noqa: S101  # the engines open no other
    return found
