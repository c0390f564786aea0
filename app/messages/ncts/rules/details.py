"""Details of a declaration: post codes, references, excise, flights, days, special countries."""

import re

from app.base.findings import Finding, Severity
from app.messages.ncts import values
from app.messages.ncts.rules.look import Found, Look, Place, Rules, breach, demanded, forbidden
from app.messages.tree import paths
from app.reference.numbers import kinds

_HOUSES = "Consignment/HouseConsignment"
_LINES = f"{_HOUSES}/ConsignmentItem"
_BORDER = "ActiveBorderTransportMeans"
_TO_ORDER = "30600"
_AIR, _FIXED = "4", "5"
_FLIGHT = re.compile(r"[A-Z0-9]{2,3}[0-9]{1,4}[A-Za-z]?")


def _code(look: Look, name: str) -> str:
    """The country code of an office."""
    return (look.value(f"{name}/referenceNumber") or "")[:2]


def addresses_have_their_post_code(look: Look) -> Found:
    """C0505: an address has a post code unless its country has none. NCTS P5, appendix Q2."""
    for path, node in paths(look.message.root):
        if node.name == "Address" and look.is_not_in("CL505", node.value("country")):
            yield from demanded("C0505", Place(path, node), "postcode", "@ncts.because.post_codes")


def references_stand_at_one_level(look: Look) -> Found:
    """C0502: the UCR stands at one level; without transport documents at some. P5, app. Q2."""
    name = "referenceNumberUCR"
    above = look.has(f"Consignment/{name}")
    carried = look.has("Consignment/TransportDocument") or look.has(f"{_HOUSES}/TransportDocument")
    for house in look.all(_HOUSES):
        if above:
            yield from forbidden("C0502", house, name, "@ncts.because.said_above")
        said = above or house.has(name)
        for line in house.all("ConsignmentItem"):
            if said:
                yield from forbidden("C0502", line, name, "@ncts.because.said_above")
            elif not carried:
                yield from demanded("C0502", line, name, "@ncts.because.no_transport_document")


def consignees_stand_at_one_level(look: Look) -> Found:
    """C0001: a consignee of all is not repeated per house. NCTS P5, app. Q2 (common branch)."""
    if look.has("Consignment/Consignee"):
        for house in look.all(_HOUSES):
            yield from forbidden("C0001", house, "Consignee", "@ncts.because.said_above")


def goods_have_their_code(look: Look) -> Found:
    """C0153: goods have a commodity code, but TIR without export. NCTS P5, appendix Q2."""
    tir = look.value("TransitOperation/declarationType") == "TIR"
    for house in look.all(_HOUSES):
        exported = any(one.value("type") == "N830" for one in house.all("PreviousDocument"))
        for place in house.all("ConsignmentItem/Commodity") if exported or not tir else ():
            yield from demanded("C0153", place, "CommodityCode", "@ncts.because.goods")


def net_mass_fits_the_data_set(look: Look) -> Found:
    """C0837: export needs the net mass, a reduced data set has none. NCTS P5, appendix Q2."""
    reduced = look.value("TransitOperation/reducedDatasetIndicator") == "1"
    for house in look.all(_HOUSES):
        exported = any(one.value("type") == "N830" for one in house.all("PreviousDocument"))
        for place in house.all("ConsignmentItem/Commodity/GoodsMeasure"):
            if exported:
                yield from demanded("C0837", place, "netMass", "@ncts.because.export")
            elif reduced:
                yield from forbidden("C0837", place, "netMass", "@ncts.because.reduced")


def no_tariff_digits_from_common_transit(look: Look) -> Found:
    """C0821: common transit countries give six digits of the code. NCTS P5, appendix Q2."""
    if look.is_in("CL112", _code(look, "CustomsOfficeOfDeparture")):
        for place in look.all(f"{_LINES}/Commodity/CommodityCode"):
            name = "combinedNomenclatureCode"
            yield from forbidden("C0821", place, name, "@ncts.because.common_transit")


