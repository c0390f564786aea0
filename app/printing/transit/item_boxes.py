"""What a goods item puts in the boxes of its block in the list of items.

Parties, transport and documents of the house consignment stand with each of its items; where both
levels have a document, that of the house consignment comes first. Source: correlation table v2.4.
"""

from collections.abc import Iterator
from typing import NamedTuple

from app.consignment.consignments import HouseConsignment
from app.consignment.declaration import Declaration
from app.consignment.goods import ConsignmentItem, Packaging
from app.printing.forms.fitting import Content, code, words
from app.printing.transit.journey import (
    information,
    means,
    previous,
    reference,
    supporting,
    transport,
)
from app.printing.transit.operation import Filled, actors
from app.printing.transit.wording import contact, party, several, slashed


class Declared(NamedTuple):
    """An item with its house consignment; the first of one also tells the house's gross mass."""

    goods: ConsignmentItem
    house: HouseConsignment
    first: bool


def declared_goods(declaration: Declaration) -> Iterator[Declared]:
    """Give every item in the order of the declaration."""
    found = [
        Declared(goods, house, place == 0)
        for house in declaration.consignment.house_consignments
        for place, goods in enumerate(house.goods)
    ]
    yield from sorted(found, key=lambda one: one.goods.declaration_goods_item_number)


def item_contents(one: Declared) -> dict[str, Content]:
    """Tell what stands in each box of an item's block, by the box's name."""
    return {
        **dict(_goods_boxes(one)),
        **dict(_level_boxes(one.goods, one.house)),
        **dict(_party_boxes(one.goods, one.house)),
        **dict(_document_boxes(one.goods, one.house)),
    }


def _goods_boxes(one: Declared) -> Iterator[Filled]:
    goods, commodity = one.goods, one.goods.commodity
    yield "declaration_goods_item_number", code(goods.declaration_goods_item_number)
    yield "goods_item_number", code(goods.goods_item_number)
    yield "packages", several(goods.packaging, _packages)
    description = words(commodity.description_of_goods)
    if one.first and one.house.gross_mass is not None:
        mass = words(f"[18 04] {one.house.gross_mass}")
        description = Content((*description.parts, *mass.parts))
    yield "description", description
    yield "gross_mass", code(commodity.gross_mass)
    yield "commodity_code", code(commodity.commodity_code)
    yield "net_mass", code(commodity.net_mass)
    yield "undg", several(commodity.dangerous_goods, lambda each: each.un_number or "")
    yield "cus_code", code(commodity.cus_code)
    yield "item_type", code(goods.declaration_type)
    yield "supplementary_units", code(commodity.supplementary_units)


def _level_boxes(goods: ConsignmentItem, house: HouseConsignment) -> Iterator[Filled]:
    """Fill single codes: the item's own, else those of its house consignment."""
    payment = goods.charges_method_of_payment or house.charges_method_of_payment
    yield "item_charges", code(payment)
    yield "item_ucr", code(goods.reference_number_ucr or house.reference_number_ucr)
    yield "item_dispatch", code(goods.country_of_dispatch or house.country_of_dispatch)
    destination = goods.country_of_destination or house.country_of_destination
    yield "item_destination", code(destination)


def _party_boxes(goods: ConsignmentItem, house: HouseConsignment) -> Iterator[Filled]:
    consignee = goods.consignee or house.consignee
    sender = house.consignor
    if sender:
        told = slashed(party(sender), contact(sender.contact_person))
        yield "item_consignor", words(told)
        yield "item_consignor_id", words(sender.identification_number)
    if consignee:
        yield "item_consignee", words(party(consignee))
        yield "item_consignee_id", words(consignee.identification_number)
    for name, content in actors((*house.supply_chain_actors, *goods.supply_chain_actors)):
        yield f"item_{name}", content
    yield "item_departure_means", several(house.departure_means, means)


def _document_boxes(goods: ConsignmentItem, house: HouseConsignment) -> Iterator[Filled]:
    yield (
        "item_previous_document",
        several((*house.previous_documents, *goods.previous_documents), previous),
    )
    yield (
        "item_supporting_document",
        several((*house.supporting_documents, *goods.supporting_documents), supporting),
    )
    yield (
        "item_additional_reference",
        several((*house.additional_references, *goods.additional_references), reference),
    )
    yield (
        "item_additional_information",
        several((*house.additional_information, *goods.additional_information), information),
    )
    yield (
        "item_transport_document",
        several((*house.transport_documents, *goods.transport_documents), transport),
    )


def _packages(one: Packaging) -> str:
    return slashed(one.type_of_packages, one.number_of_packages, one.shipping_marks)
