"""The whole desk: which screen is shown when, who is signed in, what time it is."""

from collections.abc import Callable
from functools import partial
from typing import Any

import msgspec
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.base.changes import Changed
from app.base.errors import WaypostError
from app.transit.lists import Today
from app.transit.rows import MovementHead, QueueCount, RecordRow, TodayRow
from app.ui.background import Latest
from app.ui.desk.deciding import CaseDesk
from app.ui.desk.declaring import DeclaringDesk
from app.ui.desk.finding import FindDesk
from app.ui.desk.footing import Foot
from app.ui.desk.grace import Grace
from app.ui.desk.keeping import Keeping
from app.ui.desk.keysheet import KeySheet
from app.ui.desk.lane import LaneDesk
from app.ui.desk.menu import open_menu
from app.ui.desk.modes import Wanted
from app.ui.desk.papers import ChooseFile, PaperDesk, ask_for_file
from app.ui.desk.record import RecordDesk
from app.ui.desk.signing import SignInDesk
from app.ui.desk.speech import MINUTE_MS
from app.ui.desk.strips import NEW, RAIL, facts_of, new_of, rail_of, session_of
from app.ui.desk.syncing import SyncDesk
from app.ui.desk.taking import TakingDesk
from app.ui.desk.today import TodayDesk
from app.ui.desk.workplace import Trouble, Workplace
from app.ui.keys import Press
from app.ui.scanner import WedgeFilter
from app.ui.window import Window
from app.workstation.cases import HandOver, Lock, SessionRow
from app.workstation.status import Counts, CountsRow, Strip, StripRow

WINDOW = (
    Press.FIND,
    Press.SYNC,
    Press.NEXT_PANE,
    Press.MENU,
    Press.FULL_SCREEN,
    Press.THEME,
    Press.LARGER,
    Press.LOCK,
)
"""Keys the window itself answers, for the list of keys."""
IDLE_MS = 5 * MINUTE_MS
"""After this long without a key or the mouse the key is dropped (security page, section 4)."""


