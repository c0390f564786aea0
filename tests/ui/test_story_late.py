"""The late list and a guarantee's account in the window, over what is really held here."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.base.clock import FakeClock
from app.base.ids import RecordId
from app.transit.use_cases import (
    Accept,
    AffixSeals,
    Declare,
    Release,
    SetLimit,
    TakeDepartureResult,
)
from app.ui.desk.account import grn_of
from app.ui.look import Look
from app.ui.tables.laterows import LateShown
from app.ui.text import bare
from app.workstation.drafts import KeepDraft
from app.workstation.records import Numbered
from tests.transit.goods import DECLARATION, DURRES
from tests.transit.test_corridor import LIMIT, SEALS
from tests.ui.seat import CONTROL, SHIFT, Chair
from tests.workstation.post import ARBEN, NOW, SHEFI, Post, make_post

WEEK_MS = 7 * 24 * 3_600_000


@pytest.fixture(scope="module")
def durres(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("durres") / "post"
    make_post(folder, FakeClock(NOW), office=DURRES)
    with Post(folder, FakeClock(NOW)) as desk:
        desk.sign_in(ARBEN)
        desk.lease()
        record = RecordId(desk.do(Declare(declaration=DECLARATION)).value)
        desk.do(Accept(record=record))
        desk.do(TakeDepartureResult(record=record, result="A2"))
        desk.do(AffixSeals(record=record, seals=SEALS, count=2))
        desk.do(SetLimit(record=record, limit=LIMIT, binding_itinerary=True))
        desk.do(Release(record=record))
    return folder


@pytest.fixture
def chair(durres: Path, tmp_path: Path, dressed: QApplication, look: Look) -> Iterator[Chair]:
    folder = Path(shutil.copytree(durres, tmp_path / "post"))
    with Chair(dressed, look, folder) as seated:
        yield seated


def late(chair: Chair) -> tuple[LateShown, ...]:
    rows: tuple[LateShown, ...] = chair.desktop.foot.late.page.view.rows.rows()
    return rows


def test_a_late_movement_says_how_late_it_is_and_what_is_next(chair: Chair) -> None:
    chair.clock.advance(WEEK_MS)
    chair.sign_in(ARBEN)
    chair.control("7")
    assert chair.window.screens.currentWidget() is chair.desktop.foot.late.screen
    row = late(chair)[0]
    assert row.late.endswith("days")
    assert row.limit.startswith("limit ")
    assert row.place.startswith("left ")
    assert row.step
    assert chair.window.rail.row_now.name == "late"
    assert row.late in row.spoken
    assert row.step in row.spoken
    chair.send()
    assert chair.shown == bare("".join(run.words for run in row.number))


def test_a_post_without_late_ones_says_so_and_as_of_when(chair: Chair) -> None:
    chair.sign_in(ARBEN)
    chair.control("7")
    page = chair.desktop.foot.late.page
    assert not page.empty.isHidden()
    assert "known at" in page.nothing.accessibleName()
    chair.key(Qt.Key.Key_Escape)
    assert chair.window.screens.currentWidget() is chair.desktop.today.screen


def test_a_released_movement_waits_to_be_printed_and_is_previewed(chair: Chair) -> None:
    chair.sign_in(ARBEN)
    chair.key(ord("P"), "", CONTROL | SHIFT)
    desk = chair.desktop.foot.to_print
    (row,) = desk.view.rows.rows()
    assert row.second[0] == "Transit accompanying document"
    chair.enter()
    assert desk.stack.currentWidget() is desk.paper.screen
    assert desk.paper.paper is not None
    assert desk.paper.panel.bar.primary.lamp


def to_account(chair: Chair) -> None:
    """Open the released movement, turn to its guarantee, Enter on the number."""
    chair.sign_in(ARBEN)
    chair.key(ord("6"), "", CONTROL)
    chair.window.find_box.edit.setFocus()
    chair.desktop.find.typed_whole(DECLARATION.lrn or "")
    chair.settle()
    chair.record.panel.turn_to("guarantee")
    facts = chair.record.parts.guarantee
    place = next(at for at, fact in enumerate(facts.rows.rows()) if grn_of(fact))
    facts.select_place(place)
    facts.setFocus()
    chair.enter()


def test_the_account_tells_what_is_known_and_what_nobody_here_knows(chair: Chair) -> None:
    to_account(chair)
    account = chair.desktop.foot.account
    assert chair.window.screens.currentWidget() is account.screen
    facts = {fact.label: fact for fact in account.facts.rows.rows()}
    assert "known" in "".join(run.words for run in facts["Validity"].value)
    assert "Open movements" in facts
    use = next(
        fact for fact in facts.values() if isinstance(fact.key, tuple) and fact.key[0] == "use"
    )
    assert use.note.startswith("as known ")
    assert "not yet confirmed" in "".join(run.words for run in use.value)


def test_enter_on_a_use_opens_its_movement(chair: Chair) -> None:
    to_account(chair)
    facts = chair.desktop.foot.account.facts
    rows = facts.rows.rows()
    place = next(at for at, fact in enumerate(rows) if str(fact.key).startswith("('use'"))
    facts.select_place(place)
    chair.enter()
    assert chair.window.screens.currentWidget() is chair.desktop.today.screen
    assert chair.record.head is not None
    assert chair.record.head.lrn == DECLARATION.lrn


def test_a_guarantee_nobody_uses_is_told_in_words(chair: Chair) -> None:
    chair.sign_in(ARBEN)
    account = chair.desktop.foot.account
    account.grn = "24AL0000000000001"
    chair.desktop.turn("account")
    chair.settle()
    assert not account.page.empty.isHidden()
    assert account.page.nothing.accessibleName()


def test_what_was_begun_is_listed_for_its_author_and_gone_on_with(chair: Chair) -> None:
    chair.sign_in(ARBEN)
    post = chair.post.workstation
    record = RecordId(chair.ask(Numbered(number=DECLARATION.lrn or "")))
    post.do(KeepDraft(page="arrive", record=record, fields={"plate": "AA 1", "place": ""}))
    chair.window.queue_chosen.emit("drafts")
    chair.settle()
    desk = chair.desktop.foot.drafts
    (row,) = desk.view.rows.rows()
    assert row.second == ("Arrival begun", "1 answer missing")
    chair.enter()
    assert chair.record.head is not None
    assert chair.record.head.record == record


def test_nobody_sees_the_drafts_of_another_officer(chair: Chair) -> None:
    chair.sign_in(ARBEN)
    chair.post.workstation.do(KeepDraft(page="declare", fields={"lrn": ""}))
    chair.control("L")
    chair.sign_in(SHEFI)
    chair.window.queue_chosen.emit("drafts")
    chair.settle()
    page = chair.desktop.foot.drafts.page
    assert not page.empty.isHidden()
    assert page.nothing.accessibleName().startswith("You have begun nothing that is not saved.")
