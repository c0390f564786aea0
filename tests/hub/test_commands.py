"""Two fresh posts and a fresh hub, paired and exchanging by commands alone."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.base.clock import SystemClock
from app.base.ids import SystemChance
from app.cli.main import main
from app.hub import enrolment
from app.hub.premises import HubPremises
from app.security.roles import Role
from app.workstation.premises import Door, Enrolment, Premises
from tests.house.reading import ROOT
from tests.hub.world import ROOMS

DECLARATION = ROOT / "tests" / "data" / "ncts" / "CC015C-p5.xml"
SECRET = "a lamp over the river at dusk"
VARIABLE = "WAYPOST_TEST_SECRET"

Command = Callable[..., tuple[int, list[dict[str, Any]], str]]

pytestmark = pytest.mark.timeout(240)


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    monkeypatch.setenv(VARIABLE, SECRET)

    def run(*words: object) -> tuple[int, list[dict[str, Any]], str]:
        status = main([str(word) for word in words])
        said = capsys.readouterr()
        lines = [json.loads(line) for line in said.out.splitlines() if line.startswith("{")]
        return status, lines, said.err

    return run


class HubProcess:
    """``waypost hub`` in a process of its own."""

    def __init__(self, folder: Path, listen: str = "127.0.0.1:0") -> None:
        words = ["hub", "--database", str(folder), "--country", "al", "--json"]
        words += ["--certificates", f"{folder}-certificates"]
        self._running = subprocess.Popen(
            [sys.executable, "-m", "app", *words, "--listen", listen.removeprefix("https://")],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=dict(os.environ),
        )
        assert self._running.stdout is not None
        self.url: str = json.loads(self._running.stdout.readline())["url"]

    def end(self) -> int:
        self._running.terminate()
        self._running.communicate(timeout=20)
        return self._running.returncode


def at(store: Path) -> tuple[object, ...]:
    return ("--store", store, "--secret-env", VARIABLE, "--json")


def made(store: Path) -> Path:
    """A post as ``init`` makes it, with a secret that costs less time to try."""
    officer = Enrolment(name="HOXHA Arben", person="1", roles=(Role.SUPERVISOR,), secret=SECRET)
    door = Door(office="AL002000", country="al")
    Premises.create(
        store, door, (officer,), ROOMS.registry, clock=SystemClock(), chance=SystemChance()
    )
    return store


def hub_in(folder: Path) -> Path:
    """A hub that was founded and serves nobody now."""
    HubPremises.create(
        folder, "al", ROOMS.registry, clock=SystemClock(), chance=SystemChance()
    ).store.close()
    return folder


def founded(command: Command, store: Path) -> Path:
    made = ("init", "--office", "AL002000", "--country", "al", "--officer", "HOXHA Arben")
    status, _, words = command(*made, "--role", "supervisor", *at(store))
    assert status == 0, words
    return store


def paired(command: Command, store: Path, hub: Path, url: str) -> None:
    """Request, accept, finish; both sides say the same words."""
    request, grant = store.with_suffix(".request"), store.with_suffix(".grant")
    assert command("pair", "request", "--out", request, *at(store))[0] == 0
    accept = ("pair", "accept", request, "--hub", hub, "--url", url, "--out", grant, "--json")
    status, (accepted,), _ = command(*accept)
    assert status == 0
    status, (finished,), _ = command("pair", "finish", grant, *at(store))
    assert status == 0
    assert accepted["words"] == finished["words"]
    assert len(accepted["words"].split()) >= 4


def test_two_posts_and_a_hub_are_paired_and_exchange_by_commands_alone(
    command: Command, tmp_path: Path
) -> None:
    folder = tmp_path / "hub"
    first_run = HubProcess(folder)
    assert first_run.end() == 0
    first, second = founded(command, tmp_path / "first"), made(tmp_path / "second")
    for post in (first, second):
        paired(command, post, folder, first_run.url)

    status, (line,), words = command("sync", *at(first))
    assert (status, line["trouble"]) == (3, "sync.no_line")
    assert "Work goes on" in words

    hub = HubProcess(folder, first_run.url)
    try:
        exchange(command, first, second)
    finally:
        assert hub.end() == 0


def exchange(command: Command, first: Path, second: Path) -> None:
    """What one post takes in, the other one finds."""
    assert command("import", DECLARATION, *at(first))[0] == 0
    status, (sent,), words = command("sync", *at(first))
    assert status == 0, words
    assert (sent["level"], sent["peer"]) == (3, "AL hub")
    assert sent["sent"] > 0
    assert {"bytes_up", "bytes_down", "round_trips", "ms", "received"} <= set(sent)
    status, (received,), words = command("sync", *at(second))
    assert status == 0, words
    assert received["received"] > 0
    (hit,) = command("find", "BT-2026-0417", *at(second))[1]
    assert hit["kind"] == "movement"
    status, (quiet,), _ = command("sync", *at(second))
    assert (status, quiet["round_trips"]) == (0, 1)


def test_a_post_is_paired_and_a_neighbour_trusted_while_the_hub_serves(
    command: Command, tmp_path: Path
) -> None:
    folder, post, card = tmp_path / "hub", made(tmp_path / "post"), tmp_path / "xk.card"
    other = HubPremises.create(
        tmp_path / "xk", "xk", ROOMS.registry, clock=SystemClock(), chance=SystemChance()
    )
    card.write_bytes(enrolment.card_bytes(other))
    other.store.close()
    hub = HubProcess(folder)
    try:
        paired(command, post, folder, hub.url)
        status, (line,), words = command("sync", *at(post))
        assert (status, line["level"]) == (0, 3), words
        trusted = ("pair", "trust", card, "--hub", folder, "--url", "https://127.0.0.1:9")
        status, (neighbour,), words = command(*trusted, "--json")
        assert (status, neighbour["neighbour"]) == (0, "XK"), words
        status, _, words = command(
            "pair", "accept", card, "--hub", folder, *trusted[5:], *out_to(tmp_path)
        )
        assert (status, "no pairing request" in words) == (1, True)
        status, rows, words = command("channel", "list", "--hub", folder, "--json")
        assert (status, rows) == (0, []), words
        status, _, words = command("channel", "send", "M1", "--hub", folder)
        assert (status, "M1" in words) == (1, True)
    finally:
        assert hub.end() == 0
    reopened = HubPremises.open(folder, ROOMS.registry)
    with reopened.store.reading() as look:
        assert [one.card.country for one in enrolment.neighbours(look)] == ["XK"]
        assert len(look.devices.enrolled()) == 1
    reopened.store.close()


def test_a_hub_that_is_held_but_does_not_answer_is_told_in_a_sentence(
    command: Command, tmp_path: Path
) -> None:
    folder, request = hub_in(tmp_path / "hub"), tmp_path / "request"
    assert command("pair", "request", "--out", request, *at(made(tmp_path / "post")))[0] == 0
    held = HubPremises.open(folder, ROOMS.registry)
    url = ("--url", "https://127.0.0.1:9", *out_to(tmp_path))
    try:
        status, _, said = command("pair", "accept", request, "--hub", folder, *url)
    finally:
        held.store.close()

    assert status == 3
    assert "does not answer" in said


def out_to(folder: Path) -> tuple[object, ...]:
    return ("--out", folder / "out")


def test_pairing_and_exchanging_are_told_in_sentences_where_no_json_is_asked_for(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(VARIABLE, SECRET)
    folder, post, request = tmp_path / "hub", made(tmp_path / "post"), tmp_path / "request"
    secret = at(post)[:4]
    hub = HubProcess(folder)
    steps: list[tuple[tuple[object, ...], str]] = [
        (("pair", "request", "--out", request, *secret), "The request of"),
        (
            ("pair", "accept", request, "--hub", folder, "--url", hub.url, *out_to(tmp_path)),
            "is enrolled",
        ),
        (("pair", "finish", tmp_path / "out", *secret), "is paired with AL hub"),
        (("pair", "card", "--hub", folder, "--out", tmp_path / "card"), "The card of AL"),
        (("sync", *secret), "received at the centre"),
    ]
    try:
        for words, part in steps:
            status = main([str(word) for word in words])
            said = capsys.readouterr()
            assert status == 0, said.err
            assert part in said.out
            assert "{" not in said.out
    finally:
        hub.end()


def test_every_mistake_in_pairing_is_one_clear_sentence(command: Command, tmp_path: Path) -> None:
    hub, rubbish = hub_in(tmp_path / "hub"), tmp_path / "rubbish"
    rubbish.write_bytes(b"\xa1rubbish")
    post, other = made(tmp_path / "post"), made(tmp_path / "other")
    request, grant = tmp_path / "request", tmp_path / "grant"
    url = ("--url", "https://127.0.0.1:9")
    assert command("pair", "request", "--out", request, *at(post))[0] == 0
    assert command("pair", "accept", request, "--hub", hub, *url, "--out", grant)[0] == 0
    mistakes: list[tuple[tuple[object, ...], int, str]] = [
        (("sync", *at(post)), 1, "not paired"),
        (("pair", "accept", rubbish, "--hub", hub, *url, "--out", grant), 1, "no pairing request"),
        (("pair", "accept", request, "--hub", tmp_path, *url, "--out", grant), 3, ""),
        (("pair", "accept", tmp_path / "none", "--hub", hub, *url, "--out", grant), 3, ""),
        (("pair", "finish", rubbish, *at(post)), 1, "no pairing grant"),
        (("pair", "finish", grant, *at(other)), 1, "another device"),
        (("pair", "trust", rubbish, "--hub", hub, *url), 1, "no hub card"),
        (("hub", "--database", "postgresql://x/y"), 1, "embedded store"),
        (("hub", "--database", hub, "--listen", "nowhere"), 1, "no address"),
    ]
    for words, wanted, part in mistakes:
        status, _, said = command(*words)
        assert (status, part in said) == (wanted, True), (words, said)
        assert "Traceback" not in said
        assert 0 < said.count(". ") + said.rstrip().endswith(".") <= 2, said


def test_hubs_trust_each_others_cards_and_nobody_elses(command: Command, tmp_path: Path) -> None:
    hub, card = hub_in(tmp_path / "hub"), tmp_path / "card"
    assert command("pair", "card", "--hub", hub, "--out", card, "--json")[0] == 0
    own = ("pair", "trust", card, "--hub", hub, "--url", "https://127.0.0.1:9", "--json")

    status, _, said = command(*own)

    assert status == 1
    assert "AL" in said


def test_an_address_that_is_taken_is_said_in_words(command: Command, tmp_path: Path) -> None:
    hub = HubProcess(tmp_path / "one")
    try:
        taken = hub.url.removeprefix("https://")
        other = ("hub", "--database", tmp_path / "two", "--country", "xk", "--listen", taken)
        status, _, said = command(*other)
    finally:
        hub.end()

    assert status == 3
    assert taken in said
