"""Every table of the catalogue has the elements, occurrences and values of the specification."""

from collections.abc import Iterator
from functools import cache

import pytest
from lxml import etree
from lxml.builder import ElementMaker

from app.messages.ncts.catalogue import NAMESPACE, Entry, formats, table
from app.messages.ncts.schema import simple_types
from tests.messages.ncts.mutants import CANDIDATES, XS, Official, texts
from tests.messages.ncts.places import TABLES, needs_shared, official_schema

every_table = pytest.mark.parametrize(("message_type", "version"), TABLES)


def structure(official: Official, type_name: str, path: str) -> Iterator[tuple[str, str, str]]:
    for declared in official.elements(type_name):
        kind = declared.get("type", "")
        here = f"{path}/{declared.get('name', '')}"
        occurs = f"{declared.get('minOccurs', '1')}..{declared.get('maxOccurs', '1')}"
        yield here, occurs, "" if official.is_group(kind) else kind
        if official.is_group(kind):
            yield from structure(official, kind, here)


def ours(entry: Entry, path: str) -> Iterator[tuple[str, str, str]]:
    for below in entry.entries:
        here = f"{path}/{below.name}"
        yield here, f"{below.least}..{below.most}", below.format
        yield from ours(below, here)


@needs_shared
@every_table
def test_the_elements_stand_in_the_same_order_as_often(message_type: str, version: str) -> None:
    official = Official(official_schema(message_type, version))
    theirs = list(structure(official, f"{official.root}Type", ""))
    mine = list(ours(table(message_type, version).root, ""))
    assert [(path, occurs) for path, occurs, _ in mine] == [
        (path, occurs) for path, occurs, _ in theirs
    ]
    told: dict[tuple[str, str], list[str]] = {}
    for (_, _, kind), (_, _, form) in zip(theirs, mine, strict=True):
        if kind:
            told.setdefault((kind, form), unlike(official, kind, form, version))
    assert {pair: values for pair, values in told.items() if values} == {}


def unlike(official: Official, kind: str, form: str, version: str) -> list[str]:
    """The values that one takes and the other does not."""
    known = official.value(kind)
    tried = {*CANDIDATES, *(text for _, text in texts(official.facets(kind), known))}
    return [
        text for text in sorted(tried) if official.takes(kind, text) != takes(form, text, version)
    ]


def takes(form: str, text: str, version: str) -> bool:
    probe = etree.Element(f"{{{NAMESPACE}}}{probe_name(form)}")
    probe.text = text
    return probes(version).validate(probe)


def probe_name(form: str) -> str:
    return f"probe{sorted(formats('p5')).index(form)}"


@cache
def probes(version: str) -> etree.XMLSchema:
    """One element per format of ours."""
    make = ElementMaker(namespace=XS[1:-1], nsmap={"xs": XS[1:-1], "n": NAMESPACE})
    schema = make.schema(targetNamespace=NAMESPACE)
    for number, (name, form) in enumerate(sorted(formats(version).items())):
        schema.extend(simple_types(form, number))
        schema.append(make.element(name=probe_name(name), type=f"n:f{number}"))
    return etree.XMLSchema(schema)


@needs_shared
def test_a_format_that_differs_is_caught() -> None:
    official = Official(official_schema("CC028C", "p5"))
    assert unlike(official, "MrnContentType05", "an..35", "p5") != []
    assert unlike(official, "MrnContentType05", "mrn", "p5") == []
