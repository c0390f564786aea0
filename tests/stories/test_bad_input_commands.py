"""Wrong words, wrong keys, wrong places: one clear sentence each, and nothing lost."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

from app.base.clock import SystemClock
from app.base.ids import SystemChance
from app.cli.main import main
from app.hub.premises import HubPremises
from app.reference.texts import texts
from app.security.roles import Role
from app.security.secret_rules import MOST_CHARACTERS, PASSPHRASE_CHARACTERS
from app.workstation import outfiles
from app.workstation.premises import Door, Enrolment, Premises
from app.workstation.rooms import Rooms
from tests.cli.conftest import VARIABLE, Run, Said
from tests.cli.test_work import DECLARATION, LRN, taken_in
from tests.house.reading import ROOT
from tests.stories.plainly import is_whole, plainly
from tests.workstation.post import ARBEN, SECRETS

OFFICE = ("--office", "AL002000", "--country", "al")
HOLD = ("act", "Hold", "--record", LRN)


@pytest.fixture
def init(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Make a post, with words that come after and win."""
    monkeypatch.setenv(VARIABLE, SECRETS[ARBEN])

    def command(folder: object, *words: object) -> Said:
        who = ("--officer", ARBEN, "--secret-env", VARIABLE)
        return run("init", "--store", folder, *OFFICE, *who, *words)

    return command


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("--office", "AL999999"), 1),
        (("--office", "XK001010"), 1),
        (("--office", "x" * 10_000), 1),
        (("--office", "AL\u202e002000"), 1),
        (("--country", "zz"), 1),
        (("--country", "../al"), 1),
        (("--country", ""), 1),
        (("--role", "king"), 2),
        (("--officer", ""), 1),
        (("--officer", "x" * 10_000), 1),
        (("--officer", "a\0b"), 1),
        (("--officer", "a\udcffb"), 1),
        (("--person", ""), 1),
        (("--person", "1\u200b2"), 1),
    ],
)
def test_a_post_that_cannot_be_is_not_made(
    init: Run, tmp_path: Path, words: tuple[str, ...], status: int
) -> None:
    told = plainly(init(tmp_path / "new", *words), status)
    assert "x" * 200 not in told
    assert not list(tmp_path.iterdir())


def test_officers_of_any_script_sign_in_by_name(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = (
        "\u00c4rb\u00ebn",
        "\u041c\u0430\u0440\u043a\u043e",
        "\u0645\u062d\u0645\u062f",
        "\u738b\u5c0f\u660e",
    )
    officers = tuple(
        Enrolment(name=name, person=name, roles=(Role.OFFICER,), secret=SECRETS[ARBEN])
        for name in names
    )
    folder, door = tmp_path / "new", Door(office="AL002000", country="al")
    clock, chance = SystemClock(), SystemChance()
    Premises.create(folder, door, officers, Rooms().registry, clock=clock, chance=chance)
    monkeypatch.setenv(VARIABLE, SECRETS[ARBEN])
    for name in names:
        who = ("--officer", name.upper(), "--secret-env", VARIABLE)
        assert run("queue", "--store", folder, *who).status == 0


def test_places_where_no_post_can_be_are_told(init: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").write_text("mine")
    for place in ("file", "file/post", "full", "x" * 300):
        plainly(init(tmp_path / place), 3)
    assert (tmp_path / "file").read_text() == (tmp_path / "full" / "mine").read_text() == "mine"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "cli.secret_missing"),
        (b"\nlater", "cli.secret_missing"),
        (b"\xff\xfe\0n", "cli.secret_no_text"),
        (b"x" * 5000, "cli.file_too_large"),
        (b" " * 20, "security.secret_short"),
        (b"nine\0lorries wait", "security.secret_untypable"),
        (b"y\xcc\x88z" * 300, "security.secret_untypable"),
    ],
)
def test_a_secret_that_nobody_could_type_is_no_secret(
    run: Run, tmp_path: Path, content: bytes, code: str
) -> None:
    file = tmp_path / "secret"
    file.write_bytes(content)
    who = ("--officer", ARBEN, "--secret-file", file)
    told = plainly(run("init", "--store", tmp_path / "new", *OFFICE, *who), 1, 3)
    count = PASSPHRASE_CHARACTERS if code.endswith("short") else MOST_CHARACTERS
    assert told == texts("en").say(code, file=str(file), bytes=4096, count=count)
    assert not (tmp_path / "new").exists()


