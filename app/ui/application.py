"""The window over a post's folder: opened here, closed here, nothing of it is left."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from app.base.changes import Changed
from app.base.clock import Clock, SystemClock
from app.base.errors import Broken
from app.base.ids import Chance, SystemChance
from app.reference.texts import Texts, languages, texts
from app.ui import fonts, icons, noise, qtwords
from app.ui.background import Background, Desk
from app.ui.carrying import silence, type_again, typed_in
from app.ui.desk.desktop import Desktop
from app.ui.desk.papers import ChooseFile, ask_for_file
from app.ui.desk.powered import Powered, Read
from app.ui.desk.resuming import answer_again, carried_from, resume
from app.ui.desk.speech import Speech
from app.ui.desk.taking import OpenFile, TakingDesk, ask_which_file
from app.ui.desk.workplace import Workplace
from app.ui.keys import Keyboard
from app.ui.look import Look
from app.ui.scanner import WedgeFilter
from app.ui.theme import Role, ThemeName
from app.workstation import papers, power
from app.workstation.exchange import Exchange, Lane
from app.workstation.premises import Premises
from app.workstation.threaded import ThreadedWorkstation
from app.workstation.tongues import Tongues
from app.workstation.workstation import Workstation

SIZE = (1366, 768)
PATIENCE_MS = 500
"""So long a change of language waits for answers that are on their way, at most three times."""
_STIRS = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel})


class Wakes(QObject):
    """Sees keys and the mouse go by, so that the idle lock knows somebody is here."""

    def __init__(self, app: QApplication, stirred: Callable[[], None]) -> None:
        super().__init__()
        self._app, self._stirred = app, stirred
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take nothing away from anybody."""
        if event.type() in _STIRS:
            self._stirred()
        return False

    def close(self) -> None:
        """See nothing more."""
        self._app.removeEventFilter(self)


class Lanes:
    """A lane to each hub the post is paired with, from the first sign-in on."""

    def __init__(self, post: ThreadedWorkstation, clock: Clock, chance: Chance) -> None:
        self._post, self._clock = post, clock
        station = post.workstation
        self._exchange = Exchange(station, clock=clock, chance=chance, writer=post.in_turn)
        self._lanes: list[Lane] = []
        self._deaf = station.changed.listen(self._heard)

    def _heard(self, changed: Changed) -> None:
        """The store opens with the first sign-in, which is an act; pairing is one, too."""
        del changed
        if self._post.workstation.is_open and not self._lanes:
            self._lanes = [
                Lane(self._exchange, peer, self._clock) for peer in self._exchange.peers
            ]

    def close(self) -> None:
        """End every lane; a round under way ends by itself."""
        self._deaf()
        for lane in self._lanes:
            lane.close()


class Seat:
    """One desktop over one post: everything the window needs, made and closed together."""

    def __init__(
        self,
        app: QApplication,
        post: ThreadedWorkstation,
        look: Look,
        *,
        clock: Clock,
        language: str = "en",
        desk: Desk | None = None,
        stamp: Callable[[QKeyEvent], int] | None = None,
        choose_file: ChooseFile = ask_for_file,
        open_file: OpenFile = ask_which_file,
        supply: Read | None = None,
    ) -> None:
        """Make it.

        ``desk`` stands between window and post where answers are to be watched, ``stamp`` tells
        when a key was pressed (ms) where the keys bear no time of their own, ``supply`` reads what
        the machine runs on.
        """
        qtwords.speak(app, look.say)
        pack = post.workstation.premises.pack
        self.background = Background(desk or post)
        self.keyboard = Keyboard(app)
        self.scanner = WedgeFilter(app, stamp=stamp)
        self.place = Workplace(
            look,
            Speech(texts(language), pack.zone),
            keyboard=self.keyboard,
            background=self.background,
            clock=clock,
        )
        self.desktop = Desktop(
            self.place,
            app,
            self.scanner,
            warn_hours=pack.journal.unsent_warn_hours,
            taking=TakingDesk(self.place, post, open_file),
            choose_file=choose_file,
        )
        self.window = self.desktop.window
        self._wakes = Wakes(app, self.desktop.stirred)
        self._powered = Powered(self.place, self.window.strip, supply)
        self.window.resize(*SIZE)
        offered = tuple((one, texts(one).say("desk.language.own")) for one in languages())
        self.window.sign_bar.offer(offered, language)

    def begin(self) -> None:
        """Show the window at its sign-in."""
        self.desktop.start()
        self._powered.begin()
        self.window.show()
        self.window.activateWindow()

    def leave(self) -> None:
        """Stop whatever was begun; the window is still there, and takes nothing more."""
        silence(self.window)
        self.desktop.close()
        self._powered.close()
        self._wakes.close()
        self.scanner.close()
        self.keyboard.close()
        self.background.close()

    def close(self) -> None:
        """Close the window, too."""
        self.leave()
        self.window.close()
        self.window.deleteLater()


