"""A declaration while it is keyed: a text for each field, by its path; parts come and go.

A sheet is a mapping. A part that stands has its own path in it, with an empty text; places of a
part that repeats run from 1 without gaps. Nothing here judges what is written.
"""

import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

import msgspec

from app.transit.blanks import Part, bare
from app.transit.parts import PARTS

Sheet: TypeAlias = Mapping[str, str]

_PLACE = re.compile(r"\[(\d+)\]$")


class Instance(msgspec.Struct, frozen=True, kw_only=True):
    """A part that stands: its path, its place among namesakes (0: it stands once), its depth."""

    part: Part
    path: str
    number: int = 0
    depth: int = 0


def begun(office: str) -> Sheet:
    """A new sheet of an office: what is the usual, and the parts no declaration is without."""
    sheet = {
        "TransitOperation/declarationType": "T1",
        "TransitOperation/additionalDeclarationType": "A",
        "TransitOperation/security": "0",
        "TransitOperation/bindingItinerary": "0",
        "TransitOperation/reducedDatasetIndicator": "0",
        "CustomsOfficeOfDeparture/referenceNumber": office,
        "Consignment/containerIndicator": "0",
    }
    for path in (
        "CustomsOfficeOfTransitDeclared[1]",
        "Guarantee[1]",
        "Consignment/Consignee",
        "Consignment/DepartureTransportMeans[1]",
        "Consignment/HouseConsignment[1]",
        "Consignment/HouseConsignment[1]/ConsignmentItem[1]",
    ):
        sheet[path] = ""
    return sheet


def written(sheet: Sheet) -> dict[str, str]:
    """Only what was written, without the marks of parts."""
    return {path: text for path, text in sheet.items() if text.strip()}


def place_of(path: str) -> int:
    """The place of a part among its namesakes; 0 where it stands once.

    >>> place_of("Guarantee[2]"), place_of("Consignment")
    (2, 0)
    """
    found = _PLACE.search(path)
    return int(found[1]) if found else 0


def at_place(path: str, place: int) -> str:
    """The path of a namesake.

    >>> at_place("Consignment/HouseConsignment[2]", 3)
    'Consignment/HouseConsignment[3]'
    """
    return f"{_PLACE.sub('', path)}[{place}]"


def count(sheet: Sheet, group: str) -> int:
    """How many of a part that repeats stand; ``group`` is its path without place."""
    found = 0
    while f"{group}[{found + 1}]" in sheet:
        found += 1
    return found


def group_in(part: Part, above: str) -> str:
    """The path of a part, without its place, below the part at ``above``.

    >>> group_in(PARTS[-1], "")
    'Consignment/HouseConsignment'
    """
    if not above:
        return part.path
    return above + part.path.removeprefix(bare(above))


def outline(sheet: Sheet, opened: str = "") -> list[Instance]:
    """The parts that stand, in order; what is below a part only where it is opened.

    ``opened`` is the path of a part; everything above it counts as opened, too.
    """
    found: list[Instance] = []
    for part in PARTS:
        for instance in _standing(sheet, part, "", 0):
            found += [instance, *_below(sheet, opened, instance)]
    return found


def _below(sheet: Sheet, opened: str, above: Instance) -> Iterator[Instance]:
    if above.part.name != "house" and not f"{opened}/".startswith(f"{above.path}/"):
        return
    for part in above.part.parts:
        for instance in _standing(sheet, part, above.path, above.depth + 1):
            yield instance
            yield from _below(sheet, opened, instance)


def _standing(sheet: Sheet, part: Part, above: str, depth: int) -> Iterator[Instance]:
    group = group_in(part, above)
    if part.always or (not part.many and group in sheet):
        yield Instance(part=part, path=group, depth=depth)
    elif part.many:
        for place in range(part.inline + 1, count(sheet, group) + 1):
            yield Instance(part=part, path=f"{group}[{place}]", number=place, depth=depth)


def everything(sheet: Sheet) -> list[Instance]:
    """Every part that stands, whatever is opened."""
    return list(_all_of(sheet, PARTS, "", 0))


