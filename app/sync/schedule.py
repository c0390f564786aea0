"""When a lane makes its next round: pure arithmetic over what it knows; no clock, no waiting."""

import msgspec

from app.base.clock import Instant

IDLE_MS = 20_000  # so that what others handed over arrives without anybody asking
FIRST_WAIT_MS, LONGEST_WAIT_MS = 1_000, 300_000


class Schedule(msgspec.Struct, frozen=True, kw_only=True):
    """What a lane knows: when its last round ended, how many have failed in a row since.

    Before ``not_before`` the other end has asked not to be called.
    """

    last: Instant = Instant(0)
    failures: int = 0
    not_before: Instant = Instant(0)

    def ended(self, now: Instant, *, well: bool, pause_ms: int = 0) -> "Schedule":
        """The schedule after a round; ``pause_ms`` is what the other end asked for."""
        return Schedule(
            last=now,
            failures=0 if well else self.failures + 1,
            not_before=Instant(now + pause_ms),
        )

    def next_at(self, leaves: Instant | None) -> Instant:
        """When the next round is due; ``leaves`` is when the oldest waiting act may leave.

        After trouble 1, 2, 4 ... 300 s; else when something may leave, or after the idle time.

        >>> Schedule(last=Instant(0), failures=3).next_at(None)
        4000
        >>> Schedule(last=Instant(0)).next_at(Instant(5000))
        5000
        """
        return max(self._due(leaves), self.not_before)

    def _due(self, leaves: Instant | None) -> Instant:
        if self.failures:
            wait = min(FIRST_WAIT_MS << min(self.failures - 1, 12), LONGEST_WAIT_MS)
            return Instant(self.last + wait)
        idle = Instant(self.last + IDLE_MS)
        return idle if leaves is None else min(idle, max(leaves, self.last))
