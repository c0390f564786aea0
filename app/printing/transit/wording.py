"""How the transit forms write groups of data: joined parts, sequence numbers, ranges, series.

Source: printing guidelines of the transit documents v1.4; parts of a group are joined by "/" in
the group's order, names and addresses by ", "; the sequence number stands only before several;
neighbours are written as first-last.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from app.consignment.parties import Address, ContactPerson, Party
from app.printing.forms.fitting import GAP, Content, Part
from app.printing.text.ordering import apart

_SERIES = 3  # two neighbours are still written one by one: "AB123456, AB123457"
_TAIL = re.compile(r"^(.*?)([0-9]+)$")


class Numbered(Protocol):
    """Anything that has a place among its like."""

    @property
    def sequence_number(self) -> int:
        """Its number among its like, as the declaration gives it."""


Kind = TypeVar("Kind", bound=Numbered)


def slashed(*parts: object | None) -> str:
    """Join the parts that are there: ``N760/12345``."""
    return apart("/", _there(parts))


def listed(*parts: object | None) -> str:
    """Join the parts of a name or an address that are there: ``3 LONDON ROAD, IPSWICH, GB``."""
    return apart(", ", _there(parts))


def several(group: Sequence[Kind], write: Callable[[Kind], str]) -> Content:
    """Write each of a group; with its sequence number where there is more than one."""
    written = [(one.sequence_number, write(one)) for one in group]
    return several_parts(written, [text for _, text in written])


def several_parts(full: list[tuple[int, str]], short: list[str]) -> Content:
    """Number the parts that are there, each with its shorter form where that differs."""
    parts: list[Part] = []
    for (number, text), shorter in zip(full, short, strict=True):
        if text:
            head = f"{number}/" if len(full) > 1 else ""
            parts.append(Part(head + text, head + shorter if shorter != text else ""))
    return Content(tuple(parts))


def party(one: Party | None) -> str:
    """Write name and address: ``NAME/STREET, POSTCODE, CITY, COUNTRY``."""
    return "" if one is None else slashed(one.name, address(one.address))


def address(one: Address | None) -> str:
    """Write an address in one line."""
    if one is None:
        return ""
    return listed(one.street_and_number, one.house_number, one.postcode, one.city, one.country)


def contact(one: ContactPerson | None) -> str:
    """Write a contact: ``NAME/PHONE/MAIL``."""
    return "" if one is None else slashed(one.name, one.phone_number, one.email_address)


def ranges(numbers: Iterable[int]) -> str:
    """Write item numbers as ranges.

    >>> ranges([1, 2, 3, 7, 9, 10])
    '1-3,7,9-10'
    """
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ",".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def series(marks: Sequence[str]) -> list[str]:
    """Write an unbroken series of numbered marks as first-last.

    >>> series(["AB8", "AB9", "AB10", "X1"])
    ['AB8-AB10', 'X1']
    >>> series(["AB123456", "AB123457"])
    ['AB123456', 'AB123457']
    """
    return [
        f"{run[0]}-{run[-1]}" if len(run) >= _SERIES else mark
        for run in successions(marks)
        for mark in (run[:1] if len(run) >= _SERIES else run)
    ]


def successions(marks: Sequence[str]) -> list[list[str]]:
    """Split marks where one does not follow the one before it by number."""
    runs: list[list[str]] = []
    for mark in marks:
        if runs and mark in _successors(runs[-1][-1]):
            runs[-1].append(mark)
        else:
            runs.append([mark])
    return runs


def ends(marks: Sequence[str], between: str) -> str:
    """Write first and last of many, with the sign for what is left out; empty if there are few."""
    if len(marks) < _SERIES:
        return ""
    return f"{marks[0]}{between}{GAP}{between}{marks[-1]}"


def _successors(mark: str) -> frozenset[str]:
    found = _TAIL.match(mark)
    if found is None:
        return frozenset()
    head, digits = found.groups()
    following = str(int(digits) + 1)
    return frozenset({head + following.zfill(len(digits)), head + following})


def _there(parts: Iterable[object | None]) -> Iterator[str]:
    written = (str(part).strip() for part in parts if part is not None)
    return (text for text in written if text)
