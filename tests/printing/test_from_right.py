"""The form in a language written from the right: no words stand on others."""

from itertools import combinations

import pytest

from app.printing.forms.fitting import words
from app.printing.forms.setting import Noted, Setter
from app.printing.pdf.document import Page, Style, width_of
from app.printing.pdf.fonts import Embedded
from app.printing.text.ordering import visual
from app.printing.transit.tad_grid import BOXES
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
        self.read: list[str] = []

    def text(self, text: str, style: Style, where: tuple[float, float]) -> None:
        """Note a line: words, left, right, base."""
        self.lines.append((text, where[0], where[0] + width_of(text, style), where[1]))
        self.read.append(visual(text, right_to_left=style.right_to_left))
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


def test_the_numbers_of_data_elements_read_from_left_to_right() -> None:
    page = Placed()
    draw_sheet(Setter(page, texts("ar"), Noted()), MRN, {}, member_state=False)
    elements = {box.element for box in BOXES if box.element}
    read = "\n".join(page.read)
    assert [one for one in sorted(elements) if f"[{one}]" not in read] == []


@pytest.mark.parametrize(
    ("box", "edge"),
    [
        ("consignor", 61.2),
        ("consignee", 61.2),
        ("holder", 61.2),
        ("additional_information", 161.5),
    ],
)
def test_every_line_stays_beside_the_box_in_its_corner(box: str, edge: float) -> None:
    page = Placed()
    filled = {box: words("TT INVENTORY AND SONS/3 LONDON ROAD, IP1 2JJ, IPSWICH, GB")}
    draw_sheet(Setter(page, texts("ar"), Noted()), MRN, filled, member_state=False)
    ends = [right for text, _, right, _ in page.lines if "TT INV" in text or "IPSWICH" in text]
    assert len(ends) == 2
    assert all(right <= edge for right in ends)


def test_what_stands_under_a_label_keeps_clear_of_it() -> None:
    page = Placed()
    filled = {name: words("T1") for name in ("type", "consignor", "consignor_id")}
    filled["place_of_loading"] = words("T1")
    draw_sheet(Setter(page, texts("en"), Noted()), MRN, filled, member_state=False)
    tops = {box.name: box.corner[1] for box in BOXES}
    bases = [base for text, _, _, base in page.lines if text == "T1."]
    wanted = sorted(tops[name] + 4.7 for name in filled)
    assert sorted(bases) == pytest.approx(wanted)
