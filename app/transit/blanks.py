"""Blanks of a form and the parts they make: how the table of ``parts`` is written down.

A path is that of the message a holder would lodge (CC015C), so that the neutral model, the rules,
their findings, the draft and the help all speak of the same place. Format, code list and how often
a group may stand come from the catalogue of messages; a blank only adds what a form needs: what
shares a line, how wide it is, when it is asked.
"""

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from app.messages.ncts.catalogue import Entry, Format, formats, table

MESSAGE, VERSION = "CC015C", "p5"
_INDEX = re.compile(r"\[\d+\]")
_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


class When(msgspec.Struct, frozen=True):
    """Asked only while the field at ``path`` says one of these; ``..`` is the part itself."""

    path: str
    said: frozenset[str]


class Blank(msgspec.Struct, frozen=True, kw_only=True):
    """One field: path below its part, the line it stands on, width in px (0: the rest)."""

    path: str
    row: str = ""
    wide: float = 0
    when: When | None = None
    label: str = ""

    @property
    def code(self) -> str:
        """The code of its words."""
        return f"transit.blank.{self.label or _snake(self.path)}"

    @property
    def line(self) -> str:
        """The code of the words of its line."""
        return f"transit.blank.{self.row}" if self.row else self.code


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """What is open at one time: a group of the message, and its own parts below."""

    name: str
    path: str = ""
    blanks: tuple[Blank, ...] = ()
    parts: tuple["Part", ...] = ()
    always: bool = False
    inline: int = 0
    """So many of the group stand as lines of the part above; only further ones are parts."""

    @property
    def code(self) -> str:
        """The code of its words."""
        return f"transit.part.{self.name}"

    @property
    def entry(self) -> Entry | None:
        """Its group in the catalogue; None for what gathers several."""
        return entry_at(self.path) if self.path else None

    @property
    def many(self) -> bool:
        """Whether it may stand several times."""
        return self.entry is not None and self.entry.most > 1


def bare(path: str) -> str:
    """A path without places among namesakes."""
    return _INDEX.sub("", path)


@cache
def entry_at(path: str) -> Entry | None:
    """The catalogue's entry of a path, with or without places."""
    return table(MESSAGE, VERSION).root.entry(bare(path))


def format_at(path: str) -> Format | None:
    """What a value at a path looks like."""
    entry = entry_at(path)
    return formats(VERSION).get(entry.format) if entry is not None else None


def code_list_at(path: str) -> str:
    """The number of the code list of a path; empty where it has none."""
    entry = entry_at(path)
    return entry.code_list if entry is not None else ""


def _snake(path: str) -> str:
    last = bare(path).rpartition("/")[2].replace("UNLocode", "UnLocode")
    return _WORD.sub("_", last).lower()


def fields(*rows: str, when: When | None = None) -> tuple[Blank, ...]:
    """Read ``path:width path:width`` lines; ``row = ...`` puts several on one line."""
    return tuple(_read(rows, when))


def _read(rows: tuple[str, ...], when: When | None) -> Iterator[Blank]:
    for row in rows:
        name, sign, fields = row.rpartition("=")
        for field in fields.split():
            path, _, wide = field.partition(":")
            yield Blank(
                path=path, row=name.strip() if sign else "", wide=float(wide or 0), when=when
            )


def when(path: str, *said: str) -> When:
    """Asked only while the field at a path says one of these."""
    return When(path, frozenset(said))


def lines(name: str, group: str, names: str, most: int) -> tuple[Blank, ...]:
    """The first of a group that repeats, one line each."""
    return fields(
        *(
            f"{name} = " + " ".join(f"{group}[{place}]/{field}" for field in names.split())
            for place in range(1, most + 1)
        )
    )
