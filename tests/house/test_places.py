"""Nothing in the tree depends on where somebody keeps it, or begs to be finished."""

import re
from collections.abc import Iterator

import pytest

from tests.house.reading import Source, breaches, hold, sources

_PLACE = re.compile(r"(?<![\w.~{}])/(?:home|root|Users|work|tmp)/\w")
_UNFINISHED = re.compile("(?:" + "|".join(["TO" + "DO", "FIX" + "ME", "X" + "XX"]) + r")\b")


def someones(file: Source) -> Iterator[str]:
    """Find paths of one machine, and marks of work left undone."""
    for number, line in file.lines():
        if _PLACE.search(line):
            yield f"line {number}: a path of one machine"
        if _UNFINISHED.search(line):
            yield f"line {number}: left undone"


def test_no_file_names_a_place_of_one_machine() -> None:
    files = (*sources("app", "installer", "tests"), *sources("docs", ending=".md"))
    others = [file for file in files if file.path != "tests/house/test_places.py"]
    hold(breaches(someones, others))


@pytest.mark.parametrize("line", ["x = '/home/ann/x'", "# /root/y", "# TO" + "DO: later"])
def test_such_a_place_is_caught(line: str) -> None:
    assert list(someones(Source("app/x.py", line))) != []


@pytest.mark.parametrize("line", ["x = 'a/root/y'", "path('/usr/lib/x')"])
def test_other_paths_are_left_alone(line: str) -> None:
    assert list(someones(Source("app/x.py", line))) == []
