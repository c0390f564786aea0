"""Messages out of acts and acts out of messages: the same bytes everywhere, nothing ever lost."""

import msgspec
import pytest

from app.base.clock import Day
from app.base.errors import Refused
from app.cases.service import SettleCase
from app.messages.examined import examine
from app.messages.ncts.message import read
from app.reference import codelists
from app.security.roles import Role
from app.transit import acts
from app.transit.incoming import INCOMING, prepared_of
from app.transit.outgoing import due, transit_countries
from app.transit.room import ROOM as TRANSIT
from app.transit.sentences import sentence
from app.transit.states import State
from app.transit.use_cases import Cross, Declare, Discharge, EndTransit, Hold, Release
from tests.transit.facts import FACTS
from tests.transit.goods import DECLARATION, DURRES, PRISHTINA, VERMICE, declaration
from tests.transit.post import REGISTRY, Post
from tests.transit.test_conflicts import told
from tests.transit.test_corridor import LIMIT, SEALS, released_at_durres


def whole_journey() -> tuple[Post, Post, str]:
    durres, mrn = released_at_durres()
    prishtina = Post(PRISHTINA, number=2)
    for message in ("CD001C", "CD050C"):
        prishtina.receive(durres.sent(message))
    prishtina.office = VERMICE
    prishtina.do(Cross(record=prishtina.record(mrn), plate="=", all_intact=True))
    prishtina.office = PRISHTINA
    prishtina.do(EndTransit(record=prishtina.record(mrn), plate="=", all_intact=True))
    for message in ("CD006C", "CD118C", "CD018C"):
        durres.receive(prishtina.sent(message))
    durres.do(Discharge(record=durres.record(mrn)))
    return durres, prishtina, mrn


def test_every_message_of_a_journey_is_accepted_by_schema_and_rules() -> None:
    durres, prishtina, _ = whole_journey()
    lists = codelists.load(Day(20261122))
    for one in (*durres.messages, *prishtina.messages):
        examined = examine(one.content, lists)
        assert (examined.type, examined.verdict) == (one.message, "accept"), examined.findings
        message = read(one.content).message
        assert message is not None
        assert (message.identification, message.recipient) == (one.message_id, one.to)


def test_the_same_act_makes_the_same_bytes_on_every_machine() -> None:
    durres, prishtina, _ = whole_journey()
    for post in (durres, prishtina):
        made = {one.message_id: one.content for one in post.messages}
        for act in post.all_acts():
            folded = post.folded(act.record)
            assert folded is not None
            for one in due(folded, REGISTRY.read(act), post.pack):
                assert made[one.message_id] == one.content


def test_a_message_carries_the_time_of_the_event_and_not_of_its_sending() -> None:
    durres, mrn = released_at_durres()
    here = Post(PRISHTINA, number=2)
    here.receive(durres.sent("CD001C"))
    stated = here.now
    here.clock.advance(6 * 3_600_000)
    here.do(EndTransit(record=here.record(mrn), plate="=", all_intact=True, occurred=stated))
    arrival = here.movement(mrn).arrival
    assert arrival is not None
    assert arrival.occurred == stated
    assert b"<arrivalDateAndTimeActual>2026-11-22T14:05:00<" in here.sent("CD006C").content
    assert prepared_of(here.sent("CD006C").content) == here.now


def test_administrations_without_a_channel_are_nobody_to_send_to_yet() -> None:
    durres = Post(DURRES)
    transit = msgspec.structs.replace(
        DECLARATION.offices_of_transit[1], reference_number="MK001000"
    )
    named = declaration(offices_of_transit=(DECLARATION.offices_of_transit[0], transit))
    record = durres.opened(Declare(declaration=named))
    durres.do(Release(record=record, result="A2", seals=SEALS, limit=LIMIT))
    assert (durres.sent("CD050C").to, durres.sent("CD050C").partner) == ("NTA.MK", "")
    assert (durres.sent("CD001C").to, durres.sent("CD001C").partner) == ("NTA.XK", "XK")


def test_one_050_goes_to_each_administration_and_none_for_tir() -> None:
    doubled = DECLARATION.offices_of_transit * 2
    assert transit_countries(declaration(offices_of_transit=doubled), "AL") == ("XK",)
    assert transit_countries(declaration(declaration_type="TIR"), "AL") == ()


