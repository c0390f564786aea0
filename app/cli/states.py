"""``states``: the tables of states as the code has them."""

import argparse
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from app.cli import out
from app.guarantees import states as reservations
from app.transit import states as movements

_EXAMPLE = "example: waypost states movement --dot | dot -Tsvg > movement.svg"

Row: TypeAlias = tuple[str, str, str, str]
"""Role, state, event, the state after it."""


def register(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "states", help="print the table of states of a kind of record", epilog=_EXAMPLE
    )
    command.add_argument("kind", choices=sorted(_TABLES), metavar="KIND", help=", ".join(_TABLES))
    form = command.add_mutually_exclusive_group()
    form.add_argument("--dot", action="store_true", help="as a graph for Graphviz")
    form.add_argument("--json", action="store_true", help="one JSON object a line")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print one table."""
    rows = list(_TABLES[arguments.kind]())
    if arguments.dot:
        out.text(_dot(arguments.kind, rows))
        return 0
    for role, state, event, after in rows:
        if arguments.json:
            out.line({"role": role, "state": state, "event": event, "after": after})
        else:
            out.text(f"{role:12} {state:20} {event:30} {after}")
    return 0


def _movements() -> Iterator[Row]:
    for role, moves in movements.TRANSITIONS.items():
        for (state, event), after in moves.items():
            yield role.value, state.value, event.value, after.value


def _reservations() -> Iterator[Row]:
    for (state, event), after in reservations.TRANSITIONS.items():
        yield "guarantee", state.value, event.value, after.value


_TABLES: Mapping[str, Callable[[], Iterator[Row]]] = {
    "movement": _movements,
    "reservation": _reservations,
}


def _dot(kind: str, rows: list[Row]) -> str:
    """Draw a table for Graphviz, one box of states a role."""
    lines = [f"digraph {kind} {{", "  rankdir=LR;", '  node [shape=box, fontname="sans"];']
    for role in dict.fromkeys(row[0] for row in rows):
        moves = [row for row in rows if row[0] == role]
        lines += [f'  subgraph "cluster_{role}" {{', f'    label="{role}";']
        for state in dict.fromkeys(name for row in moves for name in (row[1], row[3])):
            lines.append(f'    "{role} {state}" [label="{state}"];')
        lines.append("  }")
        lines += [f'  "{role} {one}" -> "{role} {to}" [label="{by}"];' for _, one, by, to in moves]
    return "\n".join([*lines, "}"])
