"""The table of typeface cuts, and which of them a folder lacks; cutting them is ``fonts.py``."""

import hashlib
import tomllib
from pathlib import Path
from typing import NamedTuple

from installer.trouble import ROOT

TABLE = ROOT / "resources" / "fonts.toml"


class Face(NamedTuple):
    """One cut: where it comes from, at which weight (100-900) and width (62.5-100)."""

    file: str
    family: str
    style: str
    package: str
    source: str
    weight: int
    width: float
    sha256: str


def faces(table: Path = TABLE) -> tuple[Face, ...]:
    """Read the table of cuts, in its order."""
    return tuple(Face(**row) for row in tomllib.loads(table.read_text("utf-8"))["face"])


def folder_in(prefix: Path) -> Path:
    """Return where an environment keeps the cuts; ``app.base.fonts`` looks there."""
    return prefix / "share" / "waypost" / "fonts"


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def lacking(wanted: tuple[Face, ...], folder: Path) -> tuple[Face, ...]:
    """Return the faces that are not in ``folder`` with their recorded SHA-256."""
    return tuple(
        face
        for face in wanted
        if not (folder / face.file).is_file() or digest(folder / face.file) != face.sha256
    )
