"""Documents and remarks a declaration cites, at consignment, house consignment or item level."""

import msgspec

from app.base.quantities import Quantity


class PreviousDocument(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the goods were under before (CL214); quantities only at item level."""

    sequence_number: int
    type: str
    reference_number: str
    goods_item_number: int | None = None
    type_of_packages: str | None = None
    number_of_packages: int | None = None
    measurement_unit: str | None = None
    quantity: Quantity | None = None
    complement_of_information: str | None = None


class SupportingDocument(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A certificate, licence or invoice (CL213)."""

    sequence_number: int
    type: str | None = None
    reference_number: str | None = None
    document_line_item_number: int | None = None
    complement_of_information: str | None = None


class TransportDocument(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A waybill or bill of lading (CL754)."""

    sequence_number: int
    type: str | None = None
    reference_number: str | None = None


class AdditionalReference(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Another reference (CL380)."""

    sequence_number: int
    type: str | None = None
    reference_number: str | None = None


class AdditionalInformation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A coded remark (CL239) with its text."""

    sequence_number: int
    code: str
    text: str | None = None
