"""The print centre: what waits for paper, the page as it will be, what was checked."""

from collections.abc import Callable, Mapping, Sequence

import msgspec
from PySide6.QtCore import QRectF, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.canvas import Canvas, advance
from app.ui.fonts import Style
from app.ui.keys import CAPS, Press
from app.ui.look import Look
from app.ui.pages.layouts import quiet, scrolling
from app.ui.tables.delegate import PADDING, TAG, RowDelegate
from app.ui.tables.listpanel import WIDE, WholeRows
from app.ui.tables.spec import Column, Table
from app.ui.tables.view import Head, RowsView
from app.ui.text import Run
from app.ui.theme import Role
from app.ui.widgets.actionbar import ActionBar
from app.ui.widgets.chip import Chip, chip_width, draw_chip
from app.ui.widgets.combo import Combo
from app.ui.widgets.keycap import KeyCap
from app.ui.widgets.line import Line
from app.ui.widgets.panel import Hairline, Panel
from app.ui.widgets.paragraph import Paragraph
from app.ui.widgets.preview import Check, Checks, PagePicture

BESIDE = 272


class PaperLine(msgspec.Struct, frozen=True, kw_only=True):
    """A document that waits: words, its record and who asked, pages and copies."""

    key: object
    words: str
    second: tuple[Run, ...]
    pages: str
    chip: Chip | None = None
    note: str = ""


def _spoken(line: PaperLine, _look: Look) -> str:
    second = "".join(run.words for run in line.second)
    return ", ".join(part for part in (line.words, second, line.pages, line.note) if part)


TABLE: Table[PaperLine] = Table(
    name="papers",
    columns=(Column(heading="", cell=lambda line, _look: line.second, spoken=_spoken),),
    key=lambda line: line.key,
)


class PaperDelegate(RowDelegate):
    """Rows of 52 with their box to tag."""

    high = 52.0

    def draw(self, canvas: Canvas, row: PaperLine, *, current: bool) -> None:
        """Draw one document."""
        start, end = PADDING + TAG + 8, canvas.width - PADDING
        pages = advance(canvas.look, row.pages)
        canvas.text(QRectF(end - pages, 7, pages + 1, 20), row.pages)
        canvas.text(QRectF(start, 7, end - pages - 8 - start, 20), row.words, bold=current)
        if row.chip is not None:
            wide = chip_width(canvas.look, row.chip)
            draw_chip(canvas, QRectF(end - wide, 26, wide, 20), row.chip)
            end -= wide + 8
        elif row.note:
            note = QRectF(start, 27, end - start, 20)
            canvas.text(note, row.note, Style.SECOND, Role.QUIET, align="trailing")
            end -= advance(canvas.look, row.note, Style.SECOND) + 8
        canvas.runs(QRectF(start, 27, end - start, 20), row.second, Style.SECOND)


class PreviewPanel(Panel):
    """One page on its bed and the checks beside it; PgUp and PgDn turn pages."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        say = look.say
        super().__init__(look, say("ui.print.preview"), parent)
        self.title = Line(look, style=Style.SECTION, high=24)
        head = QHBoxLayout()
        head.setContentsMargins(look.margins(16, 10, 16, 10))
        head.setSpacing(look.px(8))
        head.addWidget(self.title, 1)
        head.addWidget(KeyCap(look, "PgDn", "flat"))
        head.addWidget(quiet(look, say("ui.print.page_key"), fixed=True, high=24))
        self.page = PagePicture(look, say("ui.print.preview"))
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.page, 1)
        side = scrolling(self.look, self._beside())
        side.setFixedWidth(look.px(BESIDE))
        body.addWidget(side)
        self.bar = ActionBar(look, say("ui.print.print"), CAPS.cap(Press.PRIMARY))
        self.column.addLayout(head)
        self.column.addWidget(Hairline(look))
        self.column.addLayout(body, 1)
        self.column.addWidget(self.bar)
        self._pages: tuple[bytes, ...] = ()
        self._at = 0
        self._name = ""

    def _beside(self) -> QWidget:
        look, say = self.look, self.look.say
        self.checks = Checks(look)
        self.states = Paragraph(look, style=Style.SECOND)
        self.reprint = Paragraph(look, style=Style.SECOND)
        beside = QWidget()
        side = QVBoxLayout(beside)
        side.setContentsMargins(look.margins(16, 16, 16, 16))
        side.setSpacing(look.px(8))
        for words, part in (
            ("ui.print.checked", self.checks),
            ("ui.print.states", self.states),
            ("ui.print.reprint", self.reprint),
        ):
            side.addWidget(Line(look, (Run(say(words), bold=True),)))
            side.addWidget(part)
            side.addSpacing(look.px(4))
        side.addStretch(1)
        self.states.tell((Run(say("ui.print.states_act"), role=Role.QUIET),))
        self.reprint.tell((Run(say("ui.print.reprint_needs"), role=Role.QUIET),))
        return beside

    def show_pages(self, name: str, pages: Sequence[bytes], checks: tuple[Check, ...]) -> None:
        """Show a document's page pictures (PNG) and what was checked on them."""
        self._name, self._pages, self._at = name, tuple(pages), 0
        self.checks.show_checks(checks)
        self.turn(0)

    def turn(self, step: int) -> None:
        """Turn pages."""
        last = len(self._pages) - 1
        self._at = min(max(0, self._at + step), max(0, last))
        words = self.look.say("ui.print.page", page=self._at + 1, pages=max(1, len(self._pages)))
        self.title.tell(
            (Run(self._name, bold=True), Run(words, role=Role.QUIET, gap=8, style=Style.BODY))
        )
        if self._pages:
            self.page.show_page(self._pages[self._at])


