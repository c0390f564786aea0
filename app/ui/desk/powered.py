"""The battery among the facts of the strip: read once a minute, away from the screen's thread."""

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import QObject, QTimer

from app.ui.desk.speech import MINUTE_MS, Speech
from app.ui.desk.workplace import Workplace
from app.ui.text import Run
from app.ui.theme import Role
from app.ui.widgets.statusstrip import Fact, StatusStrip
from app.workstation.power import ON_MAINS, Power

Read: TypeAlias = Callable[[], Power]
LOW, ALL_BUT_EMPTY = 20, 10
"""Percent at which the strip warns, and calls (interface page, 2.2)."""


def power_fact(power: Power, speech: Speech) -> Fact:
    """What the machine runs on, in words; it has colour only while it runs out."""
    if power.percent is None:
        return Fact("battery", (Run(speech.say("power.mains"), role=Role.CALM),), Role.CALM)
    code = "power.charging" if power.mains else "power.battery"
    role = _role(power)
    words = Run(speech.say(code, n=power.percent), role=role, bold=role is Role.STOP)
    return Fact("battery", (words,), role, urgent={Role.STOP: 5, Role.WARN: 3}.get(role, 0))


def _role(power: Power) -> Role:
    if power.mains or power.percent is None or power.percent > LOW:
        return Role.CALM
    return Role.STOP if power.percent <= ALL_BUT_EMPTY else Role.WARN


class Powered(QObject):
    """Keeps the strip's word of the battery; ``close`` ends it."""

    def __init__(self, place: Workplace, strip: StatusStrip, read: Read | None = None) -> None:
        super().__init__()
        self._place, self._strip, self._read = place, strip, read
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MS)
        self._minute.timeout.connect(self.look)
        self._came(ON_MAINS)

    def begin(self) -> None:
        """Look now, and every minute."""
        if self._read is not None:
            self._minute.start()
            self.look()

    def look(self) -> None:
        """Have it read."""
        if self._read is not None:
            self._place.background.work(self._read, self._came)

    def _came(self, power: Power) -> None:
        self._strip.tell_power(power_fact(power, self._place.speech))

    def close(self) -> None:
        """Stop looking."""
        self._minute.stop()
