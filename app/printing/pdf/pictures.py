"""Pages as pictures: for the preview, and for checks that see what a reader of the paper sees."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from threading import Lock
from typing import NamedTuple

import pypdfium2
import zxingcpp

from app.printing.pdf.document import HEIGHT, POINT

_POINTS_PER_INCH = 72


_TURN = Lock()  # PDFium serves one thread at a time, and previews are made in the background


class Picture(NamedTuple):
    """A page in pixels: rows from the top, three bytes (red, green, blue) a pixel, no padding."""

    width: int
    height: int
    rgb: bytes


class Placed(NamedTuple):
    """A character on a page and the middle of its box, mm from the top left."""

    character: str
    x: float
    y: float


def pages_as_pictures(pdf: bytes, dpi: float) -> list[Picture]:
    """Render every page in colour."""
    with _opened(pdf) as document:
        return [_picture(document[number], dpi) for number in range(len(document))]


def page_as_picture(pdf: bytes, page: int, dpi: float) -> Picture:
    """Render one page, counted from 0."""
    with _opened(pdf) as document:
        return _picture(document[page], dpi)


def barcodes(pdf: bytes, page: int, dpi: float) -> tuple[str, ...]:
    """Read the Code 128 bars on one page rendered in grey, as a scanner would see it."""
    with _opened(pdf) as document:
        bitmap = document[page].render(scale=dpi / _POINTS_PER_INCH, grayscale=True)
        rows = memoryview(_packed(bitmap)).cast("B", shape=[bitmap.height, bitmap.width])
        found = zxingcpp.read_barcodes(rows, formats=zxingcpp.BarcodeFormat.Code128)
        return tuple(code.text for code in found)


def characters(pdf: bytes, page: int) -> tuple[Placed, ...]:
    """Give the characters of one page in the order of its content; blanks stand where they end."""
    with _opened(pdf) as document:
        return tuple(_characters(document[page].get_textpage()))


@contextmanager
def _opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with _TURN, closing(pypdfium2.PdfDocument(pdf)) as document:
        yield document


def _characters(words: pypdfium2.PdfTextPage) -> Iterator[Placed]:
    middle = (0.0, 0.0)
    for index in range(words.count_chars()):
        character = words.get_text_range(index, 1)
        if character.strip():
            left, bottom, right, top = words.get_charbox(index, loose=True)
            middle = (left + right) / 2 * POINT, HEIGHT - (bottom + top) / 2 * POINT
            yield Placed(character, *middle)
        else:
            yield Placed(" ", *middle)


def _picture(page: pypdfium2.PdfPage, dpi: float) -> Picture:
    bitmap = page.render(scale=dpi / _POINTS_PER_INCH, rev_byteorder=True)
    return Picture(bitmap.width, bitmap.height, _packed(bitmap))


def _packed(bitmap: pypdfium2.PdfBitmap) -> bytes:
    raw = memoryview(bitmap.buffer).tobytes()
    wide = bitmap.width * bitmap.n_channels
    if bitmap.stride == wide:
        return raw
    return b"".join(
        raw[row * bitmap.stride : row * bitmap.stride + wide] for row in range(bitmap.height)
    )
