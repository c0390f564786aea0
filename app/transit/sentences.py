"""Each act of a movement in one sentence: a code of the catalogue and its parameters."""

from collections.abc import Callable, Mapping
from typing import Any

from app.acts.steps import Words
from app.acts.told import Told
from app.transit import acts
from app.transit.findings import SealFound, SealState
from app.transit.rules import written

Parameters = Mapping[str, str | int]


def sentence(told: Told) -> Words:
    """Tell one act; a kind that cannot be read says that a newer version made it."""
    tell = _TELL.get(type(told.fact))
    if tell is None:
        return Words("act.newer", {"kind": told.kind})
    code, parameters = tell(told.fact)
    return Words(f"{told.kind}.{code}", parameters)


def _plain(*names: str) -> Callable[[Any], tuple[str, Parameters]]:
    """Tell by fields that are words already."""

    def tell(fact: Any) -> tuple[str, Parameters]:
        return "told", {name: getattr(fact, name) or "-" for name in names}

    return tell


def _declared(fact: acts.Declared) -> tuple[str, Parameters]:
    holder = fact.declaration.holder.name or fact.declaration.holder.identification_number
    return "told", {"lrn": fact.declaration.lrn or "-", "holder": holder or "-"}


def _control(fact: acts.ControlDecided) -> tuple[str, Parameters]:
    types = ", ".join(fact.types)
    if not fact.instruction:
        return "plain", {"types": types}
    return "told", {"types": types, "instruction": fact.instruction}


def _affixed(fact: acts.SealsAffixed) -> tuple[str, Parameters]:
    if fact.exempt:
        return "exempt", {}
    seals = ", ".join(seal.identifier for seal in fact.seals)
    return "told", {"n": len(fact.seals), "seals": seals}


def _limit(fact: acts.LimitSet) -> tuple[str, Parameters]:
    return "binding" if fact.binding_itinerary else "told", {"limit": written(fact.limit)}


def _announced(fact: acts.Announced) -> tuple[str, Parameters]:
    return "told", {
        "office": fact.declaration.office_of_departure,
        "message": fact.message,
    }


def _crossed(fact: acts.Crossed) -> tuple[str, Parameters]:
    code = "told" if fact.seen else "without_data"
    return code, {"office": fact.office, "plate": fact.plate.number, "reason": fact.reason or "-"}


def _arrived(fact: acts.Arrived) -> tuple[str, Parameters]:
    told = {"office": fact.office, "plate": fact.plate.number}
    if fact.late_reason:
        return "late", told | {"reason": fact.late_reason}
    if fact.provisional:
        return "provisional", told
    return ("told", told | {"place": fact.place}) if fact.place else ("plain", told)


def _checked(fact: acts.SealsChecked) -> tuple[str, Parameters]:
    wrong = [seal for seal in fact.seals if seal.state is not SealState.INTACT]
    if not fact.seals:
        return "none", {}
    if not wrong:
        return "told", {"n": len(fact.seals)}
    return "wrong", {"n": len(wrong), "seals": ", ".join(_seal(seal) for seal in wrong)}


def _seal(seal: SealFound) -> str:
    found = f" ({seal.number_found})" if seal.number_found else ""
    return f"@transit.seal.{seal.state.name.lower()} {seal.identifier}{found}"


def _result(fact: acts.ResultTaken) -> tuple[str, Parameters]:
    told: dict[str, str | int] = {"result": fact.result, "n": len(fact.differences)}
    if fact.remarks:
        code = "differing" if fact.differences else "told"
        return code, told | {"remarks": fact.remarks}
    return "differing_plain" if fact.differences else "plain", told


def _crossing(fact: acts.CrossingNotified) -> tuple[str, Parameters]:
    return "told", {"office": fact.office, "date": written(fact.date)}


_TELL: Mapping[type, Callable[[Any], tuple[str, Parameters]]] = {
    acts.Declared: _declared,
    acts.Accepted: _plain("mrn"),
    acts.ControlDecided: _control,
    acts.ControlResulted: _plain("result"),
    acts.SealsAffixed: _affixed,
    acts.LimitSet: _limit,
    acts.Released: _plain(),
    acts.NotReleased: _plain("reason"),
    acts.Announced: _announced,
    acts.Crossed: _crossed,
    acts.Arrived: _arrived,
    acts.SealsChecked: _checked,
    acts.ResultTaken: _result,
    acts.Ended: _plain(),
    acts.Advised: _plain("office"),
    acts.CrossingNotified: _crossing,
    acts.ResultsReceived: _plain("office", "result"),
    acts.Discharged: _plain(),
    acts.DiscrepanciesSolved: _plain("reason"),
    acts.Held: _plain("reason"),
    acts.HoldLifted: _plain("reason"),
    acts.Invalidated: _plain("reason"),
    acts.ClosedElsewhere: _plain("office", "message"),
}
