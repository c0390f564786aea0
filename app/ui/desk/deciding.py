"""The desk of a case: who signed what, what differs, and the decision of who may decide."""

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal

from app.base.changes import Changed
from app.base.errors import WaypostError
from app.base.ids import RecordId
from app.cases.service import SettleCase
from app.cases.views import CasePage as CaseView
from app.cases.views import CaseRow
from app.transit.records import RecordPage
from app.transit.rows import RecordRow
from app.ui.background import Latest
from app.ui.desk.contradictions import CHOICES, case_shown
from app.ui.desk.grace import stepped
from app.ui.desk.lives import timeline_of
from app.ui.desk.workplace import Workplace
from app.ui.keys import Press
from app.ui.pages.case import CasePage
from app.ui.theme import Role
from app.ui.widgets.banner import Banner
from app.ui.window import Screen
from app.workstation.workstation import Outcome


class CaseDesk(QObject):
    """``left`` tells that the officer goes back; ``decided`` gives the record that was decided."""

    left = Signal()
    decided = Signal(object)

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self.place = place
        self.page = CasePage(place.look)
        self.screen = Screen(place.look)
        self.screen.row.addWidget(self.page)
        self.trouble = Banner(place.look, Role.STOP)
        self.page.panel.column.insertWidget(2, self.trouble)
        self.trouble.tell("", "")
        self.row: CaseRow | None = None
        self._record, self._case = RecordId(b""), b""
        self._latest, self._saving = Latest(), False
        self.page.decided.connect(self._decide)
        presses = {**self.page.presses(), Press.LEAVE: self.left.emit}
        place.bind(self.screen, presses)
        place.background.moved.connect(self._moved)

    def open(self, record: RecordId, case: bytes) -> None:
        """Show a case."""
        self._record, self._case, self.row = record, case, None
        self.trouble.tell("", "")
        self._saving = False
        self.page.bar.lawful(False, self.place.say("desk.record.loading"))
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)
        self._ask()

    def _ask(self) -> None:
        view = CaseView(record=self._record, case=self._case)
        done = self._latest.only(self._case_came)
        self.place.ask(view, done, self._latest.also(self._not_there))

    def _case_came(self, row: CaseRow) -> None:
        self.row = row
        self._show(row, None)
        view = RecordPage(record=row.record)
        done = self._latest.also(partial(self._show, row))
        self.place.ask(view, done, _no_movement)

    def _show(self, row: CaseRow, whole: RecordRow | None) -> None:
        speech = self.place.speech
        entries = timeline_of(whole, speech) if whole else ()
        head = whole.head if whole else None
        choice, reason = self.page.choice, self.page.reason.words()
        self.page.show_case(case_shown(row, head, entries, speech, now=self.place.now()))
        if choice in CHOICES:
            self.page.choose(CHOICES.index(choice))
        if reason:
            self.page.reason.write(reason)
            self.page.settle()

    def _not_there(self, error: WaypostError) -> None:
        trouble = self.place.trouble(error)
        self.trouble.tell(trouble.first, trouble.rest)
        self.page.bar.lawful(False, trouble.first)

    def _decide(self, choice: str, reason: str) -> None:
        row = self.row
        if row is None or self._saving or choice not in CHOICES:
            return
        self._saving = True
        self.page.bar.primary.setEnabled(False)
        stands = row.stands(CHOICES.index(choice) + 1)
        step = SettleCase(record=row.record, case=row.case, stands=stands, reason=reason)
        self.place.do(step, None, self._saved, self._refused)

    def _saved(self, outcome: Outcome) -> None:
        self._free()
        row = self.row
        if row is not None:
            words = self.place.say("desk.step_words.decide")
            self.place.stepped.emit(stepped(words, row.number, outcome, self.place.now()))
            self.decided.emit(row.record)

    def _refused(self, error: WaypostError) -> None:
        self._free()
        trouble = self.place.trouble(error)
        self.trouble.tell(trouble.first, trouble.rest)

    def _free(self) -> None:
        self._saving = False
        self.page.bar.primary.setEnabled(True)

    def _moved(self, changed: Changed) -> None:
        if self.row is not None and self.row.record in changed.records and not self._saving:
            self._ask()


def _no_movement(error: WaypostError) -> None:
    """A case of a record that is no movement has no timeline of transit: it is shown without."""
    del error
