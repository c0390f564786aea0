"""``demo corridor``: the main job from end to end, in processes of their own, without a screen."""

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from app.base.clock import SystemClock
from app.base.errors import Broken, Refused
from app.base.ids import SystemChance
from app.cli import out

_EXAMPLE = "example: waypost demo corridor --link-down --from declaration.xml --json"
_WAYS = ("hub",)
_DIFFERENT = 1


def register(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add the command."""
    demo = commands.add_parser(
        "demo", help="play a story in which everything takes part", epilog=_EXAMPLE
    )
    stories = demo.add_subparsers(metavar="STORY", required=True)
    corridor = stories.add_parser(
        "corridor",
        help="a declaration from its release in one country to its discharge by the other",
        epilog=_EXAMPLE,
    )
    corridor.add_argument(
        "--link-down", action="store_true", help="cut every line on the way and let it back"
    )
    corridor.add_argument("--posts", type=int, default=3, help="3 to 5 posts take part")
    corridor.add_argument(
        "--from", dest="source", metavar="FILE", help="a declaration 015; else one of our own"
    )
    corridor.add_argument("--over", default="hub", help="the ways acts travel: hub")
    corridor.add_argument(
        "--keep", type=Path, metavar="DIR", help="keep stores, logs and the printed paper there"
    )
    corridor.add_argument("--json", action="store_true", help="one JSON object a line")
    corridor.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Play the corridor; status 1 where not everybody agrees in the end."""
    from app.training import way
    from app.training.corridor import Corridor
    from app.training.world import World

    began = SystemClock().monotonic()
    clock = SystemClock()
    ways = arguments.over.split(",")
    if set(ways) - set(_WAYS):
        raise Refused("training.over", field="over", ways=", ".join(_WAYS))
    road = way.road(arguments.posts)
    raw = _source(arguments.source) if arguments.source else way.sample(clock.now())
    declared = way.placed(raw, road, clock)
    tell = _tell_json if arguments.json else _tell_text
    with _folder(arguments.keep) as folder:
        offices = way.offices(arguments.posts)
        with World(folder, offices, chance=SystemChance()) as world:
            story = Corridor(world, road, tell, clock=clock, link_down=arguments.link_down)
            verdict = story.play(declared)
            carried = {
                name: {"up": line.up, "down": line.down} for name, line in world.lines.items()
            }
    last = {
        **msgspec.structs.asdict(verdict),
        "bytes": carried,
        "ms": clock.monotonic() - began,
    }
    if arguments.json:
        out.line(last)
    else:
        _tell_verdict(last)
    return 0 if verdict.converged and verdict.acknowledged else _DIFFERENT


def _source(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError as wrong:
        reason = wrong.strerror or type(wrong).__name__
        raise Broken("training.unreadable", file=name, reason=reason) from wrong


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept is not None:
        yield kept
        return
    with tempfile.TemporaryDirectory(prefix="corridor-") as made:
        yield Path(made)


def _tell_json(told: Any) -> None:
    out.line(msgspec.to_builtins(told))


def _tell_text(told: Any) -> None:
    more = f"  {told.what}: {told.was or '-'} -> {told.now or '-'}" if told.act == "mapped" else ""
    words = f"{told.step:>3}  {told.office:<8}  {told.act:<20}  {told.record:<18}  {told.state}"
    out.text(f"{words.rstrip()}{more}")


def _tell_verdict(last: dict[str, Any]) -> None:
    agreed = "Everybody agrees" if last["converged"] else "Not everybody agrees"
    out.text(f"{agreed}: {last['records']} records, {last['acts']} acts, {last['cases']} cases.")
    for difference in last["differences"]:
        out.text(f"  {difference}")
