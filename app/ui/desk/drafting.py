"""The officer's own drafts: when last changed, on which page, of what record, what is missing."""

from PySide6.QtCore import QObject, Qt, Signal

from app.base.changes import Changed
from app.base.clock import Instant
from app.base.errors import WaypostError
from app.ui.background import Latest
from app.ui.desk.modes import Wanted
from app.ui.desk.speech import Speech
from app.ui.desk.strips import NEW
from app.ui.desk.workplace import Workplace
from app.ui.keys import CAPS, Press
from app.ui.pages.board import BoardPage
from app.ui.tables.queue import TABLE, QueueDelegate, QueueRow
from app.ui.tables.view import RowsView
from app.ui.text import Run, numbered
from app.ui.theme import Role
from app.ui.widgets.actionbar import ActionBar
from app.ui.window import Screen
from app.workstation.drafts import DraftLine, MyDrafts


def draft_row(line: DraftLine, now: Instant, speech: Speech) -> QueueRow:
    """A draft as its row says it; one of a page we do not name is an answer begun."""
    code = f"drafts.page.{line.page}"
    kind = speech.say(code if speech.texts.has(code) else "drafts.page")
    missing = speech.say("drafts.missing", n=len(line.empty)) if line.empty else ""
    return QueueRow(
        key=(line.page, line.record),
        number=numbered(line.number) if line.number else (Run(kind, bold=True),),
        time=speech.stamp(line.changed, now),
        second=(kind if line.number else "", missing),
    )


class DraftsDesk(QObject):
    """``opened`` gives the record of a draft, ``asked`` the page of one without a record."""

    left = Signal()
    opened = Signal(object)
    asked = Signal(str)

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self.place = place
        look, say = place.look, place.say
        self.view = RowsView(look, TABLE, say("drafts.title"))
        self.view.dress(QueueDelegate(look, self.view))
        bar = ActionBar(look, say("drafts.go_on"), CAPS.cap(Press.PRIMARY))
        self.page = BoardPage(look, self.view, bar)
        self.screen = Screen(look)
        self.screen.row.addWidget(self.page, 1)
        self._latest = Latest()
        bar.add(say("handover.back"), CAPS.cap(Press.LEAVE), self.left.emit)
        bar.primary.clicked.connect(lambda _checked=False: self._open(self.view.row_now))
        self.view.opened.connect(self._open)
        presses = {
            **self.page.presses(),
            Press.PRIMARY: lambda: self._open(self.view.row_now),
            Press.LEAVE: self.left.emit,
        }
        place.bind(self.screen, presses)
        place.background.moved.connect(self._moved)

    def turn(self) -> None:
        """Show the drafts as they are now."""
        self.load()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def load(self) -> None:
        """Ask for the drafts of the officer signed in."""
        self.place.ask(MyDrafts(), self._latest.only(self._came), self._lost)

    def _came(self, lines: tuple[DraftLine, ...]) -> None:
        say, now = self.place.say, self.place.now()
        count = Run(str(len(lines)), role=Role.QUIET, gap=8)
        self.page.tell((Run(say("drafts.title"), bold=True), count), say("drafts.yours"))
        shown = tuple(draft_row(line, now, self.place.speech) for line in lines)
        if shown:
            self.page.show_rows(shown)
        else:
            self.page.show_nothing(say("drafts.nothing"), say("drafts.nothing.why"))
        self.page.bar.lawful(bool(shown))

    def _lost(self, error: WaypostError) -> None:
        trouble = self.place.trouble(error)
        self.page.show_nothing(trouble.first, trouble.rest)
        self.page.bar.lawful(lit=False)

    def _open(self, row: object) -> None:
        if isinstance(row, QueueRow) and isinstance(row.key, tuple):
            record = row.key[1]
            if record:
                self.opened.emit(Wanted(record))
            else:
                self.asked.emit(NEW)

    def _moved(self, changed: Changed) -> None:
        del changed
        if self.screen.isVisible():
            self.load()
