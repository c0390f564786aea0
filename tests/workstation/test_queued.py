"""Worklists no package keeps: papers that were never printed, and the officer's own drafts."""

from app.base.clock import Day
from app.base.ids import RecordId
from app.duty.service import NotePrint
from app.duty.shift import GiveHandover, TakeHandover
from app.reference.texts import texts
from app.transit.use_cases import Declare, Release
from app.workstation.drafts import KeepDraft, MyDrafts
from app.workstation.handovers import HandoverLine, HandoverPage
from app.workstation.papers import Paper
from app.workstation.queued import ToPrint
from app.workstation.records import Numbered, QueuePage
from tests.transit.goods import DECLARATION
from tests.workstation.post import ARBEN, SHEFI, Post

LIMIT = Day(20261124)


def released(post: Post) -> tuple[RecordId, str]:
    post.sign_in(ARBEN)
    post.lease()
    record = RecordId(post.do(Declare(declaration=DECLARATION)).value)
    mrn = str(post.do(Release(record=record, result="A2", exempt=True, limit=LIMIT)).value)
    return post.ask(Numbered(number=mrn)), mrn


def test_a_released_movement_waits_for_its_paper_until_it_is_printed(post: Post) -> None:
    record, mrn = released(post)
    (paper,) = post.ask(ToPrint()).lines
    assert (paper.record, paper.number, paper.document) == (record, mrn, "tad")
    assert (paper.since, paper.asked_by) == (post.clock.now(), ARBEN)
    assert texts("en").say(paper.words) == "Transit accompanying document"
    (line,) = post.ask(QueuePage(queue="print"))
    assert (line.record, line.number, line.row["document"]) == (record, mrn, "tad")
    assert any(one.key.startswith("print/") for one in _lines(post))
    post.do(NotePrint(document="tad", record=record, pages=1, digest=bytes(32)))
    assert (post.ask(ToPrint()).lines, post.ask(ToPrint()).count) == ((), 0)


def test_a_shift_report_is_to_print_once_the_shift_is_taken(post: Post) -> None:
    post.sign_in(ARBEN)
    record = RecordId(post.do(GiveHandover()).value)
    assert post.ask(ToPrint()).count == 0
    post.sign_in(SHEFI)
    post.do(TakeHandover(record=record, checked=tuple(one.key for one in _lines(post))))
    (paper,) = post.ask(ToPrint()).lines
    assert (paper.record, paper.document, paper.asked_by) == (record, "handover", ARBEN)
    assert post.ask(QueuePage(queue="print", offset=1)) == ()


def test_drafts_are_a_worklist_of_their_author_with_what_is_not_answered(post: Post) -> None:
    record, mrn = released(post)
    typed = {"plate": "", "remarks": "seal l"}
    post.do(KeepDraft(page="arrive", record=record, fields=typed, field="plate"))
    (draft,) = post.ask(MyDrafts())
    assert (draft.number, draft.empty) == (mrn, ("plate",))
    (line,) = post.ask(QueuePage(queue="drafts"))
    assert (line.kind, line.number, line.row["empty"]) == ("arrive", mrn, ("plate",))
    post.sign_in(SHEFI)
    assert post.ask(QueuePage(queue="drafts")) == ()


def _lines(post: Post) -> list[HandoverLine]:
    return [line for part in post.ask(HandoverPage()).parts for line in part.lines]


def test_a_shift_report_is_drawn_from_what_both_signed(post: Post) -> None:
    post.sign_in(ARBEN)
    record = RecordId(post.do(GiveHandover(message="watch the blue truck")).value)
    post.sign_in(SHEFI)
    post.do(TakeHandover(record=record, checked=tuple(one.key for one in _lines(post))))
    paper = post.ask(Paper(document="handover", record=record))
    assert (paper.pages, paper.copy, paper.findings) == (1, 1, ())
    assert paper.pdf.startswith(b"%PDF")
    note = NotePrint(document="handover", record=record, pages=1, digest=paper.digest)
    assert post.do(note).value == 1
    assert post.ask(ToPrint()).count == 0
