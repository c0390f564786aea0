"""Goods: an item of a consignment, what it is, what it weighs, how it is packed."""

import msgspec

from app.base.quantities import Quantity
from app.consignment.documents import (
    AdditionalInformation,
    AdditionalReference,
    PreviousDocument,
    SupportingDocument,
    TransportDocument,
)
from app.consignment.parties import Party, SupplyChainActor


class DangerousGoods(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A UN number of dangerous goods (CL101)."""

    sequence_number: int
    un_number: str | None = None


class Packaging(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Packages of one kind (CL017); bulk has no number."""

    sequence_number: int
    type_of_packages: str | None = None
    number_of_packages: int | None = None
    shipping_marks: str | None = None


class Commodity(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the goods are: words, HS sub-heading (6 digits), CN (2), CUS, masses in kg."""

    description_of_goods: str | None = None
    cus_code: str | None = None
    harmonized_system_code: str | None = None
    combined_nomenclature_code: str | None = None
    dangerous_goods: tuple[DangerousGoods, ...] = ()
    gross_mass: Quantity | None = None
    net_mass: Quantity | None = None
    supplementary_units: Quantity | None = None

    @property
    def commodity_code(self) -> str:
        """HS and CN digits as one code of six or eight digits; empty where none is declared."""
        return (self.harmonized_system_code or "") + (self.combined_nomenclature_code or "")


class ConsignmentItem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An item, with its number in the house consignment and its number in the declaration."""

    goods_item_number: int
    declaration_goods_item_number: int
    declaration_type: str | None = None
    country_of_dispatch: str | None = None
    country_of_destination: str | None = None
    reference_number_ucr: str | None = None
    consignee: Party | None = None
    supply_chain_actors: tuple[SupplyChainActor, ...] = ()
    commodity: Commodity = Commodity()
    packaging: tuple[Packaging, ...] = ()
    previous_documents: tuple[PreviousDocument, ...] = ()
    supporting_documents: tuple[SupportingDocument, ...] = ()
    transport_documents: tuple[TransportDocument, ...] = ()
    additional_references: tuple[AdditionalReference, ...] = ()
    additional_information: tuple[AdditionalInformation, ...] = ()
    charges_method_of_payment: str | None = None

    @property
    def total_packages(self) -> int:
        """How many packages this item has; bulk counts none."""
        return sum(packages.number_of_packages or 0 for packages in self.packaging)
