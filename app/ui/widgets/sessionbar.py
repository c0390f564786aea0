"""The session bar: post and duty, find in the middle, date, time and officer at the end."""

import msgspec
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from app.ui.canvas import Canvas, advance
from app.ui.fonts import Style
from app.ui.look import Look, Room
from app.ui.text import Run, isolate
from app.ui.theme import Role
from app.ui.widgets.find import FindBox
from app.ui.widgets.iconbutton import IconButton
from app.ui.widgets.line import Line
from app.ui.widgets.painted import Painted

HIGH = 36


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """Who works where, on what, since when: in the officer's words."""

    post: str
    office: str
    duty: str
    officer: str
    date: str
    time: str
    training: str = ""  # the word, while on a training duty


class BarWords(msgspec.Struct, frozen=True):
    """Names and caps of the two buttons at the ends."""

    menu: str
    lock: str
    menu_cap: str = "F10"
    lock_cap: str = "Ctrl+L"


class Divider(Painted):
    """A line 20 high between two facts."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def natural(self) -> tuple[float, float]:
        """One px with room around."""
        return (17, 20)

    def draw(self, canvas: Canvas) -> None:
        """Draw the line."""
        canvas.line((8.5, 0), (8.5, canvas.height), Role.BORDER)


class TrainingWord(Painted):
    """The word TRAINING on its ground, in the place of the duty."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def tell(self, words: str) -> None:
        """Show the word, or go."""
        self._words = words
        self.setAccessibleName(words)
        self.setVisible(bool(words))
        self.restyle()

    def natural(self) -> tuple[float, float]:
        """The word with 8 on each side."""
        return (16 + advance(self.look, self._words, bold=True), 20)

    def draw(self, canvas: Canvas) -> None:
        """Draw the word on its ground."""
        canvas.fill(canvas.box, Role.TRAINING_GROUND)
        canvas.text(canvas.box, self._words, role=Role.TRAINING, bold=True, align="centre")


class SessionBar(QWidget):
    """Three columns 1 : find 420 : 1, so that find never moves."""

    def __init__(
        self, look: Look, words: BarWords, find: FindBox, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.look = look
        self.find_box = find
        self.menu = IconButton(look, "menu", words.menu, words.menu_cap)
        self.lock = IconButton(look, "lock", words.lock, words.lock_cap)
        self.post = Line(look, high=HIGH, fixed=True)
        self.duty = Line(look, high=HIGH, fixed=True)
        self.training = TrainingWord(look)
        self.when = Line(look, high=HIGH, fixed=True)
        self.officer = Line(look, style=Style.OFFICER, high=HIGH, fixed=True)
        self._dividers = (Divider(look), Divider(look))
        self._session = Session(post="", office="", duty="", officer="", date="", time="")
        grid = QGridLayout(self)
        grid.setContentsMargins(look.margins(2, 0, 5, 0))
        grid.setSpacing(0)
        grid.addLayout(
            self._row(self.menu, self.post, self._dividers[0], self.training, self.duty), 0, 0
        )
        grid.addWidget(find, 0, 1)
        gap = Line(look, (Run(" "),), fixed=True)
        end = self._row(self.when, self._dividers[1], self.officer, gap, self.lock, trailing=True)
        grid.addLayout(end, 0, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.follow(self.restyle)
        self.restyle()

    def _row(self, *parts: QWidget, trailing: bool = False) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        if trailing:
            row.addStretch(1)
        for part in parts:
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        if not trailing:
            row.addStretch(1)
        return row

    def restyle(self) -> None:
        """Take a changed look."""
        self.setFixedHeight(self.look.px(HIGH))
        self._fit()
        self.update()

    def minimumSizeHint(self) -> QSize:
        """The bar keeps no window wide: it says less where there is less room."""
        return QSize(self.look.px(320), self.look.px(HIGH))

    def _fit(self) -> None:
        """Where there is not room for three panes, only post, time and officer stay."""
        narrow = self.look.room is not Room.WIDE
        self._dividers[0].setVisible(not narrow)
        self.duty.setVisible(not narrow and not self._session.training)
        self.menu.bare(narrow)
        self.lock.bare(narrow)
        self._tell_texts()

    def tell(self, session: Session) -> None:
        """Show a session."""
        self._session = session
        self.training.tell(session.training)
        self._fit()

    def _tell_texts(self) -> None:
        session, narrow = self._session, self.look.room is not Room.WIDE
        office = "" if narrow else isolate(session.office)
        post = Run(session.post, bold=True, gap=16)
        self.post.tell((post, Run(office, code=True, role=Role.QUIET, gap=8)))
        self.duty.tell((Run(session.duty, role=Role.QUIET),))
        date = "" if narrow else session.date
        when = (Run(date, role=Role.QUIET, style=Style.SECOND),)
        self.when.tell((*when, Run(session.time, bold=True, gap=10)))
        self.officer.tell((Run(session.officer, bold=True),))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the desk."""
        painter = QPainter(self)
        canvas = Canvas(painter, self.look, self.width(), self.height())
        canvas.fill(canvas.box, Role.DESK)
        painter.end()
