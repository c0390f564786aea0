"""The desk of one record: opened by id or number, shown in tabs, worked on by its act.

A scan blanks the page at once. Keys pressed while a record loads, or while the answer to the last
key is on its way, belong to the record asked for and wait their turn; a late answer for another
record is dropped. A step is sent once: while it is saved the page takes nothing.
"""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.acts.steps import UseCase
from app.base.errors import WaypostError
from app.base.ids import ActId, Heads, RecordId
from app.transit import rows
from app.transit.pages import ArrivalPage
from app.transit.records import DeparturePage, RecordPage
from app.transit.use_cases import Discharge
from app.ui.background import Latest
from app.ui.desk.arriving import ArriveDesk
from app.ui.desk.departing import DepartDesk
from app.ui.desk.grace import Stepped, stepped
from app.ui.desk.holding import HoldDesk
from app.ui.desk.keeping import Answers, Keeping
from app.ui.desk.modes import Mode, Wanted, may_print, mode_of
from app.ui.desk.movements import head_of, seen_from
from app.ui.desk.recordpages import Parts
from app.ui.desk.workplace import Workplace
from app.ui.keys import CAPS, Press
from app.ui.pages.answers import ArrivalAnswers
from app.ui.pages.departure import DepartureAnswers
from app.ui.text import Run
from app.ui.theme import Role
from app.ui.widgets.annunciators import Cell
from app.ui.widgets.recordhead import Head
from app.workstation.workstation import Outcome


