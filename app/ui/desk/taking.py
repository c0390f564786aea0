"""Taking a declaration in from a file: read, checked, and it stands among the departures."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.base.clock import day_of
from app.base.errors import Broken, WaypostError
from app.base.findings import stops
from app.reference import codelists
from app.ui.desk.workplace import Trouble, Workplace
from app.workstation.intake import Taken, take_in
from app.workstation.threaded import ThreadedWorkstation

MOST_BYTES = 1 << 24

OpenFile = Callable[[QWidget], str]
"""Asks which file; an empty answer turns away."""


def ask_which_file(parent: QWidget) -> str:
    """Ask which file, in the system's own dialog."""
    return QFileDialog.getOpenFileName(parent, "", "", "XML (*.xml);;* (*)")[0]


def read_file(path: Path) -> bytes:
    """Read a file that declares something.

    Raises:
        Broken: it cannot be read, or is larger than any message.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as wrong:
        reason = wrong.strerror or type(wrong).__name__
        raise Broken("desk.file.unreadable", file=path.name, reason=reason) from wrong
    if len(content) > MOST_BYTES:
        raise Broken("desk.file.too_large", file=path.name)
    return content


class TakingDesk(QObject):
    """``taken`` gives the id of the record a file became."""

    taken = Signal(object)

    def __init__(
        self, place: Workplace, post: ThreadedWorkstation, which: OpenFile = ask_which_file
    ) -> None:
        super().__init__()
        self.place, self._post, self._which = place, post, which

    def ask(self, parent: QWidget) -> None:
        """Ask for a file and take it in, on the writer's thread, behind the officer's steps."""
        chosen = self._which(parent)
        if not chosen:
            return
        day = day_of(self.place.speech.local(self.place.now()).date())
        post, lists = self._post, codelists.load(day)

        def start(answer: Callable[[Any], None]) -> None:
            def piece() -> None:
                try:
                    answer(take_in(read_file(Path(chosen)), lists, post.workstation))
                except WaypostError as trouble:
                    answer(trouble)
                except Exception as trouble:
                    answer(post.workstation.diary.bug(trouble, "taking a file in"))
                    raise

            post.background(piece)

        self.place.background.via(start, self._came)

    def _came(self, taken: Taken) -> None:
        if taken.is_taken:
            self.taken.emit(taken.record)
            return
        stopping = stops(taken.said)
        rest = self.place.speech.finding(stopping[0]) if stopping else ""
        first = self.place.say("desk.file.not_taken")
        self.place.troubled.emit(Trouble(first, rest))
