"""No number twice, no guarantee freed twice; drafts stay their author's."""

import pytest

from app.base.clock import Instant
from app.base.errors import Refused
from app.base.ids import RecordId
from app.models.drafts import Draft
from app.models.leases import Became, Lease
from app.models.ledger import Quota, Reservation
from app.models.store import Store

NOON = Instant(1_795_356_300_000)
STREAM, OTHER = bytes(24), b"\x01" * 24


def lease(first: int, last: int, **fields: int) -> Lease:
    return Lease(
        kind="mrn",
        stream=STREAM,
        first=first,
        last=last,
        expiry=Instant(fields.get("expiry", 0)),
        fence=fields.get("fence", 1),
        next=first,
    )


def test_serials_are_taken_in_order_from_one_block_to_the_next(store: Store) -> None:
    with store.writing() as unit:
        unit.leases.lease(lease(1, 2))
        unit.leases.lease(lease(11, 12))
        assert unit.leases.free("mrn", STREAM, NOON) == 4
        taken = []
        while (serial := unit.leases.next_serial("mrn", STREAM, NOON)) is not None:
            unit.leases.use("mrn", STREAM, serial, f"26AL{serial}")
            taken.append(serial)

        assert taken == [1, 2, 11, 12]
        assert unit.leases.free("mrn", STREAM, NOON) == 0
        assert unit.leases.next_serial("mrn", OTHER, NOON) is None
        assert unit.leases.top("mrn") == (12, 1)
        assert unit.leases.top("lrn") == (0, 0)


def test_no_serial_and_no_number_is_taken_twice(store: Store) -> None:
    with store.writing() as unit:
        unit.leases.lease(lease(1, 9))
        unit.leases.use("mrn", STREAM, 1, "26AL1")

    for serial, number in ((1, "26AL2"), (2, "26AL1"), (10, "26AL10")):
        with (
            pytest.raises(Refused, match=r"store\.number_taken"),
            store.writing() as unit,
        ):
            unit.leases.use("mrn", STREAM, serial, number)
    with pytest.raises(Refused), store.writing() as unit:
        unit.leases.use("mrn", OTHER, 2, "26AL2")
    with store.reading() as reading:
        assert reading.leases.next_serial("mrn", STREAM, NOON) == 2


def test_a_serial_given_up_is_never_used(store: Store) -> None:
    with store.writing() as unit:
        unit.leases.lease(lease(1, 9))
        unit.leases.give_up("mrn", STREAM, 1, Became.VOID)
        unit.leases.give_up("mrn", STREAM, 2, Became.RETURNED)
        unit.leases.use("mrn", STREAM, 4, "26AL4")
        assert unit.leases.next_serial("mrn", STREAM, NOON) == 5

    with pytest.raises(Refused), store.writing() as unit:
        unit.leases.use("mrn", STREAM, 1, "26AL1")
    with store.reading() as reading:
        assert reading.leases.became("mrn", 1, 9) == (
            (1, "", Became.VOID),
            (2, "", Became.RETURNED),
            (4, "26AL4", Became.USED),
        )


def test_past_its_end_a_block_gives_nothing(store: Store) -> None:
    with store.writing() as unit:
        unit.leases.lease(lease(1, 9, expiry=NOON))

        assert unit.leases.next_serial("mrn", STREAM, Instant(NOON - 1)) == 1
        assert unit.leases.next_serial("mrn", STREAM, NOON) is None
        assert unit.leases.free("mrn", STREAM, NOON) == 0


def test_a_fence_only_rises(store: Store) -> None:
    with store.writing() as unit:
        unit.leases.lease(lease(1, 9, fence=3, expiry=5))
        unit.leases.use("mrn", STREAM, 1, "26AL1")
        unit.leases.lease(lease(1, 9, fence=2, expiry=9))
        (kept,) = unit.leases.of_kind("mrn")
        assert (kept.fence, kept.expiry, kept.next) == (3, 5, 2)
        unit.leases.lease(lease(1, 9, fence=4, expiry=9))
        (kept,) = unit.leases.of_kind("mrn")
        assert (kept.fence, kept.expiry, kept.next) == (4, 9, 2)


def reservation(mrn: str, amount: int) -> Reservation:
    return Reservation(grn="26AL0001", mrn=mrn, amount=amount, currency="EUR", at=NOON)


def test_a_guarantee_is_freed_once_whoever_asks(store: Store) -> None:
    with store.writing() as unit:
        assert unit.ledger.reserve(reservation("M1", 1000))
        assert not unit.ledger.reserve(reservation("M1", 9))
        assert unit.ledger.reserve(reservation("M2", 500))
        assert unit.ledger.reserved("26AL0001") == 1500

    with store.writing() as unit:
        assert unit.ledger.free("26AL0001", "M1", NOON, b"act")
        assert not unit.ledger.free("26AL0001", "M1", NOON, b"another")

    with store.reading() as reading:
        assert reading.ledger.reserved("26AL0001") == 500
        assert [one.mrn for one in reading.ledger.reservations("26AL0001")] == ["M2"]
        assert reading.ledger.reserved("none") == 0


def test_a_quota_changes_only_under_a_higher_fence(store: Store) -> None:
    quota = Quota(grn="G", stream=STREAM, amount=5, currency="EUR", expiry=NOON, fence=2)
    lower = Quota(grn="G", stream=STREAM, amount=9, currency="EUR", expiry=NOON, fence=2)
    higher = Quota(grn="G", stream=STREAM, amount=9, currency="EUR", expiry=NOON, fence=3)
    with store.writing() as unit:
        unit.ledger.grant(quota)
        unit.ledger.grant(lower)
        assert unit.ledger.quotas("G") == (quota,)
        unit.ledger.grant(higher)
        assert unit.ledger.quotas("G") == (higher,)


def draft(number: int, officer: bytes, changed: int, content: bytes = b"") -> Draft:
    return Draft(
        id=bytes([number]) * 16,
        officer=officer,
        kind="arrive",
        record=RecordId(bytes(16)),
        changed=Instant(changed),
        content=content,
    )


def test_drafts_are_their_authors_and_last_changed_come_first(store: Store) -> None:
    mine, theirs = b"m" * 16, b"t" * 16
    with store.writing() as unit:
        unit.drafts.keep(draft(1, mine, 1))
        unit.drafts.keep(draft(2, mine, 2))
        unit.drafts.keep(draft(3, theirs, 3))
        unit.drafts.keep(draft(1, mine, 4, b"more"))
        unit.drafts.keep(draft(1, theirs, 5, b"stolen"))
        unit.drafts.drop(draft(2, mine, 2).id)

    with store.reading() as reading:
        assert reading.drafts.of_officer(mine) == (draft(1, mine, 4, b"more"),)
        assert reading.drafts.draft(bytes([3]) * 16) == draft(3, theirs, 3)
        assert reading.drafts.draft(b"none") is None
