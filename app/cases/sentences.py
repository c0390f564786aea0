"""Acts that any record may bear, told in one sentence each for the timeline."""

from app.acts.general import Corrected, Doubted, Purged, Settled
from app.acts.steps import Words
from app.acts.told import Told


def sentence(told: Told) -> Words:
    """Tell one general act; reasons are the officer's own words."""
    match told.fact:
        case Corrected(reason=reason) | Settled(reason=reason) | Purged(reason=reason):
            return Words(f"{told.kind}.told", {"reason": reason})
        case Doubted(reason=reason):
            return Words(f"{told.kind}.told", {"reason": f"@{reason}"})
        case _:
            return Words(f"{told.kind}.told")
