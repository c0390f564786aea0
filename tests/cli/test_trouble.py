"""Whatever is wrong is said in a sentence with its exit status, never with a traceback."""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.base.clock import SystemClock
from app.base.ids import SystemChance
from app.cli import main as entry
from app.models.engine import FILE, connect
from app.workstation.cases import SignIn
from app.workstation.premises import Premises
from app.workstation.workstation import Workstation
from tests.cli.conftest import VARIABLE, Run
from tests.house.reading import ROOT
from tests.workstation.post import ARBEN, SECRETS


def test_a_missing_store_is_the_environments_fault(run: Run, tmp_path: Path) -> None:
    said = run("queue", "--store", tmp_path / "nowhere", "--secret-env", VARIABLE)
    assert said.status == 3
    assert "no post" in said.err


def test_a_wrong_secret_is_refused(work: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "some other words entirely")
    said = work("queue")
    assert (said.status, said.out) == (1, "")
    assert "secret" in said.err


def test_no_secret_at_all_is_refused_and_never_waited_for(
    run: Run, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    words = ("queue", "--store", store, "--officer", ARBEN)
    assert run(*words, "--secret-env", VARIABLE).status == 1
    done = program(*words)
    assert done.returncode == 1
    assert "--secret-file" in done.stderr


def test_an_officer_is_named_where_there_are_several(run: Run, store: Path) -> None:
    said = run("queue", "--store", store, "--secret-env", VARIABLE)
    assert said.status == 1
    assert ARBEN in said.err
    said = run("queue", "--store", store, "--officer", "Nobody", "--secret-env", VARIABLE)
    assert said.status == 1
    assert "Nobody" in said.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("show", "26AL9"), "26AL9"),
        (("act", "Accept", "--record", "26AL9"), "26AL9"),
        (("act", "Fly"), "Fly"),
        (("act", "Accept"), "record"),
        (("act", "Accept", "--set", "record=zz"), "32"),
        (("act", "Accept", "--set", "colour=blue", "--set", "record=00"), "colour"),
        (("act", "Hold", "--set", "reason"), "FIELD=VALUE"),
        (("act", "Hold", "--set", "reason=a", "--set", "reason=b"), "twice"),
        (("act", "Declare", "--record", "26AL9"), "26AL9"),
        (("queue", "lunch"), "lunch"),
        (("queue", "lunch"), "departures, "),
        (("print", "tad", "--record", "26AL9", "--out", "x.pdf"), "26AL9"),
    ],
)
def test_what_does_not_hold_is_refused_in_words(
    work: Run, words: tuple[str, ...], says: str
) -> None:
    said = work(*words)
    assert (said.status, said.out) == (1, "")
    assert says in said.err
    assert "\u00ab" not in said.err
    assert len(said.err.splitlines()) == 1


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("fly",),
        ("act",),
        ("act", "Accept"),
        ("find",),
        ("queue", "--store"),
        ("states", "lunch"),
        ("print", "tad", "--record", "1", "--out", "x.pdf"),
        ("print", "tad", "--out", "x.pdf"),
        ("queue", "--store", "x", "--secret-env", "A", "--secret-file", "B"),
    ],
)
def test_wrong_usage_exits_with_two_and_one_line(run: Run, words: tuple[str, ...]) -> None:
    said = run(*words)
    assert said.status == 2
    assert "--help" in said.err
    assert len(said.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "page"),
    [
        (("officer", "list", "--store", "x", "--colour"), "waypost officer list --help"),
        (("queue", "--store", "x", "lunch", "dinner"), "waypost queue --help"),
        (("officer", "dismiss"), "waypost officer --help"),
    ],
)
def test_wrong_usage_names_the_help_page_of_its_command(
    run: Run, words: tuple[str, ...], page: str
) -> None:
    said = run(*words)
    assert said.status == 2
    assert f"See {page}." in said.err


@pytest.mark.parametrize("file", ["vault.cbor", "device.cbor", "post.json"])
def test_a_truncated_file_of_the_post_is_told(work: Run, store: Path, file: str) -> None:
    path = store / file
    path.write_bytes(path.read_bytes()[:-9])
    said = work("queue")
    assert said.status == 3
    assert "damaged" in said.err or "backup" in said.err


def test_a_damaged_store_is_told(work: Run, store: Path) -> None:
    path = store / FILE
    content = bytearray(path.read_bytes())
    content[20:4000] = bytes(3980)
    path.write_bytes(content)
    assert work("queue").status == 3


def test_a_store_of_a_newer_program_is_told(work: Run, store: Path) -> None:
    premises = Premises.open(store, SystemChance())
    post = Workstation(premises, clock=SystemClock(), chance=SystemChance())
    officer = premises.vault.officers()[0].officer
    unlocked = premises.vault.unlock(officer, SECRETS[ARBEN], SystemClock().now())
    post.close()
    connection = connect(store / FILE, unlocked.store_key)
    connection.execute("PRAGMA user_version=999")
    connection.close()
    said = work("queue")
    assert said.status == 3
    assert "newer" in said.err


