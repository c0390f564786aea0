"""The desk of paper: the accompanying document drawn, checked and shown before it leaves."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QFileDialog, QWidget

from app.base.errors import Broken, WaypostError
from app.base.ids import RecordId
from app.duty.handover import HANDOVER
from app.duty.service import NotePrint
from app.transit.rows import RecordRow
from app.ui.background import Latest
from app.ui.desk.workplace import Workplace
from app.ui.keys import CAPS, Press
from app.ui.pages.printcentre import PreviewPanel
from app.ui.text import Run
from app.ui.theme import Role
from app.ui.widgets.banner import Banner
from app.ui.widgets.preview import Check
from app.ui.window import Screen
from app.workstation import outfiles
from app.workstation.cases import HandOver
from app.workstation.papers import Paper, PaperRow
from app.workstation.workstation import Outcome

if TYPE_CHECKING:
    from app.printing.pdf.pictures import Picture
    from app.ui.desk.proofs import Looked

PRINTED_DPI = 300.0
TAD = "tad"

ChooseFile = Callable[[QWidget, str], str]
"""Asks where a file goes; an empty answer turns away."""


def write_file(path: Path, content: bytes) -> None:
    """Write a paper's file.

    Raises:
        Broken: the disk refuses.
    """
    outfiles.write(path, content)


def ask_for_file(parent: QWidget, name: str) -> str:
    """Ask where the file goes, in the system's own dialog."""
    return QFileDialog.getSaveFileName(parent, "", name, "PDF (*.pdf)")[0]


