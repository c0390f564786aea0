"""The catalogue: tables read as they are written, or refused with the line."""

from pathlib import Path

import pytest

from app.base.clock import Day, Instant
from app.base.errors import Broken
from app.messages.ncts import catalogue, values


def test_an_entry_is_found_by_its_path() -> None:
    root = catalogue.table("CC015C", "p5").root
    entry = root.entry("Consignment/TransportEquipment/Seal")
    assert entry is not None
    assert (entry.least, entry.most, entry.format) == (0, 99, "")
    assert root.entry("Consignment/Nothing/Seal") is None


def test_versions_are_tried_p5_first() -> None:
    assert catalogue.versions_of("CC015C") == ("p5", "p6")
    assert catalogue.versions_of("CD001C") == ("p5",)
    assert catalogue.versions_of("CC999Z") == ()


def test_every_message_of_phase_5_has_its_table() -> None:
    in_p5 = [one for one in catalogue.types() if "p5" in catalogue.versions_of(one)]
    assert len(in_p5) == 91


def test_a_format_that_cannot_be_read_names_its_line() -> None:
    with pytest.raises(Broken) as caught:
        catalogue._format("alone", Path("formats.txt"))
    assert caught.value.parameters["line"] == "alone"


@pytest.mark.parametrize("line", ["one two", "    deep 1 - - -"])
def test_a_line_that_is_no_entry_is_left_over(line: str) -> None:
    lines = [(7, line)]
    assert catalogue._entries(lines, 0) == ()
    assert lines == [(7, line)]


def test_a_table_with_a_line_left_over_is_refused() -> None:
    with pytest.raises(Broken) as caught:
        catalogue.table("formats", "p5")
    assert caught.value.code == "ncts.bad_table"


def test_a_table_that_is_not_there_is_refused() -> None:
    with pytest.raises(Broken) as caught:
        catalogue.table("CC999Z", "p5")
    assert caught.value.code == "ncts.no_table"


@pytest.mark.parametrize("text", ["", "soon", "2026-11-22T25:00:00", "2026-11-22T13:05:00Z"])
def test_a_text_that_is_no_moment_means_nothing(text: str) -> None:
    assert values.read_instant(text) is None


@pytest.mark.parametrize("text", ["", "1E5", "9" * 40, "1,5", "-", "NaN", "\u0661"])
def test_a_text_that_is_no_number_means_nothing(text: str) -> None:
    assert values.read_quantity(text) is None
    assert values.read_integer(text) is None


def test_days_and_moments_are_written_as_they_are_read() -> None:
    assert values.read_day(values.write_day(Day(20261122))) == Day(20261122)
    moment = Instant(1795352700000)
    assert values.read_instant(values.write_instant(moment)) == moment
