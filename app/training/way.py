"""The way of the corridor story: its offices, and a declaration placed on it."""

from app.base.clock import Clock, Day, Instant, date_of, day_of, moment_of
from app.base.errors import Refused
from app.reference import packs
from app.training.mapping import Placed, Road, mapped
from app.training.tables import journey
from app.training.traffic import Traffic
from app.transit.departure import default_limit

DURRES, MORINE, VERMICE, PRISHTINA, PRIZREN = (
    "AL002000",
    "AL003010",
    "XK002010",
    "XK001010",
    "XK002020",
)
FEWEST, MOST = 3, 5
_MINUTE_MS = 60_000


def offices(posts: int) -> tuple[str, ...]:
    """The offices of a story with that many posts, departure first.

    The fourth lies on the road before the frontier; the fifth is not concerned and shows that
    nothing goes where it does not belong.

    >>> offices(3)
    ('AL002000', 'XK002010', 'XK001010')
    """
    known = (DURRES, VERMICE, PRISHTINA, MORINE, PRIZREN)
    if not FEWEST <= posts <= MOST:
        raise Refused("training.posts", field="posts", least=FEWEST, most=MOST)
    return known[:posts]


def road(posts: int) -> Road:
    """The road through those offices."""
    passed = (MORINE, VERMICE) if posts > FEWEST else (VERMICE,)
    return Road(departure=DURRES, transit=passed, destination=PRISHTINA, border=MORINE)


def sample(now: Instant) -> bytes:
    """A declaration of our own for the road."""
    return Traffic(1).lodged(1, journey(DURRES, PRISHTINA), now).content


def placed(raw: bytes, way: Road, clock: Clock) -> Placed:
    """Place a declaration on the road, with today's dates.

    Raises:
        Refused: no declaration that can be read.
    """
    limit = date_of(limit_of(way, clock)).isoformat()
    return mapped(raw, way, clock.now(), limit)


def limit_of(way: Road, clock: Clock) -> Day:
    """The last day for presentation, if the goods leave today."""
    local = Instant(clock.now() + clock.offset() * _MINUTE_MS)
    pack = packs.load(way.departure[:2])
    return default_limit(pack, day_of(moment_of(local)), way.departure, way.destination)
