"""Sign-in: badge or tile names the officer, PIN or passphrase unlocks the key, a duty is taken."""

from collections.abc import Callable, Mapping
from functools import partial

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.base.findings import Severity
from app.ui.fonts import Style
from app.ui.keys import CAPS, Press
from app.ui.look import Look
from app.ui.pages.layouts import quiet, row_of, say_quietly, scrolling
from app.ui.text import Run, label
from app.ui.theme import Role
from app.ui.widgets.actionbar import ActionBar
from app.ui.widgets.cells import Choice
from app.ui.widgets.field import Field, FindingStrip, Told
from app.ui.widgets.line import Line
from app.ui.widgets.panel import Panel
from app.ui.widgets.paragraph import Paragraph
from app.ui.widgets.pinbox import PinBox
from app.ui.widgets.segmented import Segments
from app.ui.widgets.tile import Tile
from app.ui.widgets.track import Node, Station, Track

MOST_TILES = 6
PIN_DIGITS = 6


class OfficerShown(msgspec.Struct, frozen=True, kw_only=True):
    """One officer to choose: key, name, roles in words, duties by (name, words, offered)."""

    key: bytes
    name: str
    roles: str
    duties: tuple[tuple[str, str, bool], ...] = ()


class PostShown(msgspec.Struct, frozen=True, kw_only=True):
    """The post: name, office, time, date, what waits here."""

    post: str
    office: str
    time: str
    date: str
    waiting: str = ""
    waiting_rest: str = ""
    hint: str = ""
    pin: bool = True


