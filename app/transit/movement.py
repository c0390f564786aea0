"""The folded record of a movement, and pure questions about it; what changes it lies beside."""

from collections.abc import Iterable

import msgspec

from app.base.clock import Day, Instant
from app.consignment.declaration import (
    ControlResult,
    Declaration,
    goods_of,
    limit_date_of,
    plates_of,
    seals_of,
)
from app.consignment.transport import (
    CountryOfRouting,
    GoodsReference,
    Seal,
    TransportEquipment,
)
from app.reference import legal_clocks, packs
from app.security import canonical
from app.transit.findings import Crossing, Difference, PlateFound, SealFound, SealState
from app.transit.states import Role, State


class Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the parts of the record share: nothing but their form."""


class Snapshot(Part, frozen=True, kw_only=True, omit_defaults=True):
    """One version of what is declared; a later one replaces it whole.

    ``act`` brought it (32 bytes), ``digest`` names it (SHA-256 of its canonical bytes), ``source``
    is the message or ``declared``.
    """

    act: bytes
    digest: bytes
    source: str
    declaration: Declaration


class SealInForce(Part, frozen=True, kw_only=True, omit_defaults=True):
    """A seal that should be on the equipment, and how it was last found."""

    identifier: str
    equipment: int = 1
    state: SealState = SealState.INTACT
    number_found: str = ""


class Notified(Part, frozen=True, kw_only=True, omit_defaults=True):
    """A frontier passed, as departure heard of it by message."""

    office: str
    date: Day


class Arrival(Part, frozen=True, kw_only=True, omit_defaults=True):
    """Where and when goods and MRN were presented (ms UTC), and what stood on the vehicle.

    ``act`` recorded it (32 bytes), ``made`` is when.
    """

    office: str
    occurred: Instant
    plate: PlateFound
    place: str = ""
    seen: bytes = b""
    provisional: bool = False
    late_reason: str = ""
    act: bytes = b""
    made: Instant = Instant(0)


class Result(Part, frozen=True, kw_only=True, omit_defaults=True):
    """What destination concluded (CL197)."""

    code: str
    occurred: Instant
    office: str = ""
    controls: tuple[str, ...] = ()
    remarks: str = ""
    differences: tuple[Difference, ...] = ()
    seen: bytes = b""


class Hold(Part, frozen=True, kw_only=True, omit_defaults=True):
    """A stop in force, by the act that made it."""

    act: bytes
    reason: str
    office: str


class Moment(Part, frozen=True, kw_only=True, omit_defaults=True):
    """An act in effect that others are told of by message: its kind, its id, when it was made."""

    kind: str
    act: bytes
    made: Instant


class Movement(Part, frozen=True, kw_only=True, omit_defaults=True):
    """A movement as this administration knows it.

    ``limit`` is the last day for presentation. ``departure_result`` is a code of CL196.
    """

    administration: str = ""
    mrn: str = ""
    lrn: str = ""
    departure: State = State.NONE
    transit: State = State.NONE
    destination: State = State.NONE
    snapshots: tuple[Snapshot, ...] = ()
    accepted: Day | None = None
    accepted_at: str = ""
    controls: tuple[str, ...] = ()
    instruction: str = ""
    departure_result: str = ""
    seals: tuple[SealInForce, ...] = ()
    seals_exempt: bool = False
    seals_checked: bool = False
    limit: Day | None = None
    binding_itinerary: bool = False
    released: Instant | None = None
    not_released: str = ""
    crossings: tuple[Crossing, ...] = ()
    notified: tuple[Notified, ...] = ()
    arrival: Arrival | None = None
    advised: Crossing | None = None
    result: Result | None = None
    ended: Instant | None = None
    discharged: Instant | None = None
    holds: tuple[Hold, ...] = ()
    closed_by: str = ""
    moments: tuple[Moment, ...] = ()
    last: Instant = Instant(0)

    @property
    def declaration(self) -> Declaration | None:
        """The version in force; None while only a vehicle or a number is known."""
        return self.snapshots[-1].declaration if self.snapshots else None

    @property
    def zone(self) -> str:
        """The zone its days of law are counted in (IANA): its administration's, by the pack.

        Never that of a device: posts that fold the same acts read the same clocks.
        """
        pack = packs.held(self.administration)
        return pack.zone if pack is not None else "UTC"

    @property
    def seen(self) -> bytes:
        """The digest of the version in force, empty where there is none."""
        return self.snapshots[-1].digest if self.snapshots else b""

    def state(self, role: Role) -> State:
        """Where it stands at one of its offices."""
        states = {
            Role.DEPARTURE: self.departure,
            Role.TRANSIT: self.transit,
            Role.DESTINATION: self.destination,
        }
        return states[role]

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles this administration holds, in the order of the journey."""
        return tuple(role for role in Role if self.state(role) is not State.NONE)

    @property
    def is_held(self) -> bool:
        """Whether somebody stopped it; a contradiction holds it too, as the fold tells."""
        return bool(self.holds)


def digest_of(declaration: Declaration) -> bytes:
    """Name a version of what is declared: SHA-256 of its canonical bytes."""
    return canonical.digest(canonical.struct_bytes(declaration))


