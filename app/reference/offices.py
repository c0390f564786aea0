"""Customs offices: reference, names, roles and the border they stand at.

Each country pack brings its own list. Of an office of a country whose list is not held nobody can
tell whether it exists.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType

import msgspec

from app.reference.numbers import office as office_number
from app.reference.numbers.wrong import WrongNumber
from app.reference.places import countries_root
from app.reference.tables import Row, Table, read_table


class OfficeRole(StrEnum):
    """What an office may be in a transit; the words of the field's office lists."""

    DEP = "DEP"  # departure
    TRA = "TRA"  # transit
    DES = "DES"  # destination
    TXT = "TXT"  # exit for transit, out of the security area
    INC = "INC"  # registers incidents
    GUA = "GUA"  # guarantee
    ENQ = "ENQ"  # enquiry
    REC = "REC"  # recovery


class Office(msgspec.Struct, frozen=True, kw_only=True):
    """One office; ``border`` is the country on the other side, '' inland."""

    reference: str
    country: str
    names: Mapping[str, str]
    roles: frozenset[OfficeRole]
    border: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""

    def name(self, language: str) -> str:
        """Give its name, English where the language has none."""
        return self.names.get(language) or self.names["en"]


class Offices:
    """The offices of the countries whose lists are held, in the order of their references."""

    def __init__(self, offices: Iterable[Office]) -> None:
        self._held = {office.reference: office for office in offices}
        self._countries = frozenset(office.country for office in self._held.values())

    def find(self, reference: str) -> Office | None:
        """Give an office by its reference, however it is typed."""
        return self._held.get(office_number.compact(reference))

    def name(self, reference: str, language: str) -> str:
        """Give an office's name, or its reference where it is not known."""
        found = self.find(reference)
        return reference if found is None else found.name(language)

    def has(self, reference: str, role: OfficeRole | None = None) -> bool | None:
        """Whether there is such an office (with a role, if asked for); None: cannot tell."""
        if office_number.country(reference) not in self._countries:
            return None
        found = self.find(reference)
        return found is not None and (role is None or role in found.roles)

    def in_list(self, number: str, reference: str) -> bool | None:
        """Whether an office stands in a list of ``LISTS``; None: cannot tell."""
        told = {self.has(reference, role) for role in LISTS[number]}
        return None if None in told else True in told

    def of(self, country: str, role: OfficeRole | None = None) -> tuple[Office, ...]:
        """Give a country's offices, those with a role if one is asked for."""
        return tuple(
            office
            for _, office in sorted(self._held.items())
            if office.country == country and (role is None or role in office.roles)
        )


LISTS: Mapping[str, frozenset[OfficeRole]] = MappingProxyType(
    {
        "CL141": frozenset(OfficeRole),
        "CL171": frozenset({OfficeRole.DEP}),
        "CL172": frozenset({OfficeRole.DES}),
        "CL173": frozenset({OfficeRole.TRA}),
        "CL174": frozenset({OfficeRole.GUA}),
        "CL175": frozenset({OfficeRole.TXT}),
        "CL176": frozenset({OfficeRole.ENQ}),
        "CL177": frozenset({OfficeRole.REC}),
        "CL179": frozenset({OfficeRole.ENQ, OfficeRole.REC}),
    }
)
"""The code lists that are offices: any of these roles will do. Source: NCTS P5 CL141 to CL179."""

_COLUMNS = ("reference", "roles", "border", "street", "postcode", "city", "en")
_LANGUAGES = ("sq", "ar", "sr", "fr", "ru", "fa")


def read_offices(path: Path, country: str) -> tuple[Office, ...]:
    """Read one country's list.

    Raises:
        Broken: ``reference.bad_table`` with file, line and reason.
    """
    table = read_table(path, _COLUMNS, optional=_LANGUAGES, unique=("reference",))
    return tuple(_office(table, row, country) for row in table.rows)


def _office(table: Table, row: Row, country: str) -> Office:
    fields = row.fields
    try:
        reference = office_number.validate(fields["reference"])
        roles = frozenset(OfficeRole(role) for role in fields["roles"].split())
    except WrongNumber as wrong:
        raise table.refuse(row.line, f"@{wrong.code} {fields['reference']}") from wrong
    except ValueError as wrong:
        raise table.refuse(row.line, "@reference.reason.value roles") from wrong
    if office_number.country(reference) != country or not fields["en"]:
        raise table.refuse(row.line, "@reference.reason.value reference, en")
    languages = [name for name in ("en", *_LANGUAGES) if fields.get(name)]
    return Office(
        reference=reference,
        country=country,
        names={language: fields[language] for language in languages},
        roles=roles,
        border=fields["border"],
        street=fields["street"],
        postcode=fields["postcode"],
        city=fields["city"],
    )


@cache
def load() -> Offices:
    """Give the offices of all packs.

    Raises:
        Broken: a list is refused, with file, line and reason.
    """
    paths = sorted(countries_root().glob("*/offices.csv"))
    return Offices(
        office for path in paths for office in read_offices(path, path.parent.name.upper())
    )