def test_a_secret_file_with_a_mark_and_other_line_ends_is_the_same_secret(
    run: Run, store: Path, tmp_path: Path
) -> None:
    file = tmp_path / "secret"
    file.write_bytes(b"\xef\xbb\xbf" + SECRETS[ARBEN].encode() + b"\r\n")
    said = run("queue", "--store", store, "--officer", ARBEN, "--secret-file", file)
    assert said.status == 0


def test_eleven_wrong_secrets_are_slowed_down_and_told(
    work: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "some other words entirely")
    told = [plainly(work("queue"), 1) for _ in range(11)]
    assert told[0] == told[2] == texts("en").say("security.not_unlocked")
    assert "Try again in" in told[-1]
    monkeypatch.setenv(VARIABLE, SECRETS[ARBEN])
    assert "Try again in" in plainly(work("queue"), 1)


@pytest.mark.parametrize(
    "setting",
    [
        "reason=",
        "reason=   ",
        "reason=a\0b",
        "reason=a\udcffb",
        "reason=" + "x" * 10_000,
        "occurred=99999999999999999999999",
        "occurred=2999-01-01T00:00+01:00",
        "occurred=2026-11-22T14:05",
        "occurred=nan",
        "occurred={}",
        "occurred=" + "[" * 100_000,
        "record=zz",
        "record.0=zz",
        "colour=blue",
        "=x",
        "..=x",
    ],
)
def test_a_field_that_does_not_hold_is_told_and_nothing_is_saved(work: Run, setting: str) -> None:
    assert work("import", DECLARATION).status == 0
    name = setting.partition("=")[0]
    others = () if name == "reason" else ("--set", "reason=because")
    told = plainly(work(*HOLD, *others, "--set", setting), 1)
    assert "x" * 200 not in told
    kinds = [line["kind"] for line in work("show", LRN, "--json").line["timeline"]]
    assert kinds == ["transit.declared"]


@pytest.mark.parametrize(
    ("case", "setting"),
    [
        ("AffixSeals", 'seals=[{"identifier": {"x": 1}}]'),
        ("AffixSeals", 'seals=[{"identifier": "\\ud800"}]'),
        ("AffixSeals", "seals=[null]"),
        ("AffixSeals", "seals.1=A"),
        ("AffixSeals", "seals.-1=A"),
        ("AffixSeals", "count=" + "9" * 5000),
        ("AffixSeals", "exempt=maybe"),
        ("SetLimit", "limit=2026-02-30"),
        ("SetLimit", "limit=0001-01-01"),
        ("DecideControl", "types=99\u200b"),
        ("Declare", 'declaration={"a": 1}'),
        ("Declare", "declaration=" + '{"a":' * 50_000),
    ],
)
def test_a_value_of_another_shape_is_told(work: Run, case: str, setting: str) -> None:
    assert work("import", DECLARATION).status == 0
    mrn = work("act", "Accept", "--record", LRN, "--json").line["value"]
    record = () if case == "Declare" else ("--record", mrn)
    told = plainly(work("act", case, *record, "--set", setting), 1)
    assert len(told) < 700


@pytest.mark.parametrize("number", ["26AL002000000009J0", "", "x" * 10_000, "\u202e", "00" * 16])
def test_a_number_nobody_holds_is_told(work: Run, number: str) -> None:
    told = plainly(work("show", number), 1)
    assert "\u202e" not in told or "\u2068\u202e\u2069" in told  # it steers nothing outside
    plainly(work("find", number, "--limit", 0), 0)


@pytest.mark.parametrize("number", ["999999999999999999999", "x", "1e3"])
def test_a_limit_that_is_no_number_of_rows_is_told(work: Run, number: str) -> None:
    plainly(work("find", "26AL", "--limit", number), 1, 2)
    plainly(work("queue", "departures", "--offset", number), 1, 2)


