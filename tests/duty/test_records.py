"""The small logs of duty fold from their acts, stand in no queue and are found by no key."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.acts.chain import Author
from app.acts.steps import Plan, Planned
from app.base.clock import FakeClock
from app.base.ids import RecordId
from app.duty.acts import NumbersLeased
from app.duty.record import Device, DeviceKind, Duty, DutyKind, Lease, LeaseKind, Print, PrintKind
from app.security.roles import Capacity
from app.transit.acts import Held
from app.workstation.cases import Lock
from app.workstation.status import Counts
from tests.workstation.post import ARBEN, Post, make_post

LENT = RecordId(b"L" * 16)


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    clock = FakeClock()
    make_post(tmp_path / "post", clock)
    with Post(tmp_path / "post", clock) as opened:
        opened.sign_in()
        yield opened


def lend(post: Post) -> None:
    fact = NumbersLeased(
        number="mrn",
        office="AL002000",
        stream=post.workstation.scribe.stream,
        first=1,
        last=50,
        expires=0,
        fence=3,
    )
    plan = Plan(acts=(Planned(record=LENT, kind="numbers.leased", fact=fact),))
    author = Author(office="AL000000", capacity=Capacity.DEVICE)
    post.workstation.scribe.write(plan, author)


def test_a_block_of_numbers_is_in_the_scope_of_its_office(post: Post) -> None:
    lend(post)
    lease = post.folded(LENT).state
    assert isinstance(lease, Lease)
    assert (lease.number, lease.first, lease.last, lease.fence) == ("mrn", 1, 50, 3)
    with post.workstation.store.reading() as look:
        assert [row.record for row in look.records.of_office("AL002000")] == [LENT]


def test_a_duty_tells_since_when_until_when_and_by_what_it_ended(post: Post) -> None:
    begun = post.own_acts()[-1]
    post.clock.advance(3_600_000)
    post.do(Lock(by="officer"))
    duty = post.folded(begun.record).state
    assert isinstance(duty, Duty)
    assert (duty.officer, duty.duty, duty.by) == (ARBEN, "transit", "officer")
    assert duty.until - duty.since == 3_600_000
    with post.workstation.store.reading() as look:
        row = look.records.row(begun.record)
    assert row is not None
    assert (row.state, row.is_open) == ("closed", False)


def test_records_of_duty_are_neither_queued_nor_found(post: Post) -> None:
    lend(post)
    assert post.ask(Counts()).counts == {}
    for kind in (DutyKind(), PrintKind(), DeviceKind(), LeaseKind()):
        opened = kind.opened(LENT)
        assert tuple(kind.keys(opened)) == ()
        assert kind.listing(opened, held=False).queues == ()
        assert kind.listing(opened, held=True).is_open


def test_an_act_of_another_room_changes_nothing(post: Post) -> None:
    held = Held(reason="x", occurred=post.clock.now())
    told = post.workstation.rooms.registry.read(post.own_acts()[-1])
    stranger = type(told)(act=told.act, fact=held)
    for kind, state in (
        (DutyKind(), Duty(officer="A")),
        (PrintKind(), Print(document="tad")),
        (DeviceKind(), Device(epochs=2)),
        (LeaseKind(), Lease(number="mrn")),
    ):
        assert kind.apply(state, stranger) == state
