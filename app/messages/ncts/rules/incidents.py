"""Incidents en route: what each kind of incident brings with it."""

from app.messages.ncts.rules.look import Found, Look, Rules, breach, demanded, forbidden

INCIDENTS = "Consignment/Incident"
_SEALS_BROKEN = "2"
_REPACKED = frozenset({"2", "4"})
_TRANSFERRED = frozenset({"3", "6"})
_BECAUSE = "@ncts.because.incident"
_QUALIFIERS = {"W": "GNSS", "U": "UNLocode", "Z": "Address"}


def incidents_bring_what_changed(look: Look) -> Found:
    """C0240: 2 and 4 bring equipment, 3 and 6 the transfer, others neither. NCTS P5, app. Q2."""
    for place in look.all(INCIDENTS):
        kind = place.value("code")
        if kind in _REPACKED:
            yield from demanded("C0240", place, "TransportEquipment", _BECAUSE)
            yield from forbidden("C0240", place, "Transhipment", _BECAUSE)
        elif kind in _TRANSFERRED:
            yield from demanded("C0240", place, "Transhipment", _BECAUSE)
        elif kind is not None:
            yield from forbidden("C0240", place, "TransportEquipment", _BECAUSE)
            yield from forbidden("C0240", place, "Transhipment", _BECAUSE)


def broken_seals_are_counted(look: Look) -> Found:
    """C0396: an incident with seals tells how many new ones there are. NCTS P5, appendix Q2."""
    for place in look.all(INCIDENTS):
        if place.value("code") == _SEALS_BROKEN:
            for equipment in place.all("TransportEquipment"):
                yield from demanded("C0396", equipment, "numberOfSeals", _BECAUSE)


def new_containers_are_named(look: Look) -> Found:
    """C0040, C0820: a transfer into a container names it. NCTS P5, appendix Q2."""
    for place in look.all(INCIDENTS):
        if place.value("Transhipment/containerIndicator") == "1":
            because = "@ncts.because.containers"
            yield from demanded("C0040", place, "TransportEquipment", because)
            for equipment in place.all("TransportEquipment"):
                name = "containerIdentificationNumber"
                yield from demanded("C0820", equipment, name, because)


def places_of_incidents_are_told_as_qualified(look: Look) -> Found:
    """C0460: the qualifier of the place says which field tells it. NCTS P5, appendix Q2."""
    for place in look.all(f"{INCIDENTS}/Location"):
        told = _QUALIFIERS.get(place.value("qualifierOfIdentification") or "")
        if told is None:
            continue
        yield from demanded("C0460", place, told, "@ncts.because.qualifier")
        for name in sorted(set(_QUALIFIERS.values()) - {told}):
            yield from forbidden("C0460", place, name, "@ncts.because.qualifier")


def new_seals_are_listed(look: Look) -> Found:
    """C0569, R0106: new seals are counted and listed alike. NCTS P5, appendix Q2."""
    for place in look.all(f"{INCIDENTS}/TransportEquipment"):
        count = place.number("numberOfSeals")
        numbers = [seal.number("sequenceNumber") or 0 for seal in place.all("Seal")]
        if count:
            yield from demanded("C0569", place, "Seal", "@ncts.because.seals_counted")
        elif count == 0:
            yield from forbidden("C0569", place, "Seal", "@ncts.because.no_seals_counted")
        if count and numbers and count != max(numbers):
            path = f"{place.path}/numberOfSeals"
            yield breach("R0106", path, "ncts.seal_count", count=count, highest=max(numbers))


RULES: Rules = (
    (("C0240",), incidents_bring_what_changed),
    (("C0396",), broken_seals_are_counted),
    (("C0040", "C0820"), new_containers_are_named),
    (("C0460",), places_of_incidents_are_told_as_qualified),
    (("C0569", "R0106"), new_seals_are_listed),
)
