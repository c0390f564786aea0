"""A declaration while it is keyed: its parts in a list, and one open part as a form."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.fonts import Style
from app.ui.keys import CAPS, Press
from app.ui.look import Look
from app.ui.pages.layouts import quiet, row_of, say_quietly
from app.ui.pages.sheet import LineShown, SheetForm
from app.ui.tables.codes import CodesPanel
from app.ui.tables.outline import TABLE, OutlineDelegate, OutlineRow
from app.ui.tables.view import RowsView
from app.ui.text import Run
from app.ui.theme import Role
from app.ui.widgets.actionbar import ActionBar
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import Button
from app.ui.widgets.keycap import KeyCap
from app.ui.widgets.line import Line
from app.ui.widgets.panel import Hairline, Panel

PARTS_WIDE = 380
_STEPS = (Press.NEXT_PART, Press.PREVIOUS_PART)


class PartsPanel(Panel):
    """The parts that stand; ``view`` has the open one as its current row."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        say = look.say
        super().__init__(look, say("desk.keyed.parts"), parent)
        self.setMinimumWidth(look.px(PARTS_WIDE))
        self.title = Line(look, (Run(say("desk.keyed.title"), bold=True),), Style.SECTION, high=32)
        self.note = quiet(look, fixed=True)
        head = QHBoxLayout()
        head.setContentsMargins(look.margins(12, 8, 12, 7))
        head.setSpacing(look.px(8))
        head.addWidget(self.title, 1)
        head.addWidget(self.note)
        self.view = RowsView(look, TABLE, say("desk.keyed.parts"))
        self.view.dress(OutlineDelegate(look, self.view))
        caps = (KeyCap(look, CAPS.cap(one), "flat") for one in reversed(_STEPS))
        words = quiet(look, say("desk.press.next_part"), fixed=True, high=20)
        foot = QVBoxLayout()
        foot.setContentsMargins(look.margins(12, 8, 12, 8))
        foot.addWidget(row_of(look, *caps, words))
        self.column.addLayout(head)
        self.column.addWidget(Hairline(look))
        self.column.addWidget(self.view, 1)
        self.column.addWidget(Hairline(look))
        self.column.addLayout(foot)

    def show_parts(self, rows: Sequence[OutlineRow], opened: str, note: str) -> None:
        """Show the parts, telling nobody which one is current."""
        self.view.blockSignals(True)
        self.view.show_rows(rows)
        self.view.select_key(opened)
        self.view.blockSignals(False)
        say_quietly(self.note, note)


class DeclarationPanel(Panel):
    """The open part; ``put_back_asked`` takes the last change of parts back.

    ``form_made`` gives each new form before it is shown.
    """

    put_back_asked = Signal()
    form_made = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        say = look.say
        super().__init__(look, say("desk.keyed.title"), parent)
        self.title = Line(look, style=Style.SECTION, high=24, fixed=True)
        self.facts = Line(look, style=Style.SECOND, align="trailing")
        head = QHBoxLayout()
        head.setContentsMargins(look.margins(16, 10, 16, 9))
        head.setSpacing(look.px(12))
        head.addWidget(self.title)
        head.addWidget(self.facts, 1)
        self.put_back = Button(look, say("desk.keyed.put_back"), cap=CAPS.cap(Press.WITHDRAW))
        self.put_back.clicked.connect(lambda _checked=False: self.put_back_asked.emit())
        self.undone = Banner(look, Role.WARN, end=self.put_back)
        self.restored = Banner(look, Role.CALM, icon="draft")
        self._notices = QVBoxLayout()
        self._notices.setContentsMargins(look.margins(16, 8, 16, 0))
        self._notices.setSpacing(look.px(8))
        for banner in (self.restored, self.undone):
            self._notices.addWidget(banner)
            banner.tell("", "")
        self.holder = QVBoxLayout()
        self.form: SheetForm | None = None
        self.bar = ActionBar(look, say("desk.keyed.lodge"), CAPS.cap(Press.PRIMARY))
        self.column.addLayout(head)
        self.column.addWidget(Hairline(look))
        self.column.addLayout(self._notices)
        self.column.addLayout(self.holder, 1)
        self.column.addWidget(self.bar)
        self.codes = CodesPanel(look, say("desk.keyed.parts"), self)

    def show_part(self, title: str, lines: Sequence[LineShown]) -> None:
        """Open a part in a form of its own."""
        self.codes.close_codes()
        self.title.tell((Run(title, bold=True),))
        before, self.form = self.form, SheetForm(self.look, lines)
        self.form_made.emit(self.form)
        self.holder.addWidget(self.form)
        if before is not None:
            before.blockSignals(True)
            self.holder.removeWidget(before)
            before.hide()
            before.deleteLater()
        self.codes.raise_()

    def tell_facts(self, parts: Sequence[str]) -> None:
        """Say what is declared so far."""
        self.facts.tell((Run(", ".join(part for part in parts if part), role=Role.QUIET),))

    def focus_form(self, path: str = "") -> None:
        """Put the caret into a field of the open part, or its first."""
        if self.form is not None:
            self.form.go_to(path)
