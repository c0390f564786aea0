"""Six cells that never move: quiet while all is well, one lit where something is wrong."""

import msgspec
import pytest

from app.base.clock import Day
from app.base.errors import Refused
from app.base.ids import RecordId
from app.consignment.declaration import RiskIdentification
from app.reference.legal_clocks import result_due
from app.reference.texts import texts
from app.transit import acts
from app.transit.findings import SealFound, SealState
from app.transit.lists import QueueOf
from app.transit.pages import ArrivalFollows, ArrivalPage, CrossingPage
from app.transit.records import RecordPage
from app.transit.rows import Cell
from app.transit.states import Role
from app.transit.use_cases import Arrive, CheckSeals, Cross, DecideControl, EndTransit
from tests.transit.goods import VERMICE
from tests.transit.store_post import StorePost
from tests.transit.test_corridor import released_at_durres

BROKEN = SealFound(identifier="AL0045121", state=SealState.BROKEN)
DAY_MS = 86_400_000


def lit(verdict: tuple[Cell, ...]) -> dict[str, str]:
    """The cells that are not at rest, with their words."""
    english = texts("en")
    return {
        cell.name: english.say(cell.words.code, **cell.words.parameters)
        for cell in verdict
        if cell.level != "rest"
    }


def test_a_late_truck_lights_time(prishtina: StorePost, announced: RecordId) -> None:
    prishtina.clock.advance(3 * DAY_MS)
    page = prishtina.ask(ArrivalPage(record=announced))
    assert lit(page.verdict) == {"time": "late, limit 24 Nov 2026"}
    follows = prishtina.ask(ArrivalFollows(record=announced, plate="=", all_intact=True))
    assert follows.late
    assert [one.code for one in follows.findings] == ["transit.rules.late_without_reason"]


def test_the_last_hours_light_time_as_a_warning(prishtina: StorePost, announced: RecordId) -> None:
    prishtina.clock.advance(2 * DAY_MS + 7 * 3_600_000)  # 22:05 of the last day
    page = prishtina.ask(ArrivalPage(record=announced))
    assert lit(page.verdict) == {"time": "in time"}
    assert page.head.near


def test_another_office_lights_expected(prishtina: StorePost, announced: RecordId) -> None:
    prishtina.office = VERMICE
    page = prishtina.ask(ArrivalPage(record=announced))
    assert lit(page.verdict) == {"expected": "expected at Prishtina"}
    assert lit(prishtina.ask(CrossingPage(record=announced)).verdict) == {}


def test_what_the_officer_found_lights_found(prishtina: StorePost, announced: RecordId) -> None:
    prishtina.do(Arrive(record=announced, plate="ZZ 999 ZZ"))
    page = prishtina.ask(ArrivalPage(record=announced))
    assert lit(page.verdict) == {"found": "plate ZZ 999 ZZ"}
    prishtina.do(CheckSeals(record=announced, seals=(BROKEN,), all_intact=True))
    page = prishtina.ask(ArrivalPage(record=announced))
    assert lit(page.verdict) == {"found": "1 seal not good"}
    assert [seal.state for seal in page.seals] == [SealState.BROKEN, SealState.INTACT]


def test_risk_named_by_departure_lights_risk(prishtina: StorePost) -> None:
    departure, mrn = released_at_durres()
    sent = departure.sent("CD001C")
    risk = RiskIdentification(code="R1")
    plan = prishtina.planned(sent)
    (act,) = plan.acts
    assert isinstance(act.fact, acts.Announced)
    declared = msgspec.structs.replace(act.fact.declaration, risk=risk)
    fact = msgspec.structs.replace(act.fact, declaration=declared)
    prishtina.write(msgspec.structs.replace(plan, acts=(msgspec.structs.replace(act, fact=fact),)))
    page = prishtina.ask(ArrivalPage(mrn=mrn))
    assert lit(page.verdict) == {"risk": "risk R1"}
    assert page.risk == "R1"


def test_a_closed_movement_lights_expected(prishtina: StorePost, announced: RecordId) -> None:
    fact = acts.ClosedElsewhere(office="XK002020", message="CD024C", occurred=prishtina.now)
    prishtina.write_fact(announced, acts.CLOSED_ELSEWHERE, fact)
    page = prishtina.ask(ArrivalPage(record=announced))
    assert lit(page.verdict) == {"expected": "closed by XK002020"}
    with pytest.raises(Refused, match=r"transit\.not_now"):
        prishtina.do(EndTransit(record=announced, plate="=", all_intact=True))


def test_a_vehicle_without_data_has_no_limit(prishtina: StorePost) -> None:
    at = prishtina.opened(Arrive(mrn="26AL0020000002SGJ9", plate="AA1", provisional=True))
    page = prishtina.ask(ArrivalPage(record=at))
    assert lit(page.verdict) == {
        "expected": "no data held",
        "found": "plate AA1",
    }
    (line,) = prishtina.ask(QueueOf(queue="yard")).lines
    assert (line.plates, line.holder, line.gross_mass) == (("AA1",), "", "")
    assert prishtina.ask(RecordPage(record=at)).declaration is None


def test_a_movement_in_the_yard_shows_the_clock_of_its_result(
    prishtina: StorePost, announced: RecordId
) -> None:
    prishtina.do(Cross(record=announced, plate="=", all_intact=True))
    prishtina.do(Arrive(record=announced, plate="=", place="lane 2"))
    prishtina.do(DecideControl(record=announced, types=("40",), instruction="weigh"))
    for queue in ("yard", "control", "result"):
        (line,) = prishtina.ask(QueueOf(queue=queue)).lines
        assert line.clock == result_due(prishtina.now, prishtina.pack)
        assert line.place == "lane 2"
        assert line.flags == ("transit.flag.instruction",)
    assert prishtina.ask(QueueOf(queue="expected")).lines == ()


def test_no_page_shows_what_is_no_movement(prishtina: StorePost) -> None:
    with pytest.raises(Refused, match=r"transit\.no_such_movement"):
        prishtina.ask(ArrivalPage(record=RecordId(bytes(16))))


def test_every_role_has_its_state_in_the_head(prishtina: StorePost, announced: RecordId) -> None:
    head = prishtina.ask(ArrivalPage(record=announced)).head
    states = {role: getattr(head, role.value) for role in Role}
    assert states == {"departure": "none", "transit": "announced", "destination": "announced"}
    assert head.limit == Day(20261124)
    assert head.consignee == "Metal Doo"
