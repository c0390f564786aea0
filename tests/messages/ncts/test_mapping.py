"""Messages and the neutral model: nothing is lost that a message can carry."""

import msgspec
import pytest
from lxml import etree

from app.base.clock import Day, Instant
from app.base.quantities import Quantity
from app.consignment.declaration import Declaration
from app.consignment.guarantees import Guarantee, GuaranteeReference
from app.consignment.parties import Address, Party
from app.messages.ncts import builders
from app.messages.ncts.declared import declaration_of
from app.messages.ncts.facts import anticipated_record_of, facts_of
from app.messages.ncts.message import Message, read, write
from app.messages.tree import Node
from tests.messages.ncts.invented import (
    ALLOCATED,
    ARRIVED,
    CROSSED,
    DECLARATION,
    EXAMPLES,
    FOUND,
    HOLDER,
    MRN,
    RELEASE,
    RELEASED,
    RISK,
    WRITTEN_OFF,
    envelope,
)
from tests.messages.ncts.places import SHARED, compiled_official, needs_shared

ENVELOPE = envelope("NTA.AL", "NTA.XK")


def said(message: Message) -> Message:
    again = read(write(message)).message
    assert again is not None
    return again


def test_a_declaration_comes_back_whole_from_015() -> None:
    assert declaration_of(said(builders.cc015(ENVELOPE, DECLARATION))) == DECLARATION


def test_029_carries_all_but_the_limit_date_which_is_in_the_control_result() -> None:
    released = builders.released(DECLARATION, RELEASE)
    back = declaration_of(said(builders.cc029(ENVELOPE, DECLARATION, RELEASE)))
    assert back == msgspec.structs.replace(released, limit_date=None)
    assert back.control_result is not None
    assert back.control_result.date == Day(20261130)


def test_001_and_050_carry_neither_lrn_nor_guarantee_nor_location() -> None:
    for build in (builders.cd001, builders.cd050):
        back = anticipated_record_of(said(build(ENVELOPE, DECLARATION, RELEASE)))
        assert back.mrn == MRN
        assert (back.declaration.lrn, back.declaration.guarantees) == (None, ())
        assert back.declaration.consignment.location_of_goods is None
        assert back.declaration.consignment.equipment == DECLARATION.consignment.equipment
        assert b"7K2Q" not in write(build(ENVELOPE, DECLARATION, RELEASE))


def test_risk_travels_in_001() -> None:
    risky = msgspec.structs.replace(DECLARATION, risk=RISK)
    assert declaration_of(said(builders.cd001(ENVELOPE, risky, RELEASE))).risk == RISK


@pytest.mark.parametrize(
    ("message_type", "facts"),
    [
        ("CC028C", ALLOCATED),
        ("CC025C", RELEASED),
        ("CC045C", WRITTEN_OFF),
        ("CD006C", ARRIVED),
        ("CD018C", FOUND),
        ("CD118C", CROSSED),
    ],
)
def test_the_facts_of_a_short_message_come_back(message_type: str, facts: object) -> None:
    assert facts_of(said(EXAMPLES[message_type]("p5"))) == facts


def test_a_message_with_a_declaration_has_no_short_facts() -> None:
    assert facts_of(EXAMPLES["CC015C"]("p5")) is None


def test_001_names_everybody_also_where_the_declaration_has_numbers_only() -> None:
    bare = msgspec.structs.replace(DECLARATION, holder=Party(identification_number="AL1"))
    back = declaration_of(said(builders.cd001(ENVELOPE, bare, RELEASE)))
    assert back.holder == Party(
        identification_number="AL1",
        name="AL1",
        address=Address(street_and_number="-", city="-", country="AL"),
    )


def test_001_takes_names_from_the_register_of_traders() -> None:
    bare = msgspec.structs.replace(DECLARATION, holder=Party(identification_number="AL1"))
    known = Party(identification_number="AL1", name=HOLDER.name, address=HOLDER.address)
    message = builders.cd001(ENVELOPE, bare, RELEASE, lambda _: known)
    assert declaration_of(said(message)).holder == known


def test_029_fills_what_015_may_leave_out() -> None:
    vague = msgspec.structs.replace(
        DECLARATION,
        consignment=msgspec.structs.replace(DECLARATION.consignment, container_indicator=None),
        guarantees=(
            Guarantee(
                sequence_number=1,
                type="1",
                references=(GuaranteeReference(sequence_number=1, grn="26AL0010A00004170"),),
            ),
        ),
    )
    release = msgspec.structs.replace(
        RELEASE,
        control_result=msgspec.structs.replace(RELEASE.control_result, controlled_by=None),
    )
    back = declaration_of(said(builders.cc029(ENVELOPE, vague, release)))
    assert back.consignment.container_indicator is True
    assert back.guarantees[0].references[0].amount == Quantity(0, 0)
    assert back.control_result is not None
    assert back.control_result.controlled_by == "AL002000"


def test_a_country_outside_the_security_area_gets_no_carrier() -> None:
    outside = declaration_of(said(builders.cd001(ENVELOPE, DECLARATION, RELEASE)))
    inside = declaration_of(
        said(builders.cd001(ENVELOPE, DECLARATION, RELEASE, in_security_area=True))
    )
    assert outside.consignment.carrier is None
    assert inside.consignment.carrier == Party(identification_number="AL7712340001")
    assert outside.consignment.house_consignments == inside.consignment.house_consignments


def test_reading_is_total_whatever_is_missing_or_means_nothing() -> None:
    empty = Message(type="CC015C", version="p5", root=Node(name="CC015C"))
    nothing = declaration_of(empty)
    assert (nothing.declaration_type, nothing.holder) == ("", Party())
    raw = write(EXAMPLES["CC029C"]("p5")).replace(b">2026-11-22<", b">soon<")
    raw = raw.replace(b">11600.5<", b">much<").replace(b"<sequenceNumber>", b"<sequenceNumber>x")
    message = read(raw).message
    assert message is not None
    odd = declaration_of(message)
    assert (odd.acceptance_date, odd.consignment.gross_mass) == (None, None)
    assert [seal.sequence_number for seal in odd.consignment.equipment[0].seals] == [1, 2]


def test_moments_are_written_in_utc_without_offset() -> None:
    arrived = msgspec.structs.replace(ARRIVED, arrival=Instant(1795438800999))
    assert b"<arrivalDateAndTimeActual>2026-11-23T13:00:00</" in write(
        builders.cd006(ENVELOPE, arrived)
    )


@needs_shared
def test_a_declaration_of_the_field_makes_messages_the_official_schemas_take() -> None:
    made = 0
    for path in sorted((SHARED / "ncts" / "samples").glob("*/cc015c*.xml")):
        message = read(path.read_bytes()).message
        assert message is not None
        declaration = declaration_of(message)
        for sent in messages_of(declaration):
            official = compiled_official(sent.type, "p5")
            official.assertValid(etree.fromstring(write(sent)))
            made += 1
    assert made >= 50


def messages_of(declaration: Declaration) -> list[Message]:
    made = [
        builders.cc015(ENVELOPE, declaration),
        builders.cc029(ENVELOPE, declaration, RELEASE),
        builders.cd001(ENVELOPE, declaration, RELEASE),
    ]
    if declaration.offices_of_transit:
        made.append(builders.cd050(ENVELOPE, declaration, RELEASE))
    return made
