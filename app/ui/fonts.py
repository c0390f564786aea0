"""The faces we bring along: no text is ever drawn in a face of the host by chance.

The cuts are made at set-up (``installer/fonts.py``) and carry names of their own, since Qt prefers
a face of the host that bears the same name as ours.
"""

from collections.abc import Mapping
from enum import Enum
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QRawFont

from app.base.errors import Broken
from app.base.fonts import FAMILIES, INSTALLED, Face, face_path

_FACES = (Face.REGULAR, Face.BOLD, Face.ARABIC, Face.ARABIC_BOLD)
_NEEDED: Mapping[str, str] = {
    "Waypost Sans": "AaZz019ËëÇçĞğŠšЖжҚқ\u2013\u2026\u00b7\u00d7",
    "Waypost Sans Arabic": "ابتسمچپگیېښۍ٠",
}
"""Letters whose absence would show as boxes, per family."""


class Style(Enum):
    """The type scale: size, unit and line height (px at text scale 1)."""

    DISPLAY = (64.0, "px", 72)
    POST = (40.0, "px", 48)
    PLATE = (48.0, "px", 48)
    OFFICER = (20.0, "px", 28)
    TITLE = (16.0, "pt", 28)
    SECTION = (13.0, "pt", 24)
    BODY = (11.0, "pt", 20)
    SECOND = (10.0, "pt", 20)
    CAPTION = (9.0, "pt", 16)

    @property
    def line(self) -> int:
        """The height of one line, px."""
        return self.value[2]

    @property
    def points(self) -> float:
        """The size in points: 1 px is 0.75 pt."""
        size, unit, _ = self.value
        return size * 0.75 if unit == "px" else size


def load(folder: Path = INSTALLED) -> None:
    """Load our faces into Qt; call once, after the application object is made.

    Raises:
        Broken: a face is missing, or one lacks letters we write.
    """
    for face in _FACES:
        QFontDatabase.addApplicationFont(str(face_path(face, folder)))
    known = set(QFontDatabase.families())
    for family, letters in _NEEDED.items():
        raw = QRawFont.fromFont(QFont(family))
        lacking = "".join(letter for letter in letters if not raw.supportsCharacter(ord(letter)))
        if family not in known or lacking or raw.familyName() != family:
            raise Broken("ui.glyphs_missing", family=family, letters=lacking or letters)


def font(style: Style, *, bold: bool = False, code: bool = False, scale: float = 1.0) -> QFont:
    """One face of the scale; ``code`` gives the slashed zero."""
    made = QFont()
    made.setFamilies(list(FAMILIES))
    made.setPointSizeF(style.points * scale)
    made.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if code:
        made.setFeature(QFont.Tag("zero"), 1)
    return made


def width(words: str, face: QFont) -> float:
    """How wide some words are, px."""
    return QFontMetricsF(face).horizontalAdvance(words)
