"""What tests of the window need: our faces, a look, a check that nothing is left over."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from app.reference.texts import texts
from app.training.demonstration import Demonstration
from app.ui import fonts
from app.ui.look import Look
from app.ui.tour.tour import played


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    """The application in our style and faces."""
    qapp.setStyle("Fusion")
    fonts.load()
    return qapp


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    """The day that the tour shows, played once for all who walk through it."""
    return played(tmp_path_factory.mktemp("played") / "story", 1)


@pytest.fixture
def look(dressed: QApplication) -> Look:
    """A Day look in English that does not move."""
    dressed.processEvents()
    made = Look(texts("en").say)
    made.still = True
    made.dress_application()
    return made


def _leftovers(app: QApplication) -> list[str]:
    app.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    found = [f"top-level widget {widget!r}" for widget in app.topLevelWidgets()]
    timers = (each for each in gc.get_objects() if isinstance(each, QTimer) and isValid(each))
    found += [f"running timer of {timer.parent()!r}" for timer in timers if timer.isActive()]
    found += [
        f"thread {thread.name}"
        for thread in threading.enumerate()
        if thread is not threading.main_thread() and not thread.name.startswith("pytest")
    ]
    if QThreadPool.globalInstance().activeThreadCount():
        found.append("busy thread pool")
    return found


@pytest.fixture(autouse=True)
def nothing_is_left(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[None]:
    """A test that leaves a window, a timer or a thread behind fails, and says what."""
    yield
    found = _leftovers(qapp)
    for widget in qapp.topLevelWidgets():
        widget.deleteLater()
    assert not found, f"{request.node.nodeid} left {found}"
