"""The journal in the window: who did what, whose acts one may read, whether the chain holds."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.base.clock import FakeClock
from app.base.ids import RecordId
from app.models.engine import connect
from app.transit.use_cases import Declare, Hold
from app.ui.look import Look
from app.ui.tables.timeline import Entry
from app.ui.text import bare
from tests.transit.goods import DECLARATION, DURRES
from tests.ui.seat import CONTROL, Chair
from tests.workstation.post import ARBEN, BESA, NOW, SHEFI, Post, make_post

LRN = DECLARATION.lrn or ""


@pytest.fixture(scope="module")
def durres(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("durres") / "post"
    make_post(folder, FakeClock(NOW), office=DURRES)
    with Post(folder, FakeClock(NOW)) as desk:
        desk.sign_in(ARBEN)
        record = RecordId(desk.do(Declare(declaration=DECLARATION)).value)
        desk.sign_in(SHEFI)
        desk.do(Hold(record=record, reason="seal looks glued"))
    return folder


@pytest.fixture
def folder(durres: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(durres, tmp_path / "post"))


@pytest.fixture
def chair(folder: Path, dressed: QApplication, look: Look) -> Iterator[Chair]:
    with Chair(dressed, look, folder) as seated:
        yield seated


def read(chair: Chair, officer: str) -> None:
    """Sign in and turn to the journal at the foot of the rail."""
    chair.sign_in(officer)
    chair.window.queue_chosen.emit("audit")
    chair.settle()


def acts(chair: Chair) -> tuple[Entry, ...]:
    rows: tuple[Entry, ...] = chair.desktop.foot.audit.page.timeline.rows.rows()
    return rows


def told(chair: Chair) -> str:
    page = chair.desktop.foot.audit.page
    return page.holds.accessibleName() or page.breaks.accessibleName()


def tampered(chair: Chair, statement: str) -> None:
    """Change the store from outside, as somebody with its key could."""
    station = chair.post.workstation
    raw = connect(station.store.path, station._session.store_key)
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    raw.execute(statement)
    raw.commit()
    raw.close()


def test_the_auditor_reads_who_did_what_and_that_the_chain_holds(chair: Chair) -> None:
    read(chair, BESA)
    held = next(line for line in acts(chair) if "seal looks glued" in line.words)
    assert SHEFI in bare(held.second)
    assert told(chair).startswith("Chain intact. ")
    facts = chair.desktop.foot.audit.page.facts.rows.rows()
    assert "Witnesses" in [fact.label for fact in facts]


def test_an_officer_reads_the_own_acts_alone_and_the_page_says_so(chair: Chair) -> None:
    read(chair, ARBEN)
    assert chair.desktop.foot.audit.page.note.accessibleName() == "Your own acts"
    assert not [line for line in acts(chair) if "seal looks glued" in line.words]


def test_the_filters_tell_officers_and_records_apart(chair: Chair) -> None:
    read(chair, BESA)
    page = chair.desktop.foot.audit.page
    page.officers.setCurrentIndex(page.officers.findText(SHEFI))
    page.officers.activated.emit(page.officers.currentIndex())
    chair.settle()
    assert {SHEFI in bare(line.second) for line in acts(chair)} == {True}
    page.officers.setCurrentIndex(0)
    chair.key(ord("F"), "", CONTROL)
    chair.type(LRN)
    chair.enter()
    assert len(acts(chair)) == 2
    assert all(LRN in bare(line.words) for line in acts(chair))


def test_a_number_nobody_knows_is_told_in_words(chair: Chair) -> None:
    read(chair, BESA)
    chair.key(ord("F"), "", CONTROL)
    chair.type("nowhere")
    chair.enter()
    page = chair.desktop.foot.audit.page
    assert acts(chair) == ()
    assert not page.empty.isHidden()
    assert page.nothing.accessibleName()


def test_the_first_broken_act_is_named(chair: Chair) -> None:
    chair.sign_in(BESA)
    tampered(chair, "UPDATE acts SET signature = zeroblob(64) WHERE kind = 'transit.held'")
    chair.window.queue_chosen.emit("audit")
    chair.settle()
    assert told(chair).startswith("The chain breaks at act ")
    assert "signature does not hold" in told(chair)


def test_enter_opens_the_record_of_an_act_and_esc_leaves(chair: Chair) -> None:
    read(chair, BESA)
    page = chair.desktop.foot.audit.page
    place = next(at for at, line in enumerate(acts(chair)) if "seal looks glued" in line.words)
    page.timeline.select_place(place)
    chair.enter()
    assert chair.record.head is not None
    assert chair.record.head.lrn == DECLARATION.lrn
    chair.window.queue_chosen.emit("audit")
    chair.settle()
    chair.key(Qt.Key.Key_Escape)
    assert chair.window.screens.currentWidget() is chair.desktop.today.screen
