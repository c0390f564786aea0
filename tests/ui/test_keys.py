from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.keys import CAPS, TABLE, DoubledKey, Key, Keyboard, Keys, Press, chord_of

_NONE = Qt.KeyboardModifier.NoModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_EVDEV = 8


def _key(
    key: int,
    held: Qt.KeyboardModifier = _NONE,
    text: str = "",
    *,
    scan: int = 0,
    virtual: int = 0,
) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, held, scan, virtual, 0, text)


class _Page(QWidget):
    """A page with a text field that writes down what was pressed."""

    def __init__(self) -> None:
        super().__init__()
        self.presses: list[Press] = []
        self.field = QLineEdit()
        self.other = QWidget()
        self.other.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(self.other)

    def note(self, press: Press) -> None:
        self.presses.append(press)


@pytest.fixture
def page(qtbot: QtBot, dressed: QApplication) -> Iterator[_Page]:
    made = _Page()
    qtbot.addWidget(made)
    keyboard = Keyboard(dressed)
    keyboard.bind(made, {key.press: partial(made.note, key.press) for key in TABLE})
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    keyboard.close()


def test_no_chord_stands_for_two_presses() -> None:
    with pytest.raises(DoubledKey):
        Keys((Key(Press.HOLD, ("H",)), Key(Press.HELP, ("H",))))


def test_every_press_has_a_key() -> None:
    assert {key.press for key in TABLE} == set(Press)


def test_a_press_can_be_moved_to_a_free_chord_only() -> None:
    assert CAPS.remapped(Press.HOLD, "Q").cap(Press.HOLD) == "Q"
    with pytest.raises(DoubledKey):
        CAPS.remapped(Press.HOLD, "P")


def test_caps_show_the_first_chord() -> None:
    assert CAPS.cap(Press.PRIMARY) == "Ctrl+Enter"
    assert CAPS.cap(Press.FIND) == "/"
    assert CAPS.cap(Press.PLATE_SAME) == "P"


@pytest.mark.parametrize(
    ("written", "key"),
    [("\u0437", 0x0417), ("\u062d", 0x062D), ("p", Qt.Key.Key_P.value)],
    ids=["Cyrillic", "Arabic", "Latin"],
)
def test_p_is_p_on_every_layout(written: str, key: int) -> None:
    assert chord_of(_key(key, text=written, scan=25 + _EVDEV), _EVDEV) == "P"


def test_windows_tells_the_letter_by_its_virtual_key() -> None:
    assert chord_of(_key(0x0417, text="\u0437", virtual=0x50), 0) == "P"


def test_the_keypad_enters_too() -> None:
    assert chord_of(_key(Qt.Key.Key_Enter, _CTRL), _EVDEV) == "Ctrl+Enter"
    assert chord_of(_key(Qt.Key.Key_Return, _CTRL), _EVDEV) == "Ctrl+Enter"


def test_larger_text_needs_no_shift() -> None:
    assert CAPS.of(chord_of(_key(Qt.Key.Key_Equal, _CTRL), _EVDEV)) is not None
    plus = chord_of(_key(Qt.Key.Key_Plus, _CTRL | _SHIFT, "+"), _EVDEV)
    assert plus == "Ctrl++"


def test_letters_of_alt_gr_are_no_commands() -> None:
    held = _CTRL | Qt.KeyboardModifier.AltModifier
    assert chord_of(_key(Qt.Key.Key_P, held, "\u0105"), _EVDEV) == ""


def test_a_letter_acts_where_no_text_is_written(page: _Page) -> None:
    page.other.setFocus()
    QTest.keyClick(page.windowHandle(), Qt.Key.Key_P)
    assert page.presses == [Press.PLATE_SAME]


def test_a_letter_is_text_while_a_field_has_the_caret(page: _Page) -> None:
    page.field.setFocus()
    QTest.keyClick(page.windowHandle(), Qt.Key.Key_P)
    assert page.presses == []
    assert page.field.text() == "p"


def test_the_primary_act_is_done_from_a_text_field(page: _Page) -> None:
    page.field.setFocus()
    QTest.keyClick(page.windowHandle(), Qt.Key.Key_Return, _CTRL)
    assert page.presses == [Press.PRIMARY]
    assert page.field.text() == ""


def test_undo_stays_the_fields_own(page: _Page) -> None:
    page.field.setFocus()
    QTest.keyClick(page.windowHandle(), Qt.Key.Key_A)
    QTest.keyClick(page.windowHandle(), Qt.Key.Key_Z, _CTRL)
    assert page.presses == []
    assert page.field.text() == ""


def test_a_press_acts_once(page: _Page) -> None:
    page.other.setFocus()
    QTest.keyClick(page.windowHandle(), Qt.Key.Key_F5)
    assert page.presses == [Press.SYNC]
