"""Traffic: the same from the same seed, and what officers would take for a day at a post."""

import unicodedata

import pytest

from app.base.clock import Day, Instant
from app.consignment.declaration import containers_of
from app.messages.examined import examine
from app.messages.ncts.declared import declaration_of
from app.messages.ncts.message import read
from app.reference import codelists, offices
from app.reference.numbers import container, grn, plate
from app.training import loads
from app.training.draw import drawn
from app.training.tables import journey, journeys, traders, wares
from app.training.traffic import Lodged, Traffic

NOW = Instant(1_795_352_700_000)


def day_of_traffic(seed: int, count: int = 60) -> list[Lodged]:
    traffic = Traffic(seed)
    roads = journeys()
    return [traffic.lodged(number, roads[number % len(roads)], NOW) for number in range(count)]


def test_the_same_seed_lodges_the_same_bytes_and_another_seed_others() -> None:
    first, again, other = (day_of_traffic(seed, 14) for seed in (7, 7, 8))
    assert [one.content for one in first] == [one.content for one in again]
    assert all(ours.content != theirs.content for ours, theirs in zip(first, other, strict=True))


def test_every_declaration_holds_against_schema_lists_and_rules() -> None:
    lists = codelists.load(Day(20261122))
    examined = [examine(one.content, lists) for one in day_of_traffic(3)]
    assert {(one.type, one.schema, one.verdict, one.findings) for one in examined} == {
        ("CC015C", "valid", "accept", ())
    }


def test_a_message_says_what_was_declared() -> None:
    for one in day_of_traffic(4, 14):
        message = read(one.content).message
        assert message is not None
        assert declaration_of(message) == one.declaration


def test_numbers_with_check_digits_hold() -> None:
    lodged = day_of_traffic(5)
    boxes = [number for one in lodged for number in containers_of(one.declaration)]
    guarantees = [
        reference.grn or ""
        for one in lodged
        for guarantee in one.declaration.guarantees
        for reference in guarantee.references
    ]
    assert boxes
    assert [number for number in boxes if container.doubts(number)] == []
    assert [number for number in guarantees if grn.doubts(number)] == []


def test_no_lorry_carries_more_than_it_may_and_masses_add_up() -> None:
    for one in day_of_traffic(6):
        consignment = one.declaration.consignment
        lines = [line for house in consignment.house_consignments for line in house.goods]
        masses = [line.commodity.gross_mass for line in lines]
        whole = sum(mass.decimal for mass in masses if mass is not None)
        assert consignment.gross_mass is not None
        assert consignment.gross_mass.decimal == whole
        assert 0 < whole <= 24_000


def test_plates_of_seven_countries_are_on_the_road() -> None:
    seen = {
        one.declaration.consignment.departure_means[0].nationality
        for one in day_of_traffic(1, 200)
    }
    assert {"AL", "XK", "RS", "MK", "ME", "TR"} <= seen
    assert all(
        plate.is_valid(loads.plate(drawn(place, country), country))
        for country in loads.PLATES
        for place in range(20)
    )


def test_traders_write_in_four_scripts_and_some_at_length() -> None:
    scripts = {
        unicodedata.name(letter).split()[0]
        for one in traders()
        for letter in one.name
        if letter.isalpha()
    }
    assert {"LATIN", "CYRILLIC", "GREEK", "ARABIC"} <= scripts
    lengths = [len(one.name) for one in traders()]
    assert max(lengths) <= 70
    assert sum(length > 55 for length in lengths) >= 4


def test_a_trader_keeps_its_number_through_all_traffic() -> None:
    numbers: dict[str, set[str | None]] = {}
    for seed in (1, 2):
        for one in day_of_traffic(seed):
            holder = one.declaration.holder
            numbers.setdefault(holder.name or "", set()).add(holder.identification_number)
    assert {len(known) for known in numbers.values()} == {1}


def test_journeys_run_between_offices_of_the_packs() -> None:
    known = offices.load()
    for one in journeys():
        for office in (one.departure, *one.transit, one.destination):
            assert known.find(office) is not None, office
    with pytest.raises(KeyError):
        journey("AL002000", "AL003010")


def test_goods_bear_codes_of_six_digits_and_packages_of_the_list() -> None:
    lists = codelists.load(Day(20261122))
    for ware in wares():
        assert len(ware.code) == 6
        assert lists.contains("CL017", ware.packages) is True
        assert ware.lightest < ware.heaviest
