"""What an officer, a device or the centre can stand behind in a movement. No behaviour.

``occurred`` is the officer's stated time of the event (ms UTC), never the time of sending.
``received`` is the SHA-256 of the message as it came (32 bytes), empty where nobody sent one.
Article numbers are those of the implementing act on transit (2015/2447).
"""

import msgspec

from app.acts.kinds import Kind
from app.base.clock import Day, Instant
from app.consignment.declaration import Declaration
from app.transit.findings import Difference, PlateFound, SealAffixed, SealFound
from app.transit.states import Role


class Fact(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """What all facts of a movement share: nothing but their form."""


class Declared(Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The holder lodges a declaration; an officer or the gateway takes it in (IE015)."""

    declaration: Declaration
    received: bytes = b""


class Accepted(Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Departure accepts it: from now on it bears an MRN (UCC 172; IE028)."""

    mrn: str
    date: Day
    occurred: Instant


class ControlDecided(
    Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """An officer of departure or destination decides to control; ``types`` are codes of CL716."""

    role: Role
    types: tuple[str, ...]
    occurred: Instant
    instruction: str = ""


class ControlResulted(
    Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """Departure concludes: A1, A2 or A3 (CL196)."""

    result: str
    occurred: Instant
    remarks: str = ""


class SealsAffixed(
    Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """Departure puts seals on, or exempts: the description suffices (art. 299, 302)."""

    seals: tuple[SealAffixed, ...]
    occurred: Instant
    exempt: bool = False


class LimitSet(Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Departure sets the last day for presentation and may bind the itinerary (art. 297, 298)."""

    limit: Day
    occurred: Instant
    binding_itinerary: bool = False


class Released(Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Departure releases the goods for transit (art. 303; IE029, IE001, IE050)."""

    date: Day
    occurred: Instant


class NotReleased(Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Departure does not release them; ``motive`` is a code of CL211 (IE051)."""

    motive: str
    reason: str
    occurred: Instant


class Announced(Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Departure announces the movement to this administration (IE001 or IE050).

    ``office`` is the office it names, ``message`` the code (``CD001C``), ``made`` when departure
    prepared it. A later announcement replaces an earlier one whole.
    """

    role: Role
    office: str
    declaration: Declaration
    message: str
    message_id: str
    received: bytes
    made: Instant


class Crossed(Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """An officer of transit lets the vehicle over the frontier (art. 304; IE118).

    ``seen`` is the digest of the snapshot on the screen, empty where no data were held; then
    ``reason`` says why it was let pass.
    """

    office: str
    occurred: Instant
    plate: PlateFound
    seals: tuple[SealFound, ...] = ()
    seen: bytes = b""
    mrn: str = ""
    reason: str = ""


class Arrived(Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Goods and MRN are presented at destination (art. 306, 307; IE006).

    ``place`` is where in the office. ``provisional``: no data were held, the paper was read.
    ``late_reason`` explains an arrival after the limit date.
    """

    office: str
    occurred: Instant
    plate: PlateFound
    place: str = ""
    seen: bytes = b""
    provisional: bool = False
    mrn: str = ""
    late_reason: str = ""


class SealsChecked(
    Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """An officer looks at the seals in force, one by one."""

    seals: tuple[SealFound, ...]
    occurred: Instant


class ResultTaken(Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Destination concludes its control: A1, A2, A5 or B1 (CL197; IE018).

    ``controls`` are codes of CL716, empty where nothing was controlled; ``seen`` is the digest of
    the snapshot the result stands against.
    """

    result: str
    occurred: Instant
    controls: tuple[str, ...] = ()
    remarks: str = ""
    differences: tuple[Difference, ...] = ()
    seen: bytes = b""


class Ended(Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Destination ends the transit and says so to departure (art. 309; IE018, IE025)."""

    occurred: Instant


class Advised(Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Departure learns of the arrival from another administration (IE006)."""

    office: str
    occurred: Instant
    message_id: str
    received: bytes


class CrossingNotified(
    Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """Departure learns that a frontier was passed (IE118); it may come after the arrival."""

    office: str
    date: Day
    message_id: str
    received: bytes


class ResultsReceived(
    Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """Departure receives the control results of destination (IE018)."""

    office: str
    result: str
    date: Day
    message_id: str
    received: bytes
    seals_good: bool | None = None
    remarks: str = ""


class Discharged(Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Departure discharges the procedure (IE045); the centre then frees the guarantee."""

    occurred: Instant


class DiscrepanciesSolved(
    Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """Departure closes major discrepancies (IE049)."""

    reason: str
    occurred: Instant


class Held(Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Somebody stops the movement where it is."""

    reason: str
    occurred: Instant


class HoldLifted(Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One who may lifts the ``holds`` (ids of their acts, 32 bytes); others stay."""

    holds: tuple[bytes, ...]
    reason: str
    occurred: Instant


class Invalidated(Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The declaration is invalidated before arrival (art. 174 UCC; IE009, IE010)."""

    reason: str
    occurred: Instant


class ClosedElsewhere(
    Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """Departure says that the movement is over for this office (IE024, IE010, IE063)."""

    office: str
    message: str
    occurred: Instant
    received: bytes = b""


RECORD = "movement"
"""The kind of record these acts build; its number is the MRN."""

DECLARED = "transit.declared"
ACCEPTED = "transit.accepted"
CONTROL_DECIDED = "transit.control_decided"
CONTROL_RESULTED = "transit.control_resulted"
SEALS_AFFIXED = "transit.seals_affixed"
LIMIT_SET = "transit.limit_set"
RELEASED = "transit.released"
NOT_RELEASED = "transit.not_released"
ANNOUNCED = "transit.announced"
CROSSED = "transit.crossed"
ARRIVED = "transit.arrived"
SEALS_CHECKED = "transit.seals_checked"
RESULT_TAKEN = "transit.result_taken"
ENDED = "transit.ended"
ADVISED = "transit.advised"
CROSSING_NOTIFIED = "transit.crossing_notified"
RESULTS_RECEIVED = "transit.results_received"
DISCHARGED = "transit.discharged"
DISCREPANCIES_SOLVED = "transit.discrepancies_solved"
HELD = "transit.held"
HOLD_LIFTED = "transit.hold_lifted"
INVALIDATED = "transit.invalidated"
CLOSED_ELSEWHERE = "transit.closed_elsewhere"


def _kind(name: str, struct: type[Fact], *, personal: bool = False, urgent: bool = False) -> Kind:
    return Kind(
        name=name, version=1, struct=struct, record=RECORD, personal=personal, urgent=urgent
    )


KINDS = (
    _kind(DECLARED, Declared, personal=True),
    _kind(ACCEPTED, Accepted),
    _kind(CONTROL_DECIDED, ControlDecided),
    _kind(CONTROL_RESULTED, ControlResulted),
    _kind(SEALS_AFFIXED, SealsAffixed),
    _kind(LIMIT_SET, LimitSet),
    _kind(RELEASED, Released),
    _kind(NOT_RELEASED, NotReleased),
    _kind(ANNOUNCED, Announced, personal=True),
    _kind(CROSSED, Crossed),
    _kind(ARRIVED, Arrived),
    _kind(SEALS_CHECKED, SealsChecked),
    _kind(RESULT_TAKEN, ResultTaken),
    _kind(ENDED, Ended),
    _kind(ADVISED, Advised),
    _kind(CROSSING_NOTIFIED, CrossingNotified),
    _kind(RESULTS_RECEIVED, ResultsReceived),
    _kind(DISCHARGED, Discharged),
    _kind(DISCREPANCIES_SOLVED, DiscrepanciesSolved),
    _kind(HELD, Held, urgent=True),
    _kind(HOLD_LIFTED, HoldLifted),
    _kind(INVALIDATED, Invalidated),
    _kind(CLOSED_ELSEWHERE, ClosedElsewhere),
)
