"""Where the typefaces of screen and paper lie: the cuts that set-up made, never the host's own."""

import sys
from enum import StrEnum
from pathlib import Path

from app.base.errors import Broken

INSTALLED = Path(sys.prefix) / "share" / "waypost" / "fonts"
"""Where ``installer/fonts.py`` puts them, in the environment or the packaged program."""


class Face(StrEnum):
    """The eight faces; the value is the file's name without its ending."""

    REGULAR = "WaypostSans-Regular"
    BOLD = "WaypostSans-Bold"
    CONDENSED = "WaypostSansCondensed-Regular"  # 0.83 of the width: the face of 7 pt boxes
    CONDENSED_BOLD = "WaypostSansCondensed-Bold"
    ARABIC = "WaypostSansArabic-Regular"
    ARABIC_BOLD = "WaypostSansArabic-Bold"
    ARABIC_CONDENSED = "WaypostSansArabicCondensed-Regular"
    ARABIC_CONDENSED_BOLD = "WaypostSansArabicCondensed-Bold"


FAMILIES = ("Waypost Sans", "Waypost Sans Arabic")
"""The families by the name a screen asks for; the condensed ones add the word Condensed."""


def face_path(face: Face, folder: Path = INSTALLED) -> Path:
    """Return the file of one face.

    Raises:
        Broken: ``base.font_missing`` if set-up has not put it there.

    """
    path = folder / f"{face.value}.ttf"
    if not path.is_file():
        raise Broken("base.font_missing", file=path.name, folder=str(folder))
    return path


def face_paths(folder: Path = INSTALLED) -> dict[Face, Path]:
    """Return the files of all eight faces.

    Raises:
        Broken: ``base.font_missing`` if one of them is not there.

    """
    return {face: face_path(face, folder) for face in Face}
