"""The limit date counts in the zone of the office's pack, and only until goods are presented."""

from pathlib import Path

import msgspec
import pytest

from app.acts.fold import fold
from app.base.clock import Day, Instant, instant_of, moment_of
from app.base.ids import RecordId
from app.reference import legal_clocks, packs
from app.transit import acts, clocks, listing
from app.transit.findings import Crossing
from app.transit.lists import Find, QueueOf
from app.transit.movement import Movement
from app.transit.pages import ArrivalPage, CrossingPage
from app.transit.record import MovementKind
from app.transit.records import RecordPage
from app.transit.rows import Cell, QueueLine
from app.transit.states import State
from app.transit.use_cases import Accept, Arrive, Cross, Declare, EndTransit, Release, SetLimit
from tests.transit.goods import DECLARATION, DURRES, PRISHTINA, VERMICE
from tests.transit.post import REGISTRY, Post
from tests.transit.store_post import StorePost
from tests.transit.test_corridor import LIMIT, SEALS, released_at_durres

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
LIMIT_ENDS = legal_clocks.day_ends(LIMIT, "Europe/Belgrade")


def time_of(verdict: tuple[Cell, ...]) -> Cell:
    return next(one for one in verdict if one.name == "time")


def found(post: StorePost, record: RecordId) -> QueueLine:
    """The line the find box shows of it."""
    mrn = post.ask(ArrivalPage(record=record)).head.mrn
    hits = post.ask(Find(text=mrn)).hits
    return next(hit.movement for hit in hits if hit.movement is not None)


@pytest.mark.parametrize("device", [0, 60, 840, 1440 - 720])
def test_a_limit_ends_at_midnight_of_the_office_whatever_zone_a_device_is_set_to(
    device: int,
) -> None:
    post = Post(DURRES)
    post.clock = type(post.clock)(post.now, offset=device)
    record = post.opened(Declare(declaration=DECLARATION))
    mrn = str(post.do(Release(record=record, result="A2", seals=SEALS, limit=LIMIT)))
    movement = post.movement(mrn)
    listed = MovementKind().listing(movement, held=False)
    assert moment_of(clocks.limit_due(movement)).isoformat() == "2026-11-24T23:00:00+00:00"
    assert listed.clock == clocks.limit_due(movement)


def test_posts_in_different_zones_fold_the_same_acts_to_the_same_bytes() -> None:
    here, there = Post(DURRES, number=1), Post("AL003020", number=2)
    there.clock = type(there.clock)(there.now, offset=-480)
    record = here.opened(Declare(declaration=DECLARATION))
    mrn = str(here.do(Release(record=record, result="A2", seals=SEALS, limit=LIMIT)))
    here.exchange(there)
    there.do(Cross(record=there.record(mrn), plate="=", all_intact=True))
    there.exchange(here)
    ours, theirs = (fold(here.record(mrn), one.all_acts(), REGISTRY) for one in (here, there))
    assert ours.state_bytes() == theirs.state_bytes()
    rows = [MovementKind().listing(one.state, held=False) for one in (ours, theirs)]
    assert rows[0] == rows[1]


def test_a_limit_in_summer_counts_in_summer_time_although_it_was_set_in_winter() -> None:
    post = Post(DURRES)
    record = post.opened(Declare(declaration=DECLARATION))
    post.clock.step_wall(instant_of(moment_of(post.now).replace(year=2027, month=3)) - post.now)
    mrn = str(post.do(Release(record=record, result="A2", seals=SEALS, limit=Day(20270401))))
    due = clocks.limit_due(post.movement(mrn))
    assert moment_of(due).isoformat() == "2027-04-01T22:00:00+00:00"


@pytest.mark.parametrize("country", packs.countries())
def test_a_pack_says_when_a_clock_is_near_by_the_names_of_the_worklists(country: str) -> None:
    others = {"default", "bcp"}
    assert set(packs.load(country).near_hours) - others <= set(listing.QUEUES)


def test_a_country_without_a_pack_counts_in_utc() -> None:
    movement = Movement(administration="ZZ", limit=LIMIT, destination=State.ANNOUNCED)
    assert moment_of(clocks.next_due(movement)).isoformat() == "2026-11-25T00:00:00+00:00"
    assert packs.held("ZZ") is None


def test_a_day_or_a_moment_beyond_the_calendar_has_no_clock() -> None:
    last = Movement(administration="AL", limit=Day(99991231), departure=State.RELEASED)
    assert clocks.next_due(last) == clocks.NONE
    assert not clocks.is_late(last, LIMIT_ENDS)
    far = Crossing(office=PRISHTINA, occurred=Instant(1 << 60))
    there = msgspec.structs.replace(last, departure=State.ADVISED, advised=far)
    assert clocks.next_due(there) == clocks.NONE


