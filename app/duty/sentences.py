"""Each act of duty in one sentence: a code of the catalogue and its parameters."""

from collections.abc import Callable, Mapping
from typing import Any

from app.acts.steps import Words
from app.acts.told import Told
from app.duty import acts

Parameters = Mapping[str, str | int]

_MINUTE_MS = 60_000


def sentence(told: Told) -> Words:
    """Tell one act; one that cannot be read says that a newer version made it."""
    tell = _TELL.get(type(told.fact))
    if tell is None:
        return Words("act.newer", {"kind": told.kind})
    return Words(f"{told.kind}.told", tell(told.fact))


def _refused(fact: acts.StepRefused) -> Parameters:
    return {"kind": f"@kind.{fact.kind}", "reason": fact.reason}


def _printed(fact: acts.Printed) -> Parameters:
    return {"document": fact.document, "n": fact.pages, "copy": fact.copy}


def _leased(fact: acts.NumbersLeased) -> Parameters:
    return {
        "number": fact.number,
        "office": fact.office,
        "first": fact.first,
        "last": fact.last,
    }


def _given(fact: acts.HandoverGiven) -> Parameters:
    return {"n": len(fact.lines), "message": fact.message or "@duty.no_message"}


def _taken(fact: acts.HandoverTaken) -> Parameters:
    said = "; ".join(remark.text for remark in fact.remarks)
    return {"n": len(fact.added), "remarks": said or "@duty.no_remarks"}


_TELL: Mapping[type, Callable[[Any], Parameters]] = {
    acts.SignedIn: lambda fact: {"name": fact.name, "duty": fact.duty},
    acts.SignedOut: lambda fact: {"by": fact.by},
    acts.UnlockFailed: lambda fact: {"n": fact.times},
    acts.StepRefused: _refused,
    acts.Printed: _printed,
    acts.ClockSteppedBack: lambda fact: {"n": (fact.seen - fact.now) // _MINUTE_MS},
    acts.EpochOpened: lambda fact: {"why": f"@duty.epoch.{fact.reason}"},
    acts.OfficerEnrolled: lambda fact: {"name": fact.name, "roles": ", ".join(fact.roles)},
    acts.OfficerRemoved: lambda fact: {"reason": fact.reason},
    acts.NumbersLeased: _leased,
    acts.HandoverGiven: _given,
    acts.HandoverTaken: _taken,
}
