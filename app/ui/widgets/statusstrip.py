"""Five facts on every page: links, acts waiting, what needs you, battery, clock."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.canvas import CAP_FLAT, Canvas, cap_width, runs_width
from app.ui.fonts import Style
from app.ui.look import Look
from app.ui.text import Runs
from app.ui.theme import Role
from app.ui.widgets.painted import Painted

HIGH = 28.0
_PADDING, _ICON = 12.0, 16.0


class Fact(msgspec.Struct, frozen=True):
    """One fact; only what needs the officer has colour; urgent ones first where narrow."""

    icon: str
    words: Runs
    role: Role = Role.TEXT
    cap: str = ""
    urgent: int = 0

    @property
    def spoken(self) -> str:
        """Its words."""
        return "".join(run.words for run in self.words)


class StatusStrip(Painted):
    """The facts in one widget: one stop for the keyboard (F6), read as one sentence."""

    def __init__(self, look: Look, cap: str, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._told: tuple[Fact, ...] = ()
        self._power: Fact | None = None
        self._cap, self._keys = cap, keys
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show the facts."""
        self._told = tuple(facts)
        self._tell()

    def tell_power(self, fact: Fact) -> None:
        """Show what the machine runs on, which the store does not know: before the clock."""
        self._power = fact
        self._tell()

    def _tell(self) -> None:
        self.setAccessibleName(". ".join(fact.spoken for fact in self.facts))
        self.update()

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What it tells, in order."""
        power = () if self._power is None else (self._power,)
        return (*self._told[:-1], *power, *self._told[-1:])

    def natural(self) -> tuple[float, float]:
        """28 high; what has no room waits for F6."""
        return (320, HIGH)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        self.update()
        super().focusInEvent(event)

    def draw(self, canvas: Canvas) -> None:
        """Draw as many facts as have room, the most urgent first where they have not."""
        canvas.fill(canvas.box, Role.DESK)
        end = canvas.width - 8 - self._help(canvas)
        x = 0.0
        for fact in self._ordered(end):
            if x:
                canvas.fill(QRectF(x, 4, 1, 20), Role.BORDER)
            x = self._fact(canvas, x + _PADDING, fact) + _PADDING
        if self.showing_focus():
            canvas.ring(canvas.box, Role.FOCUS, self.look.theme.focus_line)

    def _ordered(self, room: float) -> list[Fact]:
        whole = sum(self._wide(fact) for fact in self.facts)
        if whole <= room:
            return list(self.facts)
        kept: list[Fact] = []
        for fact in sorted(self.facts, key=lambda each: -each.urgent):
            if sum(map(self._wide, kept)) + self._wide(fact) > room:
                break
            kept.append(fact)
        return kept

    def _wide(self, fact: Fact) -> float:
        cap = cap_width(self.look, fact.cap, flat=True) + 6 if fact.cap else 0
        words = runs_width(self.look, fact.words, Style.SECOND)
        return 2 * _PADDING + _ICON + 6 + words + cap

    def _fact(self, canvas: Canvas, x: float, fact: Fact) -> float:
        canvas.icon(fact.icon, QRectF(x, HIGH / 2 - 8, _ICON, _ICON), fact.role)
        x += _ICON + 6
        room = QRectF(x, 0, canvas.width - x, HIGH)
        x += canvas.runs(room, fact.words, Style.SECOND)
        if fact.cap:
            wide = cap_width(self.look, fact.cap, flat=True)
            box = QRectF(x + 6, (HIGH - CAP_FLAT) / 2, wide, CAP_FLAT)
            canvas.cap(box, fact.cap, "flat", ground=Role.CAP)
            x += wide + 6
        return x

    def _help(self, canvas: Canvas) -> float:
        words = canvas.advance(self._keys, Style.SECOND)
        cap = cap_width(self.look, self._cap, flat=True)
        end = canvas.width - 16
        room = QRectF(end - words, 0, words + 1, HIGH)
        canvas.text(room, self._keys, Style.SECOND, Role.QUIET)
        box = QRectF(end - words - 6 - cap, (HIGH - CAP_FLAT) / 2, cap, CAP_FLAT)
        canvas.cap(box, self._cap, "flat", ground=Role.CAP)
        return words + cap + 20
