"""A part that waits for its rows keeps its picture, and lets through what takes too long."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.ui.desk.steady import Steady


def held(qtbot: QtBot) -> tuple[QLabel, Steady]:
    part = QLabel()
    qtbot.addWidget(part)
    return part, Steady(part)


def test_a_part_keeps_its_picture_until_its_rows_have_come(qtbot: QtBot) -> None:
    part, steady = held(qtbot)
    steady.begin()
    steady.begin()
    assert not part.updatesEnabled()
    steady.end()
    assert part.updatesEnabled()


def test_what_takes_longer_than_an_eye_notices_is_let_through(qtbot: QtBot) -> None:
    part, steady = held(qtbot)
    steady.begin()
    qtbot.waitUntil(part.updatesEnabled)
    steady.end()
    assert part.updatesEnabled()
