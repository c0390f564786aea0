"""Seals and containers: their numbers, their count, and what equipment is declared."""

from app.base.findings import Severity
from app.messages.ncts.rules.look import Found, Look, Rules, breach, demanded, doubles, forbidden

EQUIPMENT = "Consignment/TransportEquipment"


def seals_are_listed(look: Look) -> Found:
    """C0569: a number of seals above 0 needs the seals, 0 allows none. NCTS P5, appendix Q2."""
    for place in look.all(EQUIPMENT):
        count = place.number("numberOfSeals")
        if count:
            yield from demanded("C0569", place, "Seal", "@ncts.because.seals_counted")
        elif count == 0:
            yield from forbidden("C0569", place, "Seal", "@ncts.because.no_seals_counted")


def count_is_the_highest_seal(look: Look) -> Found:
    """R0106: the number of seals equals the highest sequence number. NCTS P5, appendix Q2."""
    for place in look.all(EQUIPMENT):
        count = place.number("numberOfSeals")
        numbers = [seal.number("sequenceNumber") or 0 for seal in place.all("Seal")]
        if count is not None and numbers and count != max(numbers):
            yield breach(
                "R0106",
                f"{place.path}/numberOfSeals",
                "ncts.seal_count",
                count=count,
                highest=max(numbers),
            )


def seals_are_unique(look: Look) -> Found:
    """R0107: a seal is named once in the whole declaration. NCTS P5, appendix Q2."""
    marks = (
        (f"{seal.path}/identifier", seal.value("identifier") or "")
        for seal in look.all(f"{EQUIPMENT}/Seal")
        if seal.has("identifier")
    )
    for path, mark in doubles(marks):
        yield breach("R0107", path, "ncts.seal_twice", seal=mark)


def no_seals_only_on_a_container(look: Look) -> Found:
    """R0448: equipment without container number has at least one seal. NCTS P5, appendix Q2."""
    for place in look.all(EQUIPMENT):
        if place.number("numberOfSeals") == 0 and not place.has("containerIdentificationNumber"):
            yield breach("R0448", f"{place.path}/numberOfSeals", "ncts.unsealed_equipment")


def equipment_is_sealed_or_contained(look: Look) -> Found:
    """G0103: loose goods without seal have no equipment group. NCTS P5, appendix Q2, guideline."""
    for place in look.all(EQUIPMENT):
        if not place.has("containerIdentificationNumber") and not place.has("Seal"):
            yield breach("G0103", place.path, "ncts.bare_equipment", severity=Severity.WARN)


def containers_are_named(look: Look) -> Found:
    """C0055: the container indicator agrees with the container numbers. NCTS P5, appendix Q2."""
    indicator = look.value("Consignment/containerIndicator")
    named = list(look.all(f"{EQUIPMENT}/containerIdentificationNumber"))
    if indicator == "0":
        for place in named:
            yield breach(
                "C0055",
                place.path,
                "ncts.forbidden",
                name=place.last(),
                because="@ncts.because.no_containers",
            )
    if indicator == "1" and look.has(EQUIPMENT) and not named:
        yield breach(
            "C0055",
            f"{look.root.path}/{EQUIPMENT}/containerIdentificationNumber",
            "ncts.demanded",
            name="containerIdentificationNumber",
            because="@ncts.because.containers",
        )


def containers_need_equipment(look: Look) -> Found:
    """C0823, C0872: with containers there is equipment. NCTS P5, appendix Q2."""
    consignment = next(look.all("Consignment"), None)
    if consignment is not None and consignment.value("containerIndicator") == "1":
        number = "C0823" if look.message.type == "CC015C" else "C0872"
        yield from demanded(number, consignment, "TransportEquipment", "@ncts.because.containers")


def goods_are_assigned(look: Look) -> Found:
    """C0670: goods references may be left out only for one single container. NCTS P5, app. Q2."""
    equipment = list(look.all(EQUIPMENT))
    single = len(equipment) == 1 and equipment[0].has("containerIdentificationNumber")
    for place in () if single else equipment:
        yield from demanded("C0670", place, "GoodsReference", "@ncts.because.several_equipment")


RULES: Rules = (
    (("C0569",), seals_are_listed),
    (("R0106",), count_is_the_highest_seal),
    (("R0107",), seals_are_unique),
    (("R0448",), no_seals_only_on_a_container),
    (("G0103",), equipment_is_sealed_or_contained),
    (("C0055",), containers_are_named),
    (("C0823", "C0872"), containers_need_equipment),
    (("C0670",), goods_are_assigned),
)
