"""Crossings, departures, papers and sign-in as an officer lives them: keys over a real store."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from app.base.clock import FakeClock, Instant
from app.messages.ncts import builders
from app.messages.ncts.compose import Envelope
from app.messages.ncts.message import write
from app.transit.use_cases import Declare, Hold
from app.ui.desk.menu import open_menu
from app.ui.look import Look
from app.ui.theme import Role
from app.ui.widgets.track import Node
from tests.transit.goods import DECLARATION, DURRES, VERMICE
from tests.ui.seat import Chair, announce, released
from tests.workstation.post import ARBEN, BESA, NOW, Post, make_post

FIRST, FIRST_MRN = released(1)
SECOND, SECOND_MRN = released(2)


@pytest.fixture(scope="module")
def vermice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("vermice") / "post"
    make_post(folder, FakeClock(NOW), office=VERMICE)
    with Post(folder, FakeClock(NOW)) as desk:
        desk.sign_in(ARBEN)
        announce(desk, FIRST, SECOND, message="CD050C")
    return folder


@pytest.fixture(scope="module")
def durres(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("durres") / "post"
    make_post(folder, FakeClock(NOW), office=DURRES)
    with Post(folder, FakeClock(NOW)) as desk:
        desk.sign_in(ARBEN)
        desk.lease()
        desk.do(Declare(declaration=DECLARATION))
    return folder


@pytest.fixture
def lane(vermice: Path, tmp_path: Path, dressed: QApplication, look: Look) -> Iterator[Chair]:
    folder = Path(shutil.copytree(vermice, tmp_path / "post"))
    with Chair(dressed, look, folder) as seated:
        seated.sign_in(ARBEN)
        seated.key(Qt.Key.Key_2, "", Qt.KeyboardModifier.ControlModifier)
        yield seated


@pytest.fixture
def departure(durres: Path, tmp_path: Path, dressed: QApplication, look: Look) -> Iterator[Chair]:
    folder = Path(shutil.copytree(durres, tmp_path / "post"))
    with Chair(dressed, look, folder) as seated:
        seated.sign_in(ARBEN)
        seated.key(Qt.Key.Key_6, "", Qt.KeyboardModifier.ControlModifier)
        yield seated


def lodged_file(folder: Path, lrn: str) -> Path:
    """A declaration as a holder's system writes it."""
    envelope = Envelope(
        sender="AL123456789", recipient="NTA.AL", prepared=Instant(NOW), identification="LODGED1"
    )
    path = folder / "lodged.xml"
    declaration = DECLARATION.__class__(
        **{name: getattr(DECLARATION, name) for name in DECLARATION.__struct_fields__}
        | {"lrn": lrn}
    )
    path.write_bytes(write(builders.cc015(envelope, declaration)))
    return path


def test_a_truck_crosses_with_a_scan_and_three_keys(lane: Chair) -> None:
    lane.scan(FIRST_MRN)
    lane.letters("PS")
    lane.send()
    assert lane.kinds(FIRST_MRN) == ["transit.crossed"]
    assert lane.desktop.lane.row is None
    assert lane.desktop.lane.view.rows.rowCount() == 1


def test_the_next_truck_scanned_takes_the_keys_that_follow(lane: Chair) -> None:
    lane.scan(FIRST_MRN)
    lane.letters("P")
    lane.held.is_held = True
    lane.scan(SECOND_MRN)
    lane.letters("PS")
    lane.send()
    lane.held.let_go()
    lane.settle()
    assert lane.kinds(FIRST_MRN) == []
    assert lane.kinds(SECOND_MRN) == ["transit.crossed"]


def test_a_truck_without_data_passes_with_a_reason_only(lane: Chair) -> None:
    mrn = "24GB000246J8NY33L7"
    lane.scan(mrn)
    lane.letters("P")
    lane.key(Qt.Key.Key_F2)
    lane.type("ab 123")
    lane.enter()
    lane.send()
    with pytest.raises(IndexError):
        lane.by_number(mrn)
    assert lane.desktop.lane.page.banner.accessibleName() == (
        "No data held for this number. Ask departure, or let it pass with a reason."
    )
    seals = lane.desktop.lane.page.seals_cell
    assert seals.node is Node.FOLLOWS
    assert seals.accessibleName().startswith("Seals none known")
    lane.desktop.lane.reason.field.edit.setFocus()
    lane.type("the driver has the paper")
    lane.send()
    assert lane.kinds(mrn) == ["transit.crossed"]


