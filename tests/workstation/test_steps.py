"""A step is all of it or nothing: acts, records, search keys, outgoing messages, numbers."""

import msgspec
import pytest

from app.acts.chain import Tip, first_break
from app.acts.steps import Plan, Planned, UseCase
from app.base.changes import Changed
from app.base.clock import Day
from app.base.errors import Broken, Refused
from app.base.findings import Finding
from app.base.ids import Heads, RecordId
from app.cases.service import Correct, Withdraw
from app.models.outbox import Outbox, State
from app.models.receipts import Receipt, Role
from app.transit.use_cases import (
    Accept,
    DecideControl,
    Declare,
    Hold,
    LiftHold,
    Release,
    TakeDepartureResult,
)
from app.workstation.cases import HandOver
from app.workstation.records import Find, Numbered, QueuePage, RecordPage, TimelineLine
from app.workstation.status import Counts, HeadsOf, MayWithdraw, Strip, SyncCentre
from app.workstation.workstation import Outcome
from tests.transit.goods import DECLARATION, DURRES, declaration
from tests.workstation.post import ARBEN, SHEFI, Post

LIMIT = Day(20261124)
RELEASED = "transit.released"


@pytest.fixture
def post(post: Post) -> Post:
    post.sign_in()
    post.lease()
    return post


def accepted(post: Post) -> tuple[RecordId, str]:
    record = post.do(Declare(declaration=DECLARATION, received=b"<lodged/>")).value
    mrn = post.do(Accept(record=record)).value
    return post.ask(Numbered(number=mrn)), mrn


def release(post: Post, record: RecordId, seen: Heads | None = None) -> Outcome:
    return post.do(Release(record=record, result="A2", exempt=True, limit=LIMIT), seen)


def withdrawal(outcome: Outcome) -> Withdraw:
    return Withdraw(records=tuple(outcome.changed.records), acts=outcome.acts)


def heads(post: Post, record: RecordId) -> Heads:
    return frozenset(post.ask(HeadsOf(record=record)).heads)


def test_a_step_writes_signed_acts_that_continue_the_stream(post: Post) -> None:
    outcome = post.do(Declare(declaration=DECLARATION))
    stream = post.workstation.scribe.stream
    acts = post.own_acts()
    assert first_break(acts, Tip(stream)) is None
    assert outcome.acts == (acts[-1].id,)
    assert acts[-1].envelope.officer == post.officer(ARBEN)
    assert acts[-1].signature != b""
    assert acts[-1].envelope.office == DURRES


def test_a_step_tells_once_what_moved(post: Post) -> None:
    told: list[Changed] = []
    post.workstation.changed.listen(told.append)
    outcome = post.do(Declare(declaration=DECLARATION))
    assert told == [outcome.changed]
    assert outcome.changed.kinds == {"transit.declared"}
    assert outcome.changed.records == {outcome.value}
    assert "departures" in outcome.changed.queues


def test_what_a_step_made_is_found_listed_and_counted(post: Post) -> None:
    record, mrn = accepted(post)
    for text in (mrn, mrn[-6:], mrn[:8], "aa 123-bb", "agro balkan", "2026-004512"):
        assert [line.record for line in post.ask(Find(text=text))] == [record], text
    assert post.ask(Find(text="zz 999 zz")) == ()
    assert post.ask(Find(text="  ")) == ()
    (line,) = post.ask(QueuePage(queue="departures"))
    assert (line.record, line.number, line.row["holder"]) == (record, mrn, "Agro Balkan shpk")
    assert post.ask(Counts()).counts["departures"] == 1
    with pytest.raises(Refused, match=r"workstation\.no_such_queue"):
        post.ask(QueuePage(queue="lunch"))


def test_a_record_is_named_by_number_by_id_or_not_at_all(post: Post) -> None:
    record, mrn = accepted(post)
    for number in (mrn, mrn.lower(), f" {mrn} ", record.hex(), "AA 123 BB"):
        assert post.ask(Numbered(number=number)) == record
    with pytest.raises(Refused, match=r"workstation\.no_such_number"):
        post.ask(Numbered(number="26AL0000000000000"))
    with pytest.raises(Refused, match=r"workstation\.no_such_number"):
        post.ask(Numbered(number=mrn, kind="reservation"))
    post.do(Declare(declaration=declaration(lrn="2026-004513")))
    with pytest.raises(Refused, match=r"workstation\.several_records"):
        post.ask(Numbered(number="AA 123 BB"))


def test_a_record_is_shown_with_its_sentences_levels_and_messages(post: Post) -> None:
    record, mrn = accepted(post)
    shown = post.ask(RecordPage(record=record))
    assert (shown.number, shown.state, shown.kind) == (mrn, "accepted", "movement")
    assert [line.kind for line in shown.timeline] == [
        "transit.declared",
        "transit.accepted",
        "record.joined",
    ]
    assert {line.level for line in shown.timeline} == {1}
    assert shown.timeline[1].words.parameters == {"mrn": mrn}
    assert [(one.message, one.state) for one in shown.messages] == [("CC028C", "nobody")]
    assert shown.folded.mrn == mrn
    with pytest.raises(Refused, match=r"workstation\.no_such_record"):
        post.ask(RecordPage(record=RecordId(bytes(16))))


