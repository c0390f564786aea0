"""Messages leave once made due, keep their bytes, have one outcome; received ones one effect."""

from app.acts.steps import Due
from app.base.clock import Instant
from app.base.ids import ActId, RecordId
from app.models import inbox
from app.models.inbox import Arrival, Receipted
from app.models.outbox import Noted, State, Step
from app.models.store import Store

NOON = Instant(1_795_356_300_000)
RECORD, OTHER = RecordId(bytes(16)), RecordId(b"\x01" * 16)
ACT, LATER_ACT = ActId(bytes(32)), ActId(b"\x01" * 32)


def due(message_id: str = "m1", partner: str = "XK", content: bytes = b"<xml/>") -> Due:
    return Due(
        message="CD006C",
        version="p5",
        to="XK",
        partner=partner,
        content=content,
        message_id=message_id,
    )


def emit(store: Store, *messages: Due, at: int = NOON, act: ActId = ACT) -> None:
    with store.writing() as unit:
        for message in messages:
            unit.outbox.emit(message, RECORD, act, not_before=Instant(at), made=NOON)


def state(store: Store, message_id: str = "m1") -> State | None:
    with store.reading() as reading:
        message = reading.outbox.message(message_id)
    return None if message is None else message.state


def test_a_message_is_due_when_its_grace_is_over_and_for_its_partner_alone(
    store: Store,
) -> None:
    emit(store, due("late"), at=NOON + 60_000)
    emit(store, due("soon"), due("other", partner="MK"))

    with store.reading() as reading:
        assert [one.message_id for one in reading.outbox.due(NOON, "XK")] == ["soon"]
        both = reading.outbox.due(Instant(NOON + 60_000), "XK")
        assert [one.message_id for one in both] == ["soon", "late"]
        assert both[0].content == b"<xml/>"
        assert reading.outbox.due(Instant(NOON + 60_000), "XK", limit=1) == both[:1]
        assert reading.outbox.next_due() == {"XK": NOON, "MK": NOON}
        assert reading.outbox.unsent() == {"XK": 2, "MK": 1}


def test_a_message_to_nobody_is_kept_and_never_counted_as_waiting(store: Store) -> None:
    emit(store, due(partner=""))

    assert state(store) is State.NOBODY
    with store.reading() as reading:
        assert reading.outbox.unsent() == {}
        assert reading.outbox.due(NOON, "") == ()
        assert len(reading.messages(RECORD)) == 1


def test_the_first_bytes_of_a_message_stand(store: Store) -> None:
    with store.writing() as unit:
        assert unit.outbox.emit(due(), RECORD, ACT, not_before=NOON, made=NOON)
        again = due(content=b"<other/>")
        assert not unit.outbox.emit(again, RECORD, ACT, not_before=NOON, made=NOON)

    with store.reading() as reading:
        assert reading.outbox.due(NOON, "XK")[0].content == b"<xml/>"


def test_a_message_goes_through_its_steps_and_never_back(store: Store) -> None:
    emit(store, due())

    with store.writing() as unit:
        assert unit.outbox.step("m1", Step.RECEIPTED, NOON, b"<receipt/>") is Noted.NEW
        assert unit.outbox.step("m1", Step.TAKEN, NOON) is Noted.NEW
        assert unit.outbox.step("m1", Step.RECEIPTED, NOON, b"<receipt/>") is Noted.AGAIN
        assert unit.outbox.step("nobody's", Step.TAKEN, NOON) is Noted.UNKNOWN
    assert state(store) is State.RECEIPTED
    with store.writing() as unit:
        unit.outbox.step("m1", Step.ANSWERED, NOON, b"<yes/>")

    assert state(store) is State.ANSWERED
    with store.reading() as reading:
        (followed,) = reading.messages(RECORD)
        assert [step.step for step in followed.steps] == [
            Step.RECEIPTED,
            Step.TAKEN,
            Step.ANSWERED,
        ]
        assert reading.outbox.unsent() == {}


def test_a_second_outcome_is_kept_as_contrary_and_the_first_stands(store: Store) -> None:
    emit(store, due())

    with store.writing() as unit:
        unit.outbox.step("m1", Step.ANSWERED, NOON, b"<yes/>")
        assert unit.outbox.step("m1", Step.ANSWERED, NOON, b"<no/>") is Noted.CONTRARY
        assert unit.outbox.step("m1", Step.FAILED, NOON) is Noted.CONTRARY

    assert state(store) is State.ANSWERED
    with store.reading() as reading:
        assert len(reading.outbox.steps("m1")) == 3