def test_the_next_answer_is_in_sight_in_one_column(lane: Chair) -> None:
    for size in ((1000, 700), (740, 500), (683, 384)):
        lane.window.resize(*size)
        lane.settle()
    lane.scan(FIRST_MRN)
    page = lane.desktop.lane.page
    for letter, cell in (("", page.plate_cell), ("P", page.seals_cell), ("S", page.cross_cell)):
        lane.letters(letter)
        place = cell.mapTo(page.area.viewport(), QPoint(0, 40))
        assert page.area.viewport().rect().contains(place)


def test_a_truck_on_hold_waits_and_the_lane_says_why(lane: Chair) -> None:
    lane.scan(FIRST_MRN)
    row = lane.desktop.lane.row
    assert row is not None
    lane.post.workstation.do(Hold(record=row.head.record, reason="asked for by the police"))
    lane.scan(FIRST_MRN)
    lane.letters("PS")
    page = lane.desktop.lane.page
    assert not page.bar.primary.lamp
    assert page.bar.note.accessibleName() == "On hold: lift the hold first"
    assert page.banner.accessibleName().startswith("On hold: asked for by the police")


def test_the_lane_lights_what_was_found_here(lane: Chair) -> None:
    lane.scan(FIRST_MRN)
    verdict = lane.desktop.lane.page.verdict
    assert verdict.cells[-1].answer == "Nothing yet"
    lane.letters("P")
    assert not verdict.cells[-1].lit
    lane.letters("B")
    assert (verdict.cells[-1].answer, verdict.cells[-1].role) == ("1 bad seal", Role.STOP)


def test_esc_closes_what_was_found_in_the_lane(lane: Chair) -> None:
    lane.window.find_box.edit.setFocus()
    lane.type("26AL")
    assert lane.window.find_panel.isVisible()
    lane.key(Qt.Key.Key_Escape)
    assert not lane.window.find_panel.isVisible()
    assert lane.window.find_box.edit.text() == ""
    lane.desktop.lane.page.scan.edit.setFocus()
    lane.type("0045")
    lane.enter()
    assert lane.window.find_panel.isVisible()
    lane.key(Qt.Key.Key_Escape)
    assert not lane.window.find_panel.isVisible()
    lane.scan(FIRST_MRN)
    lane.letters("PS")
    assert lane.desktop.lane.page.bar.primary.lamp


def test_what_was_found_goes_when_one_works_on_elsewhere(lane: Chair) -> None:
    lane.window.find_box.edit.setFocus()
    lane.type("26AL")
    assert lane.window.find_panel.isVisible()
    lane.desktop.lane.page.scan.edit.setFocus()
    lane.settle()
    assert not lane.window.find_panel.isVisible()


def test_a_truck_that_crossed_is_not_let_cross_twice(lane: Chair) -> None:
    for _ in range(2):
        lane.scan(FIRST_MRN)
        lane.letters("PS")
        lane.send()
    assert lane.kinds(FIRST_MRN) == ["transit.crossed"]
    assert lane.desktop.lane.page.banner.isVisible()


def test_a_departure_is_released_with_seals_and_control(departure: Chair) -> None:
    page = departure.record.depart.page
    departure.send()
    assert departure.record.depart.lines()
    page.results.press("A2")
    page.count.edit.setFocus()
    departure.type("2")
    page.numbers[0].edit.setFocus()
    departure.type("AL0045121")
    page.numbers[1].edit.setFocus()
    departure.type("AL0045122")
    departure.send()
    assert departure.record.head is not None
    assert departure.record.head.departure == "released"
    assert departure.shown.startswith("26AL002000")


def test_f8_leaves_the_list_alone_where_nothing_is_to_be_put_right(departure: Chair) -> None:
    page = departure.record.depart.page
    page.results.press("A2")
    page.exempt.click()
    departure.key(Qt.Key.Key_F8)
    assert departure.desktop.today.panel.isVisible()
    page.exempt.click()
    departure.key(Qt.Key.Key_F8)
    assert departure.desktop.today.findings.isVisible()


