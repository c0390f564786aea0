"""Our own catalogue of NCTS messages: structure, order, occurrence, formats, code lists, rules.

One table per message and version under ``resources/messages/ncts/<version>/<type>.txt``, one line
per element, indented by its level::

    name  occurs  format  code list  rules

``occurs`` is ``1``, ``?`` or ``least..most``; a dash stands for nothing; an element without format
is a group. The formats are explained in ``formats.txt`` beside the tables.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec

from app.base.errors import Broken
from app.reference.places import resources_root

VERSIONS = ("p5", "p6")
"""Versions in the order in which they are tried on a message that does not name its own."""

NAMESPACE = "http://ncts.dgtaxud.ec"

_LINE = re.compile(
    r"(?P<indent> *)(?P<name>\w+) +(?P<occurs>\S+) +(?P<format>\S+) +(?P<list>\S+) +(?P<rules>\S+)"
)
_FORMAT = re.compile(r"(?P<name>\S+) +(?P<base>\w+)(?: +(?P<rest>\S.*))?")
_INDENT = 2


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """What a value looks like.

    ``base`` is text, token, integer, decimal, date or dateTime; ``facets`` pairs such as
    (longest, 35); of each group of ``patterns`` one must match; ``values`` lists the only ones
    allowed.
    """

    name: str
    base: str
    facets: tuple[tuple[str, str], ...] = ()
    patterns: tuple[tuple[str, ...], ...] = ()
    values: tuple[str, ...] = ()


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One element of a message: how often it occurs, and its format or what it groups."""

    name: str
    least: int = 1
    most: int = 1
    format: str = ""
    code_list: str = ""
    rules: tuple[str, ...] = ()
    entries: tuple["Entry", ...] = ()

    def entry(self, path: str) -> "Entry | None":
        """The entry at ``A/B/C`` below this one, if the specification has it."""
        here: Entry | None = self
        for step in path.split("/"):
            if here is None:
                return None
            here = next((below for below in here.entries if below.name == step), None)
        return here


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """One message in one version; ``root`` groups its elements in the order they must have."""

    type: str
    version: str
    root: Entry


def _root() -> Path:
    return resources_root() / "messages" / "ncts"


@cache
def versions_of(message_type: str) -> tuple[str, ...]:
    """The versions we have a table for, in the order in which they are tried."""
    return tuple(
        version for version in VERSIONS if (_root() / version / f"{message_type}.txt").is_file()
    )


@cache
def types() -> tuple[str, ...]:
    """Every message type we have a table for, by its code."""
    found = {
        path.stem for version in VERSIONS for path in (_root() / version).glob("C[CD]????.txt")
    }
    return tuple(sorted(found))


@cache
def table(message_type: str, version: str) -> Table:
    """Read the table of a message.

    Raises:
        Broken: no such table, or a line of it that cannot be read.
    """
    lines = list(_lines(_root() / version / f"{message_type}.txt"))
    entries = _entries(lines, 0)
    if lines:
        raise Broken("ncts.bad_table", file=f"{version}/{message_type}", line=lines[0][0])
    return Table(
        type=message_type, version=version, root=Entry(name=message_type, entries=entries)
    )


@cache
def formats(version: str) -> dict[str, Format]:
    """Every format of a version by its name.

    Raises:
        Broken: a file of formats is missing or cannot be read.
    """
    found: dict[str, Format] = {}
    for path in (_root() / "formats.txt", _root() / version / "formats.txt"):
        for _, line in _lines(path):
            if line.startswith(" ") and found:
                name, last = found.popitem()
                found[name] = msgspec.structs.replace(last, values=(*last.values, *line.split()))
            else:
                read = _format(line, path)
                found[read.name] = read
    return found


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    if not path.is_file():
        raise Broken("ncts.no_table", file=f"{path.parent.name}/{path.stem}")
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line


def _format(line: str, path: Path) -> Format:
    found = _FORMAT.fullmatch(line)
    if found is None:
        raise Broken("ncts.bad_table", file=path.stem, line=line)
    columns = re.split(r" {2,}", found["rest"] or "-")
    if columns[0] == "one of":
        return Format(name=found["name"], base=found["base"], values=tuple(columns[1].split()))
    facets = [] if columns[0] == "-" else columns[0].split()
    pairs = tuple((one.partition("=")[0], one.partition("=")[2]) for one in facets)
    return Format(
        name=found["name"],
        base=found["base"],
        facets=pairs,
        patterns=tuple(tuple(column.split(" | ")) for column in columns[1:]),
    )


def _entries(lines: list[tuple[int, str]], level: int) -> tuple[Entry, ...]:
    """Take the lines of one level, and of the levels below, off the front."""
    entries = []
    while lines:
        found = _LINE.fullmatch(lines[0][1])
        if found is None or len(found["indent"]) < level * _INDENT:
            break
        if len(found["indent"]) > level * _INDENT:
            break
        lines.pop(0)
        entries.append(_entry(found, _entries(lines, level + 1)))
    return tuple(entries)


def _entry(found: re.Match[str], entries: tuple[Entry, ...]) -> Entry:
    occurs = {"1": "1..1", "?": "0..1"}.get(found["occurs"], found["occurs"])
    least, _, most = occurs.partition("..")
    return Entry(
        name=found["name"],
        least=int(least),
        most=int(most),
        format="" if found["format"] == "-" else found["format"],
        code_list="" if found["list"] == "-" else found["list"],
        rules=() if found["rules"] == "-" else tuple(found["rules"].split(",")),
        entries=entries,
    )
