"""Rules of the procedure alone: each says its number and what puts it right."""

import msgspec

from app.base.clock import Day, Instant
from app.base.findings import Severity
from app.consignment.transport import Seal, TransportEquipment
from app.reference.legal_clocks import day_ends
from app.transit import rules
from app.transit.findings import SealState
from app.transit.movement import (
    Hold,
    Movement,
    SealInForce,
    Snapshot,
    digest_of,
    seals_declared,
    snapshot_in_force,
)
from app.transit.states import Role, State
from tests.transit.goods import DECLARATION, declaration
from tests.transit.post import NOW


def holding(**fields: object) -> Movement:
    """A movement with its declaration."""
    sealed = msgspec.structs.replace(
        DECLARATION.consignment,
        equipment=(
            TransportEquipment(
                sequence_number=1,
                container_identification_number="CSQU3054383",
                number_of_seals=1,
                seals=(Seal(sequence_number=1, identifier="AL1"),),
            ),
        ),
    )
    declared = declaration(consignment=sealed)
    snapshot = Snapshot(
        act=bytes(32), digest=digest_of(declared), source="declared", declaration=declared
    )
    movement = Movement(snapshots=(snapshot,), seals=seals_declared(declared))
    return msgspec.structs.replace(movement, **fields)


def test_the_state_of_seals_is_left_out_where_none_were_declared() -> None:
    assert rules.state_of_seals(Movement()) is None
    assert rules.state_of_seals(holding()) is True
    broken = SealInForce(identifier="AL1", state=SealState.BROKEN)
    assert rules.state_of_seals(holding(seals=(broken,))) is False


def test_a_crossing_after_the_limit_date_is_a_warning() -> None:
    late = holding(administration="XK", limit=Day(20261121))
    (finding,) = rules.late_passage(late, Instant(NOW))
    assert (finding.severity, finding.parameters["limit"]) == (
        Severity.WARN,
        "21 @desk.month.11 2026",
    )
    in_time = holding(administration="XK", limit=Day(20261122))
    assert tuple(rules.late_passage(in_time, Instant(NOW))) == ()
    last = Instant(day_ends(Day(20261122), "Europe/Belgrade") - 1)
    assert tuple(rules.late_passage(in_time, last)) == ()


def test_goods_that_are_here_although_closed_are_shown() -> None:
    closed = holding(closed_by="AL002000", destination=State.ARRIVED)
    assert [one.code for one in rules.closed_but_here(closed)] == ["transit.rules.closed_but_here"]
    assert tuple(rules.closed_but_here(holding())) == ()


def test_a_stop_is_shown_at_arrival_which_is_recorded_all_the_same() -> None:
    held = holding(holds=(Hold(act=bytes(32), reason="police", office="AL002000"),))
    (finding,) = rules.held_on_arrival(held)
    assert (finding.severity, finding.parameters["reason"]) == (Severity.WARN, "police")


def test_seals_or_an_exemption_are_needed_where_the_page_brings_neither() -> None:
    (finding,) = rules.seals_affixable((), 0, Movement(), exempt=False)
    assert finding.code == "transit.rules.seals_or_exemption"
    assert tuple(rules.seals_affixable((), 0, holding(), exempt=False)) == ()


def test_an_office_of_no_declared_itinerary_says_nothing_without_data() -> None:
    assert rules.all_of(rules.other_office(Movement(), Role.TRANSIT, "XK002010")) == ()


def test_a_container_keeps_its_number_and_takes_the_seals_in_force() -> None:
    movement = holding(seals=(SealInForce(identifier="NEW1"), SealInForce(identifier="NEW2")))
    sent = snapshot_in_force(movement)
    assert sent is not None
    (equipment,) = sent.consignment.equipment
    assert equipment.container_identification_number == "CSQU3054383"
    assert (equipment.number_of_seals, len(equipment.seals)) == (2, 2)
    assert equipment.goods_references == ()
    assert snapshot_in_force(Movement()) is None
