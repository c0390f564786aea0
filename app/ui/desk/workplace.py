"""What every desk works with: the window's parts, the two verbs, who is signed in, the clock."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.acts.steps import UseCase, View
from app.base.clock import Clock, Instant
from app.base.errors import Refused, Unreachable, WaypostError
from app.base.ids import Heads
from app.ui.background import Background
from app.ui.desk.speech import Speech
from app.ui.keys import Keyboard, Press
from app.ui.look import Look


class Trouble(msgspec.Struct, frozen=True):
    """What could not be done, in words: first words bold, then the sentence; a stop or calm."""

    first: str
    rest: str


class Workplace(QObject):
    """Handed to every desk.

    ``troubled`` gives a ``Trouble`` that no page shows at a field; a link that does not answer
    is never one, the strip tells it. ``stepped`` gives what a step of this officer did,
    ``handed_over`` tells that nothing made so far can be taken back.
    """

    troubled = Signal(object)
    stepped = Signal(object)
    handed_over = Signal()

    def __init__(
        self,
        look: Look,
        speech: Speech,
        *,
        keyboard: Keyboard,
        background: Background,
        clock: Clock,
    ) -> None:
        super().__init__()
        self.look = look
        self.speech = speech
        self.keyboard = keyboard
        self.background = background
        self.clock = clock
        self.officer = b""
        self.bound: dict[QWidget, tuple[Press, ...]] = {}
        background.troubled.connect(self.tell)

    def now(self) -> Instant:
        """What the clock of the workstation says."""
        return self.clock.now()

    def say(self, code: str, /, **parameters: str | int) -> str:
        """The words of a code."""
        return self.speech.say(code, **parameters)

    def bind(self, owner: QWidget, handlers: Mapping[Press, Callable[[], None]]) -> None:
        """Let a widget answer presses while the focus is inside it."""
        self.keyboard.bind(owner, handlers)
        self.bound[owner] = (*self.bound.get(owner, ()), *handlers)

    def ask(
        self,
        view: View[Any],
        done: Callable[[Any], None],
        failed: Callable[[WaypostError], None] | None = None,
    ) -> None:
        """Ask for rows; an error goes to the page, or to the window where it takes none."""
        self.background.ask(view, done, failed or self.tell)

    def do(
        self,
        case: UseCase,
        seen: Heads | None,
        done: Callable[[Any], None],
        failed: Callable[[WaypostError], None] | None = None,
    ) -> None:
        """Do a step."""
        self.background.do(case, seen, done, failed or self.tell)

    def tell(self, error: WaypostError) -> None:
        """Tell what went wrong where no field is there for it."""
        if isinstance(error, Unreachable):
            return
        if isinstance(error, Refused) and error.code == "session.locked":
            return
        self.troubled.emit(self.trouble(error))

    def trouble(self, error: WaypostError) -> Trouble:
        """An error as first words and a sentence."""
        kind = type(error).__name__.lower()
        return Trouble(self.say(f"desk.trouble.{kind}"), self.speech.error(error))
