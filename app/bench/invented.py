"""Invented movements by number: the same number, the same movement; stores of any size."""

from app.base.clock import Day, Instant, day_of, moment_of
from app.base.quantities import quantity
from app.consignment.consignments import Consignment, HouseConsignment
from app.consignment.declaration import ControlResult, Declaration
from app.consignment.goods import Commodity, ConsignmentItem, Packaging
from app.consignment.parties import Address, Party
from app.consignment.transport import OfficeOfTransit, Seal, TransportEquipment, TransportMeans
from app.reference.numbers import mrn as mrns

FIRSTS = (
    "Agro", "Alba", "Adria", "Beni", "Drini", "Dukagjin", "Ilir", "Korab", "Morava", "Rozafa",
    "Sharri", "Tomorr", "Vardar", "Vjosa", "Zadrima", "Метал", "Јадран", "Ankara", "Εύξεινος",
)  # fmt: skip
SECONDS = (
    "Trans", "Balkan", "Kimia", "Metal", "Foods", "Tekstil", "Dru", "Ndertim", "Fruta", "Auto",
    "Plast", "Elektro", "Farma", "Letra", "Mobileri", "Qumesht", "Gips", "Xham", "Kafe", "Vaj",
)  # fmt: skip
FORMS = ("shpk", "sha", "doo", "ltd", "sti")
GOODS = (
    ("Tomatoes, fresh", "070200"),
    ("Hot-rolled coils of steel", "720839"),
    ("Ceramic tiles", "690721"),
    ("Medicaments in dosage form", "300490"),
    ("Men's cotton shirts", "620520"),
    ("Furniture of wood", "940360"),
    ("Tyres for lorries", "401120"),
    ("Roasted coffee", "090121"),
)
DEPARTURES = ("AL002000", "AL005000", "AL006010", "AL001000")
DESTINATIONS = ("XK001010", "XK002020", "XK006010")
LETTERS = "ABCDEFGHJKLMNPRSTUVXYZ"
BASE36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def mrn_of(number: int, office: str) -> str:
    """The MRN of an invented movement."""
    serial, body = number, ""
    for _ in range(6):
        serial, digit = divmod(serial, 36)
        body = BASE36[digit] + body
    return mrns.make(2026, office[:2], office[2:] + body, "J")


def plate_of(number: int) -> str:
    """A plate of Albania."""
    left, right = number % 484, number // 484 % 484
    return (
        f"{LETTERS[left // 22]}{LETTERS[left % 22]}{number % 1000:03}"
        f"{LETTERS[right // 22]}{LETTERS[right % 22]}"
    )


def trader_of(number: int) -> Party:
    """A trader, one of some thousands."""
    name = " ".join(
        (
            FIRSTS[number % len(FIRSTS)],
            SECONDS[number // 3 % len(SECONDS)],
            FORMS[number % len(FORMS)],
        )
    )
    address = Address(
        street_and_number=f"Rruga {number % 97}", postcode="1001", city="Tirana", country="AL"
    )
    return Party(identification_number=f"AL{number % 4000:09}", name=name, address=address)


def movement_of(number: int, now: Instant, *, items: int = 1) -> Declaration:
    """An invented movement under way from Albania to Kosovo, announced by departure."""
    departure = DEPARTURES[number % len(DEPARTURES)]
    limit: Day = day_of(moment_of(Instant(now + (number % 72 - 4) * 3_600_000)).date())
    house = HouseConsignment(
        sequence_number=1,
        gross_mass=quantity(900 * items + number % 700),
        consignee=trader_of(number + 7),
        goods=tuple(_item(number, at) for at in range(1, items + 1)),
    )
    equipment = TransportEquipment(
        sequence_number=1,
        number_of_seals=1,
        seals=(Seal(sequence_number=1, identifier=f"AL{number:08}"),),
    )
    return Declaration(
        declaration_type="T1",
        security="0",
        office_of_departure=departure,
        office_of_destination=DESTINATIONS[number % len(DESTINATIONS)],
        holder=trader_of(number),
        mrn=mrn_of(number, departure),
        control_result=ControlResult(code="A2", date=limit),
        offices_of_transit=(OfficeOfTransit(sequence_number=1, reference_number="XK002010"),),
        consignment=Consignment(
            gross_mass=house.gross_mass,
            equipment=(equipment,),
            departure_means=(
                TransportMeans(
                    sequence_number=1,
                    type_of_identification="30",
                    identification_number=plate_of(number),
                    nationality="AL",
                ),
            ),
            house_consignments=(house,),
        ),
    )


def _item(number: int, at: int) -> ConsignmentItem:
    goods, code = GOODS[(number + at) % len(GOODS)]
    return ConsignmentItem(
        goods_item_number=at,
        declaration_goods_item_number=at,
        commodity=Commodity(
            description_of_goods=goods,
            harmonized_system_code=code,
            gross_mass=quantity(900),
        ),
        packaging=(
            Packaging(
                sequence_number=1,
                type_of_packages="BX",
                number_of_packages=number % 200 + 1,
                shipping_marks=f"W {number % 1000}",
            ),
        ),
    )
