"""Wrong, truncated, huge, hostile and non-XML files: one clear sentence each, and nothing lost."""

import gzip
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_work import DECLARATION, LRN
from tests.house.test_words import unsaid
from tests.stories.plainly import is_whole, plainly

MEBIBYTE = 1 << 20
GOOD = DECLARATION.read_bytes()
NAME = b"Bregdeti"

HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "empty": ("messages.empty", lambda: b""),
    "blank": ("messages.empty", lambda: b" \n\t"),
    "mark alone": ("messages.empty", lambda: b"\xef\xbb\xbf"),
    "document type": ("messages.doctype", lambda: b'<!DOCTYPE a [<!ENTITY x "y">]>' + GOOD),
    "laughs": (
        "messages.doctype",
        lambda: b"<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]><l>&b;</l>",
    ),
    "entity": ("messages.entity", lambda: GOOD.replace(NAME, b"&who;")),
    "wide": ("messages.too_many_elements", lambda: b"<a>" + b"<a/>" * 600_000 + b"</a>"),
    "deep": ("messages.too_deep", lambda: b"<a>" * 10_000 + b"</a>" * 10_000),
    "never closed": ("messages.not_xml", lambda: b"<a>" + b"<!--" * MEBIBYTE),
    "utf-16": ("messages.other_encoding", lambda: GOOD.decode().encode("utf-16")),
    "latin-1": ("messages.not_utf8", lambda: GOOD.replace(NAME, b"Br\xebgdeti")),
    "zero": ("messages.nul", lambda: GOOD.replace(NAME, b"Breg\0deti")),
    "huge": ("messages.too_large", lambda: GOOD.replace(NAME, b"B" * (30 * MEBIBYTE))),
    "gzip": ("messages.other_kind", lambda: gzip.compress(GOOD)),
    "pdf": ("messages.other_kind", lambda: b"%PDF-1.7\n\0\0"),
    "half": ("messages.not_xml", lambda: GOOD[: len(GOOD) // 2]),
    "twice": ("messages.not_xml", lambda: GOOD + GOOD),
    "json": ("messages.not_xml", lambda: b'{"a": 1}'),
    "web page": ("messages.not_xml", lambda: b"<!doctype html><p>Log in"),
    "letter": ("messages.unknown_family", lambda: b"<letter/>"),
    "other namespace": (
        "messages.unknown_family",
        lambda: GOOD.replace(b"http://ncts.dgtaxud.ec", b"urn:another"),
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_no_message_is_told_in_a_sentence_and_taken_in_by_nobody(
    work: Run, run: Run, tmp_path: Path, name: str
) -> None:
    code, made = HOSTILE[name]
    file = tmp_path / "lodged.xml"
    file.write_bytes(made())
    for said in (run("check", file, "--json"), work("import", file, "--json")):
        assert said.status == 1
        assert said.err == ""
        (finding,) = said.line["findings"]
        assert (finding["code"], said.line["verdict"]) == (code, "reject")
        assert unsaid(finding["text"]) is None
    assert run("roundtrip", file, "--json").status == 1
    plainly(run("print", "tad", "--from", file, "--out", tmp_path / "tad.pdf"), 1)
    assert not (tmp_path / "tad.pdf").exists()
    assert work("queue", "departures", "--json").out == ""


def special(tmp_path: Path) -> dict[str, Path]:
    pipe = tmp_path / "pipe"
    if sys.platform != "win32":
        os.mkfifo(pipe)
    return {
        "missing": tmp_path / "none.xml",
        "folder": tmp_path,
        "pipe that nobody fills": pipe,
        "nothing": Path(os.devnull),
        "endless zeros": Path("/dev/zero"),
        "too long a name": tmp_path / ("x" * 300),
    }


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs devices among the files")
def test_whatever_is_no_file_at_all_is_told_and_never_waited_for(
    work: Run, run: Run, tmp_path: Path
) -> None:
    for name, path in special(tmp_path).items():
        for command in (("check",), ("roundtrip",)):
            said = run(*command, path, "--json")
            assert said.status in {1, 3}, name  # no message, or nothing that can be read
        said = work("import", path, "--json")
        assert (said.status, said.line["records"]) == (1, []), name
        plainly(run("print", "tad", "--from", path, "--out", tmp_path / "tad.pdf"), 1)
        used = run("queue", "--store", tmp_path, "--secret-file", path)
        assert used.status in {1, 3}, name


@pytest.mark.parametrize("sign", ["&#9;", "&#10;", "&#x85;", "\u2028", "\u0378"])
def test_a_declaration_with_a_sign_that_does_not_show_is_refused_at_its_field(
    work: Run, tmp_path: Path, sign: str
) -> None:
    file = tmp_path / "lodged.xml"
    file.write_bytes(GOOD.replace(NAME, f"Breg{sign}deti".encode()))
    said = work("import", file, "--json")
    assert said.status == 1
    finding = said.line["findings"][-1]
    assert finding["code"] == "base.sign"
    assert finding["path"] == "declaration.holder.name"


@pytest.mark.parametrize("name", ["Bre\u0301gdeti", "Breg\u202edeti\u202c", "\u738b\u5c0f\u660e"])
def test_a_declaration_of_any_script_is_taken_in_and_shown_as_it_is(
    work: Run, tmp_path: Path, name: str
) -> None:
    file = tmp_path / "lodged.xml"
    file.write_bytes(GOOD.replace(NAME, name.encode()))
    assert work("import", file, "--json").status == 0
    facts = work("show", LRN, "--json").line["facts"]
    kept = facts["snapshots"][0]["declaration"]["holder"]["name"]
    assert kept == name.replace("e\u0301", "\u00e9") + " Transport"


def test_the_same_file_is_taken_in_once(work: Run, store: Path) -> None:
    assert work("import", DECLARATION, DECLARATION, "--json").status == 1
    assert len(work("queue", "departures", "--json").lines) == 1
    said = work("import", DECLARATION)
    assert said.status == 1
    assert f"LRN {LRN} already (declared)" in said.err
    assert is_whole(store)
