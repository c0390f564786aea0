"""The journal is read by officer, record, device and time; the first broken act is named."""

import msgspec
import pytest

from app.base.clock import Instant
from app.base.errors import Refused
from app.base.ids import RecordId
from app.duty.service import NotePrint
from app.duty.shift import GiveHandover, TakeHandover
from app.models.engine import connect
from app.models.receipts import Receipt, Role
from app.reference.texts import texts
from app.security import roles
from app.transit.use_cases import Declare, Hold
from app.workstation import audit
from app.workstation.audit import AuditChoices, AuditRow, AuditTimeline
from app.workstation.chains import ChainCheck, ChainRow, Streams, Witnesses
from app.workstation.handovers import HandoverPage
from tests.transit.goods import DECLARATION
from tests.workstation.post import ARBEN, BESA, NOW, SHEFI, Post

MINUTE = 60_000


def worked(post: Post) -> RecordId:
    """Two officers work on one record, a minute apart."""
    post.sign_in(ARBEN)
    record = RecordId(post.do(Declare(declaration=DECLARATION)).value)
    post.clock.advance(MINUTE)
    post.sign_in(SHEFI)
    post.do(Hold(record=record, reason="seal looks glued"))
    return record


def tampered(post: Post, statement: str) -> None:
    """Change the store from outside, as somebody with its key could."""
    raw = connect(post.workstation.store.path, post.workstation._session.store_key)
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    raw.execute(statement)
    raw.commit()
    raw.close()


def kinds(row: AuditRow) -> list[str]:
    return [line.kind for line in row.lines]


def test_the_auditor_reads_the_whole_journal_last_act_first(post: Post) -> None:
    worked(post)
    post.sign_in(BESA)
    row = post.ask(AuditTimeline())
    assert kinds(row) == list(reversed(post.kinds()))
    held = next(line for line in row.lines if line.kind == "transit.held")
    assert (held.who, held.capacity, held.at, held.offset) == (
        SHEFI,
        "supervisor",
        NOW + MINUTE,
        60,
    )
    assert (held.level, held.number, row.following, row.only_own) == (1, "2026-004512", 0, False)
    assert texts("en").say(held.words.code, **held.words.parameters).endswith("seal looks glued")
    assert all(texts("en").has(line.kind_words) for line in row.lines)


def test_acts_are_told_by_officer_record_device_kind_and_time(post: Post) -> None:
    record = worked(post)
    post.sign_in(BESA)

    def asked(**told: object) -> list[str]:
        return kinds(post.ask(msgspec.convert(told, AuditTimeline)))

    assert asked(officer=post.officer(ARBEN)) == ["transit.declared"]
    assert asked(record=record) == ["transit.held", "transit.declared"]
    assert asked(kind="transit.held") == ["transit.held"]
    assert "transit.declared" not in asked(since=NOW + MINUTE)
    assert "transit.held" not in asked(until=NOW + MINUTE)
    device = post.workstation.scribe.stream[:16]
    assert asked(device=device) == list(reversed(post.kinds()))
    assert asked(device=bytes(16)) == []


def test_pages_follow_one_another_without_gap_or_double(post: Post) -> None:
    record = worked(post)
    post.sign_in(BESA)
    seen: list[str] = []
    before = 1 << 62
    while before:
        row = post.ask(AuditTimeline(limit=2, before=before))
        assert len(row.lines) <= 2
        seen += kinds(row)
        before = row.following
    assert seen == list(reversed(post.kinds()))
    first = post.ask(AuditTimeline(record=record, limit=1))
    assert kinds(post.ask(AuditTimeline(record=record, before=first.following))) == [
        "transit.declared"
    ]


def test_an_officer_reads_the_own_acts_alone(post: Post) -> None:
    worked(post)
    post.sign_in(ARBEN)
    row = post.ask(AuditTimeline(officer=post.officer(SHEFI)))
    assert row.only_own
    assert {line.who for line in row.lines} == {ARBEN}
    assert [one.name for one in post.ask(AuditChoices()).officers] == [ARBEN]
    post.sign_in(BESA)
    choices = post.ask(AuditChoices())
    assert {one.name for one in choices.officers} == {ARBEN, BESA, SHEFI}
    assert [one.id for one in choices.devices] == [post.workstation.scribe.stream[:16]]


