"""Each rule is broken once in our own samples, which break none; nothing else is said then."""

from collections.abc import Iterator
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml.etree import _Element as Element

from app.base.clock import Day
from app.base.findings import Finding, Severity
from app.messages.ncts.message import read_element
from app.messages.ncts.rules import book
from app.reference.codelists import load
from app.reference.texts import texts
from tests.messages.ncts.places import OWN, sample

LISTS = load(Day(20261122))

Edit: TypeAlias = tuple[str, str | None]
"""A place, and what to put there: a text, XML to add inside (begins with <), or None to cut it."""

EQUIPMENT = "Consignment/TransportEquipment"
HOUSE = "Consignment/HouseConsignment"
LINE = f"{HOUSE}/ConsignmentItem"
TYPE = "TransitOperation/declarationType"
SECURITY = "TransitOperation/security"
CARNET = "<TIRCarnetNumber>XB25000417</TIRCarnetNumber>"
TIR_HOLDER = "<TIRHolderIdentificationNumber>X</TIRHolderIdentificationNumber>"

CASES: tuple[tuple[str, str, tuple[Edit, ...]], ...] = (
    ("C0569", "CC015C", ((f"{EQUIPMENT}/Seal[1]", None), (f"{EQUIPMENT}/Seal", None))),
    ("C0569", "CC015C", ((f"{EQUIPMENT}/numberOfSeals", "0"),)),
    ("R0106", "CC015C", ((f"{EQUIPMENT}/numberOfSeals", "3"),)),
    ("R0107", "CC015C", ((f"{EQUIPMENT}/Seal[2]/identifier", "AL-C 004417"),)),
    (
        "R0448",
        "CC015C",
        (
            (f"{EQUIPMENT}/containerIdentificationNumber", None),
            (f"{EQUIPMENT}/numberOfSeals", "0"),
        ),
    ),
    (
        "G0103",
        "CC015C",
        (
            (f"{EQUIPMENT}/containerIdentificationNumber", None),
            (f"{EQUIPMENT}/Seal[1]", None),
            (f"{EQUIPMENT}/Seal", None),
        ),
    ),
    ("C0055", "CC015C", (("Consignment/containerIndicator", "0"),)),
    ("C0055", "CC015C", ((f"{EQUIPMENT}/containerIdentificationNumber", None),)),
    ("C0823", "CC015C", ((EQUIPMENT, None),)),
    ("C0872", "CD001C", ((EQUIPMENT, None),)),
    (
        "C0670",
        "CC015C",
        (
            (f"{EQUIPMENT}/containerIdentificationNumber", None),
            (f"{EQUIPMENT}/GoodsReference[1]", None),
            (f"{EQUIPMENT}/GoodsReference", None),
        ),
    ),
    ("R0987", "CC015C", (("Consignment/DepartureTransportMeans[2]/sequenceNumber", "3"),)),
    ("R0987", "CC015C", ((f"{LINE}[2]/Packaging/sequenceNumber", "2"),)),
    ("R0988", "CC015C", ((f"{LINE}[2]/goodsItemNumber", "1"),)),
    ("R0007", "CC015C", ((f"{LINE}[2]/declarationGoodsItemNumber", "4"),)),
    ("R0028", "CD006C", (("TransitOperation/MRN", "26AL0010003K7B2MJ1"),)),
    ("R0028", "CC015C", (("Guarantee/GuaranteeReference/GRN", "26AL0010A00004171"),)),
    ("ISO6346", "CC015C", ((f"{EQUIPMENT}/containerIdentificationNumber", "MSKU7306120"),)),
    ("R0410", "CC029C", (("TransitOperation/MRN", "26AL0010003K7B2ML2"),)),
    (
        "R0003",
        "CC015C",
        (
            (
                ".",
                (
                    "<CustomsOfficeOfTransitDeclared><sequenceNumber>2"
                    "</sequenceNumber><referenceNumber>XK002010</referenceNumber>"
                    "</CustomsOfficeOfTransitDeclared>"
                ),
            ),
        ),
    ),
    ("C0085", "CC015C", (("Guarantee/GuaranteeReference", None),)),
    ("C0085", "CC015C", (("Guarantee/guaranteeType", "A"),)),
    ("C0086", "CC015C", (("Guarantee/GuaranteeReference/accessCode", None),)),
    ("C0086", "CC015C", (("Guarantee/guaranteeType", "3"),)),
    ("C0130", "CC015C", (("Guarantee", "<otherGuaranteeReference>X</otherGuaranteeReference>"),)),
    ("C0130", "CC015C", (("Guarantee/guaranteeType", "8"),)),
    ("R0318", "CC015C", (("Guarantee/GuaranteeReference/GRN", "26AL0010A00004170A000417"),)),
    ("R0900", "CC015C", (("Guarantee/guaranteeType", "B"),)),
    ("C0411", "CC015C", (("TransitOperation", CARNET),)),
    ("C0411", "CC015C", ((TYPE, "TIR"),)),
    ("C0904", "CC015C", (("HolderOfTheTransitProcedure", TIR_HOLDER),)),
    ("C0904", "CC015C", ((TYPE, "TIR"),)),
    ("R0849", "CC015C", ((TYPE, "TIR"), ("TransitOperation/reducedDatasetIndicator", "1"))),
    ("R0859", "CC015C", (("TransitOperation/reducedDatasetIndicator", "1"),)),
    ("R0859", "CC015C", (("Authorisation/type", "C524"),)),
    ("C0045", "CC015C", ((TYPE, "T"),)),
    ("C0045", "CC015C", ((f"{LINE}[1]", "<declarationType>T1</declarationType>"),)),
    ("C0030", "CC015C", ((TYPE, "TIR"),)),
    ("C0599", "CC015C", ((SECURITY, "1"), ("Consignment/modeOfTransportAtTheBorder", None))),
    ("C0029", "CC029C", ((SECURITY, "1"), ("Consignment/modeOfTransportAtTheBorder", None))),
    ("C0191", "CC015C", ((SECURITY, "1"),)),
    ("C0191", "CC015C", (("Consignment", "<PlaceOfUnloading/>"),)),
    ("C0186", "CC015C", ((HOUSE, "<TransportCharges/>"),)),
    (
        "C0586",
        "CC015C",
        (
            ("TransitOperation/bindingItinerary", "1"),
            ("Consignment/CountryOfRoutingOfConsignment[1]", None),
            ("Consignment/CountryOfRoutingOfConsignment", None),
        ),
    ),
    ("C0839", "CC015C", (("TransitOperation/limitDate", None),)),
    ("C0839", "CC015C", (("Authorisation/type", "C523"),)),
    ("C0403", "CC015C", (("Consignment/PlaceOfLoading", None),)),
    (
        "R0103",
        "CC015C",
        (
            (
                ".",
                (
                    "<CustomsOfficeOfExitForTransitDeclared><sequenceNumber>1"
                    "</sequenceNumber><referenceNumber>XK001010</referenceNumber>"
                    "</CustomsOfficeOfExitForTransitDeclared>"
                ),
            ),
        ),
    ),
    ("C0060", "CC015C", ((f"{LINE}[1]/Packaging/typeOfPackages", "VO"),)),
    ("C0060", "CC015C", ((f"{LINE}[1]/Packaging/shippingMarks", None),)),
    ("C0060", "CC015C", ((f"{LINE}[1]/Packaging/numberOfPackages", None),)),
    ("R0364", "CC015C", ((f"{LINE}[1]/Packaging/numberOfPackages", "0"),)),
    (
        "R0220",
        "CC015C",
        (
            (f"{LINE}[1]/Packaging/numberOfPackages", "0"),
            (f"{LINE}[1]/Packaging/typeOfPackages", "NE"),
        ),
    ),
    ("R0223", "CC015C", ((f"{LINE}[2]/Commodity/GoodsMeasure/netMass", "4200.1"),)),
    ("R0983", "CC015C", ((f"{HOUSE}/grossMass", "11600.4"),)),
    ("R0994", "CC015C", (("Consignment/grossMass", "11600.4"),)),
    ("C0343", "CC015C", (("Consignment/countryOfDestination", None),)),
    ("C0343", "CC015C", ((HOUSE, "<countryOfDestination>XK</countryOfDestination>"),)),
    ("C0909", "CC015C", ((f"{LINE}[2]", "<countryOfDispatch>TR</countryOfDispatch>"),)),
    ("C0542", "CC015C", ((HOUSE, "<Consignor/>"),)),
    ("C0349", "CD001C", ((HOUSE, "<Consignor/>"),)),
    ("C0337", "CC015C", (("Consignment", "<TransportCharges/>"), (HOUSE, "<TransportCharges/>"))),
    ("C0298", "CC015C", ((f"{LINE}[1]/PreviousDocument", "<quantity>4</quantity>"),)),
    (
        "C0298",
        "CC015C",
        (
            (
                f"{LINE}[1]/PreviousDocument",
                "<measurementUnitAndQualifier>KGM</measurementUnitAndQualifier>",
            ),
        ),
    ),
    ("R0472", "CC015C", (("Consignment/inlandModeOfTransport", "4"),)),
    ("R0474", "CC015C", (("Consignment/DepartureTransportMeans[1]/typeOfIdentification", "31"),)),
    ("R0476", "CC015C", (("Consignment/DepartureTransportMeans[2]/typeOfIdentification", "30"),)),
    ("R0855", "CC015C", (("Consignment/inlandModeOfTransport", "7"),)),
    ("C0826", "CC015C", (("Consignment/inlandModeOfTransport", "5"),)),
    ("C0826", "CC015C", ((HOUSE, "<DepartureTransportMeans/>"),)),
    (
        "R0473",
        "CC015C",
        (("Consignment/DepartureTransportMeans[1]/identificationNumber", "aa 417 bt"),),
    ),
    (
        "R0076",
        "CC015C",
        (("Consignment/ActiveBorderTransportMeans/identificationNumber", "aa 417 bt"),),
    ),
    (
        "R0789",
        "CC015C",
        (
            ("CustomsOfficeOfTransitDeclared", None),
            ("Consignment", "<ActiveBorderTransportMeans/>"),
        ),
    ),
    ("C0531", "CC015C", ((SECURITY, "1"), ("Consignment/modeOfTransportAtTheBorder", "4"))),
    ("C0387", "CC015C", (("Consignment/PlaceOfLoading/location", None),)),
    ("C0394", "CC015C", (("Consignment/LocationOfGoods/qualifierOfIdentification", "W"),)),
    ("C0930", "CD018C", (("Consignment", None),)),
    ("C0930", "CD018C", (("ControlResult/code", "A1"),)),
    ("G0017", "CD018C", (("ControlResult/code", "A2"), ("Consignment", None))),
    ("R0912", "CD001C", ((TYPE, "TIR"),)),
    ("C0352", "CC025C", (("Consignment", None),)),
    ("C0352", "CC025C", (("TransitOperation/releaseIndicator", "1"),)),
    ("DDNTA", "CD118C", (("messageType", "CD006C"),)),
    ("CL231", "CC015C", ((TYPE, "T9"),)),
    ("CL251", "CC015C", (("Guarantee/guaranteeType", "Z"),)),
    ("CL197", "CD018C", (("ControlResult/code", "Z9"),)),
)


