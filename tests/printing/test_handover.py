"""The shift report: every line stands in its box, and nothing in force is lost between pages."""

import json
from pathlib import Path

import msgspec

from app.base.clock import Instant
from app.printing.checks import faces_embedded
from app.printing.footer import Footer
from app.printing.handover import (
    FOOT,
    ReportLine,
    ReportPart,
    ShiftReport,
    boxes_of_page,
    render,
)
from app.printing.reading import OUTSIDE, texts_by_box
from app.reference.texts import texts
from tests.conftest import Golden

GOLDEN = Path(__file__).parents[1] / "data" / "prints" / "handover.json"
NOW = Instant(1_795_356_300_000)  # 22 Nov 2026 14:05 UTC
HOUR = 3_600_000


def report(**changes: object) -> ShiftReport:
    plain = ShiftReport(
        number="AL003010-261122-1505-BF5A",
        office="AL003010 Morinë",
        since=Instant(NOW - 8 * HOUR),
        given_by="HOXHA Arben",
        given_at=NOW,
        taken_by="SHEHU Genti",
        taken_at=Instant(NOW + 600_000),
        message="The blue truck waits for its driver.",
        parts=(
            ReportPart(
                title="Holds in force",
                lines=(
                    ReportLine(
                        text="26AL003010AB12C8J9: seal looks glued",
                        at=Instant(NOW - HOUR),
                        marked=True,
                        remark="seen, still standing in lane 2",
                    ),
                ),
            ),
            ReportPart(title="Open cases", lines=()),
            ReportPart(title="Not sent yet", lines=(ReportLine(text="7 acts wait", added=True),)),
        ),
        texts=texts("en"),
        zone="Europe/Tirane",
    )
    return msgspec.structs.replace(plain, **changes)


def test_every_word_of_the_report_stands_in_its_box(golden: Golden) -> None:
    made = report()
    printed = render(made)
    read = texts_by_box(printed.pdf, 0, boxes_of_page(made, 0))
    golden(GOLDEN, json.dumps(dict(sorted(read.items())), indent=1).encode() + b"\n")
    assert (printed.pages, printed.truncated, printed.findings) == (1, (), ())
    assert read["given"].endswith("HOXHA Arben, 2026-11-22 15:05")
    assert read["taken"].endswith("SHEHU Genti, 2026-11-22 15:15")
    assert (read["sign@2"], read["remark@2"]) == ("first", "seen, still standing in lane 2")
    assert (read["what@4"], read["sign@6"]) == ("none", "new")


def test_equal_reports_are_equal_bytes_with_embedded_faces() -> None:
    first, second = render(report()), render(report())
    assert (first.pdf, first.sha256) == (second.pdf, second.sha256)
    assert faces_embedded(first.pdf)


def test_a_long_list_goes_on_over_pages_and_loses_no_line() -> None:
    lines = tuple(
        ReportLine(text=f"truck {number}: " + "in the yard, lane 2 " * (number % 9), at=NOW)
        for number in range(150)
    )
    made = report(parts=(ReportPart(title="In the yard", lines=lines),))
    printed = render(made)
    assert printed.pages > 2
    read = [
        text
        for page in range(printed.pages)
        for name, text in texts_by_box(printed.pdf, page, boxes_of_page(made, page)).items()
        if name.startswith("what@") and text.startswith("truck")
    ]
    assert sorted(read) == sorted(" ".join(line.text.split()) for line in lines)
    for page in range(printed.pages):
        boxes = boxes_of_page(made, page)
        assert max(box.corner[1] + box.size[1] for box in boxes) <= FOOT


def test_one_that_nobody_has_taken_yet_names_nobody() -> None:
    made = report(taken_by="", taken_at=Instant(0), message="")
    read = texts_by_box(render(made).pdf, 0, boxes_of_page(made, 0))
    assert read["taken"] == "Taken over by"


def test_a_name_no_face_has_is_told_and_a_footer_stands_outside_the_grid() -> None:
    footer = Footer(office="AL003010", officer="HOXHA", time=NOW, head="7.00ff")
    made = report(given_by="\U0001f600", footer=footer)
    printed = render(made)
    assert [one.code for one in printed.findings] == ["printing.no_glyph"]
    read = texts_by_box(printed.pdf, 0, boxes_of_page(made, 0))
    assert "7.00ff" in read[OUTSIDE]
