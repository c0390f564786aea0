"""Rounds with the hubs a post is paired with, and the lane that makes them while the window runs.

One lane per peer is serial; peers are parallel. A lane waits on an event until its schedule says
so, somebody hands over, or something was saved.
"""

import threading
from collections.abc import Callable
from typing import Any

from app.base.changes import Changed
from app.base.clock import Clock, Instant
from app.base.errors import Unreachable, WaypostError
from app.base.ids import Chance
from app.models.store import Store
from app.security import certificates
from app.sync import arriving
from app.sync.departing import GRACE_MS
from app.sync.link import HttpsLink, Link
from app.sync.peers import Peer, note_link, peers
from app.sync.round import Report, Round
from app.sync.schedule import Schedule
from app.workstation import grace
from app.workstation.workstation import Workstation

Writer = Callable[[Callable[[], Any]], Any]


class Exchange:
    """Makes rounds for one workstation."""

    def __init__(
        self,
        workstation: Workstation,
        *,
        clock: Clock,
        chance: Chance,
        writer: Writer = arriving.directly,
    ) -> None:
        self.workstation = workstation
        self._clock = clock
        self._chance = chance
        self._writer = writer

    @property
    def peers(self) -> tuple[Peer, ...]:
        """The hubs this post is paired with."""
        with self._store.reading() as look:
            return peers(look)

    def link(self, peer: Peer) -> HttpsLink:
        """The way to a hub, with this device's certificate."""
        device = self.workstation.premises.device
        context = certificates.client_context(peer.authority, peer.certificate, device.tls_key)
        return HttpsLink(peer.name, peer.url, context)

    def round(self, peer: Peer, link: Link) -> Report:
        """Make one round and note how it went; what was handed over leaves at once.

        Raises:
            Unreachable: the line; the strip says so and work goes on.
        """
        premises = self.workstation.premises
        one = Round(
            self._store,
            self.workstation.rooms.registry,
            peer,
            device=premises.device.signing,
            office=premises.office,
            clock=self._clock,
            chance=self._chance,
            writer=self._writer,
        )
        stream = self.workstation.scribe.stream
        with self._store.reading() as look:
            handed = {stream: grace.handed_over(look, stream)}
        try:
            report = one.run(link, handed=handed)
        except Unreachable as away:
            self._note(peer, away.code)
            raise
        self._note(peer, "")
        self.workstation.changed.tell(report.changed | Changed(kinds=frozenset({"link"})))
        return report

    def leaves(self) -> Instant | None:
        """When the oldest waiting act may leave; None when nothing waits."""
        stream = self.workstation.scribe.stream
        with self._store.reading() as look:
            unsent = look.unsent(stream)
            handed = grace.handed_over(look, stream) > look.receipts.covered(stream)
        if not unsent.count:
            return None
        return self._clock.now() if handed else Instant(unsent.oldest + GRACE_MS)

    @property
    def _store(self) -> Store:
        return self.workstation.store

    def _note(self, peer: Peer, trouble: str) -> None:
        def note() -> None:
            with self._store.writing() as unit:
                note_link(unit, peer.name, now=self._clock.now(), trouble=trouble)

        self._writer(note)
        self.workstation.changed.tell(Changed(kinds=frozenset({"link"})))


class Lane:
    """One peer's thread; whatever changes at the post wakes it, and its schedule decides."""

    def __init__(self, exchange: Exchange, peer: Peer, clock: Clock) -> None:
        self._exchange = exchange
        self._peer = peer
        self._clock = clock
        self._wake = threading.Event()
        self._ended = threading.Event()
        self._schedule = Schedule()
        self._quiet = exchange.workstation.changed.listen(lambda _changed: self._wake.set())
        self._thread = threading.Thread(target=self._run, name=f"lane {peer.name}", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End the lane; a round under way ends by itself."""
        self._ended.set()
        self._wake.set()
        self._thread.join()
        self._quiet()

    def _run(self) -> None:
        link = self._exchange.link(self._peer)
        while not self._ended.is_set():
            self._wake.clear()
            pause = self._pause_s()
            if pause > 0:
                self._wake.wait(pause)
                continue
            well = self._round(link)
            self._schedule = self._schedule.ended(self._clock.now(), well=well)
        link.close()

    def _round(self, link: HttpsLink) -> bool:
        """One round; the lane's catch-all, which ends in the log with a reference."""
        try:
            self._exchange.round(self._peer, link)
        except WaypostError as trouble:
            self._exchange.workstation.diary.note("lane", peer=self._peer.name, why=trouble.code)
            return False
        except Exception as trouble:  # noqa: BLE001 - one of the four catch-alls of the house
            self._exchange.workstation.diary.bug(trouble, "lane")
            return False
        return True

    def _pause_s(self) -> float:
        try:
            leaves = self._exchange.leaves()
        except WaypostError:
            leaves = None
        return (self._schedule.next_at(leaves) - self._clock.now()) / 1000
