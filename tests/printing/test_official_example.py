"""The official message 029 prints, and box by box as the official two pages have it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from app.consignment.declaration import Declaration
from app.messages.ncts.declared import declaration_of
from app.messages.ncts.message import read
from app.printing.checks import barcode_decodes
from app.printing.forms.boxes import NO_LABEL, Box
from app.printing.pdf.pictures import Placed, characters
from app.printing.reading import boxes_of, texts_by_box
from app.printing.tad import Printed, Tad, render
from app.reference.texts import texts

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "ncts" / "tad"
MESSAGE = FOLDER / "Post-Transition_IE029_TAD.xml"
PAGES = FOLDER / "Post-Transition_Example_TAD-populated.pdf"

NUMBER = "24GB000246J8NY33L7"

pytestmark = pytest.mark.skipif(
    not PAGES.exists(), reason="the official example is not beside the project"
)

ONE_NUMBER = 'guidelines v1.4, "Box label & content", 3rd paragraph: one needs no sequence number'
LEVEL = (
    "correlation table v2.4, columns HC and HI: the list takes the levels below the consignment"
)
DIFFERENT = {
    "conveyance": 'correlation table v2.4, [19 02]: not used, not printed; theirs is a lone "."',
    "incident_container": "correlation table v2.4, incidents: filled in only under the BCP",
    "supporting_document": ONE_NUMBER,
    "authorisation": ONE_NUMBER,
    "item_additional_reference": ONE_NUMBER,
    "item_additional_information": ONE_NUMBER,
    "undg": ONE_NUMBER,
    "item_ucr": LEVEL,
    "item_dispatch": LEVEL,
    "item_destination": LEVEL,
    "item_charges": LEVEL,
    "supplementary_units": 'correlation table v2.4, [18 02]: "as such"; the message has none',
}
"""Boxes in which ours differs on purpose, with the line of the guidelines that says so."""


class Run(NamedTuple):
    text: str
    x: float
    y: float


@pytest.fixture(scope="module")
def declared() -> Declaration:
    message = read(MESSAGE.read_bytes()).message
    assert message is not None
    return declaration_of(message)


@pytest.fixture(scope="module")
def ours(declared: Declaration) -> Printed:
    findings = read(MESSAGE.read_bytes()).findings
    return render(
        Tad(declaration=declared, texts=texts("en"), member_state=True, findings=findings)
    )


def test_it_prints_with_the_findings_of_its_three_breaches(ours: Printed) -> None:
    assert ours.pages == 2
    assert [finding.path.rpartition("/")[2] for finding in ours.findings] == [
        "modeOfTransportAtTheBorder",
        "cusCode",
        "UNNumber",
    ]


def test_its_bars_read_on_both_pages(ours: Printed) -> None:
    assert barcode_decodes(ours.pdf, NUMBER)


@pytest.mark.parametrize("page", [0, 1])
def test_every_official_text_stands_in_the_same_box_but_for_the_listed(
    declared: Declaration, ours: Printed, page: int
) -> None:
    boxes = boxes_of(declared)[page]
    read_back = texts_by_box(ours.pdf, page, boxes)
    found = {**read_back, "forms": f"{read_back['page']} {read_back['pages']}"}
    compared, differing = 0, set()
    for name, text in official(page, boxes):
        for token in tokens(text):
            compared += 1
            if not stands_in(token, found.get(name, "")):
                differing.add(name.partition("@")[0])
    assert compared > (55, 40)[page]
    assert differing <= DIFFERENT.keys(), differing - DIFFERENT.keys()
    here = {box.name.partition("@")[0] for box in boxes}
    assert differing == DIFFERENT.keys() & here


def test_what_the_official_page_ends_with_a_stop_ends_so_in_ours(
    declared: Declaration, ours: Printed
) -> None:
    boxes = boxes_of(declared)[0]
    found = texts_by_box(ours.pdf, 0, boxes)
    last = dict(official(0, boxes))
    stopped = {name for name, text in last.items() if text.endswith(".")} - DIFFERENT.keys()
    assert len(stopped) > 20
    assert [name for name in sorted(stopped) if not found[name].endswith(".")] == []


def test_the_result_of_the_control_stays_empty_as_the_correlation_table_has_no_line_for_it(
    declared: Declaration, ours: Printed
) -> None:
    found = texts_by_box(ours.pdf, 0, boxes_of(declared)[0])
    assert declared.control_result
    assert found["departure_result"] == "Result:"


def test_masses_stand_as_the_message_has_them(declared: Declaration, ours: Printed) -> None:
    """Correlation table v2.4, [18 04] and total gross mass: "as such", where theirs adds ".0"."""
    found = texts_by_box(ours.pdf, 0, boxes_of(declared)[0])
    assert found["total_gross_mass"] == "Total gross mass (kg) 5500"


def test_the_titles_at_the_side_are_the_official_ones(
    declared: Declaration, ours: Printed
) -> None:
    theirs = "".join(run.text for run in runs(0) if at_the_side(run))
    found = texts_by_box(ours.pdf, 0, boxes_of(declared)[0])
    titles = ("title", "guarantee_not_valid", "incidents", "certification")
    assert sorted(re.sub(r"\s", "", theirs)) == sorted(
        re.sub(r"\s", "", "".join(found[title] for title in titles))
    )


def test_at_most_twelve_boxes_differ() -> None:
    assert len(DIFFERENT) <= 12


def official(page: int, boxes: tuple[Box, ...]) -> Iterator[tuple[str, str]]:
    """Give each content of the official page with the box that its label names."""
    labels = {plain(said(box)) for box in boxes}
    on_page = [run for run in runs(page) if page == 1 or not at_the_side(run)]
    anchors, contents = sorted_out(on_page, labels)
    names = named(anchors, boxes)
    for label, rest in anchors.items():
        if rest and label in names:
            yield names[label], rest
    for content in contents:
        if content.text == NUMBER:  # centred under the bars, far from its label
            yield "mrn", NUMBER
            continue
        label = anchor_of(content, list(anchors))
        assert label in names, (content, label)
        yield names[label], content.text


def at_the_side(run: Run) -> bool:
    """Whether it is a word of the titles in the left margin, one of them turned."""
    return run.x < 18 and 12 < run.y < 255


def runs(page: int) -> Iterator[Run]:
    """Put the characters of the official page together into words on one line."""
    current: list[Placed] = []
    for placed in characters(PAGES.read_bytes(), page):
        if current and not follows(current[-1], placed):
            yield run_of(current)
            current = []
        current.append(placed)
    yield run_of(current)


def follows(last: Placed, placed: Placed) -> bool:
    return abs(placed.y - last.y) < 0.8 and -0.5 < placed.x - last.x < 4.6


def run_of(found: list[Placed]) -> Run:
    text = " ".join("".join(one.character for one in found).split())
    return Run(text, found[0].x, found[0].y)


def sorted_out(found: list[Run], labels: set[str]) -> tuple[dict[Run, str], list[Run]]:
    """Tell labels, with the words that follow on their line, from contents."""
    anchors: dict[Run, str] = {}
    contents: list[Run] = []
    for run in found:
        if not run.text or re.fullmatch(r"\d\d\]", run.text):
            continue
        text = run.text + " 03]" if run.text.endswith("[11") else run.text
        numbered = re.match(r"MRN\b|[^\[]*\[\d\d \d\d[^\]]*\]:?", text)
        if numbered:
            anchors[run._replace(text=numbered.group())] = text[numbered.end() :].strip()
        elif plain(text) in labels:
            anchors[run] = ""
        else:
            contents.append(run)
    return anchors, contents


def said(box: Box) -> str:
    return texts("en").say(f"printing.box.{box.label.strip(NO_LABEL) or box.name}")


def plain(label: str) -> str:
    """Bring a label to what the official print, its template and our words have in common."""
    number = re.search(r"\[(.*)\]", label)
    if number:
        return number.group(1)
    return re.sub(r"[:().]|\bthe |\bof (?=new )", "", label.casefold()).strip()


def named(anchors: dict[Run, str], boxes: tuple[Box, ...]) -> dict[Run, str]:
    """Match labels of one wording by their places: columns first, then from above."""
    ours: dict[str, list[Box]] = {}
    for box in boxes:
        if box.label != NO_LABEL or box.name == "list_title":
            ours.setdefault(box.element or plain(said(box)), []).append(box)
    theirs: dict[str, list[Run]] = {}
    for run in anchors:
        theirs.setdefault(plain(run.text), []).append(run)
    names: dict[Run, str] = {}
    for label, group in theirs.items():
        same = sorted(ours[label], key=lambda box: (box.corner[0] > 105, box.corner[1]))
        assert len(same) == len(group), label
        group.sort(key=lambda run: (run.x > 105, run.y))
        names.update(zip(group, (box.name for box in same), strict=True))
    return names


def anchor_of(content: Run, anchors: list[Run]) -> Run:
    """Find the label under which, or after which, a content stands."""
    half = content.x > 105
    above = [
        label
        for label in anchors
        if label.y < content.y + 0.8 and label.x < content.x + 1.2 and (label.x > 105) == half
    ]
    nearest = max(label.y for label in above)
    return max((label for label in above if label.y > nearest - 1.2), key=lambda one: one.x)


def tokens(text: str) -> list[str]:
    parts = re.split(r";(?:\.\.\.;)?", text)
    return [re.sub(r"\s", "", part).removesuffix(".") or part for part in parts if part.strip()]


def stands_in(token: str, box: str) -> bool:
    if re.fullmatch(r"\d+(\.0)?", token):
        return float(token) in {float(one) for one in re.findall(r"\d+(?:\.\d+)?", box)}
    return token in re.sub(r"\s", "", box)
