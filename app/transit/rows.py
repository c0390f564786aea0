"""The frozen rows of transit's screens. Instants are ms UTC, 0 for none; words are codes."""

import msgspec

from app.acts.steps import Words
from app.base.clock import Day, Instant
from app.base.findings import Findings
from app.base.ids import RecordId
from app.consignment.declaration import Declaration
from app.transit.findings import Difference, SealState


class Truths(msgspec.Struct, frozen=True, kw_only=True):
    """How far what was done here has come: saved, sent, received by the centre.

    An instant stands for each that holds; ``waiting`` counts acts that have not left.
    """

    saved: Instant = Instant(0)
    sent: Instant = Instant(0)
    received: Instant = Instant(0)
    waiting: int = 0


class QueueLine(msgspec.Struct, frozen=True, kw_only=True):
    """A movement in a worklist; ``clock`` is when its legal clock runs out.

    ``near`` and ``late`` say how close that is; ``flags`` are codes of the catalogue.
    """

    record: RecordId
    mrn: str
    lrn: str
    plates: tuple[str, ...]
    departure_office: str
    departure_name: str
    destination_office: str
    destination_name: str
    holder: str
    goods: str
    packages: int
    gross_mass: str
    declaration_type: str
    clock: Instant
    near: bool
    late: bool
    state: str
    since: Instant
    place: str
    result: str
    controls: tuple[str, ...]
    instruction: str
    flags: tuple[str, ...]
    truths: Truths


class QueueRows(msgspec.Struct, frozen=True, kw_only=True):
    """A page of a worklist, those whose clock runs out first first."""

    queue: str
    lines: tuple[QueueLine, ...]
    count: int
    late: int
    now: Instant


class QueueCount(msgspec.Struct, frozen=True):
    """How many movements stand in a worklist, and how many of them are late."""

    count: int = 0
    late: int = 0


class TodayRow(msgspec.Struct, frozen=True, kw_only=True):
    """The numbers of the rail, by worklist."""

    queues: dict[str, QueueCount]
    now: Instant


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """Something found; ``why`` is exact, begins or words, ``by`` the kind of key."""

    record: RecordId
    kind: str
    number: str
    why: str
    by: str
    is_open: bool
    is_held: bool
    state: str
    clock: Instant
    movement: QueueLine | None = None


class FindRow(msgspec.Struct, frozen=True, kw_only=True):
    """What was found, best first; ``unknown_mrn`` is the text where it is an MRN not held."""

    hits: tuple[Hit, ...]
    unknown_mrn: str = ""


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """One annunciator: ``level`` is rest, warn or stop."""

    name: str
    level: str
    words: Words


class SealLine(msgspec.Struct, frozen=True, kw_only=True):
    """A seal in force; ``answered`` once somebody looked at it here."""

    identifier: str
    equipment: int
    state: SealState
    number_found: str = ""
    answered: bool = False


class VersionLine(msgspec.Struct, frozen=True, kw_only=True):
    """A version of what is declared, and how it came."""

    digest: bytes
    source: str
    came: Instant


class MovementHead(msgspec.Struct, frozen=True, kw_only=True):
    """What every page of a movement shows on top.

    ``heads`` are what the screen has shown: give them back as ``seen``. ``known`` is false where
    no data are held. ``allowed`` names the lawful use cases.
    """

    record: RecordId
    heads: tuple[bytes, ...]
    known: bool
    mrn: str
    lrn: str
    declaration_type: str
    items: int
    packages: int
    gross_mass: str
    departure_office: str
    departure_name: str
    destination_office: str
    destination_name: str
    holder: str
    consignee: str
    plates: tuple[str, ...]
    departure: str
    transit: str
    destination: str
    limit: Day | None
    limit_at: Instant
    late: bool
    near: bool
    held: bool
    cases: tuple[bytes, ...]
    allowed: tuple[str, ...]
    truths: Truths
    as_known: Instant
    now: Instant


