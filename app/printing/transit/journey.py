"""What a consignment puts in the boxes of the accompanying document: journey and documents."""

from collections.abc import Iterator

from app.consignment.consignments import Consignment
from app.consignment.documents import (
    AdditionalInformation,
    AdditionalReference,
    PreviousDocument,
    SupportingDocument,
    TransportDocument,
)
from app.consignment.transport import (
    LocationOfGoods,
    Place,
    TransportEquipment,
    TransportMeans,
)
from app.printing.forms.fitting import Content, code, words
from app.printing.transit.operation import Filled
from app.printing.transit.wording import (
    address,
    ends,
    listed,
    ranges,
    series,
    several,
    several_parts,
    slashed,
)

_NO_CONTAINER = "-"  # keeps the place of the container's number


def journey_boxes(consignment: Consignment) -> Iterator[Filled]:
    """Fill places, means of transport, equipment, seals and route."""
    equipment = consignment.equipment
    yield "place_of_loading", words(place(consignment.place_of_loading))
    yield "place_of_unloading", words(place(consignment.place_of_unloading))
    if consignment.location_of_goods:
        yield from location(consignment.location_of_goods)
    yield "departure_means", several(consignment.departure_means, means)
    yield from border_means(consignment.active_border_means)
    yield "mode_at_border", code(consignment.mode_of_transport_at_border)
    yield "inland_mode", code(consignment.inland_mode_of_transport)
    if consignment.container_indicator is not None:
        yield "container", code(int(consignment.container_indicator))
    yield "transport_equipment", equipments(equipment)
    yield "seal", seals(equipment)
    yield "country_of_dispatch", code(consignment.country_of_dispatch)
    yield "country_of_destination", code(consignment.country_of_destination)
    yield (
        "countries_of_routing",
        several(consignment.countries_of_routing, lambda one: one.country),
    )


def document_boxes(consignment: Consignment) -> Iterator[Filled]:
    """Fill the documents cited at the level of the consignment, and how the carriage is paid."""
    yield "previous_document", several(consignment.previous_documents, previous)
    yield "transport_document", several(consignment.transport_documents, transport)
    yield "supporting_document", several(consignment.supporting_documents, supporting)
    yield "additional_reference", several(consignment.additional_references, reference)
    yield "additional_information", several(consignment.additional_information, information)
    yield "charges", code(consignment.charges_method_of_payment)


def place(one: Place | None) -> str:
    """Write a place: UN/LOCODE, country, name."""
    return "" if one is None else listed(one.un_locode, one.country, one.location)


def location(one: LocationOfGoods) -> Iterator[Filled]:
    """Fill where the goods can be examined, and whom to call there."""
    position = one.position
    yield (
        "location_of_goods",
        words(
            listed(
                one.type_of_location,
                one.qualifier,
                one.authorisation_number,
                one.additional_identifier,
                one.un_locode,
                one.office,
                position and position.latitude,
                position and position.longitude,
                one.economic_operator,
                address(one.address),
                address(one.postcode_address),
            )
        ),
    )
    person = one.contact_person
    if person:
        told = listed(person.name, person.phone_number, person.email_address)
        yield "location_contact", words(told)


def means(one: TransportMeans) -> str:
    """Write a means of transport: kind of number, number, nationality."""
    return slashed(one.type_of_identification, one.identification_number, one.nationality)


def border_means(found: tuple[TransportMeans, ...]) -> Iterator[Filled]:
    """Fill the means that cross the border, and the voyages they are on."""
    yield "border_means", several(found, lambda one: slashed(one.office_at_border, means(one)))
    voyages = [one.conveyance_reference_number or "" for one in found]
    numbers = [one.sequence_number for one in found]
    yield "conveyance", several_parts(list(zip(numbers, voyages, strict=True)), voyages)


def equipments(found: tuple[TransportEquipment, ...]) -> Content:
    """Write ``seq/container/number of seals/items``; no items where all goods are in one."""
    written = [(one.sequence_number, _equipment(one, short=False)) for one in found]
    return several_parts(written, [_equipment(one, short=True) for one in found])


def _equipment(one: TransportEquipment, *, short: bool) -> str:
    goods = ranges(goods.declaration_goods_item_number for goods in one.goods_references)
    if short:
        goods = ends(goods.split(","), ",") or goods
    count = len(one.seals) if one.number_of_seals is None else one.number_of_seals
    return slashed(one.container_identification_number or _NO_CONTAINER, count, goods)


def seals(found: tuple[TransportEquipment, ...]) -> Content:
    """Write seals under the number of their equipment; unbroken series as first-last."""
    marks = [series([seal.identifier for seal in one.seals if seal.identifier]) for one in found]
    numbers = [one.sequence_number for one in found]
    full = [(number, ", ".join(each)) for number, each in zip(numbers, marks, strict=True)]
    return several_parts(full, [ends(each, ", ") or ", ".join(each) for each in marks])


def previous(one: PreviousDocument) -> str:
    """Write a previous document; items, packages and quantity only where it has them."""
    return slashed(
        one.type,
        one.reference_number,
        one.goods_item_number,
        one.type_of_packages,
        one.number_of_packages,
        one.measurement_unit,
        one.quantity,
        one.complement_of_information,
    )


def supporting(one: SupportingDocument) -> str:
    """Write a supporting document."""
    return slashed(
        one.type,
        one.reference_number,
        one.document_line_item_number,
        one.complement_of_information,
    )


def transport(one: TransportDocument) -> str:
    """Write a transport document."""
    return slashed(one.type, one.reference_number)


def reference(one: AdditionalReference) -> str:
    """Write an additional reference."""
    return slashed(one.type, one.reference_number)


def information(one: AdditionalInformation) -> str:
    """Write a coded remark with its text."""
    return slashed(one.code, one.text)
