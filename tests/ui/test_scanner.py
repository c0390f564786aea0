from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.base.clock import FakeClock
from app.ui.scanner import GAP_MS, Scan, WedgeFilter

MRN = "26AL003010AB12C8J9"
_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_SCAN_CODES = {
    **{digit: 2 + place for place, digit in enumerate("1234567890")},
    **{letter: 16 + place for place, letter in enumerate("QWERTYUIOP")},
    **{letter: 30 + place for place, letter in enumerate("ASDFGHJKL")},
    **{letter: 44 + place for place, letter in enumerate("ZXCVBNM")},
}
_CYRILLIC = dict(zip("QWERTYUIOPASDFGHJKLZXCVBNM", "ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ", strict=True))
_ARABIC = dict(zip("QWERTYUIOPASDFGHJKLZXCVBNM", "ضصثقفغعهخحشسيبلاتنمئءؤرىةو", strict=True))


class _Bench(QWidget):
    """A window with a field and a list to choose from, a scanner and a clock of its own."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self.clock = FakeClock()
        self.field, self.combo = QLineEdit(), QComboBox()
        self.combo.addItems(["Latin", "Cyrillic"])
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(self.combo)
        self.app = app
        self.scans: list[Scan] = []
        self.refusals = 0
        self.wedge = WedgeFilter(app, stamp=lambda _event: self.clock.monotonic())
        self.wedge.scanned.connect(self.scans.append)
        self.wedge.refused.connect(self._refused)

    def _refused(self) -> None:
        self.refusals += 1

    def key(
        self,
        key: int,
        text: str,
        *,
        shift: bool = False,
        scan: int = 0,
        held: Qt.KeyboardModifier = _NONE,
    ) -> None:
        popup = self.app.activePopupWidget()
        window = (popup or self).windowHandle()
        held = _SHIFT if shift else held
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            self.app.sendEvent(window, QKeyEvent(kind, key, held, scan, 0, 0, text))
        release = QKeyEvent(QEvent.Type.KeyRelease, key, held, scan, 0, 0, text)
        self.app.sendEvent(window, release)

    def scan(self, text: str, *, gap: int = 20, layout: dict[str, str] | None = None) -> None:
        for letter in text:
            shown = letter if layout is None else layout.get(letter, letter)
            code = _SCAN_CODES[letter] + 8
            self.key(ord(shown), shown, shift=letter.isalpha(), scan=code)
            self.clock.advance(gap)
        self.key(Qt.Key.Key_Return, "\r")

    def type_slowly(self, text: str) -> None:
        for letter in text:
            self.key(ord(letter.upper()), letter)
            self.clock.advance(GAP_MS * 3)
            self.wedge.release()


@pytest.fixture
def bench(qtbot: QtBot, dressed: QApplication) -> Iterator[_Bench]:
    made = _Bench(dressed)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.field.setFocus()
    yield made
    made.wedge.close()


@pytest.mark.parametrize("layout", [None, _CYRILLIC, _ARABIC], ids=["Latin", "Cyrillic", "Arabic"])
def test_a_scan_into_a_field_is_taken_whole_on_every_layout(
    bench: _Bench, layout: dict[str, str] | None
) -> None:
    for _ in range(60):
        bench.scan(MRN, layout=layout)
        bench.clock.advance(500)
    assert bench.scans == [Scan(MRN)] * 60
    assert bench.field.text() == ""


def test_a_scan_reaches_through_an_open_list(bench: _Bench) -> None:
    bench.combo.showPopup()
    bench.app.processEvents()
    bench.scan(MRN)
    bench.combo.hidePopup()
    assert bench.scans == [Scan(MRN)]
    assert bench.combo.currentIndex() == 0


def test_what_a_person_types_passes_unchanged(bench: _Bench) -> None:
    bench.type_slowly("ab12c8j9")
    assert bench.field.text() == "ab12c8j9"
    assert bench.scans == []


def test_a_quick_pair_of_letters_is_no_scan(bench: _Bench) -> None:
    for letter in "th":
        bench.key(ord(letter.upper()), letter)
        bench.clock.advance(15)
    bench.clock.advance(200)
    bench.wedge.release()
    assert bench.field.text() == "th"
    assert bench.scans == []


def test_letters_before_enter_keep_their_order(bench: _Bench) -> None:
    entered: list[str] = []
    bench.field.returnPressed.connect(lambda: entered.append(bench.field.text()))
    bench.key(Qt.Key.Key_A, "a")
    bench.clock.advance(10)
    bench.key(Qt.Key.Key_Return, "\r")
    assert entered == ["a"]


def test_what_was_typed_before_ctrl_and_enter_is_no_scan(bench: _Bench) -> None:
    for letter in "dusk over":
        bench.key(ord(letter.upper()), letter)
        bench.clock.advance(GAP_MS - 10)
    bench.key(Qt.Key.Key_Return, "\r", held=Qt.KeyboardModifier.ControlModifier)
    assert bench.scans == []
    assert bench.field.text() == "dusk over"


def test_a_locked_post_swallows_the_scan_and_refuses_it(bench: _Bench) -> None:
    bench.wedge.locked = True
    bench.scan(MRN)
    assert bench.scans == []
    assert bench.refusals == 1
    assert bench.field.text() == ""


def test_held_letters_go_on_by_themselves_when_nothing_follows(
    bench: _Bench, qtbot: QtBot
) -> None:
    bench.key(Qt.Key.Key_A, "a")
    assert bench.field.text() == ""
    with qtbot.waitSignal(bench.field.textEdited, timeout=1000):
        pass
    assert bench.field.text() == "a"
