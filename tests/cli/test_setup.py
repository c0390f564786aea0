"""``init``, ``states``, ``act --list``, ``self-test``: what needs no post, or makes one."""

import stat
from importlib import import_module
from pathlib import Path

import pytest

from app.cli import selftest
from app.cli.selftest import FLOORS
from app.security.roles import Role
from app.security.sealing import FLOOR
from app.workstation.rights import MAKES
from app.workstation.rooms import Rooms
from tests.cli.conftest import VARIABLE, Run
from tests.workstation.post import ARBEN, SECRETS


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Measure nothing: the least cost of a guess does for a post that is never made."""
    monkeypatch.setattr("app.security.sealing.calibrated", lambda _clock: FLOOR)
    monkeypatch.setenv(VARIABLE, SECRETS[ARBEN])


@pytest.mark.slow
def test_a_post_is_made_and_worked_on(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, SECRETS[ARBEN])
    folder = tmp_path / "post"
    made = run(
        *("init", "--store", folder, "--office", "al002000", "--country", "AL"),
        *("--officer", ARBEN, "--role", "supervisor", "--secret-env", VARIABLE, "--json"),
    )
    assert made.status == 0
    assert made.line["office"] == "AL002000"
    assert made.line["officers"] == [ARBEN]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert SECRETS[ARBEN].encode() not in b"".join(
        path.read_bytes() for path in folder.rglob("*") if path.is_file()
    )
    assert run("queue", "--store", folder, "--secret-env", VARIABLE, "--json").status == 0
    again = run(
        *("init", "--store", folder, "--office", "AL002000", "--country", "al"),
        *("--officer", ARBEN, "--secret-env", VARIABLE),
    )
    assert again.status == 3


@pytest.mark.parametrize(
    ("option", "value", "status"),
    [("--office", "AL999999", 1), ("--country", "zz", 1), ("--officer", " ", 1)],
)
@pytest.mark.usefixtures("quick")
def test_a_post_that_cannot_be_leaves_nothing(
    run: Run, tmp_path: Path, *, option: str, value: str, status: int
) -> None:
    told = {"--office": "AL002000", "--country": "al", "--officer": ARBEN}
    told[option] = value
    words = [word for pair in told.items() for word in pair]
    said = run("init", "--store", tmp_path / "post", *words, "--secret-env", VARIABLE)
    assert said.status == status
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("quick")
def test_a_weak_secret_is_refused(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "123456")
    said = run(
        *("init", "--store", tmp_path / "post", "--office", "AL002000", "--country", "al"),
        *("--officer", ARBEN, "--secret-env", VARIABLE),
    )
    assert said.status == 1
    assert list(tmp_path.iterdir()) == []


def test_the_tables_of_states_are_printed_as_the_code_has_them(run: Run) -> None:
    rows = run("states", "movement", "--json").lines
    assert {"role": "departure", "state": "accepted", "event": "invalidate"}.items() <= next(
        row for row in rows if row["state"] == "accepted" and row["event"] == "invalidate"
    ).items()
    for kind in ("movement", "reservation"):
        drawn = run("states", kind, "--dot").out
        assert drawn.startswith(f"digraph {kind} {{")
        assert drawn.count("{") == drawn.count("}")
        assert run("states", kind).out.count("\n") == len(run("states", kind, "--json").lines)


def test_every_step_is_listed_with_its_fields_and_who_may(run: Run) -> None:
    listed = {line["name"]: line for line in run("act", "--list", "--json").lines}
    assert set(listed) == set(Rooms().use_cases)
    release = listed["Release"]
    assert release["roles"] == ["officer", "supervisor", "centre"]
    fields = {field["name"]: field for field in release["fields"]}
    assert (fields["record"]["type"], fields["record"]["required"]) == ("record", True)
    assert fields["limit"]["type"] == "date"
    assert all(line["does"] for line in listed.values())
    assert "Release" in run("act", "--list").out


def test_every_step_says_which_act_it_makes() -> None:
    rooms = Rooms()
    assert set(MAKES) == set(rooms.use_cases)
    assert set(MAKES.values()) <= set(rooms.registry.kinds)


@pytest.mark.slow
def test_the_installed_program_proves_itself(run: Run) -> None:
    said = run("self-test", "--json")
    holds = {line["check"]: line["holds"] for line in said.lines}
    # the run that proves the core needs no screen has none: then the check says so
    lacks = set() if has_screen() else {"screen"}
    assert {check for check, held in holds.items() if not held} == lacks, said.out
    assert said.status == (3 if lacks else 0)
    assert set(holds) == {
        *("libraries", "texts", "fonts", "screen", "encryption"),
        *("record", "printing", "journal", "scratch store"),
    }


def has_screen() -> bool:
    """Whether the screen's library can be imported in this run."""
    try:
        import_module("PySide6")
    except ImportError:
        return False
    return True


@pytest.mark.slow
def test_a_machine_that_lacks_something_is_told_what(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(FLOORS, "lxml", "99.1")
    monkeypatch.setitem(FLOORS, "no-such-library", "1")

    def missing() -> None:
        raise OSError("no typefaces")

    monkeypatch.setattr(selftest, "face_paths", missing)
    said = run("self-test", "--json")
    assert said.status == 3
    told = {line["check"]: line for line in said.lines}
    assert not told["libraries"]["holds"]
    assert "lxml 99.1, no-such-library 1" in told["libraries"]["detail"]
    assert not told["fonts"]["holds"]
    assert told["record"]["holds"]
    assert "LACKS" in run("self-test").out


def test_a_role_of_the_centre_is_not_handed_out_by_init(run: Run, tmp_path: Path) -> None:
    said = run(
        *("init", "--store", tmp_path / "p", "--office", "AL002000", "--country", "al"),
        *("--officer", ARBEN, "--role", Role.CENTRE.value, "--secret-env", VARIABLE),
    )
    assert said.status == 2
