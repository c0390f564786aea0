"""Frontier and destination: what the officer must witness, and what the answers leave."""

import pytest

from app.acts.steps import UseCase
from app.base.clock import Instant
from app.base.errors import Refused
from app.base.ids import RecordId
from app.security.roles import Role
from app.transit.findings import Difference, SealFound, SealState
from app.transit.states import State
from app.transit.use_cases import (
    Arrive,
    CheckSeals,
    Cross,
    DecideControl,
    EndTransit,
    Hold,
    LiftHold,
    TakeResult,
)
from tests.transit.goods import DURRES, PRISHTINA, PRIZREN, VERMICE
from tests.transit.post import NOW, Post
from tests.transit.test_corridor import released_at_durres

UNHEARD = "26AL0020000002SGJ9"
DAY_MS = 86_400_000
BROKEN = SealFound(identifier="AL0045121", state=SealState.BROKEN)


def awaited(office: str = PRISHTINA) -> tuple[Post, Post, RecordId]:
    """Departure, and a post in Kosovo that awaits the movement."""
    durres, mrn = released_at_durres()
    here = Post(office, number=2)
    here.receive(durres.sent("CD001C"))
    return durres, here, here.record(mrn)


def refused(post: Post, case: UseCase) -> Refused:
    with pytest.raises(Refused) as caught:
        post.do(case)
    return caught.value


def test_plate_and_seals_are_never_filled_and_the_refusal_names_both() -> None:
    _, here, at = awaited()
    refusal = refused(here, EndTransit(record=at))
    assert refusal.code == "transit.rules.plate_and_seals_unanswered"
    assert refused(here, EndTransit(record=at, plate="=")).field == "seals"
    assert refused(here, EndTransit(record=at, all_intact=True)).field == "plate"
    refusal = refused(here, Cross(record=at))
    assert refusal.code == "transit.rules.plate_and_seals_unanswered"


def test_a_clean_arrival_is_ended_with_two_answers() -> None:
    _, here, at = awaited()
    assert here.do(EndTransit(record=at, plate="=", all_intact=True)) == "A2"
    refusal = refused(here, EndTransit(record=at, plate="=", all_intact=True))
    assert refusal.code == "transit.not_now"


def test_a_physical_control_gives_a1_and_without_it_a1_is_refused() -> None:
    _, here, at = awaited()
    too_good = EndTransit(record=at, plate="=", all_intact=True, result="A1")
    assert refused(here, too_good).code == "transit.rules.result_needs_control"
    assert here.do(EndTransit(record=at, plate="=", all_intact=True, controls=("40",))) == "A1"


