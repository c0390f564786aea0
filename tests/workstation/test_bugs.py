"""Whatever goes wrong comes back as an answer; the log knows where, and no names."""

import json
from pathlib import Path

import pytest

from app.acts.steps import Plan, UseCase, View
from app.base.clock import FakeClock
from app.base.errors import Bug, Refused
from app.base.ids import SeededChance
from app.transit.use_cases import Declare
from app.workstation import diary
from app.workstation.diary import FILES, Diary
from app.workstation.status import Counts
from tests.transit.goods import DECLARATION
from tests.workstation.post import Post


class Stumble(UseCase, frozen=True, kw_only=True):
    """A step of ours with a mistake in it."""

    driver: str


class Puzzle(View[int], frozen=True, kw_only=True):
    """A question of ours with a mistake in its answer."""


def planted(post: Post) -> Post:
    def stumble(case: Stumble, _desk: object) -> Plan:
        raise KeyError(case.driver)

    def puzzle(_view: object, _look: object) -> int:
        return 1 // 0

    post.workstation.rooms._services[Stumble] = stumble
    post.workstation.rooms._views[Puzzle] = puzzle
    post.sign_in()
    return post


def log(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "log.jsonl").read_text("utf-8").splitlines()]


def test_an_unexpected_error_in_a_question_is_a_bug_with_a_reference(
    post: Post, folder: Path
) -> None:
    with pytest.raises(Bug) as bug:
        planted(post).ask(Puzzle())
    (line,) = log(folder)
    assert line["reference"] == bug.value.reference
    assert (line["doing"], line["error"]) == ("Puzzle", "ZeroDivisionError")
    assert "puzzle" in str(line["places"])


def test_an_unexpected_error_in_a_step_saves_nothing_and_logs_no_names(
    post: Post, folder: Path
) -> None:
    planted(post)
    before = len(post.own_acts())
    with pytest.raises(Bug):
        post.do(Stumble(driver="Arben Hoxha AA123BB"))
    assert len(post.own_acts()) == before
    assert "Arben" not in (folder / "log.jsonl").read_text("utf-8")
    assert post.do(Declare(declaration=DECLARATION)).done


def test_a_question_nobody_answers_is_refused(post: Post) -> None:
    post.sign_in()
    with pytest.raises(Refused, match=r"workstation\.no_such_view"):
        post.ask(Puzzle())
    assert post.ask(Counts()).counts == {}


def test_the_log_turns_over_and_the_oldest_file_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(diary, "MOST_BYTES", 100)
    kept = Diary(tmp_path, FakeClock(), SeededChance(1))
    for number in range(40):
        kept.note("counted", number=number)
    files = sorted(path.name for path in tmp_path.iterdir())
    assert files == ["log.1.jsonl", "log.2.jsonl", "log.3.jsonl", "log.4.jsonl", "log.jsonl"]
    assert len(files) == FILES
    assert log(tmp_path)[-1]["number"] == 39


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    kept = Diary(tmp_path / "nowhere", FakeClock(), SeededChance(1))
    kept.note("lost")
    assert isinstance(kept.bug(ValueError("x"), "testing"), Bug)


def test_a_listener_in_trouble_is_noted_and_what_was_saved_is_told_as_saved(
    post: Post, folder: Path
) -> None:
    post.sign_in()
    post.workstation.changed.listen(lambda _changed: [].pop())
    outcome = post.do(Declare(declaration=DECLARATION))
    assert outcome.done
    assert post.own_acts()[-1].id in outcome.acts
    noted = [line for line in log(folder) if line["code"] == "bug"]
    assert [(line["doing"], line["error"]) for line in noted] == [("telling", "IndexError")]
