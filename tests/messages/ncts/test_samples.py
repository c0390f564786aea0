"""One sample of our own per message: made, read, examined, written again, nothing lost."""

from pathlib import Path

import pytest
from lxml import etree

from app.base.clock import Day
from app.messages.examined import examine
from app.messages.ncts.declared import declaration_of
from app.messages.ncts.facts import SHAPES, facts_of
from app.messages.ncts.message import Message, read, write
from app.messages.roundtrip import roundtrip
from app.messages.tree import write_tree
from app.reference.codelists import load
from tests.conftest import Golden
from tests.messages.ncts.invented import EXAMPLES, MRN
from tests.messages.ncts.places import OWN, sample

every_table = pytest.mark.parametrize(("message_type", "version"), OWN)


def pretty(message: Message) -> bytes:
    root = write_tree(message.root)
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


@every_table
def test_a_message_is_made_like_its_sample(
    message_type: str, version: str, golden: Golden
) -> None:
    golden(sample(message_type, version), pretty(EXAMPLES[message_type](version)))


@every_table
def test_a_sample_reads_as_the_message_it_was_made_from(message_type: str, version: str) -> None:
    found = read(sample(message_type, version).read_bytes())
    assert found.findings == ()
    assert found.message == EXAMPLES[message_type](version)


@every_table
def test_a_sample_is_accepted_by_schema_lists_and_rules(message_type: str, version: str) -> None:
    examined = examine(sample(message_type, version).read_bytes(), load(Day(20261122)))
    assert [(found.rule, found.path) for found in examined.findings] == []
    assert (examined.family, examined.type, examined.version, examined.verdict) == (
        "ncts",
        message_type,
        version,
        "accept",
    )


@every_table
def test_a_sample_comes_back_the_same(message_type: str, version: str) -> None:
    made = roundtrip(sample(message_type, version).read_bytes())
    assert made.same
    assert (made.lost, made.changed) == ((), ())


@every_table
def test_an_element_nobody_knows_survives(message_type: str, version: str) -> None:
    strange = b'<x:Strange xmlns:x="urn:strange" a="1">kept <b>also</b> and</x:Strange>'
    raw = with_last(sample(message_type, version), strange)
    made = roundtrip(raw)
    assert made.same
    message = read(raw).message
    assert message is not None
    assert b"kept <b>also</b> and" in write(message)
    assert b'xmlns:x="urn:strange"' in write(message)


def with_last(path: Path, strange: bytes) -> bytes:
    head, mark, tail = path.read_bytes().rpartition(b"</ncts:")
    return head + strange + mark + tail


@every_table
def test_a_sample_says_its_number_in_the_model(message_type: str, version: str) -> None:
    message = EXAMPLES[message_type](version)
    if message_type == "CC015C":
        assert declaration_of(message).lrn == "BT-2026-0417"
    elif message_type in SHAPES:
        facts = facts_of(message)
        assert facts is not None
        assert facts.mrn == MRN
    else:
        assert declaration_of(message).mrn == MRN
