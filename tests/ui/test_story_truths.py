"""Acceptance 11: no text says sent, received or discharged before the receipt is there."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from app.base.clock import FakeClock
from app.ui.look import Look
from tests.transit.goods import PRISHTINA
from tests.ui.seat import Chair, announce, released
from tests.workstation.post import ARBEN, NOW, Post, make_post

FIRST, FIRST_MRN = released(1)
TOO_EARLY = re.compile(r"\b(sent|received|discharged|done)\b", re.IGNORECASE)


def told(chair: Chair) -> list[str]:
    """Every word the window says of anything, as a screen reader has it."""
    shown = [child for child in chair.window.findChildren(QWidget) if child.isVisible()]
    words = [child.accessibleName() for child in shown]
    for view in shown:
        if isinstance(view, QAbstractItemView) and view.model() is not None:
            model, role = view.model(), Qt.ItemDataRole.AccessibleTextRole
            words += [str(model.index(row, 0).data(role)) for row in range(model.rowCount())]
    return [each for each in words if TOO_EARLY.search(each)]


@pytest.fixture
def chair(tmp_path: Path, made: Path, dressed: QApplication, look: Look) -> Iterator[Chair]:
    folder = Path(shutil.copytree(made, tmp_path / "post"))
    with Chair(dressed, look, folder) as seated:
        seated.sign_in(ARBEN)
        yield seated


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("truths") / "post"
    make_post(folder, FakeClock(NOW), office=PRISHTINA)
    with Post(folder, FakeClock(NOW)) as desk:
        desk.sign_in(ARBEN)
        announce(desk, FIRST)
    return folder


def test_nothing_is_called_sent_before_its_receipt_in_any_state(chair: Chair) -> None:
    chair.scan(FIRST_MRN)
    assert told(chair) == []
    chair.letters("PS")
    assert told(chair) == []
    chair.send()
    assert chair.record.head is not None
    assert chair.record.head.destination == "ended"
    assert told(chair) == []
    chair.key(Qt.Key.Key_F5)
    chair.clock.advance(120_000)
    assert told(chair) == []
    for tab in ("timeline", "messages", "guarantee"):
        chair.record.panel.turn_to(tab)
        chair.settle()
        assert told(chair) == [], tab
    for queue in "123456789":
        chair.control(queue)
        assert told(chair) == [], queue
