"""What a lorry carries: lines of goods with plausible masses, boxes, plates and seals."""

import msgspec

from app.base.quantities import Quantity, quantity
from app.consignment.documents import SupportingDocument
from app.consignment.goods import Commodity, ConsignmentItem, Packaging
from app.consignment.transport import GoodsReference, TransportEquipment, TransportMeans
from app.reference.numbers import container
from app.training.draw import DIGITS, Draw
from app.training.tables import Ware, wares

PLATES = {
    "AL": ("AA999AA", "AB 999 AA"),
    "XK": ("01 999 AA", "04 999 AA", "05 999 AA"),
    "MK": ("SK 9999 AA", "OH 9999 AA"),
    "RS": ("NI 999-AA", "BG 9999-AA"),
    "ME": ("PG AA999", "KO AA999"),
    "TR": ("34 AAA 99", "16 AA 999", "20 AAA 999"),
    "GR": ("KZA-9999", "INB-9999"),
    "IT": ("AA999AA",),
    "DE": ("HAM AA 999",),
}
"""How plates look; 9 is a digit, A a letter where the pattern says so."""

_TRAILER = "ZZ999"
_OWNERS = ("QRDU", "QVJU", "QSHU")  # invented owners of containers
_VEHICLE, _HITCHED = "30", "31"  # CL750
_MOST = 2_400_000  # a lorry carries 24 t, here in hundredths of a kilogramme
_NET = 95  # of a hundred parts gross


class Load(msgspec.Struct, frozen=True, kw_only=True):
    """Lines of goods, their gross mass in hundredths of a kilogramme, their value in cents."""

    lines: tuple[ConsignmentItem, ...]
    hundredths: int
    cents: int
    boxed: bool

    @property
    def gross_mass(self) -> Quantity:
        """The gross mass in kg."""
        return kilogrammes(self.hundredths)


def load(draw: Draw) -> Load:
    """One to four lines that a lorry can carry, no ware twice."""
    count = draw.one((1, 1, 2, 2, 3, 4))
    chosen: list[Ware] = []
    while len(chosen) < count:
        ware = draw.one(wares())
        if ware not in chosen:
            chosen.append(ware)
    mark = draw.spelled("AA")
    lines: list[ConsignmentItem] = []
    mass = cents = 0
    for place, ware in enumerate(chosen, 1):
        each = draw.between(ware.lightest, ware.heaviest)
        packages = draw.between(1, min(ware.most, max(_MOST // (count * each), 1)))
        mass += packages * each
        cents += packages * each * ware.cents // 100
        lines.append(_line(ware, place, (packages, each), f"{mark} {place}"))
    boxed = all(ware.in_containers for ware in chosen)
    return Load(lines=tuple(lines), hundredths=mass, cents=cents, boxed=boxed)


def kilogrammes(hundredths: int) -> Quantity:
    """A mass in kg.

    >>> str(kilogrammes(240050))
    '2400.5'
    """
    return quantity(Quantity(hundredths, -2).decimal)


def boxes(draw: Draw, cargo: Load) -> tuple[TransportEquipment, ...]:
    """The container the goods are in, if they are in one; no trader seals it."""
    if not cargo.boxed:
        return ()
    without = draw.one(_OWNERS) + draw.signs(DIGITS, 6)
    return (
        TransportEquipment(
            sequence_number=1,
            container_identification_number=without + container.calc_check_digit(without),
            number_of_seals=0,
            goods_references=tuple(
                GoodsReference(
                    sequence_number=place,
                    declaration_goods_item_number=line.declaration_goods_item_number,
                )
                for place, line in enumerate(cargo.lines, 1)
            ),
        ),
    )


def lorry(draw: Draw, country: str) -> tuple[TransportMeans, ...]:
    """A lorry with its trailer, by their plates."""
    plates = (plate(draw, country), draw.spelled(_TRAILER))
    return tuple(
        TransportMeans(
            sequence_number=place,
            type_of_identification=kind,
            identification_number=number,
            nationality=country,
        )
        for place, (kind, number) in enumerate(
            zip((_VEHICLE, _HITCHED), plates, strict=True), start=1
        )
    )


def plate(draw: Draw, country: str) -> str:
    """A plate as that country writes it; letters that name a town stay."""
    pattern = draw.one(PLATES[country])
    town, _, rest = pattern.partition(" ")
    if rest and town.isalpha():
        return f"{town} {draw.spelled(rest)}"
    named, dash, rest = pattern.partition("-")
    if dash and named.isalpha():
        return f"{named}-{draw.spelled(rest)}"
    return draw.spelled(pattern)


def seal_numbers(draw: Draw, country: str, count: int) -> tuple[str, ...]:
    """Marks of customs seals in a row, as they come off the roll."""
    first = draw.between(10_000, 90_000)
    return tuple(f"{country}{first + place:07}" for place in range(count))


def _line(ware: Ware, place: int, packed: tuple[int, int], mark: str) -> ConsignmentItem:
    """One line; ``packed`` is the number of packages and the gross mass of one."""
    packages, each = packed
    hundredths = packages * each
    return ConsignmentItem(
        goods_item_number=place,
        declaration_goods_item_number=place,
        commodity=Commodity(
            description_of_goods=ware.description,
            harmonized_system_code=ware.code,
            gross_mass=kilogrammes(hundredths),
            net_mass=kilogrammes(hundredths * _NET // 100),
        ),
        packaging=(
            Packaging(
                sequence_number=1,
                type_of_packages=ware.packages,
                number_of_packages=packages,
                shipping_marks=mark,
            ),
        ),
        supporting_documents=(
            SupportingDocument(
                sequence_number=1,
                type="N380",
                reference_number=f"{mark.partition(' ')[0]}-{each}/{place}",
                document_line_item_number=place,
            ),
        ),
    )
