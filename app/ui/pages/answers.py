"""What an officer has answered on a page so far: frozen, so that a draft is just one of these."""

from collections.abc import Mapping

import msgspec

from app.ui.widgets.seals import SealState

SAME = "="
"""The plate is the declared one."""


class ArrivalAnswers(msgspec.Struct, frozen=True, kw_only=True):
    """The answers of the arrival. Plate and seals begin unanswered and nothing fills them."""

    plate: str = ""
    plate_at: str = ""
    place: str = ""
    seals: Mapping[str, SealState] = {}
    other_numbers: Mapping[str, str] = {}
    control: str = "none"
    control_chosen: bool = False
    result: str = ""
    remarks: str = ""
    late_reason: str = ""
    read: tuple[str, ...] = ()  # seals read on a truck of which no data are held

    def with_seal(self, number: str, state: SealState, found: str = "") -> "ArrivalAnswers":
        """The answers with one seal answered."""
        others = {**self.other_numbers}
        others.pop(number, None)
        if state is SealState.OTHER:
            others[number] = found
        seals = {**self.seals, number: state}
        return msgspec.structs.replace(self, seals=seals, other_numbers=others)

    def seals_done(self, declared: tuple[str, ...]) -> bool:
        """Whether every declared seal is answered, other numbers written."""
        return all(
            number in self.seals
            and (self.seals[number] is not SealState.OTHER or bool(self.other_numbers.get(number)))
            for number in declared
        )

    def bad_seals(self) -> tuple[str, ...]:
        """The seals that are not intact, in the order they were answered."""
        return tuple(
            number for number, state in self.seals.items() if state is not SealState.INTACT
        )