def excise_references_are_given(look: Look) -> Found:
    """C0015, R0023: references of excise documents are given, and not 0. NCTS P5, app. Q2."""
    for place in look.all(f"{_LINES}/AdditionalReference"):
        if look.is_in("CL234", place.value("type")):
            yield from demanded("C0015", place, "referenceNumber", "@ncts.because.excise")
            if place.value("referenceNumber") == "0":
                yield breach("R0023", f"{place.path}/referenceNumber", "ncts.excise_zero")


def zero_packages_stand_alone(look: Look) -> Found:
    """R0219: an item packed with another has no packages of its own besides. P5, app. Q2."""
    for line in look.all(_LINES):
        counts = [place.number("numberOfPackages") for place in line.all("Packaging")]
        if 0 in counts and any(counts):
            yield breach("R0219", f"{line.path}/Packaging", "ncts.packed_twice")


def mass_goes_with_packages(look: Look) -> Found:
    """R0221: goods packed with others weigh 0, others more. NCTS P5, appendix Q2."""
    for line in look.all(_LINES):
        mass = line.decimal("Commodity/GoodsMeasure/grossMass")
        counts = [place.number("numberOfPackages") for place in line.all("Packaging")]
        if mass is not None and counts and (0 in counts) == bool(mass):
            path = f"{line.path}/Commodity/GoodsMeasure/grossMass"
            yield breach("R0221", path, "ncts.mass_of_packed", mass=str(mass))


def additional_identifiers_belong_to_somebody(look: Look) -> Found:
    """C0671: an additional identifier of a place goes with an operator. NCTS P5, app. Q2."""
    for place in look.all("Consignment/LocationOfGoods"):
        if not place.has("EconomicOperator") and not place.has("authorisationNumber"):
            because = "@ncts.because.no_operator"
            yield from forbidden("C0671", place, "additionalIdentifier", because)


def goods_are_placed_outside_the_area(look: Look) -> Found:
    """C0489, C0710: departure outside the security area places the goods. NCTS P5, app. Q2."""
    outside = look.is_not_in("CL147", _code(look, "CustomsOfficeOfDeparture"))
    prelodged = look.value("TransitOperation/additionalDeclarationType") == "D"
    for place in look.all("Consignment") if outside and not prelodged else ():
        yield from demanded("C0710", place, "LocationOfGoods", "@ncts.because.not_in_area")


def arrivals_are_estimated_for_security(look: Look) -> Found:
    """C0598: entry security needs the estimated arrival at the area. NCTS P5, appendix Q2."""
    if look.value("TransitOperation/security") in {"1", "3"}:
        for place in look.all("CustomsOfficeOfTransitDeclared"):
            if look.is_in("CL147", (place.value("referenceNumber") or "")[:2]):
                name = "arrivalDateAndTimeEstimated"
                yield from demanded("C0598", place, name, "@ncts.because.security")


def arrivals_come_after_the_release(look: Look) -> Found:
    """R0004: an estimated arrival is not before the release. NCTS P5, appendix Q2."""
    released = values.read_day(look.value("TransitOperation/releaseDate") or "")
    for place in look.all("CustomsOfficeOfTransitDeclared/arrivalDateAndTimeEstimated"):
        expected = values.read_day(place.node.text[:10])
        if released and expected and expected < released:
            yield breach("R0004", place.path, "ncts.arrival_before_release")


def border_means_fit_mode_and_security(look: Look) -> Found:
    """C0806, C0908: security names means at the border, fixed transport none. P5, app. Q2."""
    number = "C0806" if look.message.type in {"CC013C", "CC015C"} else "C0908"
    prelodged = look.value("TransitOperation/additionalDeclarationType") == "D"
    secured = look.value("TransitOperation/security") in {"1", "2", "3"} and not prelodged
    for place in look.all("Consignment"):
        if place.value("modeOfTransportAtTheBorder") == _FIXED:
            yield from forbidden(number, place, _BORDER, "@ncts.because.fixed")
        elif secured:
            yield from demanded(number, place, _BORDER, "@ncts.because.security")


