"""A message: its envelope, its version, its number; what the schema says in words."""

import msgspec
import pytest
from lxml import etree

from app.base.clock import Instant
from app.base.errors import Broken
from app.base.ids import ActId
from app.messages.ncts import catalogue
from app.messages.ncts.compose import compose, message_id
from app.messages.ncts.message import Message, read, write
from app.messages.ncts.schema import schema_text
from app.messages.roundtrip import compare, roundtrip
from app.messages.tree import Node, canonical, paths
from app.messages.untrusted import parse_untrusted, parsed
from app.reference.texts import texts
from tests.messages.ncts.invented import EXAMPLES, MRN, envelope
from tests.messages.ncts.mutants import CANDIDATES
from tests.messages.ncts.places import TABLES, sample
from tests.messages.ncts.test_official_structure import takes

RAW = sample("CC015C", "p5").read_bytes()


def test_the_envelope_is_read() -> None:
    message = EXAMPLES["CD006C"]("p5")
    assert (message.sender, message.recipient) == ("NTA.XK", "NTA.AL")
    assert (message.identification, message.correlation) == ("WAYPOST0001", None)
    assert (message.prepared, message.mrn, message.lrn) == (Instant(1795352700000), MRN, None)
    assert (message.prefix, message.phase) == ("ncts", "NCTS5.1")


def test_an_answer_names_what_it_answers() -> None:
    answering = msgspec.structs.replace(envelope("NTA.XK", "NTA.AL"), correlation="AAR17")
    assert compose("CD006C", answering, {}).correlation == "AAR17"


def test_a_prefix_of_the_sender_is_kept() -> None:
    raw = RAW.replace(b"ncts:CC015C", b"other:CC015C").replace(b"xmlns:ncts", b"xmlns:other")
    message = read(raw).message
    assert message is not None
    assert message.prefix == "other"
    assert b"<other:CC015C" in write(message)


@pytest.mark.parametrize(
    ("phase", "version", "rules"),
    [
        (b'PhaseID="NCTS5.1"', "p5", []),
        (b'PhaseID="NCTS5.0"', "p5", []),
        (b"", "p5", []),
        (b'PhaseID="NCTS6"', "p6", []),
    ],
)
def test_the_phase_chooses_the_version(phase: bytes, version: str, rules: list[str]) -> None:
    found = read(RAW.replace(b'PhaseID="NCTS5.1"', phase))
    assert found.message is not None
    assert (found.message.version, found.schema) == (version, "valid")
    assert [finding.rule for finding in found.findings] == rules


def test_a_false_phase_gives_way_to_the_version_that_accepts() -> None:
    consignee = b"<Consignee><identificationNumber>X</identificationNumber></Consignee>"
    raw = RAW.replace(b"<Commodity>", consignee + b"<Commodity>", 1)
    p5_alone = raw.replace(b'PhaseID="NCTS5.1"', b"")
    assert read(p5_alone).schema == "valid"
    said_p6 = read(raw.replace(b"NCTS5.1", b"NCTS6"))
    assert said_p6.message is not None
    assert (said_p6.message.version, said_p6.schema) == ("p6", "invalid")


def test_a_message_only_p6_takes_is_p6_whatever_it_says() -> None:
    mistaken = RAW.replace(b"<messageType>CC015C<", b"<messageType>CC117D<")
    found = read(mistaken)
    assert found.message is not None
    assert (found.message.version, found.schema) == ("p6", "valid")
    assert [finding.code for finding in found.findings] == ["ncts.other_phase"]


def test_a_type_without_table_is_kept_and_said_so() -> None:
    found = read(b'<n:CC999Z xmlns:n="http://ncts.dgtaxud.ec"><a>1</a></n:CC999Z>')
    assert found.message is not None
    assert (found.message.type, found.message.version, found.schema) == ("CC999Z", "", "unknown")
    assert [finding.code for finding in found.findings] == ["ncts.no_table_of"]
    assert b"<a>1</a>" in write(found.message)


@pytest.mark.parametrize("raw", [b"<CC015C/>", b'<x:A xmlns:x="http://ncts.dgtaxud.ec"/>'])
def test_another_document_is_no_message(raw: bytes) -> None:
    found = read(raw)
    assert found.message is None
    assert [finding.code for finding in found.findings] == ["ncts.not_ncts"]


def test_the_same_act_makes_the_same_number_and_others_another() -> None:
    number = message_id(ActId(bytes(32)), "CD006C", "NTA.XK", "p5")
    others = {
        message_id(ActId(b"1" * 32), "CD006C", "NTA.XK", "p5"),
        message_id(ActId(bytes(32)), "CD018C", "NTA.XK", "p5"),
        message_id(ActId(bytes(32)), "CD006C", "NTA.AL", "p5"),
        message_id(ActId(bytes(32)), "CD006C", "NTA.XK", "p6"),
        message_id(ActId(bytes(32)), "CD006", "CNTA.XK", "p5"),
    }
    assert number == message_id(ActId(bytes(32)), "CD006C", "NTA.XK", "p5")
    assert len(others - {number}) == 5
    assert len(number) <= 35
    assert number.isalnum()


@pytest.mark.parametrize(("message_type", "version"), TABLES)
def test_every_message_of_the_catalogue_comes_back_the_same(
    message_type: str, version: str
) -> None:
    root = filled(catalogue.table(message_type, version).root, version)
    top = msgspec.structs.replace(
        root,
        name=f"{{{catalogue.NAMESPACE}}}{message_type}",
        namespaces=(("ncts", catalogue.NAMESPACE),),
    )
    raw = write(Message(type=message_type, version=version, root=top))
    found = read(raw, version)
    assert (found.schema, found.findings) == ("valid", ())
    assert roundtrip(raw).same


