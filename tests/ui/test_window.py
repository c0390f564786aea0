from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.fonts import Style
from app.ui.keys import Keyboard
from app.ui.look import Look
from app.ui.tables.findpanel import Hit
from app.ui.tables.rail import RailEntry
from app.ui.text import Run, label
from app.ui.theme import ThemeName
from app.ui.widgets.sessionbar import Session
from app.ui.window import Screen, Window

SESSION = Session(
    post="Morine",
    office="AL003010",
    duty="Transit duty",
    officer="HOXHA A.",
    date="Sun 22 Nov",
    time="14:05",
)
RAIL = (
    RailEntry(name="-queues", words="Queues", cap="Ctrl +"),
    RailEntry(name="expected", words="Expected", icon="truck", count=41, cap="1"),
    RailEntry(name="yard", words="Yard", icon="yard", count=0, cap="2"),
)
_CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(look: Look, dressed: QApplication, qtbot: QtBot) -> Iterator[Window]:
    keyboard = Keyboard(dressed)
    made = Window(look, dressed, keyboard)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.tell_session(SESSION)
    made.show_rail(RAIL, (RailEntry(name="new", words="New", icon="plus"),), "expected")
    screen = Screen(look)
    made.add_screen(screen)
    made.turn_to(screen)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    keyboard.close()


def _hits() -> list[Hit]:
    words = (Run("AA123BB, expected today"),)
    return [
        Hit(key=n, icon="truck", kind="Movement", number=(Run(f"26AL{n}"),), words=words)
        for n in range(3)
    ]


def test_the_window_fits_the_smallest_laptop_without_growing(window: Window) -> None:
    assert (window.width(), window.height()) == (1366, 768)
    assert window.minimumSizeHint().width() <= 1366


def test_find_stands_in_the_middle_of_the_window(window: Window) -> None:
    middle = window.find_box.mapTo(window, window.find_box.rect().center()).x()
    assert abs(middle - window.width() / 2) <= 3


def test_a_queue_is_turned_to_and_captions_are_passed_over(window: Window, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.queue_chosen, timeout=500) as told:
        window.rail.turn_to("yard")
    assert told.args == ["yard"]


def test_showing_new_counts_turns_to_no_queue(window: Window) -> None:
    turned: list[str] = []
    window.queue_chosen.connect(turned.append)
    window.show_rail(RAIL, (), "expected")
    assert turned == []


def test_narrow_windows_keep_icons_in_the_rail(window: Window) -> None:
    assert window.rail.sizeHint().width() == 200
    window.resize(1000, 700)
    assert window.rail.sizeHint().width() == 56


def test_find_answers_by_keys_alone(window: Window, qtbot: QtBot) -> None:
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_K, _CONTROL)
    assert window.find_box.edit.hasFocus()
    window.find_panel.show_hits(_hits(), window.find_box)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Down)
    with qtbot.waitSignal(window.find_chosen, timeout=500) as told:
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Return)
    assert told.args[0].key == 1
    assert not window.find_panel.isVisible()


def test_esc_backs_out_of_find(window: Window) -> None:
    window.find_box.edit.setFocus()
    window.find_panel.show_hits(_hits(), window.find_box)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Escape)
    assert not window.find_panel.isVisible()
    assert not window.find_box.edit.hasFocus()


def test_the_theme_turns_from_day_to_sun_to_night(window: Window) -> None:
    seen = []
    held = _CONTROL | Qt.KeyboardModifier.ShiftModifier
    for _ in range(3):
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_T, held)
        seen.append(window.look.theme.name)
    assert seen == [ThemeName.SUN, ThemeName.NIGHT, ThemeName.DAY]


def test_text_grows_and_goes_back_by_keys(window: Window) -> None:
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Plus, _CONTROL)
    assert window.look.scale == pytest.approx(1.1)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_0, _CONTROL)
    assert window.look.scale == pytest.approx(1.0)


def test_training_has_its_word_in_place_of_the_duty(window: Window) -> None:
    window.tell_session(
        Session(
            post="Morine",
            office="AL003010",
            duty="Transit duty",
            officer="HOXHA A.",
            date="Sun 22 Nov",
            time="14:05",
            training="TRAINING",
        )
    )
    assert window.bar.training.isVisible()
    assert not window.bar.duty.isVisible()


def test_nobody_signed_in_shows_no_queues(window: Window) -> None:
    window.bare(True)
    assert not window.rail.isVisible()
    assert window.strip.isVisible()
    window.bare(False)
    assert window.rail.isVisible()


def test_f6_walks_the_panes(window: Window) -> None:
    window.rail.setFocus()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_F6)
    assert not window.rail.hasFocus()


def test_a_label_shows_tags_as_they_are(look: Look, qtbot: QtBot) -> None:
    made = label(look, "<b>AGRO</b>", style=Style.BODY)
    qtbot.addWidget(made)
    assert made.textFormat() is Qt.TextFormat.PlainText
