"""What an officer can do to a movement: one frozen struct per verb of the field.

``record`` is the movement; where nothing is held yet, ``mrn`` names it. ``occurred`` is the
stated time of the event, ms UTC; left out it is now. ``plate`` is what stands on the vehicle, or
``=`` for "as declared"; it has no default that answers, and neither have the seals.
"""

import msgspec

from app.acts.steps import UseCase
from app.base.clock import Day, Instant
from app.base.ids import RecordId
from app.consignment.declaration import Declaration
from app.transit.findings import Difference, SealAffixed, SealFound


class Declare(UseCase, frozen=True):
    """Take a declaration in; ``received`` are the bytes it came in, if it came in any."""

    declaration: Declaration
    received: bytes = b""
    media_type: str = "application/xml"


class KeyedText(msgspec.Struct, frozen=True):
    """A text keyed into a field; ``field`` is its path in the message a holder would lodge."""

    field: str
    text: str


class Lodge(UseCase, frozen=True):
    """Take a declaration in that an officer keyed; an LRN left out is drawn by the office.

    ``keyed`` are texts by their fields, ``Consignment/grossMass`` or
    ``Consignment/HouseConsignment[1]/ConsignmentItem[2]/Commodity/descriptionOfGoods``; a part
    that stands though nothing is written in it is named with an empty text.
    """

    keyed: tuple[KeyedText, ...]


class Accept(UseCase, frozen=True):
    """Accept it: it gets its MRN."""

    record: RecordId
    occurred: Instant | None = None


class DecideControl(UseCase, frozen=True):
    """Decide to control, at departure or destination; ``types`` are codes of CL716."""

    record: RecordId
    types: tuple[str, ...]
    instruction: str = ""
    occurred: Instant | None = None


class TakeDepartureResult(UseCase, frozen=True):
    """Conclude at departure: A1, A2 or A3."""

    record: RecordId
    result: str
    remarks: str = ""
    occurred: Instant | None = None


class AffixSeals(UseCase, frozen=True):
    """Affix seals, or exempt; ``count`` is the number written, it must fit the list."""

    record: RecordId
    seals: tuple[SealAffixed, ...] = ()
    count: int | None = None
    exempt: bool = False
    occurred: Instant | None = None


class SetLimit(UseCase, frozen=True):
    """Set the last day for presentation, and whether the itinerary binds."""

    record: RecordId
    limit: Day
    binding_itinerary: bool = False
    occurred: Instant | None = None


class Release(UseCase, frozen=True):
    """Release for transit; what the page shows and is not on the record yet goes first.

    Left out fields leave what is on the record; a declaration without MRN is accepted first.
    """

    record: RecordId
    result: str | None = None
    seals: tuple[SealAffixed, ...] = ()
    count: int | None = None
    exempt: bool = False
    limit: Day | None = None
    binding_itinerary: bool = False
    occurred: Instant | None = None


class NotRelease(UseCase, frozen=True):
    """Refuse release; ``motive`` is a code of CL211."""

    record: RecordId
    motive: str
    reason: str
    occurred: Instant | None = None


class Cross(UseCase, frozen=True):
    """Let the vehicle over the frontier; without data held, ``reason`` says why it may pass."""

    record: RecordId | None = None
    mrn: str = ""
    plate: str = ""
    seals: tuple[SealFound, ...] = ()
    all_intact: bool = False
    reason: str = ""
    occurred: Instant | None = None


class Arrive(UseCase, frozen=True):
    """Record the arrival; ``provisional`` from the paper where no data are held.

    ``seals`` may be left to their own step; without data they are those read on the truck.
    """

    record: RecordId | None = None
    mrn: str = ""
    plate: str = ""
    seals: tuple[SealFound, ...] = ()
    place: str = ""
    late_reason: str = ""
    provisional: bool = False
    occurred: Instant | None = None


class CheckSeals(UseCase, frozen=True):
    """Say of each seal in force how it was found; ``all_intact`` answers for the rest."""

    record: RecordId
    seals: tuple[SealFound, ...] = ()
    all_intact: bool = False
    occurred: Instant | None = None


class TakeResult(UseCase, frozen=True):
    """Conclude at destination; left out, the result is what the answers leave, if it is one."""

    record: RecordId
    result: str | None = None
    controls: tuple[str, ...] = ()
    remarks: str = ""
    differences: tuple[Difference, ...] = ()
    occurred: Instant | None = None


class EndTransit(UseCase, frozen=True):
    """End the transit; whatever is not on the record yet (arrival, seals, result) goes first."""

    record: RecordId
    plate: str = ""
    place: str = ""
    seals: tuple[SealFound, ...] = ()
    all_intact: bool = False
    controls: tuple[str, ...] = ()
    result: str | None = None
    remarks: str = ""
    differences: tuple[Difference, ...] = ()
    late_reason: str = ""
    occurred: Instant | None = None


class Discharge(UseCase, frozen=True):
    """Discharge the procedure at departure and propose that the guarantee be freed."""

    record: RecordId
    occurred: Instant | None = None


class SolveDiscrepancies(UseCase, frozen=True):
    """Close major discrepancies at departure."""

    record: RecordId
    reason: str
    occurred: Instant | None = None


class Hold(UseCase, frozen=True):
    """Stop the movement where it is."""

    record: RecordId
    reason: str
    occurred: Instant | None = None


class LiftHold(UseCase, frozen=True):
    """Lift every hold in force that is known here."""

    record: RecordId
    reason: str
    occurred: Instant | None = None


class Invalidate(UseCase, frozen=True):
    """Invalidate the declaration before arrival."""

    record: RecordId
    reason: str
    occurred: Instant | None = None
