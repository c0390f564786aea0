"""Cut the eight static faces of Waypost Sans out of the variable Noto fonts, and check them.

Run by the environment's own Python, which alone has fontTools, as ``-m installer.fonts``.
The cuts are renamed, because a screen prefers a Noto of the host to ours of the same name, and
reproducible to the byte: ``resources/fonts.toml`` holds the SHA-256 of each.
"""

import sys
from importlib.util import find_spec
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from installer.faces import Face, digest, faces, folder_in, lacking

_KEPT_NAMES = {0, 5, 7, 8, 9, 10, 11, 12, 13, 14}  # copyright, makers and licence stay theirs
_FIRST_OWN_NAME = 256  # labels of the font's own features
_WINDOWS, _UNICODE, _ENGLISH = 3, 1, 0x409


def cut(face: Face, target: Path) -> str:
    """Write one static face to ``target`` and return the SHA-256 of its bytes."""
    font = TTFont(_source(face), recalcTimestamp=False)
    static = instancer.instantiateVariableFont(
        font, {"wght": face.weight, "wdth": face.width}, inplace=True
    )
    if "STAT" in static:
        del static["STAT"]  # names places on axes that are gone
    _rename(static, face)
    _weigh(static, bold=face.style == "Bold")
    static.save(target, reorderTables=True)
    return digest(target)


def make(wanted: tuple[Face, ...], folder: Path) -> tuple[str, ...]:
    """Cut what ``folder`` lacks; return one sentence for each face that came out wrong.

    A face is written beside its name and moved there whole, so that a cut that was interrupted
    leaves nothing half done.
    """
    folder.mkdir(parents=True, exist_ok=True)
    wrong = []
    for face in lacking(wanted, folder):
        half = folder / f"{face.file}.part"
        found = cut(face, half)
        if found != face.sha256:
            wrong.append(
                f"{face.file} has SHA-256 {found}, but resources/fonts.toml says {face.sha256}."
            )
            half.unlink()
            continue
        half.replace(folder / face.file)
    return tuple(wrong)


def _source(face: Face) -> Path:
    spec = find_spec(face.package)
    if spec is None or spec.origin is None:
        raise SystemExit(
            f"{face.package} is not installed. Run: python3 installer/bootstrap.py test"
        )
    return Path(spec.origin).parent / "files" / face.source


def _rename(font: TTFont, face: Face) -> None:
    names = font["name"]
    names.names = [
        record
        for record in names.names
        if record.platformID == _WINDOWS
        and (record.nameID in _KEPT_NAMES or record.nameID >= _FIRST_OWN_NAME)
    ]
    postscript = face.file.removesuffix(".ttf")
    told = {
        1: face.family,
        2: face.style,
        3: f"waypost;{postscript}",
        4: face.family if face.style == "Regular" else f"{face.family} {face.style}",
        6: postscript,
    }
    for number, words in told.items():
        names.setName(words, number, _WINDOWS, _UNICODE, _ENGLISH)
    names.removeUnusedNames(font)


def _weigh(font: TTFont, *, bold: bool) -> None:
    """Set the bits by which screens pair Regular with Bold."""
    system = font["OS/2"]
    italic_bold_regular = 0b1100001
    system.fsSelection = system.fsSelection & ~italic_bold_regular | (1 << 5 if bold else 1 << 6)
    font["head"].macStyle = 1 if bold else 0


def main(words: list[str]) -> int:
    """Make what is missing; ``--record`` prints the table's sums as they come out now."""
    wanted, folder = faces(), folder_in(Path(sys.prefix))
    if words == ["--record"]:
        folder.mkdir(parents=True, exist_ok=True)
        for face in wanted:
            print(face.file, cut(face, folder / face.file))
        return 0
    wrong = make(wanted, folder)
    for sentence in wrong:
        print(sentence, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