def test_a_number_of_seals_that_is_not_the_list_is_told_at_its_field(departure: Chair) -> None:
    page = departure.record.depart.page
    page.results.press("A2")
    page.count.edit.setFocus()
    departure.type("2")
    page.numbers[0].edit.setFocus()
    departure.type("AL0045121")
    departure.key(Qt.Key.Key_F8)
    line = departure.record.depart.lines()[0]
    assert (line.field, line.rule) == ("seals", "R0106")
    assert line.words == "You wrote 2 seals but listed 1. Make the number and the list agree."
    assert not departure.record.panel.bar.primary.lamp


def test_a_file_is_taken_in_and_stands_among_the_departures(
    departure: Chair, tmp_path: Path
) -> None:
    departure.files.append(str(lodged_file(tmp_path, "2026-777777")))
    departure.control("N")
    departure.key(Qt.Key.Key_F12)
    assert departure.record.head is not None
    assert departure.record.head.lrn == "2026-777777"


def test_a_file_that_declares_nothing_is_refused_in_words(
    departure: Chair, tmp_path: Path
) -> None:
    (tmp_path / "letter.xml").write_text("<letter/>", encoding="utf-8")
    departure.files.append(str(tmp_path / "letter.xml"))
    departure.control("N")
    departure.key(Qt.Key.Key_F12)
    assert departure.window.notice.isVisible()
    assert departure.window.notice.accessibleName().startswith("The file was not taken in.")


def test_the_paper_of_a_release_is_checked_and_kept_as_a_file(
    departure: Chair, tmp_path: Path
) -> None:
    test_a_departure_is_released_with_seals_and_control(departure)
    departure.control("P")
    looked = departure.desktop.paper.panel.bar.primary
    assert looked.lamp
    departure.files.append(str(tmp_path / "tad.pdf"))
    departure.send()
    assert (tmp_path / "tad.pdf").read_bytes().startswith(b"%PDF")
    departure.letters("U")
    departure.key(Qt.Key.Key_Escape)
    assert departure.record.head is not None
    assert departure.record.head.departure == "released"


def test_a_wrong_secret_is_told_and_forgotten(
    durres: Path, tmp_path: Path, dressed: QApplication, look: Look
) -> None:
    folder = Path(shutil.copytree(durres, tmp_path / "post"))
    with Chair(dressed, look, folder) as chair:
        chair.key(Qt.Key.Key_1, "1")
        chair.type("not the right words")
        chair.enter()
        page = chair.desktop.sign_in.page
        assert not page.strip.isHidden()
        assert page.passphrase.edit.text() == ""
        assert chair.post.workstation.is_locked


def test_an_auditor_reads_and_is_told_why_he_may_not_release(
    durres: Path, tmp_path: Path, dressed: QApplication, look: Look
) -> None:
    folder = Path(shutil.copytree(durres, tmp_path / "post"))
    with Chair(dressed, look, folder) as chair:
        chair.sign_in(BESA)
        chair.key(Qt.Key.Key_6, "", Qt.KeyboardModifier.ControlModifier)
        page = chair.record.depart.page
        page.results.press("A2")
        page.exempt.click()
        chair.send()
        assert chair.record.head is not None
        assert chair.record.head.departure == "declared"
        assert chair.record.parts.trouble_told


def test_the_keys_of_the_page_are_listed_and_esc_closes_the_list(departure: Chair) -> None:
    departure.key(Qt.Key.Key_F1)
    assert departure.desktop.keys.isVisible()
    assert all(row.is_cap for row in departure.desktop.keys.list.rows.rows())
    departure.key(Qt.Key.Key_Escape)
    assert not departure.desktop.keys.isVisible()


def test_a_queue_with_nothing_in_it_says_so(departure: Chair) -> None:
    departure.key(Qt.Key.Key_1, "", Qt.KeyboardModifier.ControlModifier)
    assert departure.desktop.today.empty.isVisible()
    assert departure.desktop.today.empty.accessibleName().startswith("Nothing is expected.")


def test_in_one_column_the_menu_turns_to_the_queues(departure: Chair) -> None:
    for size in ((1000, 700), (740, 500), (683, 384)):
        departure.window.resize(*size)
        departure.settle()
    menu = open_menu(departure.seat.place, departure.window)
    first = menu.actions()[0]
    assert first.text().partition("\t")[0] == "Expected"
    first.trigger()
    menu.close()
    departure.settle()
    assert departure.desktop.today.queue == "expected"
