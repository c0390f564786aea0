"""Numbers: sequences without gaps, check digits, numbers that may stand only once."""

from collections.abc import Iterable

import msgspec

from app.base.findings import Severity
from app.messages.ncts.rules.look import Found, Look, Place, Rules, breach, doubles
from app.messages.tree import paths
from app.reference.numbers import kinds, mrn

GOODS = "Consignment/HouseConsignment/ConsignmentItem"


def sequences_have_no_gaps(look: Look) -> Found:
    """R0987: sequence numbers of a group are 1, 2, 3 ... in order. NCTS P5, appendix Q2."""
    for path, node in paths(look.message.root):
        for name in dict.fromkeys(child.name for child in node.children if child.children):
            yield from _gaps("R0987", Place(path, node).all(name), "sequenceNumber")


def goods_numbers_have_no_gaps(look: Look) -> Found:
    """R0988: goods item numbers of a house consignment are 1, 2, 3 ... NCTS P5, appendix Q2."""
    for house in look.all("Consignment/HouseConsignment"):
        yield from _gaps("R0988", house.all("ConsignmentItem"), "goodsItemNumber")


def declaration_numbers_have_no_gaps(look: Look) -> Found:
    """R0007: goods are numbered 1, 2, 3 ... through the declaration. NCTS P5, appendix Q2."""
    yield from _gaps("R0007", look.all(GOODS), "declarationGoodsItemNumber")


def _gaps(number: str, places: Iterable[Place], field: str) -> Found:
    for expected, place in enumerate(places, 1):
        found = place.value(field)
        if found is not None and found != str(expected):
            yield breach(
                number,
                f"{place.path}/{field}",
                "ncts.sequence",
                name=place.last(),
                found=found[:10],
                expected=expected,
            )


def numbers_hold_their_check_digits(look: Look) -> Found:
    """R0028: MRN and GRN hold their check digit (ISO 6346). NCTS P5, appendix Q2.

    A warning: fallback numbers break it and are real.
    """
    yield from _examined(look.all("TransitOperation/MRN"), "mrn")
    yield from _examined(look.all("Guarantee/GuaranteeReference/GRN"), "grn")


def _examined(places: Iterable[Place], kind: str) -> Found:
    for place in places:
        for finding in kinds.examine(kind, place.node.text, place.path):
            yield msgspec.structs.replace(
                finding, rule="R0028", path=place.path, severity=Severity.WARN
            )


def containers_hold_their_check_digits(look: Look) -> Found:
    """ISO 6346: a container number holds its check digit; a warning, other marks are allowed."""
    for place in look.all("Consignment/TransportEquipment/containerIdentificationNumber"):
        for finding in kinds.examine("container", place.node.text, place.path):
            yield msgspec.structs.replace(
                finding, rule="ISO6346", path=place.path, severity=Severity.WARN
            )


def the_mrn_tells_security(look: Look) -> Found:
    """R0410: the letter of an MRN since 2025 tells what security data are in. NCTS P5, app. Q2."""
    place = next(look.all("TransitOperation/MRN"), None)
    security = look.value("TransitOperation/security")
    if place is None or security not in mrn.LETTERS or not mrn.is_valid(place.node.text):
        return
    found = mrn.parts(place.node.text)
    if found.letter in mrn.LETTERS.values() and found.letter != mrn.LETTERS[security]:
        yield breach(
            "R0410",
            place.path,
            "ncts.mrn_letter",
            severity=Severity.WARN,
            letter=found.letter,
            expected=mrn.LETTERS[security],
            security=security,
        )


def offices_of_transit_are_unique(look: Look) -> Found:
    """R0003: an office of transit is declared once. NCTS P5, appendix Q2."""
    offices = (
        (f"{place.path}/referenceNumber", place.value("referenceNumber") or "")
        for place in look.all("CustomsOfficeOfTransitDeclared")
    )
    for path, office in doubles(offices):
        yield breach("R0003", path, "ncts.office_twice", office=office)


def goods_references_lead_to_goods(look: Look) -> Found:
    """G0006: what travels in equipment is an item of the declaration. NCTS P5, appendix Q2."""
    known = {place.node.text for place in look.all(f"{GOODS}/declarationGoodsItemNumber")}
    name = "declarationGoodsItemNumber"
    for place in look.all(f"Consignment/TransportEquipment/GoodsReference/{name}"):
        if known and place.node.text not in known:
            yield breach("G0006", place.path, "ncts.no_such_goods", found=place.node.text[:10])


RULES: Rules = (
    (("R0987",), sequences_have_no_gaps),
    (("R0988",), goods_numbers_have_no_gaps),
    (("R0007",), declaration_numbers_have_no_gaps),
    (("R0028",), numbers_hold_their_check_digits),
    (("ISO6346",), containers_hold_their_check_digits),
    (("R0410",), the_mrn_tells_security),
    (("G0006",), goods_references_lead_to_goods),
    (("R0003",), offices_of_transit_are_unique),
)
