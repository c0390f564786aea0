"""Turning what an officer pressed into what is recorded: plate and seals, never pre-filled."""

from app.base.errors import Refused
from app.reference.numbers import plate as plates
from app.transit.findings import PlateFound, SealFound, SealState
from app.transit.movement import Movement, plates_declared
from app.transit.rules import SAME_AS_DECLARED


def every_seal(
    found: tuple[SealFound, ...], movement: Movement, *, all_intact: bool
) -> tuple[SealFound, ...]:
    """Complete the answers where the officer said that all others are intact."""
    if not all_intact:
        return found
    answered = {one.identifier for one in found}
    rest = tuple(
        SealFound(identifier=seal.identifier, state=SealState.INTACT)
        for seal in movement.seals
        if seal.identifier not in answered
    )
    return found + rest


def plate_found(plate: str, movement: Movement) -> PlateFound:
    """Record what stands on the vehicle; a plate typed that was declared is the same.

    An unanswered plate stays unanswered: the rule on witnessing stops it.

    Raises:
        Refused: ``=`` where no plate was declared.
    """
    declared = plates_declared(movement)
    if plate == SAME_AS_DECLARED:
        if not declared:
            raise Refused("transit.rules.no_plate_declared", field="plate")
        return PlateFound(same_as_declared=True, number=declared[0])
    shape = plates.skeleton(plate)
    same = any(plates.skeleton(one) == shape for one in declared)
    return PlateFound(same_as_declared=same, number=plate.strip())
