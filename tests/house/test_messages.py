"""A message that is made or taken in has its table and a sample of our own."""

import ast
import re
from collections.abc import Collection, Iterator

from app.workstation.rooms import Rooms
from tests.house.reading import ROOT, hold, sources

FAMILIES = ROOT / "resources" / "messages"
SAMPLES = ROOT / "tests" / "data"

_BUILDER = re.compile(r"(?:cc|cd)\d{3}")


def made() -> Iterator[str]:
    """Give the NCTS messages we make: one builder each, named as the message."""
    for file in sources("app/messages"):
        if file.path.endswith("/builders.py"):
            for node in file.tree().body:
                if isinstance(node, ast.FunctionDef) and _BUILDER.fullmatch(node.name):
                    yield f"{node.name.upper()}C"


def lacking(
    messages: Collection[str], tables: Collection[str], samples: Collection[str]
) -> list[str]:
    """Say of each message what it lacks; samples are named ``CC015C-p5.xml``."""
    sampled = {name.partition("-")[0] for name in samples}
    return [
        *(f"{message}: no table" for message in sorted(messages) if message not in tables),
        *(f"{message}: no sample" for message in sorted(messages) if message not in sampled),
    ]


def test_every_message_we_make_or_take_in_has_its_table_and_its_sample() -> None:
    messages = {*made(), *Rooms().incoming}
    tables = {path.stem for path in FAMILIES.rglob("*.txt")}
    samples = {path.stem for path in SAMPLES.rglob("*.xml")}
    assert messages
    hold(lacking(messages, tables, samples))


def test_a_message_without_table_or_sample_is_caught() -> None:
    assert lacking({"CC015C"}, {"CC015C"}, {"CC015C-p5"}) == []
    assert lacking({"CC015C"}, {"CC015C"}, set()) == ["CC015C: no sample"]
    assert lacking({"CC015C"}, set(), {"CC015C-p5"}) == ["CC015C: no table"]
