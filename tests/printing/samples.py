"""Declarations for prints: a plain one, and ways to fill its boxes to the brim."""

from typing import Any

import msgspec

from app.base.clock import Day
from app.base.quantities import quantity
from app.consignment.consignments import Consignment, HouseConsignment
from app.consignment.declaration import ControlResult, Declaration
from app.consignment.documents import SupportingDocument
from app.consignment.goods import Commodity, ConsignmentItem, Packaging
from app.consignment.guarantees import Guarantee, GuaranteeReference
from app.consignment.parties import Address, ContactPerson, Party
from app.consignment.transport import (
    GoodsReference,
    OfficeOfTransit,
    Seal,
    TransportEquipment,
    TransportMeans,
)
from app.printing.tad import Printed, Tad, render
from app.reference.texts import texts

MRN = "26AL0030101A2B3CJ4"


def trader(name: str, city: str = "Durrës", country: str = "AL") -> Party:
    return Party(
        identification_number="ALL01203040K",
        name=name,
        address=Address(
            street_and_number="Rruga e Portit 12", postcode="2001", city=city, country=country
        ),
        contact_person=ContactPerson(name="Ana Hoxha", phone_number="+355 69 200 1000"),
    )


def goods(number: int, words: str = "Bolts of steel", **more: Any) -> ConsignmentItem:
    return ConsignmentItem(
        goods_item_number=number,
        declaration_goods_item_number=number,
        commodity=Commodity(
            description_of_goods=words,
            harmonized_system_code="731815",
            combined_nomenclature_code="88",
            gross_mass=quantity("1200.5"),
            net_mass=quantity("1100"),
        ),
        packaging=(
            Packaging(
                sequence_number=1,
                type_of_packages="BX",
                number_of_packages=40,
                shipping_marks="AB 1/40",
            ),
        ),
        **more,
    )


def equipment(number: int, marks: list[str], lines: list[int]) -> TransportEquipment:
    return TransportEquipment(
        sequence_number=number,
        container_identification_number=f"MSCU123456{number}",
        number_of_seals=len(marks),
        seals=tuple(
            Seal(sequence_number=place, identifier=mark) for place, mark in enumerate(marks, 1)
        ),
        goods_references=tuple(
            GoodsReference(sequence_number=place, declaration_goods_item_number=line)
            for place, line in enumerate(lines, 1)
        ),
    )


def declaration(*items: ConsignmentItem, **consigned: Any) -> Declaration:
    house = HouseConsignment(
        sequence_number=1,
        gross_mass=quantity("2401"),
        goods=items or (goods(1), goods(2, "Nuts of steel")),
    )
    filled: dict[str, Any] = {
        "gross_mass": quantity("2401"),
        "country_of_dispatch": "AL",
        "country_of_destination": "IT",
        "consignor": trader("Metalik Sh.p.k."),
        "consignee": trader("Ferramenta SpA", "Bari", "IT"),
        "house_consignments": (house,),
        "departure_means": (
            TransportMeans(
                sequence_number=1,
                type_of_identification="30",
                identification_number="AA123BB",
                nationality="AL",
            ),
        ),
        **consigned,
    }
    return Declaration(
        declaration_type="T1",
        additional_declaration_type="A",
        security="0",
        office_of_departure="AL003010",
        office_of_destination="IT018100",
        holder=trader("Transalba Sh.p.k."),
        lrn="LRN-2026-0001",
        mrn=MRN,
        acceptance_date=Day(20261124),
        release_date=Day(20261124),
        control_result=ControlResult(code="A2", date=Day(20261202)),
        offices_of_transit=(OfficeOfTransit(sequence_number=1, reference_number="ME001010"),),
        guarantees=(
            Guarantee(
                sequence_number=1,
                type="1",
                references=(
                    GuaranteeReference(
                        sequence_number=1,
                        grn="26AL0000010000295",
                        access_code="Zk7Q",
                        amount=quantity("98765.43"),
                        currency="XTS",
                    ),
                ),
            ),
        ),
        consignment=Consignment(**filled),
    )


def supporting(number: int, reference: str) -> SupportingDocument:
    return SupportingDocument(sequence_number=number, type="N380", reference_number=reference)


def changed(base: Declaration, **fields: Any) -> Declaration:
    return msgspec.structs.replace(base, **fields)


def printed(base: Declaration, language: str = "en", **more: Any) -> Printed:
    return render(Tad(declaration=base, texts=texts(language), member_state=False, **more))
