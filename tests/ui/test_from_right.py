"""Languages written from the right: words are cut, laid out and joined from that side."""

import math
from datetime import date

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from app.base.clock import day_of
from app.reference.texts import texts
from app.ui.canvas import Canvas
from app.ui.desk.departures import read_day
from app.ui.desk.speech import HOUR_MS, MINUTE_MS, Speech, apart
from app.ui.fonts import Style
from app.ui.look import Look
from app.ui.tables.queue import second_line
from app.ui.text import Run, isolate, label
from app.ui.widgets.clockmark import Clock, ClockMark, Urgency
from app.ui.widgets.paragraph import draw_flow, flow

WIDE, HIGH = 300, 24
ARABIC = "\u0648\u0635\u0644\u062a \u0625\u0644\u0649 \u0627\u0644\u0645\u0643\u062a\u0628"
"""Arrived at the office."""


@pytest.fixture
def mirrored(look: Look) -> Look:
    look.direction = Qt.LayoutDirection.RightToLeft
    return look


class Sheet:
    """A white picture, and where it is inked."""

    def __init__(self, look: Look) -> None:
        self.picture = QImage(WIDE, HIGH, QImage.Format.Format_RGB32)
        self.picture.fill(Qt.GlobalColor.white)
        self.painter = QPainter(self.picture)
        self.canvas = Canvas(self.painter, look, WIDE, HIGH)

    def inked(self) -> list[int]:
        """The columns that are not white."""
        self.painter.end()
        white = QColor(Qt.GlobalColor.white).rgb()
        return [
            x for x in range(WIDE) if any(self.picture.pixel(x, y) != white for y in range(HIGH))
        ]


def _drawn(look: Look, words: str, wide: float = WIDE) -> bytes:
    sheet = Sheet(look)
    sheet.canvas.text(QRectF(0, 0, wide, HIGH), words)
    sheet.inked()
    return bytes(sheet.picture.constBits())


def test_words_from_the_right_keep_their_beginning_when_they_are_cut(mirrored: Look) -> None:
    whole, cut = Sheet(mirrored), Sheet(mirrored)
    taken = whole.canvas.text(QRectF(0, 0, WIDE, HIGH), ARABIC)
    cut.canvas.text(QRectF(0, 0, taken * 0.7, HIGH), ARABIC)
    whole.inked()
    cut.inked()
    beginning = range(int(WIDE - taken * 0.4), WIDE)
    for x in beginning:
        for y in range(HIGH):
            assert whole.picture.pixel(x, y) == cut.picture.pixel(x, y), (x, y)


def test_a_paragraph_begins_at_the_right(mirrored: Look) -> None:
    sheet = Sheet(mirrored)
    draw_flow(sheet.canvas, QRectF(0, 0, WIDE, HIGH), (Run(ARABIC),), Style.BODY)
    inked = sheet.inked()
    assert min(inked) > WIDE / 3
    assert max(inked) > WIDE - 6


def test_a_paragraph_begins_at_the_left_in_other_languages(look: Look) -> None:
    sheet = Sheet(look)
    draw_flow(sheet.canvas, QRectF(0, 0, WIDE, HIGH), (Run("Arrived"),), Style.BODY)
    inked = sheet.inked()
    assert min(inked) < 6
    assert max(inked) < WIDE / 2


def test_names_alone_stand_in_the_order_of_the_window(mirrored: Look) -> None:
    """A comma before a name in its isolate stands at the right of the name."""
    name = f", {apart('Metal Doo')}"
    assert _drawn(mirrored, name) == _drawn(mirrored, f"\u200f{name}")


def test_a_label_in_latin_letters_stands_at_the_right(mirrored: Look, qtbot: QtBot) -> None:
    made = label(mirrored, "Morin\u00eb")
    qtbot.addWidget(made)
    made.resize(WIDE, HIGH)
    picture = made.grab().toImage()
    ground = picture.pixel(0, 0)
    inked = [x for x in range(WIDE) if any(picture.pixel(x, y) != ground for y in range(HIGH))]
    assert min(inked) > WIDE / 2


def test_the_second_line_of_a_row_has_the_comma_of_its_language(look: Look) -> None:
    parts = ("Prishtina", "Metal Doo")
    assert second_line(look, parts, WIDE) == "Prishtina, Metal Doo"
    look.direction = Qt.LayoutDirection.RightToLeft
    assert second_line(look, parts, WIDE) == "Prishtina\u060c Metal Doo"


def test_dots_below_the_words_of_a_clock_are_whole(mirrored: Look, qtbot: QtBot) -> None:
    words = "\u0628\u0642\u064a 33 \u0633"
    clock = ClockMark(mirrored, Clock(Urgency.CALM, words), Style.SECTION)
    qtbot.addWidget(clock)
    wide, high = (math.ceil(each) for each in clock.natural())
    room = QImage(wide + 40, 2 * high, QImage.Format.Format_RGB32)
    room.fill(Qt.GlobalColor.white)
    painter = QPainter(room)
    painter.translate(0, high // 2)
    clock.draw(Canvas(painter, mirrored, wide + 40, high))
    painter.end()
    white = QColor(Qt.GlobalColor.white).rgb()
    outside = [*range(high // 2), *range(high // 2 + high, 2 * high)]
    assert [y for y in outside if any(room.pixel(x, y) != white for x in range(wide + 40))] == []


def test_words_that_are_cut_still_begin_at_the_right(mirrored: Look) -> None:
    sheet = Sheet(mirrored)
    sheet.canvas.runs(QRectF(0, 0, 120, HIGH), (Run(ARABIC * 3),))
    assert max(sheet.inked()) > WIDE - 4


def test_a_plate_that_begins_with_digits_keeps_its_order(mirrored: Look) -> None:
    plate = "01 431 RC"
    laid = flow(mirrored, (Run(plate, code=True),), Style.BODY, WIDE)
    assert laid.text() == isolate(plate)


@pytest.mark.parametrize("month", range(1, 13))
def test_a_day_in_arabic_is_read_back(month: int) -> None:
    arabic = Speech(texts("ar"), "UTC")
    day = date(2026, month, 11)
    near = date(2026, month, 1)
    assert read_day(arabic.week_day(day), near, arabic) == day_of(day)


def test_parts_are_joined_from_the_right() -> None:
    arabic, english = Speech(texts("ar"), "UTC"), Speech(texts("en"), "UTC")
    assert english.joined("HOXHA Arben", "", "Morine") == "HOXHA Arben, Morine"
    assert arabic.joined("HOXHA Arben", "", "Morine") == (
        f"\u200f{apart('HOXHA Arben')}\u060c {apart('Morine')}"
    )
    assert arabic.joined("", "") == english.joined("", "") == ""


def test_a_duration_in_arabic_is_three_runs() -> None:
    said = Speech(texts("ar"), "UTC").span(2 * HOUR_MS + 6 * MINUTE_MS)
    assert said.startswith(apart("2"))
    assert said.endswith(apart("06"))
