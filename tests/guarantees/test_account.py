"""The account of a guarantee tells what is known here and since when, and guesses no amount."""

from pathlib import Path

import pytest

from app.acts.steps import Plan, Planned
from app.base.errors import Refused
from app.base.ids import RecordId
from app.base.quantities import quantity
from app.guarantees import acts
from app.guarantees.views import GuaranteePage, GuaranteeRow
from app.reference.texts import texts
from app.security.roles import Role
from app.transit.use_cases import Declare, Release
from tests.transit.goods import DECLARATION, DURRES, GRN
from tests.transit.store_post import StorePost
from tests.transit.test_corridor import LIMIT

OTHER = "26AL0020000002SGJ7"


@pytest.fixture
def durres(tmp_path: Path) -> StorePost:
    return StorePost(tmp_path, DURRES)


def released(post: StorePost) -> str:
    record = post.opened(Declare(declaration=DECLARATION))
    return str(post.do(Release(record=record, result="A2", exempt=True, limit=LIMIT)))


def account(post: StorePost, grn: str = GRN) -> GuaranteeRow:
    row = post.ask(GuaranteePage(grn=grn))
    assert isinstance(row, GuaranteeRow)
    return row


def tell(post: StorePost, mrn: str, kind: str, fact: acts.Fact) -> None:
    """What the centre says of a reservation."""
    record = RecordId(account(post).open[0].reservation) if mrn != OTHER else RecordId(b"r" * 16)
    post.role = Role.CENTRE
    post.write(Plan(acts=(Planned(record=record, kind=kind, fact=fact),)))
    post.role = Role.OFFICER


def test_the_account_shows_who_uses_it_and_since_when_that_is_known(durres: StorePost) -> None:
    mrn = released(durres)
    row = account(durres)
    (use,) = row.open
    assert (use.mrn, use.state, use.office) == (mrn, "guarantees.state.reserved", DURRES)
    assert use.movement != b""
    assert use.holder == row.holder == DECLARATION.holder.name
    assert (row.holders, row.closed, row.is_whole) == (1, (), True)
    assert row.type_words != row.type != ""
    assert row.as_known == use.as_known == durres.clock.now()


def test_sums_stand_by_state_each_with_the_moment_it_is_known_of(durres: StorePost) -> None:
    mrn = released(durres)
    (before,) = account(durres).figures
    assert (before.name, before.count) == ("reserved", 1)
    durres.clock.advance(60_000)
    at = durres.clock.now()
    tell(durres, mrn, acts.CONFIRMED, acts.Confirmed(grn=GRN, mrn=mrn, occurred=at))
    (after,) = account(durres).figures
    assert (after.name, after.amount, after.as_known) == ("confirmed", before.amount, at)
    tell(durres, mrn, acts.FREED, acts.Freed(grn=GRN, mrn=mrn, occurred=at))
    row = account(durres)
    assert [one.name for one in row.figures] == ["freed"]
    assert (row.open, row.closed[0].freed) == ((), at)


def test_sums_of_two_currencies_are_not_added_and_a_missing_amount_is_counted(
    durres: StorePost,
) -> None:
    released(durres)
    for at, (amount, currency) in enumerate(((quantity("10.50"), "CHF"), (None, "CHF"))):
        fact = acts.Reserved(
            grn=GRN,
            mrn=f"{OTHER[:-1]}{at}",
            guarantee_type="1",
            occurred=durres.clock.now(),
            amount=amount,
            currency=currency,
        )
        record = RecordId(bytes([at + 1]) * 16)
        durres.write(Plan(acts=(Planned(record=record, kind=acts.RESERVED, fact=fact),)))
    francs = next(one for one in account(durres).figures if one.currency == "CHF")
    assert (francs.amount, francs.count, francs.unstated) == ("10.5", 2, 1)
    unheld = [use for use in account(durres).open if use.movement == b""]
    assert {use.holder for use in unheld} == {""}


def test_why_the_centre_has_no_room_is_told_in_words(durres: StorePost) -> None:
    mrn = released(durres)
    over = acts.Overdrawn(grn=GRN, mrn=mrn, reason="G02", occurred=durres.clock.now())
    tell(durres, mrn, acts.OVERDRAWN, over)
    assert account(durres).open[0].reason == "Not in force"


def test_what_the_centre_alone_knows_is_said_in_words(durres: StorePost) -> None:
    released(durres)
    row = account(durres)
    english = texts("en")
    for words in (row.validity, row.reference, row.free):
        said = english.say(words.code)
        assert "not known here" in said
    assert all(english.has(one.words) for one in row.figures)


def test_a_guarantee_nobody_used_here_has_no_account(durres: StorePost) -> None:
    with pytest.raises(Refused, match="no_account"):
        account(durres, "24AL0000000999999")


def test_a_number_that_is_none_is_doubted_beside_it(durres: StorePost) -> None:
    fact = acts.Reserved(
        grn="24AL0000000123450",
        mrn=OTHER,
        guarantee_type="1",
        occurred=durres.clock.now(),
    )
    record = RecordId(b"x" * 16)
    durres.write(Plan(acts=(Planned(record=record, kind=acts.RESERVED, fact=fact),)))
    assert account(durres, "24AL0000000123450").findings != ()
    short = acts.Reserved(
        grn="NOTANUMBER", mrn=OTHER, guarantee_type="1", occurred=durres.clock.now()
    )
    planned = Planned(record=RecordId(b"y" * 16), kind=acts.RESERVED, fact=short)
    durres.write(Plan(acts=(planned,)))
    assert account(durres, "NOTANUMBER").findings != ()
