"""Messages between two centres: each has one outcome, and every double the same receipt."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from app.acts.steps import Due
from app.base.clock import Instant
from app.base.errors import Unreachable
from app.base.ids import ActId
from app.hub import enrolment, partners
from app.hub.enrolment import Neighbour
from app.hub.hub import Hub
from app.hub.partners import Carried, NotAMessage
from app.models.inbox import State as InboxState
from app.models.outbox import Followed, State, Step
from app.security import canonical
from app.security.signatures import fresh_signing_key
from app.sync.pairing import Sealed
from tests.hub.links import Direct
from tests.hub.two_hubs import MESSAGES, RECORD, Two, carried, read


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    made = Two(tmp_path)
    yield made
    made.close()


def test_a_message_is_taken_receipted_and_becomes_an_act(two: Two) -> None:
    identity = two.emits("CD001C")

    assert two.sends() == 1

    assert [step for step, _ in two.steps(identity)] == [Step.TAKEN, Step.RECEIPTED]
    assert two.state(identity) is State.RECEIPTED
    assert two.acts() == ["transit.announced"]
    assert two.came(identity) is InboxState.WORKED
    assert two.sends() == 0


def test_a_lost_acknowledgement_is_met_by_the_first_receipt_and_no_second_act(two: Two) -> None:
    identity = two.emits("CD001C")
    with pytest.raises(Unreachable):
        two.sends(loses_answer=True)
    assert two.state(identity) is State.WAITING
    assert two.sends() == 0
    two.clock.advance(2_000)

    assert two.sends() == 1

    assert two.state(identity) is State.RECEIPTED
    assert two.acts() == ["transit.announced"]


def test_a_double_is_answered_with_the_same_bytes_good_or_bad(two: Two) -> None:
    good = carried(two.al, "m1", (MESSAGES / "CD001C-p5.xml").read_bytes())
    bad = carried(two.al, "m2", b"<no message/>")
    first = [partners.receive(two.xk, one) for one in (good, bad)]
    two.clock.advance(400 * 86_400_000)

    again = [partners.receive(two.xk, one) for one in (good, bad)]

    assert again == first
    assert [read(one).trouble for one in first] == ["", "unreadable"]
    assert two.acts() == ["transit.announced"]


def test_other_bytes_under_a_known_number_are_refused_and_raise_an_alarm(two: Two) -> None:
    content = (MESSAGES / "CD001C-p5.xml").read_bytes()
    first = partners.receive(two.xk, carried(two.al, "m1", content))
    other = carried(two.al, "m1", content + b"\n")

    answers = {partners.receive(two.xk, other)}
    two.clock.advance(5_000)
    answers.add(partners.receive(two.xk, other))

    (answer,) = answers
    assert read(answer).trouble == "26"
    assert two.noted(two.xk) == ["hub.duplicate_id"]
    assert partners.receive(two.xk, carried(two.al, "m1", content)) == first
    assert two.acts() == ["transit.announced"]


def test_a_message_before_its_movement_waits_and_is_worked_when_that_comes(two: Two) -> None:
    later, earlier = two.emits("CD006C"), ""
    two.sends()
    assert two.came(later) is InboxState.WAITING
    assert two.state(later) is State.RECEIPTED
    assert two.acts() == []

    earlier = two.emits("CD001C")
    two.sends()

    assert two.acts() == ["transit.announced", "transit.advised"]
    assert two.came(earlier) is two.came(later) is InboxState.WORKED


def test_a_message_whose_movement_never_comes_is_set_aside_after_a_while(two: Two) -> None:
    identity = two.emits("CD006C")
    two.sends()
    two.clock.advance(partners.WAITS_MS + 1)

    partners.send_due(two.xk, _towards(two.xk), Direct(two.al))

    assert two.came(identity) is InboxState.ASIDE
    assert two.noted(two.xk) == ["transit.unknown_mrn"]


@pytest.mark.parametrize(
    ("message", "content", "why"),
    [
        ("CD001C", b"<no message/>", "transit.unreadable_message"),
        ("CD001C", b"\xff\x00rubbish", "transit.unreadable_message"),
        ("CD999C", b"<CD999C/>", "hub.unknown_message"),
    ],
)
def test_what_cannot_be_read_is_kept_aside_and_seen_at_both_ends(
    two: Two, message: str, content: bytes, why: str
) -> None:
    identity = two.emits(message, content=content)

    two.sends()

    assert two.came(identity) is InboxState.ASIDE
    assert two.state(identity) is State.FAILED
    assert two.noted(two.xk) == [why]
    assert two.noted(two.al) == ["hub.message_refused"]


def test_a_message_sent_again_is_the_same_and_ends_where_it_was(two: Two) -> None:
    identity = two.emits("CD001C")
    two.sends()
    before = two.steps(identity)

    assert partners.send_again(two.al.store, identity, two.clock.now())
    assert two.state(identity) is State.WAITING
    assert two.sends() == 1

    assert two.state(identity) is State.RECEIPTED
    assert two.steps(identity) == before
    assert two.acts() == ["transit.announced"]
    assert two.sends() == 0


def test_a_message_that_was_refused_can_be_sent_again(two: Two) -> None:
    identity = two.emits("CD001C", content=b"<no message/>")
    two.sends()

    assert partners.send_again(two.al.store, identity, two.clock.now())
    two.sends()

    assert two.state(identity) is State.FAILED
    assert not partners.send_again(two.al.store, "unknown", two.clock.now())


def test_the_first_of_two_contrary_receipts_stands_and_somebody_looks(two: Two) -> None:
    identity = two.emits("CD001C")
    two.sends()
    with two.xk.store.writing() as unit:
        receipt = unit.inbox.message("AL", identity)
        assert receipt is not None
    partners.send_again(two.al.store, identity, two.clock.now())

    class Contrary(Direct):
        def post(self, path: str, body: bytes) -> bytes:
            told = read(super().post(path, body))
            worse = canonical.struct_bytes(msgspec.structs.replace(told, trouble="unreadable"))
            signing = two.xk.premises.device.signing
            return canonical.struct_bytes(Sealed(worse, signing.sign(partners.TAKEN_AS, worse)))

    partners.send_due(two.al, two.neighbour, Contrary(two.xk))

    assert two.state(identity) is State.RECEIPTED
    assert len(two.steps(identity)) == 3
    assert two.noted(two.al) == ["hub.contrary_receipt"]


def test_a_receipt_of_somebody_else_or_for_other_bytes_is_no_receipt(two: Two) -> None:
    identity = two.emits("CD001C")

    class Forged(Direct):
        def post(self, path: str, body: bytes) -> bytes:
            told = canonical.struct_from(super().post(path, body), Sealed).body
            stranger = fresh_signing_key(two.al.chance)
            return canonical.struct_bytes(Sealed(told, stranger.sign(partners.TAKEN_AS, told)))

    class Empty(Direct):
        def post(self, path: str, body: bytes) -> bytes:
            super().post(path, body)
            return b"<html>"

    for line, code in ((Forged, "sync.another_hub"), (Empty, "sync.not_understood")):
        with pytest.raises(Unreachable) as refused:
            partners.send_due(two.al, two.neighbour, line(two.xk))
        assert refused.value.code == code
        two.clock.advance(10_000)
    assert two.state(identity) is State.WAITING
    assert two.sends() == 1


def test_the_wait_after_trouble_grows_and_a_busy_neighbour_sets_it(two: Two) -> None:
    identity = two.emits("CD001C")

    class Busy(Direct):
        def post(self, path: str, body: bytes) -> bytes:
            raise Unreachable("sync.busy", peer=self.name, seconds=90)

    with pytest.raises(Unreachable):
        partners.send_due(two.al, two.neighbour, Busy(two.xk))
    two.clock.advance(89_000)
    assert two.sends() == 0
    two.clock.advance(1_000)
    assert two.sends() == 1
    assert two.state(identity) is State.RECEIPTED


def test_messages_for_traders_are_never_counted_as_sent(two: Two) -> None:
    identity = two.emits("CC029C", to="AL123456789")

    assert two.sends() == 0

    assert two.state(identity) is State.NOBODY
    assert two.steps(identity) == []
    assert not partners.send_again(two.al.store, identity, two.clock.now())


def test_what_no_trusted_neighbour_has_signed_is_no_message(two: Two) -> None:
    stranger = fresh_signing_key(two.al.chance)
    forged = carried(two.al, "m1", b"<CD001C/>", stranger)

    for body in (forged, b"rubbish", b"", canonical.struct_bytes(Sealed(b"x", bytes(64)))):
        with pytest.raises(NotAMessage):
            partners.receive(two.xk, body)
    assert two.acts() == []


def test_a_message_that_names_ours_is_its_answer(two: Two) -> None:
    asked = two.emits("CD001C")
    two.sends()
    raw = (MESSAGES / "CD006C-p5.xml").read_bytes()
    tag = b"</messageIdentification>"
    at = raw.index(b"<messageType>") if b"<messageType>" in raw else raw.index(tag) + len(tag)
    end = raw.index(b"</messageType>") + len(b"</messageType>")
    answer = raw[:end] + f"<correlationIdentifier>{asked}</correlationIdentifier>".encode()
    answer += raw[end:]
    assert at < end
    due = Due(
        message="CD006C",
        version="p5",
        to="AL",
        partner="AL",
        content=answer,
        message_id="answer-1",
    )
    known = _known_in_albania(two)
    with two.xk.store.writing() as unit:
        now = Instant(two.clock.now())
        unit.outbox.emit(due, RECORD, ActId(bytes(32)), not_before=now, made=now)

    partners.send_due(two.xk, _towards(two.xk), Direct(two.al))

    assert known
    assert two.state(asked) is State.ANSWERED
    with two.al.store.reading() as look:
        (followed,) = [one for one in look.messages(RECORD) if one.message.message_id == asked]
    assert _last(followed) is Step.ANSWERED
    assert not partners.send_again(two.al.store, asked, two.clock.now())


def _last(followed: Followed) -> Step:
    return followed.steps[-1].step


def _known_in_albania(two: Two) -> bool:
    """Albania must know the movement that is spoken of: it has the announcement itself."""
    content = (MESSAGES / "CD001C-p5.xml").read_bytes()
    body = canonical.struct_bytes(
        Carried(
            sender="XK",
            message_id="known",
            message="CD001C",
            version="p5",
            receiver="AL",
            content=content,
        )
    )
    sealed = Sealed(body, two.xk.premises.device.signing.sign(partners.MESSAGE_AS, body))
    return read(partners.receive(two.al, canonical.struct_bytes(sealed))).trouble == ""


def _towards(hub: Hub) -> Neighbour:
    with hub.store.reading() as look:
        (neighbour,) = enrolment.neighbours(look)
    return neighbour


def test_a_crash_between_message_and_receipt_is_made_good_by_the_double(two: Two) -> None:
    content = (MESSAGES / "CD001C-p5.xml").read_bytes()
    with two.xk.store.writing() as unit:
        unit.inbox.receive(
            "AL",
            "m1",
            digest=canonical.digest(content),
            content=content,
            at=two.clock.now(),
            message="CD001C",
        )

    receipt = partners.receive(two.xk, carried(two.al, "m1", content))

    assert read(receipt).trouble == ""
    assert two.acts() == ["transit.announced"]
