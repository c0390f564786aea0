"""An officer before the real window: a real store, real keys, key events to the focused window."""

from pathlib import Path
from typing import Any, Self

import msgspec
from PySide6.QtCore import QEvent, QEventLoop, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.acts.chain import Author
from app.acts.envelope import Act
from app.acts.steps import Actor
from app.base.clock import FakeClock
from app.base.ids import RecordId, SeededChance
from app.security.fake_signer import CountingSigner
from app.security.roles import CAPACITY, Role
from app.transit.room import ROOM as TRANSIT
from app.transit.use_cases import (
    Accept,
    AffixSeals,
    Declare,
    Release,
    SetLimit,
    TakeDepartureResult,
)
from app.ui.application import Seat
from app.ui.look import Look
from app.ui.tour.visitor import Held
from app.workstation import papers
from app.workstation.desk import LiveDesk
from app.workstation.premises import Premises
from app.workstation.rooms import Rooms
from app.workstation.threaded import ThreadedWorkstation
from app.workstation.workstation import Workstation
from tests.transit.goods import DECLARATION, DURRES
from tests.transit.post import Post as Departure
from tests.transit.test_corridor import LIMIT, SEALS
from tests.workstation.post import NOW, SECRETS
from tests.workstation.post import Post as Desk

NONE, SHIFT, CONTROL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
SCANNED_MS, TYPED_MS = 20, 400
"""Between two keys of a scanner, and of a person."""


def released(number: int) -> tuple[Departure, str]:
    """A movement released at Durres, the ``number``-th; its MRN."""
    durres = Departure(DURRES, number=number)
    declaration = msgspec.structs.replace(DECLARATION, lrn=f"2026-00{number:04}")
    record = durres.opened(Declare(declaration=declaration, received=b"<as received/>"))
    mrn = str(durres.do(Accept(record=record)))
    at = durres.record(mrn)
    durres.do(TakeDepartureResult(record=at, result="A2"))
    durres.do(AffixSeals(record=at, seals=SEALS, count=2))
    durres.do(SetLimit(record=at, limit=LIMIT, binding_itinerary=True))
    durres.do(Release(record=at))
    return durres, mrn


def announce(desk: Desk, *movements: Departure, message: str = "CD001C") -> None:
    """What the gateway does: each announcement becomes an act on the record of its MRN."""
    station = desk.workstation
    office = station.premises.office
    signer = CountingSigner(99)
    capacity = CAPACITY[Role.GATEWAY]
    actor = Actor(name="gateway", role=Role.GATEWAY, capacity=capacity, office=office)
    for movement in movements:
        with station.store.reading() as look:
            live = LiveDesk(
                look,
                station.premises.pack,
                actor,
                stream=station.scribe.stream,
                now=desk.clock.now(),
                chance=SeededChance(5),
            )
            plan = TRANSIT.incoming[message](movement.sent(message).content, live)
        author = Author(office=office, capacity=capacity, signer=signer)
        station.scribe.write(plan, author)


class Chair:
    """The window of one post and the officer's hands; close it, or use it in a ``with`` block."""

    def __init__(
        self, app: QApplication, look: Look, folder: Path, *, rooms: Rooms | None = None
    ) -> None:
        self.app, self.look = app, look
        self.clock = FakeClock(NOW)
        chance = SeededChance(11)
        premises = Premises.open(folder, chance)
        station = Workstation(
            premises, clock=self.clock, chance=chance, rooms=rooms, also=papers.ANSWERS
        )
        self.post = ThreadedWorkstation(station)
        self.held = Held(self.post)
        self.files: list[str] = []
        self._at = 0
        self.seat = Seat(
            app,
            self.post,
            look,
            clock=self.clock,
            desk=self.held,
            stamp=lambda _event: self._at,
            choose_file=self._file,
            open_file=lambda _parent: self.files.pop(0),
        )
        self.window, self.desktop = self.seat.window, self.seat.desktop
        self.record = self.desktop.record
        self.seat.begin()
        self.settle()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *trouble: object) -> None:
        self.close()

    def close(self) -> None:
        self.held.let_go()
        self.seat.close()
        self.post.close()

    def _file(self, _parent: QWidget, _name: str) -> str:
        return self.files.pop(0)

    def settle(self) -> None:
        self.app.processEvents()
        while self.seat.background.waiting and not self.held.is_held:
            self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        self.app.processEvents()

    def _send(self, key: int, text: str, held: Qt.KeyboardModifier) -> None:
        window = self.window.windowHandle()
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            self.app.sendEvent(window, QKeyEvent(kind, key, held, text))

    def key(self, key: int, text: str = "", held: Qt.KeyboardModifier = NONE) -> None:
        """Press one key as a person does, and wait for what it does."""
        self._at += TYPED_MS
        self._send(key, text, held)
        self._at += TYPED_MS
        self.seat.scanner.release()
        self.settle()

    def type(self, words: str) -> None:
        for letter in words:
            self.key(ord(letter.upper()), letter)

    def letters(self, letters: str) -> None:
        """Press single letters that are commands, without waiting in between."""
        for letter in letters:
            self.key(ord(letter), letter.lower())

    def enter(self) -> None:
        self.key(Qt.Key.Key_Return, "\r")

    def send(self) -> None:
        """Ctrl+Enter."""
        self.key(Qt.Key.Key_Return, "\r", CONTROL)

    def control(self, letter: str) -> None:
        self.key(ord(letter), "", CONTROL)

    def scan(self, text: str) -> None:
        """A scanner: twenty milliseconds a key, Enter included, and nobody waits."""
        self._at += TYPED_MS
        for letter in text:
            self._send(ord(letter), letter, SHIFT if letter.isalpha() else NONE)
            self._at += SCANNED_MS
        self._send(Qt.Key.Key_Return, "\r", NONE)
        self.settle()

    def sign_in(self, name: str) -> None:
        """Choose the tile by its digit, type the passphrase, Enter."""
        row = self.desktop.sign_in.row
        assert row is not None
        place = [line.name for line in row.officers].index(name) + 1
        self.key(ord(str(place)), str(place))
        self.type(SECRETS[name])
        self.enter()

    @property
    def shown(self) -> str:
        """The number of the record that is open."""
        return self.record.head.mrn if self.record.head else ""

    def ask(self, view: Any) -> Any:
        return self.post.workstation.ask(view)

    def by_number(self, mrn: str) -> RecordId:
        with self.post.workstation.store.reading() as look:
            return look.records.numbered(mrn, "movement")[0].record

    def _own(self, mrn: str) -> list[Act]:
        record = self.by_number(mrn)
        with self.post.workstation.store.reading() as look:
            acts = [one.act for one in look.timeline(record)]
        return [act for act in acts if act.envelope.kind != "transit.announced"]

    def kinds(self, mrn: str) -> list[str]:
        """The kinds of acts that officers made here on a movement, in order."""
        return [act.envelope.kind for act in self._own(mrn)]

    def officers_of(self, mrn: str) -> set[bytes]:
        """Who made them."""
        return {act.envelope.officer for act in self._own(mrn)}
