"""The corridor: released in Albania, over the frontier, ended in Kosovo, discharged in Albania."""

import msgspec
import pytest

from app.base.clock import Day
from app.base.errors import Refused
from app.guarantees.service import FreeGuarantee
from app.security.roles import Role
from app.transit.acts import Released
from app.transit.applied import Made, applied
from app.transit.findings import SealAffixed
from app.transit.movement import snapshot_in_force
from app.transit.states import State
from app.transit.use_cases import (
    Accept,
    AffixSeals,
    Cross,
    Declare,
    Discharge,
    EndTransit,
    Release,
    SetLimit,
    TakeDepartureResult,
)
from tests.transit.goods import (
    DECLARATION,
    DURRES,
    GRN,
    KUKES,
    MORINE,
    PRISHTINA,
    VERMICE,
    declaration,
)
from tests.transit.post import Post

LIMIT = Day(20261124)
SEALS = (SealAffixed(identifier="AL0045121"), SealAffixed(identifier="AL0045122"))


def released_at_durres() -> tuple[Post, str]:
    durres = Post(DURRES)
    record = durres.opened(Declare(declaration=DECLARATION, received=b"<as received/>"))
    mrn = str(durres.do(Accept(record=record)))
    at = durres.record(mrn)
    durres.do(TakeDepartureResult(record=at, result="A2"))
    durres.do(AffixSeals(record=at, seals=SEALS, count=2))
    durres.do(SetLimit(record=at, limit=LIMIT, binding_itinerary=True))
    durres.do(Release(record=at))
    return durres, mrn


def test_a_movement_released_in_albania_is_announced_ended_in_kosovo_and_discharged() -> None:
    durres, mrn = released_at_durres()
    assert durres.movement(mrn).departure is State.RELEASED
    assert durres.movement(mrn).transit is State.ANNOUNCED
    assert [one.message for one in durres.messages] == ["CC028C", "CC029C", "CD001C", "CD050C"]

    prishtina = Post(PRISHTINA, number=2)
    prishtina.receive(durres.sent("CD001C"))
    prishtina.receive(durres.sent("CD050C"))
    assert prishtina.movement(mrn).destination is State.ANNOUNCED
    assert prishtina.movement(mrn).transit is State.ANNOUNCED
    assert "expected" in prishtina.queues(mrn)

    at = prishtina.record(mrn)
    prishtina.office = VERMICE
    prishtina.do(Cross(record=at, plate="=", all_intact=True))
    prishtina.office = PRISHTINA
    prishtina.do(EndTransit(record=at, plate="aa 123-bb", all_intact=True))
    assert prishtina.movement(mrn).destination is State.ENDED
    assert [one.message for one in prishtina.messages] == ["CD118C", "CD006C", "CD018C", "CC025C"]

    for message in ("CD006C", "CD118C", "CD018C"):
        durres.receive(prishtina.sent(message))
    assert durres.movement(mrn).departure is State.RESULTS_KNOWN
    durres.do(Discharge(record=durres.record(mrn)))
    assert durres.movement(mrn).departure is State.WRITTEN_OFF
    assert durres.sent("CC045C").partner == ""

    with pytest.raises(Refused):
        durres.do(FreeGuarantee(grn=GRN, mrn=mrn))
    durres.role = Role.CENTRE
    durres.do(FreeGuarantee(grn=GRN, mrn=mrn))
    with pytest.raises(Refused, match=r"guarantees\.not_now"):
        durres.do(FreeGuarantee(grn=GRN, mrn=mrn))


def test_what_is_announced_equals_what_departure_has_in_force() -> None:
    durres, mrn = released_at_durres()
    prishtina = Post(PRISHTINA, number=2)
    prishtina.receive(durres.sent("CD001C"))
    sent, held = snapshot_in_force(durres.movement(mrn)), prishtina.movement(mrn).declaration
    assert sent is not None
    assert held is not None
    left_out = msgspec.structs.replace(sent.consignment, location_of_goods=None)
    assert held.consignment == left_out
    assert held.control_result == sent.control_result
    assert held.holder == sent.holder
    assert (held.mrn, held.binding_itinerary) == (mrn, True)
    assert prishtina.movement(mrn).limit == LIMIT
    assert [one.identifier for one in prishtina.movement(mrn).seals] == ["AL0045121", "AL0045122"]


def test_a_second_office_of_the_same_country_needs_no_message() -> None:
    durres, mrn = released_at_durres()
    morine = Post(MORINE, number=3)
    durres.exchange(morine)
    assert "crossings" in morine.queues(mrn)
    morine.do(Cross(record=morine.record(mrn), plate="=", all_intact=True))
    assert morine.messages == []
    assert "crossings" not in morine.queues(mrn)


def test_a_movement_inside_one_country_needs_no_message_between_offices() -> None:
    durres, kukes = Post(DURRES), Post(KUKES, number=6)
    inside = declaration(office_of_destination=KUKES, offices_of_transit=())
    record = durres.opened(Declare(declaration=inside))
    mrn = str(durres.do(Release(record=record, result="A2", seals=SEALS, limit=LIMIT)))
    assert [one.message for one in durres.messages] == ["CC028C", "CC029C"]
    durres.exchange(kukes)
    assert kukes.movement(mrn).destination is State.ANNOUNCED
    assert "expected@AL003020" in kukes.queues(mrn)
    kukes.do(EndTransit(record=kukes.record(mrn), plate="=", all_intact=True))
    assert [one.message for one in kukes.messages] == ["CC025C"]
    kukes.exchange(durres)
    durres.do(Discharge(record=durres.record(mrn)))
    assert durres.movement(mrn).departure is State.WRITTEN_OFF


def test_a_release_that_comes_too_late_changes_nothing() -> None:
    durres, mrn = released_at_durres()
    before = durres.movement(mrn)
    made = Made(bytes(32), DURRES, durres.now)
    again = applied(before, Released(date=LIMIT, occurred=durres.now), made)
    assert (again.departure, again.released) == (before.departure, before.released)
    assert applied(before, object(), made) == before
