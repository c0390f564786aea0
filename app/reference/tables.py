"""The strict reader of the tables that come with the program: CSV with a head of comments.

A table is refused whole, with file, line and reason, rather than half understood::

    # SOURCE: where the facts come from
    code,valid_from,valid_to,en
    T1,,,Goods of non-Union status
"""

import csv
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from app.base.clock import Day, date_of
from app.base.errors import Broken


class Row(msgspec.Struct, frozen=True):
    """One line of a table: its number in the file, its fields by column."""

    line: int
    fields: Mapping[str, str]


class Table(msgspec.Struct, frozen=True):
    """A table as read: what its head says (SOURCE and more), its columns and rows."""

    path: Path
    head: Mapping[str, str]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def refuse(self, line: int, reason: str) -> Broken:
        """Make the error that names this file, a line of it and what is wrong there."""
        return refuse(self.path, line, reason)


def refuse(path: Path, line: int, reason: str) -> Broken:
    """Make the error for a bad table; ``reason`` is ``@code``, or words of a parser."""
    return Broken("reference.bad_table", file=path.name, line=line, reason=reason)


def read_table(
    path: Path,
    required: Iterable[str],
    *,
    optional: Iterable[str] = (),
    unique: Iterable[str] = (),
) -> Table:
    """Read a table that has all ``required`` and no columns but these and the ``optional`` ones.

    ``unique`` names the columns that together stand once only.

    Raises:
        Broken: ``reference.bad_table`` with file, line and reason.
    """
    lines = _lines(path)
    head = dict(_told(text) for _, text in lines if text.startswith("#"))
    body = [(number, text) for number, text in lines if not text.startswith("#")]
    if "SOURCE" not in head:
        raise refuse(path, 1, "@reference.reason.source")
    if not body:
        raise refuse(path, len(lines) + 1, "@reference.reason.columns")
    columns = tuple(body[0][1].split(","))
    wanted = set(required)
    if not wanted <= set(columns) <= wanted | set(optional) or len(set(columns)) < len(columns):
        raise refuse(path, body[0][0], "@reference.reason.columns")
    rows = tuple(_row(path, columns, number, text) for number, text in body[1:])
    table = Table(path, head, columns, rows)
    _refuse_doubled(table, tuple(unique))
    return table


def _lines(path: Path) -> list[tuple[int, str]]:
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError as missing:
        raise refuse(path, 1, "@reference.reason.missing") from missing
    except UnicodeDecodeError as wrong:
        raise refuse(path, 1, "@reference.reason.encoding") from wrong
    if not unicodedata.is_normalized("NFC", text):
        raise refuse(path, 1, "@reference.reason.encoding")
    return [(number, line) for number, line in enumerate(text.splitlines(), 1) if line]


def _told(comment: str) -> tuple[str, str]:
    name, _, value = comment.lstrip("# ").partition(":")
    return name, value.strip()


def _row(path: Path, columns: tuple[str, ...], line: int, text: str) -> Row:
    try:
        fields = next(csv.reader([text], strict=True))
    except (csv.Error, StopIteration) as wrong:
        raise refuse(path, line, "@reference.reason.quotes") from wrong
    if len(fields) != len(columns):
        raise refuse(path, line, "@reference.reason.fields")
    if any(field != field.strip() for field in fields):
        raise refuse(path, line, "@reference.reason.spaces")
    return Row(line, dict(zip(columns, fields, strict=True)))


def _refuse_doubled(table: Table, unique: tuple[str, ...]) -> None:
    seen: set[tuple[str, ...]] = set()
    for row in table.rows:
        key = tuple(row.fields[name] for name in unique)
        if key and key in seen:
            raise table.refuse(row.line, "@reference.reason.twice")
        seen.add(key)


def day_in(table: Table, row: Row, column: str) -> Day | None:
    """Read a field as a day ``yyyymmdd``; None where it is empty.

    Raises:
        Broken: there is no such day.
    """
    written = row.fields[column]
    if not written:
        return None
    if not (len(written) == 8 and written.isdecimal()):  # noqa: PLR2004 - yyyymmdd
        raise table.refuse(row.line, "@reference.reason.day")
    day = Day(int(written))
    try:
        date_of(day)
    except ValueError as wrong:
        raise table.refuse(row.line, "@reference.reason.day") from wrong
    return day
