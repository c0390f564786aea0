"""Declared traffic from a seed: who sends what to whom; the same bytes every time."""

from typing import NamedTuple

from app.base.clock import Instant, moment_of
from app.base.quantities import quantity
from app.consignment.consignments import Consignment, HouseConsignment
from app.consignment.declaration import Declaration
from app.consignment.documents import PreviousDocument, TransportDocument
from app.consignment.guarantees import Guarantee, GuaranteeReference
from app.consignment.parties import Address, Party
from app.consignment.transport import (
    CountryOfRouting,
    LocationOfGoods,
    OfficeOfTransit,
    Place,
)
from app.messages.ncts import builders
from app.messages.ncts.compose import Envelope
from app.messages.ncts.message import write
from app.reference.numbers import grn
from app.training import loads
from app.training.draw import DIGITS, Draw, drawn
from app.training.loads import Load
from app.training.tables import Journey, Trader, traders

_NUMBERS = {"AL": "K99999999A", "XK": "81999999"}
_ROAD = "3"  # CL218
_DUTY_PERCENT = 32  # duty and tax that the guarantee covers, of the value


class Lodged(NamedTuple):
    """One declaration: what is declared, the bytes of its message 015, the lorry's plate."""

    declaration: Declaration
    content: bytes
    plate: str


class Traffic:
    """What traders lodge; equal seeds lodge equal declarations."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def lodged(
        self, number: int, journey: Journey, now: Instant, *, holder: Trader | None = None
    ) -> Lodged:
        """Make the ``number``-th declaration of this traffic, lodged at ``now``.

        ``holder`` answers for the procedure, where the seed is not to choose who does.
        """
        draw = drawn(self._seed, "lodged", number, journey.departure, journey.destination)
        year = moment_of(now).year
        procedure = holder or draw.one(_of(journey.departure[:2], receives=True))
        declaration = _declaration(draw, journey, f"{year}-{number:06}", procedure)
        envelope = Envelope(
            sender=declaration.holder.identification_number or "",
            recipient=f"NTA.{journey.departure[:2]}",
            prepared=now,
            identification=f"LODGED{self._seed}N{number}",
        )
        content = write(builders.cc015(envelope, declaration))
        lorry = declaration.consignment.departure_means[0]
        return Lodged(declaration, content, lorry.identification_number or "")


def _of(country: str, *, receives: bool = False) -> tuple[Trader, ...]:
    return tuple(
        one for one in traders() if one.country == country and (one.receives or not receives)
    )


def _party(trader: Trader, *, numbered: bool = False) -> Party:
    """A trader of the corridor has a number, as has whoever holds a procedure."""
    known = numbered or trader.country in _NUMBERS
    return Party(
        identification_number=_number(trader) if known else None,
        name=trader.name,
        address=Address(
            street_and_number=trader.street,
            postcode=trader.postcode,
            city=trader.city,
            country=trader.country,
        ),
    )


def _number(trader: Trader) -> str:
    """A trader's number, the same in all traffic; its country is no part of what is drawn."""
    pattern = _NUMBERS.get(trader.country, "999999999")
    return trader.country + drawn(0, "trader", trader.name).spelled(pattern)


def _declaration(draw: Draw, journey: Journey, lrn: str, holder: Trader) -> Declaration:
    country = journey.departure[:2]
    consignor = _party(draw.one(_of(journey.from_country)))
    consignee = _party(draw.one(_of(journey.to_country, receives=True)))
    cargo = loads.load(draw)
    return Declaration(
        declaration_type="T1",
        additional_declaration_type="A",
        security="0",
        office_of_departure=journey.departure,
        office_of_destination=journey.destination,
        lrn=lrn,
        holder=_party(holder, numbered=True),
        offices_of_transit=tuple(
            OfficeOfTransit(sequence_number=place, reference_number=office)
            for place, office in enumerate(journey.transit, 1)
        ),
        guarantees=(_guarantee(draw, country, cargo.cents),),
        consignment=_consignment(draw, journey, (consignor, consignee), cargo),
    )


def _guarantee(draw: Draw, country: str, cents: int) -> Guarantee:
    """A comprehensive guarantee for duty and tax, in whole euro."""
    return Guarantee(
        sequence_number=1,
        type="1",
        references=(
            GuaranteeReference(
                sequence_number=1,
                grn=grn.make(2024, country, draw.signs(DIGITS, 12)),
                access_code=draw.spelled("A999"),
                amount=quantity(max(cents * _DUTY_PERCENT // 10_000, 100)),
                currency="EUR",
            ),
        ),
    )


def _consignment(
    draw: Draw, journey: Journey, parties: tuple[Party, Party], cargo: Load
) -> Consignment:
    consignor, consignee = parties
    address = consignor.address or Address()
    origin = journey.from_country
    lorry = draw.one((origin if origin in loads.PLATES else "AL", journey.departure[:2]))
    road = (journey.departure, *journey.transit, journey.destination)
    countries = dict.fromkeys(office[:2] for office in road)
    box = loads.boxes(draw, cargo)
    return Consignment(
        country_of_dispatch=origin,
        country_of_destination=journey.to_country,
        container_indicator=bool(box),
        inland_mode_of_transport=_ROAD,
        mode_of_transport_at_border=_ROAD,
        gross_mass=cargo.gross_mass,
        consignor=consignor,
        consignee=consignee,
        equipment=box,
        location_of_goods=LocationOfGoods(
            type_of_location="A", qualifier="V", office=journey.departure
        ),
        departure_means=loads.lorry(draw, lorry),
        countries_of_routing=tuple(
            CountryOfRouting(sequence_number=place, country=country)
            for place, country in enumerate(countries, 1)
        ),
        place_of_loading=Place(country=origin, location=address.city),
        previous_documents=(
            PreviousDocument(
                sequence_number=1, type="N337", reference_number=f"26{draw.signs(DIGITS, 6)}"
            ),
        ),
        transport_documents=(
            TransportDocument(
                sequence_number=1, type="N730", reference_number=f"CMR {draw.signs(DIGITS, 6)}"
            ),
        ),
        house_consignments=(
            HouseConsignment(sequence_number=1, gross_mass=cargo.gross_mass, goods=cargo.lines),
        ),
    )
