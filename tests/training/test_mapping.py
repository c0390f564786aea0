"""A real declaration on the demonstration's road: what is replaced stands in the table."""

from pathlib import Path

import pytest

from app.base.clock import Day, FakeClock
from app.base.errors import Refused
from app.messages.examined import examine
from app.messages.ncts.declared import declaration_of
from app.messages.ncts.message import read
from app.messages.tree import paths
from app.reference import codelists
from app.training import way
from app.training.mapping import Placed

OFFICIAL = Path("../shared/data/ncts/samples/validator-p5/cc015c-valid-2.xml")
OWN = Path("tests/data/ncts/CC015C-p5.xml")


def on_the_road(raw: bytes, posts: int = 3) -> Placed:
    return way.placed(raw, way.road(posts), FakeClock())


def test_offices_and_dates_are_mapped_and_all_else_stays() -> None:
    raw = OWN.read_bytes()
    done = on_the_road(raw)
    before, after = read(raw).message, read(done.content).message
    assert before is not None
    assert after is not None
    told = {row.what for row in done.table}
    then = {path: node.text for path, node in paths(after.root)}
    for path, node in paths(before.root):
        place = path.partition("/CC015C/")[2]
        mapped = any(place.startswith(what.split("[")[0]) for what in told)
        assert mapped or then[path] == node.text, path
    declaration = declaration_of(after)
    assert declaration.office_of_departure == "AL002000"
    assert declaration.office_of_destination == "XK001010"
    assert [one.reference_number for one in declaration.offices_of_transit] == ["XK002010"]


def test_an_official_file_stays_as_good_as_it_was() -> None:
    if not OFFICIAL.exists():
        pytest.skip("the published samples are not on this machine")
    raw = OFFICIAL.read_bytes()
    lists = codelists.load(Day(20261122))
    done = on_the_road(raw)
    assert examine(done.content, lists).schema == examine(raw, lists).schema == "valid"
    rows = {row.what: (row.was, row.now) for row in done.table}
    assert rows["CustomsOfficeOfDeparture/referenceNumber"] == ("XI000081", "AL002000")
    assert rows["TransitOperation/limitDate"] == ("2023-07-30", "2026-11-24")


def test_a_fourth_post_lies_on_the_road() -> None:
    done = on_the_road(OWN.read_bytes(), posts=4)
    message = read(done.content).message
    assert message is not None
    declared = declaration_of(message).offices_of_transit
    assert [one.reference_number for one in declared] == ["AL003010", "XK002010"]


def test_what_is_no_declaration_is_refused() -> None:
    with pytest.raises(Refused, match=r"training\.no_declaration"):
        on_the_road(b"<hello/>")
    with pytest.raises(Refused, match=r"training\.no_declaration"):
        on_the_road(Path("tests/data/ncts/CD006C-p5.xml").read_bytes())


def test_a_corridor_of_two_or_of_six_is_refused() -> None:
    for posts in (2, 6):
        with pytest.raises(Refused, match=r"training\.posts"):
            way.offices(posts)