def filled(entry: catalogue.Entry, version: str) -> Node:
    """Every element of a table once, with a value its format takes."""
    if entry.format:
        text = next(value for value in CANDIDATES if takes(entry.format, value, version))
        return Node(name=entry.name, text=text)
    return Node(name=entry.name, children=tuple(filled(one, version) for one in entry.entries))


@pytest.mark.parametrize(
    ("old", "new", "code", "path"),
    [
        (b"<LRN>", b"<LRN>   ", "pattern", "/TransitOperation/LRN"),
        (b"<LRN>", b"<LRN>" + b"X" * 20, "length", "/TransitOperation/LRN"),
        (b">AL002000<", b">al<", "length", "/CustomsOfficeOfDeparture/referenceNumber"),
        (b">0</security>", b">x</security>", "pattern", "/TransitOperation/security"),
        (b">0</binding", b">2</binding", "enumeration", "/TransitOperation/bindingItinerary"),
        (b">CC015C</m", b">CC999Z</m", "enumeration", "/messageType"),
        (b">2026-11-30<", b">2026-11-31<", "type", "/TransitOperation/limitDate"),
        (
            b">2</numberOfSeals>",
            b">10000</numberOfSeals>",
            "range",
            "/Consignment/TransportEquipment/numberOfSeals",
        ),
        (b">11600.5<", b">11600.1234567<", "digits", "/Consignment/grossMass"),
        (b"<LRN>BT-2026-0417</LRN>", b"", "order", "/TransitOperation/declarationType"),
        (b"<LRN>", b"<LRN a='1'>", "attribute", "/TransitOperation/LRN"),
        (b"<LRN>", b"<LRN><b/>", "children", "/TransitOperation/LRN"),
        (b"<TransitOperation>", b"<TransitOperation>loose", "text", "/TransitOperation"),
        (b"<accessCode>", b"<accessCode>9", "secret", "/Guarantee/GuaranteeReference/accessCode"),
        (b"</ncts:CC015C>", b"<Strange/></ncts:CC015C>", "unexpected", "/Strange"),
    ],
)
def test_the_schema_speaks_in_words_with_path_and_rule(
    old: bytes, new: bytes, code: str, path: str
) -> None:
    assert old in RAW
    found = read(RAW.replace(old, new, 1), "p5")
    assert found.schema == "invalid"
    finding = found.findings[0]
    assert (finding.code, finding.path) == (f"ncts.schema.{code}", f"/CC015C{path}")
    assert finding.rule.startswith("XSD ")
    assert "{" not in texts("en").finding(finding)


def test_two_faults_of_one_kind_at_one_place_are_told_once() -> None:
    found = read(RAW.replace(b"<LRN>", b"<LRN a='1' b='2'>"), "p5")
    assert [finding.rule for finding in found.findings] == ["XSD attribute"]


def test_bytes_that_do_not_come_through_the_door_are_no_message() -> None:
    assert read(b"<a>").message is None


def test_what_is_missing_is_named() -> None:
    root = etree.fromstring(RAW)
    for guarantee in root.findall("Guarantee/guaranteeType"):
        parent = guarantee.getparent()
        assert parent is not None
        parent[1:] = []
    found = read(etree.tostring(root), "p5")
    assert found.findings[0].code == "ncts.schema.missing"
    assert found.findings[0].parameters["expected"] == "guaranteeType"


def test_a_message_with_very_many_faults_tells_the_first_hundred() -> None:
    line = b"<SupportingDocument><sequenceNumber>0</sequenceNumber></SupportingDocument>"
    found = read(RAW.replace(b"<TransportDocument>", line * 500 + b"<TransportDocument>", 1))
    assert len(found.findings) == 100


def test_lost_and_changed_places_are_named() -> None:
    before = Node(name="a", children=(Node(name="b", text="1"), Node(name="b", text="2")))
    after = Node(name="a", children=(Node(name="b", text="9"),))
    assert compare(before, after) == (("/a/b[1]", "/a/b[2]"), ())
    changed = Node(name="a", children=(Node(name="b", text="9"), Node(name="b", text="2")))
    assert compare(before, changed) == ((), ("/a/b[1]",))


def test_layout_is_no_content_but_text_is() -> None:
    one = canonical(etree.fromstring(b"<a>\n <b> x </b>\n</a>"))
    assert one == canonical(etree.fromstring(b"<a><b> x </b></a>"))
    assert one != canonical(etree.fromstring(b"<a><b>x</b></a>"))
    assert one != canonical(etree.fromstring(b"<a><b> x </b>y</a>"))


def test_places_are_counted_among_namesakes_only() -> None:
    tree = Node(name="a", children=(Node(name="b"), Node(name="c"), Node(name="b")))
    assert [path for path, _ in paths(tree)] == ["/a", "/a/b[1]", "/a/c", "/a/b[2]"]


def test_the_worker_answers_with_the_whole_message() -> None:
    answer = parsed(parse_untrusted(RAW))
    assert answer.message == read(RAW).message
    assert (answer.schema, answer.findings) == ("valid", ())


def test_a_missing_table_is_the_environments_fault() -> None:
    with pytest.raises(Broken):
        catalogue.table("CC000X", "p5")
    with pytest.raises(Broken):
        catalogue.formats("p9")


def test_the_schema_is_written_from_the_catalogue() -> None:
    text = schema_text("CD118C", "p5")
    assert b'targetNamespace="http://ncts.dgtaxud.ec"' in text
    assert b'name="passageDate"' in text
