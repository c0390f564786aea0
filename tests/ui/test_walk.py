"""Acceptance by walking: whatever holds on every page is looked at on every page of the tour."""

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.training.demonstration import Demonstration
from app.ui.theme import THEMES
from app.ui.tour.tour import Walk
from app.ui.tour.visitor import Way
from app.ui.tour.visits import ARRIVE, LANE, VISITS
from tests.ui.walk import Page, pages

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
SMALLEST, MOST_STOPS, RING = 24, 120, 2
FACTS_OF_THE_STORE = {"unsent", "battery", "clock"}


@pytest.fixture(scope="module")
def walked(
    story: Demonstration, dressed: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Page, ...]:
    """Every page in the usual window, the two that are worked in most in the smallest."""
    folder = tmp_path_factory.mktemp("walked")
    wide = tuple(pages(_walk(story, dressed, folder, 1.0)))
    narrow = tuple(pages(_walk(story, dressed, folder, 2.0), frozenset({ARRIVE, LANE})))
    return wide + narrow


def _walk(story: Demonstration, app: QApplication, folder: Path, scale: float) -> Walk:
    return Walk(app, story, Way(scale=scale), folder)


def test_every_page_of_the_tour_is_walked(walked: tuple[Page, ...]) -> None:
    assert {page.name for page in walked} == {visit.name for visit in VISITS}


def test_tab_reaches_every_stop_and_is_trapped_by_none(walked: tuple[Page, ...]) -> None:
    lost = {page.name: set(page.stops) - page.reached for page in walked}
    assert {name: stops for name, stops in lost.items() if stops} == {}
    assert {page.name: page.trap for page in walked if page.trap} == {}


def test_f6_goes_round_the_panes_in_order_and_shift_f6_back(walked: tuple[Page, ...]) -> None:
    for page in walked:
        if not page.there:  # a page still being loaded
            continue
        count = len(page.panes)
        steps = {(after - here) % count for here, after in pairwise(page.there)}
        assert sorted(page.there) == list(range(count)), (page.name, page.panes, page.there)
        assert steps <= {1}, (page.name, page.there)
        assert page.back[:-1] == tuple(reversed(page.there))[1:], (page.name, page.back)


def test_the_focus_shows_on_every_sort_of_stop(walked: tuple[Page, ...]) -> None:
    assert {page.name: page.unringed for page in walked if page.unringed} == {}
    assert all(theme.focus_line >= RING for theme in THEMES.values())


def test_nothing_needs_the_mouse(walked: tuple[Page, ...]) -> None:
    assert {page.name: page.by_mouse_only for page in walked if page.by_mouse_only} == {}


def test_every_stop_has_a_name(walked: tuple[Page, ...]) -> None:
    unnamed = {page.name: [stop for stop in page.stops if not stop.name] for page in walked}
    assert {name: stops for name, stops in unnamed.items() if stops} == {}


def test_every_list_has_a_name_a_current_row_and_rows_that_speak(walked: tuple[Page, ...]) -> None:
    for page in walked:
        for table in page.tables:
            assert table.name, page.name
            assert table.has_current or not table.spoken, (page.name, table.name)
            assert all(table.spoken), (page.name, table.name)


def test_no_page_has_more_stops_than_a_screen_reader_bears(walked: tuple[Page, ...]) -> None:
    assert max(len(page.stops) for page in walked) <= MOST_STOPS


def test_whatever_is_pressed_is_large_enough(walked: tuple[Page, ...]) -> None:
    small = [
        (page.name, target)
        for page in walked
        for target in page.targets
        if min(target.wide, target.high) < SMALLEST
    ]
    assert small == []


def test_five_facts_stand_on_every_page_and_before_a_locked_one(walked: tuple[Page, ...]) -> None:
    for page in walked:
        assert page.strip_in_sight, page.name
        if page.before:  # the store was not opened yet, and the strip says so
            assert page.told.endswith("Links and waiting acts are shown after the first sign-in")
            continue
        kinds = set(page.facts)
        assert kinds >= FACTS_OF_THE_STORE, (page.name, page.facts)
        assert kinds & {"linkup", "linkdown"}, (page.name, page.facts)
        assert kinds & {"stop", "check"}, (page.name, page.facts)


def test_a_case_names_both_acts_in_a_word_and_their_parts_below(walked: tuple[Page, ...]) -> None:
    (page,) = (page for page in walked if page.name == "case")
    spoken = [row for table in page.tables for row in table.spoken]
    assert "Act, Here Arrival, There Arrival, same" in spoken


def test_no_page_opens_a_dialog(walked: tuple[Page, ...]) -> None:
    assert {page.name: page.modal for page in walked if page.modal} == {}