def test_a_stream_that_holds_is_checked_slice_by_slice(post: Post) -> None:
    worked(post)
    post.sign_in(BESA)
    whole = post.ask(ChainCheck())
    assert (whole.broken, whole.judged, whole.is_end) == (None, len(post.kinds()), True)
    assert (whole.unjudged, whole.redacted) == (0, 0)
    judged, after, head = 0, 0, b""
    for _ in range(len(post.kinds())):
        part: ChainRow = post.ask(ChainCheck(after=after, head=head, most=2))
        judged, after, head = judged + part.judged, part.after, part.head
        assert part.broken is None
        if part.is_end:
            break
    assert (judged, head) == (whole.judged, whole.head)


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("UPDATE acts SET signature = zeroblob(64) WHERE kind = 'transit.held'", "signature"),
        ("UPDATE acts SET signature = x'' WHERE kind = 'transit.held'", "unsigned"),
        (
            """UPDATE acts SET content = (SELECT content FROM acts WHERE seq = 1)
            WHERE kind = 'transit.held'""",
            "bytes",
        ),
        (
            """UPDATE payloads SET content = x'a0' WHERE hash =
            (SELECT payload FROM acts WHERE kind = 'transit.held')""",
            "payload",
        ),
        ("DELETE FROM acts WHERE kind = 'transit.declared'", "gap"),
    ],
)
def test_the_first_act_that_does_not_hold_is_named(post: Post, statement: str, why: str) -> None:
    worked(post)
    held = next(act for act in post.own_acts() if act.envelope.kind == "transit.held")
    tampered(post, statement)
    post.sign_in(BESA)
    row = post.ask(ChainCheck())
    assert row.broken is not None
    assert row.broken.why == f"workstation.chain.{why}"
    assert texts("en").has(row.broken.why)
    if why != "gap":
        assert row.broken.seq == held.envelope.seq
    assert row.is_end


def test_an_act_of_a_key_that_is_not_held_here_is_counted_and_not_judged(post: Post) -> None:
    worked(post)
    post.sign_in(BESA)
    post.workstation.premises.vault.remove(post.officer(SHEFI))
    row = post.ask(ChainCheck())
    assert (row.broken, row.unjudged) == (None, 1)


def test_witnesses_are_named_and_what_came_after_them_is_counted(post: Post) -> None:
    record = worked(post)
    post.workstation.leave_mark()
    post.do(NotePrint(document="tad", record=record, pages=1, digest=bytes(32)))
    given = RecordId(post.do(GiveHandover()).value)
    post.sign_in(ARBEN)
    lines = post.ask(HandoverPage(record=given)).parts
    checked = tuple(line.key for part in lines for line in part.lines)
    post.do(TakeHandover(record=given, checked=checked))
    first = post.own_acts()[0]
    receipt = Receipt(
        stream=post.workstation.scribe.stream,
        hub="tirana",
        epoch=b"",
        role=Role.ARBITER,
        seq=1,
        head=first.id,
        at=Instant(NOW),
        copies=1,
        content=b"",
    )
    with post.workstation.store.writing() as unit:
        unit.receipts.keep(receipt)
    post.sign_in(BESA)
    row = post.ask(Witnesses())
    assert {line.kind for line in row.lines} == {"receipt", "mark", "paper", "handover"}
    assert all(line.holds for line in row.lines)
    assert all(texts("en").has(line.words) for line in row.lines)
    taken = next(act for act in post.own_acts() if act.envelope.kind == "duty.handover_taken")
    assert (row.witnessed, row.unwitnessed) == (
        taken.envelope.seq,
        len(post.kinds()) - taken.envelope.seq,
    )
    assert [line.own for line in post.ask(Streams()).lines] == [True]


def test_a_receipt_for_another_branch_witnesses_nothing(post: Post) -> None:
    worked(post)
    receipt = Receipt(
        stream=post.workstation.scribe.stream,
        hub="tirana",
        epoch=b"",
        role=Role.RELAY,
        seq=2,
        head=bytes(32),
        at=Instant(NOW),
        copies=1,
        content=b"",
    )
    with post.workstation.store.writing() as unit:
        unit.receipts.keep(receipt)
    line = next(one for one in post.ask(Witnesses()).lines if one.kind == "receipt")
    assert (line.holds, line.who) == (False, "tirana")


def test_an_administrator_reads_no_journal(post: Post) -> None:
    post.sign_in(BESA)
    with post.workstation.store.reading() as look:
        live = post.workstation._look(look, post.workstation._session.actor)
        actor = msgspec.structs.replace(live.actor, role=roles.Role.ADMINISTRATOR)
        with pytest.raises(Refused, match="no_journal_for_role"):
            audit.allowed(msgspec.structs.replace(live, actor=actor))