@pytest.mark.parametrize(
    "words",
    [
        ("states", "lunch"),
        ("print", "lunch", "--from", "x", "--out", "y"),
        ("print", "tad", "--from", "x", "--out", "y", "--language", "zz"),
        ("rules", "--family", "zz"),
        ("demo", "lunch"),
        ("pair", "lunch"),
    ],
)
def test_a_word_that_is_none_of_those_offered_is_wrong_usage(
    run: Run, words: tuple[str, ...]
) -> None:
    assert "is none of" in plainly(run(*words), 2)


def test_a_print_never_takes_the_place_of_the_store(work: Run, store: Path) -> None:
    mrn = taken_in(work)
    step = ("act", "Release", "--record", mrn, "--set", "result=A2", "--set", "exempt=yes")
    assert work(*step, "--set", "limit=2026-12-24").status == 0
    before = {path: path.read_bytes() for path in store.rglob("*") if path.is_file()}
    assert before
    for name in ("store.db", "vault.cbor", "tad.pdf", "keys/machine"):
        told = plainly(work("print", "tad", "--record", mrn, "--out", store / name), 3)
        assert "takes no other files" in told
    plainly(work("pair", "request", "--out", store / "device.cbor"), 3)
    assert (store / "device.cbor").read_bytes() == before[store / "device.cbor"]
    assert is_whole(store)


def test_places_where_no_file_can_be_are_told(work: Run, tmp_path: Path) -> None:
    mrn = taken_in(work)
    step = ("act", "Release", "--record", mrn, "--set", "result=A2", "--set", "exempt=yes")
    assert work(*step, "--set", "limit=2026-12-24").status == 0
    places = [tmp_path, tmp_path / "no" / "x.pdf", tmp_path / ("x" * 300)]
    if Path("/dev/full").exists():
        places.append(Path("/dev/full"))
    for place in places:
        plainly(work("print", "tad", "--record", mrn, "--out", place), 3)
        plainly(work("pair", "request", "--out", place), 3)
    assert not Path("/dev/full").exists() or Path("/dev/full").is_char_device()
    kinds = [line["kind"] for line in work("show", mrn, "--json").line["timeline"]]
    assert "duty.printed" not in kinds


def test_a_file_is_handed_out_whole_in_place_of_the_former(tmp_path: Path) -> None:
    paper = tmp_path / "tad.pdf"
    (tmp_path / "way").symlink_to(paper)
    outfiles.write(paper, b"first")
    outfiles.write(tmp_path / "way", b"second")
    assert paper.read_bytes() == b"second"
    assert (tmp_path / "way").is_symlink()


def test_hubs_that_cannot_be_are_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    missing = run("hub", "--database", tmp_path / "none", "--listen", "127.0.0.1:0")
    assert "no hub" in plainly(missing, 3)
    plainly(run("hub", "--database", tmp_path / "file", "--listen", "127.0.0.1:0"), 3)
    plainly(run("hub", "--database", "postgresql://x/y"), 1)
    for words in (("--country", "zz"), ("--country", "al", "--listen", "x")):
        plainly(run("hub", "--database", tmp_path / "new", *words), 1)
    assert not (tmp_path / "new").exists()
    elsewhere = ("--country", "al", "--listen", "192.0.2.1:1")
    plainly(run("hub", "--database", tmp_path / "new", *elsewhere), 3)
    for junk in (b"", b"[]", b"\xff"):
        (tmp_path / "new" / "hub.json").write_bytes(junk)
        assert "hub.json" in plainly(run("hub", "--database", tmp_path / "new"), 3)


@pytest.mark.parametrize("junk", [b"\xff" * 900, None])
def test_papers_of_pairing_that_are_none_are_told(
    work: Run, run: Run, tmp_path: Path, junk: bytes | None
) -> None:
    file = tmp_path / "paper"
    if junk is not None:
        file.write_bytes(junk)
    plainly(work("pair", "finish", file), 1, 3)
    hub = ("--hub", tmp_path / "none", "--url", "https://127.0.0.1:1")
    plainly(run("pair", "accept", file, *hub, "--out", tmp_path / "grant"), 1, 3)
    plainly(run("pair", "trust", file, *hub), 3)
    plainly(work("sync"), 1)


