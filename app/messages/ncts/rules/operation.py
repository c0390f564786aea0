"""The operation as a whole: what type, security and reduced data set bring with them."""

from app.messages.ncts.rules.look import Found, Look, Place, Rules, breach, demanded, forbidden
from app.messages.tree import Node

_EMPTY = Node(name="")
_SECURED = ("1", "2", "3")


def _operation(look: Look) -> Place:
    return next(look.all("TransitOperation"), Place(f"{look.root.path}/TransitOperation", _EMPTY))


def _consignment(look: Look) -> Place:
    return next(look.all("Consignment"), Place(f"{look.root.path}/Consignment", _EMPTY))


def _houses(look: Look) -> list[Place]:
    return list(look.all("Consignment/HouseConsignment"))


def tir_has_its_carnet(look: Look) -> Found:
    """C0411: a TIR operation has its carnet number, any other has none. NCTS P5, appendix Q2."""
    place = _operation(look)
    declared = place.value("declarationType")
    if declared == "TIR":
        yield from demanded("C0411", place, "TIRCarnetNumber", "@ncts.because.tir")
    elif declared is not None:
        yield from forbidden("C0411", place, "TIRCarnetNumber", "@ncts.because.not_tir")


def tir_has_its_holder(look: Look) -> Found:
    """C0904: a TIR operation names the holder of the carnet, others do not. NCTS P5, app. Q2."""
    place = next(look.all("HolderOfTheTransitProcedure"), None)
    declared = _operation(look).value("declarationType")
    if place is None or declared is None:
        return
    name = "TIRHolderIdentificationNumber"
    if declared == "TIR":
        yield from demanded("C0904", place, name, "@ncts.because.tir")
    else:
        yield from forbidden("C0904", place, name, "@ncts.because.not_tir")


def tir_has_no_reduced_data(look: Look) -> Found:
    """R0849: a TIR operation has no reduced data set. NCTS P5, appendix Q2."""
    place = _operation(look)
    if place.value("declarationType") == "TIR" and place.value("reducedDatasetIndicator") == "1":
        yield breach("R0849", f"{place.path}/reducedDatasetIndicator", "ncts.tir_reduced")


def reduced_data_are_authorised(look: Look) -> Found:
    """C0101, R0350, R0859: a reduced data set needs authorisation C524. NCTS P5, appendix Q2."""
    reduced = _operation(look).value("reducedDatasetIndicator") == "1"
    held = [place for place in look.all("Authorisation") if place.value("type") == "C524"]
    if reduced and not held:
        yield breach("R0859", f"{look.root.path}/Authorisation", "ncts.reduced_unauthorised")
    for place in () if reduced else held:
        yield breach("R0859", f"{place.path}/type", "ncts.reduced_authorised_only")


def mixed_goods_are_typed(look: Look) -> Found:
    """C0045: under type T every item has its own type, under others none. NCTS P5, app. Q2."""
    declared = _operation(look).value("declarationType")
    for place in look.all("Consignment/HouseConsignment/ConsignmentItem"):
        if declared == "T":
            yield from demanded("C0045", place, "declarationType", "@ncts.because.mixed")
        else:
            yield from forbidden("C0045", place, "declarationType", "@ncts.because.not_mixed")


def offices_of_transit_fit_the_type(look: Look) -> Found:
    """C0030: TIR and T2SM have no offices of transit. NCTS P5, appendix Q2 (its first branch)."""
    if _operation(look).value("declarationType") in {"TIR", "T2SM"}:
        yield from forbidden(
            "C0030", look.root, "CustomsOfficeOfTransitDeclared", "@ncts.because.tir"
        )


def security_names_the_mode_at_the_border(look: Look) -> Found:
    """C0029, C0599: with security data the mode at the border is named. NCTS P5, appendix Q2."""
    operation = _operation(look)
    prelodged = operation.value("additionalDeclarationType") == "D"
    if operation.value("security") in _SECURED and not prelodged:
        number = "C0599" if look.message.type == "CC015C" else "C0029"
        name = "modeOfTransportAtTheBorder"
        yield from demanded(number, _consignment(look), name, "@ncts.because.security")


def security_needs_a_place_of_unloading(look: Look) -> Found:
    """C0191: entry security demands the place of unloading, no security forbids it. P5, Q2."""
    security = _operation(look).value("security")
    place = _consignment(look)
    if security in {"1", "3"}:
        yield from demanded("C0191", place, "PlaceOfUnloading", "@ncts.because.security")
    elif security == "0":
        yield from forbidden("C0191", place, "PlaceOfUnloading", "@ncts.because.no_security")


def charges_belong_to_security(look: Look) -> Found:
    """C0186: without security data no charges are declared. NCTS P5, appendix Q2."""
    if _operation(look).value("security") == "0":
        for place in (_consignment(look), *_houses(look)):
            yield from forbidden("C0186", place, "TransportCharges", "@ncts.because.no_security")


def routes_are_named(look: Look) -> Found:
    """C0586: a binding itinerary, or security data, needs the countries of routing. P5, Q2."""
    operation = _operation(look)
    binding = operation.value("bindingItinerary") == "1"
    if binding or operation.value("security") in _SECURED:
        because = "@ncts.because.itinerary" if binding else "@ncts.because.security"
        name = "CountryOfRoutingOfConsignment"
        yield from demanded("C0586", _consignment(look), name, because)


def limit_dates_are_authorised(look: Look) -> Found:
    """C0839: only an authorised consignor (C521) gives the limit date. NCTS P5, appendix Q2."""
    operation = _operation(look)
    authorised = any(place.value("type") == "C521" for place in look.all("Authorisation"))
    if not authorised:
        yield from forbidden("C0839", operation, "limitDate", "@ncts.because.no_consignor")
    elif operation.value("additionalDeclarationType") != "D":
        yield from demanded("C0839", operation, "limitDate", "@ncts.because.consignor")


def loading_is_placed(look: Look) -> Found:
    """C0403: unless pre-lodged, the place of loading is named. NCTS P5, appendix Q2."""
    if _operation(look).value("additionalDeclarationType") != "D":
        yield from demanded(
            "C0403", _consignment(look), "PlaceOfLoading", "@ncts.because.not_prelodged"
        )


def exit_offices_differ(look: Look) -> Found:
    """R0103: an office of exit is neither an office of transit nor of destination. P5, Q2."""
    others = {
        place.value("referenceNumber")
        for name in ("CustomsOfficeOfTransitDeclared", "CustomsOfficeOfDestinationDeclared")
        for place in look.all(name)
    }
    for place in look.all("CustomsOfficeOfExitForTransitDeclared"):
        office = place.value("referenceNumber")
        if office in others:
            path = f"{place.path}/referenceNumber"
            yield breach("R0103", path, "ncts.exit_elsewhere", office=office or "")


RULES: Rules = (
    (("C0411",), tir_has_its_carnet),
    (("C0904",), tir_has_its_holder),
    (("R0849",), tir_has_no_reduced_data),
    (("C0101", "R0350", "R0859"), reduced_data_are_authorised),
    (("C0045",), mixed_goods_are_typed),
    (("C0030",), offices_of_transit_fit_the_type),
    (("C0029", "C0599"), security_names_the_mode_at_the_border),
    (("C0191",), security_needs_a_place_of_unloading),
    (("C0186",), charges_belong_to_security),
    (("C0586",), routes_are_named),
    (("C0839",), limit_dates_are_authorised),
    (("C0403",), loading_is_placed),
    (("R0103",), exit_offices_differ),
)
