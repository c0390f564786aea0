"""What sync and hub remember: receipts and levels, positions, deliveries, frames, devices."""

import random

import pytest

from app.acts.envelope import Act
from app.base.clock import Instant
from app.base.ids import ActId
from app.models.deliveries import Delivery
from app.models.devices import Device as Enrolled
from app.models.frames import Staged
from app.models.positions import Position
from app.models.receipts import HANDED_ON, KEPT, RECEIVED, Receipt, Role
from app.models.store import Store
from app.models.stored_acts import Unsent
from tests.acts.example import BARRIER, Device

NOON = Instant(1_795_356_300_000)


def write(store: Store, count: int) -> list[Act]:
    device = Device(1)
    acts = [device.opens(str(number)) for number in range(count)]
    with store.writing() as unit:
        for act in acts:
            unit.add(act, arrived=Instant(NOON + act.envelope.seq))
    return acts


def receipt(act: Act, role: Role = Role.ARBITER, copies: int = 2, head: bytes = b"") -> Receipt:
    return Receipt(
        stream=act.envelope.stream,
        hub="centre",
        epoch=b"8 bytes.",
        role=role,
        seq=act.envelope.seq,
        head=head or act.id,
        at=NOON,
        copies=copies,
        content=b"signed",
    )


def test_an_acts_level_follows_the_receipts_of_its_stream(store: Store) -> None:
    acts = write(store, 4)

    with store.writing() as unit:
        assert set(unit.levels(BARRIER).values()) == {KEPT}
        assert unit.receipts.keep(receipt(acts[2], Role.RELAY))
        assert unit.receipts.keep(receipt(acts[1]))
        assert not unit.receipts.keep(receipt(acts[1]))

    with store.reading() as reading:
        assert [reading.levels(BARRIER)[act.id] for act in acts] == [
            RECEIVED,
            RECEIVED,
            HANDED_ON,
            KEPT,
        ]
        stream = acts[0].envelope.stream
        assert [reading.receipts.level(stream, seq) for seq in (1, 2, 3, 4)] == [3, 3, 2, 1]
        assert reading.receipts.latest(stream) == receipt(acts[1])
        assert reading.receipts.latest(bytes(24)) is None


def test_too_few_copies_are_handed_on_and_not_received(store: Store) -> None:
    acts = write(store, 1)
    with store.writing() as unit:
        unit.receipts.keep(receipt(acts[0], copies=1))

    with store.reading() as reading:
        assert reading.levels(BARRIER, copies=2) == {acts[0].id: HANDED_ON}
        assert reading.levels(BARRIER, copies=1) == {acts[0].id: RECEIVED}


def test_a_receipt_for_another_branch_says_nothing_about_ours(store: Store) -> None:
    acts = write(store, 3)
    with store.writing() as unit:
        unit.receipts.keep(receipt(acts[2], head=b"x" * 32))
        unit.receipts.keep(receipt(acts[0]))

    with store.reading() as reading:
        assert reading.receipts.covered(acts[0].envelope.stream) == 1


def test_what_waits_is_counted_from_the_receipt_on(store: Store) -> None:
    acts = write(store, 3)
    stream = acts[0].envelope.stream
    with store.reading() as reading:
        whole = reading.unsent(stream)
    assert (whole.count, whole.oldest) == (3, NOON + 1)
    assert whole.size == sum(len(act.content + (act.payload or b"")) for act in acts)

    with store.writing() as unit:
        unit.receipts.keep(receipt(acts[1]))
    with store.reading() as reading:
        assert reading.unsent(stream).count == 1
        assert reading.unsent(stream).oldest == NOON + 3
        assert reading.unsent(bytes(24)) == Unsent()


def test_the_timeline_says_when_each_act_came_and_from_whom(store: Store) -> None:
    device = Device(1)
    first, second = device.opens("AA123BB"), device.opens("01234KS")
    with store.writing() as unit:
        unit.add(second, arrived=NOON, via="centre")
        unit.add(first, arrived=Instant(NOON + 1))

    with store.reading() as reading:
        timeline = reading.timeline(BARRIER)
        assert [(one.act, one.arrived, one.via) for one in timeline] == [
            (second, NOON, "centre"),
            (first, NOON + 1, ""),
        ]
        assert reading.acts.arrivals(timeline[0].place, 5) == timeline[1:]


def test_a_fork_is_seen_where_two_acts_have_one_place(store: Store) -> None:
    ours, clone = Device(1), Device(1)
    clone.clock.advance(5)
    acts = {ours.opens("AA123BB"), clone.opens("ZZ000ZZ")}
    with store.writing() as unit:
        for act in acts:
            unit.add(act, arrived=NOON)

    with store.reading() as reading:
        assert set(reading.acts.at(ours.tip.stream, 1)) == acts


