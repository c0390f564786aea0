"""The desk where a declaration is keyed: the open part, checks, findings, and Lodge.

It is checked as a file would be whenever a field is left, and lodged as one step.
"""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from app.base.errors import WaypostError
from app.base.findings import Findings, Severity
from app.transit import sheets
from app.transit.lodging import LRN, CheckKeyed
from app.transit.use_cases import Lodge
from app.transit.written import told
from app.ui.background import Latest
from app.ui.desk import sheetwords
from app.ui.desk.grace import stepped
from app.ui.desk.screens import Beside, PairScreen
from app.ui.desk.sheetcodes import CodeKeys
from app.ui.desk.sheetdraft import SheetDraft
from app.ui.desk.sheetparts import PartKeys, open_menu
from app.ui.desk.workplace import Workplace
from app.ui.keys import CAPS, Press
from app.ui.pages.declaration import DeclarationPanel, PartsPanel
from app.ui.pages.findings import FindingLine, FindingsPanel
from app.ui.pages.sheet import SheetForm
from app.ui.tables.outline import OutlineRow
from app.workstation.drafts import DraftLine
from app.workstation.workstation import Outcome

_PAGE_OF_CODES = 8


class DeclaringDesk(QObject):
    """``lodged`` gives the record; ``left`` tells that the officer turns away, the draft kept.

    ``file_asked`` asks for a declaration from a file instead.
    """

    lodged = Signal(object)
    left = Signal()
    file_asked = Signal()

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self.place = place
        self.office = ""
        self.draft = SheetDraft(place)
        self.lines: tuple[FindingLine, ...] = ()
        self._all_told = self._lodging = self._to_lodge = False
        self._touched: set[str] = set()
        self._checks = Latest()
        self.list, self.panel = PartsPanel(place.look), DeclarationPanel(place.look)
        self.parts = PartKeys(self.draft, place.speech)
        self.codes = CodeKeys(place, self.panel)
        self.findings = FindingsPanel(place.look)
        self.beside = Beside(place.look, self.list, self.findings)
        self.screen = PairScreen(place.look, self.beside, self.panel)
        self._wire()

    def _wire(self) -> None:
        panel, parts = self.panel, self.parts
        self.list.view.current_row.connect(self._row_chosen)
        self.list.view.opened.connect(self._row_opened)
        self.findings.chosen.connect(self.go_to)
        panel.form_made.connect(self._form_made)
        panel.put_back_asked.connect(parts.put_back)
        parts.told.connect(lambda words: panel.undone.tell("", words))
        parts.moved.connect(self._moved)
        parts.taken_away.connect(self._taken_away)
        self.codes.taken.connect(self._code_taken)
        panel.bar.primary.clicked.connect(lambda _checked=False: self.lodge())
        words = self.place.say("desk.keyed.actions")
        self.menu_button = panel.bar.add(words, CAPS.cap(Press.ACTIONS), self.actions)
        self.place.bind(self.screen, self.presses())

    def presses(self) -> Mapping[Press, Callable[[], None]]:
        """The keys of the page."""
        parts = self.parts
        of_parts = {
            Press.NEW: parts.add_another,
            Press.AS_PREVIOUS: parts.as_previous,
            Press.DOUBLE: parts.double,
            Press.REMOVE: parts.remove,
            Press.WITHDRAW: parts.put_back,
        }
        return {
            **{press: partial(self._with_parts, act) for press, act in of_parts.items()},
            Press.PRIMARY: self.lodge,
            Press.CODES: self.codes.press,
            Press.ACTIONS: self.actions,
            Press.NEXT_PART: partial(self.step, 1),
            Press.PREVIOUS_PART: partial(self.step, -1),
            Press.NEXT_FINDING: partial(self.walk, 1),
            Press.PREVIOUS_FINDING: partial(self.walk, -1),
            Press.ATTACH: self.file_asked.emit,
            Press.LEAVE: self.leave,
        }

    def _with_parts(self, act: Callable[[], None]) -> None:
        self._leave_field()
        act()

    # beginning, and where one was

    def begin(self) -> None:
        """Go on with what the officer signed in has keyed, else on a new sheet."""
        if self.draft.is_begun:
            self.focus()
        else:
            self.draft.load(self._begin_with)

    def _begin_with(self, draft: DraftLine | None) -> None:
        if draft is None:
            self._take(sheets.begun(self.office), "")
            return
        self._take(draft.fields, draft.field)
        say = self.place.say
        time = self.place.speech.stamp(draft.changed, self.place.now())
        rest = say("desk.keyed.restored.rest", time=time)
        self.panel.restored.tell(say("desk.keyed.restored"), rest)

    def _take(self, sheet: Mapping[str, str], field: str) -> None:
        self.draft.take(sheet, field)
        self.lines, self._all_told = (), False
        self._touched = set(sheets.written(sheet)) if field else set()
        self.panel.restored.tell("", "")
        self.beside.setCurrentWidget(self.list)
        self.parts.forget()
        self.open(self.draft.opened, field)
        self.focus(field)
        self.check()

    def forget(self) -> None:
        """Another officer is here: what was keyed is the one's who keyed it."""
        self.draft.forget()
        self._checks.drop()

    def close(self) -> None:
        """Write down what is left, and keep nothing running."""
        self.draft.flush()
        self.forget()

    def anew(self) -> None:
        """Begin on a new sheet; the one before can be put back."""
        self._all_told, self._touched = False, set()
        self.parts.begin_anew(sheets.begun(self.office))

    # the open part

    def open(self, path: str, field: str = "") -> None:
        """Open a part in a form of its own."""
        draft = self.draft
        draft.opened, draft.field = path, field
        instance = draft.instance()
        draft.opened = instance.path
        telling = sheetwords.Telling(draft.sheet, self.codes.meanings, self.place.speech)
        lines = sheetwords.lines_of(telling, instance)
        self.panel.show_part(sheetwords.part_words(instance, self.place.speech), lines)
        self.codes.learn(one.path for line in lines for one in line.fields)
        self._show_parts()
        self._show_findings()

    def _form_made(self, form: SheetForm) -> None:
        form.edited.connect(self._edited)
        form.entered.connect(self.draft.at)
        form.left.connect(self._field_left)
        form.went.connect(self._went)

    def _edited(self, path: str, text: str) -> None:
        self.draft.write(path, text)
        self.panel.restored.tell("", "")

    def _field_left(self, path: str) -> None:
        form, draft = self.panel.form, self.draft
        if not draft.is_begun or form is None or path not in form.fields:
            return
        self._touched.add(path)
        before = draft.sheet.get(path, "")
        kept = told(path, before)
        if kept != before:
            draft.write(path, kept)
        form.fields[path].put(kept)
        form.fields[path].meant(self.codes.meaning(path, kept))
        if self._is_outgrown(form):
            QTimer.singleShot(0, self, partial(self._lay_out_anew, path))
        self.check()

    def _is_outgrown(self, form: SheetForm) -> bool:
        """Whether what was answered asks for other fields than the form has."""
        draft = self.draft
        return sheetwords.paths_asked(draft.sheet, draft.instance()) != list(form.fields)

    def _lay_out_anew(self, left: str) -> None:
        """Show the fields that are asked now; the caret goes to the one after that left."""
        form = self.panel.form
        if form is None or not self._is_outgrown(form) or left not in form.fields:
            return
        here, after = form.path_of(QApplication.focusWidget()), form.after(left)
        self.open(self.draft.opened, here)
        form = self.panel.form
        if here and form is not None:
            self.panel.focus_form(form.after(left) if here == after else here)

    def _went(self, path: str) -> None:
        self._field_left(path)
        form = self.panel.form
        if form is not None and self._is_outgrown(form):
            self.open(self.draft.opened, path)
            form = self.panel.form
        after = "" if form is None else form.after(path)
        if after:
            self.panel.focus_form(after)
        else:
            self.step(1)

    def _code_taken(self, path: str, code: str) -> None:
        self._edited(path, code)
        self._went(path)

    def step(self, by: int) -> None:
        """Open the part after this one, or before, with the caret in its first field."""
        if self.codes.is_open:
            self.panel.codes.list.step(by * _PAGE_OF_CODES)
            return
        paths = [one.path for one in self.draft.outline()]
        at = paths.index(self.draft.opened) + by
        if 0 <= at < len(paths):
            self._leave_field()
            self.open(paths[at])
            self.focus()

    def _leave_field(self) -> None:
        form = self.panel.form
        path = "" if form is None else form.path_of(QApplication.focusWidget())
        if path:
            self._field_left(path)

    def _row_chosen(self, row: object) -> None:
        if isinstance(row, OutlineRow) and row.path != self.draft.opened:
            self.open(row.path)

    def _row_opened(self, row: object) -> None:
        if isinstance(row, OutlineRow):
            self._row_chosen(row)
            self.focus()

    def focus(self, field: str = "") -> None:
        """Put the caret where it was."""
        self.screen.show_main()
        self.panel.focus_form(field or self.draft.field)

    def _moved(self, path: str) -> None:
        self.open(path)
        self.focus()
        self.check()

    def _taken_away(self, path: str) -> None:
        """The list gets the focus, so that U puts back what was taken."""
        self.open(path)
        self.screen.show_beside()
        self.beside.setCurrentWidget(self.list)
        self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.check()

    def actions(self) -> None:
        """What can be done here, and which parts may be added."""
        say = self.place.say
        more = (
            (say("desk.keyed.file"), CAPS.cap(Press.ATTACH), self.file_asked.emit),
            (say("desk.keyed.anew"), "", self.anew),
        )
        self._leave_field()
        open_menu(self.menu_button, self.parts, more)

    # checks

    def check(self) -> None:
        """Ask what a file of this content would be told."""
        done = self._checks.only(self._checked)
        self.place.ask(CheckKeyed(keyed=self.draft.keyed()), done, self._not_checked)

    def _checked(self, findings: Findings) -> None:
        draft = self.draft
        if not draft.is_begun:
            return
        self.lines = sheetwords.finding_lines(draft.sheet, findings, self.place.speech)
        self._show_parts()
        self._show_findings()
        to_lodge, self._to_lodge = self._to_lodge, False
        if to_lodge and self._stopping():
            self._too_early()
        elif to_lodge:
            self._send()

    def _not_checked(self, error: WaypostError) -> None:
        self._to_lodge = False
        self.place.tell(error)

    def _stopping(self) -> list[FindingLine]:
        return [line for line in self.lines if line.severity is Severity.STOP]

    def _told(self) -> list[FindingLine]:
        """The findings of fields somebody has been at; once lodging was tried, all of them."""
        return list(self.lines) if self._all_told else sheetwords.at(self._touched, self.lines)

    def _show_findings(self) -> None:
        if self.panel.form is not None:
            self.panel.form.show_findings(self._told())
        self.findings.show_findings(self.lines)
        count, say = len(self._stopping()), self.place.say
        note = say("desk.keyed.first", n=count) if count else say("desk.keyed.ready")
        self.panel.bar.lawful(not count, note)

    def _show_parts(self) -> None:
        draft, speech = self.draft, self.place.speech
        rows = sheetwords.outline_rows(draft.sheet, draft.opened, self._told(), speech)
        self.list.show_parts(rows, draft.opened, sheetwords.items_words(draft.sheet, speech))
        self.panel.tell_facts(sheetwords.facts_of(draft.sheet))

    def walk(self, by: int) -> None:
        """F8: the findings take the place of the list, the page goes to the next one."""
        self._leave_field()
        if self.lines:
            self.beside.setCurrentWidget(self.findings)
            self.findings.walk(by)

    def go_to(self, path: str) -> None:
        """Go to the field of a finding; a part that is missing is added first."""
        draft, home = self.draft, sheets.home_of(path)
        part = sheets.part_at(home)
        if part is not None and not part.always and home not in draft.sheet:
            draft.change(sheets.added(draft.sheet, home))
        self._touched.add(path)
        if home != draft.opened:
            self.open(home)
        self.screen.show_main()
        self.panel.focus_form(path)
        self._show_findings()

    # lodging

    def lodge(self) -> None:
        """Check once more, then lodge; too early, go to the first thing to put right."""
        if self.draft.is_begun and not self._lodging:
            self._leave_field()
            self._to_lodge = True
            self.check()

    def _too_early(self) -> None:
        self._all_told = True
        self._show_parts()
        self.beside.setCurrentWidget(self.findings)
        self.go_to(self._stopping()[0].field)

    def _send(self) -> None:
        self._lodging = True
        self.panel.bar.primary.setEnabled(False)
        self.panel.bar.lawful(True, self.place.say("desk.keyed.saving"))
        lrn = self.draft.sheet.get(LRN, "")
        step = Lodge(keyed=self.draft.keyed())
        self.place.do(step, None, partial(self._saved, lrn), self._refused)

    def _saved(self, lrn: str, outcome: Outcome) -> None:
        self._lodging = False
        self.panel.bar.primary.setEnabled(True)
        if not outcome.done:
            self._to_lodge = True
            self._checked(outcome.findings)
            return
        self.draft.drop()
        words = self.place.say("desk.step_words.lodge")
        self.place.stepped.emit(stepped(words, lrn, outcome, self.place.now()))
        self.lodged.emit(outcome.value)

    def _refused(self, error: WaypostError) -> None:
        self._lodging = False
        self.panel.bar.primary.setEnabled(True)
        self._show_findings()
        line = sheetwords.refusal_line(error, self.place.speech)
        if line is None:
            self.place.tell(error)
            return
        self.lines = (line, *self.lines)
        self._too_early()

    def leave(self) -> None:
        """Esc backs out one level: codes, findings, the form, then the page; the draft stays."""
        if self.codes.is_open:
            self.codes.close()
        elif self.beside.currentWidget() is self.findings:
            self.beside.setCurrentWidget(self.list)
        elif not self.list.view.hasFocus():
            self.screen.show_beside()
            self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.left.emit()
