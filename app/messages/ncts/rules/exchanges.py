"""Between offices and with traders: refusals without content, areas, notices, write-offs."""

from app.messages.ncts.rules.look import Found, Look, Rules, demanded, forbidden

_OPERATION = "TransitOperation"
_SNAPSHOT = (
    f"{_OPERATION}/declarationType",
    f"{_OPERATION}/declarationAcceptanceDate",
    f"{_OPERATION}/releaseDate",
    f"{_OPERATION}/reducedDatasetIndicator",
    f"{_OPERATION}/bindingItinerary",
    f"{_OPERATION}/security",
    "CustomsOfficeOfDestinationDeclared",
    "ControlResult",
    "HolderOfTheTransitProcedure",
    "Consignment",
)
_AREA_ONLY = (
    f"{_OPERATION}/specificCircumstanceIndicator",
    "CustomsOfficeOfExitForTransitDeclared",
    "CustomsOfficeOfExitForTransitActual",
    "Consignment/Carrier",
    "Consignment/PlaceOfUnloading",
    "Consignment/TransportCharges",
    "Consignment/HouseConsignment/TransportCharges",
)
_AREAS = {"0": "CL010", "1": "CL147", "2": "CL147", "3": "CL147"}
"""By security, the countries that tell each other about risk."""

_DECIDED, _ASKED = "0", "1"
_OTHER_CONTROL = "50"
_TEXTUAL_ANSWERS = frozenset({"2", "4"})


def _country(address: str | None) -> str:
    """The country of an address such as NTA.GB: its last two characters (C0014)."""
    return (address or "")[-2:]


def refusals_have_no_content(look: Look) -> Found:
    """C0365: an answer has a reason of refusal or the whole record, never both. P5, app. Q2."""
    refused = look.has(f"{_OPERATION}/requestRejectionReasonCode")
    for name in _SNAPSHOT:
        if refused:
            yield from forbidden("C0365", look.root, name, "@ncts.because.refused")
        else:
            yield from demanded("C0365", look.root, name, "@ncts.because.not_refused")


def outside_the_area_little_is_told(look: Look) -> Found:
    """C0812: outside the security area nobody gets carrier, charges or exit. P5, appendix Q2."""
    if look.is_not_in("CL147", _country(look.value("messageRecipient"))):
        for name in _AREA_ONLY:
            yield from forbidden("C0812", look.root, name, "@ncts.because.outside")


def risk_is_told_inside_the_union(look: Look) -> Found:
    """C0813: risk is not told when a country outside the Union takes part. P5, app. Q2.

    Its first branches, where risk must be told, need both partners inside.
    """
    ends = {_country(look.value(name)) for name in ("messageSender", "messageRecipient")}
    area = _AREAS.get(look.value(f"{_OPERATION}/security") or "", "")
    needed = bool(area) and all(look.is_in(area, end) for end in ends)
    name = "RiskAnalysisIdentification"
    if needed:
        yield from demanded("C0813", look.root, name, "@ncts.because.inside")
    elif any(look.is_not_in("CL010", end) for end in ends):
        yield from forbidden("C0813", look.root, name, "@ncts.because.outside")


def simplified_arrivals_are_authorised(look: Look) -> Found:
    """C0102: a simplified arrival names its authorisation, another none. NCTS P5, app. Q2."""
    simplified = look.value(f"{_OPERATION}/simplifiedProcedure")
    if simplified == "1":
        yield from demanded("C0102", look.root, "Authorisation", "@ncts.because.simplified")
    elif simplified == "0":
        yield from forbidden("C0102", look.root, "Authorisation", "@ncts.because.not_simplified")


def notices_say_what_is_wanted(look: Look) -> Found:
    """C0452, C0455: a decision names controls, a request the documents. NCTS P5, app. Q2."""
    notice = look.value(f"{_OPERATION}/notificationType")
    if notice is None:
        return
    because = "@ncts.because.notice"
    if notice == _DECIDED:
        yield from demanded("C0452", look.root, "TypeOfControls", because)
    else:
        yield from forbidden("C0452", look.root, "TypeOfControls", because)
    if notice == _ASKED:
        yield from demanded("C0455", look.root, "RequestedDocument", because)
    elif notice != _DECIDED:
        yield from forbidden("C0455", look.root, "RequestedDocument", because)


def other_controls_are_described(look: Look) -> Found:
    """C0451: a control of another kind (50) is described. NCTS P5, appendix Q2."""
    for place in look.all("TypeOfControls"):
        if place.value("type") == _OTHER_CONTROL:
            yield from demanded("C0451", place, "text", "@ncts.because.other_control")


def cancelled_uses_have_one_date(look: Look) -> Found:
    """C0255: a use of a guarantee has a date of release or of cancelling. NCTS P5, app. Q2."""
    place = next(look.all(_OPERATION), None)
    if place is None:
        return
    if place.has("usageCancellationDate"):
        yield from forbidden("C0255", place, "releaseDate", "@ncts.because.cancelled")
    else:
        yield from demanded("C0255", place, "releaseDate", "@ncts.because.not_cancelled")


def solved_discrepancies_are_written_off(look: Look) -> Found:
    """C0354: solved discrepancies bring the date of write-off. NCTS P5, appendix Q2."""
    place = next(look.all(_OPERATION), None)
    if place is None:
        return
    if place.value("discrepanciesResolved") == "1":
        yield from demanded("C0354", place, "writeOffDate", "@ncts.because.solved")
    else:
        yield from forbidden("C0354", place, "writeOffDate", "@ncts.because.unsolved")


def enquiry_answers_say_why(look: Look) -> Found:
    """C0013: answers 2 and 4 to an enquiry have a text, others none. NCTS P5, appendix Q2."""
    for place in look.all("Enquiry"):
        if place.value("responseCode") in _TEXTUAL_ANSWERS:
            yield from demanded("C0013", place, "text", "@ncts.because.answer")
        else:
            yield from forbidden("C0013", place, "text", "@ncts.because.answer")


RULES: Rules = (
    (("C0365",), refusals_have_no_content),
    (("C0812",), outside_the_area_little_is_told),
    (("C0813",), risk_is_told_inside_the_union),
    (("C0102",), simplified_arrivals_are_authorised),
    (("C0452", "C0455"), notices_say_what_is_wanted),
    (("C0451",), other_controls_are_described),
    (("C0255",), cancelled_uses_have_one_date),
    (("C0354",), solved_discrepancies_are_written_off),
    (("C0013",), enquiry_answers_say_why),
)
