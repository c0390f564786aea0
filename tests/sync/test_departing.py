"""What leaves when: grace, urgency, handing over, and never out of turn."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from app.acts.chain import Author, Draft, Tip, tip_of, write
from app.acts.envelope import Act
from app.acts.kinds import Kind, Registry
from app.acts.stamps import Ticker, tick
from app.base.clock import FakeClock, Instant
from app.base.ids import SeededChance
from app.models.store import Store
from app.security.roles import Capacity
from app.security.signatures import fresh_signing_key
from app.sync import departing, frames
from app.sync.departing import GRACE_MS, LARGE, MOST_ACTS, Leaving, Loading
from app.sync.frames import Type
from tests.acts.example import BARRIER, OPENED, SHUT, BarrierKind, Opened, Shut

STOP = msgspec.structs.replace(SHUT, name="barrier.stopped", urgent=True, personal=False)
REGISTRY = Registry((OPENED, SHUT, STOP), (BarrierKind(),))
STREAM = bytes([7]) * 24
KEY = fresh_signing_key(SeededChance(2))


class Journal:
    """One stream in a store, and the clock it is written by."""

    def __init__(self, folder: Path) -> None:
        self.clock = FakeClock()
        self.chance = SeededChance(3)
        self.store = Store.create(
            folder, bytes(32), REGISTRY, clock=self.clock, chance=self.chance
        )
        self.tip = Tip(STREAM)

    def writes(self, kind: Kind = OPENED, *, plate: str = "AA123BB") -> Act:
        stamp, _ = tick(Ticker(), self.clock)
        fact = Opened(plate=plate) if kind is OPENED else Shut()
        draft = Draft(record=BARRIER, kind=kind, fact=fact)
        author = Author(office="AL003010", capacity=Capacity.DEVICE)
        act = write(draft, author, self.tip, stamp=stamp, chance=self.chance)
        self.tip = tip_of(act)
        with self.store.writing() as unit:
            unit.add(act, arrived=self.clock.now())
        return act

    def leaving(self, *, after: int = 0, handed: int = 0) -> Leaving:
        now = Instant(self.clock.now())
        with self.store.reading() as look:
            return departing.leaving(look, REGISTRY, STREAM, after, now=now, handed=handed)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    made = Journal(tmp_path / "post")
    yield made
    made.store.close()


def test_an_act_stays_until_its_grace_is_over(journal: Journal) -> None:
    first = journal.writes()
    journal.clock.advance(GRACE_MS - 1)
    second = journal.writes()
    assert journal.leaving().acts == ()

    journal.clock.advance(1)
    assert journal.leaving().acts == (first,)

    journal.clock.advance(GRACE_MS)
    assert journal.leaving().acts == (first, second)


def test_what_is_handed_over_leaves_at_once_and_what_came_after_stays(journal: Journal) -> None:
    acts = tuple(journal.writes() for _ in range(3))
    later = journal.writes()

    assert journal.leaving(handed=3).acts == acts
    assert later not in journal.leaving(handed=3).acts


def test_an_urgent_act_leaves_at_once_and_takes_along_what_stands_before_it(
    journal: Journal,
) -> None:
    before = journal.writes()
    urgent = journal.writes(STOP)
    journal.writes()

    assert journal.leaving().acts == (before, urgent)


def test_what_a_receipt_covers_does_not_leave_again(journal: Journal) -> None:
    acts = tuple(journal.writes() for _ in range(4))

    assert journal.leaving(after=2, handed=9).acts == acts[2:]
    assert journal.leaving(after=4, handed=9).acts == ()


def test_more_than_fits_in_a_flight_is_told(journal: Journal) -> None:
    for _ in range(MOST_ACTS):
        journal.writes()
    assert not journal.leaving(handed=MOST_ACTS - 1).more

    leaving = journal.leaving(handed=MOST_ACTS)

    assert (len(leaving.acts), leaving.more) == (MOST_ACTS, True)


def test_the_same_acts_give_the_same_frames(journal: Journal) -> None:
    acts = [journal.writes(plate=str(number)) for number in range(60)]

    once, again = (list(departing.bundled(acts, KEY)) for _ in range(2))

    assert once == again
    assert [act for outgoing in once for act in outgoing.acts] == [act.id for act in acts]


def test_a_large_bundle_waits_for_an_answer_and_holds_its_stream_back(journal: Journal) -> None:
    noise = SeededChance(8).token((LARGE + 9) * frames.MOST).hex()
    acts = [journal.writes(), journal.writes(plate=noise), journal.writes()]
    first, large, last = departing.bundled(acts, KEY)
    asking = Loading({})

    asking.load((first, large, last))

    assert (asking.sending, asking.offers, asking.more) == ([first], [large.name], True)
    told = Loading({large.name: frozenset(range(LARGE))})
    told.load((first, large, last))
    left = [frame for frame, outgoing in told.flight() if outgoing is large]
    assert [frame.index for frame in left] == list(range(LARGE, len(large.frames)))
    assert last in told.sending


def test_a_flight_ends_where_the_other_side_must_be_heard(journal: Journal) -> None:
    outgoing = next(iter(departing.bundled([journal.writes()], KEY)))
    loading = Loading({})

    loading.load([outgoing] * 9_000)

    assert loading.is_full
    assert loading.more
    assert len(loading.sending) < 9_000


def test_small_frames_travel_several_in_a_piece() -> None:
    cut = frames.split(Type.BUNDLE, bytes(5_000))

    pieces = list(departing.pieces(cut))

    assert b"".join(pieces) == b"".join(map(frames.encode, cut))
    assert len(pieces) < len(cut)
    assert max(map(len, pieces)) <= departing.PIECE
