"""The language is changed while the program runs: nothing typed is lost, nothing stays behind."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QWidget,
)

from app.base.clock import FakeClock
from app.base.ids import SeededChance
from app.reference.texts import languages, texts
from app.ui import application
from app.ui.application import Sitting, direction_of, opened_post
from app.ui.look import Look
from app.ui.text import bare
from app.ui.tour.visitor import Held
from app.ui.widgets.plate import PlateState
from app.ui.window import Window
from app.workstation.premises import Premises
from app.workstation.tongues import Tongues
from tests.transit.goods import PRISHTINA
from tests.ui.seat import CONTROL, NONE, Chair, announce, released
from tests.workstation.post import ARBEN, NOW, SECRETS, SHEFI, Post, make_post

FIRST, FIRST_MRN = released(1)
SECOND, SECOND_MRN = released(2)
_DEEP = 5


class Polyglot(Chair):
    """An officer whose window may be another one after every key."""

    def __init__(self, app: QApplication, look: Look, folder: Path, language: str = "en") -> None:
        self.app, self.look = app, look
        self.clock = FakeClock(NOW)
        chance = SeededChance(11)
        self.post = opened_post(Premises.open(folder, chance), self.clock, chance)
        self.held = Held(self.post)
        self._at = 0
        words = texts(language)
        look.speak(words.say, direction_of(words))
        self.sitting = Sitting(app, self.post, look, clock=self.clock, language=language)
        self.sitting.begin()
        self.settle()

    def settle(self) -> None:
        for _ in range(3):
            self.seat = self.sitting.seat
            self.window, self.desktop = self.seat.window, self.seat.desktop
            self.record = self.desktop.record
            super().settle()

    def close(self) -> None:
        self.sitting.close()
        self.post.close()

    def choose_language(self, name: str) -> None:
        """F10, then down to the language's own name, Enter."""
        self.key(Qt.Key.Key_F10)
        menu = self.app.activePopupWidget()
        assert isinstance(menu, QMenu)
        wanted = next(action for action in menu.actions() if action.text() == name)
        for _ in menu.actions():
            if menu.activeAction() is wanted:
                break
            self._popup_key(menu, Qt.Key.Key_Down)
        self._popup_key(menu, Qt.Key.Key_Return)
        self.settle()

    def _popup_key(self, menu: QMenu, key: Qt.Key) -> None:
        window = menu.windowHandle()
        assert window is not None
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            self.app.sendEvent(window, QKeyEvent(kind, key, NONE, ""))
        self.app.processEvents()


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
def chair(dressed: QApplication, look: Look, folder: Path) -> Iterator[Polyglot]:
    with Polyglot(dressed, look, folder) as made:
        yield made
    dressed.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def _strings(thing: Any, depth: int = 0) -> Iterator[str]:
    """Every text a widget keeps, as attribute or in a row it shows."""
    if isinstance(thing, str):
        yield thing
    elif depth < _DEEP and isinstance(thing, list | tuple | set | frozenset):
        for part in thing:
            yield from _strings(part, depth + 1)
    elif depth < _DEEP and isinstance(thing, dict):
        yield from _strings(list(thing.values()), depth + 1)
    elif depth < _DEEP and isinstance(thing, msgspec.Struct):
        for name in thing.__struct_fields__:
            yield from _strings(getattr(thing, name), depth + 1)


def said(window: QWidget) -> Iterator[tuple[str, str]]:
    """Every text of the widgets that are shown, with the kind of widget."""
    for widget in (window, *window.findChildren(QWidget)):
        if not widget.isVisible():
            continue
        kind = type(widget).__name__
        words = [widget.accessibleName(), widget.accessibleDescription(), widget.windowTitle()]
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            words.append(widget.text())
        if isinstance(widget, QLineEdit):
            words.append(widget.placeholderText())
        if isinstance(widget, QComboBox):
            words += [widget.itemText(place) for place in range(widget.count())]
        if isinstance(widget, QListView):
            model, role = widget.model(), Qt.ItemDataRole.AccessibleTextRole
            rows = range(model.rowCount())
            words += [str(model.index(row, 0).data(role) or "") for row in rows]
        kept = (text for part in vars(widget).values() for text in _strings(part))
        words += [text for text in kept if not _NAME.fullmatch(text)]
        yield from ((kind, bare(text)) for text in words if text)


_NAME = re.compile("[a-z_0-9.]+")
"""What parts of the program call each other."""
_PLACE = re.compile(r"\\\{[a-z_0-9]+\\\}")


def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    """Each text of a language as a pattern, by its code and form."""
    words = texts(language)
    catalogue = words._chain[0]
    return {
        f"{code} {number}": re.compile(_PLACE.sub(".+", re.escape(bare(form))))
        for code, entry in catalogue.words.items()
        for number, form in enumerate(entry.forms)
    }


def left_behind(window: QWidget, language: str) -> list[str]:
    """Texts that English has and the language has not."""
    own, english = _patterns(language), _patterns("en")
    names = {texts(one).say("desk.language.own") for one in languages()}
    theirs = [one for one in own.values() if len(re.sub(r"\.\+|\W", "", one.pattern)) > 2]
    ours = [one for one in english.values() if len(re.sub(r"\.\+|\W", "", one.pattern)) > 3]
    found = []
    for kind, text in dict.fromkeys(said(window)):
        for part in filter(None, map(str.strip, text.split("\n"))):
            is_english = any(one.fullmatch(part) for one in ours)
            is_own = part in names or any(one.fullmatch(part) for one in theirs)
            if is_english and not is_own:
                found.append(f"{kind}: {part}")
    return found


