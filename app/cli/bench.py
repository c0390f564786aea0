"""``bench``: figures of this machine beside their budgets, and a peer's where there is one."""

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.base.clock import SystemClock
from app.base.errors import Refused
from app.bench.frame import Figure, Setting
from app.bench.listed import BENCHES
from app.cli import out

_EXAMPLE = "example: waypost bench desk --size 100000 --json"


def register(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add the command to the command line."""
    command = commands.add_parser("bench", help="measure this machine", epilog=_EXAMPLE)
    command.add_argument("name", nargs="?", default="", metavar="NAME", help="of a benchmark")
    command.add_argument("--list", action="store_true", help="the benchmarks there are")
    command.add_argument("--size", type=int, help="records of the store it works on")
    command.add_argument("--tools", type=Path, metavar="DIR", help="where the peers are")
    command.add_argument("--folder", type=Path, metavar="DIR", help="on the disk to be measured")
    command.add_argument("--json", action="store_true", help="one JSON object a line")
    command.set_defaults(run=run, usage=command.error)


def run(arguments: argparse.Namespace) -> int:
    """Run one benchmark, or list them."""
    if arguments.list:
        for bench in BENCHES:
            _list(bench.name, bench.what, as_json=arguments.json)
        return 0
    if not arguments.name:
        arguments.usage("a NAME is needed, or --list")
    chosen = next((bench for bench in BENCHES if bench.name == arguments.name), None)
    if chosen is None:
        names = ", ".join(bench.name for bench in BENCHES)
        raise Refused("cli.no_such_bench", name=arguments.name, names=names)
    size = arguments.size
    if size is not None and not chosen.least <= size <= chosen.most:
        arguments.usage(f"--size {size} is not between {chosen.least} and {chosen.most}")
    with TemporaryDirectory(prefix="waypost-bench-", dir=arguments.folder) as folder:
        setting = Setting(
            folder=Path(folder),
            clock=SystemClock(),
            tools=arguments.tools,
            size=size or 0,
            told=out.prose,
        )
        for figure in chosen.run(setting):
            _tell(chosen.name, figure, as_json=arguments.json)
    return 0


def _list(name: str, what: str, *, as_json: bool) -> None:
    if as_json:
        out.line({"name": name, "what": what})
    else:
        out.text(f"{name:12} {what}")


def _tell(name: str, figure: Figure, *, as_json: bool) -> None:
    if as_json:
        out.line(
            {
                "bench": name,
                **out.plain(figure),
                "ratio": figure.ratio,
                "within": figure.is_within,
            }
        )
        return
    budget = "" if figure.budget is None else f"  (budget {figure.budget:g} {figure.unit})"
    theirs = "" if figure.theirs is None else f"  {figure.peer}: {figure.theirs:g}"
    value = figure.words or f"{figure.ours:10g} {figure.unit}"
    out.text(f"{figure.what:40} {value:>10}{budget}{theirs}")
