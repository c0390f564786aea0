"""Acceptance 3: wherever the officer is and whatever the keyboard writes, a scan is taken whole.

Key events as a wedge scanner makes them: 20 ms a key, scan codes of a US keyboard, while the
layout writes Latin, Cyrillic or Arabic letters.
"""

import itertools
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QPlainTextEdit

from app.base.clock import FakeClock
from app.ui.look import Look
from app.ui.scanner import Scan
from tests.transit.goods import PRISHTINA
from tests.ui.seat import NONE, SCANNED_MS, SHIFT, Chair, announce, released
from tests.workstation.post import ARBEN, NOW, Post, make_post

FIRST, FIRST_MRN = released(1)
SECOND, SECOND_MRN = released(2)
SCANS, X11 = 200, 8
_KEYS = (("1234567890", 2), ("QWERTYUIOP", 16), ("ASDFGHJKL", 30), ("ZXCVBNM", 44))
CODES = {letter: first + at for row, first in _KEYS for at, letter in enumerate(row)}
_LATIN = "QWERTYUIOPASDFGHJKLZXCVBNM"
_BULGARIAN = (
    "\u042f\u0412\u0415\u0420\u0422\u042a\u0423\u0418\u041e\u041f"
    "\u0410\u0421\u0414\u0424\u0413\u0425\u0419\u041a\u041b"
    "\u0417\u042c\u0426\u0416\u0411\u041d\u041c"
)
_ARABIC = (
    "\u0636\u0635\u062b\u0642\u0641\u063a\u0639\u0647\u062e\u062d"
    "\u0634\u0633\u064a\u0628\u0644\u0627\u062a\u0646\u0645"
    "\u0626\u0621\u0624\u0631\u0649\u0629\u0648"
)
LAYOUTS: Mapping[str, Mapping[str, str]] = {
    "Latin": {},
    "Cyrillic": dict(zip(_LATIN, _BULGARIAN, strict=True)),
    "Arabic": dict(zip(_LATIN, _ARABIC, strict=True)),
}
PLACES = ("field", "plate", "combo", "pop-up", "preview", "dialog")


class Scanner:
    """A scanner at one desk; ``scans`` are what the window was given."""

    def __init__(self, chair: Chair) -> None:
        self.chair = chair
        self.scans: list[Scan] = []
        chair.seat.scanner.scanned.connect(self.scans.append)
        self.dialog = QDialog(chair.window)
        self.written = QLineEdit(self.dialog)

    def go_to(self, place: str) -> None:
        """Be where a scan may surprise."""
        chair = self.chair
        self.dialog.hide()
        page = chair.record.arrive.page
        if place == "field":
            chair.window.find_box.edit.setFocus()
        elif place == "plate":
            page.plate.answer.type_it()
        elif place in {"combo", "pop-up"}:
            page.arrived.place.setFocus()
        elif place == "preview":
            chair.window.turn_to(chair.desktop.paper.screen)
            chair.desktop.paper.screen.setFocus()
        else:
            self.dialog.show()
            self.dialog.activateWindow()
            self.written.setFocus()
        if place == "pop-up":
            page.arrived.place.showPopup()
        chair.app.processEvents()

    def scan(self, text: str, layout: Mapping[str, str]) -> None:
        """Twenty milliseconds a key to whatever window has the keyboard."""
        chair = self.chair
        chair._at += 400
        for letter in text:
            shown = layout.get(letter, letter)
            held = SHIFT if letter.isalpha() else NONE
            self._key(ord(shown), shown, held, CODES[letter] + X11)
            chair._at += SCANNED_MS
        self._key(Qt.Key.Key_Return, "\r", NONE, 28 + X11)

    def _key(self, key: int, text: str, held: Qt.KeyboardModifier, code: int) -> None:
        app = self.chair.app
        shown = app.activePopupWidget() or app.activeWindow() or self.chair.window
        handle = shown.window().windowHandle()
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            app.sendEvent(handle, QKeyEvent(kind, key, held, code, 0, 0, text))

    def strays(self) -> list[str]:
        """Whatever stands in a field of the window or the dialog though nobody typed."""
        window = self.chair.window
        lines = [edit.text() for edit in (*window.findChildren(QLineEdit), self.written)]
        lines += [edit.toPlainText() for edit in window.findChildren(QPlainTextEdit)]
        return [words for words in lines if "26AL" in words.upper() or _garbled(words)]


def _garbled(words: str) -> bool:
    return any(letter in _BULGARIAN or letter in _ARABIC for letter in words)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scanned") / "post"
    make_post(folder, FakeClock(NOW), office=PRISHTINA)
    with Post(folder, FakeClock(NOW)) as desk:
        desk.sign_in(ARBEN)
        announce(desk, FIRST, SECOND)
    return folder


@pytest.fixture
def chair(made: Path, tmp_path: Path, dressed: QApplication, look: Look) -> Iterator[Chair]:
    folder = Path(shutil.copytree(made, tmp_path / "post"))
    with Chair(dressed, look, folder) as seated:
        seated.sign_in(ARBEN)
        yield seated


@pytest.mark.slow
def test_two_hundred_scans_from_everywhere_open_the_right_record(chair: Chair) -> None:
    scanner = Scanner(chair)
    ways = itertools.cycle(itertools.product(PLACES, LAYOUTS))
    chair.scan(FIRST_MRN)
    scanner.scans.clear()
    for number, (place, layout) in zip(range(SCANS), ways, strict=False):
        mrn = (SECOND_MRN, FIRST_MRN)[number % 2]
        scanner.go_to(place)
        scanner.scan(mrn, LAYOUTS[layout])
        for combo in chair.window.findChildren(QComboBox):
            combo.hidePopup()
        scanner.dialog.hide()
        chair.settle()
        assert chair.shown == mrn, (number, place, layout)
        assert scanner.strays() == [], (number, place, layout)
    assert len(scanner.scans) == SCANS


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_scan_at_a_locked_post_is_ignored(chair: Chair, layout: str) -> None:
    scanner, before = Scanner(chair), chair.shown
    (mrn,) = {FIRST_MRN, SECOND_MRN} - {before}
    chair.control("L")
    scanner.scan(mrn, LAYOUTS[layout])
    chair.settle()
    assert scanner.scans == []
    assert chair.shown == before
    assert scanner.strays() == []
