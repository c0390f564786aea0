"""Goods: packages, masses, and what is said at one level only."""

from decimal import Decimal

from app.messages.ncts import values
from app.messages.ncts.rules.look import Found, Look, Place, Rules, breach, demanded, forbidden

HOUSES = "Consignment/HouseConsignment"
_ITEM = "ConsignmentItem"
_MASS = "Commodity/GoodsMeasure/grossMass"
_LEVELS = (("C0343", "countryOfDestination"), ("C0909", "countryOfDispatch"))


def packages_are_counted_and_marked(look: Look) -> Found:
    """C0060: bulk is not counted, unpacked goods are, packages are counted and marked. P5, Q2."""
    for place in look.all(f"{HOUSES}/{_ITEM}/Packaging"):
        kind = place.value("typeOfPackages")
        if look.is_in("CL181", kind):
            yield from forbidden("C0060", place, "numberOfPackages", "@ncts.because.bulk")
        elif kind is not None:
            yield from demanded("C0060", place, "numberOfPackages", "@ncts.because.packed")
            if look.is_not_in("CL182", kind):
                yield from demanded("C0060", place, "shippingMarks", "@ncts.because.packed")


def packed_elsewhere_has_its_packages(look: Look) -> Found:
    """R0364: 0 packages means packed with another item of the same marks. NCTS P5, app. Q2."""
    for house in look.all(HOUSES):
        packed = {
            place.value("shippingMarks")
            for place in house.all(f"{_ITEM}/Packaging")
            if (place.number("numberOfPackages") or 0) > 0
        }
        for place in house.all(f"{_ITEM}/Packaging"):
            if (
                place.number("numberOfPackages") == 0
                and place.value("shippingMarks") not in packed
            ):
                yield breach("R0364", f"{place.path}/numberOfPackages", "ncts.packed_nowhere")


def unpacked_goods_are_counted(look: Look) -> Found:
    """R0220: 0 packages cannot be unpacked goods. NCTS P5, appendix Q2."""
    for place in look.all(f"{HOUSES}/{_ITEM}/Packaging"):
        kind = place.value("typeOfPackages")
        if place.number("numberOfPackages") == 0 and look.is_in("CL182", kind):
            yield breach("R0220", f"{place.path}/typeOfPackages", "ncts.unpacked_zero")


def net_is_at_most_gross(look: Look) -> Found:
    """R0223: net mass is at most gross mass, where that is above 0. NCTS P5, appendix Q2."""
    for place in look.all(f"{HOUSES}/{_ITEM}/Commodity/GoodsMeasure"):
        gross, net = place.decimal("grossMass"), place.decimal("netMass")
        if gross and net is not None and net > gross:
            yield breach(
                "R0223",
                f"{place.path}/netMass",
                "ncts.net_mass",
                net=f"{net:f}",
                gross=f"{gross:f}",
            )


def houses_weigh_their_goods(look: Look) -> Found:
    """R0983: a house consignment weighs at least the sum of its goods. NCTS P5, appendix Q2."""
    for house in look.all(HOUSES):
        yield from _outweighed("R0983", house, f"{_ITEM}/{_MASS}")


def the_consignment_weighs_its_houses(look: Look) -> Found:
    """R0994: the consignment weighs at least the sum of its houses. NCTS P5, appendix Q2."""
    for place in look.all("Consignment"):
        yield from _outweighed("R0994", place, "HouseConsignment/grossMass")


def _outweighed(number: str, place: Place, parts: str) -> Found:
    whole = place.decimal("grossMass")
    total = sum((_mass(part) for part in place.all(parts)), Decimal(0))
    if whole is not None and total > whole:
        path = f"{place.path}/grossMass"
        yield breach(number, path, "ncts.gross_mass", whole=f"{whole:f}", total=f"{total:f}")


def _mass(place: Place) -> Decimal:
    read = values.read_quantity(place.node.text)
    return Decimal(0) if read is None else read.decimal


def countries_stand_at_one_level(look: Look) -> Found:
    """C0343, C0909: dispatch and destination stand at one level only. NCTS P5, appendix Q2."""
    for number, name in _LEVELS:
        for consignment in look.all("Consignment"):
            above = consignment.has(name)
            for house in consignment.all("HouseConsignment"):
                if above:
                    yield from forbidden(number, house, name, "@ncts.because.said_above")
                yield from _below(number, name, house, said=above or house.has(name))


def _below(number: str, name: str, house: Place, *, said: bool) -> Found:
    for line in house.all(_ITEM):
        if said:
            yield from forbidden(number, line, name, "@ncts.because.said_above")
        else:
            yield from demanded(number, line, name, "@ncts.because.not_said_above")


def parties_stand_at_one_level(look: Look) -> Found:
    """C0349, C0542: a consignor of all is not repeated per house. NCTS P5, appendix Q2."""
    number = "C0542" if look.message.type == "CC015C" else "C0349"
    if look.has("Consignment/Consignor"):
        for house in look.all(HOUSES):
            yield from forbidden(number, house, "Consignor", "@ncts.because.said_above")


def charges_stand_at_one_level(look: Look) -> Found:
    """C0337: charges of the whole are not repeated per house. NCTS P5, appendix Q2."""
    if look.has("Consignment/TransportCharges"):
        for house in look.all(HOUSES):
            yield from forbidden("C0337", house, "TransportCharges", "@ncts.because.said_above")


def quantities_have_units(look: Look) -> Found:
    """C0298: a quantity of a previous document has its unit. NCTS P5, appendix Q2."""
    for place in look.all(f"{HOUSES}/{_ITEM}/PreviousDocument"):
        name = "measurementUnitAndQualifier"
        if place.has("quantity"):
            yield from demanded("C0298", place, name, "@ncts.because.quantity")
        else:
            yield from forbidden("C0298", place, name, "@ncts.because.no_quantity")


RULES: Rules = (
    (("C0060",), packages_are_counted_and_marked),
    (("R0364",), packed_elsewhere_has_its_packages),
    (("R0220",), unpacked_goods_are_counted),
    (("R0223",), net_is_at_most_gross),
    (("R0983",), houses_weigh_their_goods),
    (("R0994",), the_consignment_weighs_its_houses),
    (("C0343", "C0909"), countries_stand_at_one_level),
    (("C0349", "C0542"), parties_stand_at_one_level),
    (("C0337",), charges_stand_at_one_level),
    (("C0298",), quantities_have_units),
)
