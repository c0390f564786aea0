"""Country packs: read from ``resources/countries/<country>/`` and the tables common to all.

A bad table is refused at start with file, line and reason. A pack may tighten the common roles
table row by row and add to the four-eyes list, never take away from it.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from app.base.errors import Broken, Refused
from app.reference.codelists import Addition, code_of
from app.reference.offices import read_offices
from app.reference.pack import (
    Clocks,
    CountryPack,
    Journal,
    Lane,
    Numbering,
    Partner,
    Route,
)
from app.reference.places import countries_root
from app.reference.tables import Row, read_table, refuse
from app.security.roles import ASKS, NO, SECONDS, YES, Role

__all__ = ["Clocks", "CountryPack", "Journal", "Lane", "Numbering", "Partner", "Route"]  # one door

Shape = TypeVar("Shape")

_COMMON = "common"
_CELLS = frozenset({YES, ASKS, SECONDS, NO})
_LANGUAGES = ("sq", "ar", "sr", "fr", "ru", "fa")
_PLACE = re.compile(r"at `\$\.?(?:[^`]*\.)?([a-z_]+)[^`]*`")
_AT_LINE = re.compile(r"at line (\d+)")
_ANSWERS = {"yes": True, "no": False}


class _Written(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The shape of ``pack.toml``."""

    country: str
    training: bool
    known_as: str
    centre: str
    languages: tuple[str, ...]
    zone: str
    currency: str
    fallback_lane: str
    four_eyes: tuple[str, ...] = ()
    names: dict[str, str]
    numbering: dict[str, Numbering]
    clocks: Clocks
    near_hours: dict[str, int]
    journal: Journal
    partner: tuple[Partner, ...] = ()


def _toml(path: Path, shape: type[Shape]) -> Shape:
    """Read a TOML file into a shape; unknown, missing and wrong values are refused."""
    if not path.is_file():
        raise refuse(path, 1, "@reference.reason.missing")
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as wrong:
        raise refuse(path, 1, "@reference.reason.encoding") from wrong
    try:
        return msgspec.convert(tomllib.loads(text), shape)
    except tomllib.TOMLDecodeError as wrong:
        at = _AT_LINE.search(str(wrong))
        raise refuse(path, int(at.group(1)) if at else 1, str(wrong)) from wrong
    except msgspec.ValidationError as wrong:
        raise refuse(path, _line_of(text, str(wrong)), str(wrong)) from wrong


def _line_of(text: str, told: str) -> int:
    """Find the line of the key a validation error speaks of; 1 where it speaks of none."""
    place = _PLACE.search(told)
    if place is None:
        return 1
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(rf"\[*{place.group(1)}\b", line.strip()):
            return number
    return 1


def _roles(path: Path) -> Mapping[str, Mapping[Role, str]]:
    """Read a roles table: act kind -> role -> words; a kind not in it nobody may do."""
    table = read_table(path, ("kind", *(role.value for role in Role)), unique=("kind",))
    read: dict[str, Mapping[Role, str]] = {}
    for row in table.rows:
        cells = {role: row.fields[role.value] for role in Role}
        words = {word for cell in cells.values() for word in cell.split()}
        if not row.fields["kind"] or not all(cells.values()) or words - _CELLS:
            raise table.refuse(row.line, "@reference.reason.value yes, asks, seconds, -")
        if ASKS in words and SECONDS not in words:
            raise table.refuse(row.line, "@reference.reason.nobody_seconds")
        read[row.fields["kind"]] = cells
    return read


def _four_eyes(path: Path) -> frozenset[str]:
    table = read_table(path, ("rule", "means"), unique=("rule",))
    return frozenset(row.fields["rule"] for row in table.rows)


def _whole(fields: Mapping[str, str], name: str) -> int:
    return int(fields[name] or "0")


def _lane(row: Row) -> Lane:
    fields = row.fields
    flags = {
        name: _ANSWERS[fields[name]] for name in ("documents", "scan", "examine", "audit_after")
    }
    return Lane(
        code=fields["code"],
        restriction=_whole(fields, "restriction"),
        colour=fields["colour"],
        sign=fields["sign"],
        auto_next=fields["auto_next"],
        after_minutes=_whole(fields, "after_minutes"),
        may_raise=Role(fields["may_raise"]),
        may_lower=Role(fields["may_lower"]),
        names={name: fields[name] for name in ("en", *_LANGUAGES) if fields.get(name)},
        **flags,
    )


_LANE_COLUMNS = (
    "code",
    "restriction",
    "colour",
    "sign",
    "documents",
    "scan",
    "examine",
    "audit_after",
    "auto_next",
    "after_minutes",
    "may_raise",
    "may_lower",
    "en",
)


