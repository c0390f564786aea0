"""Consignment and house consignment: one journey, and the sendings grouped in it."""

import msgspec

from app.base.quantities import Quantity
from app.consignment.documents import (
    AdditionalInformation,
    AdditionalReference,
    PreviousDocument,
    SupportingDocument,
    TransportDocument,
)
from app.consignment.goods import ConsignmentItem
from app.consignment.parties import Party, SupplyChainActor
from app.consignment.transport import (
    CountryOfRouting,
    LocationOfGoods,
    Place,
    TransportEquipment,
    TransportMeans,
)


class HouseConsignment(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One sending from one consignor to one consignee; gross mass in kg."""

    sequence_number: int
    country_of_dispatch: str | None = None
    country_of_destination: str | None = None
    gross_mass: Quantity | None = None
    reference_number_ucr: str | None = None
    security_from_export: str | None = None
    consignor: Party | None = None
    consignee: Party | None = None
    supply_chain_actors: tuple[SupplyChainActor, ...] = ()
    departure_means: tuple[TransportMeans, ...] = ()
    previous_documents: tuple[PreviousDocument, ...] = ()
    supporting_documents: tuple[SupportingDocument, ...] = ()
    transport_documents: tuple[TransportDocument, ...] = ()
    additional_references: tuple[AdditionalReference, ...] = ()
    additional_information: tuple[AdditionalInformation, ...] = ()
    charges_method_of_payment: str | None = None
    goods: tuple[ConsignmentItem, ...] = ()


class Consignment(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything that travels together; gross mass in kg, modes of transport by CL218."""

    country_of_dispatch: str | None = None
    country_of_destination: str | None = None
    container_indicator: bool | None = None
    inland_mode_of_transport: str | None = None
    mode_of_transport_at_border: str | None = None
    gross_mass: Quantity | None = None
    reference_number_ucr: str | None = None
    carrier: Party | None = None
    consignor: Party | None = None
    consignee: Party | None = None
    supply_chain_actors: tuple[SupplyChainActor, ...] = ()
    equipment: tuple[TransportEquipment, ...] = ()
    location_of_goods: LocationOfGoods | None = None
    departure_means: tuple[TransportMeans, ...] = ()
    countries_of_routing: tuple[CountryOfRouting, ...] = ()
    active_border_means: tuple[TransportMeans, ...] = ()
    place_of_loading: Place | None = None
    place_of_unloading: Place | None = None
    previous_documents: tuple[PreviousDocument, ...] = ()
    supporting_documents: tuple[SupportingDocument, ...] = ()
    transport_documents: tuple[TransportDocument, ...] = ()
    additional_references: tuple[AdditionalReference, ...] = ()
    additional_information: tuple[AdditionalInformation, ...] = ()
    charges_method_of_payment: str | None = None
    house_consignments: tuple[HouseConsignment, ...] = ()
