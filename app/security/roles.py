"""Who may do what: one question, answered from a table, no by default.

The table is data (acts bring their rows, a country pack may tighten them): act kind -> role -> a
cell of the words below. Nothing here knows an act kind by name. Four eyes: the first officer's
proposal needs a second who holds another key, is another person and not the first one's
subordinate.
"""

from collections.abc import Mapping
from enum import IntEnum, StrEnum
from typing import Final, TypeAlias

import msgspec

from app.base.errors import Refused


class Role(StrEnum):
    """What a credential lets its holder be."""

    OFFICER = "officer"
    MOBILE = "mobile"  # member of a mobile control group
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"  # of an office: enrols, disables, never clears
    AUDITOR = "auditor"  # reads everything of the office, does nothing
    CENTRE = "centre"
    GATEWAY = "gateway"  # turns partner messages into acts
    DEVICE = "device"


class Capacity(IntEnum):
    """The number under which an act says in what capacity its signer acted; frozen for ever."""

    OFFICER = 1
    SUPERVISOR = 2
    MOBILE = 3
    GATEWAY = 4
    CENTRE = 5
    DEVICE = 6
    ADMINISTRATOR = 7
    AUDITOR = 8


CAPACITY: Final[Mapping[Role, Capacity]] = {role: Capacity[role.name] for role in Role}
"""Each role acts in the capacity of its name."""

YES: Final = "yes"  # alone
ASKS: Final = "asks"  # proposes; somebody else seconds
SECONDS: Final = "seconds"  # may be that somebody
NO: Final = "-"  # the same as no row

Cells: TypeAlias = Mapping[Role, str]
Table: TypeAlias = Mapping[str, Cells]
"""Act kind -> role -> words from YES, ASKS, SECONDS, NO, with spaces between."""

_WORDS = frozenset({YES, ASKS, SECONDS, NO})


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Who is acting: from a credential that holds.

    ``key`` is the credential's key id; ``person`` and ``superior`` are staff numbers (``superior``
    empty: nobody on record); ``roles`` in the order the holder prefers.
    """

    key: bytes
    person: str
    roles: tuple[Role, ...]
    offices: tuple[str, ...]
    superior: str = ""


class Allowed(msgspec.Struct, frozen=True):
    """Do it; the act says ``capacity``."""

    capacity: Capacity


class NeedsSecond(msgspec.Struct, frozen=True):
    """Propose it: ``rule`` is the kind whose row asks for a second pair of eyes."""

    rule: str
    capacity: Capacity


def authorise(
    actor: Actor, kind: str, table: Table, *, office: str = ""
) -> Allowed | NeedsSecond | Refused:
    """Say whether ``actor`` may do an act of this kind, alone or with a second.

    A role that may alone goes before one that must ask; ``office``, where given, is one of the
    actor's. The refusal is returned, for the caller to record and raise.
    """
    if office and office not in actor.offices:
        return Refused("security.other_office", office=office)
    cells = table.get(kind, {})
    for role in actor.roles:
        if YES in _words(cells, role):
            return Allowed(CAPACITY[role])
    for role in actor.roles:
        if ASKS in _words(cells, role):
            return NeedsSecond(kind, CAPACITY[role])
    return Refused("security.role_may_not", kind=kind)


def may_second(actor: Actor, kind: str, table: Table) -> bool:
    """Whether one of the actor's roles seconds acts of this kind."""
    cells = table.get(kind, {})
    return any(SECONDS in _words(cells, role) for role in actor.roles)


def second_is_lawful(first: Actor, second: Actor) -> Refused | None:
    """Say what stands against ``second`` approving what ``first`` proposed; None: nothing.

    Another key, another person, not the first one's subordinate.
    """
    if first.key == second.key or first.person == second.person:
        return Refused("security.second_is_first")
    if second.superior and second.superior == first.person:
        return Refused("security.second_is_subordinate")
    return None


def approve(first: Actor, second: Actor, kind: str, table: Table) -> Allowed | Refused:
    """Say whether ``second`` may approve the act of this kind that ``first`` proposed.

    Both are judged by the table as it is now; the capacity is the second's.
    """
    proposed = authorise(first, kind, table)
    if isinstance(proposed, Refused):
        return proposed
    if not may_second(second, kind, table):
        return Refused("security.role_may_not_second", kind=kind)
    against = second_is_lawful(first, second)
    if against is not None:
        return against
    cells = table[kind]
    seconding = next(role for role in second.roles if SECONDS in _words(cells, role))
    return Allowed(CAPACITY[seconding])


def gaps(kinds: frozenset[str], table: Table) -> tuple[str, ...]:
    """Name what is wrong with a table, for the house's tests: ``kind``, ``kind/role=cell``.

    A kind without a row, a row without a kind, a cell with a word that is none of ours, and an
    act that somebody must ask for while nobody seconds it.
    """
    wrong = [*sorted(kinds ^ table.keys())]
    for kind, cells in sorted(table.items()):
        strange = [
            f"{kind}/{role}={cell}" for role, cell in cells.items() if set(cell.split()) - _WORDS
        ]
        wrong.extend(strange)
        said = {word for cell in cells.values() for word in cell.split()}
        if ASKS in said and SECONDS not in said:
            wrong.append(f"{kind}/nobody seconds")
    return tuple(wrong)


def _words(cells: Cells, role: Role) -> frozenset[str]:
    return frozenset(cells.get(role, NO).split())