class RecordDesk(QObject):
    """``cross_asked`` and ``case_asked`` turn to other screens; ``print_asked`` gives the record.

    ``opened`` tells that a record is shown.
    """

    cross_asked = Signal(object)
    case_asked = Signal(object)
    print_asked = Signal(object)
    opened = Signal(object)

    def __init__(self, place: Workplace, keeping: Keeping) -> None:
        super().__init__()
        self.place, self.keeping = place, keeping
        self.office = ""
        self.arrive, self.depart = ArriveDesk(place), DepartDesk(place)
        self.parts = Parts(place, self.arrive, self.depart)
        self.panel, self.holding = self.parts.panel, HoldDesk(place, self.parts)
        self.mode = Mode.READ
        self.head: rows.MovementHead | None = None
        self.whole: rows.RecordRow | None = None
        self.wanted = Wanted()
        self._verdict: tuple[rows.Cell, ...] = ()
        self._latest, self._loading, self._saving = Latest(), False, False
        self._shown_as = Mode.READ
        self._waiting: list[Press] = []
        self._wire()
        self.show_nothing()

    def _wire(self) -> None:
        self.panel.primary.connect(self._primary)
        self.panel.too_early.connect(self._too_early)
        for desk in (self.arrive, self.depart):
            desk.settled.connect(partial(self._settled, desk))
            desk.changed.connect(self._keep)
        self.arrive.found.connect(self._light)
        self.holding.asked.connect(self._send)
        self.parts.reason.left.connect(self.focus)
        self.parts.hold.clicked.connect(lambda _checked=False: self.press(Press.HOLD))
        self.parts.print.clicked.connect(lambda _checked=False: self.press(Press.PRINT))
        self.place.stepped.connect(self.moved_on)

    # opening

    def open(self, wanted: Wanted, *, focus: bool = True) -> None:
        """Blank the page and ask for a record."""
        self._waiting.clear()
        self.parts.begin(still=not focus)
        self.wanted, self.head, self.whole = wanted, None, None
        self.mode, self._loading, self._saving = Mode.READ, True, False
        self.arrive.clear()
        self.depart.clear()
        words = self.place.say("desk.record.loading")
        title = (Run(wanted.mrn or words, bold=True, code=bool(wanted.mrn)),)
        quiet = (Run(words if wanted.mrn else "", role=Role.QUIET),)
        self.panel.show_record(Head(title=title, route=quiet), ())
        self.parts.blank("", "")
        self._offer("", lit=False, note="")
        if focus:
            self.panel.setFocus(Qt.FocusReason.OtherFocusReason)
        self._ask_first()

    def reload(self) -> None:
        """Ask for the record again; the answers given so far stay."""
        if self.head is not None and not self._loading and not self._saving:
            self.wanted = Wanted(self.head.record, self.head.mrn if not self.head.known else "")
            self._ask_first()

    def _ask_first(self) -> None:
        record = self.wanted.record
        if record is not None and self.wanted.mrn:
            record = None
        view = ArrivalPage(record=record, mrn=self.wanted.mrn)
        done = self._latest.only(self._arrival_came)
        self.place.ask(view, done, self._latest.also(self._not_there))

    def _arrival_came(self, row: rows.ArrivalRow) -> None:
        self._changed_meanwhile(row.head)
        self.head = row.head
        self._verdict = seen_from(row.verdict, row.head, self.office)
        self.mode = mode_of(row.head, self.office)
        if self.mode is Mode.DEPART:
            view = DeparturePage(record=row.head.record)
            done = self._latest.only(self._departure_came)
            self.place.ask(view, done, self._latest.also(self._not_there))
        else:
            answers = self.keeping.of(row.head.record)
            if self.mode in {Mode.ARRIVE, Mode.PROVISIONAL}:
                kept = answers if isinstance(answers, ArrivalAnswers) else None
                self.arrive.show_row(row, kept)
            else:
                self.arrive.clear()
            self._show()

    def _departure_came(self, row: rows.DepartureRow) -> None:
        self.head = row.head
        answers = self.keeping.of(row.head.record)
        kept = answers if isinstance(answers, DepartureAnswers) else None
        self.depart.show_row(row, kept)
        self._show()

    def _show(self) -> None:
        head = self.head
        if head is None:
            return
        first = self._loading or self.mode is not self._shown_as
        self._loading, self._shown_as = False, self.mode
        self._show_head()
        self._name_primary()
        if first:
            self.parts.turn_to_act(self.mode)
            if self.panel.isAncestorOf(self.panel.window().focusWidget()):
                self.focus()
            self.opened.emit(head)
        elif self.panel.hasFocus():
            self.focus()
        if head.heads:
            view = RecordPage(record=head.record)
            self.place.ask(view, self._latest.also(self._whole_came))
        self._work_off()

    def _show_head(self) -> None:
        if self.head is not None:
            self.parts.head_back()
            shown = head_of(self.head, self._verdict, self.place.speech)
            tabs = self.parts.tabs(self.mode, self.whole, self.place.speech)
            self.panel.show_record(shown, tabs)

    def _whole_came(self, row: rows.RecordRow) -> None:
        first, self.whole = self.whole is None, row
        if self.mode not in {Mode.ARRIVE, Mode.PROVISIONAL}:
            self._verdict = seen_from(row.verdict, row.head, self.office)
            self.panel.head.show_head(head_of(row.head, self._verdict, self.place.speech))
        self.parts.show_whole(row, self.place.speech)
        self.panel.show_tabs(self.parts.tabs(self.mode, row, self.place.speech))
        if first and self._desk() is None:
            self.panel.tabs.choose("timeline")
        self.panel.turn_to(self.panel.tabs.current_name)
        if self.mode is Mode.DEPART and row.declaration is not None:
            self.depart.tell_holder(row.declaration.holder.identification_number or "")
        self._print_offered()

    def _not_there(self, error: WaypostError) -> None:
        self._loading, self.mode = False, Mode.READ
        self._waiting.clear()
        trouble = self.place.trouble(error)
        self.panel.show_record(Head(title=(Run(trouble.first, bold=True),)), ())
        self.parts.blank(trouble.first, trouble.rest)
        self._offer("", lit=False, note="")

    def changed_officer(self) -> bool:
        """Ask again for what is open, with this officer's own answers; whether anything is."""
        is_open = self.head is not None or self.resuming
        self.resuming = False
        if is_open:
            self.open(self.wanted, focus=False)
        return is_open

    def show_nothing(self) -> None:
        """No record is open."""
        say = self.place.say
        self.head = None
        self.panel.show_record(Head(title=()), ())
        self.parts.blank(say("desk.record.none"), say("desk.record.none.why"))
        self._offer("", lit=False, note="")

    # answering

    def presses(self) -> Mapping[Press, Callable[[], None]]:
        """Every key of a record; each waits until its record is there and settled."""
        own = (Press.PRIMARY, Press.HOLD, Press.PRINT)
        pages = (*self.arrive.presses(), *self.depart.presses(), *own)
        return {press: partial(self.press, press) for press in dict.fromkeys(pages)}

    def press(self, press: Press) -> None:
        """Take a key; what cannot act yet waits behind what came before it."""
        if self._saving:
            return
        self._waiting.append(press)
        self._work_off()

    def _work_off(self) -> None:
        while self._waiting and not self._loading and not self._saving:
            if self._waiting[0] is Press.PRIMARY and not self._is_settled():
                return
            self._act(self._waiting.pop(0))

    def _is_settled(self) -> bool:
        desk = self._desk()
        return desk is None or desk.is_settled

    def _desk(self) -> ArriveDesk | DepartDesk | None:
        if self.mode in {Mode.ARRIVE, Mode.PROVISIONAL}:
            return self.arrive
        return self.depart if self.mode is Mode.DEPART else None

    def _act(self, press: Press) -> None:
        desk = self._desk()
        own: dict[Press, Callable[[], None]] = {
            Press.PRIMARY: self.panel.press_primary,
            Press.HOLD: self.holding.ask,
            Press.PRINT: self._ask_print,
        }
        page = desk.presses() if desk is not None else {}
        handler = own.get(press) or page.get(press)
        if handler is not None:
            handler()

    def _settled(self, desk: ArriveDesk | DepartDesk, lit: bool, note: str, words: str) -> None:
        if desk is self._desk() and not self._saving:
            self._offer(words, lit=lit, note=note)
            self._work_off()

    def _name_primary(self) -> None:
        say = self.place.say
        desk = self._desk()
        if desk is not None:
            desk.settle() if isinstance(desk, ArriveDesk) else desk.check()
        elif self.mode is Mode.READ:
            self._offer("", lit=False, note="")
        else:
            self._offer(say(f"desk.primary.{self.mode}"), lit=True, note="")
        self.holding.show_head(self.head)
        self.parts.offer_next(self.mode, self.place.speech)
        self._print_offered()

    def _print_offered(self) -> None:
        head = self.head
        released = head is not None and may_print(head) and self.whole is not None
        self.parts.print.setVisible(released)

    def _offer(self, words: str, *, lit: bool, note: str) -> None:
        if lit and self.holding.bars(self.head):
            lit, note = False, self.place.say("desk.held.first")
        self.panel.bar.offer(words, CAPS.cap(Press.PRIMARY))
        self.panel.bar.lawful(lit, note)

    def _light(self, cells: tuple[Cell, ...]) -> None:
        self.panel.head.tell_verdict(cells)

    def _too_early(self) -> None:
        desk = self._desk()
        if self.holding.bars(self.head):
            self.holding.tell_why(self._verdict)
        if desk is not None:
            desk.too_early()

    # stepping

    def _primary(self) -> None:
        head, desk = self.head, self._desk()
        if head is None:
            return
        if desk is not None:
            step = desk.step()
            if step is not None:
                words = self.place.say(f"desk.step_words.{self.mode}")
                self._send(step, words, answered=True)
        elif self.mode is Mode.DISCHARGE:
            self._send(Discharge(record=head.record), self.place.say("desk.step_words.discharge"))
        elif self.mode is Mode.CROSS:
            self.cross_asked.emit(head)
        elif self.mode is Mode.DECIDE:
            self.case_asked.emit(head)

    def _send(self, step: UseCase, words: str, *, answered: bool = False) -> None:
        """Do a step once; one that says what was ``answered`` makes the draft needless."""
        head = self.head
        if head is None:
            return
        self._saving = True
        self.panel.saving(True)
        self.panel.bar.note.tell((Run(self.place.say("desk.record.saving"), role=Role.QUIET),))
        number, record = head.mrn or head.lrn, head.record
        seen: Heads | None = frozenset(ActId(one) for one in head.heads) if head.heads else None
        self.place.do(
            step,
            seen,
            partial(self._saved, (record, number), words, answered),
            partial(self._refused, record, number),
        )

    def _saved(
        self, named: tuple[RecordId, str], words: str, answered: bool, outcome: Outcome
    ) -> None:
        record, number = named
        if answered:
            self.keeping.drop(record)
        here = self._release_page(record)
        if not outcome.done:
            return
        after = outcome.value if isinstance(outcome.value, str) and outcome.value else number
        shown = after if len(after) > 2 else number  # noqa: PLR2004 - a result code is no number
        self.place.stepped.emit(stepped(words, shown, outcome, self.place.now()))
        if here:
            if self.panel.isAncestorOf(self.panel.window().focusWidget()):
                self.panel.setFocus(Qt.FocusReason.OtherFocusReason)
            self.parts.forget()
            self.wanted, self.whole = Wanted(record), None
            self._ask_first()

    def _refused(self, record: RecordId, number: str, error: WaypostError) -> None:
        here = self._release_page(record)
        desk = self._desk()
        if not here:
            trouble = self.place.trouble(error)
            first = self.place.say("desk.trouble.other", number=number)
            self.place.troubled.emit(type(trouble)(first, trouble.rest))
            return
        if self.parts.reason.isVisible():
            self.parts.reason.refuse(self.place.speech.error(error))
        elif desk is None or not desk.refuse(error):
            self.parts.trouble(self.place.trouble(error))
        self._name_primary()

    def _release_page(self, record: RecordId) -> bool:
        """Let the page go on; whether it still shows the record the step was made on."""
        here = self.head is not None and self.head.record == record
        if here:
            self._saving = False
            self.panel.saving(False)
        return here

    def _ask_print(self) -> None:
        if self.whole is not None and self.parts.print.isVisibleTo(self.panel):
            self.print_asked.emit(self.whole)

    # keeping

    def _keep(self, answers: Answers) -> None:
        if self.head is not None:
            self.keeping.keep(self.head.record, answers)

    def _changed_meanwhile(self, head: rows.MovementHead) -> None:
        before = self.head
        if before is None or before.record != head.record or before.heads == head.heads:
            return
        if not self._own_step:
            time = self.place.speech.clock(head.now)
            self.parts.moved(self.place.say("desk.record.moved", time=time))
        self._own_step = False

    _own_step = False
    resuming = False
    """Whether a record was open when the window was made anew."""

    def moved_on(self, step: Stepped) -> None:
        """What moved the record was a step of the officer here."""
        self._own_step = self.head is not None and self.head.record in step.records

    def focus(self) -> None:
        """Put the focus where the next answer is due."""
        desk = self._desk()
        if desk is not None and self.parts.on_act_tab():
            desk.focus()
        else:
            page: QWidget | None = self.panel.pages.currentWidget()
            (page or self.panel).setFocus(Qt.FocusReason.OtherFocusReason)