def test_a_position_is_good_for_one_epoch_of_the_peer(store: Store) -> None:
    with store.writing() as unit:
        unit.positions.keep("centre", Position("XK001020", b"epoch 1.", 7))
        unit.positions.keep("centre", Position("AL003010", b"epoch 1.", 5))
        unit.positions.keep("centre", Position("AL003010", b"epoch 2.", 0))

    with store.reading() as reading:
        assert reading.positions.of_peer("centre") == (
            Position("AL003010", b"epoch 2.", 0),
            Position("XK001020", b"epoch 1.", 7),
        )
        assert reading.positions.of_peer("relay") == ()


def ids(*numbers: int) -> list[ActId]:
    return [ActId(bytes([number]) * 32) for number in numbers]


def test_positions_in_a_scope_have_no_gaps_and_an_act_keeps_its_own(store: Store) -> None:
    with store.writing() as unit:
        unit.deliveries.deliver({"XK": ids(1, 2), "AL": ids(2)})
        unit.deliveries.deliver({"XK": ids(2, 3, 3)})
        unit.deliveries.deliver({"XK": ids(1)})

    with store.reading() as reading:
        one, two, three = ids(1, 2, 3)
        assert reading.deliveries.after({"XK": 1, "AL": 0}) == (
            Delivery("AL", 1, two),
            Delivery("XK", 2, two),
            Delivery("XK", 3, three),
        )
        assert reading.deliveries.after({"XK": 0}, most=1) == (Delivery("XK", 1, one),)
        assert reading.deliveries.delivered("XK", 2) == (one, two)
        assert reading.deliveries.end("XK") == 3
        assert reading.deliveries.end("MK") == 0
        assert reading.deliveries.holds("XK", one)
        assert not reading.deliveries.holds("AL", one)


def test_a_delivery_rolled_back_leaves_no_gap(store: Store) -> None:
    def halfway() -> None:
        with store.writing() as unit:
            unit.deliveries.deliver({"XK": ids(1, 2)})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        halfway()
    with store.writing() as unit:
        unit.deliveries.deliver({"XK": ids(3)})

    with store.reading() as reading:
        assert reading.deliveries.after({"XK": 0}) == (Delivery("XK", 1, ids(3)[0]),)


def test_a_bundle_is_whole_when_its_frames_are_here_in_whatever_order(store: Store) -> None:
    parts = [b"once ", b"upon ", b"a time"]
    frames = [
        Staged(bundle=b"8 bytes.", index=index, count=3, at=NOON, content=part)
        for index, part in enumerate(parts)
    ]
    random.Random(1).shuffle(frames)

    with store.writing() as unit:
        for frame in frames[:2]:
            assert unit.frames.stage(frame)
            assert not unit.frames.stage(frame)
        assert unit.frames.whole(b"8 bytes.") is None
        assert unit.frames.held(b"8 bytes.") == tuple(sorted(one.index for one in frames[:2]))
        unit.frames.stage(frames[2])
        assert unit.frames.whole(b"8 bytes.") == b"once upon a time"
        unit.frames.drop(b"8 bytes.")
        assert unit.frames.whole(b"8 bytes.") is None


def test_frames_nobody_completes_are_forgotten_by_age(store: Store) -> None:
    with store.writing() as unit:
        for index in range(3):
            at = Instant(NOON + index)
            unit.frames.stage(Staged(bundle=bytes(8), index=index, count=9, at=at, content=b""))
        assert unit.frames.drop_older(Instant(NOON + 2)) == 2
        assert unit.frames.held(bytes(8)) == (2,)


def test_a_revoked_device_stays_revoked_whatever_is_enrolled(store: Store) -> None:
    laptop = Enrolled(id=bytes(16), name="desk 2", office="AL003010", public_key=bytes(32))
    with store.writing() as unit:
        unit.devices.enrol(laptop)
        unit.devices.seen(laptop.id, NOON)
        unit.devices.revoke(laptop.id, Instant(NOON + 5))
        unit.devices.revoke(laptop.id, Instant(NOON + 9))
        unit.devices.enrol(laptop)

    with store.reading() as reading:
        (found,) = reading.devices.of_office("AL003010")
        assert (found.name, found.last_seen, found.revoked) == ("desk 2", NOON, NOON + 5)
        assert reading.devices.enrolled() == (found,)
        assert reading.devices.device(laptop.id) == found
        assert reading.devices.device(b"x") is None
