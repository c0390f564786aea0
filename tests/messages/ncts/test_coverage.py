"""Every rule of the specification has its place: executed, structural, or not ours."""

import json

import pytest

from app.messages.ncts.catalogue import types
from app.messages.ncts.rules.book import rules_of
from app.messages.ncts.rules.coverage import coverage
from app.reference.texts import texts
from tests.messages.ncts.places import SHARED, needs_shared

OURS = {"DDNTA", "ISO6346"}
"""Checks of ours that have no number in the specification."""


def test_no_rule_has_two_places() -> None:
    numbers = [row.rule for row in coverage()]
    assert sorted(set(numbers)) == numbers


def test_every_rule_a_table_names_has_its_place() -> None:
    named = set().union(*(rules_of(message_type) for message_type in types()))
    assert named - {row.rule for row in coverage()} == set()


@needs_shared
def test_every_rule_of_the_specification_has_its_place_and_no_other() -> None:
    published = json.loads((SHARED / "ncts" / "rules.json").read_text("utf-8"))
    assert {row.rule for row in coverage()} - OURS == set(published)


def test_every_place_says_why() -> None:
    for row in coverage():
        assert texts("en").has(row.why), row.rule
        assert row.where or row.kind == "not ours"


@pytest.mark.parametrize("number", ["R0106", "C0569", "R0007", "C0930", "G0017", "R0318", "R0900"])
def test_what_an_office_meets_every_day_is_executed(number: str) -> None:
    assert {row.rule: row.kind for row in coverage()}[number] == "executed"
