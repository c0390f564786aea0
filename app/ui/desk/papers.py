"""The desk of paper: the accompanying document drawn, checked and shown before it leaves."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec
from PySide6.QtCore import QBuffer, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QFileDialog, QWidget

from app.base.errors import Broken, WaypostError
from app.consignment.declaration import Declaration
from app.duty.service import NotePrint
from app.printing.checks import Checks, check
from app.printing.files import tad_of
from app.printing.footer import Footer
from app.printing.pdf.pictures import Picture, pages_as_pictures
from app.printing.tad import Printed, render
from app.reference.texts import Texts
from app.transit.rows import RecordRow
from app.ui.background import Latest
from app.ui.desk.workplace import Workplace
from app.ui.keys import CAPS, Press
from app.ui.pages.printcentre import PreviewPanel
from app.ui.text import Run
from app.ui.theme import Role
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import Kind
from app.ui.widgets.preview import Check
from app.ui.window import Screen
from app.workstation.cases import HandOver
from app.workstation.workstation import Outcome

DPI = 110.0
PRINTED_DPI = 300.0
TAD = "tad"

ChooseFile = Callable[[QWidget, str], str]
"""Asks where a file goes; an empty answer turns away."""


class Drawn(msgspec.Struct, frozen=True):
    """A paper as it will leave: its bytes, what was checked, its pages as PNG."""

    printed: Printed
    checks: Checks
    pages: tuple[bytes, ...]


def draw(declaration: Declaration, texts: Texts, footer: Footer) -> Drawn:
    """Draw a paper and look at it as a reader would; slow, so never on the screen's thread."""
    document = tad_of(declaration, texts, footer=footer)
    printed = render(document)
    pictures = pages_as_pictures(printed.pdf, DPI)
    return Drawn(printed, check(document, printed), tuple(_png(one) for one in pictures))


def _image(picture: Picture) -> QImage:
    wide = picture.width * 3
    return QImage(picture.rgb, picture.width, picture.height, wide, QImage.Format.Format_RGB888)


def _png(picture: Picture) -> bytes:
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    _image(picture).save(buffer, b"PNG")
    return bytes(buffer.data().data())


