"""A process that forks workers at once: each opens the post, works, and is killed by the test.

Run as a program with the post's folder. Each line on standard input starts one worker; its number
is answered. What a worker was told is saved goes into ``told.bin``, 32 bytes an act; one page of
shared memory says how many steps are done and whether a transaction is open.
"""

import mmap
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from app.base.clock import SystemClock
from app.base.ids import SystemChance
from app.models.looks import StoreUnit
from app.transit.use_cases import Declare
from app.workstation.cases import SignIn
from app.workstation.drafts import KeepDraft
from app.workstation.premises import Premises
from app.workstation.rooms import Rooms
from app.workstation.workstation import Workstation
from tests.transit.goods import DECLARATION

STEPS, OPEN, TYPED = 0, 8, 16
PAGE = 4096


def main(folder: Path, secret: str) -> None:
    rooms = Rooms()
    with (folder.parent / "shared").open("r+b") as file:
        shared = mmap.mmap(file.fileno(), PAGE)
    for _ in sys.stdin:
        shared[:24] = bytes(24)
        worker = os.fork()
        if worker == 0:
            work(folder, secret, rooms, shared)
        sys.stdout.write(f"{worker}\n")
        sys.stdout.flush()
        os.waitpid(worker, 0)
        sys.stdout.write("gone\n")
        sys.stdout.flush()


def work(folder: Path, secret: str, rooms: Rooms, shared: mmap.mmap) -> None:
    """Declare movements and type a draft until killed."""
    told = os.open(folder.parent / "told.bin", os.O_WRONLY | os.O_APPEND)
    clock = SystemClock()
    premises = Premises.open(folder, SystemChance())
    post = Workstation(premises, clock=clock, chance=SystemChance(), rooms=rooms)
    post.do(SignIn(officer=premises.vault.officers()[0].officer, secret=secret))
    watch(post, shared)
    number = 0
    while True:
        number += 1
        lrn = f"{os.getpid()}-{number}"
        outcome = post.do(Declare(declaration=msgspec.structs.replace(DECLARATION, lrn=lrn)))
        os.write(told, b"".join(outcome.acts))
        shared[TYPED : TYPED + 8] = number.to_bytes(8, "big")
        post.do(KeepDraft(page="arrive", fields={"remarks": str(number)}))
        shared[STEPS : STEPS + 8] = number.to_bytes(8, "big")


def watch(post: Workstation, shared: mmap.mmap) -> None:
    """Say in the shared page while a transaction is open."""
    store = post.store
    plain = store.writing

    @contextmanager
    def writing() -> Iterator[StoreUnit]:
        with plain() as unit:
            shared[OPEN] = 1
            yield unit
        shared[OPEN] = 0

    store.writing = writing  # type: ignore[method-assign] # the test looks on, it changes nothing


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