def edited(message_type: str, edits: tuple[Edit, ...]) -> Element:
    root = etree.parse(sample(message_type, "p5")).getroot()
    for path, change in edits:
        place = root.find(path)
        assert place is not None, path
        if change is None:
            parent = place.getparent()
            assert parent is not None
            parent.remove(place)
        elif change.startswith("<"):
            place.append(etree.fromstring(change))
        else:
            place.text = change
    return root


def found_in(root: Element) -> tuple[Finding, ...]:
    message = read_element(root).message
    assert message is not None
    return book.run(message, LISTS)


@pytest.mark.parametrize(("number", "message_type", "edits"), CASES)
def test_a_broken_rule_is_found_with_its_number_place_and_words(
    number: str, message_type: str, edits: tuple[Edit, ...]
) -> None:
    found = [
        finding for finding in found_in(edited(message_type, edits)) if finding.rule == number
    ]
    assert found != []
    for finding in found:
        assert finding.path.startswith(f"/{message_type}/")
        words = texts("en").finding(finding)
        assert "{" not in words
        assert "\u00ab" not in words


@pytest.mark.parametrize(("message_type", "version"), OWN)
def test_no_rule_is_broken_by_a_sample(message_type: str, version: str) -> None:
    root = etree.parse(sample(message_type, version)).getroot()
    assert found_in(root) == ()