def test_the_strip_and_the_sync_centre_say_what_waits(post: Post) -> None:
    record, mrn = accepted(post)
    release(post, record)
    strip, centre = post.ask(Strip()), post.ask(SyncCentre())
    assert strip.waiting == len(post.own_acts()) == centre.waiting
    assert strip.oldest == post.own_acts()[0].envelope.clock.wall
    assert strip.need_you == 0
    assert {line.number for line in centre.unsent} >= {mrn}
    assert centre.unsent[0].code == "kind.device.epoch_opened"


def test_a_number_is_used_in_the_step_that_gives_it(post: Post) -> None:
    accepted(post)
    with post.workstation.store.reading() as look:
        stream = post.workstation.scribe.stream
        assert look.leases.next_serial("mrn", stream, post.clock.now()) == 2
        assert len(look.leases.became("mrn", 1, 50)) == 1


def test_a_step_on_what_the_screen_showed_is_refused_when_it_is_no_longer_allowed(
    post: Post,
) -> None:
    record, _ = accepted(post)
    seen = heads(post, record)
    post.do(Hold(record=record, reason="call from the capital"))
    with pytest.raises(Refused, match=r"workstation\.changed_since") as refused:
        release(post, record, seen)
    assert refused.value.parameters["what"] == "@kind.transit.held"
    assert refused.value.parameters["why"] == "transit.held"
    assert refused.value.allowed == ("LiftHold",)


def test_a_step_that_is_still_allowed_cites_what_was_on_the_screen(post: Post) -> None:
    record, _ = accepted(post)
    seen = heads(post, record)
    post.do(TakeDepartureResult(record=record, result="A2"))
    held = post.do(Hold(record=record, reason="a call"), seen).acts[0]
    act = next(one for one in post.own_acts() if one.id == held)
    assert frozenset(act.parents) == seen
    assert len(post.folded(record).heads) == 2


def test_a_refusal_without_any_change_keeps_its_own_words(post: Post) -> None:
    record, _ = accepted(post)
    with pytest.raises(Refused, match=r"transit\.") as refused:
        post.do(Accept(record=record), heads(post, record))
    assert refused.value.code != "workstation.changed_since"


def test_a_refused_step_writes_nothing(post: Post) -> None:
    record, _ = accepted(post)
    before = len(post.own_acts()), post.folded(record).state_bytes()
    with pytest.raises(Refused):
        post.do(Accept(record=record))
    with pytest.raises(Refused):
        post.do(Declare(declaration=declaration(office_of_departure="AL003010")))
    assert (len(post.own_acts()), post.folded(record).state_bytes()) == before


class Weigh(UseCase, frozen=True, kw_only=True):
    """A step of no package."""


def test_a_step_and_a_question_of_no_package_are_refused(post: Post) -> None:
    with pytest.raises(Refused, match=r"workstation\.no_such_step"):
        post.do(Weigh())


def test_a_plan_with_a_finding_that_stops_writes_nothing_and_says_so(post: Post) -> None:
    fact = post.workstation.rooms.registry.kinds["transit.held"].struct
    planned = Planned(
        record=RecordId(bytes(16)),
        kind="transit.held",
        fact=msgspec.convert({"reason": "x", "occurred": 1}, fact),
    )
    plan = Plan(acts=(planned,), findings=(Finding(code="x.stops", rule="R1", path="x"),))
    post.workstation.rooms._services[Weigh] = lambda _case, _desk: plan
    before = len(post.own_acts())
    outcome = post.do(Weigh())
    assert (outcome.done, outcome.findings) == (False, plan.findings)
    assert len(post.own_acts()) == before


def test_messages_stand_in_the_outbox_with_their_act_and_leave_after_the_grace(post: Post) -> None:
    record, _ = accepted(post)
    release(post, record)
    with post.workstation.store.reading() as look:
        messages = look.messages(record)
        acts = {act.id for act in post.own_acts()}
    assert [one.message.message for one in messages] == ["CC028C", "CC029C"]
    assert {one.message.act for one in messages} <= acts
    assert {one.message.not_before for one in messages} == {post.clock.now() + 60_000}


def test_a_withdrawn_step_leaves_no_message(post: Post) -> None:
    record, _ = accepted(post)
    released = release(post, record)
    may = post.ask(MayWithdraw(acts=released.acts))
    assert (may.why, may.until) == ("", post.clock.now() + 60_000)
    post.clock.advance(59_000)
    post.do(withdrawal(released))
    shown = post.ask(RecordPage(record=record))
    assert shown.state == "accepted"
    assert [(one.message, one.state) for one in shown.messages] == [
        ("CC028C", "nobody"),
        ("CC029C", State.WITHDRAWN),
    ]


