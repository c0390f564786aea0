"""A post cut, flipped, mixed up or met twice: told in a sentence, and nothing whole is lost."""

import json
import os
import random
import shutil
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from app.models.engine import FILE
from app.workstation.premises import DOOR, KEYS
from tests.cli.conftest import VARIABLE, Run
from tests.cli.test_work import DECLARATION, LRN
from tests.house.reading import ROOT
from tests.stories.plainly import is_whole, opened, plainly
from tests.workstation.post import ARBEN, SECRETS

PAGE = 4096
FLIPS = 25
SMALL = ("vault.cbor", "device.cbor", DOOR)


@pytest.fixture
def worked(work: Run, store: Path) -> Path:
    """The post, with a declaration in it; every test spoils it and puts it back."""
    assert work("import", DECLARATION).status == 0
    shutil.copytree(store, store.with_name("kept"))
    return store


def put_back(store: Path) -> None:
    shutil.rmtree(store)
    shutil.copytree(store.with_name("kept"), store)


def flipped(content: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(content))
    turned = content[place] ^ (1 << chance.randrange(8))
    return content[:place] + bytes([turned]) + content[place + 1 :]


def test_a_store_cut_anywhere_is_told_and_never_taken_for_an_empty_one(
    work: Run, worked: Path
) -> None:
    size = (worked / FILE).stat().st_size
    for cut in (0, 1, 100, PAGE - 1, size - 1, *range(PAGE, size, 3 * PAGE)):
        os.truncate(worked / FILE, cut)
        plainly(work("show", LRN), 3)
        if cut < PAGE:  # nothing was made in its place
            assert (worked / FILE).stat().st_size == cut
        put_back(worked)
    assert is_whole(worked)


def test_a_bit_flipped_in_the_store_is_told_or_harmless(work: Run, worked: Path) -> None:
    chance = random.Random(20261122)
    content = (worked / FILE).read_bytes()
    found = 0
    for _ in range(FLIPS):
        (worked / FILE).write_bytes(flipped(content, chance))
        said = work("show", LRN, "--json")
        if said.status != 0:
            plainly(said, 3)
            found += 1
        else:
            assert said.line["number"] == LRN
        put_back(worked)
    assert found  # or the test has not bitten
    assert is_whole(worked)


@pytest.mark.parametrize("name", SMALL)
def test_a_bit_flipped_in_a_small_file_is_told_or_harmless(
    work: Run, worked: Path, name: str
) -> None:
    chance = random.Random(name)
    content = (worked / name).read_bytes()
    for _ in range(FLIPS):
        (worked / name).write_bytes(flipped(content, chance))
        said = work("show", LRN, "--json")
        if said.status != 0:  # a flip in an officer's wrap reads as a wrong secret
            plainly(said, 3, 1)
        put_back(worked)
    assert is_whole(worked)


@pytest.mark.parametrize("name", SMALL)
def test_a_small_file_that_is_another_is_told(work: Run, worked: Path, name: str) -> None:
    content = (worked / name).read_bytes()
    for junk in (b"", content[: len(content) // 2], b"[]", b"\xff\xfe", b"[" * 100_000):
        (worked / name).write_bytes(junk)
        assert name in plainly(work("show", LRN), 3)
    (worked / name).unlink()
    plainly(work("show", LRN), 3)
    (worked / name).mkdir()
    plainly(work("show", LRN), 3)
    put_back(worked)
    assert is_whole(worked)


@pytest.mark.parametrize(
    "change",
    [
        {"office": "AL999999"},
        {"office": ""},
        {"country": "zz"},
        {"country": "../al"},
        {"version": 99},
        {"version": 1 << 70},
        {"more": 1},
    ],
)
def test_a_door_that_names_what_cannot_be_is_told(
    work: Run, worked: Path, change: dict[str, Any]
) -> None:
    door = json.loads((worked / DOOR).read_text("utf-8"))
    (worked / DOOR).write_text(json.dumps({**door, **change}), "utf-8")
    plainly(work("show", LRN), 3)
    put_back(worked)
    assert is_whole(worked)


def test_keys_that_are_spoilt_are_told_and_a_spoilt_mark_loses_nothing(
    work: Run, worked: Path
) -> None:
    names = sorted(path.name for path in (worked / KEYS).iterdir())
    assert [name.split(".")[0] for name in names] == ["machine", "mark"]
    for name in names:
        for junk in (b"", b"x", bytes(32), b"\xff" * 32):
            (worked / KEYS / name).write_bytes(junk)
            said = work("show", LRN)
            if said.status != 0:
                plainly(said, 3)
            else:  # another stream begins, and all that was saved is there
                assert name.startswith("mark.")
                assert LRN in said.out
            put_back(worked)
    shutil.rmtree(worked / KEYS)
    (worked / KEYS).write_text("a file")
    plainly(work("show", LRN), 3)
    put_back(worked)
    assert is_whole(worked)


def test_what_stands_beside_the_store_may_be_anything(work: Run, worked: Path) -> None:
    for name in ("lock", "log.jsonl", f"{FILE}-wal", f"{FILE}-shm"):
        (worked / name).write_bytes(b"\xff" * 9000)
        said = work("show", LRN)
        assert (said.status, LRN in said.out) == (0, True), name
        put_back(worked)
        (worked / name).unlink(missing_ok=True)
        (worked / name).mkdir()
        said = work("show", LRN)
        if said.status != 0:
            plainly(said, 3)
        put_back(worked)
    assert is_whole(worked)


def command(store: Path, *words: str) -> "subprocess.Popen[bytes]":
    who = ("--store", str(store), "--officer", ARBEN, "--secret-env", VARIABLE)
    return subprocess.Popen(
        [sys.executable, "-m", "app", *words, *who],
        cwd=ROOT,
        env={**os.environ, VARIABLE: SECRETS[ARBEN]},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_four_programs_at_once_on_one_store_are_told_apart_and_nothing_is_lost(
    worked: Path,
) -> None:
    hold = ("act", "Hold", "--record", LRN, "--set", "reason=because")
    with ExitStack() as ending:
        programs = [
            ending.enter_context(command(worked, *words)) for words in (*[("find", LRN)] * 3, hold)
        ]
        ended = [(program.communicate(timeout=50)[1], program.returncode) for program in programs]
    for told, status in ended:
        assert status in {0, 3}, told
        if status == 3:
            assert b"Another program has this store open" in told
    post = opened(worked)
    with post.store.reading() as look:
        kinds = [act.envelope.kind for act in look.stream_acts(post.scribe.stream, 0, 100)]
    post.close()
    assert kinds.count("transit.held") == (ended[-1][1] == 0)
    assert is_whole(worked)


def test_a_program_killed_while_it_opens_or_works_loses_nothing(worked: Path) -> None:
    for number in range(4):
        program = command(worked, "act", "Hold", "--record", LRN, "--set", "reason=because")
        if number:  # the first is killed before it opens anything
            while not (worked / f"{FILE}-wal").exists() and program.poll() is None:
                pass
        program.kill()
        program.communicate()
    post = opened(worked)
    post.close()
    assert is_whole(worked)
