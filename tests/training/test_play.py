"""The days at the demonstration post leave every queue, state and page with something telling."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.base.clock import FakeClock
from app.base.errors import Broken
from app.base.ids import SystemChance
from app.cases.views import CasesList
from app.hub.premises import HubPremises
from app.training.demonstration import Demonstration, demonstration
from app.training.holding import Holding, holding
from app.training.play import DURRES, HANI, OFFICES, PRISHTINA
from app.training.verdict import Administration, verdict
from app.transit.lists import Find, QueueOf, Today
from app.transit.pages import ArrivalPage, FastLane
from app.transit.rows import QueueLine
from app.workstation.cases import SignIn, SignInPage
from app.workstation.premises import Premises
from app.workstation.rooms import Rooms
from app.workstation.status import Strip, SyncCentre
from app.workstation.workstation import Workstation
from tests.training.stopped import STOPPED

ROOMS = Rooms()

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]


@pytest.fixture(scope="module")
def morine(played: Demonstration) -> Iterator[Workstation]:
    opened = opened_at(played.post, played.secret)
    yield opened
    opened.close()


def opened_at(folder: Path, secret: str) -> Workstation:
    clock, chance = FakeClock(STOPPED), SystemChance()
    workstation = Workstation(Premises.open(folder, chance), clock=clock, chance=chance)
    officer = workstation.ask(SignInPage()).officers[0].officer
    workstation.do(SignIn(officer=officer, secret=secret))
    return workstation


def lines(morine: Workstation, queue: str) -> tuple[QueueLine, ...]:
    return morine.ask(QueueOf(queue=queue)).lines


def test_no_queue_of_the_post_is_empty_and_some_clocks_are_near_or_over(
    morine: Workstation,
) -> None:
    counts = morine.ask(Today()).queues
    for queue in ("expected", "crossings", "yard", "control", "result", "departures", "cases"):
        assert counts[queue].count >= 2, queue
    assert counts["late"].late >= 2
    results = lines(morine, "result")
    assert {(line.near, line.late) for line in results} == {
        (False, True),
        (True, False),
        (False, False),
    }
    assert any(line.late for line in lines(morine, "expected"))


def test_every_state_of_departure_and_arrival_is_there(morine: Workstation) -> None:
    assert {line.state for line in lines(morine, "yard")} >= {
        "arrived",
        "under control",
        "provisional arrival",
    }
    assert {line.state for line in lines(morine, "departures")} == {
        "declared",
        "accepted",
        "under control",
        "results known",
        "discrepancies open",
    }
    away = {line.state for line in lines(morine, "late")}
    assert "released" in away
    flags = {flag for line in lines(morine, "yard") for flag in line.flags}
    assert {"transit.flag.held", "transit.flag.bad_seals", "transit.flag.instruction"} <= flags


def test_holders_are_named_at_length_in_four_scripts(morine: Workstation) -> None:
    long = [line.holder for line in lines(morine, "expected") if len(line.holder) >= 50]
    scripts = {
        unicodedata.name(letter).split()[0] for name in long for letter in name if letter.isalpha()
    }
    assert scripts >= {"LATIN", "CYRILLIC", "GREEK", "ARABIC"}


def test_two_contradictions_wait_for_a_person(morine: Workstation) -> None:
    words = {line.words.code for line in morine.ask(CasesList()).lines}
    assert words == {"transit.case.two_arrivals", "transit.case.results_differ"}
    assert morine.ask(Strip()).need_you == 2


def test_a_step_not_a_minute_old_is_saved_and_has_not_left(morine: Workstation) -> None:
    strip = morine.ask(Strip())
    assert strip.waiting > 3
    assert {line.number for line in morine.ask(SyncCentre()).unsent} > {""}
    assert strip.links[0].state == "up"


def test_what_is_named_is_what_its_name_says(morine: Workstation, played: Demonstration) -> None:
    found = morine.ask(Find(text=played.named["unknown"]))
    assert found.hits == ()
    assert found.unknown_mrn == played.named["unknown"]
    for name, number in played.named.items():
        if name != "unknown":
            assert any(hit.number == number for hit in morine.ask(Find(text=number)).hits), name
    clean = morine.ask(ArrivalPage(mrn=played.named["clean"]))
    assert clean.arrived == 0
    broken = morine.ask(ArrivalPage(mrn=played.named["broken seal"]))
    assert any(seal.state == "broken" for seal in broken.seals)
    assert morine.ask(FastLane()).count >= 9


def test_the_other_desk_has_nothing_to_do_and_shows_its_passphrase(
    played: Demonstration,
) -> None:
    kukes = opened_at(played.empty, played.secret)
    try:
        assert kukes.ask(SignInPage()).hint == played.secret
        assert {row.count for row in kukes.ask(Today()).queues.values()} <= {0}
        assert lines(kukes, "expected") == ()
    finally:
        kukes.close()


def test_the_journal_of_everybody_agrees_but_for_what_has_not_left(
    played: Demonstration,
) -> None:
    administrations = []
    for country, folder in played.hubs.items():
        premises = HubPremises.open(folder, ROOMS.registry)
        with premises.store:
            hub = holding(premises.store, ROOMS.registry, device=premises.device.id)
        posts = {
            OFFICES[name]: held_at(played.desks[name], played.secret)
            for name in (DURRES, PRISHTINA, HANI)
            if OFFICES[name][:2] == country
        }
        administrations.append(Administration(country=country, hub=hub, posts=posts))
    told = verdict(tuple(administrations))
    own = [line for line in told.differences if "duty" not in line]
    assert own == []
    assert told.cases == 2


def held_at(folder: Path, secret: str) -> Holding:
    opened = opened_at(folder, secret)
    held = holding(opened.store, ROOMS.registry, device=opened.premises.device.id)
    opened.close()
    return held


def test_a_demonstration_that_is_there_is_found_again(played: Demonstration) -> None:
    again = demonstration(
        played.folder, seed=9, clock=FakeClock(STOPPED + 1), chance=SystemChance()
    )
    assert again == played


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear Mira")
    with pytest.raises(Broken, match=r"training\.not_a_demonstration"):
        demonstration(tmp_path, seed=1, clock=FakeClock(STOPPED), chance=SystemChance())
