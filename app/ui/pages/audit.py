"""The journal as a timeline with its filters; beside it whether the chain holds, and witnesses."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.fonts import Style
from app.ui.keys import CAPS, Press
from app.ui.look import Look, Room
from app.ui.pages.facts import FactLine, Facts
from app.ui.pages.layouts import quiet, say_quietly
from app.ui.tables.timeline import Entry, Timeline
from app.ui.text import Run
from app.ui.theme import Role
from app.ui.widgets.actionbar import ActionBar
from app.ui.widgets.banner import Banner
from app.ui.widgets.combo import Combo
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.field import Field
from app.ui.widgets.line import Line
from app.ui.widgets.panel import Hairline, Panel

BESIDE = 356
COMBO_WIDE, COMBO_NARROW = 200, 150


class AuditPage(QWidget):
    """``asked`` tells that a filter was changed, ``turned`` gives the page before or after.

    ``opened`` gives an act's row, ``check_asked`` asks to check the chain of the device chosen.
    """

    asked = Signal()
    turned = Signal(int)
    opened = Signal(object)
    check_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        say = look.say
        self.panel = Panel(look, say("audit.title"))
        self.title = Line(look, (Run(say("audit.title"), bold=True),), Style.SECTION, high=24)
        self.note = quiet(look, fixed=True, high=24)
        self.officers = Combo(look, say("audit.officer"), icon="person", wide=COMBO_WIDE)
        self.devices = Combo(look, say("audit.device"), icon="building", wide=COMBO_WIDE)
        self.number = Field(
            look, name=say("audit.record"), placeholder=say("audit.record"), code=True, icon="find"
        )
        self.holds = Banner(look, Role.CALM, icon="check")
        self.breaks = Banner(look, Role.STOP)
        self.timeline = Timeline(look, say("audit.title"))
        self.nothing = EmptyState(look)
        self.bar = ActionBar(look, say("audit.check"), CAPS.cap(Press.PRIMARY))
        self.back = self.bar.add(say("handover.back"), CAPS.cap(Press.LEAVE))
        self.later = self.bar.add(say("audit.later"), CAPS.cap(Press.PREVIOUS_PART))
        self.earlier = self.bar.add(say("audit.earlier"), CAPS.cap(Press.NEXT_PART))
        self.side = self._beside()
        self._lay_out()
        self._wire()
        look.follow(self.restyle)
        self.restyle()

    def _lay_out(self) -> None:
        look = self.look
        self._top, self._filters, self._told = QHBoxLayout(), QHBoxLayout(), QVBoxLayout()
        self._top.addWidget(self.title, 1)
        self._top.addWidget(self.note)
        for part in (self.officers, self.devices):
            self._filters.addWidget(part)
        self._filters.addWidget(self.number, 1)
        self._told.addWidget(self.holds)
        self._told.addWidget(self.breaks)
        column = self.panel.column
        for layout in (self._top, self._filters, self._told):
            column.addLayout(layout)
        column.addWidget(Hairline(look))
        column.addWidget(self.timeline, 1)
        self.empty = QWidget()
        inner = QVBoxLayout(self.empty)
        inner.setContentsMargins(look.margins(16, 16, 16, 16))
        inner.addWidget(self.nothing)
        inner.addStretch(1)
        column.addWidget(self.empty, 1)
        column.addWidget(self.bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(8))
        row.addWidget(self.panel, 1)
        row.addWidget(self.side)
        self.empty.hide()
        self.tell_chain("", "", broken=False)

    def _beside(self) -> Panel:
        look, say = self.look, self.look.say
        panel = Panel(look, say("audit.chain"))
        head = QHBoxLayout()
        head.setContentsMargins(look.margins(16, 10, 16, 10))
        head.addWidget(Line(look, (Run(say("audit.chain"), bold=True),), Style.SECTION, high=24))
        self.facts = Facts(look, say("audit.chain"))
        panel.column.addLayout(head)
        panel.column.addWidget(Hairline(look))
        panel.column.addWidget(self.facts, 1)
        return panel

    def _wire(self) -> None:
        for combo in (self.officers, self.devices):
            combo.activated.connect(lambda _place: self.asked.emit())
        self.number.edit.returnPressed.connect(self.asked)
        self.timeline.opened.connect(self.opened)
        self.bar.primary.clicked.connect(lambda _checked=False: self.check_asked.emit())
        self.earlier.clicked.connect(lambda _checked=False: self.turned.emit(1))
        self.later.clicked.connect(lambda _checked=False: self.turned.emit(-1))

    def restyle(self) -> None:
        """Take a changed look: beside the timeline only where there is room."""
        look = self.look
        self._top.setContentsMargins(look.margins(16, 10, 16, 6))
        self._top.setSpacing(look.px(8))
        self._filters.setContentsMargins(look.margins(16, 0, 16, 8))
        self._filters.setSpacing(look.px(8))
        told = not (self.holds.isHidden() and self.breaks.isHidden())
        self._told.setContentsMargins(look.margins(16, 0, 16, 8 if told else 0))
        self.side.setFixedWidth(look.px(BESIDE))
        self.side.setVisible(look.room is Room.WIDE)

    def offer(self, combo: Combo, choices: Sequence[tuple[bytes, str]], everything: str) -> None:
        """Put choices into a filter; what was chosen stays."""
        chosen = combo.currentData()
        combo.clear()
        combo.addItem(everything, b"")
        for key, words in choices:
            combo.addItem(words, key)
        place = next((at for at, (key, _) in enumerate(choices, start=1) if key == chosen), 0)
        combo.setCurrentIndex(place)

    def show_acts(self, entries: tuple[Entry, ...], *, earlier: bool, later: bool) -> None:
        """Show a page of the journal; whether there are others around it."""
        self.timeline.show_rows(entries)
        self.timeline.setVisible(bool(entries))
        self.empty.setVisible(not entries)
        self.earlier.setVisible(earlier)
        self.later.setVisible(later)

    def show_nothing(self, first: str, rest: str) -> None:
        """Say why there are no acts."""
        self.show_acts((), earlier=False, later=False)
        self.nothing.tell(first, rest)

    def tell_chain(self, first: str, rest: str, *, broken: bool) -> None:
        """Say whether the chain holds."""
        self.holds.tell("" if broken else first, "" if broken else rest)
        self.breaks.tell(first if broken else "", rest if broken else "")
        self.restyle()

    def show_facts(self, facts: tuple[FactLine, ...]) -> None:
        """Show how far the chain was judged, and who witnessed it."""
        self.facts.show_rows(facts)

    def tell_note(self, words: str) -> None:
        """Say whose acts these are."""
        say_quietly(self.note, words)

    def presses(self) -> Mapping[Press, Callable[[], None]]:
        """The keys of this page."""
        focus = Qt.FocusReason.ShortcutFocusReason
        return {
            Press.PRIMARY: self.check_asked.emit,
            Press.ROW_DOWN: lambda: self.timeline.step(1),
            Press.ROW_UP: lambda: self.timeline.step(-1),
            Press.NEXT_PART: lambda: self.turned.emit(1),
            Press.PREVIOUS_PART: lambda: self.turned.emit(-1),
            Press.FILTER: lambda: self.number.edit.setFocus(focus),
        }