class Sitting(QObject):
    """The window of a post for as long as it is open, made anew when the language changes."""

    def __init__(
        self,
        app: QApplication,
        post: ThreadedWorkstation,
        look: Look,
        *,
        clock: Clock,
        language: str,
    ) -> None:
        super().__init__()
        self._app, self._post, self._look, self._clock = app, post, look, clock
        self._tongues = Tongues(post.workstation.premises.folder)
        self._taken = False
        self.language = language
        self.seat = self._seated(language)
        self._wire()

    def _seated(self, language: str) -> Seat:
        return Seat(
            self._app,
            self._post,
            self._look,
            clock=self._clock,
            language=language,
            supply=power.read,
        )

    def _wire(self) -> None:
        """Listen to a window; what it tells is done after it, since it goes then."""
        seat, later = self.seat, Qt.ConnectionType.QueuedConnection
        seat.window.sign_bar.language_taken.connect(self._choose, later)
        seat.window.language_asked.connect(self._choose, later)
        seat.desktop.sign_in.signed_in.connect(self._came, later)

    def begin(self) -> None:
        """Show the window; where another program holds the store it says so before any secret."""
        self.seat.begin()
        try:
            self._post.workstation.premises.must_be_ours()
        except Broken as held:
            self.seat.place.tell(held)

    def _choose(self, language: str) -> None:
        """An officer chose; before the sign-in it is known who it was only later."""
        desktop = self.seat.desktop
        self._taken = desktop.session is None
        self._tongues.keep(language, b"" if self._taken else desktop.place.officer)
        self.speak(language)

    def _came(self, officer: bytes, _session: object) -> None:
        """Speak to an officer as before; a choice made at this very sign-in holds from now on."""
        if self._taken:
            self._tongues.keep(self.language, officer)
        self._taken = False
        wanted = self._tongues.of(officer)
        if wanted in languages():
            self.speak(wanted)

    def speak(self, language: str) -> None:
        """Go on in another language, where the officer was: nothing typed or answered is lost."""
        if language == self.language:
            return
        old = self.seat
        self._settle()
        typed, carried = typed_in(old.window), carried_from(old.desktop)
        old.leave()
        words, self.language = texts(language), language
        self._look.speak(words.say, direction_of(words))
        self.seat = self._seated(language)
        self.seat.window.setGeometry(old.window.geometry())
        self.seat.window.setWindowState(old.window.windowState())
        self.seat.begin()
        old.window.close()  # after the new one is there: the last window that closes ends the run
        old.window.deleteLater()
        resume(self.seat.desktop, carried)
        self._settle()
        answer_again(self.seat.desktop, carried)
        self._settle()
        type_again(self.seat.window, typed)
        self._wire()

    def _settle(self) -> None:
        """Wait for the answers that are on their way, not for ever; keys wait meanwhile."""
        loop, over = QEventLoop.ProcessEventsFlag, QDeadlineTimer(PATIENCE_MS)
        wake = QTimer()
        wake.start(PATIENCE_MS // 10)
        self._app.processEvents(loop.ExcludeUserInputEvents)
        while self.seat.background.waiting and not over.hasExpired():
            self._app.processEvents(loop.ExcludeUserInputEvents | loop.WaitForMoreEvents)
        wake.stop()

    def close(self) -> None:
        """Close the window."""
        self.seat.close()


def direction_of(words: Texts) -> Qt.LayoutDirection:
    """Where a language begins its lines."""
    layout = Qt.LayoutDirection
    return layout.RightToLeft if words.right_to_left else layout.LeftToRight


def dressed(language: str = "en", *, theme: ThemeName = ThemeName.DAY) -> Look:
    """The look of a language; faces are loaded and Qt is told.

    Raises:
        Broken: set-up has not made the faces, or there is no such language.
    """
    fonts.load()
    words = texts(language)
    look = Look(words.say, theme=theme)
    look.direction = direction_of(words)
    look.dress_application()
    emblem = icons.emblem(look.colour(Role.ACCENT), look.colour(Role.ON_ACCENT))
    QApplication.setWindowIcon(emblem)
    return look


def application() -> QApplication:
    """The application object, in our style."""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(["waypost"])
    app.setStyle("Fusion")
    app.setApplicationName("waypost")
    return app


def opened_post(premises: Premises, clock: Clock, chance: Chance) -> ThreadedWorkstation:
    """A post behind its threads, which also draws papers."""
    station = Workstation(premises, clock=clock, chance=chance, also=papers.ANSWERS)
    return ThreadedWorkstation(station)


def run(
    folder: Path,
    *,
    language: str = "",
    clock: Clock | None = None,
    chance: Chance | None = None,
) -> int:
    """Open the window of a post and work until it is closed.

    Without a ``language`` it speaks the one last chosen at this device, else English.

    Raises:
        Broken: no post there, another program holds it, faces or icons are missing.
    """
    clock, chance = clock or SystemClock(), chance or SystemChance()
    app = application()
    premises = Premises.open(folder, chance)
    kept = Tongues(folder).of_device
    language = language or (kept if kept in languages() else "en")
    look = dressed(language)
    post = opened_post(premises, clock, chance)
    diary = post.workstation.diary
    noise.hush(lambda gravity, words: diary.note("qt", gravity=gravity, words=words))
    lanes = Lanes(post, clock, chance)
    sitting = Sitting(app, post, look, clock=clock, language=language)
    try:
        sitting.begin()
        return app.exec()
    finally:
        sitting.close()
        lanes.close()
        post.close()
        noise.unhush()
