"""What carries the goods, what closes it, and the places on the way."""

import msgspec

from app.base.clock import Instant
from app.consignment.parties import Address, ContactPerson


class TransportMeans(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A vehicle, wagon, vessel or flight, at departure or active at the border.

    ``type_of_identification`` is a code of CL750 (30 road vehicle, 31 trailer, 10 IMO ...),
    ``nationality`` ISO 3166 alpha-2. ``office_at_border`` and ``conveyance_reference_number``
    only at the border.
    """

    sequence_number: int
    type_of_identification: str | None = None
    identification_number: str | None = None
    nationality: str | None = None
    office_at_border: str | None = None
    conveyance_reference_number: str | None = None


class Seal(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One seal by its mark; the mark is absent only where a control reports it as missing."""

    sequence_number: int
    identifier: str | None = None


class GoodsReference(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Which item of the declaration travels in this equipment."""

    sequence_number: int
    declaration_goods_item_number: int


class TransportEquipment(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A container, or a sealed vehicle without one.

    No goods references means: all goods are in it. ``number_of_seals`` as declared; it equals the
    highest seal sequence number (NCTS rule R0106).
    """

    sequence_number: int
    container_identification_number: str | None = None
    number_of_seals: int | None = None
    seals: tuple[Seal, ...] = ()
    goods_references: tuple[GoodsReference, ...] = ()


class Place(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A place of loading or unloading: UN/LOCODE, or country and name."""

    un_locode: str | None = None
    country: str | None = None
    location: str | None = None


class Position(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Decimal degrees as text, with 5 to 7 decimals and a sign for south and west."""

    latitude: str
    longitude: str


class LocationOfGoods(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where the goods can be examined at departure.

    ``type_of_location``: A designated, B authorised, C approved, D other (CL347). ``qualifier``
    (CL326) says which other field counts: T postcode address, U UN/LOCODE, V office, W position,
    X economic operator, Y authorisation, Z address.
    """

    type_of_location: str
    qualifier: str
    authorisation_number: str | None = None
    additional_identifier: str | None = None
    un_locode: str | None = None
    office: str | None = None
    position: Position | None = None
    economic_operator: str | None = None
    address: Address | None = None
    postcode_address: Address | None = None
    contact_person: ContactPerson | None = None


class OfficeOfTransit(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A declared office of transit, in the order of the itinerary."""

    sequence_number: int
    reference_number: str
    arrival_estimated: Instant | None = None


class OfficeOfExit(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A declared office of exit for transit, in the order of the itinerary."""

    sequence_number: int
    reference_number: str


class CountryOfRouting(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A country on the way, ISO 3166 alpha-2."""

    sequence_number: int
    country: str