class PrintCentre(QWidget):
    """Papers that wait and their preview; ``turned_to`` gives the paper to be previewed."""

    turned_to = Signal(object)
    print_asked = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        say = look.say
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(8))
        self.panel = Panel(look, say("ui.print.title"))
        self.panel.setFixedWidth(look.px(WIDE))
        self.title = Line(look, style=Style.SECTION, high=24)
        head = QHBoxLayout()
        head.setContentsMargins(look.margins(12, 10, 12, 9))
        head.setSpacing(look.px(8))
        head.addWidget(self.title, 1)
        head.addWidget(KeyCap(look, "Space"))
        head.addWidget(quiet(look, say("ui.print.tags"), fixed=True, high=24))
        self.list = RowsView(look, TABLE, say("ui.print.title"))
        self.list.tagging = True
        self.list.dress(PaperDelegate(look, self.list))
        self.list.current_row.connect(self.turned_to)
        self.list.tagged.connect(self._tagged)
        heads = (
            (say("ui.print.document"), PADDING + TAG + 8, "leading"),
            (say("ui.print.pages"), -PADDING, "trailing"),
        )
        self.preview = PreviewPanel(look)
        self.preview.bar.primary.clicked.connect(self.press_primary)
        self.panel.column.addLayout(head)
        self.panel.column.addWidget(Head(look, heads))
        self.panel.column.addWidget(WholeRows(look, self.list, 52), 1)
        self.panel.column.addWidget(Hairline(look))
        self.panel.column.addLayout(self._choices())
        row.addWidget(self.panel)
        row.addWidget(self.preview, 1)

    def _choices(self) -> QVBoxLayout:
        look, say = self.look, self.look.say
        column = QVBoxLayout()
        column.setContentsMargins(look.margins(12, 12, 12, 12))
        column.setSpacing(look.px(8))
        self.printers = Combo(look, say("ui.print.printer"), icon="print")
        self.languages = Combo(look, say("ui.print.language"))
        for words, part in (
            (say("ui.print.printer"), self.printers),
            (say("ui.print.language"), self.languages),
        ):
            line = QHBoxLayout()
            name = Line(look, (Run(words, role=Role.QUIET),), fixed=True)
            name.setFixedWidth(look.px(84))
            line.addWidget(name)
            line.addWidget(part, 1)
            column.addLayout(line)
        return column

    def show_papers(self, papers: Sequence[PaperLine]) -> None:
        """Show what waits."""
        words = Run(self.look.say("ui.print.title"), bold=True)
        self.title.tell((words, Run(str(len(papers)), role=Role.QUIET, gap=8)))
        self.list.show_rows(tuple(papers))
        self._tagged()

    def chosen(self) -> tuple[PaperLine, ...]:
        """The tagged papers, or the current one."""
        tagged = self.list.rows.tagged()
        now = self.list.row_now
        return tagged or (() if now is None else (now,))

    def _tagged(self) -> None:
        say, count = self.look.say, len(self.list.rows.tagged())
        self.preview.bar.offer(
            say("ui.print.tagged" if count else "ui.print.print"), CAPS.cap(Press.PRIMARY)
        )
        there = bool(self.list.rows.rowCount())
        note = say("ui.print.count", n=count) if count else ""
        self.preview.bar.lawful(there, note if there else say("ui.print.nothing"))

    def press_primary(self, _checked: bool = False) -> None:
        """Print what is tagged, or the current paper."""
        if self.preview.bar.primary.lamp and self.chosen():
            self.print_asked.emit(self.chosen())

    def presses(self) -> Mapping[Press, Callable[[], None]]:
        """The keys of this page."""
        return {
            Press.PRIMARY: self.press_primary,
            Press.ROW_DOWN: lambda: self.list.step(1),
            Press.ROW_UP: lambda: self.list.step(-1),
        }