class PaperDesk(QObject):
    """``left`` tells that the officer goes back to the record."""

    left = Signal()

    def __init__(self, place: Workplace, choose_file: ChooseFile = ask_for_file) -> None:
        super().__init__()
        self.place, self._choose_file = place, choose_file
        look, say = place.look, place.say
        self.panel = PreviewPanel(look)
        self.banner = Banner(look, Role.CALM, icon="print")
        self.panel.column.insertWidget(2, self.banner)
        self.screen = Screen(look)
        self.screen.row.addWidget(self.panel, 1)
        self.printers = tuple(QPrinterInfo.availablePrinterNames())
        self.back = self.panel.bar.add(say("desk.print.back"), CAPS.cap(Press.LEAVE))
        self.save = self.panel.bar.add(say("desk.print.save"), "")
        self.record: RecordRow | None = None
        self.title = "desk.print.tad"
        self.paper: PaperRow | None = None
        self._latest, self._leaving = Latest(), False
        self._wire()

    def _wire(self) -> None:
        self.save.setVisible(bool(self.printers))
        self.save.clicked.connect(lambda _checked=False: self._to_file())
        self.back.clicked.connect(lambda _checked=False: self.left.emit())
        self.panel.bar.primary.clicked.connect(lambda _checked=False: self.press_primary())
        self.panel.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        presses = {
            Press.PRIMARY: self.press_primary,
            Press.LEAVE: self.left.emit,
            Press.ROW_DOWN: lambda: self.panel.turn(1),
            Press.ROW_UP: lambda: self.panel.turn(-1),
        }
        self.place.bind(self.screen, presses)

    def open(self, record: RecordRow) -> None:
        """Draw the accompanying document of a record and show it."""
        self.record, self.title = record, "desk.print.tad"
        self._draw(TAD, record.head.record)

    def open_report(self, record: RecordId) -> None:
        """Draw the report of a shift that was handed over and show it."""
        self.record, self.title = None, "duty.paper.handover"
        self._draw(HANDOVER, record)

    def _draw(self, document: str, record: RecordId) -> None:
        self.paper, self._leaving = None, False
        self.banner.tell(self.place.say("desk.print.drawing"), "", Role.CALM)
        self.panel.show_pages(self.place.say(self.title), (), ())
        self.panel.page.show_page(b"")
        self._offer(lit=False)
        self.panel.setFocus(Qt.FocusReason.OtherFocusReason)
        language = self.place.speech.texts.language
        view = Paper(document=document, record=record, language=language)
        done = self._latest.only(self._drawn)
        self.place.ask(view, done, self._latest.also(self._lost))

    def _drawn(self, row: PaperRow) -> None:
        declaration = self.record.declaration if self.record else None
        if declaration is None and row.document == TAD:
            return
        self.paper = row
        texts = self.place.speech.texts

        def looked() -> "Looked":
            from app.ui.desk import proofs  # noqa: PLC0415 - 0.2 s, with the first paper

            if declaration is None:
                return proofs.looked_at_report(row)
            return proofs.looked_at(row, declaration, texts)

        self.place.background.work(
            looked,
            self._latest.also(self._shown),
            self._latest.also(self._lost),
        )

    def _shown(self, looked: "Looked") -> None:
        row, say = self.paper, self.place.say
        if row is None:
            return
        copy = say("desk.print.copy", n=row.copy) if row.copy > 1 else ""
        self.banner.tell(copy, say("desk.print.copy.rest") if copy else "", Role.WARN)
        self.panel.show_pages(say(self.title), looked.pages, self._checks(row, looked))
        self._offer(lit=not looked.checks.findings)

    def _checks(self, row: PaperRow, looked: "Looked") -> tuple[Check, ...]:
        say, checks = self.place.say, looked.checks
        bars = "desk.print.bars" if checks.bars_read else "printing.check.bars"
        words = "desk.print.words" if checks.words_inside else "printing.check.words"
        faces = "desk.print.faces" if checks.faces_embedded else "printing.check.faces"
        told = [
            Check((Run(f"{say(bars)} "), Run(row.number, code=True)), checks.bars_read),
            Check((Run(say(words)),), checks.words_inside),
            Check((Run(say(faces, n=checks.pages)),), checks.faces_embedded),
        ]
        if row.document != TAD:
            del told[:-1]  # it has neither bars nor boxes
        shortened = len(row.truncated)
        if shortened:
            told.append(Check((Run(say("desk.print.shortened", n=shortened)),), holds=False))
        return tuple(told)

    def _offer(self, *, lit: bool) -> None:
        say = self.place.say
        words = say("ui.print.print" if self.printers else "desk.print.save")
        note = "" if self.printers else say("desk.print.no_printer")
        drawing = say("desk.print.drawing") if self.paper is None else say("desk.print.not_good")
        self.panel.bar.offer(words, CAPS.cap(Press.PRIMARY))
        self.panel.bar.lawful(lit, note if lit else drawing)

    def press_primary(self) -> None:
        """Print, or save the file where there is no printer."""
        if self.panel.bar.primary.lamp:
            if self.printers:
                self._to_printer()
            else:
                self._to_file()

    def _to_file(self) -> None:
        row = self.paper
        if row is None or self._leaving:
            return
        chosen = self._choose_file(self.panel, f"{row.number}.pdf")
        if not chosen:
            return
        self._leaving = True
        self.place.background.work(
            lambda: write_file(Path(chosen), row.pdf),
            lambda _nothing: self._note("desk.print.saved", chosen),
            self._lost,
        )

    def _to_printer(self) -> None:
        row = self.paper
        if row is None or self._leaving:
            return
        self._leaving = True
        printer = QPrinter(QPrinterInfo.defaultPrinter(), QPrinter.PrinterMode.HighResolution)
        if printer.printerName() not in self.printers:
            printer.setPrinterName(self.printers[0])

        def pictures() -> "list[Picture]":
            from app.printing.pdf.pictures import (  # noqa: PLC0415 - loaded with the first paper
                pages_as_pictures,
            )

            return pages_as_pictures(row.pdf, PRINTED_DPI)

        self.place.background.work(
            pictures,
            partial(self._print, printer),
            self._lost,
        )

    def _print(self, printer: QPrinter, pages: "list[Picture]") -> None:
        from app.ui.desk.proofs import image  # noqa: PLC0415 - loaded with the first paper

        painter = QPainter()
        if not painter.begin(printer):
            self._lost(Broken("desk.print.printer_refuses", name=printer.printerName()))
            return
        for place, page in enumerate(pages):
            if place:
                printer.newPage()
            sheet = printer.pageRect(QPrinter.Unit.DevicePixel)
            painter.drawImage(QRectF(0, 0, sheet.width(), sheet.height()), image(page))
        painter.end()
        self._note("desk.print.printed", printer.printerName())

    def _note(self, code: str, where: str) -> None:
        """The paper has left: that is an act, and what it states can no longer be taken back."""
        row = self.paper
        if row is None:
            return
        step = NotePrint(
            document=row.document, record=row.record, pages=row.pages, digest=row.digest
        )
        self.place.do(step, None, partial(self._noted, code, where), self._lost)

    def _noted(self, code: str, where: str, outcome: Outcome) -> None:
        del outcome
        self._leaving = False
        self.place.do(HandOver(), None, lambda _outcome: None)
        self.place.handed_over.emit()
        self.banner.tell(self.place.say(code, where=where), "", Role.CALM)

    def _lost(self, error: WaypostError) -> None:
        self._leaving = False
        trouble = self.place.trouble(error)
        self.banner.tell(trouble.first, trouble.rest, Role.STOP)
