"""The shift report: what one officer handed over and another took, line by line, in a rigid grid.

Source: the house's interface specification, screen 13. Where a part has nothing it says so; a line
to be seen first and one that came after the first signature bear a word at their edge.
"""

import hashlib
from collections.abc import Iterator
from typing import NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from app.base.clock import Instant, moment_of
from app.printing.footer import Footer, draw_footer
from app.printing.forms.boxes import (
    CONTENT_SIZE,
    LINE_HEIGHT,
    MARGIN,
    NO_LABEL,
    ROW,
    THICK,
    THIN,
    Box,
)
from app.printing.forms.fitting import Content, code
from app.printing.forms.setting import Noted, Setter
from app.printing.pdf.document import POINT, Document
from app.printing.tad import Printed
from app.printing.text.breaking import break_lines
from app.printing.text.faces import Typeface
from app.reference.texts import Texts

LEFT, RIGHT, FOOT = 7.0, 203.0, 287.0
TITLE = Box("title", (LEFT, 8.0), (120.0, 14.0), label=NO_LABEL)
HEAD = (
    Box("number", (127.0, 8.0), (76.0, 7.0), label="handover_number"),
    Box("page", (127.0, 15.0), (38.0, 7.0), label="handover_page"),
    Box("pages", (165.0, 15.0), (38.0, 7.0), label="handover_pages"),
)
"""On every page."""

FACTS = (
    Box("office", (LEFT, 22.0), (98.0, 8.0), label="handover_office"),
    Box("since", (105.0, 22.0), (98.0, 8.0), label="handover_since"),
    Box("given", (LEFT, 30.0), (98.0, 8.0), label="handover_given"),
    Box("taken", (105.0, 30.0), (98.0, 8.0), label="handover_taken"),
    Box("message", (LEFT, 38.0), (196.0, 18.0), label="handover_message"),
)
"""On the first page alone."""

COLUMNS = (
    ("sign", LEFT, 14.0),
    ("what", 21.0, 96.0),
    ("from", 117.0, 26.0),
    ("remark", 143.0, 60.0),
)
"""Name, left edge and width of each column, mm."""

_UNIT = CONTENT_SIZE * POINT / 1000
_HEADED = ROW
_BASE = 2.75
_TITLE_SIZE = 13.0
_TITLE_BASE = 16.5
_TOPS = (FACTS[-1].corner[1] + FACTS[-1].size[1] + _HEADED, TITLE.corner[1] + 14.0 + _HEADED)


class ReportLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line in words; ``at`` is since when, ms UTC, 0: not known."""

    text: str
    at: Instant = Instant(0)
    marked: bool = False
    added: bool = False
    remark: str = ""


class ReportPart(msgspec.Struct, frozen=True, kw_only=True):
    """The lines of one part under its title."""

    title: str
    lines: tuple[ReportLine, ...]


class ShiftReport(msgspec.Struct, frozen=True, kw_only=True):
    """What is printed. Instants are ms UTC (0: not yet), shown in ``zone`` (IANA)."""

    number: str
    office: str
    since: Instant
    given_by: str
    given_at: Instant
    taken_by: str
    taken_at: Instant
    message: str
    parts: tuple[ReportPart, ...]
    texts: Texts
    zone: str
    footer: Footer | None = None


class _Row(NamedTuple):
    """A row of the table: the lines of each of its cells, and whether it is a title."""

    cells: tuple[tuple[str, ...], ...]
    is_title: bool = False

    @property
    def height(self) -> float:
        """How high it is, mm."""
        longest = max(len(lines) for lines in self.cells)
        return max(ROW, _BASE + (longest - 1) * LINE_HEIGHT + 1.3)


def render(report: ShiftReport) -> Printed:
    """Draw the report; equal input gives equal bytes.

    Raises:
        Broken: ``fonts.missing`` where set-up has not made the faces.
    """
    noted = Noted()
    pages = _paged(tuple(_rows(report, noted)))
    paper = Document(title=report.number, language=report.texts.language)
    for place, rows in enumerate(pages):
        setter = Setter(paper.page(), report.texts, noted)
        _draw_head(setter, report, place + 1, len(pages))
        _draw_rows(setter, rows, _TOPS[min(place, 1)])
        if report.footer is not None:
            draw_footer(setter, report.footer, place + 1, len(pages))
    pdf = paper.close()
    return Printed(
        pdf=pdf,
        pages=len(pages),
        sha256=hashlib.sha256(pdf).hexdigest(),
        truncated=noted.truncated,
        findings=tuple(noted.findings()),
    )


def boxes_of_page(report: ShiftReport, page: int) -> tuple[Box, ...]:
    """Give the boxes as they stand on one page (from 0); cells of the table as ``column@row``."""
    rows = _paged(tuple(_rows(report, Noted())))[page]
    boxes = [TITLE, *HEAD, *(FACTS if page == 0 else ())]
    top = _TOPS[min(page, 1)]
    for at, row in enumerate(rows, start=1):
        for name, x, width in COLUMNS:
            boxes.append(Box(f"{name}@{at}", (x, top), (width, row.height), label=NO_LABEL))
        top += row.height
    return tuple(boxes)


def _rows(report: ShiftReport, noted: Noted) -> Iterator[_Row]:
    say = report.texts.say
    for part in report.parts:
        yield _Row(((), (part.title,), (), ()), is_title=True)
        if not part.lines:
            yield _Row(((), (say("printing.handover.nothing"),), (), ()))
        for line in part.lines:
            signs = {"marked": line.marked, "added": line.added}
            sign = ", ".join(
                say(f"printing.handover.{one}") for one, is_so in signs.items() if is_so
            )
            told = (sign, line.text, _moment(line.at, report.zone), line.remark)
            for (name, _, _), text in zip(COLUMNS, told, strict=True):
                noted.read(name, text)
            yield _Row(
                tuple(
                    _broken(text, width) for (_, _, width), text in zip(COLUMNS, told, strict=True)
                )
            )


def _broken(text: str, width: float) -> tuple[str, ...]:
    room = int((width - 2 * MARGIN) / _UNIT)
    return break_lines(text, Typeface.CONDENSED, lambda _: room, cut=True) if text else ()


def _paged(rows: tuple[_Row, ...]) -> tuple[tuple[_Row, ...], ...]:
    """Part the rows over pages; a title never stands alone at the foot of one."""
    pages: list[list[_Row]] = [[]]
    y = _TOPS[0]
    for at, row in enumerate(rows):
        kept = row.height + (rows[at + 1].height if row.is_title and at + 1 < len(rows) else 0.0)
        if y + kept > FOOT and pages[-1]:
            pages.append([])
            y = _TOPS[1]
        pages[-1].append(row)
        y += row.height
    return tuple(map(tuple, pages))


def _draw_head(setter: Setter, report: ShiftReport, page: int, pages: int) -> None:
    filled: dict[str, Content] = {
        "number": code(report.number),
        "page": code(page),
        "pages": code(pages),
        "office": code(report.office),
        "since": code(_moment(report.since, report.zone)),
        "given": code(_signed(report.given_by, report.given_at, report.zone)),
        "taken": code(_signed(report.taken_by, report.taken_at, report.zone)),
        "message": code(" ".join(report.message.split())),
    }
    setter.frame(TITLE)
    style = setter.style(Typeface.BOLD, _TITLE_SIZE)
    (x, _), (width, _) = TITLE.corner, TITLE.size
    title = setter.texts.say("printing.box.handover_title")
    setter.centred(title, style, (x, x + width), _TITLE_BASE)
    for box in (*HEAD, *(FACTS if page == 1 else ())):
        setter.frame(box)
        setter.label(box)
        setter.fill(box, filled[box.name])
    top = _TOPS[min(page - 1, 1)] - _HEADED
    for name, x, width in COLUMNS:
        box = Box(name, (x, top), (width, _HEADED), label=f"handover_{name}", frame=THIN)
        setter.frame(box)
        setter.label(box)


def _draw_rows(setter: Setter, rows: tuple[_Row, ...], top: float) -> None:
    y = top
    for row in rows:
        for (_, x, width), lines in zip(COLUMNS, row.cells, strict=True):
            setter.page.frame((x, y), (width, row.height), THIN)
            for place, line in enumerate(lines):
                base = y + _BASE + place * LINE_HEIGHT
                if row.is_title:
                    style = setter.style(Typeface.BOLD, CONTENT_SIZE)
                    setter.page.text(line, style, (x + MARGIN, base))
                else:
                    setter.content(line, (x + MARGIN, x + width - MARGIN), base)
        y += row.height
    setter.page.frame((LEFT, top), (RIGHT - LEFT, y - top), THICK)


def _signed(name: str, at: Instant, zone: str) -> str:
    return ", ".join(filter(None, (name, _moment(at, zone))))


def _moment(at: Instant, zone: str) -> str:
    return f"{moment_of(at).astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}" if at else ""
