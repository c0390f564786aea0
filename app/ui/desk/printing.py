"""The papers that wait: oldest first, each previewed and checked before it leaves."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QStackedWidget

from app.base.changes import Changed
from app.base.clock import Instant
from app.base.errors import WaypostError
from app.base.ids import RecordId
from app.transit.records import RecordPage
from app.ui.background import Latest
from app.ui.desk.papers import TAD, ChooseFile, PaperDesk
from app.ui.desk.speech import Speech
from app.ui.desk.workplace import Workplace
from app.ui.keys import CAPS, Press
from app.ui.pages.board import BoardPage
from app.ui.tables.queue import TABLE, QueueDelegate, QueueRow
from app.ui.tables.view import RowsView
from app.ui.text import Run, numbered
from app.ui.theme import Role
from app.ui.widgets.actionbar import ActionBar
from app.ui.window import Screen
from app.workstation.queued import PaperDue, ToPrint, ToPrintRow


def paper_row(line: PaperDue, now: Instant, speech: Speech) -> QueueRow:
    """A paper as its row says it: since when, of what record, what paper, who asks for it."""
    asked = speech.say("toprint.asked", name=line.asked_by) if line.asked_by else ""
    return QueueRow(
        key=(line.document, line.record),
        number=numbered(line.number),
        time=speech.stamp(line.since, now),
        second=(speech.say(line.words), asked),
    )


class PrintDesk(QObject):
    """The list, and the preview of the paper that was chosen; Esc goes back to the list."""

    left = Signal()

    def __init__(self, place: Workplace, choose_file: ChooseFile) -> None:
        super().__init__()
        self.place = place
        look, say = place.look, place.say
        self.view = RowsView(look, TABLE, say("toprint.title"))
        self.view.dress(QueueDelegate(look, self.view))
        bar = ActionBar(look, say("toprint.preview"), CAPS.cap(Press.PRIMARY))
        self.page = BoardPage(look, self.view, bar)
        self.paper = PaperDesk(place, choose_file)
        self.paper.back.tell(say("handover.back"))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.page)
        self.stack.addWidget(self.paper.screen)
        self.screen = Screen(look)
        self.screen.row.addWidget(self.stack, 1)
        self._latest = Latest()
        bar.add(say("handover.back"), CAPS.cap(Press.LEAVE), self.left.emit)
        bar.primary.clicked.connect(lambda _checked=False: self._open(self.view.row_now))
        self.view.opened.connect(self._open)
        self.paper.left.connect(self.turn)
        presses = {
            **self.page.presses(),
            Press.PRIMARY: lambda: self._open(self.view.row_now),
            Press.LEAVE: self.left.emit,
        }
        place.bind(self.page, presses)
        place.background.moved.connect(self._moved)

    def turn(self) -> None:
        """Show what waits."""
        self.stack.setCurrentWidget(self.page)
        self.load()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def load(self) -> None:
        """Ask which papers are due."""
        self.place.ask(ToPrint(), self._latest.only(self._came), self._lost)

    def _came(self, row: ToPrintRow) -> None:
        say, speech = self.place.say, self.place.speech
        count = Run(str(row.count), role=Role.QUIET, gap=8)
        known = say("desk.list.known", time=speech.clock(row.now))
        self.page.tell((Run(say("toprint.title"), bold=True), count), known)
        shown = tuple(paper_row(line, row.now, speech) for line in row.lines)
        if shown:
            self.page.show_rows(shown)
        else:
            known = say("desk.empty.known", time=speech.clock(row.now))
            self.page.show_nothing(say("toprint.nothing"), known)
        self.page.bar.lawful(bool(shown))

    def _lost(self, error: WaypostError) -> None:
        trouble = self.place.trouble(error)
        self.page.show_nothing(trouble.first, trouble.rest)
        self.page.bar.lawful(lit=False)

    def _open(self, row: object) -> None:
        if isinstance(row, QueueRow) and isinstance(row.key, tuple):
            document, record = row.key
            self.preview(document, record)

    def preview(self, document: str, record: RecordId) -> None:
        """Draw a paper and show it."""
        if document == TAD:
            self.place.ask(RecordPage(record=record), self.paper.open)
        else:
            self.paper.open_report(record)
        self.stack.setCurrentWidget(self.paper.screen)
        self.paper.panel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _moved(self, changed: Changed) -> None:
        del changed
        if self.page.isVisible():
            self.load()
