"""Where a movement begins and ends, and what that demands: status, offices, risk, sameness."""

from app.base.findings import Severity
from app.messages.ncts import values
from app.messages.ncts.rules.look import Found, Look, Place, Rules, breach, demanded, forbidden

_HOUSES = "Consignment/HouseConsignment"
_LINES = f"{_HOUSES}/ConsignmentItem"
_TRANSIT = "CustomsOfficeOfTransitDeclared"
_UNION_STATUS = frozenset({"T2", "T2F"})
_RISK = "RiskAnalysisIdentification"
_PER_HOUSE = (
    "Consignor",
    "Consignee",
    "DepartureTransportMeans",
    "TransportCharges",
    "referenceNumberUCR",
    "countryOfDestination",
    "countryOfDispatch",
)
_PER_LINE = ("countryOfDispatch", "countryOfDestination", "referenceNumberUCR", "declarationType")


def _code(look: Look, name: str) -> str:
    return (look.value(f"{name}/referenceNumber") or "")[:2]


def _departure(look: Look) -> str:
    return _code(look, "CustomsOfficeOfDeparture")


def _destination(look: Look) -> str:
    declared = _code(look, "CustomsOfficeOfDestinationDeclared")
    return declared or _code(look, "CustomsOfficeOfDestinationActual")


def offices_of_transit_enter_the_country(look: Look) -> Found:
    """R0006: an office of transit lies where destination is, or in the Union. P5, app. Q2."""
    countries = {(place.value("referenceNumber") or "")[:2] for place in look.all(_TRANSIT)}
    destination = _destination(look)
    leaves = look.is_in("CL112", _departure(look)) and look.is_in("CL010", destination)
    if look.is_in("CL112", destination):
        entered = destination in countries
    else:
        entered = not leaves or any(look.is_in("CL010", country) for country in countries)
    if countries and not entered:
        path = f"{look.root.path}/{_TRANSIT}"
        yield breach("R0006", path, "ncts.no_entry_office", country=destination)


def union_goods_show_where_from(look: Look) -> Found:
    """C0035, R0020: T2 from common transit cites a previous document of CL178. P5, app. Q2."""
    if not look.is_in("CL112", _departure(look)):
        return
    declared = look.value("TransitOperation/declarationType")
    above = [place.value("type") for place in look.all("Consignment/PreviousDocument")]
    for line in look.all(_LINES):
        if (line.value("declarationType") or declared) not in _UNION_STATUS:
            continue
        if not above:
            because = "@ncts.because.union_goods"
            yield from demanded("C0035", line, "PreviousDocument", because)
        cited = [*above, *(one.value("type") for one in line.all("PreviousDocument"))]
        if cited and all(look.is_not_in("CL178", kind) for kind in cited):
            yield breach("R0020", f"{line.path}/PreviousDocument", "ncts.no_union_document")


def san_marino_has_its_types(look: Look) -> Found:
    """R0909, R0911: T2SM from Italy to San Marino, else T2 or T2F with it. P5, appendix Q2."""
    declared = look.value("TransitOperation/declarationType") or ""
    types = {declared, *(place.node.text for place in look.all(f"{_LINES}/declarationType"))}
    departure, destination = _departure(look), _destination(look)
    path = f"{look.root.path}/TransitOperation/declarationType"
    if (departure, destination) == ("IT", "SM"):
        if declared != "T2SM":
            yield breach("R0909", path, "ncts.san_marino", expected="T2SM")
    elif destination == "SM" and look.is_in("CL010", departure) and not types & _UNION_STATUS:
        yield breach("R0909", path, "ncts.san_marino", expected="T2, T2F")
    if departure == "SM" and look.is_in("CL010", destination) and declared not in _UNION_STATUS:
        yield breach("R0911", path, "ncts.san_marino", expected="T2, T2F")


