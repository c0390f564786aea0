"""Who takes part: traders, their addresses and contacts, the papers that authorise them."""

import msgspec


class Address(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where somebody is: street and number in one line, country as ISO 3166 alpha-2.

    ``house_number`` stands alone only in a postcode address (location of goods).
    """

    street_and_number: str | None = None
    house_number: str | None = None
    postcode: str | None = None
    city: str | None = None
    country: str | None = None


class ContactPerson(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Whom to call about a party."""

    name: str
    phone_number: str | None = None
    email_address: str | None = None


class Party(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Holder, consignor, consignee, carrier, guarantor, trader at destination.

    ``tir_holder_number`` is the identification of the holder of a TIR carnet, only on a holder.
    """

    identification_number: str | None = None
    tir_holder_number: str | None = None
    name: str | None = None
    address: Address | None = None
    contact_person: ContactPerson | None = None


class Representative(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who acts for the holder; ``status`` is a code of CL094 (2 direct, 3 indirect)."""

    identification_number: str
    status: str
    contact_person: ContactPerson | None = None


class SupplyChainActor(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A further actor of the supply chain; ``role`` is a code of CL704."""

    sequence_number: int
    role: str
    identification_number: str


class Authorisation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An authorisation used; ``type`` is a code of CL235 (C521 consignor, C522 consignee ...)."""

    sequence_number: int
    type: str
    reference_number: str