def snapshot_in_force(movement: Movement) -> Declaration | None:
    """Give what departure tells the next offices: as declared, with what it decided since.

    The limit date travels as the date of the control result (guideline G0127).
    """
    declaration = movement.declaration
    if declaration is None:
        return None
    limit = movement.limit or limit_date_of(declaration)
    result = None
    if movement.departure_result and limit is not None:
        result = ControlResult(code=movement.departure_result, date=limit)
    return msgspec.structs.replace(
        declaration,
        mrn=movement.mrn or declaration.mrn,
        acceptance_date=movement.accepted or declaration.acceptance_date,
        release_date=local_day(movement.released, movement.zone) or declaration.release_date,
        control_result=result or declaration.control_result,
        limit_date=None if result else declaration.limit_date,
        binding_itinerary=movement.binding_itinerary or declaration.binding_itinerary,
        consignment=msgspec.structs.replace(
            declaration.consignment,
            equipment=_sealed(declaration, movement.seals),
            countries_of_routing=_routing(declaration, binding=movement.binding_itinerary),
        ),
    )


def itinerary_of(declaration: Declaration) -> tuple[str, ...]:
    """The countries on the way: those declared, else those of the offices."""
    routing = [one.country for one in declaration.consignment.countries_of_routing]
    on_the_way = [
        declaration.office_of_departure[:2],
        *(one.reference_number[:2] for one in declaration.offices_of_transit),
        declaration.office_of_destination[:2],
    ]
    return tuple(dict.fromkeys(routing or on_the_way))


def _routing(declaration: Declaration, *, binding: bool) -> tuple[CountryOfRouting, ...]:
    """A prescribed itinerary names its countries (condition C0586)."""
    declared = declaration.consignment.countries_of_routing
    if declared or not binding:
        return declared
    return tuple(
        CountryOfRouting(sequence_number=place, country=country)
        for place, country in enumerate(itinerary_of(declaration), start=1)
    )


def _sealed(
    declaration: Declaration, seals: tuple[SealInForce, ...]
) -> tuple[TransportEquipment, ...]:
    """The equipment with the seals in force; a sealed vehicle is one equipment (G0103)."""
    declared = {one.sequence_number: one for one in declaration.consignment.equipment}
    for number in sorted({seal.equipment for seal in seals} - declared.keys()):
        declared[number] = TransportEquipment(sequence_number=number)
    closed: list[TransportEquipment] = []
    for number in sorted(declared):
        marks = [seal.identifier for seal in seals if seal.equipment == number]
        closed.append(
            msgspec.structs.replace(
                declared[number],
                number_of_seals=len(marks),
                seals=tuple(
                    Seal(sequence_number=place, identifier=mark)
                    for place, mark in enumerate(marks, start=1)
                ),
            )
        )
    if len(closed) == 1 and not closed[0].container_identification_number:
        closed = [_with_all_goods(closed[0], declaration)]
    return tuple(closed)


def _with_all_goods(one: TransportEquipment, declaration: Declaration) -> TransportEquipment:
    """A sealed vehicle holds all goods; without a container that must be said (C0670)."""
    if one.goods_references:
        return one
    references = tuple(
        GoodsReference(sequence_number=place, declaration_goods_item_number=number)
        for place, number in enumerate(
            (goods.declaration_goods_item_number for goods in goods_of(declaration)), start=1
        )
    )
    return msgspec.structs.replace(one, goods_references=references)


def seals_declared(declaration: Declaration) -> tuple[SealInForce, ...]:
    """The seals a declaration names, each with the equipment it closes."""
    return tuple(
        SealInForce(identifier=seal.identifier, equipment=equipment.sequence_number)
        for equipment in sorted(
            declaration.consignment.equipment, key=lambda one: one.sequence_number
        )
        for seal in sorted(equipment.seals, key=lambda one: one.sequence_number)
        if seal.identifier is not None
    )


def seals_found(
    seals: tuple[SealInForce, ...], found: Iterable[SealFound]
) -> tuple[SealInForce, ...]:
    """The seals in force with what was found of them; marks not in force change nothing."""
    by_mark = {one.identifier: one for one in found}
    return tuple(
        msgspec.structs.replace(
            seal,
            state=by_mark[seal.identifier].state,
            number_found=by_mark[seal.identifier].number_found,
        )
        if seal.identifier in by_mark
        else seal
        for seal in seals
    )


def plates_declared(movement: Movement) -> tuple[str, ...]:
    """The plates the declaration in force names."""
    declaration = movement.declaration
    return () if declaration is None else plates_of(declaration)


def has_declared_seals(movement: Movement) -> bool:
    """Whether the version in force names seals at all (condition C0810)."""
    declaration = movement.declaration
    return declaration is not None and bool(seals_of(declaration))


def local_day(instant: Instant | None, zone: str) -> Day | None:
    """The date of law of an instant in a zone.

    >>> local_day(Instant(1795390200000), "Europe/Tirane")
    20261123
    """
    return None if instant is None else legal_clocks.local_day(instant, zone)
