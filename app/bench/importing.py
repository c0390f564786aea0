"""A step of the officer while acts of others are taken in behind it."""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import count, islice

from app.acts.absorb import Prepared
from app.base.clock import Clock, Instant
from app.base.ids import Chance
from app.bench import large
from app.bench.frame import Figure, shares
from app.security.signatures import SigningKey, fresh_signing_key, verify
from app.sync import arriving, bundle
from app.transit.use_cases import EndTransit
from app.workstation.threaded import ThreadedWorkstation
from app.workstation.workstation import Workstation

PATIENCE_S = 30.0
BUNDLES = 60
STREAM = bytes(reversed(range(24)))
FIRST_IMPORTED = 100_000_000  # far from every number the store was built with


def figures(
    post: Workstation, cases: Sequence[EndTransit], clock: Clock, chance: Chance
) -> Iterator[Figure]:
    """Clean arrivals through the threads of the window while bundles are unpacked and taken in.

    The post is closed afterwards, as the window closes it.
    """
    threaded = ThreadedWorkstation(post)
    samples: list[float] = []
    try:
        with importing(threaded, clock, chance) as importer:
            for case in cases:
                answered = threading.Event()
                began = time.perf_counter()
                threaded.do(case, None, partial(_tell, answered))
                if not answered.wait(PATIENCE_S) or not importer.is_alive():
                    break  # nothing is imported any more: what follows would be the other figure
                samples.append((time.perf_counter() - began) * 1000)
    finally:
        threaded.close()
    yield from shares(f"the same while an import runs ({len(samples)} steps)", samples, 60.0)


@contextmanager
def importing(
    threaded: ThreadedWorkstation, clock: Clock, chance: Chance
) -> Iterator[threading.Thread]:
    """Take bundles in on a lane's thread for as long as the block lasts, and they do."""
    sender = fresh_signing_key(chance)
    packed = list(islice(_packed(threaded.workstation, sender, clock, chance), BUNDLES))
    ended = threading.Event()
    importer = threading.Thread(target=_import, args=(threaded, packed, sender.public, ended))
    importer.start()
    try:
        yield importer
    finally:
        ended.set()
        importer.join()


def _packed(
    post: Workstation, sender: SigningKey, clock: Clock, chance: Chance
) -> Iterator[bytes]:
    """Bundles of announced movements as a hub sends them."""
    movements = large.written(
        post.rooms, count(FIRST_IMPORTED), clock=clock, chance=chance, stream=STREAM
    )
    while True:
        acts = [act for movement in islice(movements, bundle.MOST_ACTS) for act in movement]
        yield bundle.encode(acts, sender)


def _import(
    threaded: ThreadedWorkstation, packed: list[bytes], public: bytes, ended: threading.Event
) -> None:
    """Take bundle after bundle in, slice by slice, for as long as the officer works."""
    post = threaded.workstation

    def holds(body: bytes, seal: bytes) -> bool:
        return verify(public, bundle.SEALED_AS, body, seal)

    for content in packed:
        for piece in arriving.slices(bundle.decode(content, holds)):
            if ended.is_set():
                return
            read = arriving.prepared(post.store, post.rooms.registry, piece)
            if read.new:
                threaded.in_turn(partial(_keep, post, read))


def _tell(answered: threading.Event, answer: object) -> None:
    del answer
    answered.set()


def _keep(post: Workstation, read: Prepared) -> None:
    now = Instant(read.new[-1].envelope.clock.wall)
    arriving.keep(post.store, post.rooms.registry, read, now=now, via="XK hub")
