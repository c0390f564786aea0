"""The late list: by days late, last seen and last told, and the next lawful step with its day."""

from PySide6.QtCore import QObject, Qt, Signal

from app.base.changes import Changed
from app.base.clock import Instant, date_of
from app.base.errors import WaypostError
from app.base.ids import RecordId
from app.transit.lateness import LateLine, LateList, LateRows
from app.ui.background import Latest
from app.ui.desk.modes import Wanted
from app.ui.desk.speech import Speech
from app.ui.desk.workplace import Workplace
from app.ui.keys import CAPS, Press
from app.ui.pages.board import BoardPage
from app.ui.tables.laterows import TABLE, LateDelegate, LateShown
from app.ui.tables.view import RowsView
from app.ui.text import Run, numbered
from app.ui.theme import Role
from app.ui.widgets.actionbar import ActionBar
from app.ui.window import Screen


def late_shown(line: LateLine, now: Instant, speech: Speech) -> LateShown:
    """A late movement as its row says it."""
    say = speech.say
    late = say("late.days", n=line.days_late)
    limit = say("late.limit", day=speech.short_day(date_of(line.limit))) if line.limit else ""
    place = _at(speech.words(line.last_place), line.last_place_at, now, speech)
    message = _at(speech.words(line.last_message), line.last_message_at, now, speech)
    step = speech.words(line.next_step)
    day = speech.week_day(speech.local(line.next_at).date()) if line.next_at else ""
    due = say("late.due" if line.next_is_due else "late.from", day=day) if day else ""
    plate = line.plates[0] if line.plates else ""
    return LateShown(
        key=line.record,
        late=late,
        limit=limit,
        number=numbered(line.mrn),
        plate=plate,
        holder=line.holder,
        place=place,
        message=message,
        step=step,
        step_day=due,
        due=line.next_is_due,
        spoken=speech.joined(late, limit, line.mrn, plate, line.holder, place, message, step, due),
    )


def _at(words: str, at: Instant, now: Instant, speech: Speech) -> str:
    return speech.joined(words, speech.stamp(at, now) if at else "")


class LateDesk(QObject):
    """``left`` tells that the officer goes back; ``opened`` gives the record of a row."""

    left = Signal()
    opened = Signal(object)

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self.place = place
        look, say = place.look, place.say
        view = RowsView(look, TABLE, say("desk.queue.late.long"))
        view.dress(LateDelegate(look, view))
        bar = ActionBar(look, say("late.open"), CAPS.cap(Press.PRIMARY))
        self.page = BoardPage(look, view, bar)
        self.screen = Screen(look)
        self.screen.row.addWidget(self.page, 1)
        self._latest = Latest()
        bar.add(say("handover.back"), CAPS.cap(Press.LEAVE), self.left.emit)
        bar.primary.clicked.connect(lambda _checked=False: self._open(view.row_now))
        view.opened.connect(self._open)
        presses = {
            **self.page.presses(),
            Press.PRIMARY: lambda: self._open(view.row_now),
            Press.LEAVE: self.left.emit,
        }
        place.bind(self.screen, presses)
        place.background.moved.connect(self._moved)

    def turn(self) -> None:
        """Show the list as it is now."""
        self.load()
        self.page.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def load(self) -> None:
        """Ask for the late ones."""
        self.place.ask(LateList(), self._latest.only(self._came), self._lost)

    def _came(self, rows: LateRows) -> None:
        say, speech = self.place.say, self.place.speech
        title = Run(say("desk.queue.late.long"), bold=True)
        count = Run(str(rows.count), role=Role.QUIET, gap=8)
        known = say("desk.list.known", time=speech.clock(rows.now))
        self.page.tell((title, count), known)
        shown = tuple(late_shown(line, rows.now, speech) for line in rows.lines)
        if shown:
            self.page.show_rows(shown)
        else:
            self.page.show_nothing(
                say("desk.empty.late"), say("desk.empty.known", time=speech.clock(rows.now))
            )
        self.page.bar.lawful(bool(shown))

    def _lost(self, error: WaypostError) -> None:
        trouble = self.place.trouble(error)
        self.page.show_nothing(trouble.first, trouble.rest)
        self.page.bar.lawful(lit=False)

    def _open(self, row: object) -> None:
        if isinstance(row, LateShown):
            self.opened.emit(Wanted(RecordId(row.key) if isinstance(row.key, bytes) else None))

    def _moved(self, changed: Changed) -> None:
        del changed
        if self.screen.isVisible():
            self.load()
