"""The neutral model: what a declaration can be asked."""

import msgspec

from app.base.clock import Day
from app.base.quantities import quantity
from app.consignment.consignments import Consignment, HouseConsignment
from app.consignment.declaration import (
    ControlResult,
    Declaration,
    containers_of,
    goods_of,
    limit_date_of,
    plates_of,
    seals_of,
    total_packages,
)
from app.consignment.goods import Commodity, ConsignmentItem, Packaging
from app.consignment.guarantees import GuaranteeReference
from app.consignment.parties import Party
from app.consignment.transport import Seal, TransportEquipment, TransportMeans


def line(number: int, packages: int | None) -> ConsignmentItem:
    return ConsignmentItem(
        goods_item_number=1,
        declaration_goods_item_number=number,
        commodity=Commodity(
            harmonized_system_code="040690",
            combined_nomenclature_code="21",
            gross_mass=quantity("1200.5"),
        ),
        packaging=(
            Packaging(sequence_number=1, type_of_packages="CT", number_of_packages=packages),
        ),
    )


def declared(**more: object) -> Declaration:
    declaration = Declaration(
        declaration_type="T1",
        security="0",
        office_of_departure="AL003010",
        office_of_destination="XK001000",
        holder=Party(identification_number="AL123456789", name="Bleta Transport"),
        limit_date=Day(20261130),
        consignment=Consignment(
            equipment=(
                TransportEquipment(
                    sequence_number=2,
                    container_identification_number="CSQU3054383",
                    seals=(Seal(sequence_number=1, identifier="S3"),),
                ),
                TransportEquipment(
                    sequence_number=1,
                    seals=(
                        Seal(sequence_number=2, identifier="S2"),
                        Seal(sequence_number=1, identifier="S1"),
                    ),
                ),
            ),
            departure_means=(TransportMeans(sequence_number=1, identification_number="AA123BB"),),
            active_border_means=(
                TransportMeans(sequence_number=1, identification_number="AA123BB"),
                TransportMeans(sequence_number=2, identification_number="01234KS"),
            ),
            house_consignments=(
                HouseConsignment(sequence_number=1, goods=(line(2, 40),)),
                HouseConsignment(sequence_number=2, goods=(line(1, None), line(3, 2))),
            ),
        ),
    )
    return msgspec.structs.replace(declaration, **more)


def test_packages_are_summed_over_all_goods_and_bulk_counts_none() -> None:
    assert total_packages(declared()) == 42


def test_goods_come_in_the_order_of_their_declaration_numbers() -> None:
    numbers = [goods.declaration_goods_item_number for goods in goods_of(declared())]
    assert numbers == [1, 2, 3]


def test_seals_come_by_equipment_and_then_by_their_own_number() -> None:
    assert [seal.identifier for seal in seals_of(declared())] == ["S1", "S2", "S3"]


def test_containers_and_plates_are_named_once() -> None:
    assert containers_of(declared()) == ("CSQU3054383",)
    assert plates_of(declared()) == ("AA123BB", "01234KS")


def test_the_limit_date_travels_in_the_control_result_after_release() -> None:
    assert limit_date_of(declared()) == 20261130
    released = declared(control_result=ControlResult(code="A2", date=Day(20261202)))
    assert limit_date_of(released) == 20261202


def test_absent_fields_leave_no_trace_when_written_down() -> None:
    written = msgspec.to_builtins(Party(name="Bleta Transport"))
    assert written == {"name": "Bleta Transport"}


def test_a_declaration_written_down_reads_back_equal() -> None:
    written = msgspec.msgpack.encode(declared())
    assert msgspec.msgpack.decode(written, type=Declaration) == declared()


def test_a_commodity_code_joins_its_two_parts() -> None:
    assert line(1, 1).commodity.commodity_code == "04069021"
    assert Commodity().commodity_code == ""


def test_an_access_code_never_shows_in_a_log() -> None:
    reference = GuaranteeReference(sequence_number=1, grn="26AL0000000000014", access_code="QX7P")
    assert "QX7P" not in repr(reference)
