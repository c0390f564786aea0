"""What is in force at a post and must pass from one officer to the next: lines of a handover.

Every room names its own; whoever hands over signs the list, so its shape is that of an act.
"""

import msgspec

from app.base.clock import Instant


class InForce(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """One line: ``part`` says what it is (control, yard, hold, case, unsent ...).

    ``record`` (16 bytes) and ``mark`` (the id of an act or case, or a name in bytes) say which,
    both empty where a part has one line. ``state`` is a code of the catalogue, ``text`` somebody's
    own words; ``at`` is since when (ms UTC, 0: not known), ``count`` how many it stands for.
    """

    part: str
    record: bytes = b""
    mark: bytes = b""
    number: str = ""
    state: str = ""
    text: str = ""
    at: Instant = Instant(0)
    count: int = 0

    @property
    def key(self) -> str:
        """Which line it is, whatever its figures have become since.

        >>> InForce(part="unsent", count=7).key, InForce(part="hold", mark=bytes([1, 2])).key
        ('unsent', 'hold/0102')
        """
        return "/".join(filter(None, (self.part, self.record.hex(), self.mark.hex())))


class Shift(msgspec.Struct, frozen=True, kw_only=True):
    """What is in force now, and since when this shift runs (ms UTC, 0: not known)."""

    since: Instant = Instant(0)
    lines: tuple[InForce, ...] = ()
