"""Every condition and rule of the specification: executed, held by how we write, or not ours."""

from functools import cache

import msgspec

from app.base.errors import Broken
from app.messages.ncts.rules import book
from app.reference.places import resources_root

EXECUTED = "executed"
_KINDS = {"structural": "structural", "not-ours": "not ours"}
_COLUMNS = 4


class Covered(msgspec.Struct, frozen=True, kw_only=True):
    """One rule: ``kind`` is executed, structural or not ours; ``why`` a code of the words."""

    rule: str
    kind: str
    where: str
    why: str


@cache
def coverage() -> tuple[Covered, ...]:
    """Every rule by its number.

    Raises:
        Broken: the table of rules is missing or cannot be read.
    """
    rows = [*_executed(), *_others()]
    return tuple(sorted(rows, key=lambda row: row.rule))


def _executed() -> list[Covered]:
    places: dict[str, list[str]] = {}
    for numbers, rule in book.RULES:
        for number in numbers:
            places.setdefault(number, []).append(f"{rule.__module__}.{rule.__name__}")
    return [
        Covered(rule=number, kind=EXECUTED, where=", ".join(where), why="ncts.why.executed")
        for number, where in places.items()
    ]


def _others() -> list[Covered]:
    path = resources_root() / "messages" / "ncts" / "rules.txt"
    if not path.is_file():
        raise Broken("ncts.no_table", file="rules")
    rows = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        columns = line.split()
        if not columns or line.startswith("#"):
            continue
        if len(columns) != _COLUMNS or columns[1] not in _KINDS:
            raise Broken("ncts.bad_table", file="rules", line=number)
        rule, kind, why, where = columns
        rows.append(
            Covered(
                rule=rule,
                kind=_KINDS[kind],
                where="" if where == "-" else where,
                why=f"ncts.why.{why}",
            )
        )
    return rows