def _all_of(sheet: Sheet, parts: tuple[Part, ...], above: str, depth: int) -> Iterator[Instance]:
    for part in parts:
        for instance in _standing(sheet, part, above, depth):
            yield instance
            yield from _all_of(sheet, part.parts, instance.path, depth + 1)


def part_at(path: str, parts: tuple[Part, ...] = PARTS) -> Part | None:
    """The part of a path; None where it is none."""
    wanted = bare(path)
    for part in parts:
        if part.path == wanted:
            return part
        found = part_at(path, part.parts)
        if found is not None:
            return found
    return None


def home_of(path: str) -> str:
    """The path of the part in whose form a field stands, whether it stands yet or not."""
    here = path
    while here:
        part = part_at(here)
        if part is not None and not (part.inline and place_of(here) <= part.inline):
            return here
        here = here.rpartition("/")[0]
    return ""


def above_of(path: str) -> str:
    """The path of the part that a part stands in; empty at the top."""
    return home_of(path.rpartition("/")[0]) if "/" in path else ""


def may_add(sheet: Sheet, opened: str) -> list[tuple[Part, str]]:
    """What may be added now: parts and the path each would get, the opened part's own first."""
    found: list[tuple[Part, str]] = []
    here = opened
    while True:
        part = part_at(here) if here else None
        found += [
            (each, path)
            for each in (part.parts if part is not None else PARTS)
            if (path := next_of(sheet, each, here))
        ]
        if not here:
            return found
        here = above_of(here)


def next_of(sheet: Sheet, part: Part, above: str) -> str:
    """The path the next one of a part would get; empty where no more may stand."""
    group = group_in(part, above)
    if part.always or part.entry is None:
        return ""
    if not part.many:
        return "" if group in sheet else group
    place = max(count(sheet, group), part.inline) + 1
    return f"{group}[{place}]" if place <= part.entry.most else ""


def added(sheet: Sheet, path: str) -> Sheet:
    """With a part at a path; those from its place on move back by one."""
    marks = {path: ""}
    part = part_at(path)
    if part is not None and part.inline:  # lines of the part above have no gaps before it
        marks = {at_place(path, one): "" for one in range(1, place_of(path) + 1)}
    return {**marks, **_moved(sheet, path, 1)}


def removed(sheet: Sheet, path: str) -> tuple[Sheet, Sheet]:
    """Without a part, and what was taken: those after it move up by one."""
    taken = {one: text for one, text in sheet.items() if _is_in(one, path)}
    left = {one: text for one, text in sheet.items() if one not in taken}
    return _moved(left, path, -1), taken


def put_back(sheet: Sheet, path: str, taken: Sheet) -> Sheet:
    """With a part where it was before it was taken."""
    return {**_moved(sheet, path, 1), **taken}


def doubled(sheet: Sheet, path: str) -> tuple[Sheet, str]:
    """With a twin of a part after it; the path of the twin."""
    twin = at_place(path, place_of(path) + 1)
    copy = {
        twin + one.removeprefix(path): text for one, text in sheet.items() if _is_in(one, path)
    }
    return {**_moved(sheet, twin, 1), **copy}, twin


def as_previous(sheet: Sheet, path: str) -> dict[str, str]:
    """What the part before has and this one has not: its own texts stay."""
    before = at_place(path, place_of(path) - 1)
    return {
        own: text
        for one, text in sheet.items()
        if _is_in(one, before) and not sheet.get(own := path + one.removeprefix(before))
    }


def _is_in(one: str, path: str) -> bool:
    return one == path or one.startswith(f"{path}/")


def _moved(sheet: Sheet, path: str, by: int) -> dict[str, str]:
    """Renumber namesakes: from this place on by 1, or after it by -1."""
    place = place_of(path)
    if not place:
        return dict(sheet)
    group = _PLACE.sub("", path)
    first = place if by > 0 else place + 1
    moved: dict[str, str] = {}
    for one, text in sheet.items():
        found = re.match(r"\[(\d+)\]", one[len(group) :]) if one.startswith(f"{group}[") else None
        if found and int(found[1]) >= first:
            moved[f"{group}[{int(found[1]) + by}]{one[len(group) + found.end() :]}"] = text
        else:
            moved[one] = text
    return moved
