"""A morning at the office of departure, from the lodged file to the paper in the driver's hand."""

import hashlib
import shutil
from pathlib import Path

import pytest

from app.acts.chain import Tip, first_break
from app.base.clock import Day, FakeClock
from app.base.errors import Refused
from app.base.ids import RecordId
from app.duty.record import Print
from app.duty.service import NotePrint
from app.models.outbox import State
from app.printing.pdf.pictures import barcodes
from app.reference.codelists import load
from app.transit.findings import SealAffixed
from app.transit.movement import Movement
from app.transit.use_cases import Accept, AffixSeals, Release, SetLimit, TakeDepartureResult
from app.workstation.cases import HandOver, Lock
from app.workstation.intake import take_in
from app.workstation.papers import Paper
from app.workstation.records import Find, Numbered, QueuePage, RecordPage
from app.workstation.status import Counts, HeadsOf, Strip
from tests.house.reading import ROOT
from tests.transit.goods import DURRES
from tests.workstation.post import ARBEN, NOW, SHEFI, Post, make_post

LODGED = ROOT / "tests" / "data" / "ncts" / "CC015C-p5.xml"
TODAY, LIMIT = Day(20261122), Day(20261128)


def test_a_lodged_declaration_leaves_as_a_sealed_lorry_with_its_paper(tmp_path: Path) -> None:
    clock = FakeClock(NOW)
    make_post(tmp_path / "durres", clock)
    with Post(tmp_path / "durres", clock) as post:
        post.sign_in(ARBEN)
        post.lease(first=36, last=37)
        record, mrn = taken_in_and_accepted(post)
        sealed_and_limited(post, record)
        with pytest.raises(Refused, match=r"printing\.not_released"):
            post.ask(Paper(document="tad", record=record))
        post.do(Lock())
        post.sign_in(SHEFI)
        post.do(Release(record=record))
        the_record_tells_it_all(post, record)
        the_paper_leaves(post, record, mrn)
        the_officer_sees_it_on_its_way(post, record, mrn)
        the_journal_holds(post, record)
        once_the_limit_has_passed_it_is_late(post, mrn)


def taken_in_and_accepted(post: Post) -> tuple[RecordId, str]:
    """The file is found good and listed; accepted, it is found under both its numbers."""
    taken = take_in(LODGED.read_bytes(), load(TODAY), post.workstation)
    assert (taken.examined.verdict, taken.said) == ("accept", ())
    (waiting,) = post.ask(QueuePage(queue="departures"))
    assert (waiting.record, waiting.state) == (taken.record, "declared")
    mrn: str = post.do(Accept(record=taken.record)).value
    record: RecordId = post.ask(Numbered(number=mrn))
    assert mrn.startswith("26AL002000000010")  # serial 36 of the block, in base 36
    assert post.ask(Numbered(number="BT-2026-0417")) == record
    assert [line.number for line in post.ask(Find(text="bregdeti"))] == [mrn]
    return record, mrn


def sealed_and_limited(post: Post, record: RecordId) -> None:
    """Each step is made on what the screen showed."""
    for step in (
        TakeDepartureResult(record=record, result="A2"),
        AffixSeals(record=record, seals=(SealAffixed(identifier="AL0045121"),), count=1),
        SetLimit(record=record, limit=LIMIT),
    ):
        post.do(step, frozenset(post.ask(HeadsOf(record=record)).heads))
        post.clock.advance(45_000)


def the_record_tells_it_all(post: Post, record: RecordId) -> None:
    """Who did what, how far it has come, and whom it must still be told."""
    shown = post.ask(RecordPage(record=record))
    assert shown.state == "released"
    assert [line.kind for line in shown.timeline if line.kind.startswith("transit")] == [
        "transit.declared",
        "transit.accepted",
        "transit.control_resulted",
        "transit.seals_affixed",
        "transit.limit_set",
        "transit.released",
    ]
    assert {(line.standing, line.level) for line in shown.timeline} == {("in effect", 1)}
    signed = {act.id: act.envelope.officer for act in post.own_acts()}
    assert signed[shown.timeline[0].act] == post.officer(ARBEN)
    assert signed[shown.timeline[-1].act] == post.officer(SHEFI)
    # The office of destination is told by the hub; no channel reaches the holder yet.
    assert {one.message: one.state for one in shown.messages} == {
        "CC028C": State.NOBODY,
        "CC029C": State.NOBODY,
    }


