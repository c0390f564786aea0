"""What a list is: columns as data. A ``TABLE`` says heading, cell, sort key and spoken form."""

from collections.abc import Callable
from enum import StrEnum
from typing import Generic, TypeAlias, TypeVar

import msgspec

from app.ui.look import Look
from app.ui.text import Run, Runs
from app.ui.theme import Role
from app.ui.widgets.chip import Chip
from app.ui.widgets.clockmark import Clock
from app.ui.widgets.truthmark import Truths

Row = TypeVar("Row")


class Lane(msgspec.Struct, frozen=True):
    """A lane's name and its word."""

    name: str
    words: str


class Mark(msgspec.Struct, frozen=True):
    """An icon with words after it."""

    icon: str
    words: Runs = ()
    role: Role = Role.TEXT


Part: TypeAlias = Clock | Truths | Lane | Mark | Chip | tuple[Run, ...]
"""What may stand in a cell."""


class Align(StrEnum):
    """Where a column's words stand."""

    LEADING = "leading"
    TRAILING = "trailing"


class Column(msgspec.Struct, Generic[Row], frozen=True, kw_only=True):
    """One column of one-line rows; ``width`` px at scale 1, 0 takes the rest.

    ``cell`` draws, ``spoken`` is what a screen reader says, ``sort`` orders.
    """

    heading: str  # a code of the catalogue
    cell: Callable[[Row, Look], Part]
    spoken: Callable[[Row, Look], str]
    width: float = 0
    sort: Callable[[Row], object] | None = None
    align: Align = Align.LEADING


class Table(msgspec.Struct, Generic[Row], frozen=True, kw_only=True):
    """A list over frozen rows of one kind.

    ``reload_on`` names the queues and kinds whose change asks for new rows; ``key`` tells rows
    apart, so that the current one stays current over a reload.
    """

    name: str
    columns: tuple[Column[Row], ...]
    key: Callable[[Row], object]
    reload_on: frozenset[str] = frozenset()
    tint: Callable[[Row], Role | None] = lambda _row: None

    def sentence(self, row: Row, look: Look) -> str:
        """The whole row as one spoken sentence."""
        spoken = (column.spoken(row, look) for column in self.columns)
        return ", ".join(words for words in spoken if words)
