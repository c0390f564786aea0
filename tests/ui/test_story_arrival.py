"""An arrival as an officer lives it: the real window, a real store, keys alone."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.base.clock import FakeClock
from app.cases.room import ROOM as CASES
from app.duty.room import ROOM as DUTY
from app.guarantees.room import ROOM as GUARANTEES
from app.transit.pages import ArrivalPage
from app.transit.room import ROOM as TRANSIT
from app.ui.look import Look
from app.ui.pages.answers import ArrivalAnswers
from app.ui.theme import Role
from app.workstation.rooms import Rooms
from tests.transit.goods import PRISHTINA
from tests.ui.seat import Chair, announce, released
from tests.workstation.post import ARBEN, NOW, SHEFI, Post, make_post

FIRST, FIRST_MRN = released(1)
SECOND, SECOND_MRN = released(2)
ENDED = [
    "transit.arrived",
    "transit.seals_checked",
    "transit.result_taken",
    "transit.ended",
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("prishtina") / "post"
    make_post(folder, FakeClock(NOW), office=PRISHTINA)
    with Post(folder, FakeClock(NOW)) as desk:
        desk.sign_in(ARBEN)
        announce(desk, FIRST, SECOND)
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "post"))


@pytest.fixture
def chair(folder: Path, dressed: QApplication, look: Look) -> Iterator[Chair]:
    with Chair(dressed, look, folder) as seated:
        seated.sign_in(ARBEN)
        yield seated


def test_a_scan_and_three_keys_end_a_transit(chair: Chair) -> None:
    chair.scan(FIRST_MRN)
    assert chair.shown == FIRST_MRN
    chair.letters("PS")
    chair.send()
    assert chair.kinds(FIRST_MRN) == ENDED
    assert chair.app.activeModalWidget() is None
    assert chair.record.head is not None
    assert chair.record.head.destination == "ended"


def test_a_scan_blanks_the_page_at_once(chair: Chair) -> None:
    chair.scan(FIRST_MRN)
    chair.letters("P")
    chair.held.is_held = True
    chair.scan(SECOND_MRN)
    assert chair.shown == ""
    assert not chair.record.panel.bar.primary.lamp
    assert chair.record.panel.pages.currentWidget() is chair.record.parts.page_of_nothing


def test_keys_pressed_while_the_next_record_loads_belong_to_it(chair: Chair) -> None:
    chair.scan(FIRST_MRN)
    chair.held.is_held = True
    chair.scan(SECOND_MRN)
    chair.letters("PS")
    chair.send()
    chair.held.let_go()
    chair.settle()
    assert chair.kinds(FIRST_MRN) == []
    assert chair.kinds(SECOND_MRN) == ENDED


def test_a_late_answer_for_another_record_is_dropped(chair: Chair) -> None:
    chair.held.is_held = True
    chair.scan(FIRST_MRN)
    chair.scan(SECOND_MRN)
    chair.held.let_go()
    chair.settle()
    assert chair.shown == SECOND_MRN


def test_enter_answers_neither_plate_nor_seals_and_both_are_named(chair: Chair) -> None:
    chair.scan(FIRST_MRN)
    chair.enter()
    chair.send()
    assert chair.kinds(FIRST_MRN) == []
    page = chair.record.arrive.page
    assert (page.answers.plate, dict(page.answers.seals)) == ("", {})
    told = [
        strip.accessibleName()
        for strip in chair.record.arrive.strips.values()
        if not strip.isHidden()
    ]
    assert told == [
        "Enter the plate you see, or press P if it is the one declared.",
        "Answer 2 more seals: AL0045121, AL0045122.",
    ]
    assert page.plate.hasFocus()


def test_a_broken_seal_asks_for_a_result_and_for_words(chair: Chair) -> None:
    chair.scan(FIRST_MRN)
    chair.letters("PBI")
    chair.send()
    assert chair.kinds(FIRST_MRN) == []
    page = chair.record.arrive.page
    assert [cell.choice.name for cell in page.result.choices.cells()] == ["A5", "B1"]
    page.result.choices.press("A5")
    chair.settle()
    page.remarks.area.edit.setFocus()
    chair.type("shackle cut")
    chair.send()
    assert chair.kinds(FIRST_MRN) == ENDED


def test_what_is_saved_can_be_taken_back_while_it_is_in_its_grace(chair: Chair) -> None:
    chair.scan(FIRST_MRN)
    chair.letters("PS")
    chair.send()
    assert chair.desktop.today.panel.toast.isVisible()
    chair.letters("U")
    assert chair.kinds(FIRST_MRN)[-1] == "record.withdrawn"
    assert chair.record.head is not None
    assert chair.record.head.destination == "announced"
    assert not chair.desktop.today.panel.toast.isVisible()


def test_nothing_is_taken_back_after_it_was_handed_over(chair: Chair) -> None:
    chair.scan(FIRST_MRN)
    chair.letters("PS")
    chair.send()
    chair.key(Qt.Key.Key_F5)
    chair.letters("U")
    assert chair.kinds(FIRST_MRN) == ENDED


def test_the_record_stays_open_when_another_officer_takes_over(chair: Chair) -> None:
    chair.scan(FIRST_MRN)
    chair.letters("P")
    chair.control("L")
    assert chair.post.workstation.is_locked
    chair.letters("PS")
    chair.sign_in(SHEFI)
    assert chair.shown == FIRST_MRN
    assert chair.record.arrive.page.answers == ArrivalAnswers(place="Prishtina")
    chair.letters("PS")
    chair.send()
    assert chair.officers_of(FIRST_MRN) == {chair.seat.place.officer}


def test_what_an_officer_had_answered_is_there_after_the_lock(chair: Chair) -> None:
    chair.scan(FIRST_MRN)
    chair.letters("P")
    chair.control("L")
    chair.sign_in(ARBEN)
    assert chair.shown == FIRST_MRN
    assert chair.record.arrive.page.answers.plate == "="


def test_a_locked_window_takes_no_scan(chair: Chair) -> None:
    chair.scan(FIRST_MRN)
    chair.control("L")
    chair.scan(SECOND_MRN)
    chair.sign_in(ARBEN)
    assert chair.shown == FIRST_MRN


def test_a_hold_is_put_on_with_its_reason_and_refuses_the_end(chair: Chair) -> None:
    chair.scan(FIRST_MRN)
    chair.letters("PSH")
    chair.type("asked for by the police")
    chair.enter()
    assert chair.kinds(FIRST_MRN) == ["transit.held"]
    bar = chair.record.panel.bar
    assert not bar.primary.lamp
    assert bar.note.accessibleName() == "On hold: lift the hold first"
    chair.send()
    assert chair.kinds(FIRST_MRN) == ["transit.held"]
    assert "asked for by the police" in chair.record.parts.trouble_told


def test_another_plate_lights_what_was_found_here(chair: Chair) -> None:
    chair.scan(FIRST_MRN)
    chair.key(Qt.Key.Key_F2)
    chair.type("ab 123 cd")
    chair.enter()
    found = chair.record.panel.head.verdict.cells[-1]
    assert (found.answer, found.role) == ("Other plate", Role.WARN)
    chair.letters("S")
    assert chair.record.panel.head.verdict.cells[-1].role is Role.WARN
    chair.scan(SECOND_MRN)
    chair.letters("P")
    assert not chair.record.panel.head.verdict.cells[-1].lit


def test_an_mrn_nobody_announced_says_what_may_be_done_next(chair: Chair) -> None:
    chair.scan("24GB000246J8NY33L7")
    told = chair.record.parts.next_step.accessibleName()
    assert told == (
        "No data held for this number. "
        "Ask departure, or record a provisional arrival from the paper."
    )
    chair.scan(FIRST_MRN)
    assert not chair.record.parts.next_step.isVisible()


def test_an_mrn_nobody_announced_is_recorded_from_the_paper(chair: Chair) -> None:
    mrn = "24GB000246J8NY33L7"
    chair.scan(mrn)
    chair.send()
    chair.key(Qt.Key.Key_F2)
    chair.type("ab 123")
    chair.enter()
    chair.send()
    assert chair.kinds(mrn) == ["transit.arrived"]
    assert chair.record.head is not None
    assert chair.record.head.destination == "provisional arrival"


def test_seals_read_on_a_truck_nobody_announced_are_recorded(chair: Chair) -> None:
    mrn = "24GB000246J8NY33L7"
    chair.scan(mrn)
    chair.key(Qt.Key.Key_F2)
    chair.type("ab 123")
    chair.enter()
    page = chair.record.arrive.page
    for number in ("al 0099001", "AL0099002"):
        page.seals.mark.edit.setFocus()
        chair.type(number)
        chair.enter()
    assert [row.number for row in page.seals.rows] == ["AL0099001", "AL0099002"]
    assert not chair.record.panel.bar.primary.lamp
    page.seals.setFocus()
    chair.letters("IB")
    chair.send()
    assert chair.kinds(mrn) == ["transit.arrived", "transit.seals_checked"]


def test_a_movement_is_found_by_its_last_six_and_opened(chair: Chair) -> None:
    chair.control("K")
    chair.type(SECOND_MRN[-6:])
    chair.enter()
    assert chair.shown == SECOND_MRN


def test_an_unexpected_error_shows_its_reference(
    folder: Path, dressed: QApplication, look: Look
) -> None:
    def broken(_view: Any, _look: Any) -> Any:
        message = "nobody expected this"
        raise ValueError(message)

    transit = msgspec.structs.replace(TRANSIT, views={**TRANSIT.views, ArrivalPage: broken})
    with Chair(dressed, look, folder, rooms=Rooms((DUTY, CASES, GUARANTEES, transit))) as chair:
        chair.sign_in(ARBEN)
        chair.scan(FIRST_MRN)
        log = (folder / "log.jsonl").read_text(encoding="utf-8")
        reference = chair.record.parts.page_of_nothing.told.partition("reference ")[2][:8]
        assert len(reference) == 8
        assert reference in log
        assert "nobody expected this" not in log


def test_no_row_is_marked_while_what_is_open_stands_in_none(chair: Chair) -> None:
    view = chair.desktop.today.view
    chair.scan(FIRST_MRN)
    assert view.selectionModel().hasSelection()
    chair.scan("24GB000246J8NY33L7")
    assert not view.selectionModel().hasSelection()
    chair.scan(SECOND_MRN)
    assert view.row_now.key == chair.by_number(SECOND_MRN)
    assert view.selectionModel().hasSelection()


def test_the_window_says_which_post_it_is(chair: Chair) -> None:
    assert chair.window.windowTitle().endswith(" XK001010 - Waypost")
    chair.control("L")
    assert chair.window.windowTitle() == "Waypost"


def test_what_is_due_is_in_sight_in_one_column(chair: Chair) -> None:
    for size in ((1000, 700), (740, 500), (683, 384)):
        chair.window.resize(*size)
        chair.settle()
    chair.scan(FIRST_MRN)
    sentence = chair.record.panel.head.sentence
    assert sentence.accessibleName() == "Expected here , in time , no hold"
    page = chair.record.arrive.page
    assert not page.plate.reads.isVisible()


def test_keys_never_answer_a_record_that_stands_behind_the_list(chair: Chair) -> None:
    chair.window.resize(1000, 700)
    chair.scan(FIRST_MRN)
    assert not chair.desktop.today.panel.isVisible()
    chair.key(Qt.Key.Key_Escape)
    assert chair.desktop.today.panel.isVisible()
    chair.letters("PS")
    chair.send()
    assert chair.record.arrive.page.answers == ArrivalAnswers(place="Prishtina")
    chair.enter()
    chair.letters("PS")
    chair.send()
    assert chair.shown == FIRST_MRN
    assert chair.kinds(FIRST_MRN) == ENDED


def test_in_one_column_an_arrival_takes_the_same_keys(chair: Chair) -> None:
    for size in ((1000, 700), (740, 500), (683, 384)):  # as a hand drags it
        chair.window.resize(*size)
        chair.settle()
    chair.scan(FIRST_MRN)
    chair.letters("PS")
    chair.send()
    assert chair.window.width() == 683
    assert chair.kinds(FIRST_MRN) == ENDED
