"""A post as the command line finds it: made once, copied for each test; the real clock."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from app.base.clock import Instant, SystemClock
from app.base.ids import SystemChance
from app.cli.main import main
from app.models.leases import Lease
from app.security.roles import Role
from app.workstation.cases import SignIn
from app.workstation.premises import Door, Enrolment, Premises
from app.workstation.rooms import Rooms
from app.workstation.workstation import Workstation
from tests.workstation.post import ARBEN, ROLES, SECRETS

VARIABLE = "WAYPOST_TEST_SECRET"


class Said(NamedTuple):
    """What a command said and how it ended."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[Any]:
        """Standard output, which is one JSON object a line."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def line(self) -> Any:
        """The one line."""
        (line,) = self.lines
        return line


Run = Callable[..., Said]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process; no traceback on anything."""

    def command(*words: object) -> Said:
        capsys.readouterr()
        status = main([str(word) for word in words])
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return Said(status, said.out, said.err)

    return command


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "post"
    clock, chance = SystemClock(), SystemChance()
    officers = tuple(
        Enrolment(name=name, person=f"P{at}", roles=(role,), secret=SECRETS[name])
        for at, (name, role) in enumerate(ROLES.items(), start=1)
    )
    premises = Premises.create(
        folder,
        Door(office="AL002000", country="al"),
        officers,
        Rooms().registry,
        clock=clock,
        chance=chance,
    )
    post = Workstation(premises, clock=clock, chance=chance)
    officer = premises.vault.officers()[0]
    post.do(SignIn(officer=officer.officer, secret=SECRETS[officer.credential.name]))
    lent = Lease(
        kind="mrn",
        stream=post.scribe.stream,
        first=1,
        last=50,
        expiry=Instant(0),
        fence=1,
        next=1,
    )
    with post.store.writing() as unit:
        unit.leases.lease(lent)
    post.close()
    return folder


@pytest.fixture
def store(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "post"))


@pytest.fixture
def work(store: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on the post as its officer."""
    monkeypatch.setenv(VARIABLE, SECRETS[ARBEN])

    def command(*words: object, officer: str = ARBEN) -> Said:
        return run(*words, "--store", store, "--officer", officer, "--secret-env", VARIABLE)

    return command


def role(name: str) -> Role:
    """The role of an officer of the post."""
    return ROLES[name]
