"""A case: two acts that do not agree, here and there, and the decision of who may decide."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import msgspec
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.ui.canvas import Canvas
from app.ui.fonts import Style
from app.ui.keys import CAPS, Press
from app.ui.look import Look
from app.ui.tables.herethere import LABEL, START, HereThere, Pair, column_width
from app.ui.tables.timeline import Entry, Timeline
from app.ui.text import Run
from app.ui.theme import Role
from app.ui.widgets.actionbar import ActionBar
from app.ui.widgets.banner import Banner
from app.ui.widgets.line import Line
from app.ui.widgets.painted import Painted
from app.ui.widgets.panel import Hairline, Panel
from app.ui.widgets.paragraph import Paragraph
from app.ui.widgets.recordhead import Head, RecordHead
from app.ui.widgets.scrollbar import slim
from app.ui.widgets.textarea import TextArea
from app.ui.widgets.tile import Tile

TIMELINE_WIDE = 356


class DecisionShown(msgspec.Struct, frozen=True, kw_only=True):
    """One way to decide, and its effect in a full sentence."""

    name: str
    words: str
    effect: str


class CaseShown(msgspec.Struct, frozen=True, kw_only=True):
    """A case: head, what is in force meanwhile, the facts of both acts, the ways to decide."""

    head: Head
    in_force: str
    in_force_rest: str
    pairs: tuple[Pair, ...]
    decisions: tuple[DecisionShown, ...]
    why: str
    timeline: tuple[Entry, ...] = ()
    timeline_note: str = ""
    may_decide: str = ""  # why not, where the officer may not


class HereThereHead(Painted):
    """The heads *Here* and *There* over the facts."""

    def natural(self) -> tuple[float, float]:
        """One line of 32."""
        return (320, 32)

    def draw(self, canvas: Canvas) -> None:
        """Draw ground, lines and both words."""
        canvas.fill(canvas.box, Role.INSET)
        canvas.hairline(0)
        canvas.hairline(canvas.height - 1)
        wide = column_width(canvas.width)
        here = QRectF(START + 8, 0, wide - 16, canvas.height)
        canvas.text(here, self.look.say("ui.here"), bold=True)
        canvas.text(here.translated(wide, 0), self.look.say("ui.there"), bold=True)


class CasePage(QWidget):
    """The case and its timeline side by side; ``decided`` gives the choice and the reason."""

    decided = Signal(str, str)
    writing = Signal(bool)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.shown: CaseShown | None = None
        self.choice = ""
        self._tiles: dict[str, Tile] = {}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(8))
        self.panel = Panel(look, look.say("ui.case.title"))
        row.addWidget(self.panel, 1)
        self.side = self._beside()
        row.addWidget(self.side)
        self.head = RecordHead(look)
        self.banner = Banner(look, Role.CALM, icon="hold")
        self.pairs = HereThere(look, look.say("ui.case.facts"))
        self.panel.column.addWidget(self.head)
        holder = QVBoxLayout()
        holder.setContentsMargins(look.margins(16, 7, 16, 12))
        holder.addWidget(self.banner)
        self.panel.column.addLayout(holder)
        self.panel.column.addWidget(HereThereHead(look))
        self.panel.column.addWidget(self._facts_and_decision(), 1)
        say = look.say
        self.bar = ActionBar(look, say("ui.case.decide"), CAPS.cap(Press.PRIMARY))
        self.bar.primary.clicked.connect(self.press_primary)
        look.follow(self.restyle)
        self.panel.column.addWidget(self.bar)

    def restyle(self) -> None:
        """In one column the two acts have all the room; the record has its timeline, too."""
        self.side.setVisible(not self.look.narrow)

    def _facts_and_decision(self) -> QScrollArea:
        look = self.look
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        slim(look, area)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.pairs)
        below = QVBoxLayout()
        below.setContentsMargins(look.margins(16, 16, 16, 8))
        below.setSpacing(look.px(12))
        self._choices = QHBoxLayout()
        self._choices.setSpacing(look.px(8))
        self.reason = TextArea(look, name=look.say("ui.case.reason"))
        self.reason.edited.connect(lambda _words: self.settle())
        self.reason.writing.connect(self.writing)
        self.effect = Paragraph(look)
        below.addLayout(_labelled(look, look.say("ui.case.in_force"), self._choices))
        below.addLayout(_labelled(look, look.say("ui.case.reason"), self.reason))
        below.addLayout(_labelled(look, look.say("ui.case.effect"), self.effect))
        column.addLayout(below)
        column.addStretch(1)
        area.setWidget(inner)
        for board in (area.viewport(), inner):
            board.setAutoFillBackground(False)
        return area

    def _beside(self) -> Panel:
        look, say = self.look, self.look.say
        panel = Panel(look, say("ui.timeline"))
        panel.setFixedWidth(look.px(TIMELINE_WIDE))
        head = QHBoxLayout()
        head.setContentsMargins(look.margins(16, 10, 16, 10))
        head.addWidget(Line(look, (Run(say("ui.timeline"), bold=True),), Style.SECTION))
        self.chain = Line(look, style=Style.SECOND, fixed=True)
        head.addWidget(self.chain)
        self.timeline = Timeline(look, say("ui.timeline"))
        panel.column.addLayout(head)
        panel.column.addWidget(self.timeline, 1)
        panel.column.addWidget(Hairline(look))
        why = QVBoxLayout()
        why.setContentsMargins(look.margins(16, 12, 16, 12))
        why.setSpacing(look.px(4))
        why.addWidget(Line(look, (Run(say("ui.case.why"), bold=True),)))
        self.why = Paragraph(look, style=Style.SECOND)
        why.addWidget(self.why)
        panel.column.addLayout(why)
        return panel

    def show_case(self, shown: CaseShown) -> None:
        """Show a case with nothing decided."""
        self.shown, self.choice = shown, ""
        self.head.show_head(shown.head)
        self.banner.tell(shown.in_force, shown.in_force_rest)
        self.pairs.show_pairs(shown.pairs)
        self.timeline.show_rows(shown.timeline)
        self.chain.tell((Run(shown.timeline_note, role=Role.QUIET),))
        self.why.tell((Run(shown.why, role=Role.QUIET),))
        self.reason.write("")
        self._show_choices(shown.decisions)
        self.settle()

    def _show_choices(self, decisions: Sequence[DecisionShown]) -> None:
        for tile in self._tiles.values():
            self._group.removeButton(tile)
            tile.setParent(None)
            tile.deleteLater()
        self._tiles = {}
        for place, decision in enumerate(decisions):
            tile = Tile(self.look, decision.words, cap=str(place + 1))
            tile.clicked.connect(partial(self.choose, place))
            self._group.addButton(tile)
            self._choices.addWidget(tile, 1)
            self._tiles[decision.name] = tile

    def choose(self, place: int, _checked: bool = False) -> None:
        """Take one of the ways to decide."""
        decisions = self.shown.decisions if self.shown else ()
        if place < len(decisions):
            self.choice = decisions[place].name
            self._tiles[self.choice].setChecked(True)
            self.settle()

    def settle(self) -> None:
        """Show the effect of the choice, and whether it may be signed."""
        decisions = self.shown.decisions if self.shown else ()
        effect = next((each.effect for each in decisions if each.name == self.choice), "")
        say = self.look.say
        words = effect or say("ui.case.effect_follows")
        self.effect.tell((Run(words, role=Role.TEXT if effect else Role.QUIET),))
        barred = self.shown.may_decide if self.shown else ""
        note = barred
        if not barred and not self.choice:
            note = say("ui.case.choose_first")
        elif not barred and not self.reason.words():
            note = say("ui.case.reason_first")
        self.bar.lawful(not note, note)

    def press_primary(self, _checked: bool = False) -> None:
        """Decide and sign, or move to what is missing."""
        if self.bar.primary.lamp:
            self.decided.emit(self.choice, self.reason.words())
        elif self.choice:
            self.reason.edit.setFocus()
        elif self._tiles:
            next(iter(self._tiles.values())).setFocus()

    def presses(self) -> Mapping[Press, Callable[[], None]]:
        """The keys of this page."""
        choices = {Press(f"choice_{place + 1}"): partial(self.choose, place) for place in range(9)}
        return {**choices, Press.PRIMARY: self.press_primary}


def _labelled(look: Look, words: str, part: QWidget | QHBoxLayout) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(0)
    head = Line(look, (Run(words, bold=True),), fixed=True, high=20)
    head.setFixedWidth(look.px(LABEL - 8))
    wrapping = isinstance(part, Paragraph)
    top = Qt.AlignmentFlag.AlignTop if wrapping else Qt.AlignmentFlag.AlignVCenter
    row.addWidget(head, 0, top)
    if isinstance(part, QHBoxLayout):
        row.addLayout(part, 1)
    else:
        row.addWidget(part, 1)
    return row