def the_paper_leaves(post: Post, record: RecordId, mrn: str) -> None:
    """Its bars read; that it left is an act, and a second one would be a copy."""
    paper = post.ask(Paper(document="tad", record=record))
    assert barcodes(paper.pdf, 0, 203.0) == (mrn,)
    assert paper.digest == hashlib.sha256(paper.pdf).digest()
    note = NotePrint(document="tad", record=record, pages=paper.pages, digest=paper.digest)
    assert post.do(note).value == paper.copy == 1
    assert post.do(HandOver()).value == len(post.own_acts())
    assert post.ask(Paper(document="tad", record=record)).copy == 2
    printed = post.folded(post.own_acts()[-1].record)
    assert printed.state == Print(document="tad", record=record, pages=paper.pages, copies=1)


def the_officer_sees_it_on_its_way(post: Post, record: RecordId, mrn: str) -> None:
    """Its movement on its way and in time, none at the counter, everything waiting to be sent."""
    found = post.ask(Find(text=mrn))
    assert [hit.state for hit in found if hit.kind == "movement"] == ["released"]
    assert post.ask(QueuePage(queue="late")) == ()
    assert "late" not in post.ask(Counts(office=DURRES)).counts
    assert post.ask(QueuePage(queue="departures")) == ()
    strip = post.ask(Strip())
    assert (strip.waiting, strip.need_you) == (len(post.own_acts()), 0)
    movement = post.folded(record).state
    assert isinstance(movement, Movement)
    assert (movement.limit, movement.released) == (LIMIT, post.clock.now())
    assert movement.seals[-1].identifier == "AL0045121"


def once_the_limit_has_passed_it_is_late(post: Post, mrn: str) -> None:
    """The worklist of the late is departure's, and its number is that of its rows."""
    post.clock.advance(40 * 86_400_000)
    (line,) = post.ask(QueuePage(queue="late", office=DURRES))
    assert line.number == mrn
    assert post.ask(Counts(office=DURRES)).counts["late"] == 1
    assert post.ask(QueuePage(queue="late", office="AL003010")) == ()


def the_journal_holds(post: Post, record: RecordId) -> None:
    """The chain is unbroken, and the records are what the acts make of them."""
    stream = post.workstation.scribe.stream
    assert first_break(post.own_acts(), Tip(stream)) is None
    before = post.folded(record).state_bytes()
    rebuilt = post.workstation.rebuild()
    assert (rebuilt.differed, rebuilt.dropped) == ((), 0)
    assert post.folded(record).state_bytes() == before


def test_the_plug_is_pulled_and_everything_shown_as_saved_is_there(tmp_path: Path) -> None:
    clock = FakeClock(NOW)
    make_post(tmp_path / "durres", clock)
    post = Post(tmp_path / "durres", clock)
    post.sign_in(ARBEN)
    post.lease()
    taken = take_in(LODGED.read_bytes(), load(TODAY), post.workstation)
    mrn = post.do(Accept(record=taken.record)).value
    saved = post.own_acts()
    left = Path(shutil.copytree(tmp_path / "durres", tmp_path / "after"))
    post.workstation.close()
    with Post(left, clock, seed=3) as after:
        after.sign_in(ARBEN)
        assert after.own_acts()[: len(saved)] == saved
        assert after.ask(RecordPage(record=after.ask(Numbered(number=mrn)))).state == "accepted"
        assert after.do(TakeDepartureResult(record=taken.record, result="A2")).done
