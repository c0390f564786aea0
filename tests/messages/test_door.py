"""The door for XML: whatever comes, a tree or findings, and nothing else happens."""

import http.server
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from app.base.clock import Day
from app.messages import door
from app.messages.door import Caps, open_xml
from app.messages.examined import examine
from app.messages.roundtrip import roundtrip
from app.messages.tree import read_tree
from app.messages.untrusted import parse_untrusted, parsed
from app.reference.codelists import load
from tests.messages.hostile import BROKEN, CANARY, HEAD, REFUSED, doctypes
from tests.messages.ncts.places import ROOT, sample

LISTS = load(Day(20261122))


class Listener(http.server.ThreadingHTTPServer):
    """Counts who calls."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler)
        self.calls = 0

    def get_request(self) -> tuple[object, object]:  # type: ignore[override]  # counted, not served
        self.calls += 1
        return super().get_request()


@pytest.fixture
def listener() -> Iterator[Listener]:
    with Listener() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_no_document_type_comes_through_opens_a_file_or_calls(
    tmp_path: Path, listener: Listener
) -> None:
    secret = tmp_path / "secret"
    secret.write_text(CANARY)
    hostile = doctypes(secret, f"http://127.0.0.1:{listener.server_port}")
    assert len(hostile) >= 25
    for name, raw in hostile.items():
        opened = open_xml(raw)
        assert opened.root is None, name
        assert [finding.code for finding in opened.findings] == ["messages.doctype"], name
        assert CANARY not in str(opened.findings)
    assert listener.calls == 0


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_xml_is_told_with_its_place(name: str) -> None:
    opened = open_xml(BROKEN[name])
    assert opened.root is None
    assert [finding.code for finding in opened.findings] == ["messages.not_xml"]
    assert set(opened.findings[0].parameters) == {"line", "column"}


@pytest.mark.parametrize("name", REFUSED)
def test_what_breaks_a_cap_or_an_encoding_is_refused(name: str) -> None:
    code, raw = REFUSED[name]
    opened = open_xml(raw)
    assert opened.root is None
    assert [finding.code for finding in opened.findings] == [code]


def test_there_are_enough_hostile_documents(tmp_path: Path) -> None:
    assert len(BROKEN) + len(REFUSED) + len(doctypes(tmp_path, "http://x")) >= 60


STATUS = Path("/proc/self/status")


@pytest.mark.skipif(not STATUS.exists(), reason="no machine that tells the peak of a process")
def test_the_caps_bite_before_the_memory_does() -> None:
    script = (
        "from pathlib import Path\n"
        "from tests.messages.hostile import BROKEN, REFUSED\n"
        "from app.messages.door import open_xml\n"
        "for raw in [*BROKEN.values(), *(raw for _, raw in REFUSED.values())]:\n"
        "    assert open_xml(raw).root is None\n"
        f"print(Path({str(STATUS)!r}).read_text())\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    peak = next(line for line in ran.stdout.splitlines() if line.startswith("VmHWM"))
    assert int(peak.split()[1]) < 300_000


def test_a_document_type_is_refused_again_after_parsing() -> None:
    root = etree.fromstring(b"<!DOCTYPE a [<!ELEMENT a ANY>]><a/>")
    with pytest.raises(door._Refused):
        door._measure(root, Caps())


def test_comments_and_instructions_do_not_cut_a_text() -> None:
    opened = open_xml(HEAD + b"<?x y?><a>GR<!-- c -->E<?z?>EN</a><!-- d -->")
    assert opened.root is not None
    assert read_tree(opened.root).text == "GREEN"


def test_the_usual_entities_and_sections_are_text() -> None:
    opened = open_xml(b"\xef\xbb\xbf<a>&lt;&amp;&#65;&#x42;<![CDATA[<b>&c;]]></a>")
    assert opened.root is not None
    assert opened.root.text == "<&AB<b>&c;"


def test_what_is_allowed_to_the_last_comes_through() -> None:
    assert open_xml(b"<a>" * 64 + b"</a>" * 64).root is not None
    exact = b"<a>%s</a>" % b"<b/>" * 1
    assert open_xml(exact, Caps(elements=2)).root is not None
    assert open_xml(exact, Caps(elements=1)).root is None
    assert open_xml(exact, Caps(size=len(exact))).root is not None
    assert open_xml(exact, Caps(size=len(exact) - 1)).root is None


@given(st.binary(max_size=2000))
def test_no_bytes_crash_the_door(raw: bytes) -> None:
    opened = open_xml(raw)
    assert (opened.root is None) == bool(opened.findings)


@given(st.data())
def test_no_damage_to_a_message_crashes_anything(data: st.DataObject) -> None:
    raw = bytearray(sample("CC015C", "p5").read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(raw) - 1))
        kind = data.draw(st.sampled_from(["change", "cut", "double"]))
        if kind == "change":
            raw[place] = data.draw(st.integers(0, 255))
        elif kind == "cut":
            del raw[place : place + data.draw(st.integers(1, 200))]
        else:
            raw[place:place] = raw[place : place + data.draw(st.integers(1, 200))]
        raw = raw or bytearray(b"<")
    damaged = bytes(raw)
    assert examine(damaged, LISTS).verdict in {"accept", "flag", "reject"}
    assert isinstance(roundtrip(damaged).same, bool)
    assert parsed(parse_untrusted(damaged)).schema in {"valid", "invalid", "unknown"}
