"""The schema of a message, made from our catalogue, compiled when first asked for.

The attribute ``PhaseID`` and the namespace of the root belong to the envelope and are the same in
every message. ``schemaLocation`` in a message is ignored: only this schema is ever used.
"""

from functools import cache

from lxml import etree
from lxml.builder import ElementMaker
from lxml.etree import _Element as Element

from app.messages.ncts.catalogue import NAMESPACE, Entry, Format, formats, table

_XS = "http://www.w3.org/2001/XMLSchema"
_X = ElementMaker(namespace=_XS, nsmap={"xs": _XS, "n": NAMESPACE})
_BASES = {"text": "normalizedString"}
_FACETS = {
    "length": "length",
    "shortest": "minLength",
    "longest": "maxLength",
    "least": "minInclusive",
    "most": "maxInclusive",
    "digits": "totalDigits",
    "decimals": "fractionDigits",
}


def schema_text(message_type: str, version: str) -> bytes:
    """Write the schema of a message as XSD.

    Raises:
        Broken: the catalogue has no such message.
    """
    return etree.tostring(_schema(message_type, version), pretty_print=True)


@cache
def compiled(message_type: str, version: str) -> etree.XMLSchema:
    """Compile the schema of a message, once.

    Raises:
        Broken: the catalogue has no such message.
    """
    return etree.XMLSchema(_schema(message_type, version))


def _schema(message_type: str, version: str) -> Element:
    root = table(message_type, version).root
    known = formats(version)
    used = sorted({"phase", *_used(root)})
    simple = [one for name in used for one in simple_types(known[name], used.index(name))]
    names = {name: f"n:f{used.index(name)}" for name in used}
    top = _group(root, names)
    top.append(_X.attribute(name="PhaseID", type=names["phase"]))
    return _X.schema(
        _X.element(top, name=root.name),
        *simple,
        targetNamespace=NAMESPACE,
        elementFormDefault="unqualified",
    )


def _used(entry: Entry) -> set[str]:
    below = {name for one in entry.entries for name in _used(one)}
    return below | {entry.format} if entry.format else below


def _group(entry: Entry, names: dict[str, str]) -> Element:
    elements = []
    for one in entry.entries:
        occurs = {"minOccurs": str(one.least), "maxOccurs": str(one.most)}
        if one.format:
            elements.append(_X.element(name=one.name, type=names[one.format], **occurs))
        else:
            elements.append(_X.element(_group(one, names), name=one.name, **occurs))
    return _X.complexType(_X.sequence(*elements))


def simple_types(one: Format, number: int) -> list[Element]:
    """Write a format as simple type ``f<number>``, and one below for each further group."""
    base = f"xs:{_BASES.get(one.base, one.base)}"
    facets = [_X(_FACETS[name], value=value) for name, value in one.facets]
    facets += [_X.enumeration(value=value) for value in one.values]
    made = []
    for place, group in enumerate(one.patterns[:-1]):
        step = f"f{number}p{place}"
        made.append(_restriction(step, base, [_X.pattern(value=pattern) for pattern in group]))
        base = f"n:{step}"
    facets += [_X.pattern(value=pattern) for group in one.patterns[-1:] for pattern in group]
    return [*made, _restriction(f"f{number}", base, facets)]


def _restriction(name: str, base: str, facets: list[Element]) -> Element:
    return _X.simpleType(_X.restriction(*facets, base=base), name=name)
