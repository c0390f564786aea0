"""What is checked of a print before it goes to the printer: its bytes, as a reader sees them."""

import msgspec

from app.base.findings import HOUSE, Finding, Findings
from app.printing.footer import FOOTER
from app.printing.pdf.pictures import barcodes
from app.printing.reading import OUTSIDE, boxes_of, texts_by_box
from app.printing.tad import Printed, Tad

SCANNED_AT = (203.0, 300.0)
"""Dots per inch at which the bars must read: a label printer's and an office printer's."""

_KINDS_OF_PAGE = 2  # the sheet, and the list, whose header is the same on every page


class Checks(msgspec.Struct, frozen=True, kw_only=True):
    """Whether the bars read, no words stand outside the boxes, faces are embedded; how long."""

    bars_read: bool
    words_inside: bool
    faces_embedded: bool
    pages: int

    @property
    def findings(self) -> Findings:
        """What keeps the print from being good, as findings."""
        told = {
            "printing.check.bars": self.bars_read,
            "printing.check.words": self.words_inside,
            "printing.check.faces": self.faces_embedded,
        }
        return tuple(
            Finding(code=code, rule=HOUSE, path="/") for code, holds in told.items() if not holds
        )


def check(document: Tad, printed: Printed) -> Checks:
    """Check a print of an accompanying document."""
    return Checks(
        bars_read=barcode_decodes(printed.pdf, document.declaration.mrn or ""),
        words_inside=_words_inside(document, printed),
        faces_embedded=faces_embedded(printed.pdf),
        pages=printed.pages,
    )


def barcode_decodes(pdf: bytes, mrn: str) -> bool:
    """Whether the bars on the sheet and on the list read as the MRN at both resolutions."""
    return all(
        barcodes(pdf, page, dpi) == (mrn,) for page in range(_KINDS_OF_PAGE) for dpi in SCANNED_AT
    )


def faces_embedded(pdf: bytes) -> bool:
    """Whether every face a document names has its outlines inside."""
    named = pdf.count(b"/Subtype /CIDFontType2")
    return named > 0 and pdf.count(b"/FontFile2") == named and b"/Subtype /Type1" not in pdf


def _words_inside(document: Tad, printed: Printed) -> bool:
    beyond = () if document.footer is None else (FOOTER,)
    return not any(
        OUTSIDE in texts_by_box(printed.pdf, page, (*boxes, *beyond))
        for page, boxes in enumerate(boxes_of(document.declaration))
    )
