"""The parts of the record's panel: one page per tab, what stands between head and tabs."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.transit import rows
from app.ui.desk.arriving import ArriveDesk
from app.ui.desk.departing import DepartDesk
from app.ui.desk.lives import (
    declared_facts,
    guarantee_facts,
    messages_of,
    seal_facts,
    timeline_of,
)
from app.ui.desk.modes import Mode
from app.ui.desk.reasonbar import ReasonBar
from app.ui.desk.speech import Speech
from app.ui.desk.steady import Steady
from app.ui.desk.workplace import Trouble, Workplace
from app.ui.keys import CAPS, Press
from app.ui.pages.facts import Facts
from app.ui.pages.record import RecordPanel
from app.ui.tables.timeline import Timeline
from app.ui.theme import Role
from app.ui.widgets.banner import Banner
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.tabs import Tab

_ACTS = {Mode.ARRIVE: "arrive", Mode.PROVISIONAL: "arrive", Mode.DEPART: "depart"}


class Blank(QWidget):
    """Stands where a record would: nothing while it loads, else why there is none."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.told = ""
        self.state = EmptyState(place.look)
        column = QVBoxLayout(self)
        column.setContentsMargins(place.look.margins(16, 16, 16, 16))
        column.addWidget(self.state)
        column.addStretch(1)

    def tell(self, first: str, reason: str) -> None:
        """Say why there is no record; without words the page is only blank."""
        self.told = reason
        self.state.tell(first, reason)
        self.state.setVisible(bool(first))
        self.setAccessibleName(first)


class Parts:
    """Panel and pages of one record; the desk says what they show."""

    def __init__(self, place: Workplace, arrive: ArriveDesk, depart: DepartDesk) -> None:
        look, say = place.look, place.say
        self.panel = RecordPanel(look, say("desk.record"))
        self.panel.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.page_of_nothing = Blank(place)
        self.declared = Facts(look, say("desk.tab.declared"))
        self.seals = Facts(look, say("desk.tab.seals"))
        self.guarantee = Facts(look, say("desk.tab.guarantee"))
        self.messages = Timeline(look, say("desk.tab.messages"))
        self.timeline = Timeline(look, say("desk.tab.timeline"))
        pages: dict[str, QWidget] = {
            "blank": self.page_of_nothing,
            "arrive": arrive.page,
            "depart": depart.page,
            "declared": self.declared,
            "seals": self.seals,
            "guarantee": self.guarantee,
            "messages": self.messages,
            "timeline": self.timeline,
        }
        for name, page in pages.items():
            self.panel.hold(name, page)
        self._pages = pages
        self.reason = ReasonBar(look)
        self._trouble, self._moved = Banner(look, Role.STOP), Banner(look, Role.CALM, icon="info")
        self.next_step = Banner(look, Role.WARN)
        for part in (self._trouble, self._moved, self.next_step, self.reason, arrive.late):
            self.panel.notices.addWidget(part)
        bar = self.panel.bar
        self.hold = bar.add(say("desk.record.hold"), CAPS.cap(Press.HOLD))
        self.print = bar.add(say("desk.record.print"), CAPS.cap(Press.PRINT))
        self._steady = Steady(self.panel)
        self.forget()

    def begin(self, *, still: bool) -> None:
        """Another record is asked for; ``still``: the picture stays until it has come."""
        self._steady.begin() if still else self._steady.end()
        self.forget()

    def forget(self) -> None:
        """Take back what was told of another record."""
        self.trouble_told = ""
        self._trouble.tell("", "")
        self._moved.tell("", "")
        self.next_step.tell("", "")
        self.reason.hide()
        self.hold.hide()
        self.print.hide()

    def offer_next(self, mode: Mode, speech: Speech) -> None:
        """Say what may be done where no data are held."""
        unknown = mode is Mode.PROVISIONAL
        first = speech.say("desk.unknown.first") if unknown else ""
        self.next_step.tell(first, speech.say("desk.unknown.arrive") if unknown else "")

    def trouble(self, trouble: Trouble) -> None:
        """Tell what went wrong and has no field of its own."""
        self.trouble_told = trouble.rest
        self._trouble.tell(trouble.first, trouble.rest)

    def moved(self, words: str) -> None:
        """Tell that the record changed while it was open."""
        self._moved.tell(words, "")

    def blank(self, first: str, reason: str) -> None:
        """Show no record."""
        if first:
            self._steady.end()
        self.page_of_nothing.tell(first, reason)
        self.panel.head.setVisible(not first)
        self.panel.pages.setCurrentWidget(self.page_of_nothing)

    def head_back(self) -> None:
        """A record is shown again: its head, too."""
        self._steady.end()
        self.panel.head.show()

    def turn_to_act(self, mode: Mode) -> None:
        """Turn to the tab of the act that is due, or to the timeline."""
        self.panel.turn_to(_ACTS.get(mode, "timeline"))

    def on_act_tab(self) -> bool:
        """Whether the tab of the act is the current one."""
        return self.panel.tabs.current_name in set(_ACTS.values())

    def tabs(self, mode: Mode, whole: rows.RecordRow | None, speech: Speech) -> tuple[Tab, ...]:
        """The tabs that hold something."""
        tabs = [Tab(_ACTS[mode], speech.say(f"desk.tab.{_ACTS[mode]}"))] if mode in _ACTS else []
        if whole is None:
            return tuple(tabs)
        counts = {
            "declared": whole.head.items if whole.declaration else 0,
            "seals": len(whole.seals),
            "guarantee": len(whole.guarantees),
            "messages": len(whole.messages),
            "timeline": len(whole.timeline),
        }
        tabs += [
            Tab(name, speech.say(f"desk.tab.{name}"), count)
            for name, count in counts.items()
            if count
        ]
        return tuple(tabs)

    def show_whole(self, row: rows.RecordRow, speech: Speech) -> None:
        """Fill the pages that only tell."""
        declaration = row.declaration
        self.declared.show_rows(declared_facts(declaration, speech) if declaration else ())
        self.seals.show_rows(seal_facts(row.seals, speech))
        self.guarantee.show_rows(guarantee_facts(row.guarantees, row.head.now, speech))
        self.messages.show_rows(messages_of(row, speech))
        self.timeline.show_rows(timeline_of(row, speech))
