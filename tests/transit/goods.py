"""A declaration as a trader lodges it, small but whole."""

import msgspec

from app.base.quantities import quantity
from app.consignment.consignments import Consignment, HouseConsignment
from app.consignment.declaration import Declaration
from app.consignment.documents import PreviousDocument
from app.consignment.goods import Commodity, ConsignmentItem, Packaging
from app.consignment.guarantees import Guarantee, GuaranteeReference
from app.consignment.parties import Address, Party
from app.consignment.transport import LocationOfGoods, OfficeOfTransit, TransportMeans

DURRES, MORINE, KUKES = "AL002000", "AL003010", "AL003020"
VERMICE, PRISHTINA, PRIZREN = "XK002010", "XK001010", "XK002020"
GRN = "24AL0000000123458"
HOLDER = Party(
    identification_number="AL123456789",
    name="Agro Balkan shpk",
    address=Address(
        street_and_number="Rruga e Kavajës 12", postcode="1001", city="Tiranë", country="AL"
    ),
)
CONSIGNEE = Party(
    identification_number="XK810000001",
    name="Metal Doo",
    address=Address(
        street_and_number="Rruga B 4", postcode="10000", city="Prishtinë", country="XK"
    ),
)


def line(number: int, what: str, mass: str, packages: int) -> ConsignmentItem:
    return ConsignmentItem(
        goods_item_number=number,
        declaration_goods_item_number=number,
        commodity=Commodity(
            description_of_goods=what,
            harmonized_system_code="070200",
            gross_mass=quantity(mass),
        ),
        packaging=(
            Packaging(
                sequence_number=1,
                type_of_packages="BX",
                number_of_packages=packages,
                shipping_marks="AB 1",
            ),
        ),
    )


DECLARATION = Declaration(
    declaration_type="T1",
    security="0",
    additional_declaration_type="A",
    office_of_departure=DURRES,
    office_of_destination=PRISHTINA,
    lrn="2026-004512",
    holder=HOLDER,
    offices_of_transit=(
        OfficeOfTransit(sequence_number=1, reference_number=MORINE),
        OfficeOfTransit(sequence_number=2, reference_number=VERMICE),
    ),
    guarantees=(
        Guarantee(
            sequence_number=1,
            type="1",
            references=(
                GuaranteeReference(
                    sequence_number=1,
                    grn=GRN,
                    access_code="Q7ZX",
                    amount=quantity("9800"),
                    currency="EUR",
                ),
            ),
        ),
    ),
    consignment=Consignment(
        country_of_dispatch="AL",
        country_of_destination="XK",
        container_indicator=False,
        inland_mode_of_transport="3",
        mode_of_transport_at_border="3",
        gross_mass=quantity("5500"),
        reference_number_ucr="UCR-2026-4512",
        location_of_goods=LocationOfGoods(type_of_location="A", qualifier="V", office="AL002000"),
        consignor=HOLDER,
        consignee=CONSIGNEE,
        departure_means=(
            TransportMeans(
                sequence_number=1,
                type_of_identification="30",
                identification_number="AA123BB",
                nationality="AL",
            ),
        ),
        previous_documents=(
            PreviousDocument(sequence_number=1, type="N337", reference_number="26AL1"),
        ),
        house_consignments=(
            HouseConsignment(
                sequence_number=1,
                gross_mass=quantity("5500"),
                goods=(
                    line(1, "tomatoes", "2400", 181),
                    line(2, "peppers", "3100", 120),
                ),
            ),
        ),
    ),
)


def declaration(**fields: object) -> Declaration:
    return msgspec.structs.replace(DECLARATION, **fields)
