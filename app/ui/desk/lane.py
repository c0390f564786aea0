"""The fast lane of an office of transit: scan, plate, seals, let cross; the trucks of today."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal

from app.base.changes import Changed
from app.base.errors import Refused, WaypostError
from app.base.ids import ActId, Heads, RecordId
from app.transit.pages import CrossingPage, FastLane
from app.transit.rows import CrossingRow, FastLaneRow, MovementHead
from app.ui.background import Latest
from app.ui.desk.crossings import cross, crossed_row, truck_of
from app.ui.desk.grace import Grace, stepped
from app.ui.desk.modes import Wanted
from app.ui.desk.movements import cells_of, found_instead, hold_told
from app.ui.desk.reasonbar import ReasonBar
from app.ui.desk.screens import PairScreen
from app.ui.desk.workplace import Workplace
from app.ui.keys import Press
from app.ui.pages.answers import ArrivalAnswers
from app.ui.pages.fastlane import FastLanePage
from app.ui.tables.listpanel import ListPanel
from app.ui.tables.queue import TABLE, QueueDelegate
from app.ui.tables.view import RowsView
from app.ui.theme import Role
from app.workstation.workstation import Outcome

FIRST = 60.0
"""Where the record begins in the list of crossed trucks: only a time stands before it."""


class LaneDesk(QObject):
    """``looked_for`` gives what was typed into the lane and is no MRN."""

    looked_for = Signal(str)

    def __init__(self, place: Workplace, grace: Grace) -> None:
        super().__init__()
        self.place, self.grace = place, grace
        look, say = place.look, place.say
        self.page = FastLanePage(look)
        self.reason = ReasonBar(look)
        layout = self.page.column
        layout.insertWidget(layout.count() - 1, self.reason)
        self.view = RowsView(look, TABLE, say("desk.fast.crossed"))
        crossed = QueueDelegate(look, self.view, first=FIRST)
        crossed.only_focused = True
        self.view.dress(crossed)
        self.crossed = ListPanel(look, say("desk.fast.crossed"), self.view)
        self.crossed.unfiltered()
        self.screen = LaneScreen(self.crossed, self.page)
        self.row: CrossingRow | None = None
        self._latest, self._loading, self._saving = Latest(), False, False
        self._waiting: list[Press] = []
        grace.show_in(self.crossed.toast)
        self._wire()

    def _wire(self) -> None:
        self.page.looked_for.connect(self.looked_for)
        self.page.changed.connect(self._answered)
        self.page.primary.connect(self._cross)
        self.reason.written.connect(lambda _words: self._settle())
        self.reason.left.connect(self.page.plate_cell.setFocus)
        self.place.background.moved.connect(self._moved)
        presses = {press: partial(self.press, press) for press in self.page.presses()}
        own = {Press.FIND: self._to_scan, Press.LEAVE: self._leave}
        self.place.bind(self.screen, {**presses, **own})

    def _to_scan(self) -> None:
        self.page.scan.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def turn(self) -> None:
        """Show the lane, ready for the next scan."""
        self.load()
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def load(self) -> None:
        """Ask for the trucks of today."""
        self.place.ask(FastLane(), self._lane_came)

    def _lane_came(self, row: FastLaneRow) -> None:
        speech = self.place.speech
        title = speech.say("desk.fast.title", office=row.office_name)
        self.page.tell_lane(title, speech.say("desk.fast.count", n=row.count))
        self.view.show_rows(tuple(crossed_row(line, speech) for line in row.lines))
        note = speech.say("desk.fast.newest")
        self.crossed.tell(speech.say("desk.fast.crossed"), row.count, note)

    def open(self, wanted: Wanted) -> None:
        """A truck was scanned: blank the page at once and ask for it."""
        self._waiting.clear()
        self.row, self._loading, self._saving = None, True, False
        self.page.clear()
        self.page.banner.tell("", "")
        self.reason.hide()
        self.page.bar.lawful(False, self.place.say("desk.record.loading"))
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)
        view = CrossingPage(record=wanted.record, mrn=wanted.mrn)
        done = self._latest.only(self._truck_came)
        self.place.ask(view, done, self._latest.also(self._not_there))

    def show_head(self, head: MovementHead) -> None:
        """Show a truck that is open elsewhere."""
        self.open(Wanted(head.record) if head.known else Wanted(mrn=head.mrn))

    def _truck_came(self, row: CrossingRow) -> None:
        self._loading, self.row = False, row
        self.page.show_truck(truck_of(row, self.place.speech))
        if not row.head.known:
            self.reason.ask(self.place.say("desk.fast.reason"))
        self._tell_state(row)
        self._settle()
        self._work_off()

    def _tell_state(self, row: CrossingRow) -> None:
        """Say beneath the truck why it may not simply pass; nothing where it may."""
        say, held = self.place.say, hold_told(row.verdict, self.place.speech)
        if not row.head.known:
            self._banner(say("desk.unknown.first"), say("desk.unknown.cross"), Role.WARN)
        elif held:
            self._banner(held, say("desk.held.who") if row.head.held else "", Role.STOP)
        elif "Cross" not in row.head.allowed:
            self._banner(say("desk.fast.not_now"), "", Role.STOP)
        else:
            self.page.banner.tell("", "")

    def _not_there(self, error: WaypostError) -> None:
        self._loading = False
        self._waiting.clear()
        trouble = self.place.trouble(error)
        self._banner(trouble.first, trouble.rest, Role.STOP)
        self.page.bar.lawful(False, self.place.say("ui.fast.scan_first"))

    def _banner(self, first: str, rest: str, role: Role) -> None:
        self.page.banner.tell(first, rest, role)

    def press(self, press: Press) -> None:
        """Take a key; while a truck loads it waits for it."""
        if not self._saving:
            self._waiting.append(press)
            self._work_off()

    def _work_off(self) -> None:
        while self._waiting and not self._loading and not self._saving:
            handler = self.page.presses().get(self._waiting.pop(0))
            if handler is not None:
                handler()

    def _answered(self, answers: ArrivalAnswers) -> None:
        row = self.row
        if row is not None and answers.plate == "=" and not row.head.plates:
            self.page.answers = ArrivalAnswers(seals=answers.seals)
            self.page.settle()
            self._banner(self.place.say("transit.rules.no_plate_declared"), "", Role.STOP)
        elif row is not None:
            self._tell_state(row)
        self._settle()

    def _settle(self) -> None:
        row = self.row
        if row is None:
            return
        self.page.settle()
        seals = tuple(seal.identifier for seal in row.seals)
        found = found_instead(row.verdict, self.page.answers, seals)
        self.page.verdict.show_cells(
            cells_of(found if row.head.known else row.verdict, self.place.speech)
        )
        if not self.page.bar.primary.lamp:
            return
        if row.head.held:
            self.page.bar.lawful(False, self.place.say("desk.held.first"))
        elif "Cross" not in row.head.allowed:
            self.page.bar.lawful(False, self.place.say("desk.fast.not_now"))
        elif not row.head.known and not self.reason.words():
            self.page.bar.lawful(False, self.place.say("desk.fast.reason_first"))
        else:
            self.page.bar.lawful(True, self.place.say("desk.arrive.leaves"))

    def _cross(self) -> None:
        row = self.row
        if row is None or self._saving:
            return
        self._saving = True
        self.page.bar.primary.setEnabled(False)
        step = cross(row, self.page.answers, reason=self.reason.words())
        heads = row.head.heads
        seen: Heads | None = frozenset(ActId(one) for one in heads) if heads else None
        record, mrn = row.head.record, row.head.mrn
        self.place.do(step, seen, partial(self._saved, mrn), partial(self._refused, record))

    def _saved(self, mrn: str, outcome: Outcome) -> None:
        self._free()
        words = self.place.say("desk.step_words.cross")
        self.place.stepped.emit(stepped(words, mrn, outcome, self.place.now()))
        if self.row is not None and self.row.head.mrn == mrn:
            self.row = None
            self.page.clear()
            self.reason.hide()
            self.page.banner.tell("", "")
            self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refused(self, record: RecordId, error: WaypostError) -> None:
        self._free()
        if isinstance(error, Refused) and error.field == "reason":
            self.reason.ask(self.place.say("desk.fast.reason"), words=self.reason.words())
            self.reason.refuse(self.place.speech.error(error))
        elif self.row is not None and self.row.head.record == record:
            trouble = self.place.trouble(error)
            self._banner(trouble.first, trouble.rest, Role.STOP)
        else:
            self.place.tell(error)

    def _free(self) -> None:
        self._saving = False
        self.page.bar.primary.setEnabled(True)

    def _leave(self) -> None:
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _moved(self, changed: Changed) -> None:
        if changed.records:
            self.load()

    def presses(self) -> Mapping[Press, Callable[[], None]]:
        """The keys of the lane, for the list of keys."""
        return self.page.presses()


class LaneScreen(PairScreen):
    """The lane leads, the crossed trucks follow; the rail gives its room to the lane."""

    rail_of_icons = True

    def __init__(self, crossed: ListPanel, page: FastLanePage) -> None:
        super().__init__(page.look, crossed, page)
        self.row.removeWidget(crossed)
        self.row.addWidget(crossed)
        self.on_main = True
