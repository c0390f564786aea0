"""``print``: from a file of message 029 to a file of PDF, and the answers where that cannot be."""

import hashlib
import json
from pathlib import Path

import pytest

from app.base.clock import FakeClock
from app.cli.main import main
from app.consignment.declaration import Declaration
from app.messages.ncts.builders import Release, cc015, cc029
from app.messages.ncts.compose import Envelope
from app.messages.ncts.message import write
from tests.printing.samples import MRN, declaration, trader


def envelope() -> Envelope:
    return Envelope(
        sender="NTA.AL", recipient="TRADER", prepared=FakeClock().now(), identification="A1"
    )


def release(base: Declaration) -> bytes:
    assert base.acceptance_date is not None
    assert base.release_date is not None
    assert base.control_result is not None
    facts = Release(
        mrn=MRN,
        acceptance_date=base.acceptance_date,
        release_date=base.release_date,
        control_result=base.control_result,
    )
    return write(cc029(envelope(), base, facts))


def test_a_released_movement_prints_from_its_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = tmp_path / "release.xml", tmp_path / "tad.pdf"
    source.write_bytes(release(declaration()))
    status = main(["print", "tad", "--from", str(source), "--out", str(target), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert status == 0
    assert told == {
        "file": str(target),
        "pages": 2,
        "sha256": hashlib.sha256(target.read_bytes()).hexdigest(),
        "truncated": [],
    }


def test_another_message_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "declaration.xml"
    source.write_bytes(write(cc015(envelope(), declaration())))
    target = tmp_path / "tad.pdf"
    assert main(["print", "tad", "--from", str(source), "--out", str(target)]) == 1
    assert "CC015C" in capsys.readouterr().err
    assert not target.exists()


@pytest.mark.parametrize("raw", [b"", b"\x00\xff", b"<a/>"])
def test_bytes_that_are_no_message_are_refused(raw: bytes, tmp_path: Path) -> None:
    source = tmp_path / "any"
    source.write_bytes(raw)
    assert main(["print", "tad", "--from", str(source), "--out", str(tmp_path / "x.pdf")]) == 1


def test_a_name_that_no_face_can_write_is_refused_with_its_box(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = tmp_path / "release.xml", tmp_path / "tad.pdf"
    source.write_bytes(release(declaration(consignor=trader("\u10e8\u10de\u10e1"))))
    assert main(["print", "tad", "--from", str(source), "--out", str(target)]) == 1
    assert "U+10E8" in capsys.readouterr().err
    assert not target.exists()


def test_a_place_that_cannot_be_written_is_the_environment_s_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "release.xml"
    source.write_bytes(release(declaration()))
    target = tmp_path / "nowhere" / "tad.pdf"
    assert main(["print", "tad", "--from", str(source), "--out", str(target)]) == 3
    assert "nowhere" in capsys.readouterr().err
