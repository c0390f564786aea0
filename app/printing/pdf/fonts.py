"""Embedding of faces: the subset of glyphs a document uses, addressed by glyph number.

A composite font with the identity encoding takes glyph numbers as they come from the shaper; a map
back to characters keeps the words selectable and searchable. Source: ISO 32000-1, 9.7 and 9.10.3.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache

import uharfbuzz
from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObjectReference,
    PDFStream,
    PDFString,
    PDFZCompress,
)

from app.base.fonts import Face
from app.printing.text.faces import advance_of, outlines, shaper
from app.printing.text.lines import Glyph

_DROPPED = ("GSUB", "GPOS", "GDEF", "STAT", "name", "OS/2", "post", "cmap", "gasp", "prep", "meta")
_MAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_MAP_TAIL = """endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
_MAP_ROWS = 100  # the most rows one block of a character map may have
_NONSYMBOLIC = 32


class Embedded:
    """The faces one document uses: name on the page, and glyphs with the text they show."""

    def __init__(self) -> None:
        self._names: dict[Face, str] = {}
        self._glyphs: dict[Face, dict[int, str]] = {}

    def use(self, face: Face, glyphs: Iterable[Glyph]) -> str:
        """Note that glyphs are used; return the name of the face on every page."""
        name = self._names.setdefault(face, f"F{len(self._names) + 1}")
        known = self._glyphs.setdefault(face, {})
        for glyph in glyphs:
            if not known.get(glyph.number):
                known[glyph.number] = glyph.text
        return name

    def faces(self) -> Iterator[tuple[str, tuple[Face, dict[int, str]]]]:
        """Give name, face and glyphs, in order of first use."""
        for face, name in self._names.items():
            yield name, (face, self._glyphs[face])


def advances_out(face: Face, glyphs: tuple[Glyph, ...]) -> str:
    """Write glyphs as a show operator; where shaping moved the pen, as a correction of it.

    Offsets of the first glyph are the caller's; glyphs after it have none.
    """
    out: list[str] = ["[<"]
    for glyph in glyphs:
        out.append(f"{glyph.number:04X}")
        moved = advance_of(face, glyph.number) - glyph.advance
        if moved:
            out.append(f"> {moved} <")
    out.append(">] TJ")
    return "".join(out).replace(" <>", "")


def font_object(
    pdf: PDFDocument, name: str, face: Face, glyphs: dict[int, str]
) -> PDFObjectReference:
    """Add a face with the glyphs used to a document; return the reference to its dictionary."""
    tagged = f"{_tag(glyphs)}+{face.value}"
    descendant = PDFDictionary(
        {
            "Type": PDFName("Font"),
            "Subtype": PDFName("CIDFontType2"),
            "BaseFont": PDFName(tagged),
            "CIDSystemInfo": _identity(),
            "FontDescriptor": referenced(
                pdf, _descriptor(pdf, name, face, glyphs), f"{name}.desc"
            ),
            "DW": 1000,
            "W": _widths(face, glyphs),
            "CIDToGIDMap": PDFName("Identity"),
        }
    )
    font = PDFDictionary(
        {
            "Type": PDFName("Font"),
            "Subtype": PDFName("Type0"),
            "BaseFont": PDFName(tagged),
            "Encoding": PDFName("Identity-H"),
            "DescendantFonts": PDFArray([referenced(pdf, descendant, f"{name}.cid")]),
            "ToUnicode": referenced(pdf, _stream(_character_map(glyphs)), f"{name}.map"),
        }
    )
    return referenced(pdf, font, name)


def referenced(pdf: PDFDocument, content: object, name: str) -> PDFObjectReference:
    """Add an object to a document under a name of its own; return the reference to it."""
    add: Callable[[object, str], PDFObjectReference] = pdf.Reference
    return add(content, name)


def _identity() -> PDFDictionary:
    return PDFDictionary(
        {"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0}
    )


def _stream(content: bytes | str) -> PDFStream:
    return PDFStream(content=content, filters=[PDFZCompress])


def _descriptor(pdf: PDFDocument, name: str, face: Face, glyphs: dict[int, str]) -> PDFDictionary:
    subset = _subset(face, frozenset(glyphs))
    file = _stream(subset)
    file.dictionary["Length1"] = len(subset)
    ascent, descent = _extents(face)
    return PDFDictionary(
        {
            "Type": PDFName("FontDescriptor"),
            "FontName": PDFName(f"{_tag(glyphs)}+{face.value}"),
            "Flags": _NONSYMBOLIC,
            "FontBBox": PDFArray([-1000, descent, 2000, ascent]),
            "ItalicAngle": 0,
            "Ascent": ascent,
            "Descent": descent,
            "CapHeight": 714,
            "StemV": 120 if face.value.endswith("Bold") else 80,
            "FontFile2": referenced(pdf, file, f"{name}.file"),
        }
    )


@cache
def _extents(face: Face) -> tuple[int, int]:
    extents = shaper(face).get_font_extents("ltr")
    return extents.ascender, extents.descender


def _subset(face: Face, glyphs: frozenset[int]) -> bytes:
    """Cut a face down to some glyphs, keeping their numbers."""
    wanted = uharfbuzz.SubsetInput()
    wanted.glyph_set.update(sorted(glyphs))
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _DROPPED)
    wanted.flags = (
        uharfbuzz.SubsetFlags.RETAIN_GIDS
        | uharfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE
        | uharfbuzz.SubsetFlags.NO_HINTING
    )
    return uharfbuzz.subset(outlines(face), wanted).blob.data


def _tag(glyphs: dict[int, str]) -> str:
    """Return the six capitals that tell subsets of one face apart."""
    number = sum(glyph * place for place, glyph in enumerate(sorted(glyphs), 1))
    letters = []
    for _ in range(6):
        number, letter = divmod(number, 26)
        letters.append(chr(ord("A") + letter))
    return "".join(letters)


def _widths(face: Face, glyphs: dict[int, str]) -> PDFArray:
    rows: list[object] = []
    for glyph in sorted(glyphs):
        rows += [glyph, PDFArray([advance_of(face, glyph)])]
    return PDFArray(rows)


def _character_map(glyphs: dict[int, str]) -> str:
    rows = [
        f"<{glyph:04X}> <{shown.encode('utf-16-be').hex().upper()}>"
        for glyph, shown in sorted(glyphs.items())
        if shown
    ]
    blocks = []
    for start in range(0, len(rows), _MAP_ROWS):
        block = rows[start : start + _MAP_ROWS]
        blocks.append("\n".join([f"{len(block)} beginbfchar", *block, "endbfchar", ""]))
    return _MAP_HEAD + "".join(blocks) + _MAP_TAIL
