"""One place for keys, one for colours, one door for words: the rules of ``app/ui``."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.reading import Source, breaches, hold, literals, sources

KEYS = "app/ui/keys.py"
COLOURS = "app/ui/theme.py"

_HEX = re.compile(r"#(?:[0-9a-fA-F]{3,4}){1,2}\b")


def shortcuts(file: Source) -> Iterator[str]:
    """Find keys bound outside their one table."""
    if file.path == KEYS:
        return
    for node in ast.walk(file.tree()):
        name = node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")
        if name in {"QShortcut", "setShortcut", "setShortcuts"}:
            yield f"{name}: keys are bound in {KEYS}"


def colours(file: Source) -> Iterator[str]:
    """Find colours written down outside the themes."""
    if file.path == COLOURS:
        return
    for number, words in literals(file):
        if _HEX.search(words):
            yield f"line {number}: {words}: colours are roles of {COLOURS}"


def test_keys_are_bound_in_one_place() -> None:
    hold(breaches(shortcuts, sources("app/ui")))


def test_colours_are_written_in_one_place() -> None:
    hold(breaches(colours, sources("app/ui")))


@pytest.mark.parametrize(
    "line", ["QShortcut(keys, page)", "QtGui.QShortcut", "button.setShortcut(x)"]
)
def test_a_key_bound_elsewhere_is_caught(line: str) -> None:
    assert list(shortcuts(Source("app/ui/pages/x.py", line))) != []
    assert list(shortcuts(Source(KEYS, line))) == []


@pytest.mark.parametrize("colour", ["#fff", "#0b5cad", "color: #0B5CAD80;"])
def test_a_colour_written_elsewhere_is_caught(colour: str) -> None:
    assert list(colours(Source("app/ui/pages/x.py", f"x = '{colour}'"))) != []
    assert list(colours(Source(COLOURS, f"x = '{colour}'"))) == []
    assert list(colours(Source("app/ui/x.py", "x = 'no #hash and issue #12'"))) == []
