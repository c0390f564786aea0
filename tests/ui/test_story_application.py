"""The program as it is started and closed: nothing is left; a language is a new window."""

import shutil
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.base.clock import FakeClock
from app.base.ids import SeededChance
from app.security.locks import StoreLock
from app.ui import application
from app.ui.look import Look
from app.ui.window import Window
from app.workstation.premises import Premises
from tests.transit.goods import PRISHTINA
from tests.ui.seat import announce, released
from tests.workstation.post import ARBEN, NOW, SECRETS, Post, make_post

FIRST, FIRST_MRN = released(1)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("prishtina") / "post"
    make_post(folder, FakeClock(NOW), office=PRISHTINA)
    with Post(folder, FakeClock(NOW)) as desk:
        desk.sign_in(ARBEN)
        announce(desk, FIRST)
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "post"))


def _window(app: QApplication) -> Window:
    shown = [each for each in app.topLevelWidgets() if each.isVisible()]
    windows = [each for each in shown if isinstance(each, Window)]
    assert shown == windows
    return windows[0]


def test_the_window_opens_and_closes_and_leaves_nothing(
    folder: Path, dressed: QApplication
) -> None:
    titles: list[str] = []

    def leave() -> None:
        window = _window(dressed)
        titles.append(window.windowTitle())
        window.close()

    QTimer.singleShot(300, leave)
    clock, chance = FakeClock(NOW), SeededChance(3)
    assert application.run(folder, clock=clock, chance=chance) == 0
    assert titles == ["Waypost"]
    assert [each.name for each in threading.enumerate() if each.name.startswith("writer")] == []
    with Post(folder, clock) as again:
        again.sign_in(ARBEN)


def test_a_store_another_program_works_in_is_told_before_any_secret(
    folder: Path, dressed: QApplication, look: Look
) -> None:
    clock, chance = FakeClock(NOW), SeededChance(3)
    post = application.opened_post(Premises.open(folder, chance), clock, chance)
    with StoreLock(folder):
        sitting = application.Sitting(dressed, post, look, clock=clock, language="en")
        sitting.begin()
    try:
        _settle(dressed, sitting)
        notice = sitting.seat.window.notice
        assert notice.isVisible()
        assert "program" in notice.accessibleName()
    finally:
        sitting.close()
        post.close()


def test_another_language_keeps_the_record_that_was_open(
    folder: Path, dressed: QApplication, look: Look
) -> None:
    clock, chance = FakeClock(NOW), SeededChance(3)
    post = application.opened_post(Premises.open(folder, chance), clock, chance)
    sitting = application.Sitting(dressed, post, look, clock=clock, language="en")
    sitting.seat.begin()
    try:
        _sign_in(dressed, sitting)
        sitting.seat.desktop.open(sitting.seat.desktop.record.wanted.__class__(mrn=FIRST_MRN))
        _settle(dressed, sitting)
        sitting.seat.desktop.lock()
        _settle(dressed, sitting)
        sitting.speak("sq")
        _settle(dressed, sitting)
        assert sitting.seat.window.sign_bar.languages.currentText() == "Shqip"
        _sign_in(dressed, sitting)
        head = sitting.seat.desktop.record.head
        assert head is not None
        assert head.mrn == FIRST_MRN
    finally:
        sitting.close()
        post.close()


def _settle(app: QApplication, sitting: application.Sitting) -> None:
    app.processEvents()
    while sitting.seat.background.waiting:
        app.processEvents()
    app.processEvents()


def _sign_in(app: QApplication, sitting: application.Sitting) -> None:
    _settle(app, sitting)
    row = sitting.seat.desktop.sign_in.row
    assert row is not None
    page = sitting.seat.desktop.sign_in.page
    page.choose([line.name for line in row.officers].index(ARBEN))
    page.passphrase.edit.setText(SECRETS[ARBEN])
    page.begin()
    _settle(app, sitting)
