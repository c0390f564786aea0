"""The desk of the journal: filters, pages, and the check of a device's chain slice by slice."""

from PySide6.QtCore import QObject, Qt, Signal

from app.base.errors import WaypostError
from app.base.ids import RecordId
from app.ui.background import Latest
from app.ui.desk.auditwords import Judged, acts_shown, chain_facts, chain_told
from app.ui.desk.modes import Wanted
from app.ui.desk.workplace import Workplace
from app.ui.keys import Press
from app.ui.pages.audit import AuditPage
from app.ui.tables.timeline import Entry
from app.ui.window import Screen
from app.workstation.audit import LAST, AuditChoices, AuditChoicesRow, AuditRow, AuditTimeline
from app.workstation.chains import (
    ChainCheck,
    ChainRow,
    StreamLine,
    Streams,
    StreamsRow,
    Witnesses,
    WitnessesRow,
)
from app.workstation.records import Numbered


class AuditDesk(QObject):
    """``left`` tells that the officer goes back; ``opened`` gives a record to be shown."""

    left = Signal()
    opened = Signal(object)

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self.place = place
        self.page = AuditPage(place.look)
        self.screen = Screen(place.look)
        self.screen.row.addWidget(self.page, 1)
        self._record: RecordId | None = None
        self._before: list[int] = [LAST]
        self._row: AuditRow | None = None
        self._streams: tuple[StreamLine, ...] = ()
        self._chain: ChainRow | None = None
        self._judged = Judged()
        self._seen: WitnessesRow | None = None
        self._asking, self._checking, self._number = Latest(), Latest(), Latest()
        self._wire()

    def _wire(self) -> None:
        page = self.page
        page.asked.connect(self._ask_filtered)
        page.turned.connect(self._turn_page)
        page.opened.connect(self._open)
        page.check_asked.connect(self.check)
        page.back.clicked.connect(lambda _checked=False: self.left.emit())
        self.place.bind(self.screen, {**page.presses(), Press.LEAVE: self._leave})

    def turn(self) -> None:
        """Show the journal from its end, and check the chain of this device."""
        self._before = [LAST]
        self.page.show_acts((), earlier=False, later=False)
        self.page.empty.hide()
        self.page.tell_chain("", "", broken=False)
        self.page.bar.lawful(lit=False, note="")
        self.place.ask(AuditChoices(), self._choices_came, self._asking.only(self._lost))
        self._load()
        self.page.timeline.setFocus(Qt.FocusReason.OtherFocusReason)

    # the journal

    def _choices_came(self, row: AuditChoicesRow) -> None:
        say, page = self.place.say, self.page
        officers = [(one.id, one.name) for one in row.officers]
        page.offer(page.officers, officers, say("audit.officers"))
        devices = [(one.id, one.name) for one in row.devices]
        page.offer(page.devices, devices, say("audit.devices"))
        self.place.ask(Streams(), self._streams_came, _told_by_the_page)

    def _ask_filtered(self) -> None:
        """A filter was changed: from the end again; a number is looked up first."""
        self._before = [LAST]
        number = self.page.number.edit.text().strip()
        if number:
            view = Numbered(number=number)
            self.place.ask(view, self._number.only(self._numbered), self._number.also(self._lost))
        else:
            self._number.drop()
            self._record = None
            self._load()
        self.check()

    def _numbered(self, record: RecordId) -> None:
        self._record = record
        self._load()

    def _load(self) -> None:
        page = self.page
        view = AuditTimeline(
            officer=page.officers.currentData() or b"",
            device=page.devices.currentData() or b"",
            record=self._record,
            before=self._before[-1],
        )
        self.place.ask(view, self._asking.only(self._came), self._asking.also(self._lost))

    def _came(self, row: AuditRow) -> None:
        say, speech = self.place.say, self.place.speech
        self._row = row
        self.page.tell_note(say("audit.only_own") if row.only_own else "")
        if not row.lines:
            known = say("desk.empty.known", time=speech.clock(row.now))
            self.page.show_nothing(say("audit.nothing"), known)
        earlier, later = bool(row.following), len(self._before) > 1
        if row.lines or earlier or later:
            self.page.show_acts(acts_shown(row, speech), earlier=earlier, later=later)
        self.page.timeline.scrollToTop()

    def _turn_page(self, step: int) -> None:
        row = self._row
        if step > 0 and row is not None and row.following:
            self._before.append(row.following)
            self._load()
        elif step < 0 and len(self._before) > 1:
            self._before.pop()
            self._load()

    def _open(self, entry: object) -> None:
        row = self._row
        if row is None or not isinstance(entry, Entry):
            return
        line = next((one for one in row.lines if one.act == entry.key), None)
        if line is not None and line.kind.startswith(("transit.", "case.")):
            self.opened.emit(Wanted(line.record))

    def _lost(self, error: WaypostError) -> None:
        trouble = self.place.trouble(error)
        self._row = None
        self.page.show_nothing(trouble.first, trouble.rest)

    # the chain

    def _streams_came(self, row: StreamsRow) -> None:
        self._streams = row.lines
        self.page.bar.lawful(bool(row.lines))
        self.check()

    def _stream(self) -> bytes:
        """The stream of the device that was chosen; else this device's."""
        device = self.page.devices.currentData() or b""
        found = (one.stream for one in self._streams if not device or one.device == device)
        return next(found, b"")

    def check(self) -> None:
        """Check the chain of the device chosen from its first act on."""
        stream = self._stream()
        if not stream:
            return
        self._judged, self._chain, self._seen = Judged(), None, None
        self.page.tell_chain(self.place.say("audit.checking"), "", broken=False)
        view = ChainCheck(stream=stream)
        self.place.ask(view, self._checking.only(self._judge), _told_by_the_page)
        seen = self._checking.also(self._witnesses_came)
        self.place.ask(Witnesses(stream=stream), seen, _told_by_the_page)

    def _judge(self, row: ChainRow) -> None:
        """Tell one slice; while it is not the end of the stream ask for the next."""
        self._chain, self._judged = row, self._judged.with_slice(row)
        first, rest = chain_told(row, self._judged, self.place.speech)
        self.page.tell_chain(first, rest, broken=row.broken is not None)
        self._show_facts()
        if not row.is_end:
            view = ChainCheck(stream=row.stream, after=row.after, head=row.head)
            self.place.ask(view, self._checking.also(self._judge), _told_by_the_page)

    def _witnesses_came(self, row: WitnessesRow) -> None:
        self._seen = row
        self._show_facts()

    def _show_facts(self) -> None:
        facts = chain_facts(self._chain, self._judged, self._seen, self.place.speech)
        self.page.show_facts(facts)

    def _leave(self) -> None:
        """Esc: out of the field first, then off the page."""
        if self.page.number.edit.hasFocus():
            self.page.timeline.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.left.emit()


def _told_by_the_page(error: WaypostError) -> None:
    """Who reads no journal is told so where the acts would stand."""
    del error