def test_an_end_that_lost_its_effect_is_told_once_a_supervisor_lets_it_stand() -> None:
    durres, mrn = released_at_durres()
    here, there = Post(PRISHTINA, number=2), Post(VERMICE, number=3)
    here.receive(durres.sent("CD001C"))
    here.exchange(there)
    at = here.record(mrn)
    here.do(EndTransit(record=at, plate="=", all_intact=True))
    there.do(Hold(record=at, reason="stop order"))
    there.exchange(here)
    folded = there.folded(at)
    assert folded is not None
    by_kind = {act.envelope.kind: REGISTRY.read(act) for act in there.journal.acts_of(at)}
    assert [one.message for one in due(folded, by_kind[acts.ARRIVED], there.pack)] == ["CD006C"]
    assert due(folded, by_kind[acts.ENDED], there.pack) == ()
    assert due(folded, by_kind[acts.HELD], there.pack) == ()

    there.role = Role.SUPERVISOR
    (case,) = folded.cases
    stands = (by_kind[acts.ENDED].id,)
    there.do(SettleCase(record=at, case=case.id, stands=stands, reason="order was for another"))
    resumed = [one for one in there.messages if one.message == "CD018C"]
    assert [one.message_id for one in resumed] == [here.sent("CD018C").message_id]
    assert resumed[0].content == here.sent("CD018C").content


def test_a_declaration_that_comes_as_a_message_is_declared_with_its_bytes() -> None:
    from_holder = Post(DURRES)
    record = from_holder.opened(Declare(declaration=DECLARATION))
    from_holder.do(Release(record=record, result="A2", seals=SEALS, limit=LIMIT))
    as_lodged = from_holder.sent("CC029C").content.replace(b"CC029C", b"CC015C")
    durres = Post(DURRES, number=2)
    lodged = msgspec.structs.replace(
        from_holder.sent("CC029C"), message="CC015C", content=as_lodged
    )
    durres.receive(lodged)
    (act,) = durres.all_acts()
    fact = REGISTRY.read(act).fact
    assert isinstance(fact, acts.Declared)
    assert fact.declaration.consignment == DECLARATION.consignment or fact.received
    assert act.envelope.attachments[0].digest == fact.received


@pytest.mark.parametrize("message", sorted(INCOMING))
def test_no_bytes_crash_the_way_in(message: str) -> None:
    durres = Post(DURRES)
    for content in (b"", b"<a/>", b"<!DOCTYPE a><a/>", bytes(range(256))):
        with pytest.raises(Refused) as caught:
            TRANSIT.incoming[message](content, durres)
        assert caught.value.code == "transit.unreadable_message"


def test_a_message_about_an_unknown_movement_is_answered_by_code_90() -> None:
    durres, prishtina, _ = whole_journey()
    for message in ("CD006C", "CD118C", "CD018C"):
        with pytest.raises(Refused) as caught:
            TRANSIT.incoming[message](prishtina.sent(message).content, Post(DURRES, number=9))
        assert (caught.value.code, caught.value.parameters["error"]) == (
            "transit.unknown_mrn",
            "90",
        )
    garbled = durres.sent("CD001C").content.replace(b"<MRN>26", b"<MRN>xx")
    with pytest.raises(Refused, match=r"transit\.message_without_mrn"):
        TRANSIT.incoming["CD001C"](garbled, prishtina)


def test_messages_in_any_order_lead_to_the_same_end() -> None:
    durres, mrn = released_at_durres()
    prishtina = Post(PRISHTINA, number=2)
    prishtina.receive(durres.sent("CD001C"))
    prishtina.do(EndTransit(record=prishtina.record(mrn), plate="=", all_intact=True))
    durres.receive(prishtina.sent("CD018C"))  # overtakes the arrival advice
    durres.receive(prishtina.sent("CD006C"))
    assert durres.movement(mrn).departure is State.RESULTS_KNOWN
    assert durres.movement(mrn).advised is not None


def test_every_kind_has_its_sentence() -> None:
    for kind in FACTS:
        assert sentence(told(kind)).code.startswith(f"{kind}.")
