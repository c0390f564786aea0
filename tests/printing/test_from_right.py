"""The form in a language written from the right: no words stand on others."""

from itertools import combinations

import pytest

from app.printing.forms.fitting import words
from app.printing.forms.setting import Noted, Setter
from app.printing.pdf.document import Page, Style, width_of
from app.printing.pdf.fonts import Embedded
from app.printing.transit.tad_sheet import draw_sheet
from app.reference.texts import texts
from tests.printing.samples import MRN

TOUCHING = 0.2  # mm
LINE = 1.0  # mm between base lines that are not one line


class Placed(Page):
    """A page that knows where each of its lines stands."""

    def __init__(self) -> None:
        super().__init__(Embedded())
        self.lines: list[tuple[str, float, float, float]] = []

    def text(self, text: str, style: Style, where: tuple[float, float]) -> None:
        """Note a line: words, left, right, base."""
        self.lines.append((text, where[0], where[0] + width_of(text, style), where[1]))
        super().text(text, style, where)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_words_of_the_form_stand_on_others(language: str) -> None:
    page = Placed()
    setter = Setter(page, texts(language), Noted())
    contacts = {
        f"{name}_contact": words("Arta Gjoka/+355 52 000 001/arta@bregdeti.example")
        for name in ("consignor", "holder", "representative", "carrier")
    }
    draw_sheet(setter, MRN, contacts, member_state=False)
    assert len(page.lines) > 60
    over = [
        (one[0], other[0])
        for one, other in combinations(page.lines, 2)
        if abs(one[3] - other[3]) < LINE
        and min(one[2], other[2]) - max(one[1], other[1]) > TOUCHING
    ]
    assert over == []
