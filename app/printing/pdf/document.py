"""A PDF document of A4 pages: lines, filled bars and set text in millimetres from the top left.

Text is written as glyph numbers in embedded subsets (``fonts``). Equal drawing gives equal bytes:
no time, no chance, no name of a machine goes in.
"""

from functools import lru_cache
from typing import NamedTuple

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFPage,
    PDFResourceDictionary,
    PDFStream,
    PDFZCompress,
)

from app.base.fonts import Face
from app.printing.pdf.fonts import Embedded, advances_out, font_object, referenced
from app.printing.text.faces import Typeface
from app.printing.text.lines import Glyph, shape

POINT = 25.4 / 72
"""Millimetres in a typographic point."""

WIDTH, HEIGHT = 210.0, 297.0
"""A4, mm."""

_PAGE = (WIDTH / POINT, HEIGHT / POINT)


class Style(NamedTuple):
    """How text is set: typeface, size in points, base direction."""

    typeface: Typeface
    size: float
    right_to_left: bool = False


class Piece(NamedTuple):
    """Glyphs of one face on one height: offsets and operators for a size of 1000."""

    face: Face
    x: int
    y: int
    shown: str
    glyphs: tuple[Glyph, ...]


@lru_cache(maxsize=8192)
def pieces(text: str, style: Style) -> tuple[Piece, ...]:
    """Turn a line of text into what a page is told: pieces from left to right."""
    line = shape(text, style.typeface, right_to_left=style.right_to_left)
    told: list[Piece] = []
    pen = 0
    for segment in line.segments:
        for level in _levels(segment.glyphs):
            first = level[0]
            shown = advances_out(segment.face, level)
            told.append(Piece(segment.face, pen + first.dx, first.dy, shown, level))
            pen += sum(glyph.advance for glyph in level)
    return tuple(told)


def width_of(text: str, style: Style) -> float:
    """Return the width of a line of text, mm."""
    line = shape(text, style.typeface, right_to_left=style.right_to_left)
    return line.width * style.size * POINT / 1000


def _levels(glyphs: tuple[Glyph, ...]) -> list[tuple[Glyph, ...]]:
    """Split where a glyph is raised, or moved aside without moving the pen: marks over letters."""
    levels: list[list[Glyph]] = []
    for glyph in glyphs:
        if levels and not _apart(glyph) and not _apart(levels[-1][-1]):
            levels[-1].append(glyph)
        else:
            levels.append([glyph])
    return [tuple(level) for level in levels]


def _apart(glyph: Glyph) -> bool:
    return bool(glyph.dx or glyph.dy)


class Page:
    """One A4 page being drawn; lengths in mm, the origin top left, colours black on white."""

    def __init__(self, embedded: Embedded) -> None:
        self._embedded = embedded
        self._operators: list[str] = []

    def line(self, start: tuple[float, float], end: tuple[float, float], width: float) -> None:
        """Draw a straight line with square ends."""
        (x, y), (to_x, to_y) = start, end
        self._operators.append(
            f"{_points(width)} w {_points(x)} {_up(y)} m {_points(to_x)} {_up(to_y)} l S"
        )

    def frame(self, corner: tuple[float, float], size: tuple[float, float], width: float) -> None:
        """Draw the four sides of a rectangle."""
        (x, y), (wide, high) = corner, size
        self._operators.append(
            f"{_points(width)} w {_points(x)} {_up(y + high)} {_points(wide)} {_points(high)} re S"
        )

    def bar(self, corner: tuple[float, float], size: tuple[float, float]) -> None:
        """Fill a rectangle with black."""
        (x, y), (wide, high) = corner, size
        self._operators.append(
            f"{_points(x)} {_up(y + high)} {_points(wide)} {_points(high)} re f"
        )

    def text(self, text: str, style: Style, where: tuple[float, float]) -> None:
        """Set a line of text; ``where`` is the left end of its base line."""
        self._set(text, style, where, turned=False)

    def text_upwards(self, text: str, style: Style, where: tuple[float, float]) -> None:
        """Set a line turned by 90 degrees: it reads from below to above."""
        self._set(text, style, where, turned=True)

    def _set(self, text: str, style: Style, where: tuple[float, float], *, turned: bool) -> None:
        x, y = where[0] / POINT, (HEIGHT - where[1]) / POINT
        scale = style.size / 1000
        told: list[str] = []
        for face, dx, dy, shown, glyphs in pieces(text, style):
            name = self._embedded.use(face, glyphs)
            aside, above = dx * scale, dy * scale
            place = (
                f"0 1 -1 0 {x - above:.3f} {y + aside:.3f}"
                if turned
                else f"1 0 0 1 {x + aside:.3f} {y + above:.3f}"
            )
            told.append(f"/{name} {style.size:g} Tf {place} Tm {shown}")
        if told:
            self._operators.append(f"BT {' '.join(told)} ET")

    def operators(self) -> str:
        """Return what was drawn, as the page's content stream."""
        return "\n".join(["2 J 0 j 0 G 0 g", *self._operators, ""])


class Document:
    """Pages in order, with the faces they use; ``close`` gives the bytes, once."""

    def __init__(self, *, title: str, language: str) -> None:
        self._title = title
        self._language = language
        self._embedded = Embedded()
        self._pages: list[Page] = []

    def page(self) -> Page:
        """Begin the next page."""
        self._pages.append(Page(self._embedded))
        return self._pages[-1]

    def close(self) -> bytes:
        """Return the document as PDF bytes."""
        pdf = PDFDocument(compression=1, invariant=1, pdfVersion=(1, 4), lang=self._language)
        pdf.setTitle(self._title)
        pdf.setProducer("Waypost")
        pdf.setCreator("Waypost")
        fonts = PDFDictionary(
            {name: font_object(pdf, name, *used) for name, used in self._embedded.faces()}
        )
        resources = PDFResourceDictionary(Font=referenced(pdf, fonts, "faces"))
        for drawn in self._pages:
            page = PDFPage()
            page.MediaBox = PDFArray([0, 0, *(round(length, 3) for length in _PAGE)])
            page.Resources = resources
            page.Contents = PDFStream(content=drawn.operators(), filters=[PDFZCompress])
            pdf.inPage()
            pdf.addPage(page)
        return pdf.GetPDFData(None)


def _points(length: float) -> str:
    return f"{length / POINT:.3f}"


def _up(y: float) -> str:
    return f"{(HEIGHT - y) / POINT:.3f}"
