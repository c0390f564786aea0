"""The desk of a shift handover: the draft, the signature of the outgoing, that of the incoming.

What is ticked belongs to the officer who ticked it: another one begins with no line checked.
"""

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal

from app.base.changes import Changed
from app.base.errors import Refused, WaypostError
from app.base.ids import RecordId
from app.duty.acts import Remark
from app.duty.shift import GiveHandover, TakeHandover
from app.ui.background import Latest
from app.ui.desk.modes import Wanted
from app.ui.desk.shiftwords import Ticks, handover_shown
from app.ui.desk.workplace import Workplace
from app.ui.keys import CAPS, Press
from app.ui.pages.handover import GIVE, READ, TAKE, HandoverPage
from app.ui.tables.shiftlines import ShiftLine
from app.ui.theme import Role
from app.ui.window import Screen
from app.workstation.cases import Prove
from app.workstation.handovers import HandoverPage as HandoverView
from app.workstation.handovers import HandoverRow
from app.workstation.workstation import Outcome


class HandoverDesk(QObject):
    """``left`` tells that the officer goes back; ``opened`` gives a record to be shown.

    ``change`` asks for another officer, ``print_asked`` for the paper of a handover.
    """

    left = Signal()
    opened = Signal(object)
    change = Signal()
    print_asked = Signal(object)

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self.place = place
        self.page = HandoverPage(place.look)
        self.screen = Screen(place.look)
        self.screen.row.addWidget(self.page, 1)
        self.row: HandoverRow | None = None
        self._record: RecordId | None = None
        self._fresh, self._saving = False, False
        self._ticks = Ticks()
        self._whose: tuple[bytes, bytes] = (b"", b"")
        self._latest = Latest()
        say = place.say
        self.back = self.page.bar.add(say("handover.back"), CAPS.cap(Press.LEAVE), self._leave)
        self.anew = self.page.bar.add(say("handover.anew"), CAPS.cap(Press.NEW), self.begin_anew)
        self.anew.hide()
        self._wire()

    def _wire(self) -> None:
        page = self.page
        page.toggled.connect(self._toggle)
        page.opened.connect(self._open)
        page.asked.connect(self._primary)
        page.remarked.connect(self._remark)
        page.settled.connect(self.settle)
        page.too_early.connect(self._too_early)
        presses = {**page.presses(), Press.LEAVE: self._leave, Press.NEW: self.begin_anew}
        self.place.bind(self.screen, presses)
        self.place.background.moved.connect(self._moved)

    def turn(self) -> None:
        """Show the handover that waits on this device, else the draft."""
        self._record, self._fresh = None, False
        self.page.signing.take()
        self.page.signing.refuse("")
        self.load()
        self.page.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def load(self) -> None:
        """Ask for the handover as it is now; what was ticked stays."""
        view = HandoverView(record=self._record, fresh=self._fresh)
        self.place.ask(view, self._latest.only(self._came), self._latest.also(self._lost))

    def begin_anew(self) -> None:
        """Make the list anew in place of the one that waits."""
        if not self.anew.isHidden():
            self._record, self._fresh = None, True
            self.load()

    def _came(self, row: HandoverRow) -> None:
        whose = (row.record, self.place.officer)
        if self.row is None or whose != self._whose:
            self._ticks = Ticks()
            self.page.signing.message.write(row.message)
        self.row, self._whose = row, whose
        self._show()

    def _show(self) -> None:
        row = self.row
        if row is None:
            return
        self.page.show_handover(handover_shown(row, self._ticks, self.place.speech))
        may_anew = row.state == "given" and not row.why_not_give
        self.anew.setVisible(may_anew and self.page.task == READ)
        self.settle()

    def _lost(self, error: WaypostError) -> None:
        self.row = None
        trouble = self.place.trouble(error)
        self.page.view.show_lines(())
        self.page.banner.tell(trouble.first, trouble.rest, Role.STOP)
        self.page.restyle()
        self.page.signing.hide()
        self.page.offer("", "", lit=False, note="")

    # answering

    def _toggle(self, line: ShiftLine) -> None:
        self._ticks = self._ticks.toggled(line.key, checking=self.page.task == TAKE)
        self._show()

    def _remark(self, key: str, words: str) -> None:
        self._ticks = self._ticks.said(key, words)

    def _open(self, line: object) -> None:
        if isinstance(line, ShiftLine) and line.record:
            self.opened.emit(Wanted(RecordId(line.record)))

    def settle(self) -> None:
        """Judge the lamp again."""
        row, say = self.row, self.place.say
        if row is None or self._saving:
            return
        primary = CAPS.cap(Press.PRIMARY)
        if row.state == "taken":
            self.page.offer(say("ui.print.print"), primary, lit=True, note="")
            return
        if self.page.task == READ:
            waits = row.why_not_take == "duty.handover_same_officer"
            words = say("handover.change") if waits else ""
            note = "" if waits or not row.why_not_take else say(row.why_not_take)
            self.page.offer(words, CAPS.cap(Press.LOCK), lit=True, note=note)
            return
        note = self._missing(row)
        words = say("handover.give" if self.page.task == GIVE else "handover.take")
        self.page.offer(words, primary, lit=not note, note=note)

    def _missing(self, row: HandoverRow) -> str:
        say = self.place.say
        if self.page.task == TAKE:
            checked = self._ticks.among(row)
            if checked < row.count:
                return say("handover.checked", n=checked, of=row.count)
        elif row.why_not_give:
            return say(row.why_not_give)
        return "" if self.page.signing.secret.edit.text() else say("handover.secret.first")

    def _too_early(self) -> None:
        if self.page.task == TAKE and self.page.view.go_to_open():
            self.page.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.page.go_to_secret()

    # signing

    def _primary(self, secret: str) -> None:
        if self.row is not None and self.row.state == "taken":
            self.print_asked.emit(self.row.record)
            return
        if self.page.task == READ:
            self.change.emit()
            return
        if self.row is None or self._saving:
            return
        self._saving = True
        self.page.bar.primary.setEnabled(False)
        proved = partial(self._proved, self.row, self.page.task)
        self.place.do(Prove(secret=secret), None, proved, self._refused)

    def _proved(self, row: HandoverRow, task: str, outcome: Outcome) -> None:
        """The officer is here: sign what stood on the screen when the secret was typed."""
        del outcome
        keys = tuple(line.key for part in row.parts for line in part.lines)
        step: GiveHandover | TakeHandover
        if task == GIVE:
            marked = tuple(key for key in keys if key in self._ticks.marked)
            words = self.page.signing.message.words()
            step = GiveHandover(message=words, marked=marked, seen=keys)
        else:
            checked = tuple(key for key in keys if key in self._ticks.checked)
            said = self._ticks.remarks
            remarks = tuple(Remark(line=key, text=said[key]) for key in keys if said.get(key))
            step = TakeHandover(record=row.record, checked=checked, remarks=remarks)
        self.place.do(step, None, self._signed, self._refused)

    def _signed(self, outcome: Outcome) -> None:
        self._free()
        if not outcome.done:  # something came in force meanwhile: it must be read too
            found = outcome.findings[0]
            self.page.signing.refuse(self.place.speech.finding(found))
            self.load()
            return
        self._record, self._fresh = outcome.value, False
        self.load()
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)
        self.page.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refused(self, error: WaypostError) -> None:
        self._free()
        self.settle()
        if isinstance(error, Refused):
            self.page.signing.refuse(self.place.speech.error(error))
            self.page.go_to_secret()
        else:
            self.place.tell(error)

    def _free(self) -> None:
        self._saving = False
        self.page.bar.primary.setEnabled(True)

    def _leave(self) -> None:
        """Esc: out of a field first, then off the page."""
        signing = self.page.signing
        fields = (signing.message.edit, signing.remark.edit, signing.secret.edit)
        if any(field.hasFocus() for field in fields):
            self.page.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.left.emit()

    def _moved(self, changed: Changed) -> None:
        del changed
        if self.screen.isVisible() and not self._saving:
            self.load()
