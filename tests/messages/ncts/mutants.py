"""Breaks a full message once at every place the specification's own schema says something about.

The schema is read as XSD from beside the project, apart from everything of ours: what it demands
(occurrence, pattern, length, range, digits, values, attributes) is broken once per element.
"""

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from functools import cache, cached_property
from pathlib import Path
from typing import TypeAlias

from lxml import etree
from lxml.etree import _Element as Element

XS = "{http://www.w3.org/2001/XMLSchema}"
NAMESPACE = "http://ncts.dgtaxud.ec"

MOST_ELEMENTS = 5_000

Change: TypeAlias = Callable[[Element], list[Element]]
"""Turns a copy of an element into what stands in its place."""


CANDIDATES = (
    "1",
    "2026-11-22",
    "2026-11-22T13:05:00",
    "26AL0010003K7B2MJ0",
    "26AL0010A00004170",
    "AL002000",
    "AL7712340001",
    "XB25000000",
    "arta@bregdeti.example",
    "41.12345",
    "CC015C",
    "AL",
    "AT",
    "A",
    "ABC",
    "AB12",
    "A2B4C",
    "A2B4C6",
    "A2B4C6D8",
    "A2B4C6D8E",
    "1E",
    "2026",
    "26AL0010003K7B2MA0",
    "U",
    "12",
    "AB",
)
"""Values of which each type takes one."""


@cache
def parsed(path: Path) -> Element:
    return etree.parse(path).getroot()


@cache
def probes_beside(path: Path, names: tuple[str, ...]) -> etree.XMLSchema:
    """The simple types of a schema as one element each, to ask what values a type takes."""
    schema = etree.parse(path).getroot()
    for element in schema.findall(f"{XS}element") + schema.findall(f"{XS}complexType"):
        schema.remove(element)
    for name in names:
        etree.SubElement(schema, f"{XS}element", name=f"probe-{name}", type=name)
    return etree.XMLSchema(schema.getroottree())


_SAME_TYPES: dict[tuple[str, ...], Path] = {}