class ArrivalRow(msgspec.Struct, frozen=True, kw_only=True):
    """The page of an arrival: verdict, what is declared, what is answered already."""

    head: MovementHead
    verdict: tuple[Cell, ...]
    seals: tuple[SealLine, ...]
    places: tuple[str, ...]
    arrived: Instant
    place: str
    plate_found: str
    result: str
    controls: tuple[str, ...]
    instruction: str
    remarks: str
    differences: tuple[Difference, ...]
    risk: str


class FollowsRow(msgspec.Struct, frozen=True, kw_only=True):
    """What the answers leave: lawful results, the one that needs no choosing, what is missing.

    ``refused`` is the code of what stops sending, empty when it may be sent; ``why`` and ``rule``
    say what narrowed the results.
    """

    results: tuple[str, ...]
    result: str
    why: str
    rule: str
    remarks_needed: bool
    proposes_control: bool
    found: Words
    late: bool
    findings: Findings


class FastLine(msgspec.Struct, frozen=True, kw_only=True):
    """A truck let over the frontier today."""

    record: RecordId
    mrn: str
    plate: str
    occurred: Instant
    seals_good: bool


class FastLaneRow(msgspec.Struct, frozen=True, kw_only=True):
    """The fast lane: trucks since midnight, the last of them first."""

    office: str
    office_name: str
    count: int
    lines: tuple[FastLine, ...]
    now: Instant


class CrossingRow(msgspec.Struct, frozen=True, kw_only=True):
    """One truck in the fast lane."""

    head: MovementHead
    verdict: tuple[Cell, ...]
    seals: tuple[SealLine, ...]
    country: str


class GuaranteeLine(msgspec.Struct, frozen=True, kw_only=True):
    """A guarantee drawn on; ``reservation`` is its state, empty before release.

    ``as_known`` is when the last act on it was made. The access code is never here.
    """

    grn: str
    type: str
    amount: str
    currency: str
    reservation: str
    as_known: Instant
    reserved_here: str


class ResultChoice(msgspec.Struct, frozen=True, kw_only=True):
    """A result of departure; ``barred`` is the code of why it is not offered."""

    code: str
    barred: str = ""


class DepartureRow(msgspec.Struct, frozen=True, kw_only=True):
    """The page of a departure. ``numbers_left`` counts this device's block.

    ``numbers_lent`` tells whether there ever was one; ``mode`` is where the number comes from;
    ``waiting_for`` what release still needs.
    """

    head: MovementHead
    mode: str
    numbers_left: int
    numbers_lent: bool
    guarantees: tuple[GuaranteeLine, ...]
    results: tuple[ResultChoice, ...]
    result: str
    seals: tuple[SealLine, ...]
    seals_exempt: bool
    limit: Day
    route_days: int
    binding_itinerary: bool
    itinerary: tuple[str, ...]
    controls: tuple[str, ...]
    findings: Findings
    waiting_for: Findings


class TimelineLine(msgspec.Struct, frozen=True, kw_only=True):
    """An act on the timeline. ``level`` is 1 kept, 2 handed on, 3 received by the centre.

    ``there`` tells that it was made elsewhere; ``standing`` what it is to the record now.
    """

    act: bytes
    at: Instant
    who: str
    office: str
    office_name: str
    capacity: int
    words: Words
    standing: str
    level: int
    there: bool
    arrived: Instant
    via: str
    enclosures: int


class MessageLine(msgspec.Struct, frozen=True, kw_only=True):
    """A message and its steps: (step, instant)."""

    message_id: str
    message: str
    to: str
    partner: str
    state: str
    made: Instant
    leaves: Instant
    tries: int
    last_trouble: str
    steps: tuple[tuple[str, Instant], ...]


class RecordRow(msgspec.Struct, frozen=True, kw_only=True):
    """A movement whole: declared data, its life, its messages, its versions."""

    head: MovementHead
    verdict: tuple[Cell, ...]
    declaration: Declaration | None
    seals: tuple[SealLine, ...]
    differences: tuple[Difference, ...]
    timeline: tuple[TimelineLine, ...]
    messages: tuple[MessageLine, ...]
    versions: tuple[VersionLine, ...]
    guarantees: tuple[GuaranteeLine, ...]
