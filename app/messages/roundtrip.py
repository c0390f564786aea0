"""Reading and writing again: what is lost or changed on the way, if anything."""

import msgspec

from app.base.findings import Finding, Findings
from app.messages.door import open_xml
from app.messages.ncts.message import read_element, write
from app.messages.tree import Node, canonical, paths, read_tree


class Roundtrip(msgspec.Struct, frozen=True, kw_only=True):
    """A file read and written: the same canonical XML, or which places were lost or changed."""

    type: str = ""
    same: bool = False
    lost: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    findings: Findings = ()


def roundtrip(raw: bytes) -> Roundtrip:
    """Read a file, write it, read that, and compare the canonical XML of both."""
    opened = open_xml(raw)
    if opened.root is None:
        return Roundtrip(findings=opened.findings)
    message = read_element(opened.root).message
    if message is None:
        finding = Finding(code="messages.unknown_family", rule="XML", path="/")
        return Roundtrip(findings=(finding,))
    again = open_xml(write(message))
    if again.root is None:
        return Roundtrip(type=message.type, findings=again.findings)
    lost, changed = compare(read_tree(opened.root), read_tree(again.root))
    same = canonical(opened.root) == canonical(again.root)
    return Roundtrip(type=message.type, same=same, lost=lost, changed=changed)


def compare(before: Node, after: Node) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Name the places of a document that another has not, and those that say something else."""
    kept = dict(paths(after))
    here = list(paths(before))
    lost = tuple(path for path, _ in here if path not in kept)
    changed = tuple(path for path, node in here if path in kept and _says(node, kept[path]))
    return lost, changed


def _says(one: Node, other: Node) -> bool:
    """Whether two elements differ in anything but the elements below them."""
    return any(
        getattr(one, field) != getattr(other, field)
        for field in ("name", "text", "attributes", "namespaces", "tail")
    )
