"""Guarantees: which types need a reference, a GRN, an access code."""

from app.messages.ncts.rules.look import Found, Look, Rules, breach, demanded, forbidden

VOUCHER = "4"
_VOUCHER_LENGTH, _GRN_LENGTH = 24, 17


def references_where_the_type_has_them(look: Look) -> Found:
    """C0085: types of CL076 need a guarantee reference, others have none. NCTS P5, app. Q2."""
    for place in look.all("Guarantee"):
        kind = place.value("guaranteeType")
        if look.is_in("CL076", kind):
            yield from demanded("C0085", place, "GuaranteeReference", "@ncts.because.guarantee")
        elif look.is_not_in("CL076", kind):
            yield from forbidden("C0085", place, "GuaranteeReference", "@ncts.because.guarantee")


def grn_where_the_type_has_one(look: Look) -> Found:
    """C0086: types of CL286 need GRN and access code, others have none. NCTS P5, app. Q2."""
    for guarantee in look.all("Guarantee"):
        kind = guarantee.value("guaranteeType")
        for place in guarantee.all("GuaranteeReference"):
            for name in ("GRN", "accessCode"):
                if look.is_in("CL286", kind):
                    yield from demanded("C0086", place, name, "@ncts.because.guarantee")
                elif look.is_not_in("CL286", kind):
                    yield from forbidden("C0086", place, name, "@ncts.because.guarantee")


def other_reference_where_the_type_has_one(look: Look) -> Found:
    """C0130: type 8 needs another reference, type 3 may have one. NCTS P5, appendix Q2."""
    for place in look.all("Guarantee"):
        kind = place.value("guaranteeType")
        if kind == "8":
            yield from demanded(
                "C0130", place, "otherGuaranteeReference", "@ncts.because.guarantee"
            )
        elif kind != "3":
            yield from forbidden(
                "C0130", place, "otherGuaranteeReference", "@ncts.because.guarantee"
            )


def vouchers_have_long_numbers(look: Look) -> Found:
    """R0318: the GRN of a voucher has 24 characters, any other 17. NCTS P5, appendix Q2."""
    for guarantee in look.all("Guarantee"):
        is_voucher = guarantee.value("guaranteeType") == VOUCHER
        expected = _VOUCHER_LENGTH if is_voucher else _GRN_LENGTH
        for place in guarantee.all("GuaranteeReference/GRN"):
            if len(place.node.text) != expected:
                yield breach(
                    "R0318",
                    place.path,
                    "ncts.grn_length",
                    found=len(place.node.text),
                    expected=expected,
                )


def tir_is_guaranteed_by_its_carnet(look: Look) -> Found:
    """R0900: TIR has guarantee type B; others by CL230 in the Union, CL229 elsewhere. P5, Q2."""
    declared = look.value("TransitOperation/declarationType")
    country = (look.value("CustomsOfficeOfDeparture/referenceNumber") or "")[:2]
    in_union = look.is_in("CL010", country) or country in {"SM", "AD"}
    number = "CL230" if in_union else "CL229"
    for place in look.all("Guarantee/guaranteeType"):
        kind = place.node.text
        wrong = kind != "B" if declared == "TIR" else look.is_not_in(number, kind)
        if wrong:
            yield breach(
                "R0900", place.path, "ncts.guarantee_type", kind=kind, declared=declared or ""
            )


RULES: Rules = (
    (("C0085",), references_where_the_type_has_them),
    (("C0086",), grn_where_the_type_has_one),
    (("C0130",), other_reference_where_the_type_has_one),
    (("R0318",), vouchers_have_long_numbers),
    (("R0900",), tir_is_guaranteed_by_its_carnet),
)
