"""Results of controls and releases: what each result needs beside it."""

from app.messages.ncts.rules.look import Found, Look, Rules, breach, demanded, forbidden

_DIFFERING = frozenset({"A5", "B1"})


def differences_are_told(look: Look) -> Found:
    """C0930: A5 and B1 tell what differs, A1 and A2 have no consignment. NCTS P5, appendix Q2."""
    result = look.value("ControlResult/code")
    if result in _DIFFERING:
        if not look.has("Consignment") and not look.has("TransitOperation/otherThingsToReport"):
            path = f"{look.root.path}/Consignment"
            yield breach("C0930", path, "ncts.differences_untold", result=result or "")
    elif result is not None:
        yield from forbidden("C0930", look.root, "Consignment", "@ncts.because.no_differences")


def broken_seals_are_a_difference(look: Look) -> Found:
    """G0017: seals not in order mean at least result A5. NCTS P5, appendix Q2, guideline."""
    result = look.value("ControlResult/code")
    if look.value("ControlResult/stateOfSeals") == "0" and result not in _DIFFERING:
        path = f"{look.root.path}/ControlResult/code"
        yield breach("G0017", path, "ncts.seals_not_good", result=result or "")


def tir_is_not_simplified(look: Look) -> Found:
    """R0912: a TIR movement was controlled, or considered so: result of CL195. P5, app. Q2."""
    result = look.value("ControlResult/code")
    if look.value("TransitOperation/declarationType") == "TIR" and look.is_not_in("CL195", result):
        path = f"{look.root.path}/ControlResult/code"
        yield breach("R0912", path, "ncts.tir_result", result=result or "")


def partial_releases_name_the_goods(look: Look) -> Found:
    """C0352: a partial release, or none, names the goods; a full one does not. P5, app. Q2."""
    indicator = look.value("TransitOperation/releaseIndicator")
    if indicator in {"2", "3"}:
        yield from demanded("C0352", look.root, "Consignment", "@ncts.because.partial")
    elif indicator is not None:
        yield from forbidden("C0352", look.root, "Consignment", "@ncts.because.full")


def released_houses_name_their_goods(look: Look) -> Found:
    """C0353: release type 1 of a house consignment names goods, others none. P5, app. Q2."""
    for place in look.all("Consignment/HouseConsignment"):
        if place.value("releaseType") == "1":
            yield from demanded("C0353", place, "ConsignmentItem", "@ncts.because.partial")
        else:
            yield from forbidden("C0353", place, "ConsignmentItem", "@ncts.because.full")


def the_type_is_that_of_the_message(look: Look) -> Found:
    """The message type in the header is that of the root element. NCTS P5, main document."""
    told = look.value("messageType")
    if told is not None and told != look.message.type:
        path = f"{look.root.path}/messageType"
        yield breach("DDNTA", path, "ncts.other_type", told=told[:10], type=look.message.type)


RULES: Rules = (
    (("C0930",), differences_are_told),
    (("G0017",), broken_seals_are_a_difference),
    (("R0912",), tir_is_not_simplified),
    (("C0352",), partial_releases_name_the_goods),
    (("C0353",), released_houses_name_their_goods),
    (("DDNTA",), the_type_is_that_of_the_message),
)