class Desktop(QObject):
    """Made once per window; ``close`` ends every timer and listener it began."""

    def __init__(
        self,
        place: Workplace,
        app: QApplication,
        scanner: WedgeFilter,
        *,
        warn_hours: int,
        taking: TakingDesk | None = None,
        choose_file: ChooseFile = ask_for_file,
    ) -> None:
        super().__init__()
        self.place, self.scanner, self._warn_hours = place, scanner, warn_hours
        self.taking = taking
        self.window = Window(place.look, app, place.keyboard)
        self.grace, self.keeping = Grace(place), Keeping(place)
        self.record = RecordDesk(place, self.keeping)
        self.today = TodayDesk(place, self.record)
        self.lane = LaneDesk(place, self.grace)
        self.case = CaseDesk(place)
        self.declaring = DeclaringDesk(place)
        self.sync = SyncDesk(place, self.hand_over)
        self.paper = PaperDesk(place, choose_file)
        self.sign_in = SignInDesk(place, lambda: self._strip)
        self.find = FindDesk(place, self.window)
        self.keys = KeySheet(place, self.window)
        self.foot = Foot(place, choose_file)
        self._strip: StripRow | None = None
        self.session: SessionRow | None = None
        self.shown: QWidget = self.today.screen
        self.queue = "expected"
        self._counts: dict[str, QueueCount] = {}
        self._latest = Latest()
        self._minute, self._idle = QTimer(self), QTimer(self)
        for desk in (self.today, self.lane, self.case, self.sync, self.paper, self.sign_in):
            self.window.add_screen(desk.screen)
        self.window.add_screen(self.declaring.screen)
        self._wire()

    def _wire(self) -> None:
        place, window = self.place, self.window
        self.grace.show_in(self.today.panel.toast)
        self.grace.withdrawn.connect(self.record.moved_on)
        self.sign_in.signed_in.connect(self._signed_in)
        window.queue_chosen.connect(self.turn)
        window.lock_asked.connect(self.lock)
        window.sync_asked.connect(self.hand_over)
        self.find.chosen.connect(self.open)
        self.lane.looked_for.connect(self.find.typed_whole)
        self.record.cross_asked.connect(self._to_lane)
        self.record.case_asked.connect(self._to_case)
        self.record.print_asked.connect(self._to_paper)
        self.paper.left.connect(self._back_to_record)
        self.case.left.connect(self._back_to_record)
        self.case.decided.connect(self._decided)
        self.scanner.scanned.connect(self.find.scanned)
        place.troubled.connect(self._tell)
        place.background.moved.connect(self._moved)
        queues = {Press(f"queue_{n}"): partial(self._queue_key, n) for n in range(1, 10)}
        own: dict[Press, Callable[[], None]] = {
            Press.WITHDRAW: self._withdraw,
            Press.LEAVE: self._leave,
            Press.HELP: self._show_keys,
            Press.HANDOVER: partial(self._foot_key, "handover"),
            Press.PRINT_CENTRE: partial(self._foot_key, "toprint"),
            Press.NEW: self._new,
        }
        window.menu_asked.connect(self._open_menu)
        place.bind(window, {**queues, **own})
        self._minute.setSingleShot(True)
        self._minute.timeout.connect(self._tick)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(partial(self.lock, "idle"))
        self._wire_foot()

    def _wire_foot(self) -> None:
        """Wire what stands at the foot of the rail."""
        self.declaring.lodged.connect(self._taken_in)
        self.declaring.left.connect(self._leave_new)
        if self.taking is not None:
            self.declaring.file_asked.connect(self._from_file)
            self.taking.taken.connect(self._taken_in)
        self.foot.left.connect(self._leave_new)
        self.foot.opened.connect(self._open_beside)
        self.foot.change.connect(self.lock)
        self.foot.asked.connect(self.turn)
        self.record.parts.guarantee.opened.connect(self.foot.show_account)
        for page in self.foot.desks.values():
            self.window.add_screen(page.screen)

    def start(self) -> None:
        """Show the sign-in; nobody is signed in yet."""
        self._show_sign_in()
        self._tick()

    def close(self) -> None:
        """Stop what runs by itself; answers still on their way are dropped."""
        self.keeping.close()
        self.declaring.close()
        self.grace.close()
        self._minute.stop()
        self._idle.stop()

    # who is here

    def _show_sign_in(self) -> None:
        self.scanner.locked = True
        self.dismiss()
        self.window.leave_find()
        self.window.bare(True)
        self.window.turn_to(self.sign_in.screen)
        self.sign_in.turn()
        self._show_strip()

    def _signed_in(self, officer: bytes, session: SessionRow) -> None:
        if officer != self.place.officer:
            self.grace.end()
            self.declaring.forget()
        self.place.officer, self.session = officer, session
        self.record.office = self.declaring.office = session.office
        self.scanner.locked = False
        self.window.bare(False)
        self._show_session()
        self.keeping.load()
        self._idle.start()
        self._load()
        if self.shown is self.today.screen:
            self.today.turn(self.queue, keep=self.record.changed_officer())
        self._turn_to(self.shown)
        page = self.foot.desks.get(self.foot.name_of(self.shown))
        if page is not None:
            page.turn()
        if self.shown is self.declaring.screen:
            self.declaring.begin()

    def lock(self, by: str = "officer") -> None:
        """Drop the officer's key; the record stays open behind the sign-in."""
        if self.session is None:
            return
        self.keeping.flush()
        self.declaring.draft.flush()
        self._idle.stop()
        self.place.do(Lock(by=by), None, lambda _outcome: None)
        self.session = None
        self._show_sign_in()

    def stirred(self) -> None:
        """Somebody is here: the idle lock begins anew."""
        if self.session is not None and self._idle.isActive():
            self._idle.start()

    def _show_session(self) -> None:
        if self.session is not None:
            shown = session_of(self.session, self.place.now(), self.place.speech)
            self.window.tell_session(shown)

    @property
    def signed_in_name(self) -> str:
        """Who is signed in; nobody: empty."""
        return "" if self.session is None else self.session.name

    # where one is

    def turn(self, name: str) -> None:
        """Turn to a queue, the fast lane or the sync centre."""
        if name == NEW:
            self._new()
            return
        if name in self.foot.desks:
            self._turn_to(self.foot.desks[name].screen)
            self.foot.desks[name].turn()
            self._show_rail()
            return
        self.queue = name
        if name == "crossings":
            self._turn_to(self.lane.screen)
            self.lane.turn()
        elif name == "unsent":
            self._turn_to(self.sync.screen)
            self.sync.turn()
        else:
            self._turn_to(self.today.screen)
            self.today.turn(name)
            self.today.view.setFocus()
        self._show_rail()

    def _withdraw(self) -> None:
        if self.session is not None:
            self.grace.withdraw()

    def _queue_key(self, number: int) -> None:
        if number <= len(RAIL) and self.session is not None:
            self.turn(RAIL[number - 1])

    def _foot_key(self, name: str) -> None:
        if self.session is not None:
            self.turn(name)

    def _turn_to(self, screen: QWidget) -> None:
        self.shown = screen
        self.window.turn_to(screen)
        screen.setFocus()
        self.dismiss()

    def open(self, wanted: Wanted) -> None:
        """Open what was scanned or found: in the lane while one works there, else beside."""
        if self.session is None:
            return
        if self.shown is self.lane.screen:
            self.lane.open(wanted)
            return
        if self.shown is not self.today.screen:
            self._turn_to(self.today.screen)
        self.today.open(wanted)

    def _to_lane(self, head: MovementHead) -> None:
        self.turn("crossings")
        self.lane.show_head(head)

    def _to_case(self, head: MovementHead) -> None:
        self._turn_to(self.case.screen)
        self.case.open(head.record, head.cases[0])

    def _to_paper(self, row: RecordRow) -> None:
        if self.session is not None:
            self._turn_to(self.paper.screen)
            self.paper.open(row)

    def _back_to_record(self) -> None:
        self._turn_to(self.today.screen)
        self.record.focus()

    def _decided(self, record: Any) -> None:
        self._open_beside(Wanted(record))

    def _open_beside(self, wanted: Wanted) -> None:
        """Show a record beside the list, whatever page asked for it."""
        self._turn_to(self.today.screen)
        self.today.open(wanted)
        self._show_rail()

    def _new(self) -> None:
        """Key a declaration: the one that was begun, or a new one."""
        if self.session is not None:
            self._turn_to(self.declaring.screen)
            self.declaring.begin()

    def _leave_new(self) -> None:
        self.turn(self.queue)

    def _from_file(self) -> None:
        if self.taking is not None and self.session is not None:
            self.taking.ask(self.window)

    def _taken_in(self, record: Any) -> None:
        self.turn("departures")
        self.today.open(Wanted(record))

    def _open_menu(self) -> None:
        open_menu(self.place, self.window)

    def _show_keys(self) -> None:
        bound = self.place.bound
        shown = self.sign_in.screen if self.session is None else self.shown
        self.keys.show_keys((*bound.get(shown, ()), *bound.get(self.window, ()), *WINDOW))

    # what it shows

    def _load(self) -> None:
        """Ask for the counts of the rail and the facts of the strip."""
        if self.session is None:
            return
        self.place.ask(Today(), self._latest.only(self._counted), _told_by_the_strip)
        self.place.ask(Counts(), self._latest.also(self._all_counted), _told_by_the_strip)
        self.place.ask(Strip(), self._strip_came, _told_by_the_strip)

    def _counted(self, row: TodayRow) -> None:
        self._counts = {**self._counts, **row.queues}
        self._show_rail()

    def _all_counted(self, row: CountsRow) -> None:
        self._counts = {**self._counts, "cases": QueueCount(row.counts.get("cases", 0))}
        self._show_rail()

    def _show_rail(self) -> None:
        waiting = self._strip.waiting if self._strip else 0
        rows = rail_of(self._counts, waiting, self.place.speech)
        foot = (new_of(self.place.speech), *self.foot.entries())
        self.window.show_rail(rows, foot, self.foot.name_of(self.shown) or self.queue)

    def _strip_came(self, row: StripRow) -> None:
        self._strip = row
        self._show_strip()
        self._show_rail()

    def _show_strip(self) -> None:
        row, now = self._strip, self.place.now()
        fresh = None if row is None else msgspec.structs.replace(row, now=now)
        facts = facts_of(fresh, now, self.place.speech, warn_hours=self._warn_hours)
        self.window.strip.show_facts(facts)

    def _moved(self, changed: Changed) -> None:
        del changed
        self._load()

    def _tick(self) -> None:
        """A minute is over: clocks move on."""
        now = self.place.now()
        self._show_session()
        self._show_strip()
        self.sign_in.tick()
        if self.session is not None:
            self._load()
            if self.shown is self.today.screen:
                self.today.load()
        if not self.place.look.still:
            self._minute.start(MINUTE_MS - now % MINUTE_MS)

    def hand_over(self) -> None:
        """F5: everything made so far may leave at once; nothing of it can be taken back."""
        if self.session is not None:
            self.grace.end()
            self.place.do(HandOver(), None, lambda _outcome: self._load())

    def _tell(self, trouble: Trouble) -> None:
        self.window.notice.tell(trouble.first, trouble.rest)

    def _leave(self) -> None:
        """Esc in the bar: what was found goes, else the notice."""
        if not self.window.close_find():
            self.dismiss()

    def dismiss(self) -> None:
        """Take the window's notice back, and the list of keys."""
        if self.keys.isVisible():
            self.keys.leave()
        self.window.notice.tell("", "")


def _told_by_the_strip(error: WaypostError) -> None:
    """Counts and facts that cannot be had now: what stands there is as old as it says."""
    del error
