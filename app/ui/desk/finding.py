"""The desk of find: answers while one types, and where a scan goes by what it says."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.reference.numbers import mrn as mrns
from app.transit.lists import Find
from app.transit.rows import FindRow
from app.ui.background import Latest
from app.ui.desk.hits import hit_of
from app.ui.desk.modes import Wanted
from app.ui.desk.workplace import Workplace
from app.ui.scanner import Scan
from app.ui.tables.findpanel import Hit
from app.ui.widgets.buttons import Button, Kind
from app.ui.window import Window

MOST = 8


class FindDesk(QObject):
    """``chosen`` gives the record the officer takes, or the MRN nobody announced."""

    chosen = Signal(object)

    def __init__(self, place: Workplace, window: Window) -> None:
        super().__init__()
        self.place, self.window = place, window
        self._latest = Latest()
        self._unknown = ""
        self.paper = Button(place.look, place.say("desk.find.paper"), kind=Kind.SECONDARY)
        self.paper.clicked.connect(lambda _checked=False: self._from_paper())
        window.find_panel.add_foot(self.paper)
        QWidget.setTabOrder(window.find_box.edit, self.paper)
        window.find_panel.tell(place.say("desk.find.what"), "")
        window.find_typed.connect(self.look_for)
        window.find_chosen.connect(self._take)
        window.find_box.went.connect(self._went)

    def look_for(self, typed: str) -> None:
        """Ask for what is typed so far; with nothing the panel goes."""
        if not typed.strip():
            self._latest.drop()
            self.window.find_panel.hide()
            self.window.find_box.note("")
            return
        done = self._latest.only(lambda row: self._show(row, typed))
        self.place.ask(Find(text=typed, limit=MOST), done)

    def _show(self, row: FindRow, typed: str) -> None:
        place, window = self.place, self.window
        hits = tuple(hit_of(one, typed, place.now(), place.speech) for one in row.hits)
        self._unknown = row.unknown_mrn
        self.paper.setVisible(bool(self._unknown))
        window.find_panel.foot.setVisible(bool(self._unknown) or not hits)
        window.find_box.note(place.say("desk.find.count", n=len(hits)))
        window.find_panel.show_hits(hits, window.find_box)

    def _take(self, hit: object) -> None:
        if isinstance(hit, Hit):
            self.chosen.emit(Wanted(hit.key))  # type: ignore[arg-type]  # keys of hits are records

    def _went(self) -> None:
        """Enter with no hit: an MRN nobody announced may be opened from the paper."""
        if self._unknown and not self.window.find_panel.hits.rows.rowCount():
            self._from_paper()

    def _from_paper(self) -> None:
        mrn, self._unknown = self._unknown, ""
        self.window.find_box.clear()
        self.window.leave_find()
        if mrn:
            self.chosen.emit(Wanted(mrn=mrn))

    def scanned(self, scan: Scan) -> None:
        """A scan: an MRN opens its record at once; all else is looked for."""
        self.window.find_box.flash()
        self.window.find_box.clear()
        self.window.find_panel.hide()
        self.typed_whole(scan.text)

    def typed_whole(self, text: str) -> None:
        """Something scanned or typed to its end."""
        number = mrns.compact(text)
        if mrns.is_valid(number):
            self._latest.drop()
            self.chosen.emit(Wanted(mrn=number))
            return
        done = self._latest.only(lambda row: self._scan_found(row, text))
        self.place.ask(Find(text=text, limit=MOST), done)

    def _scan_found(self, row: FindRow, text: str) -> None:
        exact = [hit for hit in row.hits if hit.why == "exact"]
        if len(exact) == 1:
            self.chosen.emit(Wanted(exact[0].record))
            return
        self.window.find_box.edit.setText(text)
        self.window.find_box.edit.setFocus()
        self._show(row, text)
