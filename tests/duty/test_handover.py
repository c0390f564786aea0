"""A shift is handed over whole: what is in force cannot be left out, and two officers sign."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from app.acts.in_force import InForce
from app.base.clock import FakeClock
from app.base.errors import Refused
from app.base.ids import RecordId
from app.duty.acts import HandoverGiven, HandoverTaken, Remark
from app.duty.handover import Handover, HandoverKind
from app.duty.shift import GiveHandover, TakeHandover
from app.reference.texts import texts
from app.transit.use_cases import Declare, Hold
from app.workstation.cases import Lock, Prove
from app.workstation.handovers import HandoverPage, HandoverRow, Handovers
from app.workstation.records import Numbered, QueuePage
from tests.transit.goods import DECLARATION
from tests.workstation.post import ARBEN, BESA, NOW, SECRETS, SHEFI, Post, make_post

MINUTE = 60_000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "post"
    make_post(folder, FakeClock(NOW))
    return folder


@pytest.fixture
def post(made: Path, tmp_path: Path) -> Iterator[Post]:
    folder = Path(shutil.copytree(made, tmp_path / "post"))
    with Post(folder, FakeClock(NOW)) as opened:
        opened.sign_in()
        yield opened


def held(post: Post, reason: str = "seal looks glued") -> RecordId:
    record = RecordId(post.do(Declare(declaration=DECLARATION)).value)
    post.do(Hold(record=record, reason=reason))
    return record


def page(post: Post, record: RecordId | None = None) -> HandoverRow:
    row: HandoverRow = post.ask(HandoverPage(record=record))
    return row


def keys(row: HandoverRow) -> tuple[str, ...]:
    return tuple(line.key for part in row.parts for line in part.lines)


def part(row: HandoverRow, name: str) -> tuple[str, ...]:
    english = texts("en")
    return tuple(
        english.say(line.words.code, **line.words.parameters)
        for one in row.parts
        if one.part == name
        for line in one.lines
    )


def given(post: Post, message: str = "", marked: tuple[str, ...] = ()) -> RecordId:
    return RecordId(post.do(GiveHandover(message=message, marked=marked)).value)


def test_the_draft_builds_itself_from_what_is_in_force(post: Post) -> None:
    held(post)
    row = page(post)
    assert (row.state, row.record, row.since) == ("draft", b"", NOW)
    assert part(row, "hold")[0].endswith(": seal looks glued")
    assert part(row, "unsent") == ("4 acts wait",)
    assert [one.part for one in row.parts if not one.lines] != []
    english = texts("en")
    assert all(english.has(one.title) for one in row.parts)


def test_a_handover_that_leaves_a_hold_out_is_not_signed(post: Post) -> None:
    held(post)
    seen = tuple(key for key in keys(page(post)) if not key.startswith("hold/"))
    outcome = post.do(GiveHandover(seen=seen))
    assert not outcome.done
    assert [finding.code for finding in outcome.findings] == ["duty.handover_left_out"]
    assert "Holds in force" in texts("en").finding(outcome.findings[0])
    assert post.kinds()[-1] == "transit.held"


def test_what_comes_in_force_while_the_list_is_read_must_be_read_too(post: Post) -> None:
    seen = keys(page(post))
    held(post)
    assert not post.do(GiveHandover(seen=seen)).done
    assert post.do(GiveHandover(seen=keys(page(post)))).done


def test_two_officers_sign_one_after_the_other_each_with_an_own_key(post: Post) -> None:
    held(post)
    marks = (next(key for key in keys(page(post)) if key.startswith("hold/")),)
    record = given(post, message="watch the blue truck", marked=marks)
    row = page(post)
    assert (row.record, row.state, row.given_by) == (record, "given", ARBEN)
    assert [line.marked for one in row.parts for line in one.lines if line.key in marks] == [True]
    post.clock.advance(2 * MINUTE)
    post.sign_in(SHEFI)
    row = page(post)
    assert (row.why_not_take, row.message) == ("", "watch the blue truck")
    remarks = (Remark(line=marks[0], text="seen, still standing"),)
    post.do(TakeHandover(record=record, checked=keys(row), remarks=remarks))
    folded = post.folded(record).state
    assert isinstance(folded, Handover)
    assert (folded.given_by, folded.taken_by) == (post.officer(ARBEN), post.officer(SHEFI))
    row = page(post, record)
    assert (row.state, row.taken_by, row.why_not_take) == (
        "taken",
        SHEFI,
        "duty.handover_is_over",
    )
    acts = {act.envelope.kind: act for act in post.own_acts()}
    assert acts["duty.handover_given"].envelope.officer == post.officer(ARBEN)
    assert acts["duty.handover_taken"].envelope.officer == post.officer(SHEFI)
    assert acts["duty.handover_taken"].signature


def test_whoever_hands_over_cannot_take_over(post: Post) -> None:
    record = given(post)
    assert page(post).why_not_take == "duty.handover_same_officer"
    with pytest.raises(Refused) as refused:
        post.do(TakeHandover(record=record, checked=keys(page(post))))
    assert refused.value.code == "duty.handover_same_officer"


def test_a_line_that_is_not_checked_keeps_the_shift_where_it_is(post: Post) -> None:
    held(post)
    record = given(post)
    post.sign_in(SHEFI)
    lines = keys(page(post))
    outcome = post.do(TakeHandover(record=record, checked=lines[1:]))
    assert [finding.code for finding in outcome.findings] == ["duty.handover_unchecked"]
    assert page(post).state == "given"
    strange = (Remark(line="hold/00", text="what is this"),)
    outcome = post.do(TakeHandover(record=record, checked=lines, remarks=strange))
    assert [finding.code for finding in outcome.findings] == ["duty.handover_no_such_line"]


def test_what_came_after_the_signature_is_checked_like_the_rest(post: Post) -> None:
    record = given(post)
    before = keys(page(post))
    held(post)
    post.sign_in(SHEFI)
    row = page(post)
    assert {line.key for one in row.parts for line in one.lines if line.added} == set(
        keys(row)
    ) - set(before)
    assert not post.do(TakeHandover(record=record, checked=before)).done
    assert post.do(TakeHandover(record=record, checked=keys(row))).done
    added = post.folded(record).state.added
    assert "hold" in {line.part for line in added}
    assert keys(page(post, record)) == keys(row)


def test_given_again_the_later_list_takes_the_place_of_the_former(post: Post) -> None:
    first = given(post, message="first")
    held(post)
    assert post.ask(HandoverPage(fresh=True)).state == "draft"
    again = given(post, message="second")
    assert again == first
    assert (page(post).message, len(part(page(post), "hold"))) == ("second", 1)


def test_a_handover_taken_is_over_and_the_next_begins_where_it_ended(post: Post) -> None:
    record = given(post)
    post.clock.advance(MINUTE)
    post.sign_in(SHEFI)
    checked = keys(page(post))
    post.do(TakeHandover(record=record, checked=checked))
    with pytest.raises(Refused) as over:
        post.do(TakeHandover(record=record, checked=checked))
    assert over.value.code == "duty.handover_over"
    row = page(post)
    assert (row.state, row.since) == ("draft", NOW + MINUTE)
    assert given(post) != record
    listed = post.ask(Handovers()).lines
    assert [one.state for one in listed] == ["given", "taken"]
    assert (listed[1].given_by, listed[1].taken_by) == (ARBEN, SHEFI)


def test_both_sign_in_person(post: Post) -> None:
    post.clock.advance(2 * MINUTE)
    with pytest.raises(Refused) as refused:
        post.do(GiveHandover())
    assert refused.value.code == "session.prove"
    with pytest.raises(Refused, match="not_unlocked"):
        post.do(Prove(secret="not the one"))
    with pytest.raises(Refused, match="prove"):
        post.do(GiveHandover())
    post.do(Prove(secret=SECRETS[ARBEN]))
    assert post.kinds()[-1] == "duty.unlock_failed"
    assert SECRETS[ARBEN] not in repr(Prove(secret=SECRETS[ARBEN]))
    assert post.do(GiveHandover()).done
    post.do(Lock())
    with pytest.raises(Refused, match="locked"):
        post.do(Prove(secret=SECRETS[ARBEN]))


def test_an_auditor_hands_no_shift_over(post: Post) -> None:
    post.sign_in(BESA)
    row = page(post)
    assert row.why_not_give == "duty.may_not_hand_over"
    with pytest.raises(Refused, match="role_may_not"):
        post.do(GiveHandover())
    post.sign_in(ARBEN)
    given(post)
    post.sign_in(BESA)
    assert page(post).why_not_take == "duty.may_not_hand_over"


def test_a_handover_waits_in_its_worklist_and_is_found_by_its_number(post: Post) -> None:
    record = given(post)
    lines = post.ask(QueuePage(queue="handover"))
    assert [line.record for line in lines] == [record]
    assert lines[0].number.startswith("AL002000-261122-1505-")
    assert post.ask(Numbered(number=lines[0].number)) == record
    post.sign_in(SHEFI)
    post.do(TakeHandover(record=record, checked=keys(page(post))))
    assert post.ask(QueuePage(queue="handover")) == ()


def test_wrong_secrets_clock_steps_and_faults_are_events_of_the_shift(post: Post) -> None:
    with pytest.raises(Refused):
        post.sign_in(SHEFI, "wrong words here")
    post.sign_in(SHEFI)
    bug = post.workstation.diary.bug(RuntimeError("x"), "test")
    post.clock.step_wall(-10 * MINUTE)
    held(post)
    told = part(page(post), "event")
    assert [line for line in told if "wrong secrets" in line] != []
    assert [line for line in told if "a clock step" in line] != []
    assert [line for line in told if bug.reference in line] != []


def test_a_program_that_ended_without_a_sign_out_is_an_event_of_the_shift(
    made: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(made, tmp_path / "post"))
    with Post(folder, FakeClock(NOW)) as cut:
        cut.sign_in()
        cut.workstation._log = None  # the plug: nothing is written any more
    with Post(folder, FakeClock(NOW + MINUTE)) as again:
        again.sign_in()
        assert [line for line in part(page(again), "event") if "without a sign-out" in line] != []
        assert page(again).since == NOW


def test_a_handover_nobody_holds_is_told_as_such(post: Post) -> None:
    with pytest.raises(Refused, match="no_such_handover"):
        page(post, RecordId(bytes(16)))
    with pytest.raises(Refused, match="no_such_handover"):
        post.do(TakeHandover(record=RecordId(bytes(16)), checked=()))


def test_a_mark_stands_at_a_line_of_the_list(post: Post) -> None:
    outcome = post.do(GiveHandover(marked=("hold/00",)))
    assert [finding.code for finding in outcome.findings] == ["duty.handover_no_such_line"]


def test_handovers_are_told_in_the_timeline(post: Post) -> None:
    english = texts("en")
    record = given(post)
    post.sign_in(SHEFI)
    row = page(post)
    remarks = (Remark(line="unsent", text="none went out"),)
    post.do(TakeHandover(record=record, checked=keys(row), remarks=remarks))
    said = []
    for act in post.own_acts():
        if act.record == record:
            words = post.workstation.rooms.sentence(post.workstation.rooms.registry.read(act))
            said.append(english.say(words.code, **words.parameters))
    assert said == [
        "Handed over 1 line: no message",
        "Taken over, 0 lines came meanwhile: none went out",
    ]


def test_taking_a_list_that_was_replaced_or_the_own_one_counts_for_nothing(post: Post) -> None:
    record = given(post, message="first")
    kind, registry = HandoverKind(), post.workstation.rooms.registry
    handover = post.folded(record).state
    given_by_arben = registry.read(post.own_acts()[-1])
    post.sign_in(SHEFI)
    post.do(TakeHandover(record=record, checked=keys(page(post))))
    taken = registry.read(post.own_acts()[-1])
    assert kind.apply(handover, taken).state == "taken"
    again = msgspec.structs.replace(handover, given=bytes(32))
    assert kind.apply(again, taken).state == "given"
    own = msgspec.structs.replace(handover, given_by=post.officer(SHEFI))
    assert kind.apply(own, taken).state == "given"
    after = kind.apply(handover, taken)
    assert kind.apply(after, given_by_arben) == after


def test_a_line_of_the_list_keeps_its_key_when_its_figures_change() -> None:
    line = InForce(part="unsent", count=3)
    assert msgspec.structs.replace(line, count=9).key == line.key
    shapes = (HandoverGiven, HandoverTaken)
    assert [shape.__struct_fields__ for shape in shapes] == [
        ("since", "lines", "message", "marked"),
        ("given", "added", "remarks"),
    ]