def test_a_truck_that_came_in_time_is_never_late_in_the_yard(
    prishtina: StorePost, announced: RecordId
) -> None:
    prishtina.do(Arrive(record=announced, plate="="))
    due = legal_clocks.result_due(prishtina.now, prishtina.pack)
    prishtina.clock.step_wall(LIMIT_ENDS + HOUR_MS - prishtina.now)  # the limit date is over
    page = prishtina.ask(ArrivalPage(record=announced))
    assert (page.head.late, page.head.near, page.head.limit_at) == (False, False, 0)
    assert time_of(page.verdict).words.code == "transit.verdict.in_time"
    assert time_of(page.verdict).level == "rest"
    for line in (found(prishtina, announced), *prishtina.ask(QueueOf(queue="yard")).lines):
        assert (line.clock, line.late) == (due, False)


def test_a_truck_that_came_late_stays_late_in_head_and_cell(
    prishtina: StorePost, announced: RecordId
) -> None:
    prishtina.clock.step_wall(LIMIT_ENDS - prishtina.now)
    page = prishtina.ask(ArrivalPage(record=announced))
    assert (page.head.late, page.head.limit_at) == (True, LIMIT_ENDS)
    assert time_of(page.verdict).words.code == "transit.verdict.late"
    prishtina.do(Arrive(record=announced, plate="=", late_reason="snow"))
    page = prishtina.ask(ArrivalPage(record=announced))
    assert (page.head.late, page.head.limit_at) == (True, 0)
    assert time_of(page.verdict).words.code == "transit.verdict.late"
    assert not found(prishtina, announced).late  # its result is not


def test_an_ended_transit_has_no_clock(prishtina: StorePost, announced: RecordId) -> None:
    prishtina.do(EndTransit(record=announced, plate="=", all_intact=True))
    page = prishtina.ask(RecordPage(record=announced))
    assert (page.head.limit_at, page.head.late, page.head.near) == (0, False, False)
    assert (found(prishtina, announced).clock, page.head.limit) == (0, LIMIT)
    assert time_of(page.verdict).words.code == "transit.verdict.in_time"


def test_an_office_of_transit_has_no_clock_once_the_truck_is_across(tmp_path: Path) -> None:
    vermice = StorePost(tmp_path, VERMICE)
    departure, mrn = released_at_durres()
    record = vermice.receive(departure.sent("CD050C"))
    assert vermice.ask(CrossingPage(mrn=mrn)).head.limit_at == LIMIT_ENDS
    vermice.do(Cross(record=record, plate="=", all_intact=True))
    vermice.clock.advance(9 * DAY_MS)
    page = vermice.ask(CrossingPage(mrn=mrn))
    assert (page.head.limit_at, page.head.late) == (0, False)
    assert time_of(page.verdict).words.code == "transit.verdict.in_time"
    vermice.store.close()


def test_departure_waits_for_the_result_once_it_knows_of_the_arrival(tmp_path: Path) -> None:
    durres, there = StorePost(tmp_path, DURRES), Post(PRISHTINA, number=2)
    departure, mrn = released_at_durres()
    durres.take(departure.all_acts())
    record = departure.record(mrn)
    there.receive(departure.sent("CD001C"))
    there.do(Arrive(record=there.record(mrn), plate="="))
    durres.receive(there.sent("CD006C"))
    head = durres.ask(RecordPage(record=record)).head
    assert (head.departure, head.limit_at) == ("advised", 0)
    asked = legal_clocks.result_asked(there.now, durres.pack)
    durres.clock.step_wall(LIMIT_ENDS - durres.now)
    assert (found(durres, record).clock, found(durres, record).late) == (asked, False)
    assert durres.ask(QueueOf(queue="late")).lines == ()
    durres.clock.step_wall(asked - durres.now)
    assert [line.mrn for line in durres.ask(QueueOf(queue="late")).lines] == [mrn]
    there.do(EndTransit(record=there.record(mrn), plate="=", all_intact=True))
    durres.receive(there.sent("CD018C"))
    assert durres.ask(QueueOf(queue="late")).lines == ()
    (line,) = durres.ask(QueueOf(queue="departures")).lines  # to be discharged
    assert (line.state, line.clock, line.late) == ("results known", 0, False)
    durres.store.close()


def test_a_limit_set_before_release_shows_its_clock(tmp_path: Path) -> None:
    durres = StorePost(tmp_path, DURRES)
    record = durres.opened(Declare(declaration=DECLARATION))
    assert durres.ask(RecordPage(record=record)).head.limit_at == 0
    durres.do(Accept(record=record))
    durres.do(SetLimit(record=record, limit=LIMIT))
    assert durres.ask(RecordPage(record=record)).head.limit_at == LIMIT_ENDS
    durres.store.close()


def test_what_departure_closed_shows_that_no_clock_runs(
    prishtina: StorePost, announced: RecordId
) -> None:
    fact = acts.ClosedElsewhere(office="XK002020", message="CD024C", occurred=prishtina.now)
    prishtina.write_fact(announced, acts.CLOSED_ELSEWHERE, fact)
    prishtina.clock.advance(9 * DAY_MS)
    page = prishtina.ask(ArrivalPage(record=announced))
    assert (page.head.late, page.head.limit_at) == (False, 0)
    assert time_of(page.verdict).words.code == "transit.verdict.no_clock"
