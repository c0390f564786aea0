"""A record: head, tabs, what the current tab holds, action bar."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.ui.keys import Press
from app.ui.look import Look
from app.ui.pages.layouts import empty
from app.ui.widgets.actionbar import ActionBar
from app.ui.widgets.banner import Banner
from app.ui.widgets.combo import Combo
from app.ui.widgets.panel import Hairline, Panel
from app.ui.widgets.recordhead import Head, RecordHead
from app.ui.widgets.tabs import Tab, Tabs


class RecordPanel(Panel):
    """Holds one page per tab; ``tab_chosen`` tells the tab the officer turns to.

    ``primary`` is emitted when the primary is pressed and its lamp is on; pressed too early, the
    page moves to its first open station instead (``too_early``).
    """

    tab_chosen = Signal(str)
    primary = Signal()
    too_early = Signal()

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(look, name, parent)
        self.head = RecordHead(look)
        self.tabs = Tabs(look, look.say("ui.record.tabs"))
        self.tabs.currentChanged.connect(self._turned)
        self.pages = QStackedWidget()
        self.bar = ActionBar(look)
        self.bar.primary.clicked.connect(self.press_primary)
        self.notices = QVBoxLayout()
        self._by_name: dict[str, QWidget] = {}
        self._tab_row = QHBoxLayout()
        self._tab_row.addWidget(self.tabs)
        self.folded_tabs = Combo(look, look.say("ui.record.tabs"), wide=112)
        self.folded_tabs.activated.connect(self._chosen)
        self.head.hold_tabs(self.folded_tabs)
        self.column.addWidget(self.head)
        self.column.addLayout(self.notices)
        self.column.addLayout(self._tab_row)
        self.column.addWidget(Hairline(look))
        self.column.addWidget(self.pages, 1)
        self.column.addWidget(self.bar)
        look.follow(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take a changed look."""
        self._tab_row.setContentsMargins(self.look.margins(8, 0, 8, 0))
        self.notices.setContentsMargins(self.look.margins(16, 4, 16, 0))
        self.notices.setSpacing(self.look.px(8))
        self.tabs.setVisible(not self.look.narrow)
        self.folded_tabs.setVisible(self.look.narrow)

    def hold(self, name: str, page: QWidget) -> None:
        """Take the page of a tab in."""
        self._by_name[name] = page
        self.pages.addWidget(page)

    def show_record(self, head: Head, tabs: Sequence[Tab]) -> None:
        """Show a record's head and tabs; pages are shown by whoever holds them."""
        self.head.show_head(head)
        self.show_tabs(tabs)
        self._turn(self.tabs.current_name)

    def show_tabs(self, tabs: Sequence[Tab]) -> None:
        """Show the tabs, folded into a list where there is one column only."""
        self.tabs.show_tabs(tabs)
        self.folded_tabs.clear()
        self.folded_tabs.addItems([tab.words for tab in tabs])
        self.folded_tabs.setCurrentIndex(self.tabs.currentIndex())

    def _chosen(self, place: int) -> None:
        self.tabs.setCurrentIndex(place)

    def notice(self, *banners: Banner) -> None:
        """Show banners between head and tabs."""
        empty(self.notices)
        for banner in banners:
            self.notices.addWidget(banner)

    def turn_to(self, name: str) -> None:
        """Turn to a tab."""
        self.tabs.choose(name)
        self._turn(name)

    def _turned(self, _place: int) -> None:
        name = self.tabs.current_name
        self._turn(name)
        self.tab_chosen.emit(name)

    def _turn(self, name: str) -> None:
        self.folded_tabs.setCurrentIndex(self.tabs.currentIndex())
        page = self._by_name.get(name)
        if page is not None:
            self.pages.setCurrentWidget(page)

    def press_primary(self) -> None:
        """The primary as the officer presses it."""
        if self.bar.primary.isHidden() or not self.bar.primary.isEnabled():
            return
        if self.bar.primary.lamp:
            self.primary.emit()
        else:
            self.too_early.emit()

    def saving(self, under_way: bool) -> None:
        """A step is sent once: while it is saved the primary is off."""
        self.bar.primary.setEnabled(not under_way)

    def presses(self) -> Mapping[Press, Callable[[], None]]:
        """The keys of every record."""
        return {Press.PRIMARY: self.press_primary}

    def focus_inside(self) -> None:
        """Put the focus on the page, so that its letters act."""
        page = self.pages.currentWidget()
        if page is not None:
            page.setFocus(Qt.FocusReason.OtherFocusReason)
