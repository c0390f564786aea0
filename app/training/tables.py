"""The tables of invented traders, goods and journeys under ``resources/training``."""

from functools import cache
from pathlib import Path

import msgspec

from app.reference.places import resources_root
from app.reference.tables import Table, read_table


class Trader(msgspec.Struct, frozen=True, kw_only=True):
    """An invented firm; only those of the two administrations of the corridor receive."""

    receives: bool
    name: str
    street: str
    postcode: str
    city: str
    country: str


class Ware(msgspec.Struct, frozen=True, kw_only=True):
    """Goods as they are declared.

    ``lightest`` and ``heaviest`` are the gross mass of one package in hundredths of a kilogramme,
    ``most`` packages fill a lorry, ``cents`` is what one kilogramme is worth in euro cents.
    """

    code: str
    description: str
    packages: str
    lightest: int
    heaviest: int
    most: int
    cents: int
    in_containers: bool


class Journey(msgspec.Struct, frozen=True, kw_only=True):
    """From an office to another, over offices of transit in the order of the road."""

    departure: str
    transit: tuple[str, ...]
    destination: str
    from_country: str
    to_country: str
    days: int


@cache
def traders() -> tuple[Trader, ...]:
    """Every invented firm, in the order of the table.

    Raises:
        Broken: the table is refused, with file, line and reason.
    """
    table = _table("traders", "role", "name", "street", "postcode", "city", "country")
    return tuple(
        Trader(
            receives=row.fields["role"] == "both",
            **{name: row.fields[name] for name in table.columns if name != "role"},
        )
        for row in table.rows
    )


@cache
def wares() -> tuple[Ware, ...]:
    """Everything that is carried.

    Raises:
        Broken: the table is refused, with file, line and reason.
    """
    columns = ("code", "description", "packages", "kg_from", "kg_to", "most", "cents", "container")
    return tuple(
        Ware(
            code=row.fields["code"],
            description=row.fields["description"],
            packages=row.fields["packages"],
            lightest=int(row.fields["kg_from"]),
            heaviest=int(row.fields["kg_to"]),
            most=int(row.fields["most"]),
            cents=int(row.fields["cents"]),
            in_containers=row.fields["container"] == "yes",
        )
        for row in _table("goods", *columns).rows
    )


@cache
def journeys() -> tuple[Journey, ...]:
    """Every journey of the demonstration.

    Raises:
        Broken: the table is refused, with file, line and reason.
    """
    columns = ("departure", "transit", "destination", "from_country", "to_country", "days")
    return tuple(
        Journey(
            departure=row.fields["departure"],
            transit=tuple(row.fields["transit"].split()),
            destination=row.fields["destination"],
            from_country=row.fields["from_country"],
            to_country=row.fields["to_country"],
            days=int(row.fields["days"]),
        )
        for row in _table("journeys", *columns).rows
    )


def journey(departure: str, destination: str) -> Journey:
    """The journey between two offices of the table.

    Raises:
        KeyError: the table has none.
    """
    for one in journeys():
        if (one.departure, one.destination) == (departure, destination):
            return one
    raise KeyError(f"{departure} {destination}")


def _table(name: str, *columns: str) -> Table:
    path: Path = resources_root() / "training" / f"{name}.csv"
    return read_table(path, columns)
