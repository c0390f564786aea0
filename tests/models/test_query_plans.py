"""Every named question is answered by its index, so that it holds at a million records."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection

from app.acts.kinds import Key
from app.acts.steps import Due
from app.base.clock import Instant
from app.base.ids import ActId, RecordId
from app.models.deliveries import Deliveries
from app.models.devices import Devices
from app.models.drafts import Drafts
from app.models.engine import connect
from app.models.frames import Frames
from app.models.inbox import Inbox
from app.models.inbox import State as InboxState
from app.models.joins import Joins
from app.models.leases import Lease, Leases
from app.models.ledger import Ledger
from app.models.looks import StoreReading, StoreUnit
from app.models.outbox import Outbox, Step
from app.models.positions import Position, Positions
from app.models.queues import QueueRow, Queues
from app.models.ready import raw
from app.models.receipts import Receipts
from app.models.record_rows import RecordRows
from app.models.search import Search, Wanted
from app.models.settings import Settings
from app.models.store import Store
from app.models.stored_acts import StoredActs
from tests.models.conftest import KEY

# partial indexes that hold only what is open, and the index of words
SMALL = ("outbox_waiting", "inbox_waiting", "records_held", "VIRTUAL TABLE", "words_config")
NOW = Instant(1_795_356_300_000)
RECORD, ACT, STREAM = RecordId(bytes(16)), ActId(bytes(32)), bytes(24)
LAST = QueueRow(RECORD, "barrier", "", "", False, NOW, b"", 7)
LEASE = Lease(kind="mrn", stream=STREAM, first=1, last=9, expiry=NOW, fence=1, next=1)
DUE = Due(message="CD006C", version="p5", to="XK", partner="XK", content=b"", message_id="m")

ROOMS = (
    StoredActs,
    Joins,
    RecordRows,
    Queues,
    Search,
    Outbox,
    Inbox,
    Receipts,
    Positions,
    Leases,
    Drafts,
    Settings,
    Deliveries,
    Devices,
    Ledger,
    Frames,
)

QUESTIONS: dict[str, tuple[Callable[[StoreReading], Any], set[str]]] = {
    "act": (lambda r: r.act(ACT), {"acts_by_id"}),
    "held": (lambda r: r.held([ACT]), {"acts_by_id"}),
    "at": (lambda r: r.acts.at(STREAM, 1), {"acts_by_stream"}),
    "acts of": (lambda r: r.acts_of(RECORD), {"acts_by_record"}),
    "timeline": (lambda r: r.timeline(RECORD), {"acts_by_record"}),
    "arrivals": (lambda r: r.acts.arrivals(5, 10), {"INTEGER PRIMARY KEY"}),
    "backwards": (lambda r: r.acts.backwards(5, 10), {"INTEGER PRIMARY KEY"}),
    "stream": (lambda r: r.stream_acts(STREAM, 0, 9), {"acts_by_stream"}),
    "newest": (lambda r: r.acts.newest([RECORD]), {"acts_by_record"}),
    "record ids": (lambda r: r.acts.record_ids(b"", 9), {"acts_by_record"}),
    "tip": (lambda r: r.tip(STREAM), {"streams"}),
    "waiting acts": (lambda r: r.acts.unsent(STREAM, 0), {"COVERING INDEX acts_by_stream"}),
    "attachment": (lambda r: r.attached(ACT), {"attachments"}),
    "members": (lambda r: r.joins.members(RECORD), {"survivors_by_survivor"}),
    "joins": (lambda r: r.joins.component(RECORD), {"joined_by_into", "PRIMARY KEY (record=?)"}),
    "folded": (lambda r: r.folded(RECORD), {"records_by_id"}),
    "row": (lambda r: r.records.row(RECORD), {"records_by_id"}),
    "numbered": (lambda r: r.records.numbered("26AL"), {"records_by_number"}),
    "placed": (lambda r: r.records.placed([1, 2]), {"INTEGER PRIMARY KEY"}),
    "newest of a kind": (
        lambda r: r.records.newest("barrier", is_open=False),
        {"records_by_kind"},
    ),
    "scope": (lambda r: r.records.of_office("AL003010"), {"record_offices"}),
    "held records": (lambda r: r.records.held(), {"records_held"}),
    "page": (lambda r: r.queues.page("open", after=LAST), {"record_queues", "INTEGER PRIMARY"}),
    "find": (
        lambda r: r.search.find([Wanted("plate", "A"), Wanted("plate", "A", is_prefix=True)]),
        {"keys_open", "PRIMARY KEY (kind=? AND text>? AND text<?)"},
    ),
    "words": (lambda r: r.search.find([], terms="acme l"), {"VIRTUAL TABLE"}),
    "due": (lambda r: r.outbox.due(NOW, "XK"), {"outbox_waiting (partner=? AND not_before<?)"}),
    "next due": (lambda r: r.outbox.next_due(), {"COVERING INDEX outbox_waiting"}),
    "unsent": (lambda r: r.outbox.unsent(), {"COVERING INDEX outbox_waiting"}),
    "message": (lambda r: r.outbox.message("m"), {"outbox_by_message"}),
    "messages": (lambda r: r.messages(RECORD), {"outbox_by_record"}),
    "steps": (lambda r: r.outbox.steps("m"), {"outbox_steps_by_message"}),
    "received": (lambda r: r.inbox.message("XK", "m"), {"inbox_by_message"}),
    "inbox": (lambda r: r.inbox.waiting(), {"inbox_waiting"}),
    "inbox of a record": (lambda r: r.inbox.of_record(RECORD), {"inbox_by_record"}),
    "covered": (lambda r: r.receipts.covered(STREAM), {"receipts_once", "acts_by_id"}),
    "latest receipt": (lambda r: r.receipts.latest(STREAM), {"receipts_once"}),
    "positions": (lambda r: r.positions.of_peer("hub"), {"PRIMARY KEY (peer=?)"}),
    "next serial": (lambda r: r.leases.next_serial("mrn", STREAM, NOW), {"PRIMARY KEY"}),
    "free": (lambda r: r.leases.free("mrn", STREAM, NOW), {"PRIMARY KEY"}),
    "leases": (lambda r: r.leases.of_kind("mrn"), {"PRIMARY KEY (kind=?)"}),
    "top": (lambda r: r.leases.top("mrn"), {"PRIMARY KEY (kind=?)"}),
    "serials": (lambda r: r.leases.became("mrn", 1, 9), {"PRIMARY KEY"}),
    "drafts": (lambda r: r.drafts.of_officer(bytes(16)), {"drafts_by_officer"}),
    "draft": (lambda r: r.drafts.draft(bytes(16)), {"drafts"}),
    "setting": (lambda r: r.settings.get("made"), {"PRIMARY KEY (name=?)"}),
    "deliveries": (
        lambda r: r.deliveries.after({"AL003010": 5}),
        {"PRIMARY KEY (scope=? AND position>?)"},
    ),
    "delivered": (
        lambda r: r.deliveries.delivered("AL003010", 5),
        {"PRIMARY KEY (scope=? AND position<?)"},
    ),
    "holds": (lambda r: r.deliveries.holds("AL003010", ACT), {"deliveries_by_act"}),
    "end": (lambda r: r.deliveries.end("AL003010"), {"PRIMARY KEY (scope=?)"}),
    "device": (lambda r: r.devices.device(bytes(16)), {"PRIMARY KEY (id=?)"}),
    "devices": (lambda r: r.devices.of_office("AL003010"), {"devices_by_office"}),
    "reservations": (lambda r: r.ledger.reservations("G"), {"PRIMARY KEY (grn=?)"}),
    "reserved": (lambda r: r.ledger.reserved("G"), {"PRIMARY KEY (grn=?)"}),
    "quotas": (lambda r: r.ledger.quotas("G"), {"PRIMARY KEY (grn=?)"}),
    "frames": (lambda r: r.frames.held(bytes(8)), {"staged_frames"}),
    "bundle": (lambda r: r.frames.whole(bytes(8)), {"staged_frames"}),
}


def _received(unit: StoreUnit) -> None:
    unit.inbox.receive("XK", "m", digest=bytes(32), content=b"", at=NOW)
    unit.inbox.answer("XK", "m", b"receipt")


def _used(unit: StoreUnit) -> None:
    unit.leases.lease(LEASE)
    unit.leases.use("mrn", STREAM, 1, "26AL")


WRITES: dict[str, tuple[Callable[[StoreUnit], Any], set[str]]] = {
    "withdraw": (lambda u: u.outbox.withdraw([ACT]), {"outbox_by_act"}),
    "hasten": (lambda u: u.outbox.hasten("XK", NOW), {"outbox_waiting"}),
    "again": (lambda u: u.outbox.again("m", not_before=NOW), {"outbox_by_message"}),
    "tried": (
        lambda u: u.outbox.tried("m", not_before=NOW, trouble="x"),
        {"outbox_by_message"},
    ),
    "step": (
        lambda u: (
            u.outbox.emit(DUE, RECORD, ACT, not_before=NOW, made=NOW),
            u.outbox.step("m", Step.TAKEN, NOW),
        ),
        {"outbox_by_message"},
    ),
    "answer": (_received, {"inbox_by_message"}),
    "work": (lambda u: u.inbox.work("XK", "m", InboxState.WORKED), {"inbox_by_message"}),
    "key": (lambda u: u.search.leave(Key("plate", "A"), 1), {"PRIMARY KEY"}),
    "turn": (lambda u: u.search.turn(Key("plate", "A"), 1, is_open=True), {"PRIMARY KEY"}),
    "queue": (lambda u: u.queues.leave("open", 1, 1), {"PRIMARY KEY"}),
    "office": (lambda u: u.records.leave_office("AL", 1), {"PRIMARY KEY"}),
    "record": (lambda u: u.records.drop(RECORD), {"records_by_id"}),
    "number": (_used, {"PRIMARY KEY"}),
    "position": (lambda u: u.positions.keep("hub", Position("AL", b"", 1)), set()),
    "lease": (lambda u: u.leases.lease(LEASE), set()),
    "deliver": (lambda u: u.deliveries.deliver({"AL": [ACT]}), {"deliveries_by_act"}),
    "seen": (lambda u: u.devices.seen(bytes(16), NOW), {"PRIMARY KEY (id=?)"}),
    "revoke": (lambda u: u.devices.revoke(bytes(16), NOW), {"PRIMARY KEY (id=?)"}),
    "draft": (lambda u: u.drafts.drop(bytes(16)), {"drafts"}),
    "drop frames": (lambda u: u.frames.drop(bytes(8)), {"staged_frames"}),
    "age frames": (lambda u: u.frames.drop_older(NOW), {"staged_frames_by_age"}),
    "forget": (lambda u: u.settings.drop("x"), {"PRIMARY KEY (name=?)"}),
}


def _plans(store: Store, statements: list[str]) -> list[str]:
    """What SQLite means to do for each statement."""
    own = connect(store.path, KEY)
    try:
        return [
            str(row[3])
            for statement in statements
            if not statement.startswith("--")  # what the index of words does within
            for row in own.execute(f"EXPLAIN QUERY PLAN {statement}")
        ]
    finally:
        own.close()


@contextmanager
def _recorded(connection: Connection) -> Iterator[list[str]]:
    """Every statement that the driver runs meanwhile, with its values."""
    statements: list[str] = []
    raw(connection).set_trace_callback(statements.append)
    try:
        yield statements
    finally:
        raw(connection).set_trace_callback(None)


def _hold(plans: list[str], wanted: set[str]) -> None:
    whole = "; ".join(plans)
    for name in wanted:
        assert name in whole, whole
    scans = [
        plan
        for plan in plans
        if plan.startswith("SCAN") and not any(bound in plan for bound in SMALL)
    ]
    assert not scans, whole
    assert "TEMP B-TREE" not in whole, whole


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_is_answered_by_its_index(store: Store, name: str) -> None:
    ask, wanted = QUESTIONS[name]
    with store.reading() as reading, _recorded(reading.connection) as statements:
        ask(reading)

    _hold(_plans(store, statements), wanted)


@pytest.mark.parametrize("name", WRITES)
def test_a_write_finds_its_row_by_an_index(store: Store, name: str) -> None:
    write, wanted = WRITES[name]
    with store.writing() as unit, _recorded(unit.connection) as statements:
        write(unit)

    _hold(_plans(store, statements), wanted)


def test_counting_a_queue_walks_the_table_of_standing_records_alone(store: Store) -> None:
    with store.reading() as reading, _recorded(reading.connection) as statements:
        reading.queues.counts()
        reading.queues.late(NOW)

    assert _plans(store, statements) == ["SCAN record_queues", "SCAN record_queues"]


def test_every_question_of_every_room_has_its_plan_here() -> None:
    asked = {name for ask, _ in (*QUESTIONS.values(), *WRITES.values()) for name in _names(ask)}
    whole = {"counts", "late", "tips", "enrolled", "begun"}  # by design the whole of a small table
    inserts = {"enter", "enter_office", "keep", "reserve", "grant", "stage", "enrol", "attach"}
    inserts |= {"add", "bring", "set", "join", "speak", "give_up", "stored"}
    inserts |= {
        "surviving",
        "of_stream",
        "forget",
        "sides",
        "level",
        "of_records",
        "by_id",
    }  # made of questions that stand here

    with_plans = asked | whole | inserts
    missing = [
        f"{room.__name__}.{name}"
        for room in ROOMS
        for name in vars(room)
        if not name.startswith("_") and name not in with_plans
    ]

    assert not missing


def _names(ask: Any) -> set[str]:
    """The names a lambda calls, also within a lambda of its own."""
    inner = (one for one in ask.__code__.co_consts if hasattr(one, "co_names"))
    return {*ask.__code__.co_names, *(name for one in inner for name in one.co_names)}