def _half_typed(chair: Polyglot) -> QLineEdit:
    chair.sign_in(ARBEN)
    chair.scan(FIRST_MRN)
    chair.key(Qt.Key.Key_F2)
    chair.type("01 4")
    edit = chair.record.arrive.page.plate.answer.field.edit
    assert edit.hasFocus()
    return edit


@pytest.mark.parametrize(
    ("language", "name", "mirrored"),
    [("sq", "Shqip", False), ("ar", "\u0627\u0644\u0639\u0631\u0628\u064a\u0629", True)],
)
def test_a_half_typed_plate_outlives_a_change_of_language(
    chair: Polyglot, language: str, name: str, *, mirrored: bool
) -> None:
    _half_typed(chair)
    chair.choose_language(name)
    assert chair.sitting.language == language
    assert chair.desktop.signed_in_name
    assert chair.shown == FIRST_MRN
    plate = chair.record.arrive.page.plate.answer
    assert (plate.state, plate.field.edit.text()) == (PlateState.TYPING, "01 4")
    assert plate.field.edit.hasFocus()
    assert chair.look.mirrored is mirrored
    assert (plate.layoutDirection() is Qt.LayoutDirection.RightToLeft) is mirrored
    assert left_behind(chair.window, language) == []
    chair.type("31 rg")
    chair.enter()
    assert chair.record.arrive.page.answers.plate == "01 431 RG"


def test_answers_given_before_are_there_in_the_other_language(chair: Polyglot) -> None:
    chair.sign_in(ARBEN)
    chair.scan(FIRST_MRN)
    chair.letters("PS")
    before = chair.record.arrive.page.answers
    chair.choose_language("Shqip")
    assert chair.record.arrive.page.answers == before
    assert chair.record.panel.bar.primary.lamp
    chair.send()
    assert chair.kinds(FIRST_MRN)[-1] == "transit.ended"


def test_a_menu_over_a_field_takes_nothing_that_is_half_typed(chair: Polyglot) -> None:
    edit = _half_typed(chair)
    chair.key(Qt.Key.Key_F10)
    menu = chair.app.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert chair.record.arrive.page.answers.plate == ""
    menu.close()
    chair.settle()
    assert edit.text() == "01 4"


def test_the_menu_over_a_field_speaks_the_language(chair: Polyglot) -> None:
    _half_typed(chair)
    chair.choose_language("Shqip")
    edit = chair.record.arrive.page.plate.answer.field.edit
    menu = edit.createStandardContextMenu()
    words = [action.text().split("\t")[0] for action in menu.actions() if action.text()]
    menu.deleteLater()
    own = texts("sq")
    parts = ("undo", "redo", "cut", "copy", "paste", "delete", "select_all")
    assert words == [own.say(f"ui.qt.{part}") for part in parts]


def test_a_step_can_still_be_withdrawn_in_the_other_language(chair: Polyglot) -> None:
    chair.sign_in(ARBEN)
    chair.scan(FIRST_MRN)
    chair.letters("PS")
    chair.send()
    chair.choose_language("Shqip")
    assert chair.desktop.grace.step is not None
    assert left_behind(chair.window, "sq") == []


def test_what_is_looked_for_stays_in_the_find_box(chair: Polyglot) -> None:
    chair.sign_in(ARBEN)
    chair.key(ord("K"), "", CONTROL)
    chair.type("26xk")
    chair.choose_language("Shqip")
    assert chair.window.find_box.edit.text() == "26xk"
    assert chair.window.find_box.edit.hasFocus()


def test_each_officer_finds_the_own_language_again(
    dressed: QApplication, look: Look, folder: Path
) -> None:
    with Polyglot(dressed, look, folder) as chair:
        chair.sign_in(ARBEN)
        chair.choose_language("Shqip")
        chair.control("L")
        chair.sign_in(SHEFI)
        chair.choose_language("English")
        chair.control("L")
        chair.sign_in(ARBEN)
        assert chair.sitting.language == "sq"
        assert left_behind(chair.window, "sq") == []
    assert Tongues(folder).of_device == "en"


def test_a_language_chosen_at_the_sign_in_is_the_one_of_who_signs_in(chair: Polyglot) -> None:
    chair.key(ord("1"), "1")
    bar = chair.window.sign_bar
    bar.language_taken.emit("sq")
    chair.settle()
    assert chair.desktop.sign_in.page.chosen_place == 0
    assert left_behind(chair.window, "sq") == []
    chair.type(SECRETS[ARBEN])
    chair.enter()
    assert chair.desktop.signed_in_name == ARBEN
    folder = chair.post.workstation.premises.folder
    assert Tongues(folder).of(chair.desktop.place.officer) == "sq"


def test_the_program_goes_on_when_its_only_window_is_replaced(
    folder: Path, dressed: QApplication
) -> None:
    seen: list[str] = []

    def window() -> Window:
        shown = [each for each in dressed.topLevelWidgets() if each.isVisible()]
        return next(each for each in shown if isinstance(each, Window))

    def change() -> None:
        window().sign_bar.language_taken.emit("sq")
        QTimer.singleShot(600, leave)

    def leave() -> None:
        seen.append(window().sign_bar.languages.currentText())
        window().close()

    QTimer.singleShot(300, change)
    assert application.run(folder, clock=FakeClock(NOW), chance=SeededChance(3)) == 0
    assert seen == ["Shqip"]
    assert Tongues(folder).of_device == "sq"


def test_what_cannot_be_read_is_as_good_as_no_choice(tmp_path: Path) -> None:
    (tmp_path / "languages.json").write_text("{", encoding="utf-8")
    tongues = Tongues(tmp_path)
    assert tongues.of_device == ""
    tongues.keep("sq", b"\x01")
    again = Tongues(tmp_path)
    assert (again.of_device, again.of(b"\x01"), again.of(b"\x02")) == ("sq", "sq", "")
