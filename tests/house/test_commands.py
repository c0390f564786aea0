"""Every command says what it does, shows an example, and speaks JSON."""

import argparse
from collections.abc import Iterator

import pytest

from app.cli.main import parser
from tests.house.reading import hold


def commands(whole: argparse.ArgumentParser) -> Iterator[tuple[str, str, argparse.ArgumentParser]]:
    """Give every command with its help line; commands of commands by their whole name."""
    for action in whole._actions:
        if isinstance(action, argparse._SubParsersAction):
            told = {choice.dest: choice.help or "" for choice in action._choices_actions}
            for name, command in action.choices.items():
                inner = list(commands(command))
                yield from ((f"{name} {more}", line, last) for more, line, last in inner)
                if not inner:
                    yield name, told.get(name, ""), command


def mute(whole: argparse.ArgumentParser) -> list[str]:
    """Say of each command what it keeps to itself."""
    found = []
    for name, line, command in commands(whole):
        options = {word for action in command._actions for word in action.option_strings}
        unexplained = [
            "/".join(action.option_strings) or action.dest
            for action in command._actions
            if not action.help
        ]
        if not line:
            found.append(f"{name}: no line of help")
        if "example" not in (command.epilog or "").lower():
            found.append(f"{name}: no example")
        if "--json" not in options:
            found.append(f"{name}: no --json")
        found.extend(f"{name} {option}: no help" for option in unexplained)
    return found


def test_every_command_helps() -> None:
    hold(mute(parser()))


@pytest.mark.parametrize(
    ("line", "epilog", "option", "says"),
    [
        ("shows", "example: x", "why", None),
        (None, "example: x", "why", "show: no line of help"),
        ("shows", None, "why", "show: no example"),
        ("shows", "example: x", None, "show --all: no help"),
    ],
)
def test_a_command_that_keeps_something_to_itself_is_caught(
    line: str | None, epilog: str | None, option: str | None, says: str | None
) -> None:
    whole = argparse.ArgumentParser()
    inner = whole.add_subparsers()
    command = inner.add_parser("show", epilog=epilog, help=line)
    command.add_argument("--json", help="one object a line", action="store_true")
    command.add_argument("--all", help=option)
    assert mute(whole) == ([] if says is None else [says])
