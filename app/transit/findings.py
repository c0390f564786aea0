"""What an officer witnessed: plate, seals, differences. Shared by acts and use cases."""

from enum import StrEnum

import msgspec

from app.base.clock import Instant


class SealState(StrEnum):
    """How a seal was found; restrictive last."""

    INTACT = "intact"
    MISSING = "missing"
    OTHER_NUMBER = "other number"
    BROKEN = "broken"


class PlateFound(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """What stands on the vehicle.

    ``same_as_declared``: the officer saw the declared plates, which ``number`` repeats; otherwise
    ``number`` is what the officer read.
    """

    same_as_declared: bool
    number: str


class SealFound(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """One seal in force and how it was found; ``number_found`` only for another number."""

    identifier: str
    state: SealState
    number_found: str = ""


class SealAffixed(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """A seal put on; ``equipment`` is the sequence number of the transport equipment it closes."""

    identifier: str
    equipment: int = 1


class Difference(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """What was declared beside what was found.

    ``item`` is the declaration goods item number, 0 for the consignment as a whole; ``what``
    names the field in the model's words (``gross_mass``, ``number_of_packages``).
    """

    what: str
    declared: str = ""
    found: str = ""
    item: int = 0


class Crossing(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A frontier passed: where, and when (ms UTC); the act that says so, and when it was made."""

    office: str
    occurred: Instant
    act: bytes = b""
    made: Instant = Instant(0)


GRAVITY = {state: place for place, state in enumerate(SealState)}
"""Most restrictive last: broken, different, missing, intact (house rule on contradictions)."""


def worst(seals: tuple[SealFound, ...]) -> SealState | None:
    """Give the gravest state among the seals found; None where none was checked."""
    return max((seal.state for seal in seals), key=GRAVITY.__getitem__, default=None)


def are_good(seals: tuple[SealFound, ...]) -> bool:
    """Whether every seal is as it was affixed (state of seals 1, guideline G0017)."""
    return all(seal.state is SealState.INTACT for seal in seals)
