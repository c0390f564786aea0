"""One suite over both journals: whatever the core may rely on, each of them does."""

import random
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TypeAlias

import pytest

from app.acts.absorb import keep, overtaken, prepare, refold
from app.acts.chain import Tip, tip_of
from app.acts.envelope import Act
from app.acts.fold import Tombstone, fold
from app.acts.general import JOINED, PURGED, Joined, Purged
from app.acts.journal import Journal
from app.acts.memory import MemoryJournal
from app.acts.stamps import Ticker
from app.base.clock import FakeClock, Instant
from app.base.ids import ActId, RecordId, SeededChance
from app.models.store import Store
from app.security import canonical
from tests.acts.example import BARRIER, OPENED, REGISTRY, Device, Opened
from tests.models.conftest import KEY

NOON = Instant(1_795_356_300_000)
ELSEWHERE = RecordId(bytes(16))
FAR_AWAY = RecordId(b"\xff" * 16)

Make: TypeAlias = Callable[[], Journal]


@pytest.fixture(params=["memory", "SQLite"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Make]:
    """Makes an empty journal of each kind, as many as are asked for."""
    with ExitStack() as opened:

        def fresh() -> Journal:
            if request.param == "memory":
                return MemoryJournal(REGISTRY)
            folder = tmp_path / str(len(list(tmp_path.iterdir())))
            store = Store.create(folder, KEY, REGISTRY, clock=FakeClock(), chance=SeededChance(1))
            return opened.enter_context(store).journal

        yield fresh


@pytest.fixture
def journal(make: Make) -> Journal:
    return make()


def take(journal: Journal, acts: Iterable[Act], via: str = "hub") -> None:
    for act in acts:
        with journal.writing() as unit:
            keep(unit, prepare(unit, REGISTRY, [act]), arrived=NOON, via=via)


def a_day() -> list[Act]:
    """Acts of two devices on one record: in a row, concurrent, contradicting, agreeing."""
    ours, theirs = Device(1), Device(2)
    first = ours.opens("AA123BB")
    acts = [first, theirs.opens("AA123BB"), ours.shuts(on=[first.id])]
    acts.append(theirs.opens("01234KS", on=[acts[1].id, acts[2].id]))
    acts.append(ours.opens("XX999XX", on=[acts[2].id]))
    return acts


def test_an_act_comes_back_as_it_was_given(journal: Journal) -> None:
    act = Device(1).opens("AA123BB")
    with journal.writing() as unit:
        assert unit.add(act, arrived=NOON)

    with journal.reading() as reading:
        assert reading.act(act.id) == act
        assert reading.acts_of(BARRIER) == (act,)
        assert reading.held([act.id, ActId(bytes(32))]) == {act.id}
        assert reading.act(ActId(bytes(32))) is None
        assert reading.held([]) == frozenset()


def test_adding_an_act_twice_says_so_and_changes_nothing(journal: Journal) -> None:
    act = Device(1).opens("AA123BB")
    with journal.writing() as unit:
        assert unit.add(act, arrived=NOON)
        assert not unit.add(act, arrived=Instant(NOON + 1), via="hub")

    with journal.writing() as unit:
        assert not unit.add(act, arrived=NOON)
        assert unit.acts_of(BARRIER) == (act,)
        assert unit.tips() == (tip_of(act),)


def test_the_same_acts_in_any_order_of_arrival_make_the_same_bytes(make: Make) -> None:
    acts = a_day()
    wanted = fold(BARRIER, acts, REGISTRY)

    for seed in range(6):
        shuffled = list(acts)
        random.Random(seed).shuffle(shuffled)
        journal = make()
        take(journal, shuffled)
        with journal.reading() as reading:
            folded = reading.folded(BARRIER)
        assert folded is not None
        assert folded.state_bytes() == wanted.state_bytes()
        assert folded == wanted


def test_a_block_that_raises_leaves_nothing_behind(journal: Journal) -> None:
    device = Device(1)
    before = device.opens("AA123BB")
    take(journal, [before])
    after = device.shuts(on=[before.id])
    united = device.act(JOINED, Joined(into=ELSEWHERE))
    with journal.reading() as reading:
        stood = reading.folded(BARRIER)

    def halfway() -> None:
        with journal.writing() as unit:
            keep(unit, prepare(unit, REGISTRY, [after, united]), arrived=NOON)
            unit.attach(canonical.digest(b"photo"), b"photo")
            unit.keep_ticker(Ticker(hlc=7))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        halfway()

    with journal.writing() as unit:
        assert unit.held([after.id, united.id]) == frozenset()
        assert unit.tips() == (tip_of(before),)
        assert unit.folded(BARRIER) == stood
        assert unit.surviving(BARRIER) == BARRIER
        assert unit.attached(canonical.digest(b"photo")) is None
        assert unit.ticker() == Ticker()
        assert unit.add(after, arrived=NOON)


def test_a_tip_waits_at_a_gap_and_runs_on_when_it_closes(journal: Journal) -> None:
    device = Device(1)
    acts = [device.opens(str(number)) for number in range(4)]
    stream = acts[0].envelope.stream

    with journal.writing() as unit:
        assert unit.tip(stream) == Tip(stream)
        unit.add(acts[2], arrived=NOON)
        assert unit.tips() == ()
        unit.add(acts[0], arrived=NOON)
        unit.add(acts[3], arrived=NOON)
        assert unit.tip(stream) == tip_of(acts[0])
        unit.add(acts[1], arrived=NOON)
        assert unit.tip(stream) == tip_of(acts[3])

    with journal.reading() as reading:
        assert reading.stream_acts(stream, 1, 2) == tuple(acts[1:3])
        assert reading.stream_acts(stream, 4, 10) == ()


def test_tips_stand_in_the_order_of_their_streams(journal: Journal) -> None:
    acts = [Device(number).opens("AA123BB") for number in (3, 1, 2)]

    take(journal, acts)

    with journal.reading() as reading:
        assert [tip.stream[0] for tip in reading.tips()] == [1, 2, 3]


def test_both_branches_of_a_fork_are_kept_and_the_tip_stays_on_the_first(
    journal: Journal,
) -> None:
    ours, clone = Device(1), Device(1)
    clone.clock.advance(5)
    first, other = ours.opens("AA123BB"), clone.opens("ZZ000ZZ")
    second, other_second = ours.opens("AA124BB"), clone.opens("ZZ001ZZ")

    take(journal, [first, other, other_second, second])

    with journal.reading() as reading:
        assert (first.envelope.stream, 1) == (other.envelope.stream, other.envelope.seq)
        assert reading.held([first.id, other.id]) == {first.id, other.id}
        assert set(reading.stream_acts(first.envelope.stream, 0, 9)) == {
            first,
            other,
            second,
            other_second,
        }
        assert reading.tip(first.envelope.stream) == tip_of(second)


@pytest.mark.parametrize("swapped", [False, True])
def test_joining_in_either_order_gives_one_record(journal: Journal, swapped: bool) -> None:
    device = Device(1)
    here = device.opens("AA123BB")
    there = device.act(OPENED.name, Opened(plate="01234KS"), record=ELSEWHERE)
    joins = [
        device.act(JOINED, Joined(into=ELSEWHERE), on=[here.id]),
        device.act(JOINED, Joined(into=FAR_AWAY), on=[there.id], record=ELSEWHERE),
    ]

    take(journal, [here, there, *(reversed(joins) if swapped else joins)])

    with journal.reading() as reading:
        for record in (BARRIER, ELSEWHERE, FAR_AWAY):
            assert reading.surviving(record) == FAR_AWAY
            assert set(reading.acts_of(record)) == {here, there, *joins}
            folded = reading.folded(record)
            assert folded is not None
            assert folded.id == FAR_AWAY
            assert folded == fold(FAR_AWAY, [here, there, *joins], REGISTRY)


def test_joining_twice_or_two_ways_ends_at_the_same_id(make: Make) -> None:
    pairs = [(BARRIER, ELSEWHERE), (BARRIER, FAR_AWAY), (BARRIER, ELSEWHERE)]
    ends = set()
    for seed in range(4):
        shuffled = list(pairs)
        random.Random(seed).shuffle(shuffled)
        with make().writing() as unit:
            for record, into in shuffled:
                unit.join(record, into)
            ends.add(tuple(map(unit.surviving, (BARRIER, ELSEWHERE, FAR_AWAY))))

    assert ends == {(ELSEWHERE,) * 3}


def test_joins_that_arrive_as_acts_in_any_order_make_one_record(make: Make) -> None:
    device = Device(1)
    acts = [
        device.act(OPENED.name, Opened(plate=record.hex()[:4]), record=record)
        for record in (BARRIER, ELSEWHERE, FAR_AWAY)
    ]
    acts += [
        device.act(JOINED, Joined(into=ELSEWHERE), record=BARRIER),
        device.act(JOINED, Joined(into=FAR_AWAY), record=BARRIER),
        device.act(JOINED, Joined(into=FAR_AWAY), record=ELSEWHERE),
        device.act(JOINED, Joined(into=BARRIER), record=ELSEWHERE),
    ]
    made = set()
    for seed in range(12):
        shuffled = list(acts)
        random.Random(seed).shuffle(shuffled)
        journal = make()
        if seed % 2:
            take(journal, shuffled)
        else:
            with journal.writing() as unit:
                keep(unit, prepare(unit, REGISTRY, shuffled), arrived=NOON)
        with journal.reading() as reading:
            folded = reading.folded(BARRIER)
            assert folded is not None
            assert folded.count == len(acts)
            made.add((folded.id, folded.state_bytes()))

    assert len(made) == 1


def test_a_ring_of_joins_still_has_one_end(make: Make) -> None:
    for pairs in ([(BARRIER, FAR_AWAY), (FAR_AWAY, BARRIER)],) * 2:
        with make().writing() as unit:
            for record, into in reversed(pairs):
                unit.join(record, into)
            assert unit.surviving(FAR_AWAY) == unit.surviving(BARRIER) == BARRIER


def test_a_record_joined_away_is_no_longer_kept_under_its_own_id(journal: Journal) -> None:
    device = Device(1)
    here = device.opens("AA123BB")
    take(journal, [here])

    with journal.writing() as unit:
        unit.join(BARRIER, ELSEWHERE)
        assert unit.folded(BARRIER) is None
        folded = refold(unit, REGISTRY, BARRIER)
        assert folded is not None
        assert unit.folded(BARRIER) == folded


def test_acts_come_in_the_order_they_arrived_not_the_order_they_were_made(
    journal: Journal,
) -> None:
    device = Device(1)
    first, second = device.opens("AA123BB"), device.opens("01234KS")

    take(journal, [second, first])

    with journal.reading() as reading:
        assert reading.acts_of(BARRIER) == (second, first)


def test_an_attachment_is_kept_once_under_its_hash(journal: Journal) -> None:
    digest = canonical.digest(b"photo")
    with journal.writing() as unit:
        unit.attach(digest, b"photo")
        unit.attach(digest, b"photo")

    with journal.reading() as reading:
        assert reading.attached(digest) == b"photo"
        assert reading.attached(bytes(32)) is None


def test_the_ticker_is_remembered(journal: Journal) -> None:
    ticker = Ticker(hlc=1 << 60, highest=5, anchor=4, boot=b"8 bytes.")
    with journal.writing() as unit:
        assert unit.ticker() == Ticker()
        unit.keep_ticker(ticker)

    with journal.writing() as unit:
        assert unit.ticker() == ticker


def test_an_act_whose_payload_is_withheld_is_kept_without_it(journal: Journal) -> None:
    whole = Device(1).opens("AA123BB")
    bare = Act(
        id=whole.id, envelope=whole.envelope, content=whole.content, signature=whole.signature
    )

    take(journal, [bare])

    with journal.reading() as reading:
        assert reading.act(whole.id) == bare


def test_a_payload_purged_before_it_came_is_stripped_on_entry(journal: Journal) -> None:
    device = Device(1)
    opened = device.opens("AA123BB")
    shut = device.shuts(on=[opened.id])
    purged = device.act(
        PURGED, Purged(payloads=(shut.envelope.payload,), reason="30 days"), on=[shut.id]
    )
    with journal.writing() as unit:
        unit.add(opened, arrived=NOON)
        unit.add(purged, arrived=NOON)
        unit.add(shut, arrived=NOON)
        late = unit.act(shut.id)
        folded = refold(unit, REGISTRY, BARRIER)

    assert late is not None
    assert late.payload is None
    assert folded is not None
    assert folded.state == Tombstone()
    with journal.reading() as reading:
        assert reading.folded(BARRIER) == folded


def test_an_unknown_kind_is_kept_and_makes_no_record(journal: Journal) -> None:
    act = Device(1).act(JOINED, Joined(into=ELSEWHERE))

    take(journal, [act])

    with journal.reading() as reading:
        assert reading.folded(BARRIER) is None
        assert reading.acts_of(ELSEWHERE) == (act,)


def test_what_was_read_is_overtaken_by_an_act_on_the_same_record_alone(journal: Journal) -> None:
    device, other = Device(1), Device(2)
    first = device.opens("AA 001 AA")
    with journal.reading() as look:
        read = prepare(look, REGISTRY, [device.shuts(on=[first.id])])
    take(journal, [other.act(OPENED.name, Opened(plate="AA 002 AA"), record=ELSEWHERE)])
    with journal.reading() as look:
        assert not overtaken(look, read)
    take(journal, [first])
    with journal.reading() as look:
        assert overtaken(look, read)


def test_what_was_read_is_overtaken_by_another_record_that_is_joined_to_it(
    journal: Journal,
) -> None:
    device, other = Device(1), Device(2)
    take(journal, [first := device.opens("AA 001 AA")])
    with journal.reading() as look:
        read = prepare(look, REGISTRY, [device.shuts(on=[first.id])])
    take(journal, [other.act(JOINED, Joined(into=BARRIER), record=ELSEWHERE)])
    with journal.reading() as look:
        assert overtaken(look, read)
