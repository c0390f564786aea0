"""The faces that paper is set in: a Latin and an Arabic cut that go together, and their glyphs."""

from enum import Enum
from functools import cache

import uharfbuzz

from app.base.fonts import Face, face_path


class Typeface(Enum):
    """A Latin face with the Arabic face of the same weight and width."""

    REGULAR = (Face.REGULAR, Face.ARABIC)
    BOLD = (Face.BOLD, Face.ARABIC_BOLD)
    CONDENSED = (Face.CONDENSED, Face.ARABIC_CONDENSED)
    CONDENSED_BOLD = (Face.CONDENSED_BOLD, Face.ARABIC_CONDENSED_BOLD)

    @property
    def latin(self) -> Face:
        """The face of Latin, Cyrillic and Greek, of spaces, digits and signs."""
        return self.value[0]

    @property
    def arabic(self) -> Face:
        """The face of Arabic letters and digits, and of signs the Latin one lacks."""
        return self.value[1]


UNITS_PER_EM = 1000
"""All our cuts have 1000 units per em: advances are thousandths of the size."""


@cache
def outlines(face: Face) -> uharfbuzz.Face:
    """Load the outlines of one face.

    Raises:
        Broken: ``fonts.missing`` where set-up has not put the file.
    """
    return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(face_path(face))))


@cache
def shaper(face: Face) -> uharfbuzz.Font:
    """Load one face for shaping, at its own units.

    Raises:
        Broken: ``fonts.missing`` where set-up has not put the file.
    """
    return uharfbuzz.Font(outlines(face))


@cache
def glyph_of(face: Face, character: str) -> int:
    """Return the number of a character's plain glyph; 0 where the face lacks it."""
    return shaper(face).get_nominal_glyph(ord(character)) or 0


@cache
def advance_of(face: Face, glyph: int) -> int:
    """Return how far a glyph moves the pen, in thousandths of the size."""
    return shaper(face).get_glyph_h_advance(glyph)