def test_a_post_copied_without_its_keys_is_told(work: Run, store: Path) -> None:
    shutil.rmtree(store / "keys")
    assert work("queue").status == 3


def test_a_post_in_use_by_another_program_is_told(work: Run, store: Path) -> None:
    premises = Premises.open(store, SystemChance())
    post = Workstation(premises, clock=SystemClock(), chance=SystemChance())
    officer = premises.vault.officers()[0].officer
    post.do(SignIn(officer=officer, secret=SECRETS[ARBEN]))
    try:
        assert work("queue").status == 3
    finally:
        post.close()


@pytest.mark.skipif(not Path("/sys/kernel").is_dir(), reason="needs a folder nobody may write")
def test_a_folder_that_takes_nothing_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, SECRETS[ARBEN])
    said = run(
        *("init", "--store", "/sys/kernel/waypost", "--office", "AL002000", "--country", "al"),
        *("--officer", ARBEN, "--secret-env", VARIABLE),
    )
    assert said.status == 3
    assert len(said.err.splitlines()) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_post_in_a_read_only_folder_is_told(work: Run, store: Path) -> None:
    store.chmod(0o500)
    try:
        assert work("queue").status == 3
    finally:
        store.chmod(0o700)


def test_an_error_of_ours_gives_a_reference_and_no_names(
    work: Run, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(_hits: object) -> None:
        raise LookupError(ARBEN)

    monkeypatch.setattr("app.cli.find._count", lambda *_words, **_more: stumble(None))
    said = work("queue")
    assert said.status == 1
    log = (store / "log.jsonl").read_text("utf-8")
    assert "LookupError" in log
    assert ARBEN not in log
    assert ARBEN not in said.err


def test_a_file_name_that_is_no_text_is_told(run: Run) -> None:
    said = run("check", "no\udcff.xml", "--json")
    assert (said.status, said.out) == (3, "")
    assert "no\\udcff.xml" in said.err


def program(*words: object) -> "subprocess.CompletedProcess[str]":
    """Run the program itself, as a script of an administration does."""
    return subprocess.run(
        [sys.executable, "-m", "app", *map(str, words)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=50,
    )


def test_the_program_speaks_its_signs_whatever_the_locale() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "app", "states", "movement", "--json"],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=50,
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_reader_may_go_away(capfd: pytest.CaptureFixture[str]) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "app", "states", "movement"],
        cwd=ROOT,
        stdout=write,
        stderr=subprocess.PIPE,
        check=False,
        timeout=50,
    )
    os.close(write)
    assert b"Traceback" not in done.stderr
    assert done.returncode == 0
    assert capfd.readouterr().err == ""


def test_every_group_is_a_file_of_the_package() -> None:
    assert [
        group for group in entry.GROUPS if not (ROOT / "app/cli" / f"{group}.py").exists()
    ] == []


def test_every_command_is_found_by_the_one_file_it_lies_in() -> None:
    for group in entry.GROUPS:
        for command in named(entry.parser((group,))):
            assert entry._needed((command,)) == (group,)
    assert entry._needed(()) == entry.GROUPS
    assert entry._needed(("--help",)) == entry.GROUPS
    assert entry._needed(("lunch",)) == entry.GROUPS


def named(whole: argparse.ArgumentParser) -> list[str]:
    """The commands of a command line."""
    return [
        name
        for action in whole._actions
        if isinstance(action, argparse._SubParsersAction)
        for name in action.choices
    ]


class Keyboard:
    """A person at the prompt."""

    def __init__(self, *typed: str) -> None:
        self._typed = list(typed)

    def isatty(self) -> bool:
        return True

    def __call__(self, _prompt: str) -> str:
        return self._typed.pop(0)


@pytest.mark.parametrize(
    ("typed", "status"), [(SECRETS[ARBEN], 0), ("some other words entirely", 1), ("", 1)]
)
def test_a_secret_may_be_typed_at_the_prompt(
    run: Run, store: Path, monkeypatch: pytest.MonkeyPatch, *, typed: str, status: int
) -> None:
    keyboard = Keyboard(typed)
    monkeypatch.setattr(sys, "stdin", keyboard)
    monkeypatch.setattr("getpass.getpass", keyboard)
    said = run("queue", "--store", store, "--officer", ARBEN)
    assert said.status == status
    assert not typed or typed not in said.out + said.err


def test_a_new_secret_is_typed_twice(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyboard = Keyboard(SECRETS[ARBEN], "a slip of the finger")
    monkeypatch.setattr(sys, "stdin", keyboard)
    monkeypatch.setattr("getpass.getpass", keyboard)
    words = ("init", "--store", tmp_path / "p", "--office", "AL002000", "--country", "al")
    said = run(*words, "--officer", ARBEN)
    assert said.status == 1
    assert "twice" in said.err
    assert not (tmp_path / "p").exists()


def test_a_command_that_is_broken_off_says_nothing(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken_off(_arguments: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("app.cli.states.run", broken_off)
    assert run("states", "movement") == (1, "", "")