def write_file(path: Path, content: bytes) -> None:
    """Write a paper's file.

    Raises:
        Broken: the disk refuses.
    """
    try:
        path.write_bytes(content)
    except OSError as wrong:
        reason = wrong.strerror or type(wrong).__name__
        raise Broken("printing.not_written", file=str(path), reason=reason) from wrong


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
        self.save = self.panel.bar.add(say("desk.print.save"), "")
        self.back = self.panel.bar.add(say("desk.print.back"), CAPS.cap(Press.LEAVE))
        self.row: RecordRow | None = None
        self.drawn: Drawn | None = None
        self._footer: Footer | None = None
        self._latest, self._printing = Latest(), False
        self._wire()

    def _wire(self) -> None:
        self.save.become(Kind.FLAT)
        self.save.setVisible(bool(self.printers))
        self.save.clicked.connect(lambda _checked=False: self._leave_as(self._to_file))
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

    def open(self, row: RecordRow, officer: str, office: str) -> None:
        """Draw the accompanying document of a record and show it."""
        self.row, self.drawn = row, None
        self.banner.tell(self.place.say("desk.print.drawing"), "", Role.CALM)
        self.panel.show_pages(self.place.say("desk.print.tad"), (), ())
        self.panel.page.show_page(b"")
        self._offer(lit=False)
        self.panel.setFocus(Qt.FocusReason.OtherFocusReason)
        local = self.place.speech.local(self.place.now())
        ahead = local.utcoffset()
        minutes = int(ahead.total_seconds()) // 60 if ahead is not None else 0
        now = self.place.now()
        self._footer = Footer(office=office, officer=officer, time=now, offset=minutes)
        if row.declaration is not None:
            self._draw(row.declaration, self._footer, self._shown)

    def _draw(
        self, declaration: Declaration, footer: Footer, done: Callable[[Drawn], None]
    ) -> None:
        texts = self.place.speech.texts
        self.place.background.work(
            lambda: draw(declaration, texts, footer),
            self._latest.only(done),
            self._latest.also(self._lost),
        )

    def _shown(self, drawn: Drawn) -> None:
        self.drawn = drawn
        self.banner.tell("", "")
        name = self.place.say("desk.print.tad")
        self.panel.show_pages(name, drawn.pages, self._checks(drawn))
        self._offer(lit=True)

    def _checks(self, drawn: Drawn) -> tuple[Check, ...]:
        say, checks = self.place.say, drawn.checks
        mrn = self.row.head.mrn if self.row else ""
        bars = "desk.print.bars" if checks.bars_read else "printing.check.bars"
        words = "desk.print.words" if checks.words_inside else "printing.check.words"
        faces = "desk.print.faces" if checks.faces_embedded else "printing.check.faces"
        told = [
            Check((Run(say(bars)), Run(mrn, code=True, gap=5)), checks.bars_read),
            Check((Run(say(words)),), checks.words_inside),
            Check((Run(say(faces, n=checks.pages)),), checks.faces_embedded),
        ]
        shortened = len(drawn.printed.truncated)
        if shortened:
            told.append(Check((Run(say("desk.print.shortened", n=shortened)),), holds=False))
        return tuple(told)

    def _offer(self, *, lit: bool) -> None:
        say = self.place.say
        words = say("ui.print.print" if self.printers else "desk.print.save")
        note = "" if self.printers else say("desk.print.no_printer")
        self.panel.bar.offer(words, CAPS.cap(Press.PRIMARY))
        self.panel.bar.lawful(lit, note if lit else say("desk.print.drawing"))

    def press_primary(self) -> None:
        """Print, or save the file where there is no printer."""
        if self.panel.bar.primary.lamp and not self._printing:
            self._leave_as(self._to_printer if self.printers else self._to_file)

    def _leave_as(self, way: Callable[[Drawn], None]) -> None:
        """Note the paper first: the answer is the number of the copy, which stands on it."""
        row, drawn = self.row, self.drawn
        if row is None or drawn is None or self._printing:
            return
        self._printing = True
        step = NotePrint(
            document=TAD,
            record=row.head.record,
            pages=drawn.printed.pages,
            digest=bytes.fromhex(drawn.printed.sha256),
        )
        self.place.do(step, None, partial(self._noted, way), self._lost)

    def _noted(self, way: Callable[[Drawn], None], outcome: Outcome) -> None:
        row, drawn, footer = self.row, self.drawn, self._footer
        self.place.do(HandOver(), None, lambda _outcome: None)
        copy = outcome.value if isinstance(outcome.value, int) else 1
        if row is None or drawn is None or footer is None or row.declaration is None:
            return
        if copy > 1:
            marked = msgspec.structs.replace(footer, copy=copy)
            self._draw(row.declaration, marked, way)
        else:
            way(drawn)

    def _to_file(self, drawn: Drawn) -> None:
        name = f"{self.row.head.mrn if self.row else TAD}.pdf"
        chosen = self._choose_file(self.panel, name)
        if not chosen:
            self._printing = False
            return
        self.place.background.work(
            lambda: write_file(Path(chosen), drawn.printed.pdf),
            lambda _nothing: self._left_as("desk.print.saved", chosen),
            self._lost,
        )

    def _to_printer(self, drawn: Drawn) -> None:
        printer = QPrinter(QPrinterInfo.defaultPrinter(), QPrinter.PrinterMode.HighResolution)
        if printer.printerName() not in self.printers:
            printer.setPrinterName(self.printers[0])
        self.place.background.work(
            lambda: pages_as_pictures(drawn.printed.pdf, PRINTED_DPI),
            partial(self._print, printer),
            self._lost,
        )

    def _print(self, printer: QPrinter, pages: list[Picture]) -> None:
        painter = QPainter()
        if not painter.begin(printer):
            name = printer.printerName()
            self._lost(Broken("desk.print.printer_refuses", name=name))
            return
        for place, page in enumerate(pages):
            if place:
                printer.newPage()
            sheet = printer.pageRect(QPrinter.Unit.DevicePixel)
            painter.drawImage(QRectF(0, 0, sheet.width(), sheet.height()), _image(page))
        painter.end()
        self._left_as("desk.print.printed", printer.printerName())

    def _left_as(self, code: str, where: str) -> None:
        self._printing = False
        self.banner.tell(self.place.say(code, where=where), "", Role.CALM)

    def _lost(self, error: WaypostError) -> None:
        self._printing = False
        trouble = self.place.trouble(error)
        self.banner.tell(trouble.first, trouble.rest, Role.STOP)
