"""The late ones: how late, last seen where, and the next lawful step with its day."""

from pathlib import Path

import pytest

from app.acts.steps import Plan, Planned
from app.base.clock import Day, Instant
from app.base.ids import RecordId
from app.reference import legal_clocks
from app.reference.texts import texts
from app.security.roles import Role
from app.transit.acts import Advised, CrossingNotified
from app.transit.lateness import LateLine, LateList
from app.transit.states import State
from app.transit.use_cases import Declare, Hold, Release
from tests.transit.goods import DECLARATION, DURRES, VERMICE
from tests.transit.store_post import StorePost
from tests.transit.test_corridor import LIMIT

DAY_MS = 86_400_000


@pytest.fixture
def durres(tmp_path: Path) -> StorePost:
    return StorePost(tmp_path, DURRES)


def released(post: StorePost, limit: Day = LIMIT) -> RecordId:
    record = post.opened(Declare(declaration=DECLARATION))
    post.do(Release(record=record, result="A2", exempt=True, limit=limit))
    return record


def late(post: StorePost) -> LateLine:
    (line,) = post.ask(LateList()).lines
    assert isinstance(line, LateLine)
    return line


def test_nobody_is_late_before_the_limit_has_passed(durres: StorePost) -> None:
    released(durres)
    row = durres.ask(LateList())
    assert (row.lines, row.count) == ((), 0)


def test_days_late_count_from_the_limit_date(durres: StorePost) -> None:
    released(durres)
    ends = legal_clocks.limit_due(LIMIT, durres.pack)
    durres.clock.step_wall(ends - durres.clock.now())
    assert late(durres).days_late == 1
    durres.clock.advance(2 * DAY_MS)
    line = late(durres)
    assert (line.days_late, line.limit, line.due) == (3, LIMIT, ends)
    assert (line.state, line.held) == (State.RELEASED.value, False)
    assert durres.ask(LateList()).count == 1
    assert durres.ask(LateList(office="XK001010")).lines == ()
    assert len(durres.ask(LateList(office="")).lines) == 1


def test_the_next_step_moves_from_asking_to_enquiry_to_recovery(durres: StorePost) -> None:
    released(durres)
    ends = legal_clocks.limit_due(LIMIT, durres.pack)
    durres.clock.step_wall(ends - durres.clock.now())
    asked = late(durres)
    assert asked.next_step.code == "transit.late.ask_arrival"
    assert asked.next_at == ends + 7 * DAY_MS
    assert not asked.next_is_due
    durres.clock.advance(7 * DAY_MS)
    enquiry = late(durres)
    assert (enquiry.next_step.code, enquiry.next_is_due) == ("transit.late.enquire", True)
    durres.clock.advance(230 * DAY_MS)
    assert late(durres).next_step.code == "transit.late.recover"


def test_where_it_was_last_seen_and_what_was_last_told_stand_beside_it(durres: StorePost) -> None:
    record = released(durres)
    durres.clock.advance(4 * DAY_MS)
    line = late(durres)
    assert line.last_place.code == "transit.late.left"
    assert line.last_place_at == Instant(durres.clock.now() - 4 * DAY_MS)
    assert line.last_message.code == "transit.late.waits"
    said = texts("en").say(line.last_message.code, **line.last_message.parameters)
    assert "{" not in said
    durres.do(Hold(record=record, reason="asked by telephone"))
    assert late(durres).held


def test_one_that_arrived_is_late_when_its_result_is(durres: StorePost) -> None:
    released(durres)
    with durres.store.reading() as look:
        (row,) = look.records.newest("movement", is_open=True)
    durres.role = Role.GATEWAY
    durres.clock.advance(60_000)
    crossed = CrossingNotified(
        office=VERMICE, date=Day(20261122), message_id="m1", received=bytes(32)
    )
    durres.write(
        Plan(
            acts=(Planned(record=row.record, kind="transit.crossing_notified", fact=crossed),),
        )
    )
    arrived = Advised(
        office="XK002000", occurred=durres.clock.now(), message_id="m2", received=bytes(32)
    )
    durres.write(Plan(acts=(Planned(record=row.record, kind="transit.advised", fact=arrived),)))
    durres.clock.advance(5 * DAY_MS)
    assert durres.ask(LateList()).lines == ()
    durres.clock.advance(3 * DAY_MS)
    line = late(durres)
    assert (line.next_step.code, line.next_is_due) == ("transit.late.ask_result", True)
    assert line.next_at == line.due
    assert line.last_place.code in {"transit.late.arrived", "transit.late.crossed"}
    assert line.last_message.code == "transit.advised.told"


def test_each_step_and_place_has_its_words() -> None:
    english = texts("en")
    steps = ("ask_result", "ask_arrival", "enquire", "recover")
    places = ("left", "crossed", "arrived", "sent", "waits", "no_message")
    assert [name for name in (*steps, *places) if not english.has(f"transit.late.{name}")] == []
