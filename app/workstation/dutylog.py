"""The device's own acts about an officer's duty: begun, ended, refused, wrong secrets, the clock.

The device stands behind them, so that they are written also while nobody is signed in.
"""

from collections.abc import Callable

import msgspec

from app.acts.chain import Author
from app.acts.stamps import SUSPECT_BEHIND_MS, Ticker
from app.acts.steps import Actor, Plan, Planned
from app.base.changes import Changed
from app.base.clock import Instant
from app.base.errors import Refused
from app.base.ids import RecordId
from app.duty.acts import ClockSteppedBack, SignedIn, SignedOut, StepRefused, UnlockFailed
from app.models.looks import StoreUnit
from app.security.roles import Capacity
from app.security.vault import Unlocked
from app.workstation.scribe import Scribe


class DutyLog:
    """Writes on the record of the duty that runs; each duty is a record of its own."""

    def __init__(self, scribe: Scribe, office: str, tell: Callable[[Changed], None]) -> None:
        self._scribe = scribe
        self._office = office
        self._tell = tell
        self._record: RecordId | None = None
        self._clock_told = False
        self._was_right = False  # since the program began

    def begin(self, record: RecordId, unlocked: Unlocked, duty: str) -> None:
        """An officer took up a duty; wrong secrets before that are told now."""
        self._record = record
        name = unlocked.credential.name
        self._write("duty.signed_in", SignedIn(officer=unlocked.officer, name=name, duty=duty))
        self.tell_failures(unlocked)

    def tell_failures(self, unlocked: Unlocked) -> None:
        """Wrong secrets before the right one."""
        if unlocked.failures:
            self._write("duty.unlock_failed", UnlockFailed(times=unlocked.failures))

    def end(self, unlocked: Unlocked, by: str) -> None:
        """The officer's key was dropped."""
        self._write("duty.signed_out", SignedOut(officer=unlocked.officer, by=by))

    def refused(self, actor: Actor, step: str, refusal: Refused) -> None:
        """Rights forbade a step."""
        kind = str(refusal.parameters.get("kind", step))
        self._write(
            "duty.step_refused",
            StepRefused(officer=actor.officer, kind=kind, reason=refusal.code),
        )

    def watch_clock(self, ticker: Ticker, now: Instant) -> bool:
        """Whether the wall clock fell behind what it had shown; told once each time it happens.

        The store remembers of which height that was told: neither another duty nor another start
        of the program tells the same fall again.
        """
        behind = ticker.highest - now > SUSPECT_BEHIND_MS
        if behind and not self._clock_told and (self._was_right or ticker.told < ticker.highest):
            told = ClockSteppedBack(seen=Instant(ticker.highest), now=now)
            self._write("clock.stepped_back", told, lambda unit: _remember(unit, ticker.highest))
        self._was_right = self._was_right or not behind
        self._clock_told = behind
        return behind

    def _write(
        self, kind: str, fact: msgspec.Struct, also: Callable[[StoreUnit], None] | None = None
    ) -> None:
        if self._record is None:
            return
        author = Author(office=self._office, capacity=Capacity.DEVICE)
        plan = Plan(acts=(Planned(record=self._record, kind=kind, fact=fact),))
        self._tell(self._scribe.write(plan, author, also=also).changed)


def _remember(unit: StoreUnit, highest: int) -> None:
    unit.keep_ticker(msgspec.structs.replace(unit.ticker(), told=highest))
