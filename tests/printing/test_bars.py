"""The MRN in bars: Code 128 set B, of the right measure, readable from the page as rendered."""

import pytest

from app.base.errors import Refused
from app.printing.barcode import MODULE, QUIET, bars, length, modules
from app.printing.forms.setting import Noted, Setter
from app.printing.pdf.document import Document
from app.printing.pdf.pictures import barcodes
from app.printing.transit.mrn import draw_mrn, room_for
from app.reference.texts import texts
from tests.printing.samples import MRN


def page_with(text: str) -> bytes:
    paper = Document(title="bars", language="en")
    setter = Setter(paper.page(), texts("en"), Noted())
    draw_mrn(setter, text, (5.0, 20.0), (200.0, 20.5))
    return paper.close()


@pytest.mark.parametrize("dpi", [203.0, 300.0])
@pytest.mark.parametrize(
    "text",
    [MRN, "24GB000246J8NY33L7", "99ZZ999999999999J9", "26XK0000000000000A"],
)
def test_the_bars_read_as_the_number(text: str, dpi: float) -> None:
    assert barcodes(page_with(text), 0, dpi) == (text,)


@pytest.mark.parametrize("start", range(32, 127, 24))
def test_every_character_of_the_set_reads(start: int) -> None:
    text = "".join(map(chr, range(start, min(start + 24, 127)))).strip()
    assert barcodes(page_with(text), 0, 300.0) == (text,)


def test_set_b_is_kept_even_where_digits_could_be_paired() -> None:
    start_b, digit = 11, 11
    assert sum(modules("1234")) == start_b + 4 * digit + 11 + 13


def test_an_mrn_with_its_quiet_zones_fits_the_box_of_the_form() -> None:
    assert length(MRN) == pytest.approx(233 * MODULE)
    assert room_for(MRN) == pytest.approx((233 + 2 * QUIET) * MODULE)
    assert room_for(MRN) < 61.6 - 0.5


def test_bars_are_whole_modules_wide() -> None:
    widths = {round(width / MODULE, 6) for _, width in bars(MRN)}
    assert widths <= {1.0, 2.0, 3.0, 4.0}


def test_a_letter_outside_the_set_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        modules("26AL\u0416")
    assert refused.value.parameters == {"character": "U+0416"}
