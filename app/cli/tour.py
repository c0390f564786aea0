"""``tour``: a picture of every screen in its telling states, made without a display."""

import argparse
import os
from pathlib import Path
from typing import Any

import msgspec

from app.base.errors import Refused
from app.cli import out

_EXAMPLE = "example: waypost tour --out shots --theme day,night --size 1366x768 --check"
_THEMES = ("day", "sun", "night")
_REFUSED = 1


def register(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add the command to the command line."""
    command = commands.add_parser("tour", help="make a picture of every screen", epilog=_EXAMPLE)
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help="where they go")
    command.add_argument("--theme", default="day", help="day, sun, night; several by comma")
    command.add_argument("--language", default="en", help="of the screens; several by comma")
    command.add_argument("--scale", default="1.0", help="px a logical px; several by comma")
    command.add_argument("--size", default="1366x768", help="of the pictures; several by comma")
    command.add_argument("--only", default="", metavar="4,8", help="screens by their numbers")
    command.add_argument("--seed", type=int, default=1, help="of the traffic that is played")
    command.add_argument("--check", action="store_true", help="exit 1 where something is amiss")
    command.add_argument("--json", action="store_true", help="one JSON object a line")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Make the tour; status 1 with ``--check`` where it found something."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from app.ui import host

    host.importable()
    from app.ui import noise
    from app.ui.theme import ThemeName
    from app.ui.tour.sheet import Picture
    from app.ui.tour.tour import tour
    from app.ui.tour.visitor import Way
    from app.ui.tour.visits import VISITS

    only = _numbers(arguments.only)
    _require_screens(only, {visit.screen for visit in VISITS})
    ways = [
        Way(
            theme=ThemeName(_one_of(theme, _THEMES, "theme")),
            language=language,
            scale=_scale(scale),
            size=_size(size),
        )
        for theme in arguments.theme.split(",")
        for language in arguments.language.split(",")
        for scale in arguments.scale.split(",")
        for size in arguments.size.split(",")
    ]

    def tell(picture: Picture) -> None:
        if arguments.json:
            out.line(msgspec.to_builtins(picture))
            return
        out.text(picture.file)
        for seen in picture.findings:
            out.text(f"  {seen.kind}: {seen.where}")

    noise.hush()
    pictures = tour(
        arguments.out,
        ways,
        only=only,
        seed=arguments.seed,
        tell=tell,
    )
    amiss = any(picture.findings for picture in pictures)
    return _REFUSED if amiss and arguments.check else 0


def _one_of(word: str, words: tuple[str, ...], option: str) -> str:
    if word not in words:
        raise Refused("desk.tour.option", option=option, value=word, values=", ".join(words))
    return word


def _scale(word: str) -> float:
    try:
        scale = float(word)
    except ValueError:
        scale = 0.0
    if not 0.5 <= scale <= 4.0:  # noqa: PLR2004 - what screens have
        raise Refused("desk.tour.option", option="scale", value=word, values="0.5 - 4.0")
    return scale


def _size(word: str) -> tuple[int, int]:
    wide, cross, high = word.partition("x")
    if not (cross and wide.isdecimal() and high.isdecimal() and int(wide) and int(high)):
        raise Refused("desk.tour.option", option="size", value=word, values="1366x768")
    return int(wide), int(high)


def _require_screens(only: frozenset[int], known: set[int]) -> None:
    for number in sorted(only - known):
        numbers = ", ".join(str(one) for one in sorted(known))
        raise Refused("cli.no_such_screen", field="only", number=number, numbers=numbers)


def _numbers(words: str) -> frozenset[int]:
    numbers = [word for word in words.split(",") if word.strip()]
    for word in numbers:
        if not word.strip().isdecimal():
            raise Refused("desk.tour.option", option="only", value=word, values="1 - 12")
    return frozenset(int(word) for word in numbers)