def only_consignors_control_themselves(look: Look) -> Found:
    """R0910: without authorisation C521 the result is one of CL195. NCTS P5, appendix Q2.

    Only where the message carries authorisations: 029.
    """
    result = look.value("ControlResult/code")
    held = {place.value("type") for place in look.all("Authorisation")}
    if look.message.type == "CC029C" and "C521" not in held and look.is_not_in("CL195", result):
        path = f"{look.root.path}/ControlResult/code"
        yield breach("R0910", path, "ncts.result_of_consignor", result=result or "")


def no_tariff_digits_are_reported(look: Look) -> Found:
    """C0816: common transit countries, AD and SM report six digits. NCTS P5, appendix Q2."""
    own = (
        _departure(look)
        if look.message.type == "CC017C"
        else (_code(look, "CustomsOfficeOfDestinationActual"))
    )
    if look.is_in("CL112", own) or own in {"AD", "SM"}:
        for place in look.all(f"{_LINES}/Commodity/CommodityCode"):
            name = "combinedNomenclatureCode"
            yield from forbidden("C0816", place, name, "@ncts.because.common_transit")


def indicators_are_given_on_presentation(look: Look) -> Found:
    """C0822: unless pre-lodged, the container indicator is given. NCTS P5, appendix Q2."""
    if look.value("TransitOperation/additionalDeclarationType") != "D":
        for place in look.all("Consignment"):
            name = "containerIndicator"
            yield from demanded("C0822", place, name, "@ncts.because.not_prelodged")


def arrivals_come_after_the_message(look: Look) -> Found:
    """R0005: an estimated arrival lies after the message was made. NCTS P5, appendix Q2."""
    prepared = look.message.prepared
    for place in look.all(f"{_TRANSIT}/arrivalDateAndTimeEstimated"):
        expected = values.read_instant(place.node.text)
        if prepared is not None and expected is not None and expected <= prepared:
            yield breach("R0005", place.path, "ncts.arrival_before_message")


def risk_is_coded(look: Look) -> Found:
    """C0251, C0715: R and Y bring results, R with a code, X with an area. P5, appendix Q2."""
    because = "@ncts.because.risk"
    for place in look.all(_RISK):
        kind = place.value("code")
        if kind in {"R", "Y"}:
            yield from demanded("C0251", place, "RiskAnalysis", because)
        elif kind != "X":
            yield from forbidden("C0251", place, "RiskAnalysis", because)
        for result in place.all("RiskAnalysis/RiskAnalysisResult"):
            if kind == "R":
                yield from demanded("C0715", result, "code", because)
            elif kind == "X":
                yield from forbidden("C0715", result, "code", because)
                yield from demanded("C0715", result, "riskAreaCode", because)


def houses_differ(look: Look) -> Found:
    """R0506: what all house consignments say alike is said above. P5, app. Q2; a warning."""
    yield from _alike("R0506", list(look.all(_HOUSES)), _PER_HOUSE)


def goods_differ(look: Look) -> Found:
    """R0507: what all items say alike is said above them. P5, appendix Q2; a warning."""
    yield from _alike("R0507", list(look.all(_LINES)), _PER_LINE)


def _alike(number: str, places: list[Place], names: tuple[str, ...]) -> Found:
    for name in names if len(places) > 1 else ():
        said = [tuple(one.node for one in place.all(name)) for place in places]
        if said[0] and all(one == said[0] for one in said):
            path = f"{places[0].path}/{name}"
            yield breach(number, path, "ncts.all_alike", severity=Severity.WARN, name=name)


RULES: Rules = (
    (("R0006",), offices_of_transit_enter_the_country),
    (("C0035", "R0020"), union_goods_show_where_from),
    (("R0909", "R0911"), san_marino_has_its_types),
    (("R0910",), only_consignors_control_themselves),
    (("C0816",), no_tariff_digits_are_reported),
    (("C0822",), indicators_are_given_on_presentation),
    (("R0005",), arrivals_come_after_the_message),
    (("C0251", "C0715"), risk_is_coded),
    (("R0506",), houses_differ),
    (("R0507",), goods_differ),
)
