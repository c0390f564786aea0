"""A document as plain frozen nodes: what is kept, packed, compared and written without lxml."""

from collections import Counter
from collections.abc import Iterator

import msgspec
from lxml import etree
from lxml.etree import _Element as Element


class Node(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One element: its name (``{namespace}name`` where it has one), text and children in order.

    ``namespaces`` are the declarations made here as (prefix or "", address); ``tail`` is text
    after the element that is not mere layout. Layout (blank text between elements) is not kept.
    """

    name: str
    text: str = ""
    children: tuple["Node", ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    namespaces: tuple[tuple[str, str], ...] = ()
    tail: str = ""

    @property
    def local(self) -> str:
        """The name without its namespace."""
        return self.name.rpartition("}")[2]

    def all(self, path: str) -> tuple["Node", ...]:
        """Every descendant at ``A/B/C`` below this node, in document order."""
        found: tuple[Node, ...] = (self,)
        for step in path.split("/"):
            found = tuple(child for node in found for child in node.children if child.name == step)
        return found

    def one(self, path: str) -> "Node | None":
        """The first descendant at ``A/B/C``, if any."""
        here = self
        for step in path.split("/"):
            below = next((child for child in here.children if child.name == step), None)
            if below is None:  # another of the same name higher up may have it
                return next(iter(self.all(path)), None) if "/" in path else None
            here = below
        return here

    def value(self, path: str) -> str | None:
        """The text of the first descendant at ``A/B/C``; None where there is none."""
        node = self.one(path)
        return None if node is None else node.text

    def attribute(self, name: str) -> str | None:
        """The value of an attribute, if it is there."""
        return dict(self.attributes).get(name)


def read_tree(element: Element) -> Node:
    """Turn a parsed element into nodes; the door has capped the depth."""
    return _read(element, {})


def _read(element: Element, above: dict[str | None, str]) -> Node:
    declared = element.nsmap
    text = element.text or ""
    tail = element.tail or ""
    return Node(
        name=str(element.tag),
        text="" if len(element) and not text.strip() else text,
        children=tuple(_read(child, declared) for child in element),
        attributes=tuple((str(name), str(value)) for name, value in element.attrib.items()),
        namespaces=tuple(
            (prefix or "", address)
            for prefix, address in declared.items()
            if above.get(prefix) != address
        ),
        tail=tail if tail.strip() else "",
    )


def write_tree(node: Node) -> Element:
    """Turn nodes back into an element.

    Raises:
        ValueError: a text holds a character that XML cannot carry.
    """
    root = etree.Element(node.name, dict(node.attributes), nsmap=_nsmap(node))
    waiting = [(node, root)]
    while waiting:
        above, element = waiting.pop()
        element.text = above.text or None
        for child in above.children:
            below = etree.SubElement(
                element, child.name, dict(child.attributes), nsmap=_nsmap(child)
            )
            below.tail = child.tail or None
            waiting.append((child, below))
    return root


def _nsmap(node: Node) -> dict[str | None, str]:
    return {prefix or None: address for prefix, address in node.namespaces}


def to_bytes(node: Node) -> bytes:
    """Write a document in UTF-8 with its XML declaration, without layout."""
    return etree.tostring(write_tree(node), xml_declaration=True, encoding="UTF-8")


def canonical(root: Element) -> bytes:
    """Give the canonical XML (C14N 1.0, no comments) of a copy without layout.

    Layout is blank text beside elements; it carries no meaning in any family we know.
    """
    copy = etree.fromstring(etree.tostring(root), _plain())
    for element in copy.iter():
        if len(element) and not (element.text or "").strip():
            element.text = None
        if not (element.tail or "").strip():
            element.tail = None
    return etree.tostring(copy, method="c14n", with_comments=False)


def _plain() -> etree.XMLParser[Element]:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def paths(node: Node) -> Iterator[tuple[str, Node]]:
    """Every node with its XPath; a place among namesakes is counted where there are several."""
    waiting = [(f"/{node.local}", node)]
    while waiting:
        path, here = waiting.pop()
        yield path, here
        if here.children:
            waiting.extend(reversed(list(_below(path, here))))


def _below(path: str, node: Node) -> Iterator[tuple[str, Node]]:
    namesakes = Counter(child.name for child in node.children)
    seen: Counter[str] = Counter()
    for child in node.children:
        seen[child.name] += 1
        place = f"[{seen[child.name]}]" if namesakes[child.name] > 1 else ""
        yield f"{path}/{child.local}{place}", child
