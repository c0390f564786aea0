"""``check`` and ``roundtrip``: the contract of the command line, and no traceback on anything."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.cli.main import main
from tests.messages.ncts.places import SHARED, sample

FIELDS = ["file", "family", "type", "version", "schema", "verdict", "findings"]


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_good_file_is_accepted(capsys: pytest.CaptureFixture[str]) -> None:
    path = str(sample("CC015C", "p5"))
    assert main(["check", path, "--json"]) == 0
    assert lines(capsys) == [
        {
            "file": path,
            "family": "ncts",
            "type": "CC015C",
            "version": "p5",
            "schema": "valid",
            "verdict": "accept",
            "findings": [],
        }
    ]


def test_a_broken_file_is_rejected_with_place_rule_and_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.xml"
    raw = sample("CC015C", "p5").read_bytes()
    broken.write_bytes(raw.replace(b"<country>AL</country>", b"<country>al</country>", 1))
    assert main(["check", str(broken), "--json"]) == 1
    (told,) = lines(capsys)
    assert list(told) == FIELDS
    assert (told["schema"], told["verdict"]) == ("invalid", "reject")
    assert told["findings"][0] == {
        "code": "ncts.schema.pattern",
        "rule": "XSD pattern",
        "path": "/CC015C/HolderOfTheTransitProcedure/Address/country",
        "severity": "stop",
        "text": "country has \u201cal\u201d, which does not fit its format country.",
    }


def test_a_broken_rule_is_flagged_and_the_file_taken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = tmp_path / "odd.xml"
    raw = sample("CC015C", "p5").read_bytes()
    odd.write_bytes(raw.replace(b"ML-TR 88213", b"AL-C 004417"))
    assert main(["check", str(odd), "--json"]) == 0
    (told,) = lines(capsys)
    assert (told["schema"], told["verdict"]) == ("valid", "flag")
    assert [found["rule"] for found in told["findings"]] == ["R0107"]


def test_an_access_code_is_never_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.xml"
    raw = sample("CC015C", "p5").read_bytes()
    broken.write_bytes(raw.replace(b"<accessCode>7K2Q<", b"<accessCode>7K2QX9<"))
    assert main(["check", str(broken), "--json"]) == 1
    said = capsys.readouterr().out
    assert "7K2Q" not in said
    assert "accessCode" in said


def test_several_files_are_told_line_by_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.xml"
    other.write_bytes(b"<invoice/>")
    names = [str(sample("CD006C", "p5")), str(other)]
    assert main(["check", *names, "--json"]) == 1
    told = lines(capsys)
    assert [line["verdict"] for line in told] == ["accept", "reject"]
    assert [line["family"] for line in told] == ["ncts", None]
    assert told[1]["findings"][0]["code"] == "messages.unknown_family"


@pytest.mark.parametrize("command", ["check", "roundtrip"])
def test_a_file_that_cannot_be_read_is_no_rejected_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    good = str(sample("CD006C", "p5"))
    missing = str(tmp_path / "missing.xml")
    assert main([command, missing, str(tmp_path), good, "--json"]) == 3
    said = capsys.readouterr()
    assert [json.loads(line)["file"] for line in said.out.splitlines()] == [good]
    first, second = said.err.splitlines()
    assert missing in first
    assert str(tmp_path) in second
    assert "reject" not in said.out + said.err


def test_a_named_version_is_the_one_compared(capsys: pytest.CaptureFixture[str]) -> None:
    path = str(sample("CC015C", "p6"))
    assert main(["check", path, "--version", "p6", "--json"]) == 0
    assert main(["check", path, "--version", "p5", "--json"]) == 1
    assert [line["schema"] for line in lines(capsys)] == ["valid", "invalid"]


def test_without_json_the_answer_is_prose(capsys: pytest.CaptureFixture[str]) -> None:
    path = str(sample("CC015C", "p5"))
    assert main(["check", path]) == 0
    assert capsys.readouterr().out == f"{path}: accept (CC015C P5, schema valid)\n"


@pytest.mark.parametrize("words", [["check"], ["check", "x", "--family", "no"], ["roundtrip"]])
def test_wrong_usage_has_its_own_status(words: list[str]) -> None:
    assert main(words) == 2


def test_a_file_comes_back_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    path = str(sample("CC029C", "p5"))
    assert main(["roundtrip", path, "--json"]) == 0
    assert lines(capsys) == [
        {"file": path, "type": "CC029C", "same": True, "lost": [], "changed": []}
    ]


def test_a_file_of_no_family_does_not_come_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.xml"
    other.write_bytes(b"<invoice/>")
    assert main(["roundtrip", str(other), "--json"]) == 1
    told = capsys.readouterr()
    assert json.loads(told.out)["same"] is False
    assert "no message of a family" in told.err


def test_a_broken_file_is_told_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "broken.xml"
    broken.write_bytes(sample("CC015C", "p5").read_bytes()[:500])
    assert main(["roundtrip", str(broken)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1


@pytest.mark.skipif(not SHARED.is_dir(), reason="no data of the field beside the project")
def test_no_file_of_the_field_brings_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    files = sorted(str(path) for path in SHARED.rglob("*") if path.is_file())
    assert len(files) > 100
    main(["check", *files, "--json"])
    checked = lines(capsys)
    assert [line["file"] for line in checked] == files
    main(["roundtrip", *files, "--json"])
    again = {line["file"]: line["same"] for line in lines(capsys)}
    messages = [line["file"] for line in checked if line["family"] == "ncts"]
    assert len(messages) > 75
    assert [file for file in messages if not again[file]] == []
