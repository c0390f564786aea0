"""A paper looked at before it leaves: what a reader finds on it, and its pages as pictures.

It stands apart from the desk of paper because reading a paper costs 0.2 s to load, and no start
of the program waits for it.
"""

import msgspec
from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtGui import QImage, QImageWriter

from app.base.clock import Instant
from app.consignment.declaration import Declaration
from app.printing.checks import Checks, check, faces_embedded
from app.printing.files import tad_of
from app.printing.footer import Footer
from app.printing.pdf.pictures import Picture, pages_as_pictures
from app.printing.tad import Printed
from app.reference.texts import Texts
from app.workstation.papers import PaperRow

DPI = 110.0
_SOME_FOOTER = Footer(office="", officer="", time=Instant(0))  # so that its line counts as a box


class Looked(msgspec.Struct, frozen=True):
    """What was seen on a paper, and its pages as PNG."""

    checks: Checks
    pages: tuple[bytes, ...]


def looked_at(row: PaperRow, declaration: Declaration, texts: Texts) -> Looked:
    """Look at a paper as a reader would; slow, so never on the screen's thread."""
    released = msgspec.structs.replace(declaration, mrn=row.number)
    printed = Printed(pdf=row.pdf, pages=row.pages, sha256=row.digest.hex())
    pictures = pages_as_pictures(row.pdf, DPI)
    document = tad_of(released, texts, footer=_SOME_FOOTER)
    return Looked(check(document, printed), tuple(_png(one) for one in pictures))


def looked_at_report(row: PaperRow) -> Looked:
    """Look at a paper without bars whose lines break by themselves: its faces and its pages."""
    pictures = pages_as_pictures(row.pdf, DPI)
    checks = Checks(
        bars_read=True,
        words_inside=not row.findings,
        faces_embedded=faces_embedded(row.pdf),
        pages=row.pages,
    )
    return Looked(checks, tuple(_png(one) for one in pictures))


def image(picture: Picture) -> QImage:
    """A page as Qt draws it."""
    wide = picture.width * 3
    return QImage(picture.rgb, picture.width, picture.height, wide, QImage.Format.Format_RGB888)


def _png(picture: Picture) -> bytes:
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image(picture))
    return bytes(buffer.data().data())
