"""Today: the worklists, and beside them the record of the current row."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.base.changes import Changed
from app.base.errors import WaypostError
from app.cases.views import CasesList, CasesRow
from app.transit.lists import QueueOf
from app.transit.rows import MovementHead, QueueLine, QueueRows
from app.ui.background import Latest
from app.ui.desk.contradictions import case_row
from app.ui.desk.modes import Wanted
from app.ui.desk.movements import queue_row
from app.ui.desk.record import RecordDesk
from app.ui.desk.screens import Beside, PairScreen
from app.ui.desk.steady import Steady
from app.ui.desk.workplace import Workplace
from app.ui.keys import Press
from app.ui.tables.listpanel import ListPanel
from app.ui.tables.queue import TABLE, QueueDelegate, QueueRow
from app.ui.tables.view import Head, RowsView
from app.ui.text import bare
from app.ui.widgets.empty import EmptyState

KINDS = ("all", "late", "near", "flagged")
MOST = 50


class TodayDesk(QObject):
    """The list of the current queue; ``turned`` tells which queue it is."""

    turned = Signal(str)

    def __init__(self, place: Workplace, record: RecordDesk) -> None:
        super().__init__()
        self.place, self.record = place, record
        self.queue = "expected"
        self._latest, self._quiet, self._turning = Latest(), False, False
        self._rows: tuple[QueueRow, ...] = ()
        self._lines: dict[object, QueueLine] = {}
        self._records: dict[object, Wanted] = {}
        look, say = place.look, place.say
        self.view = RowsView(look, TABLE, say("desk.queue.expected"))
        self.view.dress(QueueDelegate(look, self.view))
        self.panel = ListPanel(look, say("ui.rail.name"), self.view)
        self._steady = Steady(self.panel)
        self.empty = EmptyState(look)
        self._nothing = QWidget()
        column = QVBoxLayout(self._nothing)
        column.setContentsMargins(look.margins(12, 12, 12, 12))
        column.addWidget(self.empty)
        column.addStretch(1)
        self.panel.column.insertWidget(3, self._nothing, 1)
        self._nothing.hide()
        self.panel.kinds.addItems([say(f"desk.list.{kind}") for kind in KINDS])
        heads = (
            (say("desk.list.clock"), 12, "leading"),
            (say("desk.list.number"), 122, "leading"),
        )
        plate = (say("desk.list.plate"), -12, "trailing")
        self.panel.set_head(Head(look, (*heads, plate), sorted_by=0))
        self.findings = record.depart.findings
        self.beside = Beside(look, self.panel, self.findings)
        self.screen = PairScreen(look, self.beside, record.panel)
        self._wire()

    def _wire(self) -> None:
        self.view.current_row.connect(self._current)
        self.view.opened.connect(self._opened)
        self.panel.kinds.activated.connect(lambda _place: self._filter())
        self.panel.filter.edit.textChanged.connect(lambda _words: self._filter())
        self.record.opened.connect(self._record_shown)
        self.place.background.moved.connect(self._moved)
        self.place.bind(self.screen, self.presses())

    def presses(self) -> Mapping[Press, Callable[[], None]]:
        """The keys of the screen: the record's, and those of the list."""
        record = self.record.presses().items()
        return {
            **{press: partial(self._to_record, handler) for press, handler in record},
            Press.ROW_DOWN: lambda: self.view.step(1),
            Press.ROW_UP: lambda: self.view.step(-1),
            Press.FILTER: self.panel.filter.edit.setFocus,
            Press.NEXT_FINDING: lambda: self.walk_findings(1),
            Press.PREVIOUS_FINDING: lambda: self.walk_findings(-1),
            Press.LEAVE: self.leave,
        }

    def _to_record(self, handler: Callable[[], None]) -> None:
        """A key of the record acts on what the officer sees, never on one behind the list."""
        if self.record.panel.isVisible():
            handler()

    def turn(self, queue: str, *, keep: bool = False) -> None:
        """Show a worklist and its first record, or ``keep`` the one that is open."""
        if queue != self.queue:
            self.panel.filter.edit.clear()
            self.panel.kinds.setCurrentIndex(0)
            self._steady.begin()  # the answer comes sooner than an empty list is painted
            self._show(())
        self._turning = not keep and (queue != self.queue or self.record.head is None)
        self.queue = queue
        self.show_list()
        if not keep:
            self.screen.show_beside()
        self.view.setAccessibleName(self.place.say(f"desk.queue.{queue}"))
        self.turned.emit(queue)
        self.load()

    def load(self) -> None:
        """Ask for the rows of the queue."""
        if self.queue == "cases":
            self.place.ask(CasesList(), self._latest.only(self._cases_came), self._lost)
        else:
            view = QueueOf(queue=self.queue, limit=MOST)
            self.place.ask(view, self._latest.only(self._rows_came), self._lost)

    def _rows_came(self, rows: QueueRows) -> None:
        speech = self.place.speech
        self._lines = {line.record: line for line in rows.lines}
        self._records = {line.record: Wanted(line.record) for line in rows.lines}
        shown = tuple(queue_row(line, self.queue, rows.now, speech) for line in rows.lines)
        self._tell(rows.count, rows.now)
        self._came(shown)

    def _cases_came(self, rows: CasesRow) -> None:
        self._lines = {}
        self._records = {line.case: Wanted(line.record) for line in rows.lines}
        shown = tuple(case_row(line, rows.now, self.place.speech) for line in rows.lines)
        self._tell(len(rows.lines), rows.now)
        self._came(shown)

    def _tell(self, count: int, now: Any) -> None:
        speech = self.place.speech
        note = speech.say("desk.list.known", time=speech.clock(now))
        self.panel.tell(speech.say(f"desk.queue.{self.queue}.long"), count, note)

    def _lost(self, error: WaypostError) -> None:
        trouble = self.place.trouble(error)
        self._show(())
        self.empty.tell(trouble.first, trouble.rest)
        self._steady.end()

    def _show(self, rows: tuple[QueueRow, ...]) -> None:
        self._rows = rows
        say = self.place.say
        self.empty.tell(
            say(f"desk.empty.{self.queue}"),
            say("desk.empty.known", time=self.place.speech.clock(self.place.now())),
        )
        self._filter()

    def _came(self, shown: tuple[QueueRow, ...]) -> None:
        """Show the rows; a queue that was turned to opens its first one."""
        self._show(shown)
        self._steady.end()
        turning, self._turning = self._turning, False
        if turning and shown:
            self.view.select_place(0)
            self._current(self.view.row_now)
        elif turning:
            self.record.show_nothing()

    def _filter(self) -> None:
        words = self.panel.filter.edit.text().strip().casefold()
        kind = KINDS[max(0, self.panel.kinds.currentIndex())]
        kept = tuple(row for row in self._rows if self._is_kept(row, words, kind))
        self._quiet = True
        self.view.show_rows(kept)
        self._mark_open()
        self._quiet = False
        self._nothing.setVisible(not self._rows)
        self.panel.rows.setVisible(bool(self._rows))

    def _is_kept(self, row: QueueRow, words: str, kind: str) -> bool:
        line = self._lines.get(row.key)
        kinds = {
            "all": True,
            "late": line is not None and line.late,
            "near": line is not None and line.near,
            "flagged": row.chip is not None,
        }
        written = bare("".join(run.words for run in row.number))
        text = " ".join((written, row.plate, *row.second)).casefold()
        return kinds[kind] and words in text

    def _current(self, row: object) -> None:
        if self._quiet or not isinstance(row, QueueRow):
            return
        wanted = self._records.get(row.key)
        if wanted is not None and not self.screen.is_narrow:
            self.record.open(wanted, focus=False)

    def _mark_open(self) -> None:
        """The bar says "you are here": no row has it while what is open stands in none."""
        head = self.record.head
        row = self.view.row_now
        wanted = None if row is None else self._records.get(row.key)
        if head is not None and wanted is not None and wanted.record != head.record:
            self.view.select_none()

    def _opened(self, row: object) -> None:
        """Enter: the record takes the focus, so that its letters act."""
        if not isinstance(row, QueueRow) or row.key not in self._records:
            return
        wanted = self._records[row.key]
        head = self.record.head
        if head is None or head.record != wanted.record:
            self.record.open(wanted)
        self.screen.show_main()
        self.record.focus()

    def open(self, wanted: Wanted) -> None:
        """Show a record that was scanned or found."""
        self.screen.show_main()
        self.record.open(wanted)

    def _record_shown(self, head: MovementHead) -> None:
        self._quiet = True
        if self.view.rows.place_of(head.record) >= 0:
            self.view.select_key(head.record)
        self._mark_open()
        self._quiet = False
        if self.record.mode != "depart":
            self.show_list()

    def show_list(self) -> None:
        """The list, not the findings."""
        self.beside.setCurrentWidget(self.panel)

    def walk_findings(self, step: int) -> None:
        """F8: the findings take the place of the list, and the page goes to the next one."""
        if self.record.mode != "depart":
            return
        self.record.depart.check()
        if self.findings.list.rows.rowCount():
            self.beside.setCurrentWidget(self.findings)
            self.findings.walk(step)

    def leave(self) -> None:
        """Esc backs out one level: the findings, then the record, then nothing."""
        if self.beside.currentWidget() is self.findings:
            self.show_list()
            self.record.focus()
            return
        self.screen.show_beside()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _moved(self, changed: Changed) -> None:
        self.load()
        head = self.record.head
        if head is not None and head.record in changed.records:
            self.record.reload()