def _lanes(path: Path) -> tuple[Lane, ...]:
    """Read the lanes, the least restrictive first; no two are equally restrictive."""
    table = read_table(path, _LANE_COLUMNS, optional=_LANGUAGES, unique=("restriction",))
    lanes: list[Lane] = []
    for row in table.rows:
        try:
            lanes.append(_lane(row))
        except (KeyError, ValueError) as wrong:
            raise table.refuse(row.line, f"@reference.reason.value {wrong}") from wrong
    codes = {lane.code for lane in lanes} | {""}
    for row, lane in zip(table.rows, lanes, strict=True):
        if lane.auto_next not in codes:
            raise table.refuse(row.line, "@reference.reason.value auto_next")
    return tuple(sorted(lanes, key=lambda lane: lane.restriction))


def _routes(path: Path) -> tuple[Route, ...]:
    columns = ("departure", "destination", "days")
    table = read_table(path, columns, unique=("departure", "destination"))
    for row in table.rows:
        if not row.fields["days"].isdecimal():
            raise table.refuse(row.line, "@reference.reason.value days")
    return tuple(
        Route(row.fields["departure"], row.fields["destination"], int(row.fields["days"]))
        for row in table.rows
    )


def _additions(path: Path) -> tuple[Addition, ...]:
    columns = ("list", "code", "valid_from", "valid_to", "en")
    table = read_table(path, columns, optional=_LANGUAGES, unique=("list", "code"))
    return tuple(Addition(row.fields["list"], code_of(table, row)) for row in table.rows)


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, ZoneInfoNotFoundError):
        return False
    return True


def _check(path: Path, pack: CountryPack) -> CountryPack:
    """Refuse a pack whose parts do not know each other."""
    holds = {
        "country": path.parent.name == pack.country.lower(),
        "centre": pack.centre in {office.reference for office in pack.offices},
        "fallback_lane": pack.fallback_lane in {lane.code for lane in pack.lanes},
        "names": "en" in pack.names,
        "languages": bool(pack.languages),
        "zone": _is_zone(pack.zone),
        "near_hours": "default" in pack.near_hours,
    }
    for name, is_so in holds.items():
        if not is_so:
            line = _line_of(path.read_text("utf-8"), f"at `$.{name}`")
            raise refuse(path, line, f"@reference.reason.value {name}")
    return pack


def _tightened(common: Path, own: Path) -> Mapping[str, Mapping[Role, str]]:
    """Give the roles table: the common one, with the pack's rows in place of theirs.

    Where all must ask for a second pair of eyes, a pack may not let anybody act alone.
    """
    table = dict(_roles(common))
    if not own.exists():
        return table
    for number, (kind, cells) in enumerate(_roles(own).items(), 1):
        before = table.get(kind, {})
        loosened = [
            role
            for role, cell in cells.items()
            if YES in cell.split() and ASKS in before.get(role, NO).split()
        ]
        if loosened:
            raise refuse(own, number, f"@reference.reason.loosened {kind}, {loosened[0]}")
        table[kind] = cells
    return table


def read_pack(folder: Path, common: Path) -> CountryPack:
    """Read one pack with the tables common to all.

    Raises:
        Broken: ``reference.bad_table`` with file, line and reason.
    """
    path = folder / "pack.toml"
    written = _toml(path, _Written)
    plain: dict[str, Any] = {
        name: getattr(written, name)
        for name in ("country", "training", "known_as", "centre", "languages", "zone", "currency")
    }
    pack = CountryPack(
        **plain,
        names=written.names,
        numbering=written.numbering,
        clocks=written.clocks,
        near_hours=written.near_hours,
        journal=written.journal,
        lanes=_lanes(folder / "lanes.csv"),
        fallback_lane=written.fallback_lane,
        roles=_tightened(common / "roles.csv", folder / "roles.csv"),
        four_eyes=_four_eyes(common / "four_eyes.csv") | frozenset(written.four_eyes),
        partners=written.partner,
        routes=_routes(folder / "routes.csv"),
        offices=read_offices(folder / "offices.csv", written.country),
        additions=_additions(folder / "codes.csv"),
    )
    return _check(path, pack)


def countries() -> tuple[str, ...]:
    """The countries there are packs for, by code."""
    return tuple(sorted(path.parent.name.upper() for path in countries_root().glob("*/pack.toml")))


def known(country: str) -> str:
    """Give the code of a country there is a pack for.

    Raises:
        Refused: there is none.
    """
    code = country.strip().upper()
    if code not in countries():
        raise Refused(
            "reference.no_such_country",
            field="country",
            country=country,
            names=", ".join(countries()),
        )
    return code


@cache
def load(country: str) -> CountryPack:
    """Give the pack of a country, ``"al"`` or ``"AL"``; read once.

    Raises:
        Broken: there is no such pack, or one of its tables is refused.
    """
    if country.upper() not in countries():
        raise Broken("reference.no_country", country=country)
    root = countries_root()
    return read_pack(root / country.lower(), root / _COMMON)


@cache
def held(country: str) -> CountryPack | None:
    """Give the pack of a country where there is one: what a fold asks, which never raises.

    Raises:
        Broken: there is such a pack, and one of its tables is refused.
    """
    return load(country) if country.upper() in countries() else None