class Board(QWidget):
    """The leading half on the desk: post, clock, what waits to be sent."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        column = QVBoxLayout(self)
        column.setContentsMargins(look.margins(40, 72, 24, 16))
        column.setSpacing(0)
        self.caption = label(look, look.say("ui.signin.post"), role=Role.QUIET)
        self.post = label(look, style=Style.POST, bold=True)
        self.office = Line(look)
        self.time = label(look, style=Style.DISPLAY, bold=True)
        self.date = label(look, style=Style.SECTION, role=Role.QUIET)
        self.waiting = Paragraph(look)
        self.rest = Paragraph(look)
        for part in (self.caption, self.post, self.office):
            column.addWidget(part)
        column.addSpacing(look.px(40))
        column.addWidget(self.time)
        column.addWidget(self.date)
        column.addStretch(1)
        column.addWidget(self.waiting)
        column.addWidget(self.rest)
        column.addSpacing(look.px(24))

    def show_post(self, shown: PostShown) -> None:
        """Show the post and the time."""
        self.post.setText(shown.post)
        self.office.tell((Run(shown.office, code=True, role=Role.QUIET),))
        self.time.setText(shown.time)
        self.date.setText(shown.date)
        self.waiting.tell((Run(shown.waiting, bold=True),))
        self.rest.tell((Run(shown.waiting_rest, role=Role.QUIET),))


class SignInPage(QWidget):
    """``asked`` gives officer, secret and duty, once; the secret is forgotten here at once."""

    asked = Signal(bytes, str, str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._officers: tuple[OfficerShown, ...] = ()
        self._chosen: OfficerShown | None = None
        self._pin = True
        self.board = Board(look)
        self.panel = Panel(look, look.say("ui.signin.start"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.board, 46)
        row.addWidget(self.panel, 54)
        self._title()
        self.track = Track(look)
        self._officer_station()
        self._secret_station()
        self._duty_station()
        self.hint = Paragraph(look, style=Style.SECOND)
        self._lay_out()
        look.follow(self.restyle)
        self.restyle()

    def _lay_out(self) -> None:
        look = self.look
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.track)
        below = QHBoxLayout()
        below.setContentsMargins(look.margins(124, 8, 16, 0))
        below.addWidget(self.hint)
        column.addLayout(below)
        column.addStretch(1)
        self.panel.column.addWidget(scrolling(self.look, inner), 1)
        self.bar = ActionBar(look, look.say("ui.signin.begin"), CAPS.cap(Press.PRIMARY))
        self.bar.primary.clicked.connect(self.begin)
        self.panel.column.addWidget(self.bar)

    def restyle(self) -> None:
        """In one column there is no room for post and clock."""
        self.board.setVisible(not self.look.narrow)

    def _title(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(self.look.margins(16, 16, 24, 16))
        title = Line(self.look, (Run(self.look.say("ui.signin.start"), bold=True),), Style.SECTION)
        head.addWidget(title)
        self.panel.column.addLayout(head)

    def _officer_station(self) -> None:
        self.officer = self.track.add(_station(self.look, "officer"))
        holder = QWidget()
        self._tiles = QGridLayout(holder)
        self._tiles.setContentsMargins(0, 0, 0, 0)
        self._tiles.setSpacing(self.look.px(8))
        self._group = QButtonGroup(self)
        self.officer.grid.addWidget(holder, 0, 3)

    def _secret_station(self) -> None:
        look = self.look
        self.secret = self.track.add(_station(look, "secret"))
        self.pin = PinBox(look, look.say("ui.signin.pin"), PIN_DIGITS)
        self.pin.changed.connect(lambda _count: self._settle())
        self.passphrase = Field(look, name=look.say("ui.signin.passphrase"), wide=280, high=40)
        self.passphrase.edit.setEchoMode(self.passphrase.edit.EchoMode.Password)
        self.passphrase.edit.textChanged.connect(lambda _words: self._settle())
        self.passphrase.edit.returnPressed.connect(self.begin)
        self.unlocks = Paragraph(look, style=Style.SECOND)
        self.strip = FindingStrip(look)
        line = QHBoxLayout()
        line.setSpacing(look.px(24))
        line.addWidget(self.pin)
        line.addWidget(self.passphrase)
        line.addWidget(self.unlocks, 1)
        self.secret.grid.addLayout(line, 0, 3)
        self.secret.grid.addWidget(self.strip, 1, 3)

    def _duty_station(self) -> None:
        look = self.look
        self.duty = self.track.add(_station(look, "duty"))
        self.duties = Segments(look, name=look.say("ui.signin.duty"))
        self.duty_note = quiet(look, high=20)
        self.duty.grid.addWidget(row_of(look, self.duties), 0, 3)
        self.duty.grid.addWidget(self.duty_note, 1, 3)

    def show_post(self, shown: PostShown) -> None:
        """Show the post; ``pin`` says whether a PIN unlocks keys here."""
        self.board.show_post(shown)
        self._pin = shown.pin
        self.pin.setVisible(shown.pin)
        self.passphrase.setVisible(not shown.pin)
        self.secret.stand(
            self.secret.node,
            self.look.say("ui.signin.pin" if shown.pin else "desk.signin.secret"),
        )
        self.hint.tell((Run(shown.hint, role=Role.QUIET),) if shown.hint else ())

    def show_officers(self, officers: tuple[OfficerShown, ...]) -> None:
        """Show a tile per officer, each with its digit."""
        self._officers = officers[:MOST_TILES]
        for old in self._group.buttons():
            self._group.removeButton(old)
            old.setParent(None)
            old.deleteLater()
        for place, officer in enumerate(self._officers):
            tile = Tile(self.look, officer.name, cap=str(place + 1), second=officer.roles)
            tile.clicked.connect(partial(self.choose, place))
            self._group.addButton(tile)
            self._tiles.addWidget(tile, place // 2, place % 2)
        self._chosen = None
        self._settle()

    @property
    def chosen_place(self) -> int:
        """The place of the officer who is named; nobody yet: -1."""
        return -1 if self._chosen is None else self._officers.index(self._chosen)

    def choose(self, place: int, _checked: bool = False) -> None:
        """Name the officer."""
        if place >= len(self._officers):
            return
        self._chosen = self._officers[place]
        self._group.buttons()[place].setChecked(True)
        self._forget()
        self.strip.tell(None)
        words = self.look.say("ui.signin.unlocks", name=self._chosen.name)
        self.unlocks.tell((Run(words, role=Role.QUIET),))
        duties = self._chosen.duties
        self.duties.offer([Choice(name, words, offered=ok) for name, words, ok in duties])
        self.duties.choose(next((name for name, _, ok in duties if ok), ""))
        barred = [words for _, words, ok in duties if not ok]
        note = ""
        if barred:
            name = self._chosen.name
            note = self.look.say("ui.signin.barred", duties=", ".join(barred), name=name)
        say_quietly(self.duty_note, note)
        self._settle()
        field = self.pin if self._pin else self.passphrase.edit
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget(self) -> None:
        self.pin.clear()
        self.passphrase.edit.clear()

    def _secret_there(self) -> bool:
        return not self.pin.missing if self._pin else bool(self.passphrase.edit.text())

    def _settle(self) -> None:
        chosen, there = self._chosen is not None, self._secret_there()
        officer = Node.DONE if chosen else Node.OPEN
        secret = Node.DONE if there else Node.OPEN
        self.track.settle([officer, secret, Node.PREFILLED if chosen else Node.FOLLOWS])
        say = self.look.say
        note = say("ui.signin.choose_first")
        if chosen:
            note = say("ui.signin.digits", n=self.pin.missing) if self._pin else ""
            note = note or say("ui.signin.passphrase_first")
        self.bar.lawful(chosen and there, "" if chosen and there else note)

    def begin(self, _checked: bool = False) -> None:
        """Ask for the duty, or move to what is missing."""
        if self._chosen is None:
            return
        if not self._secret_there():
            field = self.pin if self._pin else self.passphrase.edit
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        secret = self.pin.take() if self._pin else self.passphrase.edit.text()
        chosen = self._chosen
        self._forget()
        self.asked.emit(chosen.key, secret, self.duties.value)

    def refuse(self, words: str) -> None:
        """Say why the key stayed locked."""
        self._forget()
        self.strip.tell(Told(words, Severity.STOP))
        field = self.pin if self._pin else self.passphrase.edit
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def presses(self) -> Mapping[Press, Callable[[], None]]:
        """The keys of this page."""
        choices = {
            Press(f"choice_{place + 1}"): partial(self.choose, place)
            for place in range(MOST_TILES)
        }
        return {**choices, Press.PRIMARY: self.begin}


def _station(look: Look, name: str) -> Station:
    """A station without a column for what is declared."""
    station = Station(look, name, look.say(f"ui.signin.{name}"))
    station.pad, station.node_at = 16.0, 36.0
    station.bare()
    return station
