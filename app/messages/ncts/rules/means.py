"""Means of transport and places: what the modes demand, how places are told."""

from app.base.findings import Severity
from app.messages.ncts.rules.look import Found, Look, Place, Rules, breach, demanded, forbidden

DEPARTURE = "DepartureTransportMeans"
BORDER = "Consignment/ActiveBorderTransportMeans"
_FIXED, _ROAD, _RAIL, _AIR = "5", "3", "2", "4"
_UPPER_DEPARTURE = frozenset({"10", "20", "21", "30", "31", "40", "41", "80"})
_UPPER_BORDER = frozenset({"10", "21", "30", "40", "41", "80"})
_MOST_BY_ROAD = 3
_QUALIFIERS = {
    "T": ("PostcodeAddress",),
    "U": ("UNLocode",),
    "V": ("CustomsOffice",),
    "W": ("GNSS",),
    "X": ("EconomicOperator",),
    "Y": ("authorisationNumber",),
    "Z": ("Address",),
}
_LOCATING = frozenset(name for names in _QUALIFIERS.values() for name in names)


def _carriers(look: Look) -> list[Place]:
    """Whatever may name means at departure: the consignment and each house consignment."""
    return [*look.all("Consignment"), *look.all("Consignment/HouseConsignment")]


def means_fit_the_inland_mode(look: Look) -> Found:
    """R0472: the first digit of a means at departure is the inland mode. NCTS P5, appendix Q2."""
    mode = look.value("Consignment/inlandModeOfTransport")
    if mode not in {"1", "2", "3", "4", "8"}:
        return
    for carrier in _carriers(look):
        for place in carrier.all(f"{DEPARTURE}/typeOfIdentification"):
            if not place.node.text.startswith(mode):
                yield breach("R0472", place.path, "ncts.means_mode", mode=mode)


def road_begins_with_the_vehicle(look: Look) -> Found:
    """R0474, R0476: by road the first means is the vehicle, then trailers. NCTS P5, app. Q2."""
    if look.value("Consignment/inlandModeOfTransport") != _ROAD:
        return
    for carrier in _carriers(look):
        for place, means in enumerate(carrier.all(DEPARTURE)):
            number, expected = ("R0476", "31") if place else ("R0474", "30")
            kind = means.value("typeOfIdentification")
            if kind is not None and kind != expected:
                path = f"{means.path}/typeOfIdentification"
                yield breach(number, path, "ncts.means_order", expected=expected, found=kind)


def as_many_means_as_the_mode_allows(look: Look) -> Found:
    """R0855: three means by road, any number by rail, else one. NCTS P5, appendix Q2.

    A warning: partners differ on messages without inland mode.
    """
    mode = look.value("Consignment/inlandModeOfTransport")
    most = {_ROAD: _MOST_BY_ROAD}.get(mode or "", 1)
    for carrier in _carriers(look):
        means = list(carrier.all(DEPARTURE))
        if mode != _RAIL and len(means) > most:
            path = means[most].path
            yield breach("R0855", path, "ncts.means_many", severity=Severity.WARN, most=most)


def means_stand_at_one_level(look: Look) -> Found:
    """C0339, C0826: fixed transport has no means; means stand at one level. P5, appendix Q2."""
    fixed = look.value("Consignment/inlandModeOfTransport") == _FIXED
    above = look.has(f"Consignment/{DEPARTURE}")
    for carrier in _carriers(look):
        if fixed:
            yield from forbidden("C0826", carrier, DEPARTURE, "@ncts.because.fixed")
        elif above and carrier.last() == "HouseConsignment":
            yield from forbidden("C0826", carrier, DEPARTURE, "@ncts.because.said_above")


def marks_are_capitals(look: Look) -> Found:
    """R0473: numbers of means at departure have no small letters. NCTS P5, appendix Q2."""
    for carrier in _carriers(look):
        for means in carrier.all(DEPARTURE):
            yield from _capitals("R0473", means, _UPPER_DEPARTURE)


def marks_at_the_border_are_capitals(look: Look) -> Found:
    """R0076: numbers of means at the border have no small letters. NCTS P5, appendix Q2."""
    for means in look.all(BORDER):
        yield from _capitals("R0076", means, _UPPER_BORDER)


def _capitals(number: str, means: Place, kinds: frozenset[str]) -> Found:
    mark = means.value("identificationNumber") or ""
    if means.value("typeOfIdentification") in kinds and mark != mark.upper():
        path = f"{means.path}/identificationNumber"
        yield breach(number, path, "ncts.small_letters", mark=mark)


def border_means_where_offices_of_transit(look: Look) -> Found:
    """R0789: without office of transit there is one means at the border. NCTS P5, app. Q2."""
    means = list(look.all(BORDER))
    if len(means) > 1 and not look.has("CustomsOfficeOfTransitDeclared"):
        yield breach("R0789", means[1].path, "ncts.border_means_many")


def flights_are_named(look: Look) -> Found:
    """C0531: with security data, a means by air has its flight number. NCTS P5, appendix Q2."""
    secured = look.value("TransitOperation/security") in {"1", "2", "3"}
    if secured and look.value("Consignment/modeOfTransportAtTheBorder") == _AIR:
        for means in look.all(BORDER):
            name = "conveyanceReferenceNumber"
            yield from demanded("C0531", means, name, "@ncts.because.flight")


def places_are_named(look: Look) -> Found:
    """C0387: a place without UN/LOCODE has country and name. NCTS P5, appendix Q2."""
    for name in ("PlaceOfLoading", "PlaceOfUnloading"):
        for place in look.all(f"Consignment/{name}"):
            if not place.has("UNLocode"):
                yield from demanded("C0387", place, "country", "@ncts.because.no_locode")
                yield from demanded("C0387", place, "location", "@ncts.because.no_locode")


def location_is_told_as_qualified(look: Look) -> Found:
    """C0394: the qualifier of the location of goods says which field tells it. P5, app. Q2."""
    for place in look.all("Consignment/LocationOfGoods"):
        told = _QUALIFIERS.get(place.value("qualifierOfIdentification") or "")
        if told is None:
            continue
        for name in told:
            yield from demanded("C0394", place, name, "@ncts.because.qualifier")
        for name in sorted(_LOCATING.difference(told)):
            yield from forbidden("C0394", place, name, "@ncts.because.qualifier")


RULES: Rules = (
    (("R0472",), means_fit_the_inland_mode),
    (("R0474", "R0476"), road_begins_with_the_vehicle),
    (("R0855",), as_many_means_as_the_mode_allows),
    (("C0826", "C0339"), means_stand_at_one_level),
    (("R0473",), marks_are_capitals),
    (("R0076",), marks_at_the_border_are_capitals),
    (("R0789",), border_means_where_offices_of_transit),
    (("C0531",), flights_are_named),
    (("C0387",), places_are_named),
    (("C0394",), location_is_told_as_qualified),
)