def test_a_try_that_did_not_get_through_waits_for_the_next(store: Store) -> None:
    emit(store, due())
    later = Instant(NOON + 1000)

    with store.writing() as unit:
        unit.outbox.tried("m1", not_before=later, trouble="sync.no_line")

    with store.reading() as reading:
        assert reading.outbox.due(NOON, "XK") == ()
        (message,) = reading.outbox.due(later, "XK")
        assert (message.tries, message.last_trouble) == (1, "sync.no_line")


def test_a_message_sent_again_is_the_same_until_it_is_answered(store: Store) -> None:
    emit(store, due())

    with store.writing() as unit:
        unit.outbox.step("m1", Step.TAKEN, NOON)
        assert unit.outbox.again("m1", not_before=NOON)
        assert [one.content for one in unit.outbox.due(NOON, "XK")] == [b"<xml/>"]
        unit.outbox.step("m1", Step.ANSWERED, NOON)
        assert not unit.outbox.again("m1", not_before=NOON)


def test_handing_over_ends_the_grace_of_what_waits_for_a_partner(store: Store) -> None:
    emit(store, due(), at=NOON + 60_000)
    emit(store, due("other", partner="MK"), at=NOON + 60_000)

    with store.writing() as unit:
        assert unit.outbox.hasten("XK", NOON) == 1
        assert len(unit.outbox.due(NOON, "XK")) == 1
        assert unit.outbox.due(NOON, "MK") == ()


def test_a_withdrawn_step_takes_back_messages_nobody_was_offered(store: Store) -> None:
    emit(store, due("m1"), due("m2"), due("paper", partner=""))
    emit(store, due("m3"), act=LATER_ACT)
    with store.writing() as unit:
        unit.outbox.tried("m2", not_before=NOON, trouble="sync.line_cut")

    with store.writing() as unit:
        assert unit.outbox.withdraw([ACT]) == ("m1", "paper")
        assert unit.outbox.withdraw([]) == ()

    assert [state(store, one) for one in ("m1", "m2", "m3")] == [
        State.WITHDRAWN,
        State.WAITING,
        State.WAITING,
    ]


def test_a_message_of_a_joined_id_is_the_records(store: Store) -> None:
    emit(store, due())

    with store.writing() as unit:
        unit.join(RECORD, OTHER)

    with store.reading() as reading:
        assert [one.message.message_id for one in reading.messages(OTHER)] == ["m1"]


def test_a_received_message_has_one_effect_and_one_receipt_for_ever(store: Store) -> None:
    with store.writing() as unit:
        fresh = unit.inbox.receive(
            "XK", "m1", digest=b"d" * 32, content=b"<xml/>", at=NOON, message="CD006C"
        )
        assert fresh == Receipted(Arrival.FRESH)
        assert unit.inbox.answer("XK", "m1", b"receipt") == b"receipt"
        assert unit.inbox.answer("XK", "m1", b"another") == b"receipt"

    with store.writing() as unit:
        again = unit.inbox.receive("XK", "m1", digest=b"d" * 32, content=b"<xml/>", at=NOON)
        assert again == Receipted(Arrival.DUPLICATE, b"receipt")
        clash = unit.inbox.receive("XK", "m1", digest=b"e" * 32, content=b"<x/>", at=NOON)
        assert clash.arrival is Arrival.CLASH
        elsewhere = unit.inbox.receive("MK", "m1", digest=b"e" * 32, content=b"<x/>", at=NOON)
        assert elsewhere.arrival is Arrival.FRESH


def test_a_message_out_of_order_waits_until_it_is_worked_on(store: Store) -> None:
    with store.writing() as unit:
        for name in ("m1", "m2"):
            unit.inbox.receive("XK", name, digest=bytes(32), content=b"<xml/>", at=NOON)
        assert [one.message_id for one in unit.inbox.waiting()] == ["m1", "m2"]
        unit.inbox.work("XK", "m1", inbox.State.WORKED, RECORD)
        unit.inbox.work("XK", "m2", inbox.State.ASIDE)

    with store.reading() as reading:
        assert reading.inbox.waiting() == ()
        assert [one.message_id for one in reading.inbox.of_record(RECORD)] == ["m1"]
        assert reading.inbox.of_record(inbox.NO_RECORD) == ()
        aside = reading.inbox.message("XK", "m2")
        assert aside is not None
        assert aside.state is inbox.State.ASIDE
        assert reading.inbox.message("XK", "m3") is None