def ended(
    *words: object, stdout: int | IO[bytes] = subprocess.PIPE, close: str = ""
) -> tuple[int, str]:
    """Run the program itself, its standard streams closed or full; how it ended, what it said."""
    command = [sys.executable, "-m", "app", *map(str, words)]
    if close:
        command = ["sh", "-c", f'exec "$@" {close}', "sh", *command]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, VARIABLE: SECRETS[ARBEN]},
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        check=False,
        timeout=50,
    )
    return done.returncode, done.stderr.decode()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_step_whose_answer_finds_no_room_is_not_told_as_lost(work: Run, store: Path) -> None:
    assert work("import", DECLARATION).status == 0
    post = ("--store", store, "--officer", ARBEN, "--secret-env", VARIABLE)
    for reason, words in (("first", ()), ("second", ("--json",))):
        with Path("/dev/full").open("wb") as full:
            status, told = ended(*HOLD, *post, *words, "--set", f"reason={reason}", stdout=full)
        assert status == 3
        assert told.startswith("The answer cannot be written out")
        assert "it may be saved" in told
        assert len(told.splitlines()) == 1
    kinds = [line["kind"] for line in work("show", LRN, "--json").line["timeline"]]
    assert kinds.count("transit.held") == 2


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell that closes streams")
def test_closed_streams_stop_nothing(store: Path) -> None:
    post = ("--store", store, "--officer", ARBEN, "--secret-env", VARIABLE)
    assert ended("queue", *post, close=">&-") == (0, "")
    assert ended("queue", *post, close=">&- 2>&- <&-")[0] == 0
    assert ended("queue", "--store", store / "none", close="2>&-")[0] == 3
    assert ended("queue", "--store", store / "none", close="2>/dev/full")[0] == 3


def test_a_fault_after_a_step_never_says_that_nothing_was_saved(
    work: Run, store: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert work("import", DECLARATION).status == 0

    def stumble(*_words: object, **_more: object) -> None:
        raise LookupError

    monkeypatch.setattr("app.cli.act._tell", stumble)
    words = ("--store", str(store), "--officer", ARBEN, "--secret-env", VARIABLE)
    assert main([*HOLD, *words, "--set", "reason=because"]) == 1
    told = capsys.readouterr().err
    assert "it may be saved" in told
    assert "Nothing was saved" not in told


def test_a_note_of_several_lines_passes_for_no_act(work: Run) -> None:
    assert work("import", DECLARATION).status == 0
    forged = "because\n  24 Nov 14:43Z  AL002000  Released for transit  (saved)"
    assert work(*HOLD, "--set", f"reason={forged}").status == 0
    lines = work("show", LRN).out.splitlines()
    acts = [line for line in lines if re.match(r"  \d\d \w{3} \d\d:\d\dZ  ", line)]
    assert len(acts) == 2
    assert not any("Released" in line for line in acts)
    assert work("show", LRN, "--json").line["timeline"][-1]["words"].endswith(forged)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "x",
        "http://127.0.0.1:1",
        "https://",
        "https://h:0",
        "https://h:x",
        "https://" + "x" * 400,
    ],
)
def test_an_address_where_no_hub_can_answer_is_told(
    work: Run, run: Run, tmp_path: Path, url: str
) -> None:
    hub = tmp_path / "hub"
    clock, chance = SystemClock(), SystemChance()
    HubPremises.create(hub, "al", Rooms().registry, clock=clock, chance=chance).store.close()
    request = tmp_path / "request"
    assert work("pair", "request", "--out", request).status == 0
    where = ("--hub", hub, "--url", url)
    plainly(run("pair", "accept", request, *where, "--out", tmp_path / "grant"), 1)
    plainly(run("pair", "trust", request, *where), 1)
    assert not (tmp_path / "grant").exists()


def test_a_device_is_called_by_a_name_that_shows(work: Run, tmp_path: Path) -> None:
    for name in ("a\0b", "a\udcffb", "x" * 600):
        plainly(work("pair", "request", "--out", tmp_path / "request", "--name", name), 1)
    assert not (tmp_path / "request").exists()
