"""Our schema and the specification's own say the same of every message, whole or broken."""

from collections import Counter

import pytest
from lxml import etree

from app.messages.ncts.schema import compiled
from tests.messages.ncts.mutants import Official, full, mutants
from tests.messages.ncts.places import (
    OFFICIAL,
    OWN,
    SHARED,
    TABLES,
    compiled_official,
    needs_shared,
    official_schema,
    sample,
)

every_table = pytest.mark.parametrize(("message_type", "version"), OWN)


@needs_shared
@every_table
def test_both_say_the_same_of_every_mutant(message_type: str, version: str) -> None:
    official = Official(official_schema(message_type, version))
    ours = compiled(message_type, version)
    root = full(official)
    assert ours.validate(root)
    counted: Counter[bool] = Counter()
    different: list[tuple[str, str]] = []
    for mutant in mutants(official, root):
        verdict = official.schema.validate(root)
        counted[verdict] += 1
        if ours.validate(root) != verdict:
            different.append(mutant)
    assert different == []
    assert counted[False] > 4 * len(list(root.iter()))  # the harness bites
    assert counted[True] > len(list(root.iter()))
    assert ours.validate(root)


@needs_shared
@pytest.mark.parametrize("version", ["p5", "p6"])
def test_both_say_the_same_of_every_sample_of_the_specification(version: str) -> None:
    types = {message_type for message_type, known in TABLES if known == version}
    compared = 0
    for path in sorted((SHARED / "ncts").rglob("*.xml")):
        root = etree.parse(path).getroot()
        message_type = etree.QName(root).localname
        if message_type not in types:
            continue
        official = compiled_official(message_type, version)
        compared += 1
        assert compiled(message_type, version).validate(root) == official.validate(root), path.name
    assert compared >= 80


@needs_shared
def test_the_phase_of_a_message_is_judged_alike() -> None:
    for message_type, version in OWN:
        official = compiled_official(message_type, version)
        root = etree.parse(sample(message_type, version)).getroot()
        for phase in ("NCTS5.0", "NCTS5.1", "NCTS6", " NCTS5.1", "NCTS7", ""):
            root.set("PhaseID", phase)
            assert compiled(message_type, version).validate(root) == official.validate(root)


@needs_shared
def test_a_wrong_table_would_be_caught() -> None:
    official = Official(official_schema("CC028C", "p5"))
    root = full(official)
    ours = compiled("CC045C", "p5")
    verdicts = [
        official.schema.validate(root) != ours.validate(root) for _ in mutants(official, root)
    ]
    assert any(verdicts)


def test_the_schema_needs_nothing_from_beside_the_project() -> None:
    for message_type, version in OWN:
        root = etree.parse(sample(message_type, version)).getroot()
        assert compiled(message_type, version).validate(root)
    assert OFFICIAL.name == "xsd"
