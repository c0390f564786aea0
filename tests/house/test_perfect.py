"""The list of perfect files names files that are there."""

from installer.perfect import faults
from installer.steps import perfect_files
from tests.house.reading import ROOT


def test_every_perfect_file_is_in_the_tree_once_and_in_order() -> None:
    names = perfect_files()
    assert list(names) == sorted(set(names))
    assert [name for name in names if not (ROOT / name).is_file()] == []


def test_a_line_a_branch_and_a_file_that_no_test_runs_are_caught() -> None:
    measured = {
        "a.py": {"missing_lines": [], "missing_branches": []},
        "b.py": {"missing_lines": [7], "missing_branches": [[6, 7]]},
        "c.py": {"missing_lines": [], "missing_branches": [[3, -1]]},
    }
    assert faults(["a.py"], measured) == []
    assert faults(["b.py", "c.py", "d.py"], measured) == [
        "b.py: lines never run: 7",
        "c.py: branches never taken: 3->-1",
        "d.py: no test runs it",
    ]
