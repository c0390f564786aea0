"""Answers, refusals and invalidations: which of their fields go together."""

from app.messages.ncts.rules.look import Found, Look, Rules, breach, demanded, forbidden

_OPERATION = "TransitOperation"
_OTHER_REASON = "4"
_ARRIVED_ALREADY = "1"
_ALSO_WITHOUT = (
    "CustomsOfficeOfTransitDeclared",
    "CustomsOfficeOfExitForTransitDeclared",
    "RiskAnalysisIdentification",
    f"{_OPERATION}/TIRCarnetNumber",
    f"{_OPERATION}/specificCircumstanceIndicator",
)
_CONTINUED = (
    "HolderOfTheTransitProcedure",
    "Consignment",
    f"{_OPERATION}/declarationType",
    f"{_OPERATION}/declarationAcceptanceDate",
)


def movements_are_named_once(look: Look) -> Found:
    """C0467, C0685: a movement goes by its LRN before acceptance, else by MRN. P5, app. Q2."""
    for place in look.all(_OPERATION):
        if place.has("MRN") == place.has("LRN"):
            code = "ncts.two_names" if place.has("MRN") else "ncts.no_name"
            yield breach("C0467", f"{place.path}/MRN", code)


def other_reasons_are_written(look: Look) -> Found:
    """C0492: a rejection for another reason (4) says which. NCTS P5, appendix Q2."""
    for place in look.all(_OPERATION):
        if place.value("rejectionCode") == _OTHER_REASON:
            yield from demanded("C0492", place, "rejectionReason", "@ncts.because.other_reason")


def refusals_have_no_itinerary(look: Look) -> Found:
    """C0366, C0466: an answer with a reason of refusal has no offices, no risk. P5, app. Q2."""
    if look.has(f"{_OPERATION}/requestRejectionReasonCode"):
        for name in _ALSO_WITHOUT:
            yield from forbidden("C0466", look.root, name, "@ncts.because.refused")


def departure_is_named_but_where_over(look: Look) -> Found:
    """C0811: the office of departure is named unless refused with 1. NCTS P5, appendix Q2."""
    name = "CustomsOfficeOfDeparture"
    if look.value(f"{_OPERATION}/requestRejectionReasonCode") == _ARRIVED_ALREADY:
        yield from forbidden("C0811", look.root, name, "@ncts.because.refused")
    else:
        yield from demanded("C0811", look.root, name, "@ncts.because.departure")


def one_office_is_asked(look: Look) -> Found:
    """C0831: a status is asked of one office. NCTS P5, appendix Q2."""
    places = [
        place
        for name in ("Destination", "Transit", "ExitForTransit")
        for place in look.all(f"CustomsOfficeOf{name}")
    ]
    for place in places[1:]:
        yield breach("C0831", place.path, "ncts.one_office")
    if not places:
        path = f"{look.root.path}/CustomsOfficeOfExitForTransit"
        yield breach("C0831", path, "ncts.one_office")


def continued_unloading_says_little(look: Look) -> Found:
    """C0027: a permission to go on unloading has no record, the first has it. P5, app. Q2."""
    goes_on = look.has("CTLControl")
    for name in _CONTINUED:
        if goes_on:
            yield from forbidden("C0027", look.root, name, "@ncts.because.goes_on")
        else:
            yield from demanded("C0027", look.root, name, "@ncts.because.first")


def requests_of_invalidation_have_reasons(look: Look) -> Found:
    """C0128, C0137, C0870: to customs: a reason, no decision; from customs: both. P5, app. Q2."""
    asked = (look.value("messageRecipient") or "").startswith("NTA")
    for place in look.all("Invalidation"):
        for number, name in (("C0128", "decision"), ("C0870", "decisionDateAndTime")):
            if asked:
                yield from forbidden(number, place, name, "@ncts.because.asked")
            else:
                yield from demanded(number, place, name, "@ncts.because.decided")
        if asked:
            yield from demanded("C0137", place, "justification", "@ncts.because.asked")


def invalidations_by_customs_have_no_request(look: Look) -> Found:
    """C0129: an invalidation by customs has no date of request. NCTS P5, appendix Q2."""
    for place in look.all("Invalidation"):
        if place.value("initiatedByCustoms") == "1":
            yield from forbidden("C0129", place, "requestDateAndTime", "@ncts.because.by_customs")
        else:
            name = "requestDateAndTime"
            yield from demanded("C0129", place, name, "@ncts.because.not_by_customs")


RULES: Rules = (
    (("C0467", "C0685"), movements_are_named_once),
    (("C0492",), other_reasons_are_written),
    (("C0366", "C0466"), refusals_have_no_itinerary),
    (("C0811",), departure_is_named_but_where_over),
    (("C0831",), one_office_is_asked),
    (("C0027",), continued_unloading_says_little),
    (("C0128", "C0137", "C0870"), requests_of_invalidation_have_reasons),
    (("C0129",), invalidations_by_customs_have_no_request),
)