class Official:
    """The types of one of the specification's schemas, with everything it includes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._types: dict[str, Element] = {}
        self._groups: dict[str, Element] = {}
        self._read(path.resolve(), set())
        names = (*sorted(self._names(f"{XS}simpleType")), path.parent.name)
        first = _SAME_TYPES.setdefault(names, path)
        self._probes = probes_beside(first, names[:-1])
        self.root = next(parsed(path).iter(f"{XS}element")).get("name", "")

    @cached_property
    def schema(self) -> etree.XMLSchema:
        return etree.XMLSchema(etree.parse(self._path))

    def _names(self, tag: str) -> list[str]:
        return [name for name, declared in self._types.items() if declared.tag == tag]

    def _read(self, path: Path, seen: set[Path]) -> None:
        if path in seen:
            return
        seen.add(path)
        for child in parsed(path):
            if child.tag == f"{XS}include":
                self._read((path.parent / child.get("schemaLocation", "")).resolve(), seen)
            elif child.tag == f"{XS}group":
                self._groups[child.get("name", "")] = child
            elif child.tag in (f"{XS}complexType", f"{XS}simpleType"):
                self._types[child.get("name", "")] = child

    def elements(self, type_name: str) -> list[Element]:
        """The elements of a complex type in order, groups opened."""
        declared = self._types[local(type_name)]
        extended = declared.find(f"{XS}complexContent/{XS}extension")
        found = [] if extended is None else self.elements(extended.get("base", ""))
        for child in (declared if extended is None else extended).iterfind(f"{XS}sequence/*"):
            if child.tag == f"{XS}group":
                group = self._groups[local(child.get("ref", ""))]
                found.extend(group.iterfind(f"{XS}sequence/{XS}element"))
            else:
                found.append(child)
        return found

    def value(self, type_name: str) -> str:
        """A value the schema takes for a simple type."""
        for candidate in CANDIDATES:
            if self.takes(type_name, candidate):
                return candidate
        raise AssertionError(f"no value for {type_name}")

    def takes(self, type_name: str, text: str) -> bool:
        """Whether a simple type takes a value."""
        probe = etree.Element(f"{{{NAMESPACE}}}probe-{local(type_name)}")
        probe.text = text
        return self._probes.validate(probe)

    def is_group(self, type_name: str) -> bool:
        return self._types[local(type_name)].tag == f"{XS}complexType"

    def facets(self, type_name: str) -> list[tuple[str, str]]:
        """Every facet of a simple type and of what it is derived from."""
        if type_name.startswith("xs:"):
            return [("base", type_name)]
        restriction = self._types[local(type_name)].find(f"{XS}restriction")
        assert restriction is not None
        own = [
            (etree.QName(facet).localname, facet.get("value", ""))
            for facet in restriction
            if isinstance(facet.tag, str) and facet.tag != f"{XS}annotation"
        ]
        return own + self.facets(restriction.get("base", ""))


def local(name: str) -> str:
    return name.rpartition(":")[2]


def full(official: Official) -> Element:
    """A valid message that has every element of the schema once."""
    root = etree.Element(f"{{{NAMESPACE}}}{official.root}", nsmap={"ncts": NAMESPACE})
    fill(official, root, f"{official.root}Type")
    assert official.schema.validate(root), official.schema.error_log
    return root


def fill(official: Official, parent: Element, type_name: str) -> None:
    for declared in official.elements(type_name):
        child = etree.SubElement(parent, declared.get("name", ""))
        kind = declared.get("type", "")
        if official.is_group(kind):
            fill(official, child, kind)
        else:
            child.text = official.value(kind)


def mutants(official: Official, root: Element) -> Iterator[tuple[str, str]]:
    """Break the message in every way, one after the other: what was broken, and where.

    The message is broken while the caller looks, and whole again afterwards.
    """
    seen: set[str] = set()
    for place, declared in list(walk(official, root, f"{official.root}Type")):
        parent = place.getparent()
        assert parent is not None
        path = root.getroottree().getpath(place)
        whole = list(parent)
        here = whole.index(place)
        for kind, change in changes(official, place, declared, seen):
            parent[:] = whole[:here] + change(deepcopy(place)) + whole[here + 1 :]
            yield kind, path
        parent[:] = [*whole[:here], *whole[here + 1 :], place]
        yield "moved to the end", path
        parent[:] = whole


def walk(official: Official, parent: Element, type_name: str) -> Iterator[tuple[Element, Element]]:
    """Each element of the message with its declaration in the schema."""
    for declared in official.elements(type_name):
        for place in parent.iterfind(declared.get("name", "")):
            yield place, declared
            if official.is_group(declared.get("type", "")):
                yield from walk(official, place, declared.get("type", ""))


def changes(
    official: Official, place: Element, declared: Element, seen: set[str]
) -> Iterator[tuple[str, Change]]:
    """What can be broken here; the values of a type are broken where it is seen first."""
    yield "left out", lambda _: []
    most = int(declared.get("maxOccurs", "1"))
    if most * len(list(place.iter())) < MOST_ELEMENTS:  # the structure is compared besides
        yield "as many as may be", times(most)
        yield "too many", times(most + 1)
    yield "strange attribute", strange
    yield "other name", other_name
    if official.is_group(declared.get("type", "")):
        yield "emptied", emptied
        yield "loose text", replaced("loose")
    else:
        yield "element inside", inside
        yield "empty", replaced("")
        if declared.get("type", "") in seen:
            return
        seen.add(declared.get("type", ""))
        for kind, text in texts(official.facets(declared.get("type", "")), place.text or ""):
            yield kind, replaced(text)


def times(number: int) -> Change:
    return lambda element: [element, *(deepcopy(element) for _ in range(number - 1))]


def strange(element: Element) -> list[Element]:
    element.set("strange", "1")
    return [element]


def other_name(element: Element) -> list[Element]:
    element.tag = f"{etree.QName(element).localname}X"
    return [element]


def emptied(element: Element) -> list[Element]:
    element[:] = []
    return [element]


def inside(element: Element) -> list[Element]:
    etree.SubElement(element, "inside")
    return [element]


def replaced(text: str) -> Change:
    def change(element: Element) -> list[Element]:
        element.text = text
        return [element]

    return change


def texts(facets: list[tuple[str, str]], valid: str) -> Iterator[tuple[str, str]]:
    """Values at and beyond every edge that the facets draw; some of them stay valid."""
    yield "blank", "   "
    yield "space before", f" {valid}"
    yield "space after", f"{valid} "
    yield "small letters", valid.lower()
    yield "foreign letters", "ë" * len(valid)
    yield "line feed", f"{valid}\n"
    for name, value in facets:
        yield from by_facet(name, value, valid)


def by_facet(name: str, value: str, valid: str) -> Iterator[tuple[str, str]]:
    if name in {"length", "maxLength", "minLength"}:
        for size in (int(value) - 1, int(value), int(value) + 1):
            yield f"{name} {size}", "A" * size
            yield f"{name} {size} digits", "1" * size
    elif name == "pattern":
        yield f"pattern {value[:20]}", f"{valid}~"
        yield f"pattern {value[:20]} cut", valid[:-1]
        yield f"pattern {value[:20]} signs", "~" * (len(valid) or 1)
        yield f"pattern {value[:20]} longer", valid * 600
    elif name == "enumeration":
        yield f"enumeration {value}", value
        yield f"enumeration {value} broken", f"{value}Q"
    else:
        yield from OTHERS.get(name, nothing)(value)


def nothing(_: str) -> Iterator[tuple[str, str]]:
    yield from ()


def ranges(value: str) -> Iterator[tuple[str, str]]:
    for number in (int(value) - 1, int(value), int(value) + 1):
        yield f"range {number}", str(number)
    yield "range leading zero", f"0{value}"
    yield "range plus", f"+{value}"


def digits(value: str) -> Iterator[tuple[str, str]]:
    for size in (int(value) - 1, int(value), int(value) + 1):
        yield f"digits {size}", "1" * size
        yield f"decimals {size}", f"1.{'1' * size}"
        yield f"small decimals {size}", f"0.{'0' * (size - 1)}1"
    yield "digits zero", "0"
    yield "digits zero point", "0.0"
    yield "digits bare point", "1."
    yield "digits below zero", "-1"
    yield "digits exponent", "1E2"


def bases(value: str) -> Iterator[tuple[str, str]]:
    if value in {"xs:date", "xs:dateTime"}:
        time = "T10:00:00" if value == "xs:dateTime" else ""
        for day in ("2026-02-29", "2028-02-29", "2026-13-01", "0000-01-01", "2026-11-22Z"):
            yield f"{value} {day}", f"{day}{time}"
        yield f"{value} with offset", f"2026-11-22{time}+01:00"
        yield f"{value} midnight", "2026-11-22T24:00:00"
        yield f"{value} fraction", "2026-11-22T10:00:00.5"


OTHERS: Mapping[str, Callable[[str], Iterator[tuple[str, str]]]] = {
    "minInclusive": ranges,
    "maxInclusive": ranges,
    "totalDigits": digits,
    "fractionDigits": digits,
    "base": bases,
}
