"""The one door for XML: bytes in, a tree of elements or findings out, never an exception.

No entity, no DTD, no network, no comment, no processing instruction comes through; size, number of
elements and depth are capped while parsing, so that the cap bites before the memory does.
"""

import re
from functools import cache
from typing import NamedTuple

import msgspec
from lxml import etree
from lxml.etree import _Element as Element

from app.base.errors import Parameter
from app.base.findings import Finding, Findings

_CHUNK = 1 << 16
_DECLARED = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#[0-9]+|#x[0-9A-Fa-f]+);)[A-Za-z_:][\w.:-]*;")
# what is never closed reaches to the end, or each of a million openings would be followed there
_ASIDE = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)
_OTHER_KINDS = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "ZIP"),
    (b"\x1f\x8b", "gzip"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
)
_OTHER_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_BOM = b"\xef\xbb\xbf"


class Caps(msgspec.Struct, frozen=True, kw_only=True):
    """How much one document may be: bytes, elements, depth, attributes of one element."""

    size: int = 16 * 1024 * 1024
    elements: int = 500_000
    depth: int = 64
    attributes: int = 64


class Opened(NamedTuple):
    """What came through: the root, or why nothing did. Exactly one of the two is there."""

    root: Element | None
    findings: Findings


class _Refused(Exception):
    def __init__(self, code: str, **parameters: Parameter) -> None:
        super().__init__(code)
        self.finding = Finding(code=code, rule="XML", path="/", parameters=parameters)


def open_xml(raw: bytes, caps: Caps = Caps()) -> Opened:  # noqa: B008 - a frozen struct
    """Parse one document under the caps."""
    try:
        _look(raw, caps)
        return Opened(_parse(raw, caps), ())
    except _Refused as refused:
        return Opened(None, (refused.finding,))


def _look(raw: bytes, caps: Caps) -> None:
    if not raw.removeprefix(_BOM).strip():
        raise _Refused("messages.empty")
    if len(raw) > caps.size:
        raise _Refused("messages.too_large", most=caps.size)
    _look_at_its_mark(raw)
    if b"\0" in raw:
        raise _Refused("messages.nul", position=raw.index(b"\0"))
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as wrong:
        raise _Refused("messages.not_utf8", position=wrong.start) from None
    declared = _DECLARED.match(raw.removeprefix(_BOM))
    if declared and declared.group(1).lower() not in {b"utf-8", b"utf8", b"us-ascii"}:
        raise _Refused("messages.other_encoding", encoding=declared.group(1).decode())
    if b"<!DOCTYPE" in raw:
        raise _Refused("messages.doctype")


def _look_at_its_mark(raw: bytes) -> None:
    """Tell a file of another kind by how it begins."""
    for mark, kind in _OTHER_KINDS:
        if raw.startswith(mark):
            raise _Refused("messages.other_kind", kind=kind)
    for mark, encoding in _OTHER_MARKS:
        if raw.startswith(mark):
            raise _Refused("messages.other_encoding", encoding=encoding)


def _parse(raw: bytes, caps: Caps) -> Element:
    parser = etree.XMLPullParser(
        events=("start",),
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    elements = 0
    try:
        for start in range(0, len(raw), _CHUNK):
            parser.feed(raw[start : start + _CHUNK])
            elements += sum(1 for _ in parser.read_events())
            if elements > caps.elements:
                raise _Refused("messages.too_many_elements", most=caps.elements)
        root = parser.close()
    except etree.XMLSyntaxError as wrong:
        raise _not_xml(raw, wrong, caps) from None
    _measure(root, caps)
    return root


def _measure(root: Element, caps: Caps) -> None:
    """Refuse what the parser's own limits (depth 256, ten million characters) let through."""
    if root.getroottree().docinfo.internalDTD is not None:
        raise _Refused("messages.doctype")
    if _deeper_than(caps.depth)(root):
        raise _Refused("messages.too_deep", most=caps.depth)
    if _more_attributes_than(caps.attributes)(root):
        raise _Refused("messages.too_many_attributes", most=caps.attributes)


@cache
def _deeper_than(depth: int) -> etree.XPath:
    return etree.XPath(f"boolean(/{'/'.join('*' * (depth + 1))})")


@cache
def _more_attributes_than(number: int) -> etree.XPath:
    return etree.XPath(f"boolean(//*[count(@*) > {number}])")


def _not_xml(raw: bytes, wrong: etree.XMLSyntaxError, caps: Caps) -> _Refused:
    if "Excessive depth" in (wrong.msg or ""):
        return _Refused("messages.too_deep", most=caps.depth)
    entity = _ENTITY.search(_ASIDE.sub(b"", raw))
    if entity:
        return _Refused("messages.entity", entity=entity.group(0).decode())
    line, column = wrong.position
    return _Refused("messages.not_xml", line=line, column=column)
