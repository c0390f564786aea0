"""Time as acts carry it: a hybrid logical clock that never judges, and bounds of trusted time.

Source: the house's sync specification, section 2.3.
"""

import msgspec

from app.acts.envelope import Stamp
from app.base.clock import Clock
from app.base.errors import Broken

YEAR_10000 = 253_402_300_800_000
COUNTER_BITS = 16
MERGE_AHEAD_MS = 60_000  # a foreign clock further ahead than this is kept, not merged
SUSPECT_AHEAD_MS = 300_000
SUSPECT_BEHIND_MS = 120_000
DRIFT_PPM = 100
DRIFT_ACROSS_BOOTS_PPM = 500
BOOT_DOUBT_MS = 5_000


class Ticker(msgspec.Struct, frozen=True, kw_only=True):
    """What a device remembers of time between two acts; stored with the stream."""

    hlc: int = 0
    highest: int = 0
    anchor: int = 0
    anchor_doubt: int = 0
    anchored_at: int = 0  # monotonic ms when the anchor was taken
    boot: bytes = bytes(8)
    told: int = 0  # the ``highest`` of which an act says that the clock fell behind it


def possible(clock: Clock) -> None:
    """Let work go on under any clock that a machine can show, wrong as it may be.

    Raises:
        Broken: before 1970 or after 9999; no act can state such a time.
    """
    if not 0 <= clock.now() < YEAR_10000:
        raise Broken("clock.impossible")


def tick(ticker: Ticker, clock: Clock) -> tuple[Stamp, Ticker]:
    """Stamp one act; the answer holds the ticker to remember.

    Raises:
        Broken: the clock shows what no clock can.
    """
    possible(clock)
    wall = clock.now()
    highest = max(ticker.highest, wall)
    hlc = max(ticker.hlc + 1, wall << COUNTER_BITS)
    stamp = Stamp(
        hlc=hlc,
        wall=wall,
        highest=highest,
        monotonic=clock.monotonic(),
        boot=clock.boot(),
        anchor=ticker.anchor,
        uncertainty=uncertainty(ticker, clock),
        offset=clock.offset() % 1440,
    )
    return stamp, msgspec.structs.replace(ticker, hlc=hlc, highest=highest)


def uncertainty(ticker: Ticker, clock: Clock) -> int:
    """Doubt of the trusted time now, ms: 100 ppm within a boot, 500 ppm and 5 s across one."""
    if ticker.anchor == 0:
        return 0
    if ticker.boot == clock.boot():
        passed = max(0, clock.monotonic() - ticker.anchored_at)
        return ticker.anchor_doubt + passed * DRIFT_PPM // 1_000_000
    passed = max(0, clock.now() - ticker.anchor)
    return ticker.anchor_doubt + passed * DRIFT_ACROSS_BOOTS_PPM // 1_000_000 + BOOT_DOUBT_MS


def merged(ticker: Ticker, foreign_hlc: int, clock: Clock) -> Ticker:
    """Let the logical clock follow a foreign act's, unless that runs over 60 s past our bound."""
    bound = max(clock.now(), ticker.anchor) + uncertainty(ticker, clock) + MERGE_AHEAD_MS
    if foreign_hlc >> COUNTER_BITS > bound or foreign_hlc <= ticker.hlc:
        return ticker
    return msgspec.structs.replace(ticker, hlc=foreign_hlc)


def anchored(ticker: Ticker, trusted: int, round_trip: int, clock: Clock) -> Ticker:
    """Take a signed trusted time (ms UTC) that travelled ``round_trip`` ms."""
    return msgspec.structs.replace(
        ticker,
        anchor=trusted,
        anchor_doubt=round_trip // 2,
        anchored_at=clock.monotonic(),
        boot=clock.boot(),
    )


def is_suspect(stamp: Stamp) -> bool:
    """Whether the wall clock was ahead of the trusted bound, or fell behind what it had shown."""
    behind = stamp.highest - stamp.wall > SUSPECT_BEHIND_MS
    if stamp.anchor == 0:
        return behind
    return behind or stamp.wall < stamp.anchor - SUSPECT_BEHIND_MS
