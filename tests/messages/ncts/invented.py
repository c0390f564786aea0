"""An invented movement from Durres to Prishtina, and every message of its life."""

from collections.abc import Callable, Mapping

import msgspec

from app.base.clock import Day, Instant
from app.base.quantities import quantity
from app.consignment.consignments import Consignment, HouseConsignment
from app.consignment.declaration import (
    ControlResult,
    Declaration,
    RiskAnalysis,
    RiskIdentification,
    RiskResult,
)
from app.consignment.documents import (
    AdditionalInformation,
    AdditionalReference,
    PreviousDocument,
    SupportingDocument,
    TransportDocument,
)
from app.consignment.goods import Commodity, ConsignmentItem, DangerousGoods, Packaging
from app.consignment.guarantees import Guarantee, GuaranteeReference
from app.consignment.parties import (
    Address,
    Authorisation,
    ContactPerson,
    Party,
    Representative,
    SupplyChainActor,
)
from app.consignment.transport import (
    CountryOfRouting,
    GoodsReference,
    LocationOfGoods,
    OfficeOfTransit,
    Place,
    Seal,
    TransportEquipment,
    TransportMeans,
)
from app.messages.ncts import builders
from app.messages.ncts.builders import Release
from app.messages.ncts.compose import Envelope
from app.messages.ncts.facts import (
    ArrivalAdvice,
    ControlResults,
    CrossingNotification,
    GoodsReleased,
    MrnAllocated,
    ReleasedGoods,
    ReleasedHouse,
    WriteOff,
)
from app.messages.ncts.message import Message

MRN = "26AL0010003K7B2MJ0"
GRN = "26AL0010A00004170"

PORT = Address(street_and_number="Rruga e Detit 4", postcode="2001", city="Durrës", country="AL")
MARKET = Address(
    street_and_number="Rruga e Tregut 17", postcode="10000", city="Prishtinë", country="XK"
)
CALLED = ContactPerson(
    name="Arta Gjoka", phone_number="+355 52 000 001", email_address="arta@bregdeti.example"
)
HOLDER = Party(identification_number="AL7712340001", name="Bregdeti Transport", address=PORT)


def line(number: int, code: str, words: str, mass: str) -> ConsignmentItem:
    return ConsignmentItem(
        goods_item_number=number,
        declaration_goods_item_number=number,
        commodity=Commodity(
            description_of_goods=words,
            harmonized_system_code=code,
            gross_mass=quantity(mass),
            net_mass=quantity(mass),
        ),
        packaging=(
            Packaging(
                sequence_number=1,
                type_of_packages="CT",
                number_of_packages=120,
                shipping_marks=f"BT {number}/2",
            ),
        ),
        previous_documents=(
            PreviousDocument(sequence_number=1, type="N785", reference_number="MAN-4471"),
        ),
        supporting_documents=(
            SupportingDocument(
                sequence_number=1,
                type="N380",
                reference_number=f"INV-{number}",
                document_line_item_number=number,
            ),
        ),
        additional_references=(
            AdditionalReference(sequence_number=1, type="Y026", reference_number="AL AEO 17"),
        ),
        additional_information=(
            AdditionalInformation(sequence_number=1, code="20100", text="See the invoice"),
        ),
    )


GOODS = (
    msgspec.structs.replace(
        line(1, "321410", "Mastics and fillers", "7400.5"),
        commodity=Commodity(
            description_of_goods="Mastics and fillers",
            harmonized_system_code="321410",
            dangerous_goods=(DangerousGoods(sequence_number=1, un_number="1263"),),
            gross_mass=quantity("7400.5"),
            net_mass=quantity("7100.25"),
        ),
    ),
    line(2, "691110", "Tableware of porcelain", "4200"),
)

CONSIGNMENT = Consignment(
    country_of_dispatch="TR",
    country_of_destination="XK",
    container_indicator=True,
    inland_mode_of_transport="3",
    mode_of_transport_at_border="3",
    gross_mass=quantity("11600.5"),
    reference_number_ucr="UCR-2026-0417",
    carrier=Party(identification_number="AL7712340001", contact_person=CALLED),
    consignor=Party(
        name="Marmara Seramik",
        address=Address(
            street_and_number="Liman Caddesi 3", postcode="34000", city="Istanbul", country="TR"
        ),
    ),
    consignee=Party(identification_number="XK5500017", name="Dardania Market", address=MARKET),
    supply_chain_actors=(
        SupplyChainActor(sequence_number=1, role="FW", identification_number="AL7712340009"),
    ),
    equipment=(
        TransportEquipment(
            sequence_number=1,
            container_identification_number="MSKU7306127",
            number_of_seals=2,
            seals=(
                Seal(sequence_number=1, identifier="AL-C 004417"),
                Seal(sequence_number=2, identifier="ML-TR 88213"),
            ),
            goods_references=(
                GoodsReference(sequence_number=1, declaration_goods_item_number=1),
                GoodsReference(sequence_number=2, declaration_goods_item_number=2),
            ),
        ),
    ),
    location_of_goods=LocationOfGoods(
        type_of_location="A", qualifier="V", office="AL002000", contact_person=CALLED
    ),
    departure_means=(
        TransportMeans(
            sequence_number=1,
            type_of_identification="30",
            identification_number="AA 417 BT",
            nationality="AL",
        ),
        TransportMeans(
            sequence_number=2,
            type_of_identification="31",
            identification_number="AAR 212",
            nationality="AL",
        ),
    ),
    countries_of_routing=(
        CountryOfRouting(sequence_number=1, country="AL"),
        CountryOfRouting(sequence_number=2, country="XK"),
    ),
    active_border_means=(
        TransportMeans(
            sequence_number=1,
            type_of_identification="30",
            identification_number="AA 417 BT",
            nationality="AL",
            office_at_border="XK002010",
        ),
    ),
    place_of_loading=Place(country="AL", location="Port of Durres"),
    transport_documents=(
        TransportDocument(sequence_number=1, type="N730", reference_number="CMR 55-0417"),
    ),
    house_consignments=(
        HouseConsignment(sequence_number=1, gross_mass=quantity("11600.5"), goods=GOODS),
    ),
)

