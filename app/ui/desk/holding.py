"""Holding a movement where it is, and lifting the hold: one line that asks why, then the step."""

from PySide6.QtCore import QObject, Signal

from app.transit.rows import Cell, MovementHead
from app.transit.use_cases import Hold, LiftHold
from app.ui.desk.modes import may_hold
from app.ui.desk.movements import hold_told
from app.ui.desk.recordpages import Parts
from app.ui.desk.workplace import Trouble, Workplace


class HoldDesk(QObject):
    """``asked`` gives the step and its words once a reason is written."""

    asked = Signal(object, str)

    def __init__(self, place: Workplace, parts: Parts) -> None:
        super().__init__()
        self.place, self.parts = place, parts
        self._head: MovementHead | None = None
        parts.reason.given.connect(self._reasoned)

    @property
    def _lifts(self) -> bool:
        return self._head is not None and "LiftHold" in self._head.allowed

    def show_head(self, head: MovementHead | None) -> None:
        """Offer what is possible now on a movement."""
        self._head = head
        self.parts.hold.tell(self.place.say(f"desk.record.{'lift' if self._lifts else 'hold'}"))
        self.parts.hold.setVisible(self._lifts or (head is not None and may_hold(head)))

    def bars(self, head: MovementHead | None) -> bool:
        """Whether a hold stops the primary; where a case is open that is what is due."""
        return head is not None and head.held and not head.cases

    def tell_why(self, verdict: tuple[Cell, ...]) -> None:
        """Say what is held and why: the primary was pressed nevertheless."""
        say, told = self.place.say, hold_told(verdict, self.place.speech)
        self.parts.trouble(Trouble(say("desk.trouble.refused"), f"{told} {say('desk.held.who')}"))

    def ask(self) -> None:
        """Ask why."""
        if self._head is not None and self.parts.hold.isVisibleTo(self.parts.panel):
            name = "lift" if self._lifts else "hold"
            label = self.place.say(f"desk.record.{name}_why")
            self.parts.reason.ask(label, self.place.say(f"desk.record.{name}"))

    def _reasoned(self, reason: str) -> None:
        if self._head is None:
            return
        record = self._head.record
        if self._lifts:
            step = LiftHold(record=record, reason=reason)
            self.asked.emit(step, self.place.say("desk.step_words.lift"))
        else:
            self.asked.emit(
                Hold(record=record, reason=reason), self.place.say("desk.step_words.hold")
            )
