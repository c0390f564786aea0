"""What somebody at the centre must look at: kept in the store, shown on the hub's page.

Codes and ids, never names: a fork, a clash of messages, a contrary receipt, a restored store.
"""

import msgspec

from app.base.clock import Instant
from app.models.looks import Rooms, StoreUnit

NOTICES = "notices"
MOST = 200


class Noticed(msgspec.Struct, frozen=True, kw_only=True):
    """One thing: a code of the catalogue, what it is about, since when (ms UTC), how often."""

    code: str
    about: str
    at: int
    times: int = 1


def notices(look: Rooms) -> tuple[Noticed, ...]:
    """Everything noticed, the newest last."""
    stored = look.settings.get(NOTICES)
    return () if stored is None else msgspec.msgpack.decode(stored, type=tuple[Noticed, ...])


def notice(unit: StoreUnit, code: str, about: str, now: Instant) -> None:
    """Keep a notice; the same thing again counts up, the oldest of too many are dropped."""
    kept = []
    fresh = Noticed(code=code, about=about, at=now)
    for one in notices(unit):
        if (one.code, one.about) == (code, about):
            fresh = msgspec.structs.replace(one, times=one.times + 1)
        else:
            kept.append(one)
    unit.settings.set(NOTICES, msgspec.msgpack.encode([*kept, fresh][-MOST:]))