@pytest.mark.parametrize("how", ["grace_over", "handed_over", "received", "elsewhere"])
def test_a_step_that_has_left_is_put_right_and_not_withdrawn(post: Post, how: str) -> None:
    record, _ = accepted(post)
    released = release(post, record)
    match how:
        case "grace_over":
            post.clock.advance(60_000)
        case "handed_over":
            post.do(HandOver())
        case "received":
            receipt(post)
        case _:
            released = Outcome(changed=released.changed, acts=(bytes(32),))
    before = len(post.own_acts())
    with pytest.raises(Refused, match=r"workstation\.has_left") as refused:
        post.do(withdrawal(released))
    assert refused.value.parameters["why"] == f"@workstation.left.{how}"
    assert post.ask(MayWithdraw(acts=released.acts)).why == f"workstation.left.{how}"
    assert refused.value.allowed == ("Correct",)
    assert len(post.own_acts()) == before
    if how != "elsewhere":
        acts = tuple(line.act for line in timeline(post, record) if line.kind == RELEASED)
        post.do(Correct(record=record, acts=acts, reason="wrong lorry"))
        assert post.ask(RecordPage(record=record)).state == "accepted"


def timeline(post: Post, record: RecordId) -> tuple[TimelineLine, ...]:
    lines: tuple[TimelineLine, ...] = post.ask(RecordPage(record=record)).timeline
    return lines


def test_a_step_is_withdrawn_on_every_record_it_touched(post: Post) -> None:
    record, _ = accepted(post)
    released = release(post, record)
    assert len(released.changed.records) == 2
    with pytest.raises(Refused, match=r"workstation\.withdraw_whole"):
        post.do(Withdraw(records=(record,), acts=released.acts))


def receipt(post: Post) -> None:
    """What a relay next door would have signed."""
    last = post.own_acts()[-1]
    kept = Receipt(
        stream=last.envelope.stream,
        hub="aa",
        epoch=bytes(8),
        role=Role.RELAY,
        seq=last.envelope.seq,
        head=last.id,
        at=post.clock.now(),
        copies=1,
        content=b"receipt",
    )
    with post.workstation.store.writing() as unit:
        unit.receipts.keep(kept)


def test_a_stop_order_takes_everything_before_it_along(post: Post) -> None:
    record, _ = accepted(post)
    released = release(post, record)
    post.do(Hold(record=record, reason="weapons reported"))
    with pytest.raises(Refused, match=r"workstation\.has_left") as refused:
        post.do(withdrawal(released))
    assert refused.value.parameters["why"] == "@workstation.left.urgent"


def test_what_is_made_after_handing_over_can_be_withdrawn_again(post: Post) -> None:
    record, _ = accepted(post)
    seq = post.do(HandOver()).value
    assert seq == len(post.own_acts())
    post.do(withdrawal(release(post, record)))
    assert post.ask(RecordPage(record=record)).state == "accepted"


def test_a_supervisor_lifts_what_an_officer_may_only_set(post: Post) -> None:
    record, _ = accepted(post)
    post.do(Hold(record=record, reason="a call"))
    with pytest.raises(Refused, match=r"security\.role_may_not"):
        post.do(LiftHold(record=record, reason="called back"))
    post.sign_in(SHEFI)
    post.do(LiftHold(record=record, reason="called back"))
    assert not post.ask(RecordPage(record=record)).folded.holds


def test_an_act_and_its_messages_are_saved_together_or_not_at_all(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    record, _ = accepted(post)
    before = len(post.own_acts()), post.folded(record).state_bytes()

    def full(*_words: object, **_more: object) -> bool:
        raise Broken("store.full")

    with monkeypatch.context() as patched:
        patched.setattr(Outbox, "emit", full)
        with pytest.raises(Broken, match=r"store\.full"):
            release(post, record)
    assert (len(post.own_acts()), post.folded(record).state_bytes()) == before
    assert release(post, record).done


def test_what_is_too_large_for_an_act_is_refused_in_words(post: Post) -> None:
    large = declaration(lrn="2026-1")
    record, _ = accepted(post)
    with pytest.raises(Refused, match=r"base\.too_long"):
        post.do(Hold(record=record, reason="x" * (1 << 20)))
    with pytest.raises(Refused, match=r"workstation\.act_too_large"):
        post.do(DecideControl(record=record, types=("40",) * 400_000))
    with pytest.raises(Refused, match=r"workstation\.enclosure_too_large"):
        post.do(Declare(declaration=large, received=bytes((16 << 20) + 1)))


def test_a_movement_on_hold_is_held_wherever_it_is_shown(post: Post) -> None:
    post.sign_in()
    record = post.do(Declare(declaration=DECLARATION)).value
    assert not post.ask(RecordPage(record=record)).is_held
    post.do(Hold(record=record, reason="police"))
    assert post.ask(RecordPage(record=record)).is_held
    (line,) = post.ask(QueuePage(queue="departures"))
    assert line.is_held
