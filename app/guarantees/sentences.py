"""Acts on a reservation, told in one sentence each for the timeline."""

from app.acts.steps import Words
from app.acts.told import Told
from app.guarantees import acts


def sentence(told: Told) -> Words:
    """Tell one act; the access code of a guarantee is never told."""
    match told.fact:
        case acts.Reserved() as fact:
            return Words(
                f"{told.kind}.told",
                {"grn": fact.grn, "amount": str(fact.amount or "-"), "currency": fact.currency},
            )
        case acts.Overdrawn() as fact:
            return Words(f"{told.kind}.told", {"grn": fact.grn, "reason": fact.reason})
        case acts.Cancelled() as fact:
            return Words(f"{told.kind}.told", {"grn": fact.grn, "reason": fact.reason})
        case acts.Confirmed(grn=grn) | acts.FreeProposed(grn=grn) | acts.Freed(grn=grn):
            return Words(f"{told.kind}.told", {"grn": grn})
        case _:
            return Words("act.newer", {"kind": told.kind})