DECLARATION = Declaration(
    declaration_type="T1",
    security="0",
    office_of_departure="AL002000",
    office_of_destination="XK001010",
    holder=msgspec.structs.replace(HOLDER, contact_person=CALLED),
    representative=Representative(
        identification_number="AL7712340044", status="2", contact_person=CALLED
    ),
    consignment=CONSIGNMENT,
    lrn="BT-2026-0417",
    additional_declaration_type="A",
    language_at_departure="EN",
    limit_date=Day(20261130),
    authorisations=(Authorisation(sequence_number=1, type="C521", reference_number="ALACR0017"),),
    offices_of_transit=(
        OfficeOfTransit(
            sequence_number=1,
            reference_number="XK002010",
            arrival_estimated=Instant(1795438800000),
        ),
    ),
    guarantees=(
        Guarantee(
            sequence_number=1,
            type="1",
            references=(
                GuaranteeReference(
                    sequence_number=1,
                    grn=GRN,
                    access_code="7K2Q",
                    amount=quantity("18250.40"),
                    currency="EUR",
                ),
            ),
        ),
    ),
)

RELEASE = Release(
    mrn=MRN,
    acceptance_date=Day(20261122),
    release_date=Day(20261122),
    control_result=ControlResult(
        code="A3", date=Day(20261130), controlled_by="AL002000", text="Not examined"
    ),
)

RISK = RiskIdentification(
    code="R",
    analyses=(
        RiskAnalysis(
            sequence_number=1,
            declaration_goods_item_number=1,
            results=(RiskResult(sequence_number=1, code="1E", risk_area="SAF"),),
        ),
    ),
)


def envelope(sender: str, recipient: str, version: str = "p5") -> Envelope:
    return Envelope(
        sender=sender,
        recipient=recipient,
        prepared=Instant(1795352700000),
        identification="WAYPOST0001",
        version=version,
    )


FOUND = ControlResults(
    mrn=MRN,
    code="A5",
    date=Day(20261123),
    office_of_departure="AL002000",
    office_of_destination="XK001010",
    seals_good=False,
    text="Seal 2 torn",
    consignment=Consignment(
        equipment=(
            TransportEquipment(
                sequence_number=1, seals=(Seal(sequence_number=2),), number_of_seals=None
            ),
        ),
    ),
)

RELEASED = GoodsReleased(
    mrn=MRN,
    release_date=Day(20261123),
    indicator="3",
    office_of_destination="XK001010",
    trader="XK5500017",
    houses=(
        ReleasedHouse(
            sequence_number=1,
            release_type="1",
            goods=(
                ReleasedGoods(
                    goods_item_number=1,
                    declaration_goods_item_number=1,
                    release_type="1",
                    commodity=GOODS[0].commodity,
                    packaging=GOODS[0].packaging,
                ),
            ),
        ),
    ),
)

ALLOCATED = MrnAllocated(
    lrn="BT-2026-0417",
    mrn=MRN,
    acceptance_date=Day(20261122),
    office_of_departure="AL002000",
    holder=HOLDER,
)

WRITTEN_OFF = WriteOff(
    mrn=MRN,
    write_off_date=Day(20261124),
    office_of_departure="AL002000",
    holder=HOLDER,
)

ARRIVED = ArrivalAdvice(
    mrn=MRN,
    arrival=Instant(1795438800000),
    office_of_departure="AL002000",
    office_of_destination="XK001010",
)

CROSSED = CrossingNotification(
    mrn=MRN,
    passage_date=Day(20261123),
    office_of_departure="AL002000",
    office_of_transit="XK002010",
)

_HOLDER, _AL, _XK = "AL7712340001", "NTA.AL", "NTA.XK"

EXAMPLES: Mapping[str, Callable[[str], Message]] = {
    "CC015C": lambda v: builders.cc015(envelope(_HOLDER, _AL, v), DECLARATION),
    "CC028C": lambda v: builders.cc028(envelope(_AL, _HOLDER, v), ALLOCATED),
    "CC029C": lambda v: builders.cc029(envelope(_AL, _HOLDER, v), DECLARATION, RELEASE),
    "CC025C": lambda v: builders.cc025(envelope(_XK, "XK5500017", v), RELEASED),
    "CC045C": lambda v: builders.cc045(envelope(_AL, _HOLDER, v), WRITTEN_OFF),
    "CD001C": lambda v: builders.cd001(envelope(_AL, _XK, v), DECLARATION, RELEASE),
    "CD050C": lambda v: builders.cd050(envelope(_AL, _XK, v), DECLARATION, RELEASE),
    "CD006C": lambda v: builders.cd006(envelope(_XK, _AL, v), ARRIVED),
    "CD018C": lambda v: builders.cd018(envelope(_XK, _AL, v), FOUND),
    "CD118C": lambda v: builders.cd118(envelope(_XK, _AL, v), CROSSED),
}
"""How each message of the movement is made, in a version."""
