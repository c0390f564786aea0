"""The locks name packages, versions and hashes: no address of anybody's index."""

import re

from tests.house.reading import ROOT, pyproject

RUN = ROOT / "requirements.lock"
TEST = ROOT / "requirements-dev.lock"


def pins(text: str) -> dict[str, set[str]]:
    """Read the versions of each package: more than one where Pythons differ."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==([^ \\;]+)", text, re.MULTILINE):
        found.setdefault(plain(name), set()).add(version)
    return found


def plain(name: str) -> str:
    """Write a package's name as indexes compare it.

    >>> plain("Backports.zstd")
    'backports-zstd'
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def asked(requirement: str) -> str:
    """Return the package a requirement names."""
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found is not None
    return plain(found.group())


def test_no_lock_holds_an_address() -> None:
    assert "://" not in RUN.read_text("utf-8")
    assert "://" not in TEST.read_text("utf-8")


def test_every_pin_has_a_hash() -> None:
    for lock in (RUN, TEST):
        text = lock.read_text("utf-8")
        blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
        assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_every_dependency_is_locked() -> None:
    run, test = pins(RUN.read_text("utf-8")), pins(TEST.read_text("utf-8"))
    assert {asked(line) for line in pyproject()["project"]["dependencies"]} - set(run) == set()
    assert {asked(line) for line in pyproject()["dependency-groups"]["dev"]} - set(test) == set()


def test_both_locks_pin_the_same_versions() -> None:
    run, test = pins(RUN.read_text("utf-8")), pins(TEST.read_text("utf-8"))
    assert {name: test.get(name) for name in run} == run


def test_a_pin_is_read_with_its_marker() -> None:
    text = "soupsieve==2.10 ; python_full_version < '3.11.5' \\\nsoupsieve==4.1 \\\nA.b==1 \\\n"
    assert pins(text) == {"soupsieve": {"2.10", "4.1"}, "a-b": {"1"}}
