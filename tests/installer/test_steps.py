import subprocess
import sys
from pathlib import Path

from installer.commands import USAGE, handed_over, main, read
from installer.steps import Result, Step, no_qt, run_step, steps, summary
from installer.trouble import ROOT

PYTHON = Path(sys.executable)
SHOWN = {"DISPLAY": ":0"}


def ends(status: int) -> Step:
    return Step(f"ends {status}", (sys.executable, "-c", f"raise SystemExit({status})"))


def test_the_steps_come_in_their_order() -> None:
    assert [step.name for step in steps(PYTHON, Path("blocked"))] == [
        "ruff check",
        "ruff format",
        "mypy",
        "lint-imports",
        "deptry",
        "suite without Qt",
        "tests/ui offscreen",
        "perfect files",
    ]


def test_the_summary_names_what_went_wrong_and_the_line_to_run() -> None:
    results = [run_step(ends(0)), run_step(ends(4))]
    lines = summary(results)
    assert [result.status for result in results] == [0, 4]
    assert lines[0].startswith("ok ")
    assert lines[1].startswith("BAD")
    assert "raise SystemExit(4)" in lines[-1]


def test_the_summary_says_when_everything_holds() -> None:
    assert summary([Result(ends(0), 0, 1.0)])[-1] == "Everything holds."


def test_a_step_counts_a_run_without_tests_as_wrong() -> None:
    assert run_step(ends(5)).status == 5


def test_a_step_whose_folders_are_not_there_yet_has_nothing_to_run(tmp_path: Path) -> None:
    assert run_step(ends(5)._replace(needs=(tmp_path / "none",))).status == 0
    assert run_step(ends(5)._replace(needs=(tmp_path,))).status == 5


def test_the_line_to_run_alone_hides_no_folder_that_is_gone() -> None:
    suite = next(step for step in steps(PYTHON, Path("gone")) if step.name == "suite without Qt")
    line = summary([Result(suite, 1, 1.0)])[-1]
    assert "gone" not in line
    assert "coverage" not in line
    assert line.endswith(" --ignore=tests/ui --ignore=app/ui")


def test_the_suite_without_qt_cannot_import_it(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import PySide6"],
        env={"PYTHONPATH": str(no_qt(tmp_path))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "needs no screen" in done.stderr


def test_words_after_run_go_to_the_program() -> None:
    assert handed_over(("--store", "x"), SHOWN) == ("run", "--store", "x")
    assert handed_over(("--", "tour", "--out", "shots"), SHOWN) == ("tour", "--out", "shots")
    assert handed_over((), SHOWN) == ("run",)


def test_without_a_display_a_tour_is_made_instead() -> None:
    assert handed_over((), {}) == ("tour", "--out", "./tour/")
    assert handed_over(("--", "queue"), {}) == ("queue",)


def test_the_environment_can_be_another_folder() -> None:
    asked = read(["--venv", "elsewhere", "test", "tests/house"])
    assert asked is not None
    assert (asked.command, asked.words) == ("test", ("tests/house",))
    assert asked.folder == Path("elsewhere").absolute()


def test_a_wrong_word_is_answered_with_the_usage() -> None:
    assert read(["walk"]) is None
    assert main(["walk"]) == 2
    assert "bootstrap.py" in USAGE


def test_the_script_compiles_without_anything_newer_than_python_2() -> None:
    words = (ROOT / "installer" / "bootstrap.py").read_text("utf-8")
    assert words.isascii()
    assert 'f"' not in words
    assert "def " not in words
    assert words.index("sys.exit(\n") < words.index("from installer")


def test_ci_calls_the_test_command_and_nothing_else() -> None:
    words = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    assert words[-1] == "exec python3 installer/bootstrap.py test"
