"""Tabs of a record: a word, its count, a bar under the current one."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from app.ui.canvas import Canvas, advance
from app.ui.fonts import Style
from app.ui.look import Look
from app.ui.theme import Role

HIGH = 36.0
_PADDING, _GAP = 8.0, 6.0


class Tab(msgspec.Struct, frozen=True):
    """One tab; ``trouble`` counts the findings inside."""

    name: str
    words: str
    count: int | None = None
    trouble: int = 0


class Tabs(QTabBar):
    """Qt's own tab bar in our drawing, so that screen readers know what it is."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._tabs: tuple[Tab, ...] = ()
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.follow(self.restyle)

    def show_tabs(self, tabs: Sequence[Tab]) -> None:
        """Show these tabs; the current one stays current by its name."""
        current = self.current_name
        blocked = self.blockSignals(True)
        while self.count():
            self.removeTab(0)
        self._tabs = tuple(tabs)
        for tab in self._tabs:
            place = self.addTab(tab.words)
            self.setAccessibleTabName(place, self._spoken(tab))
        self.blockSignals(blocked)
        self.choose(current or (self._tabs[0].name if self._tabs else ""))

    @property
    def current_name(self) -> str:
        """The name of the current tab, or nothing."""
        here = self.currentIndex()
        return self._tabs[here].name if 0 <= here < len(self._tabs) else ""

    def choose(self, name: str) -> None:
        """Make a tab current."""
        for place, tab in enumerate(self._tabs):
            if tab.name == name:
                self.setCurrentIndex(place)

    def restyle(self) -> None:
        """Take a changed look: sizes are asked for again when the words are set."""
        for place, tab in enumerate(self._tabs):
            self.setTabText(place, tab.words)
        self.updateGeometry()
        self.update()

    @staticmethod
    def _spoken(tab: Tab) -> str:
        return tab.words if tab.count is None else f"{tab.words} {tab.count}"

    def _wide(self, tab: Tab, *, bold: bool) -> float:
        wide = 2 * _PADDING + advance(self.look, tab.words, bold=bold)
        if tab.count is not None:
            wide += _GAP + advance(self.look, str(tab.count), Style.SECOND)
        if tab.trouble:
            wide += _GAP + 18 + advance(self.look, str(tab.trouble), Style.SECOND, bold=True)
        return round(wide)

    def tabSizeHint(self, index: int) -> QSize:
        """The width of the bold words, so that nothing moves."""
        if index >= len(self._tabs):
            return QSize(8, self.look.px(HIGH))
        bold = index == self.currentIndex()
        return QSize(self.look.px(self._wide(self._tabs[index], bold=bold)), self.look.px(HIGH))

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Words of tabs are never cut."""
        return self.tabSizeHint(index)

    def tabLayoutChange(self) -> None:
        """Repaint when places move."""
        self.update()

    def minimumSizeHint(self) -> QSize:
        """The panel decides the width."""
        return QSize(self.look.px(80), self.look.px(HIGH))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw words, counts and the bar of the current tab."""
        painter = QPainter(self)
        scale = self.look.scale
        painter.scale(scale, scale)
        canvas = Canvas(painter, self.look, self.width() / scale, self.height() / scale)
        for place, tab in enumerate(self._tabs):
            rect = self.tabRect(place)
            box = QRectF(rect.x() / scale, 0, rect.width() / scale, canvas.height)
            box = canvas.at(box)  # tabRect is mirrored already: turn it back
            self._tab(canvas, box, tab, current=place == self.currentIndex())
        painter.end()

    def _tab(self, canvas: Canvas, box: QRectF, tab: Tab, *, current: bool) -> None:
        x = box.x() + _PADDING
        room = QRectF(x, 2, box.right() - x, canvas.height - 1)
        x += canvas.text(room, tab.words, bold=current) + _GAP
        if tab.trouble:
            canvas.icon("stop", QRectF(x, canvas.height / 2 - 8, 16, 16), Role.STOP)
            number = QRectF(x + 18, 0, 40, canvas.height)
            canvas.text(number, str(tab.trouble), Style.SECOND, Role.STOP, bold=True)
        elif tab.count is not None:
            room = QRectF(x, 2, 60, canvas.height - 1)
            canvas.text(room, str(tab.count), Style.SECOND, Role.QUIET)
        if current:
            canvas.fill(QRectF(box.x(), canvas.height - 3, box.width(), 3), Role.ACCENT)
            if self.hasFocus():
                inner = QRectF(box.x() + 1, 4, box.width() - 2, canvas.height - 10)
                canvas.ring(inner, Role.FOCUS, self.look.theme.focus_line)