def test_a_broken_seal_leaves_a5_with_words() -> None:
    _, here, at = awaited()
    answers = EndTransit(record=at, plate="=", seals=(BROKEN,), all_intact=True)
    assert refused(here, answers).code == "transit.rules.choose_result"
    good = EndTransit(record=at, plate="=", seals=(BROKEN,), all_intact=True, result="A2")
    assert refused(here, good).code == "transit.rules.seals_not_good"
    silent = EndTransit(record=at, plate="=", seals=(BROKEN,), all_intact=True, result="A5")
    assert refused(here, silent).code == "transit.rules.result_needs_words"
    here.do(
        EndTransit(
            record=at,
            plate="=",
            seals=(BROKEN,),
            all_intact=True,
            result="A5",
            remarks="seal cut, goods complete",
        )
    )
    assert "transit.rules.seals_propose_control" in here.findings
    assert b"<stateOfSeals>0</stateOfSeals>" in here.sent("CD018C").content


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"plate": "?"}, "numbers.plate.length"),
        ({"seals": (SealFound(identifier="X", state=SealState.INTACT),)}, "seal_not_in_force"),
        (
            {"seals": (SealFound(identifier="AL0045121", state=SealState.OTHER_NUMBER),)},
            "other_number_missing",
        ),
        ({"occurred": Instant(NOW + DAY_MS)}, "in_the_future"),
        ({"result": "A2", "differences": (Difference(what="gross_mass"),)}, "forbids_differences"),
        ({"result": "C9"}, "no_such_result"),
        ({"remarks": "x" * 513}, "remarks_too_long"),
        ({"controls": ("50",)}, "control_needs_words"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_beside_its_field(
    fields: dict[str, object], code: str
) -> None:
    _, here, at = awaited()
    answers: dict[str, object] = {"plate": "=", "all_intact": True, **fields}
    refusal = refused(here, EndTransit(record=at, **answers))  # type: ignore[arg-type]  # a table
    assert code in refusal.code
    assert refusal.field


def test_another_plate_is_recorded_and_shown() -> None:
    durres, here, at = awaited()
    here.do(Arrive(record=at, plate="ZZ 999 ZZ", place="lane 2"))
    assert here.findings == ("transit.rules.plate_differs",)
    movement = here.movement(durres.used[0])
    assert movement.arrival is not None
    assert not movement.arrival.plate.same_as_declared


def test_a_late_arrival_needs_its_reason() -> None:
    durres, here, at = awaited()
    here.clock.advance(3 * DAY_MS)
    late = EndTransit(record=at, plate="=", all_intact=True)
    assert refused(here, late).code == "transit.rules.late_without_reason"
    here.do(EndTransit(record=at, plate="=", all_intact=True, late_reason="road closed"))
    arrival = here.movement(durres.used[0]).arrival
    assert arrival is not None
    assert arrival.late_reason == "road closed"


def test_the_parts_can_be_done_one_by_one() -> None:
    durres, here, at = awaited()
    here.do(Arrive(record=at, plate="="))
    assert refused(here, TakeResult(record=at)).code == "transit.rules.seals_first"
    here.do(CheckSeals(record=at, all_intact=True))
    here.do(DecideControl(record=at, types=("40",), instruction="weigh"))
    assert here.movement(durres.used[0]).destination is State.UNDER_CONTROL
    assert "control" in here.queues(durres.used[0])
    here.do(TakeResult(record=at, controls=("40",)))
    here.do(EndTransit(record=at))
    assert here.movement(durres.used[0]).destination is State.ENDED
    assert [one.message for one in here.messages] == ["CD006C", "CD018C", "CC025C"]


def test_goods_may_arrive_at_another_office_of_the_country() -> None:
    durres, here, at = awaited(PRIZREN)
    here.do(EndTransit(record=at, plate="=", all_intact=True))
    assert "transit.rules.other_destination" in here.findings
    assert b"XK002020" in here.sent("CD006C").content
    assert here.movement(durres.used[0]).destination is State.ENDED


def test_a_diversion_inside_departures_own_country_ends_there() -> None:
    durres, mrn = released_at_durres()
    kukes = Post("AL003020", number=5)
    durres.exchange(kukes)
    kukes.do(EndTransit(record=kukes.record(mrn), plate="=", all_intact=True))
    assert kukes.movement(mrn).destination is State.ENDED
    assert kukes.movement(mrn).departure is State.RESULTS_KNOWN
    assert [one.message for one in kukes.messages] == ["CC025C"]


def test_an_unannounced_movement_is_no_data_and_can_arrive_from_the_paper() -> None:
    here = Post(PRISHTINA, number=2)
    refusal = refused(here, Arrive(mrn=UNHEARD, plate="AA123BB"))
    assert (refusal.code, refusal.field) == ("transit.no_data_to_arrive", "provisional")
    same = Arrive(mrn=UNHEARD, plate="=", provisional=True)
    assert refused(here, same).code == "transit.rules.no_plate_declared"
    here.do(Arrive(mrn=UNHEARD, plate="AA123BB", provisional=True))
    assert here.movement(UNHEARD).destination is State.PROVISIONAL
    assert here.findings == ("numbers.mrn.check_digit",)
    assert here.messages == []
    wait = EndTransit(record=here.record(UNHEARD))
    assert refused(here, wait).code == "transit.no_data_to_end"


def test_data_that_come_after_the_vehicle_make_it_arrived_and_tell_departure() -> None:
    durres, mrn = released_at_durres()
    here = Post(PRISHTINA, number=2)
    here.do(Arrive(mrn=mrn, plate="AA123BB", provisional=True))
    here.office = VERMICE
    here.do(Cross(mrn=mrn, plate="AA123BB", reason="TAD seen"))
    here.office = PRISHTINA
    here.receive(durres.sent("CD001C"))
    assert here.movement(mrn).destination is State.ARRIVED
    assert [one.message for one in here.messages] == ["CD006C", "CD118C"]
    here.receive(durres.sent("CD050C"))
    assert len(here.messages) == 2


READ = (
    SealFound(identifier="AL0045121", state=SealState.INTACT),
    SealFound(identifier="AL0045122", state=SealState.BROKEN),
)
"""What stood on the truck, as the officer read it."""


def test_seals_read_on_a_truck_nobody_announced_are_recorded_with_its_arrival() -> None:
    here = Post(PRISHTINA, number=2)
    here.do(Arrive(mrn=UNHEARD, plate="AA123BB", provisional=True, seals=READ))
    seen = here.movement(UNHEARD)
    assert seen.destination is State.PROVISIONAL
    assert [(one.identifier, one.state) for one in seen.seals] == [
        ("AL0045121", SealState.INTACT),
        ("AL0045122", SealState.BROKEN),
    ]
    assert seen.seals_checked
    again = (SealFound(identifier="AL0045121", state=SealState.MISSING),)
    here.do(CheckSeals(record=here.record(UNHEARD), seals=(*again, READ[1])))
    assert here.movement(UNHEARD).seals[0].state is SealState.MISSING


@pytest.mark.parametrize(("read", "checked"), [(READ, True), (READ[:1], False)])
def test_what_was_read_holds_for_the_seals_that_are_declared_later(
    read: tuple[SealFound, ...], *, checked: bool
) -> None:
    durres, mrn = released_at_durres()
    here = Post(PRISHTINA, number=2)
    here.do(Arrive(mrn=mrn, plate="AA123BB", provisional=True, seals=read))
    here.receive(durres.sent("CD001C"))
    after = here.movement(mrn)
    assert after.seals_checked is checked
    assert {one.identifier: one.state for one in after.seals}["AL0045121"] is SealState.INTACT
    assert len(after.seals) == len(READ)
    assert [one.state for one in after.seals].count(SealState.BROKEN) == int(checked)


def test_two_dark_offices_that_scan_one_unannounced_mrn_work_on_one_record() -> None:
    ours, theirs = Post(PRISHTINA, number=2), Post(PRIZREN, number=3)
    for post in (ours, theirs):
        post.do(Arrive(mrn=UNHEARD, plate="AA123BB", provisional=True))
    ours.exchange(theirs)
    folded = ours.folded(ours.record(UNHEARD))
    assert folded is not None
    assert [case.words for case in folded.cases] == ["transit.case.two_arrivals"]


def test_a_crossing_without_data_says_why_it_may_pass() -> None:
    here = Post(VERMICE, number=2)
    silent = Cross(mrn=UNHEARD, plate="AA123BB")
    assert refused(here, silent).code == "transit.no_data_to_cross"
    assert refused(here, Cross(mrn="26AL", plate="AA1")).code == "numbers.mrn.length"
    here.do(Cross(mrn=UNHEARD, plate="AA123BB", reason="TAD seen, departure telephoned"))
    assert here.movement(UNHEARD).transit is State.CROSSED


def test_nobody_crosses_twice_at_one_office_and_a_strange_office_is_named() -> None:
    durres, here, at = awaited(PRIZREN)
    here.receive(durres.sent("CD050C"))
    here.do(Cross(record=at, plate="=", all_intact=True))
    assert here.findings == ("transit.rules.other_transit",)
    again = Cross(record=at, plate="=", all_intact=True)
    assert refused(here, again).code == "transit.crossed_here"


def test_nothing_crosses_or_arrives_before_it_is_released() -> None:
    durres = Post(DURRES)
    from_paper = Arrive(record=RecordId(bytes(16)), plate="AA1")
    assert refused(durres, from_paper).code == "transit.no_such_movement"


def test_a_hold_stops_every_step_until_a_supervisor_lifts_it() -> None:
    _, here, at = awaited()
    assert refused(here, Hold(record=at, reason=" ")).code == "cases.reason_missing"
    here.do(Hold(record=at, reason="police"))
    refusal = refused(here, EndTransit(record=at, plate="=", all_intact=True))
    assert (refusal.code, refusal.allowed) == ("transit.held", ("LiftHold",))
    lift = LiftHold(record=at, reason="cleared")
    assert refused(here, lift).code == "security.role_may_not"
    here.role = Role.SUPERVISOR
    here.do(lift)
    assert refused(here, lift).code == "transit.not_held"
    here.role = Role.OFFICER
    here.do(EndTransit(record=at, plate="=", all_intact=True))


def test_a_hold_made_elsewhere_meanwhile_survives_the_lifting() -> None:
    durres, here, at = awaited()
    there = Post(VERMICE, number=3, role=Role.SUPERVISOR)
    here.exchange(there)
    here.do(Hold(record=at, reason="police"))
    here.exchange(there)
    here.do(Hold(record=at, reason="second stop"))
    there.do(LiftHold(record=at, reason="police gone"))
    here.exchange(there)
    assert [hold.reason for hold in here.movement(durres.used[0]).holds] == ["second stop"]


def test_seals_seen_broken_on_the_way_are_shown_at_arrival() -> None:
    _, here, at = awaited(VERMICE)
    here.do(Cross(record=at, plate="=", seals=(BROKEN,), all_intact=True))
    here.do(Arrive(record=at, plate="="))
    assert "transit.rules.seal_seen" in here.findings
