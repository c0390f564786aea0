"""Rejections: what was found goes back to the sender, and is read there."""

import msgspec
import pytest
from lxml import etree

from app.base.clock import Day, Instant
from app.base.errors import Refused
from app.base.findings import Finding
from app.messages.ncts import rejections
from app.messages.ncts.compose import compose
from app.messages.ncts.message import Message, read, write
from app.messages.ncts.rules import book
from app.reference.codelists import load
from app.reference.texts import texts
from tests.messages.ncts.invented import HOLDER, MRN, envelope
from tests.messages.ncts.places import compiled_official, needs_shared, sample

LISTS = load(Day(20261122))
ENVELOPE = envelope("NTA.XK", "NTA.AL")


def message(message_type: str, old: bytes = b"", new: bytes = b"") -> Message:
    raw = sample(message_type, "p5").read_bytes()
    assert old in raw
    found = read(raw.replace(old, new, 1), "p5").message
    assert found is not None
    return found


def errors_of(rejected: Message) -> tuple[rejections.FunctionalError, ...]:
    return rejections.functional_errors(rejected, book.run(rejected, LISTS))


def test_a_broken_rule_is_code_14_with_pointer_number_and_value() -> None:
    broken = message("CD001C", b">2</numberOfSeals>", b">3</numberOfSeals>")
    assert errors_of(broken) == (
        rejections.FunctionalError(
            pointer="/CD001C/Consignment/TransportEquipment/numberOfSeals",
            code="14",
            reason="R0106",
            value="3",
        ),
    )


@pytest.mark.parametrize(
    ("old", "new", "code", "reason"),
    [
        (b">T1<", b">T9<", "12", "CL231"),
        (b"<shippingMarks>BT 1/2</shippingMarks>", b"", "13", "C0060"),
        (b">1</containerIndicator>", b">0</containerIndicator>", "15", "C0055"),
    ],
)
def test_each_kind_of_error_has_its_code(old: bytes, new: bytes, code: str, reason: str) -> None:
    found = errors_of(message("CC015C", old, new))
    assert (code, reason) in {(error.code, error.reason) for error in found}


def test_warnings_are_no_errors() -> None:
    assert errors_of(message("CD006C", MRN.encode(), b"26AL0010003K7B2MJ1")) == ()


def test_an_access_code_does_not_go_back() -> None:
    path = "/CC015C/Guarantee/GuaranteeReference/accessCode"
    finding = Finding(code="ncts.forbidden", rule="C0086", path=path)
    (error,) = rejections.functional_errors(message("CC015C"), (finding,))
    assert (error.code, error.value) == ("15", None)


def test_a_906_names_the_movement_and_what_it_answers_and_is_read_again() -> None:
    broken = message("CD001C", b">2</numberOfSeals>", b">3</numberOfSeals>")
    sent = rejections.cd906(ENVELOPE, broken, errors_of(broken))
    found = read(write(sent))
    assert found.schema == "valid"
    assert found.message is not None
    said = rejections.rejection_of(found.message)
    assert (said.rejected, said.mrn, said.errors) == ("WAYPOST0001", MRN, errors_of(broken))


def test_a_rejection_of_what_has_no_number_has_no_header() -> None:
    nameless = compose("CD002C", ENVELOPE, {})
    for sent in (
        rejections.cd906(ENVELOPE, nameless, ()),
        rejections.cd917(ENVELOPE, nameless, ()),
    ):
        assert not sent.root.all("Header")


def test_a_056_rejects_a_declaration_by_its_lrn() -> None:
    broken = message("CC015C", b">T1<", b">T9<")
    sent = rejections.cc056(
        ENVELOPE,
        broken,
        errors_of(broken),
        at=Instant(1795352700000),
        office="AL002000",
        holder=HOLDER,
    )
    found = read(write(sent))
    assert (found.schema, found.findings) == ("valid", ())
    assert found.message is not None
    said = rejections.rejection_of(found.message)
    assert (said.lrn, said.mrn, said.kind, said.code) == ("BT-2026-0417", None, "015", "12")
    assert book.run(found.message, LISTS) == ()


def test_a_917_tells_line_place_and_words() -> None:
    found = read(sample("CD006C", "p5").read_bytes().replace(b"<MRN>26AL", b"<MRN>26al"))
    assert found.message is not None
    words = [texts("en").finding(finding) for finding in found.findings]
    faults = rejections.xml_faults(found.findings, words)
    assert [(fault.code, fault.pointer) for fault in faults] == [
        ("51", "/CD006C/TransitOperation/MRN")
    ]
    sent = rejections.cd917(ENVELOPE, found.message, faults)
    again = read(write(sent))
    assert again.schema == "valid"
    assert again.message is not None
    assert rejections.rejection_of(again.message).faults == faults


@pytest.mark.parametrize("message_type", ["CD906C", "CD917C", "CC906C", "CC917C"])
def test_a_rejection_is_never_rejected(message_type: str) -> None:
    rejected = compose(message_type, ENVELOPE, {})
    with pytest.raises(Refused):
        rejections.cd906(ENVELOPE, rejected, ())
    with pytest.raises(Refused):
        rejections.cd917(ENVELOPE, rejected, ())


@needs_shared
def test_rejections_fit_the_official_schemas() -> None:
    broken = message("CC015C", b">T1<", b">T9<")
    error = errors_of(broken)
    fault = (rejections.XmlError(line=3, column=4, text="Broken"),)
    holder = msgspec.structs.replace(HOLDER, name=None)
    for sent in (
        rejections.cd906(ENVELOPE, message("CD001C"), error),
        rejections.cd917(ENVELOPE, message("CD001C"), fault),
        rejections.cc056(ENVELOPE, broken, error, at=Instant(0), office="AL002000", holder=holder),
    ):
        compiled_official(sent.type, "p5").assertValid(etree.fromstring(write(sent)))
