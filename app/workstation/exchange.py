"""Rounds with the hubs a post is paired with, and the lane that makes them while the window runs.

One lane per peer is serial; peers are parallel. A lane waits on an event until its schedule says
so, somebody hands over, or something was saved.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from app.base.changes import Changed
from app.base.clock import Clock, Instant
from app.base.errors import Unreachable, WaypostError
from app.base.ids import Chance
from app.models.looks import StoreUnit
from app.models.store import Store
from app.sync import arriving
from app.sync.departing import GRACE_MS
from app.sync.link import Link
from app.sync.peers import Peer, after_round, is_worth_noting, note_link, peers, state_of
from app.sync.round import Report, Round
from app.sync.schedule import Schedule
from app.workstation import epochs, grace
from app.workstation.epochs import Opening
from app.workstation.workstation import Workstation

if TYPE_CHECKING:
    from app.sync.https import HttpsLink

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
        """Take what a round needs; ``writer`` runs writing where no officer's step is in the way.

        The hub's nonce is kept in the store after each round, so that a command run once needs one
        round trip; a ``Lane`` keeps it in memory, so that a quiet line writes nothing.
        """
        self.workstation = workstation
        self._clock = clock
        self._chance = chance
        self._writer = writer

    @property
    def peers(self) -> tuple[Peer, ...]:
        """The hubs this post is paired with."""
        with self._store.reading() as look:
            return peers(look)

    def link(self, peer: Peer) -> "HttpsLink":
        """The way to a hub, with this device's certificate."""
        # both cost 0.2 s, and a post without a hub asks for neither
        from app.security import certificates  # noqa: PLC0415 - loaded with the first line
        from app.sync.https import HttpsLink  # noqa: PLC0415 - loaded with the first line

        device = self.workstation.premises.device
        context = certificates.client_context(peer.authority, peer.certificate, device.tls_key)
        return HttpsLink(peer.name, peer.url, context)

    def round(self, peer: Peer, link: Link, memory: "Memory | None" = None) -> Report:
        """Make one round and note how it went; what was handed over leaves at once.

        Where the hub shows that this store is behind its own past, or went another way, a new
        stream begins before another act is written.

        Raises:
            Unreachable: the line; the strip says so and work goes on.
        """
        premises = self.workstation.premises
        stream = self.workstation.scribe.stream
        with self._store.reading() as look:
            handed = {stream: grace.handed_over(look, stream)}
            stored = look.settings.get(_nonce(peer)) or b""
        one = Round(
            self._store,
            self.workstation.rooms.registry,
            peer,
            device=premises.device.signing,
            office=premises.office,
            clock=self._clock,
            chance=self._chance,
            writer=self._writer,
            stream=stream,
            echo=memory.nonce if memory is not None and memory.nonce else stored,
        )
        try:
            report = one.run(link, handed=handed)
        except Unreachable as away:
            self._ended(peer, one, memory, trouble=away.code)
            raise
        self._ended(peer, one, memory, notice="".join(report.notices[:1]))
        if report.changed != Changed():
            self.workstation.changed.tell(report.changed)
        return report

    def keep(self, peer: Peer, memory: "Memory") -> None:
        """Put a lane's nonce into the store, for whoever comes next."""
        if memory.nonce:
            self._write(lambda unit: unit.settings.set(_nonce(peer), memory.nonce))

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

    def _ended(
        self,
        peer: Peer,
        one: Round,
        memory: "Memory | None",
        *,
        trouble: str = "",
        notice: str = "",
    ) -> None:
        """Note how a round ended; open a new epoch where it showed that one must begin."""
        if one.astray:
            self._writer(lambda: self._renew(Opening(one.astray)))
        now = self._clock.now()
        with self._store.reading() as look:
            before = state_of(look, peer.name)
        after = after_round(before, now=now, trouble=trouble, notice=notice)

        def note(unit: StoreUnit) -> None:
            note_link(unit, after)
            if memory is None:
                unit.settings.set(_nonce(peer), one.echo)

        if memory is not None:
            memory.nonce = one.echo
        if memory is None or is_worth_noting(before, after):
            self._write(note)
            self.workstation.changed.tell(Changed(kinds=frozenset({"link"})))

    def _renew(self, why: Opening) -> None:
        station = self.workstation
        epochs.renew(station.store, station.scribe, station.premises, self._chance, why=why)

    def _write(self, work: Callable[[StoreUnit], None]) -> None:
        def written() -> None:
            with self._store.writing() as unit:
                work(unit)

        self._writer(written)


class Memory:
    """What a lane remembers between rounds; nothing depends on it but a round trip."""

    def __init__(self) -> None:
        self.nonce = b""


def _nonce(peer: Peer) -> str:
    return f"nonce {peer.name}"


class Lane:
    """One peer's thread; whatever changes at the post wakes it, and its schedule decides."""

    def __init__(self, exchange: Exchange, peer: Peer, clock: Clock) -> None:
        self._exchange = exchange
        self._peer = peer
        self._clock = clock
        self._wake = threading.Event()
        self._ended = threading.Event()
        self._schedule = Schedule()
        self._memory = Memory()
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
            well, pause_s = self._round(link)
            self._schedule = self._schedule.ended(
                self._clock.now(), well=well, pause_ms=pause_s * 1000
            )
        link.close()
        with suppress(WaypostError):  # it saves a round trip next time, and nothing else
            self._exchange.keep(self._peer, self._memory)

    def _round(self, link: Link) -> tuple[bool, int]:
        """One round: whether it went well, and for how many seconds the hub wants no other.

        The lane's catch-all, which ends in the log with a reference.
        """
        diary = self._exchange.workstation.diary
        try:
            self._exchange.round(self._peer, link, self._memory)
        except WaypostError as trouble:
            diary.note("lane", peer=self._peer.name, why=trouble.code)
            return False, int(trouble.parameters.get("seconds", 0))
        except Exception as trouble:  # noqa: BLE001 - one of the four catch-alls of the house
            diary.bug(trouble, "lane")
            return False, 0
        return True, 0

    def _pause_s(self) -> float:
        try:
            leaves = self._exchange.leaves()
        except WaypostError:
            leaves = None
        return (self._schedule.next_at(leaves) - self._clock.now()) / 1000
