"""The one register that every table of the store signs into."""

from sqlalchemy import Column, LargeBinary, MetaData, Text
from sqlalchemy import Integer as SqlInteger

METADATA = MetaData()


def key_bytes(name: str, *, primary: bool = False) -> Column[bytes]:
    """A column of bytes that is always there."""
    return Column(name, LargeBinary, primary_key=primary, nullable=False)


def words(name: str, *, primary: bool = False) -> Column[str]:
    """A column of text that is always there; absent is the empty text."""
    return Column(name, Text, primary_key=primary, nullable=False)


def number(name: str, *, primary: bool = False) -> Column[int]:
    """A column of whole numbers that is always there: instants are ms UTC, flags 0 and 1."""
    return Column(name, SqlInteger, primary_key=primary, nullable=False)


def place() -> Column[int]:
    """The row's own place: the order of arrival."""
    return Column("place", SqlInteger, primary_key=True)
