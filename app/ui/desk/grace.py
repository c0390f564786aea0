"""The last step in its grace: the toast counts down, U takes the step back, F5 ends the grace."""

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from app.base.clock import Instant
from app.base.ids import RecordId
from app.cases.service import Withdraw
from app.ui.desk.workplace import Workplace
from app.ui.text import LAST, Run
from app.ui.widgets.toast import Toast
from app.workstation.grace import LASTS_MS
from app.workstation.workstation import Outcome

SECOND_MS = 1000


class Stepped(msgspec.Struct, frozen=True, kw_only=True):
    """A step that was saved: its words, the number of its record, its acts, when."""

    words: str
    number: str
    records: tuple[RecordId, ...]
    acts: tuple[bytes, ...]
    at: Instant


def stepped(words: str, number: str, outcome: Outcome, at: Instant) -> Stepped:
    """What a step did, for the toast."""
    records = tuple(sorted(outcome.changed.records))
    return Stepped(words=words, number=number, records=records, acts=outcome.acts, at=at)


class Grace(QObject):
    """One step at a time: the newest. ``refused`` gives the words of why it cannot be taken back.

    The toasts of all screens show the same.
    """

    withdrawn = Signal(object)

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self.place = place
        self.step: Stepped | None = None
        self._toasts: list[Toast] = []
        self._timer = QTimer(self)
        self._timer.setInterval(SECOND_MS)
        self._timer.timeout.connect(self._tick)
        place.stepped.connect(self.begin)
        place.handed_over.connect(self.end)

    def show_in(self, toast: Toast) -> None:
        """Show the countdown in a toast, too."""
        self._toasts.append(toast)

    def begin(self, step: Stepped) -> None:
        """A step was saved; its grace begins."""
        self.step = step if step.acts else None
        if self.step is not None and not self.place.look.still:
            self._timer.start()
        self._tick()

    def end(self) -> None:
        """Nothing can be taken back any more: handed over, or another officer is here."""
        self.step = None
        self._tick()

    @property
    def left_ms(self) -> int:
        """How much of the grace is left."""
        if self.step is None:
            return 0
        return max(0, self.step.at + LASTS_MS - self.place.now())

    def _tick(self) -> None:
        left = self.left_ms
        if not left:
            self.step = None
            self._timer.stop()
        for toast in self._toasts:
            toast.tell(self._runs(left), left / LASTS_MS)

    def _runs(self, left: int) -> tuple[Run, ...]:
        if self.step is None:
            return ()
        seconds = self.place.say("desk.grace.seconds", n=-(-left // SECOND_MS))
        return (
            Run(self.step.words),
            Run(self.step.number[-LAST:], bold=True, code=True, gap=5),
            Run(self.place.say("desk.grace.leaves"), gap=5),
            Run(seconds, bold=True, gap=5),
        )

    def withdraw(self) -> None:
        """Take the step back, whole."""
        step = self.step
        if step is None:
            return
        self.end()
        case = Withdraw(records=step.records, acts=step.acts)
        self.place.do(case, None, lambda _outcome: self.withdrawn.emit(step))

    def close(self) -> None:
        """Stop counting."""
        self._timer.stop()
