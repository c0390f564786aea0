"""A day's work without a display: import, act, show, find, queue, print, rebuild."""

from pathlib import Path

import pytest

from tests.cli.conftest import VARIABLE, Run
from tests.house.reading import ROOT
from tests.workstation.post import BESA, SECRETS, SHEFI

DECLARATION = ROOT / "tests" / "data" / "ncts" / "CC015C-p5.xml"
LRN = "BT-2026-0417"


def taken_in(work: Run) -> str:
    """Import the sample and accept it; the answer is its MRN."""
    assert work("import", DECLARATION, "--json").status == 0
    mrn: str = work("act", "Accept", "--record", LRN, "--json").line["value"]
    return mrn


def test_a_declaration_is_taken_in_with_what_was_found_about_it(work: Run) -> None:
    said = work("import", DECLARATION, "--json")
    assert said.status == 0
    (record,) = said.line.pop("records")
    assert (record["kind"], record["number"], record["state"]) == ("movement", LRN, "declared")
    assert (said.line["type"], said.line["verdict"], said.line["cases"]) == ("CC015C", "accept", 0)
    again = work("import", DECLARATION, "--json")
    assert again.status == 1
    assert again.line["records"] == []
    assert [finding["code"] for finding in again.line["findings"]] == ["transit.lrn_taken"]


def test_what_declares_nothing_is_not_taken_in(work: Run, tmp_path: Path) -> None:
    other = DECLARATION.with_name("CD001C-p5.xml")
    nonsense = tmp_path / "nonsense.xml"
    nonsense.write_bytes(b"<letter/>")
    said = work("import", other, nonsense, tmp_path / "missing.xml", "--json")
    assert said.status == 1
    codes = [[finding["code"] for finding in line["findings"]][-1] for line in said.lines]
    assert codes == [
        "workstation.declares_nothing",
        "messages.unknown_family",
        "messages.unreadable",
    ]
    assert work("queue", "departures", "--json").out == ""


def test_an_empty_queue_says_that_it_is_empty(work: Run) -> None:
    said = work("queue", "departures")
    assert (said.status, said.out) == (0, "")
    assert said.err == "Nothing waits in departures.\n"


def test_a_step_is_told_with_its_record_and_its_acts(work: Run) -> None:
    work("import", DECLARATION)
    said = work("act", "accept", "--record", LRN, "--json")
    assert said.status == 0
    line = said.line
    assert (line["step"], line["done"], line["office"]) == ("Accept", True, "AL002000")
    assert (line["number"], line["state"]) == (line["value"], "accepted")
    assert len(line["acts"]) == 2
    sealed = work(
        *("act", "AffixSeals", "--record", line["value"], "--set", "seals=AL1,AL2"),
        *("--set", "count=2", "--json"),
    )
    assert sealed.status == 0
    limited = work("act", "SetLimit", "--record", line["value"], "--set", "limit=2026-12-24")
    assert limited.status == 0
    assert line["value"] in limited.out


def test_a_record_is_shown_with_timeline_levels_and_messages(work: Run) -> None:
    mrn = taken_in(work)
    shown = work("show", mrn, "--json").line
    assert [line["kind"] for line in shown["timeline"]] == [
        "transit.declared",
        "transit.accepted",
        "record.joined",
    ]
    assert {line["acknowledged"] for line in shown["timeline"]} == {"saved"}
    assert shown["timeline"][1]["words"] == f"Accepted as {mrn}"
    assert [message["message"] for message in shown["messages"]] == ["CC028C"]
    assert shown["facts"]["mrn"] == mrn
    told = work("show", LRN)
    assert mrn in told.out
    assert "message CC028C to" in told.out
    assert told.err == ""


def test_a_record_is_found_and_stands_in_its_queue(work: Run) -> None:
    mrn = taken_in(work)
    (hit,) = work("find", mrn[-6:], "--json").lines
    assert (hit["number"], hit["kind"], hit["why"]) == (mrn, "movement", "exact")
    assert hit["ms"] >= 0
    counts = {line["queue"]: line["count"] for line in work("queue", "--json").lines}
    assert counts["departures"] == 1
    (row,) = work("queue", "departures", "--json").lines
    assert row["number"] == mrn
    assert row["row"]["destination_office"] == "XK001010"
    assert mrn in work("queue", "departures").out
    nothing = work("find", "ZZ999ZZ", "--json")
    assert (nothing.status, nothing.out) == (0, "")
    assert "ZZ999ZZ" in nothing.err


def test_a_released_record_is_printed_and_its_second_copy_says_so(
    work: Run, tmp_path: Path
) -> None:
    mrn = taken_in(work)
    out = tmp_path / "tad.pdf"
    early = work("print", "tad", "--record", mrn, "--out", out)
    assert early.status == 1
    assert not out.exists()
    step = ("act", "Release", "--record", mrn, "--set", "result=A2", "--set", "exempt=yes")
    assert work(*step, "--set", "limit=2026-12-24").status == 0
    first = work("print", "tad", "--record", mrn, "--out", out, "--json").line
    assert out.read_bytes().startswith(b"%PDF")
    assert (first["copy"], first["pages"]) == (1, 2)
    second = work("print", "tad", "--record", mrn, "--out", out, "--json").line
    assert second["copy"] == 2
    assert second["sha256"] != first["sha256"]
    nowhere = work("print", "tad", "--record", mrn, "--out", tmp_path / "no" / "tad.pdf")
    assert nowhere.status == 3


def test_rebuilding_makes_every_record_again_and_none_differs(work: Run) -> None:
    taken_in(work)
    told = work("rebuild", "--json").line
    assert told["records"] >= 3
    assert (told["differed"], told["dropped"]) == ([], 0)
    assert "0 differed" in work("rebuild").out


def test_another_officer_works_under_their_own_name_and_rights(
    work: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    work("import", DECLARATION)
    monkeypatch.setenv(VARIABLE, SECRETS[BESA])
    refused = work("act", "Accept", "--record", LRN, officer=BESA)
    assert refused.status == 1
    assert "rol" in refused.err.lower()
    monkeypatch.setenv(VARIABLE, SECRETS[SHEFI])
    assert work("act", "Accept", "--record", LRN, officer="p3").status == 0


def test_the_secret_may_lie_in_a_file(run: Run, store: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(f"{SECRETS[SHEFI]}\nsecond line\n", "utf-8")
    said = run("queue", "--store", store, "--officer", SHEFI, "--secret-file", secret, "--json")
    assert said.status == 0
