"""The tour: every screen has its picture, nothing is amiss on it, and what is amiss is seen."""

import argparse
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.base.errors import Refused
from app.cli import tour as command
from app.reference.texts import texts
from app.training.demonstration import Demonstration
from app.ui.look import Look
from app.ui.text import label
from app.ui.theme import THEMES, Role, ThemeName
from app.ui.tour.looking import contrasts, look_at
from app.ui.tour.sheet import Picture
from app.ui.tour.tour import tour
from app.ui.tour.visitor import Way
from app.ui.tour.visits import ARRIVE, SIGN_IN, VISITS
from app.ui.widgets.actionbar import ActionBar

pytestmark = pytest.mark.slow


def _bytes(folder: Path, pictures: tuple[Picture, ...]) -> list[bytes]:
    return [(folder / picture.file).read_bytes() for picture in pictures]


def test_every_arrival_has_its_picture_and_nothing_amiss(
    story: Demonstration, dressed: QApplication, tmp_path: Path
) -> None:
    dressed.processEvents()
    pictures = tour(tmp_path, [Way()], only=frozenset({ARRIVE}), story=story)
    assert {picture.screen for picture in pictures} == {
        visit.name for visit in VISITS if visit.screen == ARRIVE
    }
    assert [seen for picture in pictures for seen in picture.findings] == []
    written = msgspec.json.decode((tmp_path / "tour.json").read_bytes(), type=list[Picture])
    assert tuple(written) == pictures
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert all(picture.file in page for picture in pictures)
    assert (tmp_path / "contact-sheet.png").stat().st_size > 10_000


def test_one_column_on_the_smallest_screen_has_nothing_amiss(
    story: Demonstration, dressed: QApplication, tmp_path: Path
) -> None:
    dressed.processEvents()
    pictures = tour(tmp_path, [Way(scale=2.0)], only=frozenset({ARRIVE}), story=story)
    assert (pictures[0].width, pictures[0].height) == (1366, 768)
    assert [seen for picture in pictures for seen in picture.findings] == []


def test_equal_days_give_equal_bytes(
    story: Demonstration, dressed: QApplication, tmp_path: Path
) -> None:
    dressed.processEvents()
    made = []
    for name in ("one", "two"):
        pictures = tour(tmp_path / name, [Way()], only=frozenset({SIGN_IN}), story=story)
        made.append(_bytes(tmp_path / name, pictures))
    assert made[0] == made[1]
    assert len(made[0]) == sum(visit.screen == SIGN_IN for visit in VISITS)


def test_a_window_too_small_for_its_words_is_told(
    story: Demonstration, dressed: QApplication, tmp_path: Path
) -> None:
    dressed.processEvents()
    pictures = tour(tmp_path, [Way(size=(320, 240))], only=frozenset({SIGN_IN}), story=story)
    assert any(seen.kind == "clipped" for picture in pictures for seen in picture.findings)


@pytest.fixture
def window(look: Look, qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    yield made
    look.blockSignals(True)


def _kinds(window: QWidget) -> set[str]:
    QApplication.processEvents()
    return {seen.kind for seen in look_at(window)}


def test_a_cut_label_is_seen(window: QWidget, look: Look) -> None:
    words = label(look, "Transit accompanying document", parent=window)
    words.setGeometry(0, 0, 40, 20)
    words.show()
    assert _kinds(window) == {"clipped"}


def test_a_primary_beyond_the_edge_is_seen(window: QWidget, look: Look) -> None:
    bar = ActionBar(look, "End transit", "Ctrl+Enter", window)
    bar.setGeometry(300, 290, 400, 52)
    bar.show()
    assert "primary" in _kinds(window)


def test_a_button_without_a_name_is_seen(window: QWidget) -> None:
    QPushButton("", window).show()
    assert _kinds(window) == {"unnamed"}


def test_a_code_without_words_and_a_place_without_its_parameter_are_seen(
    window: QWidget, look: Look
) -> None:
    label(look, texts("en").say("desk.no_such_code"), parent=window).show()
    assert _kinds(window) == {"untranslated"}
    label(look, "limit {day}", parent=window).show()
    assert len([seen for seen in look_at(window) if seen.kind == "untranslated"]) == 2


def test_more_than_a_hundred_and_twenty_stops_are_too_many(window: QWidget) -> None:
    for place in range(121):
        QPushButton(f"{place}", window).show()
    assert "focusable" in _kinds(window)


@pytest.mark.parametrize("name", ThemeName)
def test_every_role_can_be_read_on_every_ground(name: ThemeName) -> None:
    assert contrasts(THEMES[name]) == ()


def test_a_role_too_near_its_ground_is_seen() -> None:
    theme = THEMES[ThemeName.DAY]
    pale = {**theme.colours, Role.QUIET: theme.colours[Role.RAISED]}
    seen = contrasts(msgspec.structs.replace(theme, colours=pale))
    assert {one.kind for one in seen} == {"contrast"}


@pytest.mark.parametrize(
    "words",
    [
        ["--theme", "dusk"],
        ["--scale", "large"],
        ["--size", "1366"],
        ["--only", "four"],
    ],
)
def test_a_wrong_option_is_refused_with_what_it_may_be(words: list[str], tmp_path: Path) -> None:
    parser = argparse.ArgumentParser()
    command.register(parser.add_subparsers())
    arguments = parser.parse_args(["tour", "--out", str(tmp_path), *words])
    with pytest.raises(Refused) as refused:
        arguments.run(arguments)
    assert refused.value.code == "desk.tour.option"


def test_a_tour_of_a_screen_that_is_none_names_those_there_are(tmp_path: Path) -> None:
    parser = argparse.ArgumentParser()
    command.register(parser.add_subparsers())
    shots = tmp_path / "shots"
    arguments = parser.parse_args(["tour", "--out", str(shots), "--only", "4,99"])
    with pytest.raises(Refused) as refused:
        arguments.run(arguments)
    told = texts("en").error(refused.value)
    assert "There is no screen 99" in told
    assert "1, 2, 3, 4" in told
    assert not shots.exists()
