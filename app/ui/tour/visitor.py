"""Somebody who goes through the window as an officer does: signs in, scans, presses keys."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import QEventLoop, QPoint, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from app.base.changes import Changed, Stream
from app.base.clock import FakeClock, Instant
from app.base.errors import WaypostError
from app.base.ids import Chance, Heads
from app.ui.application import Seat, dressed, opened_post
from app.ui.desk.strips import RAIL
from app.ui.keys import Press
from app.ui.scanner import Scan
from app.ui.theme import ThemeName
from app.workstation.exchange import Exchange
from app.workstation.premises import Premises
from app.workstation.threaded import ThreadedWorkstation


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """How the screens are drawn: ``size`` in px of the picture, ``scale`` px per logical px."""

    theme: ThemeName = ThemeName.DAY
    language: str = "en"
    scale: float = 1.0
    size: tuple[int, int] = (1366, 768)

    @property
    def logical(self) -> tuple[int, int]:
        """The size of the window in logical px."""
        return round(self.size[0] / self.scale), round(self.size[1] / self.scale)

    @property
    def name(self) -> str:
        """What files of this way begin with."""
        wide, high = self.size
        return f"{self.theme}-{self.language}-{wide}x{high}-{round(self.scale * 100)}"


class Held:
    """A desk whose answers can be held back, as a busy disk would: what is asked waits."""

    def __init__(self, post: ThreadedWorkstation) -> None:
        self._post = post
        self._kept: list[Callable[[], None]] = []
        self.is_held = False

    @property
    def changed(self) -> Stream[Changed]:
        """Tells what moved."""
        return self._post.changed

    def do(self, case: Any, seen: Heads | None, answer: Callable[[Any], None]) -> None:
        """Do a step, or keep it for later."""
        self._put(lambda: self._post.do(case, seen, answer))

    def ask(self, view: Any, answer: Callable[[Any], None]) -> None:
        """Ask, or keep the question for later."""
        self._put(lambda: self._post.ask(view, answer))

    def work(self, work: Callable[[], Any], answer: Callable[[Any], None]) -> None:
        """Have something done, or keep it for later."""
        self._put(lambda: self._post.work(work, answer))

    def _put(self, piece: Callable[[], None]) -> None:
        if self.is_held:
            self._kept.append(piece)
        else:
            piece()

    def let_go(self) -> None:
        """Ask everything that was kept, in order."""
        self.is_held = False
        kept, self._kept = self._kept, []
        for piece in kept:
            piece()


class Visitor:
    """One window over a copy of a post's folder, on a stopped clock."""

    def __init__(
        self, app: QApplication, folder: Path, way: Way, *, now: Instant, chance: Chance
    ) -> None:
        self.app, self.way, self._chance = app, way, chance
        self.look = dressed(way.language, theme=way.theme)
        self.look.still = True
        self.look.dress_application()
        self.clock = FakeClock(now)
        self.post = opened_post(Premises.open(folder, chance), self.clock, chance)
        self.desk = Held(self.post)
        self.seat = Seat(
            app,
            self.post,
            self.look,
            clock=self.clock,
            language=way.language,
            desk=self.desk,
            choose_file=_nowhere,
        )
        self.window = self.seat.window
        self.desktop = self.seat.desktop
        self.window.resize(*way.logical)
        self.seat.begin()
        self.settle()

    def close(self) -> None:
        """Close the window, the threads and the store."""
        self.desk.let_go()
        self.seat.close()
        self.post.close()
        self.app.processEvents()

    def settle(self) -> None:
        """Wait until every answer is there and everything is laid out.

        Every question gets exactly one answer, which comes as an event.
        """
        self.app.processEvents()
        while self.seat.background.waiting and not self.desk.is_held:
            self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        for _ in range(3):
            self.app.sendPostedEvents()
            self.app.processEvents()

    def officers(self) -> tuple[str, ...]:
        """Who may sign in here, in the order of the tiles."""
        row = self.desktop.sign_in.row
        return tuple(one.name for one in row.officers if not one.is_disabled) if row else ()

    @property
    def name(self) -> str:
        """Who is signed in; nobody: empty."""
        return self.desktop.signed_in_name

    def sign_in(self, name: str, secret: str) -> None:
        """Choose an officer's tile, enter the secret, begin."""
        page = self.desktop.sign_in.page
        page.choose(self.officers().index(name))
        page.passphrase.edit.setText(secret)
        page.begin()
        self.settle()

    def scan(self, text: str, *, wait: bool = True) -> None:
        """Scan something."""
        self.seat.scanner.scanned.emit(Scan(text))
        if wait:
            self.settle()

    def press(self, *presses: Press) -> None:
        """Press keys, one after the other."""
        for press in presses:
            self.seat.keyboard.press(press)
            self.settle()

    def turn(self, queue: str) -> None:
        """Turn to a queue by its key."""
        self.press(Press(f"queue_{RAIL.index(queue) + 1}"))

    def open_row(self) -> None:
        """Enter on the current row: where one pane has room, the record takes the list's place."""
        view = self.desktop.today.view
        view.opened.emit(view.row_now)
        self.settle()

    def try_links(self) -> None:
        """Make a round with every hub; one that does not answer is noted as down."""
        station = self.post.workstation
        exchange = Exchange(
            station, clock=self.clock, chance=self._chance, writer=self.post.in_turn
        )
        for peer in exchange.peers:
            try:
                exchange.round(peer, exchange.link(peer))
            except WaypostError:
                continue  # the strip tells it
        self.settle()

    def shot(self) -> QImage:
        """The window as it is now."""
        self.settle()
        wide, high = self.way.size
        image = QImage(wide, high, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(self.way.scale)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        self.window.render(painter, QPoint(0, 0))
        painter.end()
        return image


def _nowhere(parent: QWidget, name: str) -> str:
    """The tour keeps no files of the post."""
    del parent, name
    return ""


def copied(folder: Path, into: Path) -> Path:
    """A copy of a post's folder that a visit may change."""
    shutil.rmtree(into, ignore_errors=True)
    shutil.copytree(folder, into)
    return into
