"""The corridor in processes of its own: an official file, every line cut, and what breaks it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from app.base.clock import SystemClock
from app.base.ids import SystemChance
from app.cli.main import main
from app.training import way
from app.training.corridor import Corridor, Told
from app.training.post_child import Done, Rounds, Seen, Step
from app.training.verdict import verdict
from app.training.world import World
from app.transit.use_cases import Hold

OFFICIAL = Path("../shared/data/ncts/samples/validator-p5/cc015c-valid-2.xml")
LETTERS_ABROAD = {"CD001C": 1, "CD050C": 1, "CD118C": 1, "CD006C": 1, "CD018C": 1}

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


@contextmanager
def playing(folder: Path, told: list[Told], *, between: bool = True) -> Iterator[Corridor]:
    road = way.road(3)
    chance = SystemChance()
    offices = way.offices(3) if between else (way.DURRES, way.PRISHTINA)
    with World(folder, offices, chance=chance, between=between) as world:
        yield Corridor(world, road, told.append, clock=SystemClock(), link_down=between)
        children = (*world.hubs.values(), *world.posts.values())
    assert all(child.has_ended for child in children)


def test_with_every_line_cut_in_turn_all_agree_and_a_lost_act_is_seen(tmp_path: Path) -> None:
    told: list[Told] = []
    clock = SystemClock()
    declared = way.placed(way.sample(clock.now()), way.road(3), clock)
    with playing(tmp_path, told) as story:
        held = story.play(declared)
        assert held.differences == ()
        assert (held.converged, held.acknowledged, held.asked_twice) == (True, True, 0)
        assert held.messages == LETTERS_ABROAD
        assert held.freed == 1
        tried = [step for step in told if step.act == "no line"]
        assert {step.office for step in tried} == {"AL002000", "XK002010", "XK001010"}
        assert {step.state for step in tried} <= {"sync.no_line", "sync.line_cut"}
        assert all(step.waiting for step in tried)

        post, line = story.world.posts["XK001010"], story.world.lines["XK001010"]
        found = post.ask("find", story.mrn, Seen)
        line.cut()
        hold = Hold(record=found.record, reason="a call from the customs police")  # type: ignore[arg-type] # record ids are bytes
        case = Step(name="Hold", fields=msgspec.Raw(msgspec.json.encode(hold)))
        assert post.ask("do", case, Done).done
        lost = verdict(story.world.administrations())
        assert not lost.converged
        assert "differs from the centre's" in lost.differences[0]

        line.restore()
        post.ask("sync", None, Rounds)
        story.world.posts["XK002010"].ask("sync", None, Rounds)
        assert verdict(story.world.administrations()).converged


def test_without_the_channel_between_the_hubs_the_destination_knows_nothing(
    tmp_path: Path,
) -> None:
    told: list[Told] = []
    clock = SystemClock()
    declared = way.placed(way.sample(clock.now()), way.road(3), clock)
    with playing(tmp_path, told, between=False) as story:
        story.depart(declared.content)
        held = story.settle()
        found = story.world.posts["XK001010"].ask("find", story.mrn, Seen)
    assert found.record == b""
    assert not held.converged
    assert held.messages == {}


def test_the_command_plays_an_official_file_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["demo", "corridor", "--json", "--keep", str(tmp_path)]
    source = OFFICIAL if OFFICIAL.exists() else Path("tests/data/ncts/CC015C-p5.xml")
    status = main([*words, "--from", str(source)])
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert status == 0
    steps, last = lines[:-1], lines[-1]
    assert [step["step"] for step in steps] == list(range(1, len(steps) + 1))
    assert all({"step", "office", "act", "record", "state", "ms"} <= set(step) for step in steps)
    acts = [step["act"] for step in steps]
    assert acts.index("knows of it") < acts.index("scanned") < acts.index("Cross")
    assert acts.index("Cross") < acts.index("EndTransit") < acts.index("Discharge")
    assert last["converged"]
    assert last["messages"] == LETTERS_ABROAD
    assert last["bytes"]["AL to XK"]["up"] > 0
    assert (tmp_path / "tad.pdf").read_bytes().startswith(b"%PDF")
    assert len(list(tmp_path.glob("post-*/post.json"))) == 3
