"""The neighbour's office at work: it ends what arrives, and sends a lorry now and then.

One thread that waits for news or for its next beat; what it does goes through the two verbs.
"""

import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from app.base.changes import Changed, Stream
from app.base.clock import Clock, Day, Instant, day_of, moment_of
from app.base.errors import Refused, WaypostError
from app.base.ids import Chance
from app.training.draw import drawn
from app.training.loads import seal_numbers
from app.training.post import Post
from app.training.tables import journey
from app.training.traffic import Traffic
from app.transit.departure import default_limit
from app.transit.findings import SealAffixed
from app.transit.lists import QueueOf
from app.transit.use_cases import Declare, EndTransit, Release
from app.workstation.premises import Premises

BEAT_S = 20.0
DRIVE_MS = 60_000  # from the frontier to the office: time is short in a demonstration
EVERY_MS = 6 * 60_000  # a lorry leaves for the demonstration post
_DESTINATION = "AL003010"
_MINUTE_MS = 60_000
_END_S = 30.0


class Neighbour:
    """An office across the border with one officer on duty."""

    def __init__(
        self,
        folder: Path,
        secret: str,
        news: Stream[Changed],
        *,
        clock: Clock,
        chance: Chance,
    ) -> None:
        self._clock = clock
        self._chance = chance
        self._post = Post(Premises.open(folder, chance), secret, clock=clock, chance=chance)
        self._post.sign_in(self._post.premises.vault.officers()[0].credential.name)
        self._link = self._post.https()
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._deaf = news.listen(lambda _changed: self._wake.set())
        self._next = Instant(clock.now() + EVERY_MS)
        self._thread = threading.Thread(target=self._live, name="neighbour", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._wake.set()
        self._thread.join(_END_S)
        self._deaf()
        self._link.close()
        self._post.close()

    def hurry(self) -> None:
        """Begin the next beat now."""
        self._wake.set()

    def beat(self) -> int:
        """Exchange, work on what has arrived, send a lorry if it is time, exchange again.

        The answer is how many movements it worked on.

        Raises:
            Unreachable: its own hub does not answer.
        """
        self._post.round(self._link)
        worked = self._end_arrived() + self._send_one()
        if worked:
            self._post.round(self._link)
        return worked

    def _live(self) -> None:
        while not self._stop.is_set():
            self._wake.clear()
            try:
                self.beat()
            except WaypostError as trouble:
                self._post.workstation.diary.note("neighbour", why=trouble.code)
            self._wake.wait(BEAT_S)

    def _end_arrived(self) -> int:
        """End what was announced long enough ago to have driven here."""
        arrived = self._clock.now() - DRIVE_MS
        lines = self._post.ask(QueueOf(queue="expected")).lines
        here = [line for line in lines if line.since <= arrived and not line.late]
        ended = 0
        for line in here:
            try:
                self._post.do(EndTransit(record=line.record, plate="=", all_intact=True))
                ended += 1
            except Refused as refusal:  # held, or another office has it: somebody else's turn
                self._post.workstation.diary.note("neighbour", why=refusal.code)
        return ended

    def _send_one(self) -> int:
        """Release a lorry for the demonstration post, if the last one left long enough ago."""
        now = self._clock.now()
        if now < self._next:
            return 0
        self._next = Instant(now + EVERY_MS)
        seed = int.from_bytes(self._chance.token(4), "big")
        way = journey(self._post.office, _DESTINATION)
        lodged = Traffic(seed).lodged(now // _MINUTE_MS % 1_000_000, way, now)
        case = Declare(declaration=lodged.declaration, received=lodged.content)
        record = self._post.do(case).value
        marks = seal_numbers(drawn(seed, "seals"), self._post.office[:2], 2)
        release = Release(
            record=record,
            result="A2",
            seals=tuple(SealAffixed(identifier=mark) for mark in marks),
            count=len(marks),
            limit=self._limit(now),
        )
        self._post.do(release)
        return 1

    def _limit(self, now: Instant) -> Day:
        local = moment_of(Instant(now + self._clock.offset() * _MINUTE_MS))
        return default_limit(
            self._post.premises.pack, day_of(local), self._post.office, _DESTINATION
        )