def test_every_rule_is_broken_by_a_case() -> None:
    broken = {number for number, _, _ in CASES}
    assert [numbers for numbers, _ in book.RULES if not broken.intersection(numbers)] == []


def test_every_rule_tells_its_number_and_source() -> None:
    for numbers, rule in book.RULES:
        words = (rule.__doc__ or "").replace("ISO 6346", "ISO6346")
        assert "ISO" in words or "P5" in words, rule
        assert all(number in words for number in numbers if number != "DDNTA"), rule


def test_check_digits_and_guidelines_only_warn() -> None:
    edits = (("TransitOperation/MRN", "26AL0010003K7B2MJ1"),)
    assert [finding.severity for finding in found_in(edited("CD006C", edits))] == [Severity.WARN]


def test_a_rule_the_table_does_not_name_is_not_run() -> None:
    assert "C0085" not in book.rules_of("CD001C")
    assert "C0085" in book.rules_of("CC015C")


def test_the_place_of_a_finding_leads_to_the_element() -> None:
    edits = ((f"{LINE}[2]/declarationGoodsItemNumber", "4"),)
    (finding,) = found_in(edited("CC015C", edits))
    assert finding.path == (
        "/CC015C/Consignment/HouseConsignment/ConsignmentItem[2]/declarationGoodsItemNumber"
    )


def leaves(root: Element) -> Iterator[Element]:
    return (element for element in root.iter() if not len(element))


@given(st.data())
def test_no_content_of_a_message_stops_a_rule(data: st.DataObject) -> None:
    message_type, version = data.draw(st.sampled_from(OWN))
    root = etree.parse(sample(message_type, version)).getroot()
    for _ in range(data.draw(st.integers(1, 6))):
        element = data.draw(st.sampled_from(list(leaves(root))))
        if data.draw(st.booleans()):
            element.text = data.draw(
                st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=20)
            )
        elif (parent := element.getparent()) is not None:
            parent.remove(element)
    for finding in found_in(root):
        assert texts("en").finding(finding)