def flights_are_written_as_flights(look: Look) -> Found:
    """R0315: a flight is airline, up to four digits, and a letter at most. P5, appendix Q2."""
    if look.value("Consignment/modeOfTransportAtTheBorder") == _AIR:
        for place in look.all(f"Consignment/{_BORDER}/conveyanceReferenceNumber"):
            if not _FLIGHT.fullmatch(place.node.text):
                yield breach("R0315", place.path, "ncts.flight", found=place.node.text[:40])


def carnets_are_written_as_carnets(look: Look) -> Found:
    """R0990: a carnet number follows the rule of its issuer. NCTS P5, appendix Q2; a warning."""
    for place in look.all("TransitOperation/TIRCarnetNumber"):
        for found in kinds.examine("carnet", place.node.text, place.path):
            yield Finding(
                code=found.code,
                rule="R0990",
                path=place.path,
                severity=Severity.WARN,
                parameters=found.parameters,
            )


def no_unknown_consignee_in_common_transit(look: Look) -> Found:
    """R3060, R3061, R3062: 30600 (unknown consignee) not there, nor per item. P5, app. Q2."""
    destinations = [
        place.node.text
        for level in ("Consignment", _HOUSES, _LINES)
        for place in look.all(f"{level}/countryOfDestination")
    ]
    common = any(look.is_in("CL009", country) for country in destinations)
    levels = (("R3060", "Consignment"), ("R3062", _HOUSES)) if common else ()
    for number, level in (*levels, ("R3061", _LINES)):
        for place in look.all(f"{level}/AdditionalInformation/code"):
            if place.node.text == _TO_ORDER:
                yield breach(number, place.path, "ncts.unknown_consignee")


def tir_stays_in_the_union(look: Look) -> Found:
    """R0901: NCTS carries TIR between offices of the Union. NCTS P5, appendix Q2."""
    if look.value("TransitOperation/declarationType") != "TIR":
        return
    for name in ("CustomsOfficeOfDeparture", "CustomsOfficeOfDestinationDeclared"):
        if look.is_not_in("CL010", _code(look, name) or None):
            path = f"{look.root.path}/{name}/referenceNumber"
            yield breach("R0901", path, "ncts.tir_outside", country=_code(look, name))


def special_countries_fit(look: Look) -> Found:
    """R0905, R0906: AD and SM not from common transit; AD by its own office. P5, app. Q2."""
    destination = _code(look, "CustomsOfficeOfDestinationDeclared")
    path = f"{look.root.path}/CustomsOfficeOfDestinationDeclared/referenceNumber"
    common = look.is_in("CL112", _code(look, "CustomsOfficeOfDeparture"))
    if common and destination in {"AD", "SM"}:
        yield breach("R0905", path, "ncts.special_country", country=destination)
    if destination == "AD":
        for place in look.all("CustomsOfficeOfTransitDeclared/referenceNumber"):
            if not place.node.text.startswith("AD"):
                yield breach("R0906", place.path, "ncts.special_transit")


RULES: Rules = (
    (("C0505",), addresses_have_their_post_code),
    (("C0502",), references_stand_at_one_level),
    (("C0001",), consignees_stand_at_one_level),
    (("C0153",), goods_have_their_code),
    (("C0837",), net_mass_fits_the_data_set),
    (("C0821",), no_tariff_digits_from_common_transit),
    (("C0015", "R0023"), excise_references_are_given),
    (("R0219",), zero_packages_stand_alone),
    (("R0221",), mass_goes_with_packages),
    (("C0671",), additional_identifiers_belong_to_somebody),
    (("C0489", "C0710"), goods_are_placed_outside_the_area),
    (("C0598",), arrivals_are_estimated_for_security),
    (("R0004",), arrivals_come_after_the_release),
    (("C0806", "C0908"), border_means_fit_mode_and_security),
    (("R0315",), flights_are_written_as_flights),
    (("R0990",), carnets_are_written_as_carnets),
    (("R3060", "R3061", "R3062"), no_unknown_consignee_in_common_transit),
    (("R0901",), tir_stays_in_the_union),
    (("R0905", "R0906"), special_countries_fit),
)
