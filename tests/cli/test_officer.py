"""``officer``: an administrator gives and closes ways in, each with a secret of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.base.clock import SystemClock
from app.base.ids import SystemChance
from app.security.roles import Role
from app.workstation.premises import Door, Enrolment, Premises
from app.workstation.rooms import Rooms
from tests.cli.conftest import VARIABLE, Run, Said

NEW = "WAYPOST_TEST_NEW_SECRET"
CHIEF = "Drita Leka"
SECRET, THEIRS = "eleven kettles on the boil", "fourteen geese over Shkodra"


@pytest.fixture
def chief(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Said]:
    """Run a command as the administrator of a post of their own."""
    monkeypatch.setenv(VARIABLE, SECRET)
    monkeypatch.setenv(NEW, THEIRS)
    officer = Enrolment(name=CHIEF, person="C1", roles=(Role.ADMINISTRATOR,), secret=SECRET)
    Premises.create(
        tmp_path / "post",
        Door(office="AL002000", country="al"),
        (officer,),
        Rooms().registry,
        clock=SystemClock(),
        chance=SystemChance(),
    )

    def command(*words: object, who: str = CHIEF, secret: str = VARIABLE) -> Said:
        post = tmp_path / "post"
        return run(*words, "--store", post, "--officer", who, "--secret-env", secret)

    return command


def test_a_newcomer_works_under_their_own_name_until_they_are_removed(
    chief: Run, run: Run, tmp_path: Path
) -> None:
    add = ("officer", "add", "Ilir Gashi", "--person", "N2", "--role", "officer")
    added = chief(*add, "--new-secret-env", NEW, "--json")
    assert added.status == 0
    assert (added.line["name"], added.line["role"]) == ("Ilir Gashi", "officer")
    assert chief("queue", who="n2", secret=NEW).status == 0
    listed = run("officer", "list", "--store", tmp_path / "post", "--json").lines
    assert [line["person"] for line in listed] == ["C1", "N2"]
    assert chief(*add, "--new-secret-env", NEW).status == 1
    removed = chief("officer", "remove", "N2", "--reason", "transferred")
    assert removed.status == 0
    assert "Ilir Gashi" in removed.out
    assert chief("queue", who="N2", secret=NEW).status == 1
    assert "Drita Leka" in run("officer", "list", "--store", tmp_path / "post").out


def test_a_newcomer_without_a_secret_is_not_let_in(
    chief: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(NEW)
    add = ("officer", "add", "Ilir Gashi", "--person", "N2", "--role", "officer")
    assert chief(*add, "--new-secret-env", NEW).status == 1
    assert chief("officer", "remove", "Nobody", "--reason", "x").status == 1
    assert chief("officer", "add", "Ilir", "--person", "N2", "--role", "king").status == 2
