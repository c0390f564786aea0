"""Every finding names its rule and its place: none is made without them."""

import ast
from collections.abc import Iterator

import msgspec
import pytest

from app.base.clock import Day
from app.base.findings import Finding, Findings
from app.guarantees import rules as guarantees
from app.messages.examined import examine
from app.messages.roundtrip import roundtrip
from app.messages.untrusted import parse_untrusted, parsed
from app.reference.codelists import load
from app.reference.numbers import kinds, wrong
from tests.house.reading import Source, sources
from tests.transit.goods import declaration

LISTS = load(Day(20261122))
MAKERS = {"Finding": (), "_stop": ("code", "rule", "path"), "_warn": ("code", "rule", "path")}
"""What makes findings, with its first positional parameters."""


def made(file: Source) -> Iterator[tuple[str, dict[str, ast.expr]]]:
    """Each call that makes a finding, with its arguments by name."""
    for node in ast.walk(file.tree()):
        name = (
            node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
        )
        if isinstance(node, ast.Call) and name in MAKERS:
            given = dict(zip(MAKERS[name], node.args, strict=False))
            given |= {one.arg: one.value for one in node.keywords if one.arg is not None}
            yield f"{file.path}:{node.lineno}", given


def is_empty(value: ast.expr | None) -> bool:
    return value is None or (isinstance(value, ast.Constant) and not value.value)


def test_no_finding_is_made_without_its_rule_and_its_place() -> None:
    calls = [call for file in sources("app") for call in made(file)]
    assert len(calls) > 60
    assert [
        place for place, given in calls for name in ("rule", "path") if is_empty(given.get(name))
    ] == []


def test_a_finding_without_them_is_found() -> None:
    file = Source("app/x.py", 'Finding(code="x.y", rule="", path="/")\n_stop("x.y", path="a")\n')
    assert [
        [is_empty(given.get(name)) for name in ("rule", "path")] for _, given in made(file)
    ] == [
        [True, False],
        [True, False],
    ]
    with pytest.raises(TypeError, match="rule"):
        Finding(code="x.y", path="/")  # type: ignore[call-arg]  # what this test is about


@pytest.mark.parametrize(
    "raw",
    [b"", b"x", b"\0", b"%PDF-1.7", b"\xff\xfe<\0", b"<a/>", b"<!DOCTYPE a><a/>", b"<a>\xff</a>"],
)
def test_whatever_a_file_is_what_is_said_of_it_names_rule_and_place(raw: bytes) -> None:
    said: list[Findings] = [
        examine(raw, LISTS).findings,
        roundtrip(raw).findings,
        parsed(parse_untrusted(raw)).findings,
    ]
    assert all(said)
    assert [one for findings in said for one in findings if not (one.rule and one.path)] == []


@pytest.mark.parametrize("name", sorted(kinds.BY_NAME))
def test_every_number_names_what_says_how_it_is_made(name: str) -> None:
    assert wrong.RULES[name]
    for number in ("", "26AL0020000002SGJ9", "CSQU3054384", "x" * 60, "24GB00000100002990"):
        for finding in kinds.examine(name, number, "field"):
            assert (bool(finding.rule), finding.path) == (True, "field")


def test_what_is_said_of_guarantees_names_rule_and_place() -> None:
    none = msgspec.structs.replace(declaration(), guarantees=())
    found = [*guarantees.guaranteed(none), *guarantees.balance_is_old("24GB00000100002995")]
    assert len(found) == 2
    assert all(one.rule and one.path for one in found)
