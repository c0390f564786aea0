"""Every exception from a rule says why, where it stands."""

import re
from collections.abc import Iterator

import pytest

from tests.house.reading import ROOT, Source, breaches, comments, hold, pyproject, sources

_NOQA = re.compile(r"#\s*noqa\b(?P<rest>.*)", re.IGNORECASE)
_TYPE = re.compile(r"#\s*type:\s*ignore(?P<rest>.*)")
_PRAGMA = re.compile(r"#\s*pragma:\s*no (?:cover|branch)(?P<rest>.*)")
_CODES = re.compile(r":\s*[A-Z]+[0-9]+(?:[,\s]+[A-Z]+[0-9]+)*(?P<reason>.*)")
_BRACKETS = re.compile(r"\[[a-z-]+(?:, *[a-z-]+)*\](?P<reason>.*)")
_WORDS = re.compile(r"[^\W\d_]{2}")


def without_reason(file: Source) -> Iterator[str]:
    """Find each ignore that lacks its code or its words."""
    for number, comment in comments(file):
        for asked, form in ((_NOQA, _CODES), (_TYPE, _BRACKETS), (_PRAGMA, None)):
            found = asked.search(comment)
            if found is None:
                continue
            rest = found["rest"]
            coded = form.match(rest) if form else None
            reason = coded["reason"] if coded else rest
            if (form and coded is None) or _WORDS.search(reason) is None:
                yield f"line {number}: {comment.strip()}"


def unexplained(text: str) -> list[str]:
    """Find the lines of ruff's ignores that have no comment."""
    lists = re.findall(r"^(?:ignore|DEP\d+) = \[\n(.*?)^\]", text, re.MULTILINE | re.DOTALL)
    places = re.findall(
        r"^\[tool\.ruff\.lint\.per-file-ignores\]\n(.*?)\n\n", text, re.DOTALL | re.MULTILINE
    )
    lines = [line.strip() for block in (*lists, *places) for line in block.splitlines()]
    return [line for line in lines if line and "#" not in line]


def test_every_ignore_has_its_code_and_its_reason() -> None:
    hold(breaches(without_reason, sources("app", "installer", "tests")))


@pytest.mark.parametrize(
    "line",
    ["# noqa", "# noqa: S603", "# type: ignore", "# type: ignore[arg-type]", "# pragma: no cover"],
)
def test_an_ignore_without_a_reason_is_caught(line: str) -> None:
    assert list(without_reason(Source("x.py", f"x = 1  {line}\n"))) != []


@pytest.mark.parametrize(
    "line",
    [
        "# noqa: S603 - starts the peer",
        "# noqa: S603, S607 - starts the peer",
        "# type: ignore[arg-type]  # the stub says str only",
        "# pragma: no cover - only on Windows",
        "# an ordinary remark",
    ],
)
def test_an_ignore_with_its_reason_is_left_alone(line: str) -> None:
    assert list(without_reason(Source("x.py", f"x = 1  {line}\n"))) == []


def test_every_ignore_of_the_configuration_has_its_reason() -> None:
    assert unexplained((ROOT / "pyproject.toml").read_text("utf-8")) == []


def test_a_bare_ignore_in_the_configuration_is_caught() -> None:
    assert unexplained('ignore = [\n    "D105",\n]\n') == ['"D105",']
    assert unexplained('[tool.ruff.lint.per-file-ignores]\n"x" = ["S"]\n\n') == ['"x" = ["S"]']


def test_typing_has_no_overrides() -> None:
    assert "overrides" not in pyproject()["tool"]["mypy"]
