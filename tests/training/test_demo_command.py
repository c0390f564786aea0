"""``demo corridor`` and ``run`` say in words what they cannot do, before anything is started."""

from pathlib import Path

import pytest

from app.cli.main import main


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (("--posts", "7"), 1, "3 to 5 posts"),
        (("--over", "hub,pigeon"), 1, "played over: hub"),
        (("--from", "nowhere.xml"), 3, "nowhere.xml cannot be read"),
    ],
)
def test_what_cannot_be_played_is_said_at_once(
    words: tuple[str, ...], status: int, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", "corridor", *words]) == status
    told = capsys.readouterr()
    assert says in told.err
    assert told.out == ""


def test_a_file_that_is_no_declaration_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "hello.xml").write_text("<hello/>")
    assert main(["demo", "corridor", "--from", str(tmp_path / "hello.xml")]) == 1
    assert "no declaration 015" in capsys.readouterr().err


def test_without_a_display_the_window_is_not_tried(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert main(["run", "--store", str(tmp_path)]) == 3
    assert "There is no display here" in capsys.readouterr().err
