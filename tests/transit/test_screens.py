"""What transit's screens are shown: worklists, arrival, fast lane, departure, the whole record."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.base.clock import Day
from app.cases.views import CasePage, CasesList
from app.reference.texts import texts
from app.transit.findings import SealAffixed, SealFound, SealState
from app.transit.lists import Find, QueueOf, Today
from app.transit.pages import ArrivalFollows, ArrivalPage, CrossingPage, FastLane
from app.transit.records import DeparturePage, RecordPage
from app.transit.rows import Cell
from app.transit.use_cases import Cross, Declare, EndTransit, Hold, Release
from tests.transit.goods import DECLARATION, DURRES, GRN, PRISHTINA, VERMICE
from tests.transit.post import Post
from tests.transit.store_post import StorePost
from tests.transit.test_corridor import LIMIT, released_at_durres

DAY_MS = 86_400_000


@pytest.fixture
def durres(tmp_path: Path) -> Iterator[StorePost]:
    post = StorePost(tmp_path, DURRES)
    yield post
    post.store.close()


def cell(verdict: tuple[Cell, ...], name: str) -> Cell:
    return next(one for one in verdict if one.name == name)


def announced(post: StorePost) -> tuple[Post, str]:
    departure, mrn = released_at_durres()
    post.receive(departure.sent("CD001C"))
    post.receive(departure.sent("CD050C"))
    return departure, mrn


def test_an_announced_movement_stands_in_expected_with_its_clock(prishtina: StorePost) -> None:
    _, mrn = announced(prishtina)
    (line,) = prishtina.ask(QueueOf(queue="expected")).lines
    assert (line.mrn, line.plates, line.packages) == (mrn, ("AA123BB",), 301)
    assert (line.departure_name, line.destination_name) == ("Durres port", "Prishtina")
    assert not line.late
    prishtina.clock.advance(3 * DAY_MS)
    assert prishtina.ask(QueueOf(queue="expected")).lines[0].late
    assert prishtina.ask(Today()).queues["expected"].late == 1


@pytest.mark.parametrize(
    "typed", ["whole", "last six", "aa 123-bb", "AA123", "AL0045121", "metal doo", "agro"]
)
def test_a_movement_is_found_by_number_plate_seal_and_trader(
    prishtina: StorePost, typed: str
) -> None:
    _, mrn = announced(prishtina)
    text = {"whole": mrn, "last six": mrn[-6:]}.get(typed, typed)
    (hit,) = prishtina.ask(Find(text=text)).hits
    assert hit.number == mrn
    assert hit.movement is not None
    assert hit.movement.destination_name == "Prishtina"


def test_an_mrn_that_is_not_held_is_named_and_shown_as_no_data(prishtina: StorePost) -> None:
    assert prishtina.ask(Find(text="24GB000246J8NY33L7")).unknown_mrn == "24GB000246J8NY33L7"
    page = prishtina.ask(ArrivalPage(mrn="24GB000246J8NY33L7"))
    assert not page.head.known
    assert cell(page.verdict, "expected").words.code == "transit.verdict.no_data"
    assert page.head.allowed == ("Arrive", "Cross")


def test_a_clean_arrival_shows_six_quiet_cells_and_asks_for_plate_and_seals(
    prishtina: StorePost,
) -> None:
    _, mrn = announced(prishtina)
    page = prishtina.ask(ArrivalPage(mrn=mrn))
    assert [one.name for one in page.verdict] == [
        "expected",
        "time",
        "hold",
        "incident",
        "risk",
        "found",
    ]
    assert {one.level for one in page.verdict} == {"rest"}
    assert [seal.identifier for seal in page.seals] == ["AL0045121", "AL0045122"]
    assert not any(seal.answered for seal in page.seals)
    assert "EndTransit" in page.head.allowed
    follows = prishtina.ask(ArrivalFollows(record=page.head.record))
    assert (follows.results, follows.result) == (("A2", "A5", "B1"), "A2")
    assert [one.code for one in follows.findings] == [
        "transit.rules.plate_unanswered",
        "transit.rules.seals_unanswered",
    ]
    answered = ArrivalFollows(record=page.head.record, plate="=", all_intact=True)
    assert prishtina.ask(answered).findings == ()


def test_a_broken_seal_leaves_a5_and_b1_and_asks_for_words(prishtina: StorePost) -> None:
    _, mrn = announced(prishtina)
    record = prishtina.ask(ArrivalPage(mrn=mrn)).head.record
    broken = SealFound(identifier="AL0045121", state=SealState.BROKEN)
    follows = prishtina.ask(
        ArrivalFollows(record=record, plate="=", seals=(broken,), all_intact=True)
    )
    assert follows.results == ("A5", "B1")
    assert follows.result == ""
    assert follows.remarks_needed
    assert follows.proposes_control
    assert follows.rule == "G0017"


def test_each_office_sees_its_own_part_of_a_worklist(prishtina: StorePost) -> None:
    announced(prishtina)
    counted = prishtina.ask(Today()).queues
    assert (counted["expected"].count, counted["crossings"].count) == (1, 0)
    assert prishtina.ask(QueueOf(queue="crossings")).lines == ()
    assert len(prishtina.ask(QueueOf(queue="crossings", office=VERMICE)).lines) == 1
    assert len(prishtina.ask(QueueOf(queue="crossings", office="")).lines) == 1


def test_only_the_late_stand_among_the_late(durres: StorePost) -> None:
    record = durres.opened(Declare(declaration=DECLARATION))
    assert durres.ask(Today()).queues["departures"].count == 1
    durres.do(Release(record=record, result="A2", exempt=True, limit=LIMIT))
    assert durres.ask(Today()).queues["late"].count == 0
    assert durres.ask(QueueOf(queue="late")).lines == ()
    durres.clock.advance(3 * DAY_MS)
    assert durres.ask(Today()).queues["late"].count == 1
    (line,) = durres.ask(QueueOf(queue="late")).lines
    assert (line.state, line.late) == ("released", True)


def test_the_fast_lane_counts_the_trucks_of_today(tmp_path: Path) -> None:
    vermice = StorePost(tmp_path, VERMICE)
    _, mrn = announced(vermice)
    page = vermice.ask(CrossingPage(mrn=mrn))
    assert cell(page.verdict, "expected").level == "rest"
    vermice.do(Cross(record=page.head.record, plate="=", all_intact=True))
    lane = vermice.ask(FastLane())
    assert (lane.count, lane.lines[0].mrn, lane.lines[0].plate) == (1, mrn, "AA123BB")
    vermice.clock.advance(DAY_MS)
    assert vermice.ask(FastLane()).count == 0
    vermice.store.close()


def test_the_departure_page_shows_what_release_waits_for(durres: StorePost) -> None:
    record = durres.opened(Declare(declaration=DECLARATION))
    page = durres.ask(DeparturePage(record=record))
    assert (page.mode, page.numbers_left) == ("leased block", 100)
    assert [one.code for one in page.results] == ["A2", "A1", "A3"]
    assert page.results[2].barred == "transit.rules.a3_needs_authorisation"
    assert [one.code for one in page.waiting_for] == [
        "transit.rules.no_result_yet",
        "transit.rules.seals_or_exemption",
        "transit.rules.no_limit_yet",
    ]
    assert (page.limit, page.route_days) == (LIMIT, 2)
    assert page.itinerary == ("AL", "XK")
    assert page.guarantees[0].grn == GRN
    assert "Q7ZX" not in repr(page)


def test_one_press_accepts_seals_limits_and_releases(durres: StorePost) -> None:
    record = durres.opened(Declare(declaration=DECLARATION))
    mrn = str(
        durres.do(
            Release(
                record=record,
                result="A2",
                seals=(SealAffixed(identifier="AL1"),),
                limit=Day(20261124),
            )
        )
    )
    page = durres.ask(RecordPage(record=record))
    assert page.head.mrn == mrn
    assert page.head.departure == "released"
    assert [line.words.code for line in page.timeline] == [
        "transit.declared.told",
        "transit.accepted.told",
        "record.joined.told",
        "transit.control_resulted.told",
        "transit.seals_affixed.told",
        "transit.limit_set.told",
        "transit.released.told",
    ]
    assert {line.who for line in page.timeline} == {"HOXHA Arben"}
    assert {line.level for line in page.timeline} == {1}
    assert page.head.truths.waiting == 7
    assert [one.message for one in page.messages] == ["CC028C", "CC029C"]
    assert {one.state for one in page.messages} == {"nobody"}
    assert page.guarantees[0].reservation == "reserved"
    assert page.guarantees[0].reserved_here == "9800"


def test_a_hold_lights_its_cell_and_leaves_only_the_lifting(prishtina: StorePost) -> None:
    _, mrn = announced(prishtina)
    record = prishtina.ask(ArrivalPage(mrn=mrn)).head.record
    prishtina.do(Hold(record=record, reason="wait for the police"))
    page = prishtina.ask(ArrivalPage(record=record))
    assert cell(page.verdict, "hold").words.parameters == {"reason": "wait for the police"}
    assert prishtina.ask(QueueOf(queue="expected")).lines[0].flags == ("transit.flag.held",)


def test_every_sentence_of_a_timeline_has_words(prishtina: StorePost) -> None:
    _, mrn = announced(prishtina)
    record = prishtina.ask(ArrivalPage(mrn=mrn)).head.record
    prishtina.do(EndTransit(record=record, plate="ZZ 9", all_intact=True, place="lane 2"))
    english = texts("en")
    for line in prishtina.ask(RecordPage(record=record)).timeline:
        told = english.say(line.words.code, **line.words.parameters)
        assert "«" not in told
        assert "{" not in told


def test_two_arrivals_open_a_case_with_two_columns(tmp_path: Path) -> None:
    here = StorePost(tmp_path / "here", PRISHTINA, number=7)
    there = StorePost(tmp_path / "there", VERMICE, number=8)
    _, mrn = announced(here)
    with here.store.reading() as look:
        seen = look.stream_acts(here.stream, 0, 10)
    there.take(seen)
    record = here.ask(ArrivalPage(mrn=mrn)).head.record
    here.do(EndTransit(record=record, plate="=", all_intact=True))
    there.do(EndTransit(record=record, plate="=", all_intact=True))
    with there.store.reading() as look:
        theirs = look.stream_acts(there.stream, 0, 10)
    here.take(theirs)
    (line,) = here.ask(CasesList()).lines
    assert line.words.code == "transit.case.two_arrivals"
    page = here.ask(CasePage(record=record, case=line.case))
    assert [side.office for side in page.here] == [PRISHTINA]
    assert [side.office for side in page.there] == [VERMICE]
    office = next(one for one in page.differences if one.field == "office")
    assert (office.here, office.there, office.same) == (PRISHTINA, VERMICE, False)
    assert not page.may_decide
    for post in (here, there):
        post.store.close()
