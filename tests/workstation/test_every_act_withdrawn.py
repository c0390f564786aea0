"""Acceptance 10: whatever an officer does can be taken back in its grace, and then only put right.

A walk of every kind of act an officer makes on a movement, at a post that is departure, frontier
and, by diversion, destination. Stop orders leave at once and are the one exception.
"""

from collections.abc import Callable

import msgspec
import pytest

from app.acts.steps import UseCase
from app.base.clock import Day
from app.base.errors import Refused
from app.base.ids import ActId, RecordId
from app.cases.service import Withdraw
from app.models.outbox import State
from app.transit import acts
from app.transit.findings import SealAffixed
from app.transit.use_cases import (
    Accept,
    AffixSeals,
    Arrive,
    CheckSeals,
    Cross,
    DecideControl,
    Declare,
    Discharge,
    EndTransit,
    Hold,
    Invalidate,
    LiftHold,
    NotRelease,
    Release,
    SetLimit,
    SolveDiscrepancies,
    TakeDepartureResult,
    TakeResult,
)
from app.workstation.cases import Lock
from app.workstation.records import Numbered, RecordPage
from tests.transit.goods import DECLARATION
from tests.workstation.post import SHEFI, Post

UNHEARD = "26AL0020000002SGJ9"
LIMIT = Day(20261124)
SEALS = (SealAffixed(identifier="AL0045121"),)
OF_PARTNERS = {
    acts.ANNOUNCED,
    acts.ADVISED,
    acts.CROSSING_NOTIFIED,
    acts.RESULTS_RECEIVED,
    acts.CLOSED_ELSEWHERE,
}
"""Acts the gateway makes of messages; no officer makes or takes back one of them."""


class Walker:
    """Does a step, takes it back in its grace, does it again, and cannot take it back later."""

    def __init__(self, post: Post) -> None:
        self.post = post
        self.walked: set[str] = set()

    def step(self, case: UseCase) -> None:
        before = len(self.post.own_acts())
        standing = self._standing(case)
        outcome = self.post.do(case)
        self.post.clock.advance(30_000)
        made = self.post.own_acts()[before:]
        self.post.do(Withdraw(records=tuple(outcome.changed.records), acts=outcome.acts))
        assert self._left({act.id for act in made}) == set(), case
        assert standing is None or self._standing(case) == standing, case
        self.walked |= {act.envelope.kind for act in made}
        again = self.post.do(case)
        self.post.clock.advance(60_000)
        with pytest.raises(Refused) as refused:
            self.post.do(Withdraw(records=tuple(again.changed.records), acts=again.acts))
        assert (refused.value.code, refused.value.allowed) == (
            "workstation.has_left",
            ("Correct",),
        )

    def _standing(self, case: UseCase) -> object:
        record = getattr(case, "record", None)
        return None if record is None else self.post.ask(RecordPage(record=record)).folded

    def _left(self, made: set[bytes]) -> set[str]:
        """Messages of these acts that were not taken back with them."""
        with self.post.workstation.store.reading() as look:
            found = [act for one in made if (act := look.act(ActId(one))) is not None]
            messages = [each for act in found for each in look.messages(act.record)]
        return {
            each.message.message
            for each in messages
            if each.message.act in made and each.message.state is not State.WITHDRAWN
        }


@pytest.fixture
def walker(post: Post) -> Walker:
    post.sign_in(SHEFI)
    post.lease()
    return Walker(post)


def _released(walker: Walker, lrn: str) -> RecordId:
    declaration = msgspec.structs.replace(DECLARATION, lrn=lrn)
    record = walker.post.do(Declare(declaration=declaration)).value
    mrn = walker.post.do(Accept(record=record)).value
    at: RecordId = walker.post.ask(Numbered(number=mrn))
    walker.post.do(Release(record=at, result="A2", seals=SEALS, count=1, limit=LIMIT))
    return at


def _declared(walker: Walker) -> None:
    walker.step(Declare(declaration=DECLARATION))
    record = walker.post.do(
        Declare(declaration=msgspec.structs.replace(DECLARATION, lrn="2026-1"))
    ).value
    walker.step(Accept(record=record))
    walker.step(DecideControl(record=record, types=("10",)))
    walker.step(TakeDepartureResult(record=record, result="A1"))
    walker.step(AffixSeals(record=record, seals=SEALS, count=1))
    walker.step(SetLimit(record=record, limit=LIMIT))
    walker.step(Release(record=record))


def _arrived(walker: Walker) -> None:
    record = _released(walker, "2026-2")
    walker.step(Arrive(record=record, plate="="))
    walker.step(CheckSeals(record=record, all_intact=True))
    walker.step(TakeResult(record=record))
    walker.step(EndTransit(record=record))
    walker.step(Discharge(record=record))


def _refused(walker: Walker) -> None:
    record = walker.post.do(
        Declare(declaration=msgspec.structs.replace(DECLARATION, lrn="2026-3"))
    ).value
    walker.post.do(Accept(record=record))
    walker.step(NotRelease(record=record, motive="1", reason="papers missing"))


def _invalidated(walker: Walker) -> None:
    walker.step(Invalidate(record=_released(walker, "2026-4"), reason="asked for by the holder"))


def _differing(walker: Walker) -> None:
    record = _released(walker, "2026-5")
    walker.post.do(
        EndTransit(
            record=record,
            plate="=",
            all_intact=True,
            controls=("40",),
            result="B1",
            remarks="two boxes short",
        )
    )
    walker.step(SolveDiscrepancies(record=record, reason="duty paid"))


def _crossed(walker: Walker) -> None:
    walker.step(Cross(mrn=UNHEARD, plate="AA123BB", reason="paper seen"))


def _lifted(walker: Walker) -> None:
    record = _released(walker, "2026-6")
    walker.post.do(Hold(record=record, reason="weapons reported"))
    walker.step(LiftHold(record=record, reason="nothing found"))


WALKS: tuple[Callable[[Walker], None], ...] = (
    _declared,
    _arrived,
    _refused,
    _invalidated,
    _differing,
    _crossed,
    _lifted,
)


def test_every_act_of_an_officer_can_be_taken_back_in_its_grace_and_no_later(
    walker: Walker,
) -> None:
    for walk in WALKS:
        walk(walker)
    made_by_officers = {kind.name for kind in acts.KINDS} - OF_PARTNERS - {acts.HELD}
    assert made_by_officers - walker.walked == set()


def test_a_stop_order_alone_is_never_taken_back(walker: Walker) -> None:
    record = _released(walker, "2026-7")
    held = walker.post.do(Hold(record=record, reason="weapons reported"))
    with pytest.raises(Refused, match=r"workstation\.has_left"):
        walker.post.do(Withdraw(records=tuple(held.changed.records), acts=held.acts))
    urgent = {kind.name for kind in acts.KINDS if kind.urgent}
    assert urgent == {acts.HELD}


def test_nobody_takes_anything_back_from_a_locked_post(walker: Walker) -> None:
    outcome = walker.post.do(Declare(declaration=DECLARATION))
    walker.post.do(Lock())
    with pytest.raises(Refused):
        walker.post.do(Withdraw(records=tuple(outcome.changed.records), acts=outcome.acts))
