"""The frame: session bar, rail, the screen of the present queue, status strip. Nothing else."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.ui.canvas import Canvas
from app.ui.keys import CAPS, Keyboard, Press
from app.ui.look import MEDIUM, WIDE, Look, Room
from app.ui.tables.findpanel import FindPanel
from app.ui.tables.rail import Rail, RailEntry
from app.ui.theme import Role, ThemeName
from app.ui.widgets.banner import Banner
from app.ui.widgets.find import FindBox, FindWords
from app.ui.widgets.ring import FocusRing
from app.ui.widgets.sessionbar import BarWords, Session, SessionBar
from app.ui.widgets.signbar import SignBar
from app.ui.widgets.statusstrip import StatusStrip

TRAINING_FRAME = 4


class Screens(QStackedWidget):
    """The screens; none of them keeps the window from becoming as small as a laptop's."""

    def minimumSizeHint(self) -> QSize:
        """What has no room scrolls."""
        return QSize(0, 0)


class Screen(QWidget):
    """What stands beside the rail: panels in a row, 8 apart."""

    rail_of_icons = False

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(look.px(8))


class Window(QMainWindow):
    """The window; screens are handed in by name, the rail turns from one to another."""

    queue_chosen = Signal(str)
    find_typed = Signal(str)
    find_chosen = Signal(object)
    lock_asked = Signal()
    menu_asked = Signal()
    sync_asked = Signal()
    language_asked = Signal(str)

    def __init__(self, look: Look, app: QApplication, keyboard: Keyboard) -> None:
        super().__init__()
        self.look = look
        say = look.say
        self._app = app
        self._training = self._bare = False
        self.setWindowTitle(say("ui.window.title"))
        words = FindWords(say("ui.find.placeholder"), say("ui.find.name"))
        self.find_box = FindBox(look, words)
        self.bar = SessionBar(look, BarWords(say("ui.menu"), say("ui.lock")), self.find_box)
        self.sign_bar = SignBar(look)
        self.sign_bar.hide()
        self.rail = Rail(look, say("ui.rail.name"))
        self.foot = Rail(look, say("ui.rail.more"))
        self.screens = Screens()
        self.notice = Banner(look, Role.STOP)  # what no page shows at a field
        self.notice.tell("", "")
        self.strip = StatusStrip(look, CAPS.cap(Press.HELP), say("ui.keys"))
        self._lay_out()
        self.find_panel = FindPanel(look, (say("ui.find.name"), say("ui.find.not_here")), self)
        self.ring = FocusRing(look, app, self)
        self._wire(keyboard)
        look.follow(self.restyle)
        self.restyle()

    def _lay_out(self) -> None:
        desk = QWidget()
        self._desk = QVBoxLayout(desk)
        self._side = QVBoxLayout()
        self._body = QHBoxLayout()
        self._side.addWidget(self.rail, 1)
        self._side.addWidget(self.foot)
        self._side.addSpacing(4)
        self._body.addLayout(self._side)
        self._body.addWidget(self.screens, 1)
        self._desk.addWidget(self.bar)
        self._desk.addWidget(self.sign_bar)
        self._desk.addWidget(self.notice)
        self._desk.addLayout(self._body, 1)
        self._desk.addWidget(self.strip)
        self.setCentralWidget(desk)

    def _wire(self, keyboard: Keyboard) -> None:
        self.rail.chosen.connect(self.queue_chosen)
        self.foot.opened.connect(self._foot_taken)
        self.find_box.typed.connect(self.find_typed)
        self.find_box.stepped.connect(self.find_panel.step)
        self.find_box.went.connect(self.find_panel.take)
        self.find_box.left.connect(self.leave_find)
        self._app.focusChanged.connect(self._focus_moved)
        self.find_panel.chosen.connect(self._found)
        self.bar.lock.clicked.connect(lambda _checked=False: self.lock_asked.emit())
        self.bar.menu.clicked.connect(lambda _checked=False: self.menu_asked.emit())
        keyboard.bind(
            self,
            {
                Press.FIND: self.find_box.edit.setFocus,
                Press.LOCK: self.lock_asked.emit,
                Press.MENU: self.menu_asked.emit,
                Press.SYNC: self.sync_asked.emit,
                Press.THEME: self.next_theme,
                Press.LARGER: lambda: self.look.take(scale=self.look.scale + 0.1),
                Press.SMALLER: lambda: self.look.take(scale=self.look.scale - 0.1),
                Press.USUAL_SIZE: lambda: self.look.take(scale=1.0),
                Press.NEXT_PANE: lambda: self._pane(1),
                Press.PREVIOUS_PANE: lambda: self._pane(-1),
                Press.FULL_SCREEN: self._full_screen,
            },
        )

    def restyle(self) -> None:
        """Take a changed look."""
        px = self.look.px
        frame = TRAINING_FRAME if self._training else 0
        self._desk.setContentsMargins(frame, frame, frame, frame)
        self._desk.setSpacing(0)
        self._body.setContentsMargins(px(8), 0, px(8), 0)
        self._body.setSpacing(0)
        self._side.setSpacing(0)
        self._fit()
        self.update()

    def tell_session(self, session: Session) -> None:
        """Show who works where; a training duty has its frame."""
        self._training = bool(session.training)
        place = f"{session.post} {session.office}"
        self.setWindowTitle(self.look.say("ui.window.title_at", post=place))
        self.bar.tell(session)
        self.restyle()

    def bare(self, on: bool) -> None:
        """Show no session and no queues: nobody is signed in."""
        self._bare = on
        if on:
            self.setWindowTitle(self.look.say("ui.window.title"))
        self.bar.setVisible(not on)
        self.sign_bar.setVisible(on)
        self._fit()

    def show_rail(
        self, entries: tuple[RailEntry, ...], more: tuple[RailEntry, ...], current: str
    ) -> None:
        """Show the queues with their counts, and what else there is below them."""
        self.rail.show_entries(entries, current)
        self.foot.show_entries(more, current)
        self.foot.setFixedHeight(self.look.px(32 * len(more)))

    def _foot_taken(self, entry: object) -> None:
        if isinstance(entry, RailEntry):
            self.queue_chosen.emit(entry.name)

    def add_screen(self, screen: QWidget) -> None:
        """Take a screen in."""
        self.screens.addWidget(screen)

    def turn_to(self, screen: QWidget) -> None:
        """Show a screen."""
        self.screens.setCurrentWidget(screen)
        self._fit()

    def leave_find(self) -> None:
        """Close the answers and hand the focus back to the screen."""
        self.find_panel.hide()
        screen = self.screens.currentWidget()
        if screen is not None:
            screen.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_find(self) -> bool:
        """Esc: close the answers and forget what was typed; whether there were any."""
        shown = self.find_panel.isVisible()
        if shown:
            self.find_box.clear()
            self.leave_find()
        return shown

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Who works on elsewhere has no more use for the answers."""
        if now is None or not self.find_panel.isVisible() or now.window() is not self:
            return
        for own in (self.find_box, self.find_panel):
            if own is now or own.isAncestorOf(now):
                return
        self.find_box.clear()
        self.find_panel.hide()

    def _found(self, hit: object) -> None:
        self.find_box.clear()
        self.leave_find()
        self.find_chosen.emit(hit)

    def next_theme(self) -> None:
        """Day, Sun, Night."""
        names = tuple(ThemeName)
        here = names.index(self.look.theme.name)
        self.look.take(theme=names[(here + 1) % len(names)])

    def _full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def panes(self) -> list[QWidget]:
        """The panes that are seen, in the order of F6."""
        screen = self.screens.currentWidget()
        own = Qt.FindChildOption.FindDirectChildrenOnly
        inner = [] if screen is None else screen.findChildren(QWidget, options=own)
        return [pane for pane in (self.rail, *inner, self.strip) if pane.isVisible()]

    def _pane(self, step: int) -> None:
        panes, focus = self.panes(), self.focusWidget()
        here = (at for at, pane in enumerate(panes) if pane is focus or pane.isAncestorOf(focus))
        pane = panes[(next(here, 0) + step) % len(panes)]
        stops = (child for child in (pane, *pane.findChildren(QWidget)) if _takes_focus(child))
        next(stops, pane).setFocus(Qt.FocusReason.TabFocusReason)

    def _fit(self) -> None:
        screen = self.screens.currentWidget()
        wide = self.width() / self.look.scale
        room = Room.WIDE if wide >= WIDE else Room.MEDIUM if wide >= MEDIUM else Room.NARROW
        if room is not self.look.room and self.isVisible():
            self.look.take(room=room)
            return  # which comes back here
        self.rail.setVisible(not self._bare and not self.look.narrow)
        only_icons = room is not Room.WIDE or bool(getattr(screen, "rail_of_icons", False))
        for rail in (self.rail, self.foot):
            rail.icons_only(only_icons)
        self.foot.setVisible(not only_icons and not self._bare)
        self._side.invalidate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the panes for the width."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Only the window that is seen decides how much room there is."""
        super().showEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the desk, and the frame of training."""
        painter = QPainter(self)
        canvas = Canvas(painter, self.look, self.width(), self.height())
        canvas.fill(canvas.box, Role.TRAINING_GROUND if self._training else Role.DESK)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc backs out one level."""
        if event.key() == Qt.Key.Key_Escape and self.close_find():
            return
        super().keyPressEvent(event)


def _takes_focus(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisible()
