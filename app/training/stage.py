"""Two administrations in one process on a clock of their own: posts, hubs and lines in memory.

Everything that happens goes through ``Workstation.do``, rounds and messages, as in earnest.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from app.base.clock import Clock, FakeClock, Instant
from app.base.errors import Unreachable
from app.base.ids import Chance
from app.hub import enrolment
from app.hub.hub import Hub
from app.hub.premises import HubPremises
from app.sync import pairing
from app.training.memory import MemoryLink, carry
from app.training.post import Officer, Post
from app.workstation.rooms import Rooms

COUNTRIES = ("AL", "XK")
NOWHERE = "https://127.0.0.1:9"  # until somebody serves the hub
_MOST_ROUNDS = 8


class Stage:
    """A stage with its own clock, which only ever goes forward."""

    def __init__(
        self, folder: Path, began: Instant, *, secret: str, like: Clock, chance: Chance
    ) -> None:
        """Set it up at ``began``; local time runs ``like`` another clock's.

        ``secret`` is what every officer of the stage signs in with.
        """
        self.folder = folder
        self.clock = FakeClock(began, like.offset())
        self.posts: dict[str, Post] = {}
        self._chance = chance
        self._secret = secret
        self._rooms = Rooms()
        self._ending = ExitStack()
        with ExitStack() as starting:
            starting.callback(self._ending.close)
            self.hubs = {country: self._hub(country) for country in COUNTRIES}
            for hub in self.hubs.values():
                for other in self.hubs.values():
                    if other is not hub:
                        card = enrolment.card_bytes(other.premises)
                        enrolment.trust(hub.premises, card, NOWHERE)
            starting.pop_all()
        self._between = {country: MemoryLink(hub) for country, hub in self.hubs.items()}
        self.links: dict[str, MemoryLink] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close every store."""
        self._ending.close()

    def found(
        self, name: str, office: str, officers: tuple[Officer, ...], *, hint: str = ""
    ) -> Post:
        """Found a desk of an office, pair it with its hub, let it get its numbers."""
        post = Post.create(
            self.folder / name,
            office,
            officers,
            self._secret,
            clock=self.clock,
            chance=self._chance,
            hint=hint,
            rooms=self._rooms,
        )
        self._ending.callback(post.close)
        hub = self.hubs[office[:2]]
        request = pairing.read_request(post.request())
        grant = enrolment.enrol(
            hub.premises, request, url=NOWHERE, clock=self.clock, chance=self._chance
        )
        post.pair(grant)
        self.posts[name] = post
        self.links[name] = MemoryLink(hub)
        post.round(self.links[name])
        return post

    def until(self, at: int) -> None:
        """Let time pass until an instant, ms UTC; one that has passed changes nothing."""
        self.clock.advance(max(at - self.clock.now(), 0))

    def settle(self, *names: str) -> None:
        """Exchange until nobody has anything to hand over; all desks, or those named.

        A desk whose line is cut stays out of it.
        """
        for _ in range(_MOST_ROUNDS):
            sent = sum(self._round(name) for name in names or self.posts)
            carried = carry(tuple(self.hubs.values()), self._between)
            if not sent and not carried:
                return

    @contextmanager
    def dark(self, *names: str) -> Iterator[None]:
        """While the block runs, these desks work without their lines."""
        for name in names:
            self.links[name].is_cut = True
        try:
            yield
        finally:
            for name in names:
                self.links[name].is_cut = False

    def _round(self, name: str) -> int:
        try:
            report = self.posts[name].round(self.links[name])
        except Unreachable:
            return 0
        return report.sent

    def _hub(self, country: str) -> Hub:
        premises = HubPremises.create(
            self.folder / f"hub-{country}",
            country,
            self._rooms.registry,
            clock=self.clock,
            chance=self._chance,
        )
        hub = Hub(premises, self._rooms, clock=self.clock, chance=self._chance)
        self._ending.callback(hub.close)
        return hub
